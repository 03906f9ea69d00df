"""From a message and its conversation to a question that stands alone, and its type."""
