"""Which paragraph of one edition became which of the next, by their words and their order alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.types import Passage, PassageKind
from ingest.crosswalk.assignment import Assignment, Group
from ingest.crosswalk.likeness import Likeness
from ingest.crosswalk.order import heaviest_run
from ingest.crosswalk.paragraphs import Paragraph, paragraphs_of
from ingest.crosswalk.types import Crosswalk, LinkKind, ParagraphLink

_LIFT = 0.3  # of what likeness lacks to 1, what standing where it is expected gives back
_CLOSE = 0.2  # another paragraph that is less alike by so much is no rival
_DOUBT_EXPECTED = 0.1  # the share of confidence lost to a rival that is as much alike, where the link is expected
_DOUBT_ELSEWHERE = 0.6


def crosswalk(earlier: Sequence[Passage], later: Sequence[Passage]) -> Crosswalk:
    """Return what became of the paragraphs of an edition in the next.

    Footnotes are compared with footnotes, editorial notes with notes and all else with all else. The same passages always give
    the same result; no model is asked.

    Parameters
    ----------
    earlier, later : sequence of Passage
        All passages of each edition, in reading order; either may be empty.
    """
    old, new = paragraphs_of(earlier), paragraphs_of(later)
    links: list[ParagraphLink] = []
    for stream in PassageKind:
        links += _links([p for p in old if p.stream is stream], [p for p in new if p.stream is stream])
    links.sort(key=lambda link: link.earlier[0].at)
    linked = {paragraph.at for link in links for paragraph in link.earlier}
    reached = {paragraph.at for link in links for paragraph in link.later}
    return Crosswalk(
        links=tuple(link for link in links if link.is_carried),
        to_check=tuple(link for link in links if not link.is_carried),
        gone=tuple(paragraph for paragraph in old if paragraph.at not in linked),
        new=tuple(paragraph for paragraph in new if paragraph.at not in reached),
    )


def _links(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[ParagraphLink]:
    """Link the paragraphs of one stream.

    Yields
    ------
    ParagraphLink
        In the order of the earlier edition.
    """
    likeness = Likeness(old, new)
    assignment = Assignment(likeness, len(old), len(new))
    alike = {group: likeness.of(group.earlier, group.later) for group in assignment.groups()}
    in_order = heaviest_run({group.first: likeness for group, likeness in alike.items()})
    for group, share in alike.items():
        yield ParagraphLink(
            kind=_kind(group, share, group.first in in_order),
            earlier=tuple(old[at] for at in group.earlier),
            later=tuple(new[at] for at in group.later),
            likeness=share,
            confidence=_confidence(share, assignment.rival(group), expected=assignment.is_expected(group)),
        )


def _kind(group: Group, alike: float, in_order: bool) -> LinkKind:
    if len(group.later) > 1:
        return LinkKind.SPLIT
    if len(group.earlier) > 1:
        return LinkKind.MERGED
    if not in_order:
        return LinkKind.MOVED
    return LinkKind.SAME if alike == 1 else LinkKind.REWORDED


def _confidence(alike: float, rival: float, *, expected: bool) -> float:
    """Return how sure a link is: its likeness, more where it is expected, less if another paragraph is as much alike."""
    sure = alike + _LIFT * (1 - alike) if expected else alike
    closeness = min(1.0, max(0.0, rival - alike + _CLOSE) / _CLOSE)
    return sure * (1 - closeness * (_DOUBT_EXPECTED if expected else _DOUBT_ELSEWHERE))
