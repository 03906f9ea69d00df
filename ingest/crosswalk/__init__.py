"""Which paragraph of one edition became which of the next."""

from ingest.crosswalk.crosswalk import crosswalk
from ingest.crosswalk.from_index import crosswalk_in
from ingest.crosswalk.in_library import Crosswalks, as_pair, became, changed_links, crosswalks_of, edition_pairs
from ingest.crosswalk.paragraphs import Paragraph
from ingest.crosswalk.terminal_table import as_table
from ingest.crosswalk.types import CARRIED_FROM, Crosswalk, LinkKind, ParagraphLink

__all__ = [
    "CARRIED_FROM", "Crosswalk", "Crosswalks", "LinkKind", "Paragraph", "ParagraphLink", "as_pair", "as_table", "became",
    "changed_links", "crosswalk", "crosswalk_in", "crosswalks_of", "edition_pairs",
]  # fmt: skip
