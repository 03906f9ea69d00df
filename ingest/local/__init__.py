"""A school’s own documents: looked at, added, taken out."""

from ingest.local import terminal_text
from ingest.local.local_document import upload_of
from ingest.local.local_library import LocalLibrary

__all__ = ["LocalLibrary", "terminal_text", "upload_of"]
