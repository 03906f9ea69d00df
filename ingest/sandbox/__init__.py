"""A PDF read in a process of its own, within limits of time and memory."""

from ingest.sandbox.bounded_reader import BoundedReader, Limits
from ingest.sandbox.worker import Reading

__all__ = ["BoundedReader", "Limits", "Reading"]
