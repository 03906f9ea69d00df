"""The editions of one publication that a library holds, each with those after it, and what became of their paragraphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from corpus.index import Became, ChangedParagraph, EditionPair
from corpus.register import Register
from corpus.types import Authority, Passage, Source
from ingest.crosswalk.crosswalk import crosswalk
from ingest.crosswalk.paragraphs import Paragraph
from ingest.crosswalk.types import Crosswalk, LinkKind, ParagraphLink

Crosswalks = Mapping[tuple[str, str], Crosswalk]
_OURS = frozenset({Authority.LOCAL, Authority.DIGEST})


def crosswalks_of(passages: Mapping[str, Sequence[Passage]], register: Register) -> Crosswalks:
    """Return the crosswalk of each edition with each that replaced it, by the ids of the two; official editions alone.

    Parameters
    ----------
    passages : mapping of str to sequence of Passage
        Of each source, by id, in reading order.
    register : Register
        What replaced what.
    """
    return {
        (earlier.source_id, later.source_id): crosswalk(passages[earlier.source_id], passages[later.source_id])
        for earlier, later in edition_pairs(passages, register)
    }


def edition_pairs(source_ids: Collection[str], register: Register) -> list[tuple[Source, Source]]:
    """Return each official edition among some sources with each among them that replaced it."""
    known = (register[source_id] for source_id in sorted(source_ids) if source_id in register)
    return [
        (source, later)
        for source in known
        if source.authority not in _OURS
        for later in register.successors(source.source_id)
        if later.source_id in source_ids
    ]


def as_pair(earlier: str, later: str, found: Crosswalk) -> EditionPair:
    """Return what a generation keeps of a crosswalk: the paragraphs that the later edition has otherwise."""
    changed = [*map(_changed, changed_links(found)), *map(_gone, found.gone)]
    return EditionPair(earlier=earlier, later=later, changed=tuple(changed))


def changed_links(found: Crosswalk) -> list[ParagraphLink]:
    """Return the links whose words are not the same, and those that a person has to look at."""
    return [link for link in found.links if link.likeness < 1 or link.kind in _OF_SEVERAL] + list(found.to_check)


def became(link: ParagraphLink, *, sure: bool) -> Became:
    """Return what became of a link's paragraphs."""
    return Became(link.kind.value) if sure and link.kind is not LinkKind.SAME else Became.UNSURE


_OF_SEVERAL = frozenset({LinkKind.SPLIT, LinkKind.MERGED})


def _changed(link: ParagraphLink) -> ChangedParagraph:
    return ChangedParagraph(
        became=became(link, sure=link.is_carried),
        confidence=round(link.confidence, 3),
        earlier=_passages(link.earlier),
        later=_passages(link.later),
    )


def _gone(paragraph: Paragraph) -> ChangedParagraph:
    return ChangedParagraph(became=Became.GONE, confidence=0.0, earlier=_passages([paragraph]))


def _passages(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    return tuple(passage.passage_id for paragraph in paragraphs for passage in paragraph.passages)
