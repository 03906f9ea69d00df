"""Staff's words as if they had been written for the edition before, to measure what carrying them to the next one costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.models import Vectors
from corpus.practice import HEADING_WORDS, ParagraphAnchor, Practice, StaffQuestions
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages


def written_for(words: Practice, earlier: str, later: str, library: EmbeddedPassages) -> Practice:
    """Return staff's words with what is written for an edition written for the one before it instead.

    What the earlier edition has not is left out: nobody could have written for it.

    Parameters
    ----------
    words : Practice
        As they are.
    earlier, later : str
        The two editions, both in the library.
    library : EmbeddedPassages
        With their crosswalk.
    """
    finder = AnchorFinder(library)
    mean = library.vectors.mean(axis=0)

    def moved(anchor: ParagraphAnchor) -> Iterator[ParagraphAnchor]:
        if anchor.source_id != later:
            yield anchor
            return
        yield from _before(anchor, earlier, finder, library, mean)

    questions = tuple(
        StaffQuestions(
            source_id=one.source_id,
            paragraph=one.paragraph,
            page=one.page,
            heading=one.heading,
            questions=row.questions,
        )
        for row in words.questions
        for one in moved(row)
    )
    cases = (
        replace(case, points=tuple(replace(p, anchor=one) for p in case.points for one in moved(p.anchor)))
        for case in words.cases
    )
    return replace(words, questions=questions, cases=tuple(case for case in cases if case.points))


def _before(
    anchor: ParagraphAnchor, earlier: str, finder: AnchorFinder, library: EmbeddedPassages, mean: Vectors
) -> Iterator[ParagraphAnchor]:
    """Find the paragraph of the earlier edition that became an anchor's, as a person who read that edition names it.

    Yields
    ------
    ParagraphAnchor
        One, or none.
    """
    own = finder.own(anchor, mean)
    for at in finder.carried(own, earlier) if own is not None else []:
        passage = library.passages[at]
        heading = " ".join(passage.heading.split()[:HEADING_WORDS])
        yield ParagraphAnchor(
            source_id=earlier, paragraph=passage.paragraph, page=passage.page, heading=heading,
        )  # fmt: skip
