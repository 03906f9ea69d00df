"""What is expected of a notification: each mistake in the file is named, and nothing is expected that nothing bears out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.register import load_register
from corpus.statements import AskedOf, NotificationField, load_notifications

SENTENCE = '[[sentence]]\nid = "listed"\ntext = "A list names it."\ncites = ["rules-2025, page 1 #40b063cd66"]\n'
FIELD = '[[field]]\nid = "{id}"\nname = "the {id}"\nshort = "{id}"\nask = "police"\nbasis = "listed"\n'
WHOLE = 'guidance = "rules-2025"\n' + SENTENCE + "".join(FIELD.format(id=field.value) for field in NotificationField)


def written(folder: Path, text: str) -> Path:
    file = folder / "notifications.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_file_is_loaded(tmp_path: Path) -> None:
    loaded = load_notifications(written(tmp_path, WHOLE))
    assert [one.field for one in loaded.fields] == list(NotificationField)
    assert loaded.fields[0].ask is AskedOf.POLICE
    assert not loaded.sentences[0].second_hand


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('id = "risk"', 'id = "grade"'), "risk"),
        (('id = "risk"', 'id = "voice"'), "voice"),
        ((FIELD.format(id="risk"), ""), "nothing is said of the field 'risk'"),
        (('basis = "listed"', 'basis = "lost"'), "the basis 'lost' is no sentence"),
        (('ask = "police"', 'ask = "the head"'), "ask"),
        ((", page 1 #40b063cd66", ""), "is no binding"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_notifications(written(tmp_path, WHOLE.replace(*change)))


def test_what_is_expected_has_a_pinpoint_and_stands_in_for_a_source_that_is_registered() -> None:
    ours = load_notifications()
    assert ours.guidance in load_register()
    assert all(one.says.bindings and not one.says.ours for one in ours.sentences)
    assert {one.basis for one in ours.fields if one.basis} <= {one.sentence_id for one in ours.sentences}
    assert any(one.second_hand for one in ours.sentences)


def test_no_duty_is_said_to_be_broken() -> None:
    ours = load_notifications()
    texts = [*(one.says.text for one in ours.sentences), *(one.name for one in ours.fields)]
    assert not any(word in text.lower() for text in texts for word in ("breach", "failed", "unlawful", "broke"))
