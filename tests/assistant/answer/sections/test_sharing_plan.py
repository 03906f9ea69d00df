"""A question about sharing composed: the verdict first, eight sentences at most, what a circumstance changes."""

from __future__ import annotations

import pytest

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection
from assistant.answer.sections.sharing_plan import letters_for, plan, sharing_sections
from assistant.understand import SharingRequest
from corpus.register import Register
from corpus.statements import Direction, load_sharing
from tests.doubles import MemoryIndex, WordEmbedder

EMPTY = BoundSentences(index=MemoryIndex([], {}, WordEmbedder()), register=Register({}))


def request(
    *recipients: str, direction: Direction = Direction.TELL, circumstances: tuple[str, ...] = ()
) -> SharingRequest:
    return SharingRequest(recipients=recipients, direction=direction, circumstances=circumstances)


def composed(*requests: SharingRequest, in_a_case: bool = False) -> tuple[DraftSection, ...]:
    return sharing_sections(requests, EMPTY, set(), in_a_case=in_a_case)


def test_the_verdict_stands_first_and_names_whom_it_is_about() -> None:
    first, *rest = composed(request("nursery"))
    assert first.heading == messages.SHORT_ANSWER_HEADING
    assert first.sentences[0].text.startswith("The nursery or childminder. Yes")
    assert [section.heading for section in rest] == [
        messages.SHARING_HEADINGS["tell"],
        messages.FAMILY_HEADING,
        messages.NOT_TO_DO_HEADING,
        messages.RECORD_HEADING,
    ]


def test_with_a_case_what_its_steps_say_is_not_said_twice() -> None:
    headings = [section.heading for section in composed(request("nursery"), in_a_case=True)]
    assert headings == [messages.SHORT_ANSWER_HEADING, messages.SHARING_HEADING]


def test_nothing_asked_gives_nothing() -> None:
    assert composed() == ()


@pytest.mark.parametrize("direction", list(Direction))
def test_at_most_eight_sentences_are_said_and_nothing_twice(direction: Direction) -> None:
    every = tuple(one.circumstance_id for one in load_sharing().circumstances if direction in one.directions)
    for recipient in load_sharing().recipients:
        if direction not in recipient.advice:
            continue
        asked = request(recipient.recipient_id, "health", "police", direction=direction, circumstances=every)
        texts = [sentence.text for sentences in plan([asked]).values() for sentence in sentences]
        assert len(texts) <= 8 + len(every)
        assert len(set(texts)) == len(texts)
        plain = plan([request(recipient.recipient_id, direction=direction)])
        assert sum(map(len, plain.values())) <= 8


def test_every_recipient_named_has_its_verdict() -> None:
    said = plan([request("nursery", "health", "kinship")])
    assert len(said["may"]) == 3
    assert sum(map(len, said.values())) <= 8


def test_where_a_family_hides_what_never_to_give_away_is_about_that() -> None:
    said = plan([request("new-school", circumstances=("refuge",))])
    assert [sentence.text for sentence in said["never"]] == [
        one.says.text for one in load_sharing().circumstances if one.circumstance_id == "refuge"
    ]


@pytest.mark.parametrize("recipient", ["parent", "other-parent", "abusive-parent"])
@pytest.mark.parametrize("circumstance", ["danger", "investigation"])
def test_what_a_parent_may_hear_keeps_its_own_exception_beside_a_circumstance(
    recipient: str, circumstance: str
) -> None:
    own = load_sharing()[recipient].advice[Direction.TELL].family
    said = plan([request(recipient, circumstances=(circumstance,))])
    assert own in said["family"]
    assert len(said["family"]) == 2
    assert sum(map(len, said.values())) <= 8


def test_honour_leaves_no_other_word_on_telling_the_family_also_beside_danger() -> None:
    own = load_sharing()["abusive-parent"].advice[Direction.TELL].family
    assert own not in plan([request("abusive-parent", circumstances=("danger", "honour"))])["family"]


@pytest.mark.parametrize(
    ("recipient", "direction", "words"),
    [
        ("police", Direction.CHASE, "Do not wait"),
        ("social-care", Direction.CHASE, "ring 999"),
        ("nursery", Direction.OWED, "Do not wait"),
        ("marac", Direction.TELL, "Do not take it for a referral"),
        ("local-authority", Direction.TELL, "a deletion return must"),
        ("local-authority", Direction.ASKED, "a deletion return must"),
    ],
)
def test_a_refuge_takes_no_warning_of_the_recipient_s_own_away(
    recipient: str, direction: Direction, words: str
) -> None:
    said = plan([request(recipient, direction=direction, circumstances=("refuge",))])
    texts = [sentence.text for sentence in said["never"]]
    assert any(text.startswith("Let nobody") for text in texts)
    assert any(words in text for text in texts)
    assert sum(map(len, said.values())) <= 8


def test_the_cap_holds_for_three_recipients_with_warnings_of_their_own() -> None:
    asked = request("parent", "other-parent", "abusive-parent", circumstances=("danger",))
    assert sum(map(len, plan([asked]).values())) <= 8
    asked = request("marac", "local-authority", "health", circumstances=("refuge",))
    assert sum(map(len, plan([asked]).values())) <= 8


@pytest.mark.parametrize("recipient", ["kinship", "parent", "other-parent", "abusive-parent"])
def test_where_honour_is_at_stake_no_relative_gets_a_yes(recipient: str) -> None:
    (verdict,) = plan([request(recipient, circumstances=("honour",))])["may"]
    assert "use no relative as a go-between" in verdict.text
    assert "Yes" not in verdict.text
    assert "Yes" in plan([request("health", circumstances=("honour",))])["may"][0].text


@pytest.mark.parametrize("direction", [Direction.TELL, Direction.ASKED])
def test_a_parent_of_an_adult_student_hears_what_the_student_agrees_to_and_it_is_said_once(
    direction: Direction,
) -> None:
    own = load_sharing()["parent"].advice[direction].family
    said = plan([request("parent", direction=direction, circumstances=("adult-student",))])
    texts = [sentence.text for sentences in said.values() for sentence in sentences]
    (verdict,) = said["may"]
    assert own is not None
    assert own.text not in texts
    assert "Tell family only what a student of 18 or over" in verdict.text
    assert sum("Tell family only" in text for text in texts) == 1


def test_what_stands_as_verdict_takes_no_place_of_what_else_a_circumstance_says() -> None:
    asked = request("parent", circumstances=("honour", "investigation", "adult-student"))
    texts = [sentence.text for sentence in plan([asked])["family"]]
    assert any("Tell family only" in text for text in texts)
    assert any("Ask the officer" in text for text in texts)


def test_an_abusive_parent_of_an_adult_student_keeps_the_no_of_any_other() -> None:
    said = plan([request("abusive-parent", circumstances=("adult-student",))])
    assert "Tell family only" not in said["may"][0].text
    assert any("Tell family only" in sentence.text for sentence in said["family"])


def test_each_letter_that_fits_is_named_once() -> None:
    asked = [request("nursery", "other-school"), request("police", direction=Direction.ASK)]
    assert letters_for(asked) == ("least-needed", "police-request")
    assert letters_for([request("solicitor")]) == ()
