"""What the command says where it cannot start, or there is nothing to restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from assistant import __main__ as command
from assistant.cluster import programs


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DSL_CLUSTER_DIR", str(tmp_path / "cluster"))
    return tmp_path / "cluster"


def test_there_is_nothing_to_restart(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["cluster", "--restart"]) == 1
    assert "no cluster is running" in capsys.readouterr().err


def test_one_cluster_at_a_time_in_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    with FileLock(folder / "lock"):
        assert command.main(["cluster"]) == 1
    assert "a cluster is running" in capsys.readouterr().err


def test_a_missing_program_is_said_before_anything_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr("assistant.cluster.running.signal.signal", lambda *_: None)
    assert command.main(["cluster"]) == 1
    assert "apt-get install haproxy" in capsys.readouterr().err
    assert not (folder / "postgresql").exists()


@pytest.mark.parametrize(("name", "value"), [("PORT", "80"), ("PAGES", "0"), ("APIS", "many")])
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"DSL_CLUSTER_{name}", value)
    assert command.main(["cluster"]) == 1
    assert f"DSL_CLUSTER_{name} cannot be used" in capsys.readouterr().err
