"""What a new edition does to our sentences, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.index import Became
from corpus.word_diff import marked
from ingest.changes.types import TouchedEdition, TouchedParagraph, TouchedSentence
from ingest.sentences import SentenceKind

BECAME_WORDS = {
    Became.REWORDED: "in other words",
    Became.MOVED: "elsewhere, in other words",
    Became.SPLIT: "split",
    Became.MERGED: "merged with another",
    Became.UNSURE: "not sure what became of it",
    Became.GONE: "not found in the later edition",
}
_MARKS = "Marked: [-words taken out-], {+words put in+}."
_NONE = "No sentence of ours rests on a paragraph that a later edition in this library has otherwise."


def readable(found: Sequence[TouchedEdition]) -> str:
    """Return what later editions do to our sentences, in plain text: each changed paragraph, and what of ours rests on it."""
    parts = [part for edition in found for part in _edition(edition)]
    return "\n".join([_MARKS, "", *parts]) if parts else _NONE


def summary(edition: TouchedEdition) -> str:
    """Return in a sentence how many of our sentences an edition touches."""
    n = len(edition.sentences)
    if edition.not_compared:
        return (
            f"{edition.later.name} is here and {edition.earlier.name} is not, so nothing can be compared: of our sentences,"
            f" {len(edition.not_compared):,} rest on words that are not found in it. Add {edition.earlier.name} to compare them."
        )
    if not n:
        return (
            f"{edition.later.name} changes none of the paragraphs of {edition.earlier.name} that our sentences rest on."
        )
    kinds = kinds_in_words(edition.by_kind)
    return (
        f"{edition.later.name} changes {len(edition.paragraphs):,} paragraphs of {edition.earlier.name} on which {n:,} of our"
        f" sentences rest ({kinds}); {edition.n_open:,} are to be looked at."
    )


def kinds_in_words(counts: Mapping[SentenceKind, int]) -> str:
    """Return how many sentences there are of each kind: ``short answer 12, situation card 3``."""
    return ", ".join(f"{kind.value} {counts[kind]:,}" for kind in SentenceKind if counts.get(kind))


def standing_of(one: TouchedSentence) -> str:
    """Return in words what was found of a sentence, or that nobody has looked."""
    if one.check is None:
        return "the sentence it rests on is the same; others changed" if one.is_same else "not checked yet"
    what = "still holds" if one.is_confirmed else "other words are proposed"
    return f"{what}: {one.check.checked_by}, {one.check.checked_on}"


def as_dict(edition: TouchedEdition) -> dict[str, Any]:
    """Return what an edition does to our sentences as JSON has it: where, how sure, what of ours; no words of guidance."""
    return {
        "earlier": edition.earlier.source_id,
        "later": edition.later.source_id,
        "n_resting": edition.n_resting,
        "n_open": edition.n_open,
        "not_compared": [{"statement": statement, "text": text} for statement, text in edition.not_compared],
        "paragraphs": [_paragraph_dict(paragraph) for paragraph in edition.paragraphs],
    }


def _paragraph_dict(paragraph: TouchedParagraph) -> dict[str, Any]:
    return {
        "became": paragraph.became.value,
        "confidence": paragraph.confidence,
        "earlier": paragraph.earlier_at,
        "later": paragraph.later_at,
        "sentences": [
            {
                "kind": one.kind.value,
                "statement": one.statement_id,
                "text": one.text,
                "was": str(one.was),
                "proposed": str(one.proposed) if one.proposed else "",
                "same": one.is_same,
                "found": one.check.verdict.value if one.check else "",
            }
            for one in paragraph.sentences
        ],
    }


def _edition(edition: TouchedEdition) -> Iterator[str]:
    """Give the lines of an edition.

    Yields
    ------
    str
    """
    yield summary(edition)
    yield from (f"  {statement}: {text}" for statement, text in edition.not_compared)
    for paragraph in edition.paragraphs:
        there = f" → {paragraph.later_at}" if paragraph.later_at else ""
        sure = f", sure to {paragraph.confidence:.2f}" if paragraph.later_at else ""
        yield f"\n{paragraph.earlier_at}{there} ({BECAME_WORDS[paragraph.became]}{sure})"
        yield f"  {edition.earlier.name}: {marked(paragraph.wordings.earlier)}"
        if paragraph.later_at:
            yield f"  {edition.later.name}: {marked(paragraph.wordings.later)}"
        yield from _sentences(paragraph.sentences)
    yield ""


def _sentences(sentences: Iterable[TouchedSentence]) -> Iterator[str]:
    for one in sentences:
        yield f"  - {one.kind.value}, {one.statement_id}: {one.text} [{standing_of(one)}]"
        if one.proposed is not None and not one.is_same:
            yield f"      {one.proposed}"
