"""Letters to begin from: no clause without what bears it out, and nothing to fill in that nobody can fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_letters

CLAUSE = '{ text = "Please write to us.", cites = ["rules-2025, page 1 #40b063cd66"] }'
LETTER = (
    '[[letter]]\nid = "one"\ntitle = "One"\nto = "[somebody]"\nabout = ["Child: {child}"]\nopening = "We write."\n'
    f"clauses = [{CLAUSE}, {CLAUSE}, {CLAUSE}]\n"
)


def written(folder: Path, text: str) -> Path:
    file = folder / "letters.toml"
    file.write_text(text)
    return file


def test_a_letter_is_read(tmp_path: Path) -> None:
    (letter,) = load_letters(written(tmp_path, LETTER))
    assert (letter.letter_id, len(letter.clauses)) == ("one", 3)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LETTER.replace(', cites = ["rules-2025, page 1 #40b063cd66"]', ""), "nothing bears out"),
        (LETTER.replace('cites = ["rules-2025, page 1 #40b063cd66"]', "ours = true"), "nothing bears out the clause"),
        (LETTER.replace("{child}", "{shoe_size}"), "nothing fills in {shoe_size}"),
        (LETTER + LETTER, "the letter 'one' stands twice"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_letters(written(tmp_path, text))


def test_ours_are_the_six_that_are_needed_and_each_clause_is_bound() -> None:
    letters = {letter.letter_id: letter for letter in load_letters()}
    assert set(letters) == {
        "police-request", "social-care-referral", "chase-outcome", "challenge-no-further-action", "previous-school-file",
        "least-needed",
    }  # fmt: skip
    assert all(clause.bindings and not clause.ours for letter in letters.values() for clause in letter.clauses)


def test_no_letter_has_a_place_for_an_address_of_the_family() -> None:
    for letter in load_letters():
        words = " ".join((*letter.about, letter.opening, *(clause.text for clause in letter.clauses)))
        assert "[address" not in words.lower()
