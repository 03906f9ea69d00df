"""Print editions: their paragraphs as the passages that a build would cut, with pages that end in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.types import Passage, PassageKind
from tests.doubles import a_passage

Chapters = Sequence[tuple[str, Sequence[str]]]
WORDS_ON_A_PAGE = 90


@dataclass(slots=True, kw_only=True)
class Press:
    """Sets words on pages."""

    source_id: str
    n_words: int = WORDS_ON_A_PAGE
    page: int = 1
    n_set: int = 0
    offset: int = 0
    passages: list[Passage] = field(default_factory=list)

    def set(self, text: str, **changes: object) -> None:
        words = text.split()
        while words:
            if self.n_set >= self.n_words:
                self.page, self.n_set, self.offset = self.page + 1, 0, 0
            room = self.n_words - self.n_set
            here, words = words[:room], words[room:]
            piece = " ".join(here)
            self.passages.append(a_passage(piece, self.source_id, self.page, self.offset, **changes))
            self.n_set, self.offset = self.n_set + len(here), self.offset + len(piece) + 1


def printed(
    source_id: str, chapters: Chapters, notes: Sequence[str] = (), n_words: int = WORDS_ON_A_PAGE
) -> list[Passage]:
    """Number the paragraphs of chapters through, and set them on pages of so many words, footnotes at the end."""
    press = Press(source_id=source_id, n_words=n_words)
    rows = [(heading, text) for heading, texts in chapters for text in texts]
    for number, (heading, text) in enumerate(rows, 1):
        press.set(f"{number}. {text}", paragraph=str(number), heading_path=("Handbook", heading))
    for number, text in enumerate(notes, 1):
        label = f"fn {number}"
        press.set(f"{number} {text}", paragraph=label, heading_path=("Handbook",), kind=PassageKind.FOOTNOTE)
    return press.passages
