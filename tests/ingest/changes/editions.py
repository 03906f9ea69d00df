"""Two made-up editions, digests and sentences of ours that rest on the first, for the tests of what a new edition touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from corpus.index import EditionPair
from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_key
from corpus.types import Passage, Pinpoint
from ingest.changes import touched
from ingest.crosswalk import as_pair, crosswalk
from ingest.sentences import SentenceKind
from tests.doubles import a_passage, a_source
from tests.ingest.crosswalk.printed import printed

OLD = a_source("book-2025", names=("Book 2025",), in_force_from=date(2025, 9, 1))
NEW = a_source("book-2026", names=("Book 2026",), in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
REGISTER = Register({source.source_id: source for source in (OLD, NEW)})
BELL = "The keeper rings the bell at noon and writes it in the log."
WICK = "Every wick is trimmed before dusk by whoever keeps the lamp that evening."
OIL = "The lamp is filled with whale oil from the lower store."
WICK_NOW = "Every wick is trimmed before dawn by whoever keeps the lamp that evening."
BOAT = "Nobody paints the boat in winter, since paint will not dry."


def earlier() -> list[Passage]:
    """Three paragraphs: one that stays, one of which a sentence changes, one that goes."""
    return printed("book-2025", [("Lamps", [BELL, f"{WICK} {OIL}", BOAT])])


def later() -> list[Passage]:
    """The edition after."""
    return printed("book-2026", [("Lamps", ["A new rule about flags and their colours.", BELL, f"{WICK_NOW} {OIL}"])])


def compared() -> EditionPair:
    """What the later edition has otherwise."""
    return as_pair("book-2025", "book-2026", crosswalk(earlier(), later()))


def says(text: str, *words: str) -> ReviewedSentence:
    """A sentence of ours that rests on sentences of the first edition."""
    bindings = (Binding(source_id="book-2025", where="page 1, paragraph 2", key=sentence_key(one)) for one in words)
    return ReviewedSentence(text=text, bindings=tuple(bindings))


TRIM, FILL, RING, PAINT = (
    says("Trim the wick before dusk.", WICK),
    says("Fill it with whale oil.", OIL),
    says("Ring at noon.", BELL),
    says("Do not paint in winter.", BOAT),
)


def digest() -> Passage:
    """A digest's statement that rests on the second paragraph."""
    pinpoint = Pinpoint(
        document="Book", edition="2025", reference="page 1, paragraph 2", url="", how_read="Read in it", source_id="book-2025"
    )  # fmt: skip
    return a_passage("1 Wicks are trimmed and lamps filled.", "digest-lamps", paragraph="1", pinpoint=pinpoint)


def with_our_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have these be all of our sentences."""
    on_digest = ReviewedSentence(
        text="Mind the lamps.",
        bindings=(
            Binding(source_id="digest-lamps", where="page 1", key=sentence_key("Wicks are trimmed and lamps filled.")),
        ),
    )

    def ours() -> Mapping[SentenceKind, Iterator[tuple[str, ReviewedSentence]]]:
        return {
            SentenceKind.ANSWER: iter([("wicks", TRIM), ("wicks", FILL), ("bells", RING)]),
            SentenceKind.CARD: iter([("boats", PAINT), ("lamps", on_digest)]),
        }

    monkeypatch.setattr(touched, "sentences_by_kind", ours)
