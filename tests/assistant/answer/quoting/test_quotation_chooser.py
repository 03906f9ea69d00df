"""What is quoted beside an answer of ours: official words that bear it out, and a digest's only where more is wanted."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer.draft import Draft, DraftSection, DraftSentence, Quotation
from assistant.answer.quoting import QuotationChooser, SentenceVectors
from assistant.answer.recognised import Recognised
from assistant.retrieve.retriever import Editions, Evidence
from assistant.types import Question
from corpus.register import Register
from corpus.statements import load_short_answers
from corpus.types import Authority, Passage, RetrievedPassage
from tests.doubles import WordEmbedder, a_passage, a_source

ASKED = "how long do we keep a record"
DIGEST = a_passage("No period was found for a record of this kind.", "digest-records")
OFFICIAL = a_passage("A record must be kept until the pupil is twenty-five.", "rules-2025")


def quoted(
    *bear_it_out: Passage, found: tuple[Passage, ...] = (), written_for: str = "", more: bool = False
) -> list[str]:
    sources = [a_source("rules-2025"), a_source("digest-records", authority=Authority.DIGEST)]
    chooser = QuotationChooser(
        register=Register({one.source_id: one for one in sources}), sentences=SentenceVectors(WordEmbedder())
    )
    says = DraftSentence(
        text="Keep it.", quotations=tuple(Quotation(passage=one, quote=one.text) for one in bear_it_out)
    )
    ours = Draft(sections=(DraftSection(heading="Short answer", sentences=(says,)),))
    passages = tuple(RetrievedPassage(passage=one, rank=n, score=1 / n) for n, one in enumerate(found, 1))
    chosen = chooser.choose(
        Question(text=ASKED, more=more, as_at=date(2025, 10, 1)),
        Evidence(passages=passages, editions=Editions(source_ids=frozenset()), cosine=0.7),
        Recognised(answer=load_short_answers()[0], sure=0.0 if written_for else 1.0, written_for=written_for),
        ours,
    )
    return [one.passage.source_id for one in chosen.quotations]


@pytest.mark.parametrize(
    ("bear_it_out", "more", "sources"),
    [
        ((DIGEST,), False, []),
        ((DIGEST,), True, ["digest-records"]),
        ((DIGEST, OFFICIAL), False, ["rules-2025"]),
        ((DIGEST, OFFICIAL), True, ["rules-2025"]),
    ],
)
def test_a_digest_is_quoted_beside_ours_only_where_more_is_wanted_and_nothing_official_says_it(
    bear_it_out: tuple[Passage, ...], more: bool, sources: list[str]
) -> None:
    assert quoted(*bear_it_out, more=more) == sources


def test_nor_does_it_come_back_as_what_was_found_beside_the_answer_to_a_question_that_is_near() -> None:
    assert quoted(DIGEST, found=(DIGEST,), written_for="another question") == []
    assert quoted(OFFICIAL, found=(DIGEST,), written_for="another question") == ["rules-2025", "digest-records"]
