"""What we know: the register of sources, the digests, the types of text, the index on disk."""
