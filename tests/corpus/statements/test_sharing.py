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
        for direction in (Direction.TELL, Direction.ASKED):
            assert recipient.advice[direction].never is not None, recipient.recipient_id


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
