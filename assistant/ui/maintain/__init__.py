"""The maintainer’s pages: the library, evaluations, health."""
