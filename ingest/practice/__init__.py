"""Staff’s words brought to the passages of a library, and learned from."""
