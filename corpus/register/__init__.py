"""The register of editions: what they are, what replaced what, how they are named."""
