"""What a new edition does to our sentences: which rest on a changed paragraph, both wordings, and what was found of them."""

from ingest.changes.amendments import as_toml
from ingest.changes.in_text import as_dict, readable
from ingest.changes.touched import TouchedFinder, touched_in
from ingest.changes.types import TouchedEdition, TouchedParagraph, TouchedSentence

__all__ = [
    "TouchedEdition", "TouchedFinder", "TouchedParagraph", "TouchedSentence", "as_dict", "as_toml", "readable",
    "touched_in",
]  # fmt: skip
