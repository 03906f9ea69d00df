"""The index at a server: PostgreSQL with pgvector, and the files of generations in it or in an S3 bucket."""

from corpus.index.served.served_store import ServedStore, open_served

__all__ = ["ServedStore", "open_served"]
