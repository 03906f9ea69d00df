"""A notification beside what one is expected to hold: what is there, unclear, missing, and whom to ask, without a judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection
from assistant.answer.sections import notification_sections
from assistant.answer.sections.notification_sections import ask_back, notification_section
from assistant.understand import read_notification
from corpus.register import Register
from corpus.statements import Binding, NotificationStatements, load_notifications, sentence_key
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

THIN = "Encompass: attended verbal only, child (8) in household, DASH not known."
FULL = (
    "Child A, date of birth [date of birth]. Incident 24/11/2026 at 22:05, home address. Verbal argument. No injuries."
    " Child present, upstairs. Child A told officers it was loud. Ref [reference]. Sent 25/11/2026 07:10. CSC informed."
    " DASH standard. No arrests."
)
DIGEST = "A list names the reference."
GUIDANCE = "A notification should contain the reference."
SOURCES = {
    "digest-police": a_source("digest-police"),
    "guidance-2025": a_source("guidance-2025", names=("Guidance 2025",), in_force_from=date(2025, 11, 7)),
}


def section(text: str, *passages: object) -> DraftSection:
    sources = {one: SOURCES[one] for one in {passage.source_id for passage in passages}}  # type: ignore[attr-defined]
    index = MemoryIndex(passages, sources, WordEmbedder())  # type: ignore[arg-type]
    bound = BoundSentences(index=index, register=Register(SOURCES))
    return notification_section(read_notification(text), bound, set(sources))


def line(text: str, start: str) -> str:
    return next((one for one in section(text).before if one.startswith(start)), "")


def test_what_is_there_what_is_unclear_and_what_is_missing_are_a_line_each() -> None:
    assert "what happened (“Encompass: attended verbal only" in line(THIN, "**It says:**")
    assert "the risk grade (“DASH not known”)" in line(THIN, "**Not clear in it:**")
    assert "when it happened" in line(THIN, "**Not found in it:**")
    assert len(section(THIN).before) == 3


def test_children_who_are_believed_asleep_are_not_said_to_be_missing() -> None:
    text = "Officers attended an address on Sunday at 22.15. Two children present, upstairs, believed asleep."
    assert "Two children present, upstairs, believed asleep" in line(text, "**Not clear in it:**")
    assert "children were there" not in line(text, "**Not found in it:**")
    assert "what any children there saw or heard" in ask_back(read_notification(text))[0]


def test_an_empty_box_is_missing_and_not_unclear() -> None:
    text = (
        "Operation Encompass\nChild A, Year 4\nVoice of child:\nRisk:\nReference: \nVerbal argument on Sunday at 22:10."
    )
    assert not line(text, "**Not clear in it:**")
    missing = line(text, "**Not found in it:**")
    assert all(one in missing for one in ("what the child said", "the risk grade", "a reference number"))


def test_what_people_are_asked_to_leave_out_here_is_looked_for_in_their_copy_and_not_asked_of_the_police() -> None:
    missing = line(THIN, "**Not found in it:**")
    assert "Look in your own copy first" in missing
    assert "where it happened" not in missing
    assert "which child" not in " ".join(section(THIN).before)
    assert "date of birth" not in ask_back(read_notification(THIN))[0]


def test_what_to_ask_back_is_one_line_with_whom_to_ask() -> None:
    (ask,) = ask_back(read_notification(THIN))
    assert "the police team that sent it" in ask
    assert "the risk grade" in ask, "what is unclear is asked for as well"
    assert "of children’s social care, whether they know" in ask


def test_of_a_full_one_nothing_is_asked() -> None:
    assert [one[:12] for one in section(FULL).before] == ["**It says:**"]
    assert ask_back(read_notification(FULL)) == ()
    assert section(FULL).sentences == ()


def test_what_is_said_of_a_field_is_left_out_where_the_field_is_there() -> None:
    def texts(text: str) -> str:
        return " ".join(one.text for one in section(text).sentences)

    assert "refer to social care" in texts(THIN)
    assert "refer to social care" not in texts(f"{THIN} CSC informed.")


def test_words_that_say_several_things_are_quoted_once() -> None:
    says = line("Officers attended Sunday 21:40, home address. Verbal argument.", "**It says:**")
    assert "when it happened and where it happened (“Officers attended Sunday 21:40, home address”)" in says


@pytest.mark.parametrize("text", [THIN, FULL, "Encompass"])
def test_nobody_is_said_to_have_failed_in_a_duty(text: str) -> None:
    said = " ".join((*section(text).before, *(one.text for one in section(text).sentences))).lower()
    assert not any(word in said for word in ("breach", "failed", "failure", "unlawful", "late", "should have"))


def with_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = load_notifications()
    bindings = tuple(
        Binding(source_id=source_id, where="page 1", key=sentence_key(words))
        for source_id, words in (("digest-police", DIGEST), ("guidance-2025", GUIDANCE))
    )
    first = replace(ours.sentences[0], says=replace(ours.sentences[0].says, text="It has one.", bindings=bindings))
    made = NotificationStatements(guidance="guidance-2025", sentences=(first,), fields=ours.fields)
    monkeypatch.setattr(notification_sections, "load_notifications", lambda: made)


def test_what_stands_in_for_guidance_waits_until_that_bears_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with_reference(monkeypatch)
    digest = a_passage(DIGEST, "digest-police")
    assert section(THIN, digest).sentences == ()
    assert section(THIN, digest, a_passage("It speaks of other things.", "guidance-2025")).sentences == ()
    (checked,) = section(THIN, digest, a_passage(GUIDANCE, "guidance-2025")).sentences
    assert checked.text == "It has one."
    assert GUIDANCE in [quotation.quote for quotation in checked.quotations]
