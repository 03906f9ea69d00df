"""A briefing: each sentence is quoted, not in the library, or written for another edition; and nothing else is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.retrieve import Editions
from assistant.training import Briefing, BriefingComposer, checked, in_words
from assistant.types import Statement
from corpus.register import Register
from corpus.statements import (
    Audience,
    Binding,
    CheckForm,
    ReviewedSentence,
    TrainingSubject,
    load_training,
    sentence_key,
)
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

AS_AT = date(2026, 11, 27)
HERE = "The keeper should trim the storm lamp."
OLD = a_source("lamps-2024", names=("Lamps 2024",), in_force_from=date(2024, 9, 1), in_force_to=date(2025, 8, 31))
NEW = a_source("lamps-2025", names=("Lamps 2025",), in_force_from=date(2025, 9, 1), supersedes=("lamps-2024",))


def bound(text: str, source_id: str, words: str) -> ReviewedSentence:
    binding = Binding(source_id=source_id, where="page 1", key=sentence_key(words))
    return ReviewedSentence(text=text, bindings=(binding,))


POINTS = (
    bound("Trim it.", "lamps-2025", HERE),
    bound("Light it.", "signals-2025", "A signal should be lit."),
    bound("Clean it.", "lamps-2024", "The keeper should clean the glass."),
)


def a_composer(*passages: str) -> BriefingComposer:
    index = MemoryIndex(
        [a_passage(text, "lamps-2025", start=n) for n, text in enumerate(passages or (HERE,))],
        {"lamps-2025": NEW},
        WordEmbedder(),
    )
    register = Register({source.source_id: source for source in (OLD, NEW)})
    return BriefingComposer(index, register, lambda _: Editions(source_ids=frozenset({"lamps-2025"})))


def a_subject(**changes: object) -> TrainingSubject:
    return replace(load_training().subjects[0], points=POINTS, **changes)  # type: ignore[arg-type]


def a_briefing(**changes: object) -> Briefing:
    return a_composer().compose(a_subject(**changes), AS_AT)


def test_a_sentence_has_one_of_three_states() -> None:
    briefing = a_briefing()
    here, missing, other = briefing.points
    assert [citation.quote for citation in briefing.cited((here,))] == [HERE]
    assert not here.elsewhere
    assert missing.elsewhere == ("signals-2025, page 1: not in this library",)
    assert other.elsewhere == ("written for Lamps 2024, page 1; not checked against Lamps 2025",)
    assert not briefing.cited((missing, other))


def test_every_rule_of_ours_says_so() -> None:
    briefing = a_briefing()
    for statement in (*briefing.opening, *briefing.do):
        assert statement.text.endswith("(our rule).")


def test_an_edition_that_ended_is_told() -> None:
    ended = replace(NEW, in_force_to=date(2026, 8, 31))
    index = MemoryIndex([a_passage(HERE, "lamps-2025")], {"lamps-2025": ended}, WordEmbedder())
    register = Register({"lamps-2024": OLD, "lamps-2025": ended})
    composer = BriefingComposer(index, register, lambda _: Editions(source_ids=frozenset({"lamps-2025"})))
    assert any("Lamps 2025" in notice.text for notice in composer.compose(a_subject(), AS_AT).notices)
    assert not a_briefing().notices


def test_all_staff_first_tell_the_lead_and_the_lead_does_not() -> None:
    for audience, n_more in ((Audience.STAFF, 1), (Audience.LEADS, 0)):
        briefing = a_briefing(audience=audience)
        exercise = briefing.exercises[0]
        assert len(briefing.steps(exercise)) == len(exercise.do) + n_more


@pytest.mark.parametrize("subject", load_training().subjects, ids=lambda subject: subject.subject_id)
def test_every_subject_says_all_of_itself_over_any_library(subject: TrainingSubject) -> None:
    briefing = a_composer().compose(subject, AS_AT)
    assert len(briefing.points) == 3
    for composed, written in zip(briefing.exercises, subject.exercises, strict=True):
        for name in ("notice", "do", "never"):
            said: tuple[Statement, ...] = getattr(composed, name)
            assert len(said) == len(getattr(written, name))
            assert all(one.elsewhere or one.citations or "(our rule)" in one.text for one in said)
    assert all(check.why is not None for check in briefing.checks)


def test_the_first_case_does_not_say_the_three_points_again() -> None:
    for subject in load_training().subjects:
        case = subject.exercises[0]
        again = [point for point in subject.points if point in (*case.notice, *case.do, *case.never)]
        assert len(again) <= 1, subject.subject_id


def test_a_self_check_is_scored_question_by_question() -> None:
    checks = a_briefing().form(CheckForm.BEFORE)
    right = {check.question_id: check.right for check in checks}
    assert in_words(checked(checks, right)) == f"{len(checks)} of {len(checks)} right"
    wrong = {check.question_id: (check.right + 1) % len(check.options) for check in checks}
    assert in_words(checked(checks, wrong)) == f"0 of {len(checks)} right"
    first, *others = checked(checks, {checks[0].question_id: checks[0].right})
    assert first.right
    assert [reply.chosen for reply in others] == [None] * (len(checks) - 1)
