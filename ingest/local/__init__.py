"""A school’s own documents: looked at, added, taken out."""
