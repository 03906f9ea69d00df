"""Which paragraph of one edition became which of the next."""

from ingest.crosswalk.crosswalk import crosswalk
from ingest.crosswalk.from_index import crosswalk_in
from ingest.crosswalk.paragraphs import Paragraph
from ingest.crosswalk.terminal_table import as_table
from ingest.crosswalk.types import CARRIED_FROM, Crosswalk, LinkKind, ParagraphLink

__all__ = [
    "CARRIED_FROM", "Crosswalk", "LinkKind", "Paragraph", "ParagraphLink", "as_table", "crosswalk", "crosswalk_in",
]  # fmt: skip
