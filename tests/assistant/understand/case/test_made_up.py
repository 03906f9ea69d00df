"""What is told in a story or a game may be told, and is not said to be."""

from __future__ import annotations

import pytest

from assistant.understand.case.made_up import tells_what_is_made_up


@pytest.mark.parametrize(
    "text",
    [
        "A Year 9 boy has written a piece for English in which a man strangles his wife.",
        "She wrote a monologue where the husband screams at her.",
        "He was reciting a scene from a film, he does this most weeks.",
        "It is about the two of them playing the last level of a zombie video game.",
        "The play for GCSE has a fight in the kitchen.",
        "It came out in creative writing.",
        "Their devised piece has a husband who chokes his wife.",
        "The class were acting out a scene with a knife.",
    ],
)
def test_a_work_or_a_game_is_made_up(text: str) -> None:
    assert tells_what_is_made_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two bruises on the shin and a story about a trampoline.",
        "Mum told it like a story about somebody else.",
        "He put a knife emoji on his story.",
        "Both siblings have a different story about mum's arm.",
        "She was in the book corner and said that daddy had pulled her hair.",
        "Brother threw a controller at her over a game.",
        "She has written a statement that he held her by the neck.",
        "They do not fit the story that has been given.",
    ],
)
def test_an_account_of_what_happened_is_not(text: str) -> None:
    assert not tells_what_is_made_up(text)
