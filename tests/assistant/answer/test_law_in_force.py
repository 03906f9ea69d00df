"""A provision that is not law in force is never shown as if it were."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.pipeline import Assistant
from assistant.types import Answer, Citation, Question
from corpus.register.register import Register
from corpus.types import Authority, Standing
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

ACT = a_source("lamps-act-2019", authority=Authority.LAW, in_force_from=date(2019, 6, 1))
TEXT = "A school must tell the coastguard of each lamp that is broken."


def ask(standing: Standing) -> Answer:
    passage = a_passage(TEXT, ACT.source_id, paragraph="s.4(1)", standing=standing)
    embedder = WordEmbedder()
    index = MemoryIndex([passage], {ACT.source_id: ACT}, embedder)
    assistant = Assistant(index, Register({ACT.source_id: ACT}), embedder)
    return assistant.ask(Question(text="Must a school tell the coastguard of a broken lamp?", as_at=date(2026, 1, 1)))


@pytest.mark.parametrize("standing", [Standing.PROSPECTIVE, Standing.PARTLY, Standing.REPEALED])
def test_what_is_not_law_in_force_says_so_in_label_reference_notice_and_text(standing: Standing) -> None:
    answer = ask(standing)
    (citation,) = answer.citations
    (quoted,) = [s for section in answer.sections for s in section.statements if s.text == TEXT]
    assert quoted.label == f"Law, {standing.words}"
    assert f"Law, {standing.words}" in citation.reference
    assert f"(Law, {standing.words})" in answer.text
    (notice,) = [notice for notice in answer.notices if notice.kind == "commencement"]
    assert standing.words in notice.text
    assert "[1]" in notice.text
    assert citation.as_dict()["standing"] == standing.value
    assert citation.in_force is (standing is Standing.PARTLY)


def test_law_in_force_is_not_labelled_so() -> None:
    answer = ask(Standing.IN_FORCE)
    assert answer.citations[0].reference.count("Law, in force") == 1
    assert answer.citations[0].as_dict()["standing"] is None
    assert not [notice for notice in answer.notices if notice.kind == "commencement"]


@pytest.mark.parametrize("standing", [Standing.PROSPECTIVE, Standing.REPEALED])
def test_a_citation_cannot_be_made_that_calls_such_a_provision_in_force(standing: Standing) -> None:
    passage = a_passage(TEXT, ACT.source_id, standing=standing)
    assert not Citation(marker=1, passage=passage, source=ACT, in_force=True, quote=TEXT).in_force
