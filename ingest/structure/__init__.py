"""From pages of lines to blocks: headings, paragraphs, lists, tables, footnotes, Acts."""

from ingest.structure.blocks import Block, BlockKind, LineRow, rows_of
from ingest.structure.commencement import COMMENCEMENT_VERSION, with_provision, with_standing
from ingest.structure.pages_to_blocks import STRUCTURE_VERSION, structure

__all__ = [
    "COMMENCEMENT_VERSION", "STRUCTURE_VERSION", "Block", "BlockKind", "LineRow", "rows_of", "structure",
    "with_provision", "with_standing",
]  # fmt: skip
