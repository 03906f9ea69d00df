"""From blocks to passages."""

from ingest.passages.chunker import CHUNKER_VERSION, TokenLimit, chunk

__all__ = ["CHUNKER_VERSION", "TokenLimit", "chunk"]
