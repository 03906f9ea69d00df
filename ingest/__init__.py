"""How sources get into the library: fetch, parse, structure, chunk, build."""
