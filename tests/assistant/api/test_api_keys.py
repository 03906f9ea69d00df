from __future__ import annotations

import hashlib
import json
import stat
from pathlib import Path

import pytest

from assistant import __main__ as command
from assistant.api.api_keys import ApiKeys
from assistant.errors import KeysUnusable


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "folder" / "keys.json"
    monkeypatch.setenv("DSL_API_KEYS_FILE", str(path))
    return path


def test_a_key_is_known_by_its_hash_alone(path: Path) -> None:
    keys = ApiKeys(path)
    key = keys.add("Open WebUI")
    assert len(key) > 40
    assert key not in path.read_text()
    assert json.loads(path.read_text())[0]["sha256"] == hashlib.sha256(key.encode()).hexdigest()
    assert keys.owner_of(key) == "Open WebUI"
    for other in ("", key[:-1], key + "x", key.upper(), "é"):
        assert keys.owner_of(other) is None


def test_the_file_is_for_its_own_account_alone(path: Path) -> None:
    ApiKeys(path).add("a")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_revoked_elsewhere_is_refused_at_once_and_a_key_stays_needed(path: Path) -> None:
    keys = ApiKeys(path)
    assert not keys.needed
    key = keys.add("a")
    assert keys.owner_of(key) == "a"
    ApiKeys(path).revoke("a")
    assert keys.owner_of(key) is None
    assert keys.needed


def test_a_name_has_one_key_and_is_a_name(path: Path) -> None:
    keys = ApiKeys(path)
    keys.add("a")
    for name in ("a", "", "x" * 81, "a\nb", "<b>"):
        with pytest.raises(KeysUnusable):
            keys.add(name)
    with pytest.raises(KeysUnusable, match="no key for 'b'"):
        keys.revoke("b")
    assert [one.name for one in keys.stored()] == ["a"]


@pytest.mark.parametrize("damaged", ["", "{}", '[{"name": "a"}]', "[", "\x00"])
def test_a_damaged_file_lets_nobody_in_and_is_not_quoted(path: Path, damaged: str) -> None:
    keys = ApiKeys(path)
    key = keys.add("a")
    path.write_text(damaged)
    with pytest.raises(KeysUnusable) as raised:
        keys.owner_of(key)
    assert raised.value.__suppress_context__
    assert keys.needed


def test_keys_are_made_listed_and_revoked_on_a_terminal(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["keys", "add", "Teams bot"]) == 0
    shown = capsys.readouterr()
    key = shown.out.strip()
    assert "once" in shown.err
    assert ApiKeys(path).owner_of(key) == "Teams bot"
    assert command.main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert "Teams bot" in listed
    assert key not in listed
    assert command.main(["keys", "revoke", "Teams bot"]) == 0
    assert command.main(["keys", "revoke", "Teams bot"]) == 1
    assert "keys list" in capsys.readouterr().err
