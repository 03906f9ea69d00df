"""What a statement adds to its evidence is a veto, whatever the word, and so is another order."""

from __future__ import annotations

import pytest

from assistant.entailment.support import check
from tests.doubles import a_passage

RULE = (
    "The harbour office must tell the owner about a missing boat by letter, and crew should search the quay. Boats may leave"
    " when the tide is high. The pilot should inspect the hull before the mate starts the engine."
)


def reason(statement: str, passage: str = RULE) -> str:
    return check(statement, [a_passage(passage)]).reason


@pytest.mark.parametrize(
    "statement",
    [
        "The harbour office must tell the owner about a missing boat by letter.",
        "The owner must be told about a missing boat by letter by the harbour office.",
        "Crew should search the quay.",
        "When the tide is high, boats may leave.",
        "Before the mate starts the engine, the pilot should inspect the hull.",
    ],
)
def test_the_evidence_in_another_form_is_supported(statement: str) -> None:
    assert reason(statement) == "supported"


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("The harbour office must tell the owner about a missing wooden boat by letter.", "wooden"),
        ("The harbour office must formally tell the owner about a missing boat by letter.", "formal"),
        ("The harbour office must tell the owner about a missing boat by registered letter.", "registered"),
        ("The harbour office must personally tell the owner about a missing boat by letter.", "personally"),
        ("Experienced crew should search the quay.", "experienced"),
        ("Crew should search the quay each Thursday.", "Thursday"),
        ("Crew should search the quay overnight.", "overnight"),
        ("Crew should search the quay in person.", "person"),
        ("Some other crew should search the quay.", "some"),
        ("Crew should search just the quay.", "just"),
        ("Crew should search the quay, if asked.", "ask"),
        ("Crew should perhaps search the quay.", "perhaps"),
        ("Boats may leave when the neap tide is high.", "neap"),
        ("Boats may leave when the tide is high where that is needed.", "need"),
    ],
)
def test_a_word_put_in_is_a_veto(statement: str, word: str) -> None:
    assert word in reason(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "The mate should start the engine before the pilot inspects the hull.",
        "After the mate starts the engine, the pilot should inspect the hull.",
        "The tide may be high when boats leave.",
        "The pilot should inspect the hull after the mate starts the engine.",
    ],
)
def test_another_order_is_a_veto(statement: str) -> None:
    assert reason(statement) != "supported"


def test_the_order_of_steps_is_compared() -> None:
    steps = "Ring the coastguard, then sound the horn at the pier."
    assert reason("Ring the coastguard, then sound the horn at the pier.", steps) == "supported"
    assert "order" in reason("Sound the horn at the pier, then ring the coastguard.", steps)


def test_the_same_order_in_other_words_is_no_other_order() -> None:
    passage = "The log must be burnt after ten years, or when the boat is sold."
    assert reason("The log must be burnt when the boat is sold or after ten years.", passage) == "supported"


def test_a_word_of_another_part_of_the_evidence_is_out_of_position() -> None:
    passage = (
        "The signed list of guests at the gate, with the hour of their coming on board and the number of the cabin given to"
        " them, lies on the upper deck, where the band plays in fine weather."
    )
    assert reason("The band plays on the upper deck in fine weather.", passage) == "supported"
    assert "signed" in reason("The band plays on the signed upper deck in fine weather.", passage)


@pytest.mark.parametrize(
    ("passage", "statement", "word"),
    [
        ("The mate must file the signed list of lamps.", "The mate must file the list of lamps.", "signed"),
        ("A visitor may use an inspected rope at the quay.", "A visitor may use a rope at the quay.", "inspected"),
        ("Crew should quietly clear the lower deck.", "Crew should clear the lower deck.", "quietly"),
    ],
)
def test_a_word_left_out_of_a_copied_sentence_is_missed(passage: str, statement: str, word: str) -> None:
    assert reason(passage, passage) == "supported"
    assert word in reason(statement, passage)


def test_a_describing_word_may_not_move_to_another_thing() -> None:
    passage = (
        "The mate must check the registered papers of the pilot at the gate, and then count the lamps on the boat."
    )
    moved = "The mate must check the papers of the pilot at the gate, and then count the lamps on the registered boat."
    assert reason(passage, passage) == "supported"
    assert "registered" in reason(moved, passage)
