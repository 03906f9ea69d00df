"""A school’s own documents: examined, added, taken out."""

from ingest.local import terminal_text
from ingest.local.local_document import (
    Description,
    ExaminedDocument,
    Handling,
    LocalChange,
    Upload,
    pages_in_words,
    upload_of,
)
from ingest.local.local_library import LocalLibrary
from ingest.local.personal_details import PageNotice, Weight

__all__ = [
    "Description", "ExaminedDocument", "Handling", "LocalChange", "LocalLibrary", "PageNotice", "Upload", "Weight",
    "pages_in_words", "terminal_text", "upload_of",
]  # fmt: skip
