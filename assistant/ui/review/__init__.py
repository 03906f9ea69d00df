"""The trainer’s pages: the queue, one answer next to its pages, agreement."""
