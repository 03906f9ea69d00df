"""The questions of supervision: each mistake in their file is named, ours are many and whole, and none of them leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import Position, any_in, load_supervision, sentences_of

WHY = '{ text = "We ask it of all.", ours = true }'


def a_theme(name: str, position: str, more: str = "") -> str:
    return (
        f'[[theme]]\nid = "{name}"\ntitle = "T"\nposition = "{position}"\n{more}'
        f'[[theme.question]]\nid = "{name}-1"\nasks = "What of {name}?"\nwhy = {WHY}\n'
        f'[[theme.question]]\nid = "{name}-2"\nasks = "What else of {name}?"\nwhy = {WHY}\n'
    )


WHOLE = a_theme("any", "free") + a_theme("stops", "last_but_one") + a_theme("next", "last")


def written(folder: Path, text: str) -> Path:
    file = folder / "supervision.toml"
    file.write_text(text)
    return file


def test_a_file_is_read(tmp_path: Path) -> None:
    loaded = load_supervision(written(tmp_path, WHOLE))
    assert [theme.theme_id for theme in loaded.themes] == ["any", "stops", "next"]
    assert [theme.theme_id for theme in loaded.at(Position.LAST)] == ["next"]
    assert loaded.questions[0].theme_id == "any"
    assert loaded.questions[0].always_fits


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[[theme]]", "[[theme]"), "supervision.toml cannot be used"),
        (('asks = "What of any?"', 'asks = "Say more."'), r"asks: String should match"),
        (('asks = "What of any?"', 'asks = "What else of any?"'), r"the question 'What else of any\?' stands twice"),
        (('id = "any-2"', 'id = "any-1"'), "the question 'any-1' stands twice"),
        (('id = "stops"', 'id = "any"'), "the theme 'any' stands twice"),
        ((", ours = true", ""), "nothing bears out"),
        (("ours = true", 'cites = ["p. 4"]'), "is no binding"),
        ((f"why = {WHY}\n", f'why = {WHY}\ncards = ["no-such-card"]\n'), "'no-such-card', which is no card"),
        ((f"why = {WHY}\n", f'why = {WHY}\nfits = ["(mum)"]\n'), "is no cue"),
        (('position = "last"', 'position = "free"'), "has the position|stands 'last'|no question that fits"),
        (('title = "T"', 'title = "T"\ncolour = 1'), "colour"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_supervision(written(tmp_path, WHOLE.replace(*change)))


def test_a_sequence_needs_an_end_whatever_is_written(tmp_path: Path) -> None:
    only_sometimes = WHOLE.replace(f"why = {WHY}\n", f'why = {WHY}\nneedless = ["dog"]\n')
    with pytest.raises(StatementError, match="no question that fits everything"):
        load_supervision(written(tmp_path, only_sometimes))


def test_there_are_enough_questions_for_a_second_worry_to_read_otherwise() -> None:
    loaded = load_supervision()
    assert len(loaded.questions) >= 30
    assert len(loaded.themes) >= 8
    assert all(len(theme.questions) >= 2 for theme in loaded.themes)
    bound = [question for question in loaded.questions if question.why.bindings]
    assert len(bound) >= len(loaded.questions) // 2, "most say where it is written why they are asked"
    assert all(question.why.bindings or question.why.ours for question in loaded.questions)


def test_no_question_leads_names_a_finding_or_scores() -> None:
    for question in load_supervision().questions:
        assert len(question.asks.split()) <= 30, question.asks
        assert not re.search(
            r"\b(?:victims?|abusers?|abused|perpetrators?|score|high risk|diagnos\w+)\b", question.asks
        ), question.asks
        assert not re.match(
            r"(?:Do|Does|Is|Are|Was|Were|Has|Have|Would)n[’']t\b|Surely\b|Should(?:n[’']t)?\b", question.asks
        ), question.asks
        assert not re.search(r"\bi(?:s|t)n[’']t it\b|\bdon[’']t you\b", question.asks), question.asks


QUESTIONS = {question.question_id: question for question in load_supervision().questions}
CHILD_SPOKE = (
    "A Year 2 girl told her teacher that mum cries at night.",
    "He told his TA that home time is the worst.",
    "The boy said that dad shouts.",
    "We spoke to the child on Monday.",
    "We have it in her own words.",
)
CHILD_DID_NOT = (
    "Mum told staff that the boy is unhappy.",
    "The boy's mum told us about a row.",
    "Mum says the boy said nothing.",
    "Mum said the girl told a friend about it.",
    "Mum spoke to him and he is fine.",
    "Dad talked to the child at the gate.",
    "Nobody has spoken to the child.",
    "Mum disclosed that he hits her.",
    "The nursery told us that the girl was upset.",
    "A friend told me about the boy.",
    "The boy said nothing.",
)


@pytest.mark.parametrize("said", CHILD_SPOKE)
def test_a_child_who_was_heard_is_heard(said: str) -> None:
    assert any_in(QUESTIONS["child-not-heard"].needless, sentences_of(said))
    assert any_in(QUESTIONS["somebody-beside-the-child"].fits, sentences_of(said))


@pytest.mark.parametrize("said", CHILD_DID_NOT)
def test_where_an_adult_spoke_the_child_was_not_heard(said: str) -> None:
    for question_id in ("child-not-heard", "child-behind-the-parent"):
        assert not any_in(QUESTIONS[question_id].needless, sentences_of(said))
    for question_id in ("somebody-beside-the-child", "adult-who-knows-the-child"):
        assert not any_in(QUESTIONS[question_id].fits, sentences_of(said))


@pytest.mark.parametrize(
    ("question_id", "fires", "silent"),
    [
        ("a-parents-trust", "We would lose her trust.", "We are an academy in a large trust."),
        ("not-sure", "There is not enough evidence.", "He says there is not enough food at home."),
        ("others-did-not-take-it-up", "It did not meet threshold.", "I am not sure where the threshold lies."),
        ("others-did-not-take-it-up", "They say it is below threshold.", "She stood on the threshold of the class."),
        ("culture-faith-community", "Their community would shun her.", "The community nurse came on Monday."),
        ("culture-faith-community", "The whole community knows.", "She plays at the community centre."),
        ("somebody-with-standing", "Dad is a police officer.", "A police officer rang us about it."),
        ("somebody-with-standing", "He's a magistrate.", "The vicar told us that he saw a bruise."),
        ("somebody-of-this-school", "Dad is a governor.", "The chair of governors has read the policy."),
        ("somebody-of-this-school", "She works here as a TA.", "A colleague told me about it."),
        ("somebody-of-this-school", "The father is the headteacher.", "The head teacher asked me to ring."),
    ],
)
def test_an_obstacle_is_heard_and_not_what_only_shares_a_word(question_id: str, fires: str, silent: str) -> None:
    assert any_in(QUESTIONS[question_id].fits, sentences_of(fires))
    assert not any_in(QUESTIONS[question_id].fits, sentences_of(silent))


def test_of_somebody_of_this_school_it_is_said_that_it_goes_the_way_of_allegations() -> None:
    question = QUESTIONS["somebody-of-this-school"]
    for words in ("head", "chair of governors", "LADO"):
        assert words in question.asks
        assert words in question.why.text
    assert {binding.source_id for binding in question.why.bindings} == {"kcsie-2025"}


def test_a_card_of_children_without_words_is_one_of_ours(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="'no-such-card', which is no card"):
        load_supervision(written(tmp_path, WHOLE + '[wordless]\nalone = ["no-such-card"]\n'))


def test_facts_known_already_are_found_in_what_was_written_and_in_the_question() -> None:
    for fact in load_supervision().known:
        assert fact.asks.written != fact.said.written
    written_ = sentences_of("She was seen by the GP on Monday.")
    doctors = [fact for fact in load_supervision().known if any_in((fact.said,), written_)]
    assert doctors, "a doctor who has seen her is known"
