"""What is said of sharing: each mistake in the file is named, and ours is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import Direction, load_letters, load_sharing, names_pattern

SENTENCE = '{ text = "Ask first.", cites = ["rules-2025, page 1 #40b063cd66"] }'
COMMON = "".join(f"[common.{direction.value}]\nmay = {SENTENCE}\n" for direction in Direction)
RECIPIENT = (
    f'[[recipient]]\nid = "baker"\ntitle = "the baker"\nnames = ["baker*"]\n[recipient.tell]\nwhat = {SENTENCE}\n'
)
CIRCUMSTANCE = (
    '[[circumstance]]\nid = "rain"\ntitle = "rain"\ncues = ["rain*"]\nfield = "never"\n'
    f'directions = ["tell"]\nsays = {SENTENCE}\n'
)
WHOLE = COMMON + RECIPIENT + CIRCUMSTANCE


def written(folder: Path, text: str) -> Path:
    file = folder / "sharing.toml"
    file.write_text(text)
    return file


def test_a_recipient_has_what_it_says_itself_and_the_rest_from_what_is_common(tmp_path: Path) -> None:
    sharing = load_sharing(written(tmp_path, WHOLE))
    advice = sharing["baker"].advice
    assert set(advice) == set(Direction)
    assert advice[Direction.TELL].what is not None
    assert advice[Direction.ASK].what is None
    assert advice[Direction.ASK].may.text == "Ask first."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WHOLE.replace(f"[common.ask]\nmay = {SENTENCE}", "[common.ask]"), r"\[common.ask\] has no ‘may’"),
        (WHOLE + RECIPIENT.replace("baker*", "miller"), "the recipient 'baker' stands twice"),
        (WHOLE + RECIPIENT.replace('"baker"', '"other"'), r"the name 'baker\*' stands twice"),
        (WHOLE + CIRCUMSTANCE, "the circumstance 'rain' stands twice"),
        (WHOLE.replace('[recipient.tell]\n', '[recipient.tell]\ndraft = "no-such"\n'), "the draft 'no-such' is none of ours"),
        (WHOLE.replace('field = "never"', 'field = "often"'), "field"),
        (WHOLE.replace('field = "never"', 'field = "never"\nverdict_for = ["miller"]'), "'miller', which is no recipient"),
        (WHOLE.replace('field = "never"', 'field = "never"\nbeside = ["miller"]'), "'miller', which is no recipient"),
        (WHOLE.replace('field = "never"', 'field = "never"\nrules_out = ["snow"]'), "rules out 'snow', which is none"),
        (WHOLE.replace("[recipient.tell]", 'without = ["tell"]\n[recipient.tell]'), "'baker' is without 'tell'"),
        (WHOLE.replace(', cites = ["rules-2025, page 1 #40b063cd66"]', ""), "nothing bears out"),
        (WHOLE.replace("[recipient.tell]", "[recipient.sell]"), "sell"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_sharing(written(tmp_path, text))


def test_ours_has_the_recipients_that_are_asked_about() -> None:
    sharing = load_sharing()
    assert {
        "nursery", "new-school", "previous-school", "other-school", "health", "police", "social-care", "marac",
        "domestic-abuse-service", "abusive-parent", "other-parent", "parent", "housing", "kinship", "cafcass", "solicitor",
        "local-authority", "probation", "club", "colleague", "partners",
    } <= {one.recipient_id for one in sharing.recipients}  # fmt: skip
    assert {
        "refuge", "honour", "investigation", "parental-responsibility", "sixteen", "moved", "private-fostering",
        "home-education", "colleague-abuses", "refused",
    } <= {one.circumstance_id for one in sharing.circumstances}  # fmt: skip


def test_no_advice_of_ours_says_more_than_eight_sentences_and_each_tells_what_to_record() -> None:
    for recipient in load_sharing().recipients:
        for advice in recipient.advice.values():
            assert len(advice.sentences) <= 8
            assert advice.record is not None


def test_every_direction_in_which_we_tell_says_what_never_to_give_away() -> None:
    for recipient in load_sharing().recipients:
        for direction in (Direction.TELL, Direction.ASKED, Direction.OWED):
            not_said = direction is Direction.OWED or recipient.recipient_id == "anyone"
            if not_said and direction not in recipient.advice:
                continue
            assert recipient.advice[direction].never is not None, recipient.recipient_id


@pytest.mark.parametrize(
    "recipient", ["abusive-parent", "other-parent", "parent", "kinship", "club", "colleague", "solicitor"]
)
def test_of_a_family_the_school_and_one_side_s_solicitor_nothing_is_said_of_asking(recipient: str) -> None:
    assert set(load_sharing()[recipient].advice) == {Direction.TELL, Direction.ASKED}


def test_a_direction_without_advice_has_none_of_what_is_common(tmp_path: Path) -> None:
    sharing = load_sharing(written(tmp_path, WHOLE.replace("[recipient.tell]", 'without = ["ask"]\n[recipient.tell]')))
    assert set(Direction) - set(sharing["baker"].advice) == {Direction.ASK}


def test_a_landlord_is_no_housing_authority() -> None:
    pattern = load_sharing()["housing"].pattern
    assert pattern.fullmatch("housing officer")
    assert not any(pattern.search(name) for name in ("landlord", "landlords"))


@pytest.mark.parametrize("recipient", ["nursery", "health", "previous-school"])
def test_whoever_owes_an_answer_is_not_waited_for(recipient: str) -> None:
    never = load_sharing()[recipient].advice[Direction.OWED].never
    assert never is not None
    assert never.text.startswith("Do not wait")


@pytest.mark.parametrize("recipient", ["police", "social-care", "health", "marac"])
def test_a_new_duty_may_bind_the_school_that_is_asked_with_its_exception_and_its_standing(recipient: str) -> None:
    basis = load_sharing()[recipient].advice[Direction.ASKED].basis
    assert basis is not None
    for words in ("Section 16LA may oblige", "if designated", "more harm", "reports", "not read", "check GOV.UK"):
        assert words.casefold() in basis.text.casefold()


def test_of_an_address_that_the_law_asks_for_the_authority_is_told_to_guard_it() -> None:
    for direction in (Direction.TELL, Direction.ASKED):
        never = load_sharing()["local-authority"].advice[direction].never
        assert never is not None
        assert "children-missing-education-2024" in {binding.source_id for binding in never.bindings}


def test_a_rule_of_ours_states_no_law_and_no_duty() -> None:
    ours = [sentence.text for _, sentence in load_sharing().every_sentence() if sentence.ours]
    assert ours
    for text in ours:
        assert not any(word in text.split() for word in ("must", "law", "lawful", "should", "entitled")), text


def test_every_letter_is_led_to() -> None:
    led_to = {advice.letter for one in load_sharing().recipients for advice in one.advice.values()}
    assert led_to - {""} == {letter.letter_id for letter in load_letters()}


def test_of_two_names_the_longer_is_found() -> None:
    found = names_pattern(["visitor", "health visitor*"]).search("the health visitors came")
    assert found is not None
    assert found.group() == "health visitors"
