"""Words to say: what a file may hold, and what holds of every line that comes with the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_spoken_words

LINE = '{ text = "I can listen, now or later.", ours = true }'
_LEADING = re.compile(r"\b(?:did he|did she|did they|has he|has she|does he|does she|why did|why do)\b", re.IGNORECASE)
_PROMISES = re.compile(
    r"\bI promise\b|(?<!promise that )\bnobody will (?:ever )?(?:know|find out)\b|\beverything will be\b", re.IGNORECASE
)


def words(id_: str = "to-a-keeper", says: str = f"[{LINE}, {LINE}]", never: str = LINE) -> str:
    return f'[[words]]\nid = "{id_}"\nto = "to a keeper of lamps"\nsays = {says}\nnever = {never}\n'


def file(folder: Path, text: str) -> Path:
    written = folder / "words.toml"
    written.write_text(text, encoding="utf-8")
    return written


def test_words_are_known_by_their_id(tmp_path: Path) -> None:
    loaded = load_spoken_words(file(tmp_path, words() + words("to-a-visitor")))
    assert list(loaded) == ["to-a-keeper", "to-a-visitor"]
    assert loaded["to-a-keeper"].to == "to a keeper of lamps"
    assert [one.text for one in loaded["to-a-keeper"].sentences] == ["I can listen, now or later."] * 3


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (words() + words(), "twice"),
        (words(says=f"[{LINE}]"), r"words\.0\.says"),
        (words(never='{ text = "Never shout." }'), "nothing bears out"),
        (words().replace("to = ", "whom = "), r"words\.0\.(?:whom|to)"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(StatementError, match=wrong):
        load_spoken_words(file(tmp_path, text))


def test_no_line_leads_promises_or_is_too_long_to_speak() -> None:
    for one in load_spoken_words().values():
        for line in one.says:
            assert not _LEADING.search(line.text), line.text
            assert not _PROMISES.search(line.text), line.text
            assert len(line.text.split()) <= 42, line.text
        assert len(one.never.text.split()) <= 40, one.never.text


def test_to_whom_it_is_said_stands_in_the_heading() -> None:
    assert all(one.to.startswith("to ") and not one.to.endswith(".") for one in load_spoken_words().values())
