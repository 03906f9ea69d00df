"""The commands of ``python -m ingest``: a file for each family of them."""

from ingest.commands import change_index, inspect_index, official_texts, own_sentences
from ingest.commands.command import Run

FAMILIES = (change_index, official_texts, inspect_index, own_sentences)
"""In the order in which ``--help`` lists them; each adds its commands by ``add_to``."""

__all__ = ["FAMILIES", "Run"]
