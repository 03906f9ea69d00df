"""Questions as a consultation or survey prints them: bold, often too long for a heading, or cut by the end of a page.

What is answered below a question makes no sense without it. So its first words go into the path of headings; the
question itself stays text, since it is more than a title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.blocks import LineRow
from ingest.structure.headings import QUESTION, Headings, style_of

_ENDS = (".", "?", ":")
_TITLE_CHARS = 150


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question: how deep it stands among headings, its words so far, and how it is set."""

    depth: int
    text: str
    style: tuple[int, bool]

    @property
    def title(self) -> str:
        """Its first words, to stand for it among headings."""
        if len(self.text) <= _TITLE_CHARS:
            return self.text
        return self.text[:_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"

    @property
    def is_whole(self) -> bool:
        """Whether it does not go on, as at the end of a page."""
        return self.text.endswith(_ENDS)


def question_of(group: Sequence[LineRow], headings: Headings, cut: PrintedQuestion | None) -> PrintedQuestion | None:
    """Return the question that some rows make, from its start, or None if they make none.

    Parameters
    ----------
    group : sequence of LineRow
        Consecutive rows.
    headings : Headings
        What is known of the document's headings.
    cut : PrintedQuestion or None
        The question that the page before ended in, if these rows are the first of their page.
    """
    if not all(row.bold and headings.looks_like(row) for row in group):
        return None
    text = " ".join(row.text for row in group)
    if cut is not None and style_of(group[0]) == cut.style:
        return PrintedQuestion(cut.depth, f"{cut.text} {text}", cut.style)
    if not QUESTION.match(text):
        return None
    return PrintedQuestion(headings.depth_of_numbered(group[0]), text, style_of(group[0]))
