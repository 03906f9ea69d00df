from __future__ import annotations

from pathlib import Path

from assistant.api.kill_switch import KillSwitch


def test_nothing_is_said_while_nothing_is_switched_off(tmp_path: Path) -> None:
    assert KillSwitch(tmp_path / "off").words() == ""


def test_the_file_says_by_whom_and_what_to_see(tmp_path: Path) -> None:
    path = tmp_path / "off"
    path.write_text("the trust’s safeguarding lead\nhttps://trust.example/notice\nmore\n")
    said = "Answers have been switched off by the trust’s safeguarding lead. See https://trust.example/notice."
    assert KillSwitch(path).words() == said


def test_an_empty_file_and_one_that_cannot_be_read_switch_off_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "off"
    path.touch()
    assert "whoever looks after it" in KillSwitch(path).words()
    assert "whoever looks after it" in KillSwitch(tmp_path).words()  # a folder


def test_what_the_file_says_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "off"
    path.write_bytes(b"\xff" * 100_000 + b"\n" + b"x" * 100_000)
    assert len(KillSwitch(path).words()) < 500
