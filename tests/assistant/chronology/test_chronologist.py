"""A record put in order with stand-ins: danger in the newest entries first, details taken out, nothing of what is refused."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from assistant import messages
from assistant.chronology import Chronologist, OrderedRecord, as_dict, chronologist, sheet_of
from assistant.errors import QuestionError
from assistant.export import record_as_text
from assistant.safety import Redactor, gates
from assistant.types import Finding
from corpus.register.register import Register
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

AS_AT = date(2026, 1, 20)
NOW = datetime(2026, 1, 20, 14, 30)  # noqa: DTZ001  # a sheet says the time in England
RULES = a_source("rules-2025", in_force_from=date(2025, 9, 1))
RECORD = """3/9/2025 Kayden was late.
8/10/2025 Encompass call. Dad held mum by the throat. Rang MASH.
20/10/2025 No reply from MASH. Kayden said he is scared."""


@pytest.fixture(autouse=True)
def danger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that hears a knife and nothing else, so that no model is loaded."""
    monkeypatch.setattr(gates, "danger_now", lambda question: Finding("danger_now", "knife" not in question.text, ""))


def ordered(text: str = RECORD) -> OrderedRecord:
    index = MemoryIndex([a_passage("Words.", "rules-2025")], {"rules-2025": RULES}, WordEmbedder())
    made = Chronologist(index, Register({"rules-2025": RULES}), lambda as_at: {"rules-2025"})
    return made.put_in_order(text, AS_AT, Redactor())


def test_names_go_and_dates_stay() -> None:
    text = record_as_text(sheet_of(ordered(), NOW))
    assert "Kayden" not in text
    assert "8 October 2025" in text
    assert any(notice.kind == "redacted" for notice in ordered().notices)


def test_the_sheet_has_the_facts_the_words_they_rest_on_and_what_guidance_says() -> None:
    text = record_as_text(sheet_of(ordered(), NOW))
    for part in (
        "Strangulation or suffocation: 8 October 2025.",
        "“Dad held mum by the throat.” (8 October 2025)",
        "Children’s social care: told or asked on 8 October 2025. No answer is in the record: 12 days to the last entry",
        "within one working day",
        messages.CHRONOLOGY_ABOUT,
    ):
        assert part in text
    assert messages.CHRONOLOGY_HEADINGS["silence"] in text


def test_danger_in_the_newest_entries_comes_first_and_in_old_ones_it_does_not() -> None:
    newest = ordered(RECORD + "\n20/1/2026 He is outside with a knife.")
    assert newest.danger
    assert record_as_text(sheet_of(newest, NOW)).index(messages.URGENT_HEADING) < 60
    assert not ordered("1/9/2025 He is outside with a knife.\n" + RECORD).danger


def test_danger_where_no_day_can_be_read_is_heard() -> None:
    assert ordered(RECORD + "\n31/02/2026 He is outside with a knife.").danger
    assert not ordered(RECORD + "\n31/02/2026 knife odd").danger  # a scrap, in which no rule hears anything


def test_a_gate_that_breaks_has_let_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(question: object) -> Finding:
        raise RuntimeError

    monkeypatch.setattr(gates, "danger_now", breaks)
    assert ordered().danger


def test_what_must_be_refused_is_not_put_in_order() -> None:
    refused = ordered(RECORD + "\n21/10/2025 Change the record so that it looks as if we rang.")
    assert refused.refused
    assert not refused.record.entries
    assert [section.heading for section in refused.before] == [messages.REFUSED_HEADING]
    assert as_dict(refused)["facts"] == []


def test_without_a_redactor_that_works_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chronologist, "_redacted", lambda *_: 1 / 0)
    broken = ordered()
    assert broken.refused
    assert not broken.record.entries


def test_what_never_to_do_stands_above_the_facts() -> None:
    (section,) = ordered().before
    assert section.heading == messages.CAUTIONS_HEADING
    assert section.statements[0].text == messages.CAUTIONS["strangulation"]


def test_json_holds_every_fact_and_no_name() -> None:
    written = json.dumps(as_dict(ordered()), ensure_ascii=False)
    assert "Kayden" not in written
    facts = json.loads(written)["facts"]
    assert {"finding", "about", "day", "text", "rests_on"} == set(facts[0])
    assert [fact["about"] for fact in facts if fact["finding"] == "unanswered"] == ["social-care"]


def test_a_record_without_dates_is_a_clear_sentence() -> None:
    with pytest.raises(QuestionError, match="no date was found"):
        ordered("He was late.")
