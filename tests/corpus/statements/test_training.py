"""What training is made of: each mistake in its file is named, every id exists, every key is bound, and ours is whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.safety import new_redactor
from corpus.errors import StatementError
from corpus.statements import (
    SCHOOL_YEAR,
    Audience,
    CheckForm,
    ReviewedSentence,
    TrainingSubject,
    load_cards,
    load_short_answers,
    load_training,
)
from corpus.statements.named_sentences import named_sentences

STEP = '"card/strangulation/step-1"'


def a_check(name: str, form: str) -> str:
    return (
        f'[[subject.check]]\nid = "{name}"\nform = "{form}"\nasks = "What of {name}?"\n'
        f'right = "This"\nwrong = ["That", "Neither"]\nwhy = {STEP}\n'
    )


def an_exercise(name: str) -> str:
    return (
        f'[[subject.exercise]]\nid = "{name}"\ncase = "A boy cries."\nasks = "What now?"\n'
        f"notice = [{STEP}]\ndo = [{STEP}]\nnever = [{STEP}]\n"
    )


def a_subject(name: str, month: str) -> str:
    head = (
        f'[[subject]]\nid = "{name}"\ntitle = "T"\nmonth = "{month}"\nwhy_then = "W."\naudience = "all staff"\n'
        f'asks = "Why?"\npoints = [{STEP}, {STEP}, {STEP}]\ndo = {{ text = "Do it.", ours = true }}\n'
    )
    forms = ("before", "after") * 3
    return (
        head
        + "".join(an_exercise(f"{name}-{n}") for n in range(3))
        + "".join(a_check(f"{name}-q{n}", form) for n, form in enumerate(forms))
    )


WHOLE = f"opening = [{STEP}]\nfirst = [{STEP}]\nask = [{STEP}]\n" + "".join(
    a_subject(month.lower(), month) for month in reversed(SCHOOL_YEAR)
)
SUBJECTS = load_training().subjects


def written(folder: Path, text: str) -> Path:
    file = folder / "training.toml"
    file.write_text(text)
    return file


def said(subject: TrainingSubject) -> list[ReviewedSentence]:
    """Everything that a subject says."""
    keys = [(*one.notice, *one.do, *one.never) for one in subject.exercises]
    return [
        *subject.points,
        subject.do,
        *subject.ask,
        *(s for key in keys for s in key),
        *(c.why for c in subject.checks),
    ]


def test_a_file_is_read_and_its_subjects_stand_in_the_order_of_the_year(tmp_path: Path) -> None:
    loaded = load_training(written(tmp_path, WHOLE))
    assert [subject.month for subject in loaded.subjects] == list(SCHOOL_YEAR)
    assert loaded.subjects[0].cards == ("strangulation",)
    assert [name for name, _ in loaded.new] == [month.lower() for month in reversed(SCHOOL_YEAR)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[[subject]]", "[[subject]"), "training.toml cannot be used"),
        (("card/strangulation/step-1", "card/strangulation/step-9"), "names no sentence of ours"),
        (('"card/strangulation/step-1"', '"answer/no-such-answer/1"'), "names no sentence of ours"),
        ((", ours = true", ""), "nothing bears out"),
        ((f"points = [{STEP}, ", "points = ["), r"points: Tuple should have at least 3"),
        ((an_exercise("july-2"), ""), r"exercise: Tuple should have at least 3"),
        (('asks = "Why?"', 'asks = "Say why."'), r"asks: String should match"),
        (('month = "July"', 'month = "August"'), "'August' is no month from September to July"),
        (('month = "July"', 'month = "June"'), "July has no subject"),
        (('id = "july"', 'id = "june"'), "the subject 'june' stands twice"),
        (('id = "july-0"', 'id = "july-1"'), "the exercise 'july-1' stands twice"),
        (('id = "july-q0"', 'id = "july-q1"'), "the question 'july-q1' stands twice"),
        (("What of july-q0?", "What of july-q1?"), r"the question 'What of july-q1\?' stands twice"),
        (('wrong = ["That", "Neither"]', 'wrong = ["That", "This"]'), "the answer 'This' stands twice"),
        (('wrong = ["That", "Neither"]', 'wrong = ["That"]'), r"wrong: Tuple should have at least 2"),
        ((a_check("july-q0", "before"), a_check("july-q0", "after")), "the two forms of 'july' differ in length"),
        ((f"why = {STEP}", 'why = { text = "So.", ours = true }'), "no page bears out the right answer"),
        (('title = "T"', 'title = "T"\ncolour = 1'), "colour"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    assert change[0] in WHOLE
    with pytest.raises(StatementError, match=words):
        load_training(written(tmp_path, WHOLE.replace(*change)))


def test_every_month_has_something_and_none_too_much() -> None:
    months = Counter(subject.month for subject in SUBJECTS)
    assert list(months) == list(SCHOOL_YEAR)
    assert max(months.values()) == 2
    assert {subject.audience for subject in SUBJECTS} == set(Audience)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.subject_id)
def test_a_subject_has_what_a_briefing_needs_and_every_id_exists(subject: TrainingSubject) -> None:
    assert len(subject.points) == 3
    assert len(subject.exercises) >= 3
    assert 6 <= len(subject.checks) <= 8
    assert len(subject.form(CheckForm.BEFORE)) == len(subject.form(CheckForm.AFTER))
    assert subject.cards
    assert set(subject.cards) <= {card.card_id for card in load_cards()}
    assert set(subject.answers) <= {answer.answer_id for answer in load_short_answers()}
    assert all(point.bindings for point in subject.points), "what is to be remembered has its page"


def test_all_that_is_said_stands_elsewhere_or_is_new_and_counted() -> None:
    loaded = load_training()
    known = {sentence for _, sentence in named_sentences()} | {sentence for _, sentence in loaded.new}
    for sentence in (*loaded.opening, *loaded.first, *loaded.ask, *(s for one in SUBJECTS for s in said(one))):
        assert sentence in known
        assert sentence.bindings or sentence.ours
    assert not {sentence for _, sentence in loaded.new} & {sentence for _, sentence in named_sentences()}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.subject_id)
def test_a_key_rests_on_pages_more_than_on_rules_of_ours(subject: TrainingSubject) -> None:
    for exercise in subject.exercises:
        assert any(sentence.bindings for sentence in (*exercise.notice, *exercise.do))
        assert all(sentence.bindings for sentence in exercise.notice), exercise.exercise_id


def test_a_point_or_a_key_does_not_begin_as_an_answer_to_another_question() -> None:
    for subject in SUBJECTS:
        keys = [s for one in subject.exercises for s in (*one.notice, *one.do, *one.never)]
        for sentence in (*subject.points, *keys):
            assert not re.match(r"(?:Yes|No)[.,:]", sentence.text), sentence.text


def test_the_right_answer_is_not_known_by_where_it_stands_or_by_its_length() -> None:
    checks = [check for subject in SUBJECTS for check in subject.checks]
    places = Counter(check.right for check in checks)
    assert min(places[n] for n in range(3)) >= len(checks) // 5
    longest = sum(len(check.options[check.right]) == max(map(len, check.options)) for check in checks)
    assert longest <= len(checks) * 0.6
    assert all(3 <= len(check.options) <= 4 for check in checks)


def test_before_and_after_ask_other_things() -> None:
    for subject in SUBJECTS:
        asked = [{check.asks for check in subject.form(form)} for form in CheckForm]
        assert not asked[0] & asked[1]
        sentences = [check.why for check in subject.checks]
        assert len(set(sentences)) >= len(sentences) - 1, subject.subject_id


def test_the_cases_are_nobodys() -> None:
    redactor = new_redactor()
    for subject in SUBJECTS:
        for exercise in subject.exercises:
            assert redactor.redact(exercise.case).text == exercise.case, "nobody is named, and no place"
            assert len(exercise.case.split()) <= 60


def test_what_everybody_does_and_is_told_first_is_there() -> None:
    loaded = load_training()
    assert all(sentence.ours for sentence in loaded.opening)
    assert all(sentence.bindings for sentence in loaded.first)
    assert any("0808 2000 247" in sentence.text for sentence in loaded.ask)
