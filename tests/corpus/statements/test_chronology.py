"""What guidance says of a record: each mistake in the file is named, and every circumstance has its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import RecordCircumstance, load_chronology

ONE = '[[statement]]\nid = "{id}"\nwhen = "{when}"\ntext = "Say {id}."\nours = true\n'
WHOLE = "\n".join(ONE.format(id=f"about-{when.value}", when=when.value) for when in RecordCircumstance)


def written(folder: Path, text: str) -> Path:
    file = folder / "chronology.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_file_is_loaded(tmp_path: Path) -> None:
    loaded = load_chronology(written(tmp_path, WHOLE))
    said = [one.text for one in loaded.said_of({RecordCircumstance.ALWAYS, RecordCircumstance.CLOSER})]
    assert said == ["Say about-closer.", "Say about-always."]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("about-always", "about-closer"), "about-closer"),
        (('when = "always"', 'when = "never"'), "when"),
        (('id = "about-always"\nwhen = "always"', 'id = "about-always"\nwhen = "closer"'), "always"),
        (("ours = true", "ours = false"), "nothing bears out"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(StatementError, match=says):
        load_chronology(written(tmp_path, WHOLE.replace(*change)))


def test_ours_have_a_pinpoint_or_are_marked_as_a_rule_of_our_own() -> None:
    for one in load_chronology().statements:
        assert one.says.ours is not bool(one.says.bindings)
        assert not (one.says.ours and ("should" in one.says.text or "must" in one.says.text)), (
            "a rule of ours states no duty"
        )
