"""Whom to ask: each mistake in the file is named; second-hand numbers say so; the cues know the examples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import load_whom_to_ask

RULE = '{ text = "Ask them", ours = true }'
WHOLE = (
    f'[[kind]]\nid = "boats"\ntitle = "Boats"\ncues = ["boat*"]\nsays = [{RULE}]\n'
    f'[[kind]]\nid = "else"\ntitle = "Else"\ncues = []\nsays = [{RULE}]\n'
)
QUESTIONS = tomllib.loads(Path(__file__).with_name("whom_to_ask_questions.toml").read_text(encoding="utf-8"))


def test_the_first_kind_with_a_cue_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "whom.toml"
    file.write_text(WHOLE)
    loaded = load_whom_to_ask(file)
    found = loaded.by_cue("Who mends boats?")
    assert found is not None
    assert found.kind_id == "boats"
    assert loaded.by_cue("Who mends bells?") is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"else"', '"boats"'), "boats"),
        (('["boat*"]', "[]"), "last kind alone"),
        (("cues = []", 'cues = ["oar"]'), "last kind alone"),
        (("ours = true", "ours = false"), "nothing bears out"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    (tmp_path / "whom.toml").write_text(WHOLE.replace(*change))
    with pytest.raises(StatementError, match=says):
        load_whom_to_ask(tmp_path / "whom.toml")


def test_a_number_is_borne_out_and_one_of_a_digest_alone_says_whose_page_it_was() -> None:
    for kind in load_whom_to_ask().kinds:
        for says in kind.says:
            if re.search(r"\d{4} \d{3}", says.text):
                assert says.bindings, says.text
                if all(one.source_id.startswith("digest-") for one in says.bindings):
                    assert "(read " in says.text, says.text


def test_every_kind_knows_its_examples_by_cue_or_leaves_them_to_the_last() -> None:
    loaded = load_whom_to_ask()
    for kind in loaded.kinds[:-1]:
        for asked in kind.asked:
            found = loaded.by_cue(asked)
            assert found is not None, asked
            assert found.kind_id == kind.kind_id, asked
    for asked in loaded.kinds[-1].asked:
        assert loaded.by_cue(asked) is None, asked


def test_sixteen_questions_a_kind_and_the_last_three_are_no_examples() -> None:
    kinds = {kind.kind_id: kind for kind in load_whom_to_ask().kinds}
    for kind_id, asked in QUESTIONS.items():
        assert kinds[kind_id].asked == tuple(asked[:13])
        assert len(set(asked)) == 16
