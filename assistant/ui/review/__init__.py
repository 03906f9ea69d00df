"""The trainer’s pages: the queue, one answer beside its pages, agreement."""
