"""What a new edition does to our sentences: which rest on a changed paragraph, both wordings, and what was found of them."""

from ingest.changes.amendments import as_toml
from ingest.changes.in_text import BECAME_WORDS, as_dict, readable, summary
from ingest.changes.touched import TouchedFinder, digests_among, must_have, touched_in
from ingest.changes.types import TouchedEdition, TouchedParagraph, TouchedSentence

__all__ = [
    "BECAME_WORDS", "TouchedEdition", "TouchedFinder", "TouchedParagraph", "TouchedSentence", "as_dict", "as_toml",
    "digests_among", "must_have", "readable", "summary", "touched_in",
]  # fmt: skip
