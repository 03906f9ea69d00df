"""A provision that is not law in force is never shown as if it were."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from assistant.export.evidence_pack import pack_of
from assistant.export.formats import FORMATS
from assistant.pipeline import Assistant
from assistant.store.database import evidence_snapshot
from assistant.types import Answer, Citation, Question
from assistant.ui.shared.answer_html import citation_html, standing_html
from corpus.provisions import Provision, Standing, UnappliedEffect
from corpus.register.register import Register
from corpus.types import Authority
from tests.assistant.export.test_evidence_pack import MADE
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

ACT = a_source("lamps-act-2019", authority=Authority.LAW, in_force_from=date(2019, 6, 1))
TEXT = "A school must tell the coastguard of each lamp that is broken."


def ask(standing: Standing = Standing.IN_FORCE, **record: Any) -> Answer:
    provision = Provision(anchor="section-4", label="s.4", **record) if record else None
    passage = a_passage(TEXT, ACT.source_id, paragraph="s.4(1)", standing=standing, provision=provision)
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


AS_AT = date(2026, 1, 1)
SINCE = {"in_force_from": date(2024, 3, 1), "extent": "E+W"}
WORDS = "this wording in force from 1 March 2024"


def test_a_quotation_says_from_when_its_wording_is_in_force_wherever_it_is_shown() -> None:
    answer = ask(**SINCE)
    (citation,) = answer.citations
    assert f"Law, in force; {WORDS}" in citation.reference
    for html in (standing_html(citation, AS_AT), citation_html(citation, AS_AT)):
        assert f"Law, in force on 1 January 2026; {WORDS}" in html
    row = citation.as_dict()
    assert (row["in_force_from"], row["replaced_on"], row["extent"]) == ("2024-03-01", None, "E+W")
    assert not [notice for notice in answer.notices if notice.kind == "commencement"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_every_file_of_an_answer_says_it_too(form: Any) -> None:
    data = BytesIO(form.write(pack_of(ask(**SINCE), MADE)))
    if form.ending == "docx":
        document = docx.Document(data)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(one.text for one in document.paragraphs), *cells])
    else:
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(data).pages)
    assert WORDS in " ".join(text.split())


def test_it_is_kept_with_the_evidence_of_an_answer() -> None:
    answer = ask(**SINCE)
    (shown,) = evidence_snapshot.from_json(evidence_snapshot.to_json(evidence_snapshot.of_answer(answer, {})))
    assert WORDS in shown.reference
    assert shown.citation.recorded == (WORDS,)


def test_of_law_without_a_record_nothing_is_claimed() -> None:
    (citation,) = ask().citations
    assert citation.recorded == ()
    assert "wording" not in citation.reference
    said = citation.as_dict()
    assert (said["in_force_from"], said["extent"], said["not_in_the_text_yet"]) == (None, None, [])
    (empty,) = ask(title="Nothing is recorded of it").citations
    assert "wording" not in empty.reference


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"in_force_from": date(2026, 1, 2)}, "not in force; this wording in force from 2 January 2026"),
        (
            {"in_force_from": date(2020, 1, 1), "replaced_on": date(2026, 1, 1)},
            "not in force; this wording in force from 1 January 2020 until it was changed on 1 January 2026",
        ),
    ],
)
def test_a_wording_of_another_time_is_not_in_force_on_the_day_asked_about(record: dict[str, Any], said: str) -> None:
    (citation,) = ask(**record).citations
    assert not citation.in_force
    assert said in citation.reference


@pytest.mark.parametrize("standing", [Standing.PROSPECTIVE, Standing.REPEALED])
def test_no_day_is_given_for_what_is_no_law(standing: Standing) -> None:
    provision = Provision(anchor="section-4", label="s.4", standing=standing, **SINCE)
    passage = a_passage(TEXT, ACT.source_id, standing=standing, provision=provision)
    citation = Citation(marker=1, passage=passage, source=ACT, in_force=True, quote=TEXT)
    assert f"Law, {standing.words}" in citation.reference
    assert "wording" not in citation.reference


def test_what_does_not_extend_to_england_is_marked_beside_its_quotation_and_in_a_notice() -> None:
    answer = ask(extent="S+N.I.")
    (citation,) = answer.citations
    (quoted,) = [s for section in answer.sections for s in section.statements if s.text == TEXT]
    assert quoted.label == "Law, does not extend to England (Scotland and Northern Ireland only)"
    assert "does not extend to England (Scotland and Northern Ireland only)" in citation.reference
    assert "does not extend to England" in standing_html(citation, AS_AT)
    (notice,) = [notice for notice in answer.notices if notice.kind == "commencement"]
    assert notice.text.startswith("A provision that does not extend to England: [1].")


def test_changes_that_the_words_do_not_have_yet_are_told() -> None:
    answer = ask(
        **SINCE, effects=(UnappliedEffect(what="words inserted", where="s. 4(1)", by="Harbour Act 2031, s. 9"),)
    )
    (citation,) = answer.citations
    assert f"{WORDS}; 1 change is recorded that this text does not have yet" in citation.reference
    assert citation.as_dict()["not_in_the_text_yet"] == [
        "s. 4(1) words inserted by Harbour Act 2031, s. 9, on no day that is set"
    ]
    (notice,) = [notice for notice in answer.notices if notice.kind == "commencement"]
    assert notice.text.startswith("Changes are recorded that these words do not have yet: [1].")
