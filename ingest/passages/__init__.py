"""From blocks to passages."""
