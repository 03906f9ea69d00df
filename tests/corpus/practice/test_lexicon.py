"""The practitioner's lexicon: what it hears, what comes with the project, and what is wrong with a bad file."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import LexiconError
from corpus.practice.lexicon import Lexicon, LexiconEntry, load_lexicon

LEXICON = Lexicon([
    LexiconEntry(heard=("strat", "strat meeting"), means="strategy discussion"),
    LexiconEntry(heard=("off roll", "off rolling"), means="deletion from the admission register"),
    LexiconEntry(heard=("bf",), means="boyfriend"),
])


def heard(question: str) -> list[tuple[str, str]]:
    return [(found.words, found.means) for found in LEXICON.hear(question)]


def test_the_longest_at_a_position_is_found_in_the_questions_order() -> None:
    found = heard("Her BF was at the strat meeting")
    assert found == [("bf", "boyfriend"), ("strat meeting", "strategy discussion")]


def test_a_wording_is_found_in_other_forms_and_a_meaning_once() -> None:
    assert [means for _, means in heard("strats, strat meetings and another strat")] == ["strategy discussion"]


def test_nothing_is_found_in_part_of_a_wording_or_a_word() -> None:
    assert heard("he is off today and on a roll") == []
    assert heard("a stratum of bfgs") == []
    assert Lexicon().hear("strat") == ()


def test_the_lexicon_that_comes_with_the_project_is_large_and_general() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.entries) >= 500
    assert {entry.kind for entry in lexicon.entries} == {"acronym", "slang", "jargon", "situation"}
    assert all(2 <= len(entry.means.split()) <= 30 for entry in lexicon.entries)
    assert all(1 <= len(entry.heard) <= 10 for entry in lexicon.entries)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("is this a s47 or a CIN", "section 47"),
        ("DA notification came in", "domestic abuse"),
        ("do i need a cpoms entry", "record"),
    ],
)
def test_what_staff_say_is_found(question: str, meant: str) -> None:
    assert meant in " ".join(found.means for found in load_lexicon().hear(question)).lower()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not toml", "cannot be used"),
        ('[[entry]]\nheard = []\nmeans = "x"', "cannot be used"),
        ('[[entry]]\nheard = ["a"]', "cannot be used"),
        ('[[entry]]\nheard = ["the"]\nmeans = "x"', "holds no word that can be heard"),
        (
            '[[entry]]\nheard = ["strat"]\nmeans = "x"\n[[entry]]\nheard = ["strats"]\nmeans = "y"',
            "heard as another entry",
        ),
    ],
)
def test_a_bad_file_is_reported(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "lexicon.toml"
    file.write_text(text)
    with pytest.raises(LexiconError, match=message):
        load_lexicon(file)
    with pytest.raises(LexiconError, match="cannot be used"):
        load_lexicon(tmp_path / "none.toml")
