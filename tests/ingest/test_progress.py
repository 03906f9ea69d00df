"""Bars on a terminal: one a stage, gone when it ends; nothing where nobody looks."""

from __future__ import annotations

import pytest

from ingest.progress import Bars, on_terminal, silent


def test_each_stage_has_its_bar_which_goes_when_it_ends(capsys: pytest.CaptureFixture[str]) -> None:
    bars = Bars()
    bars("Reading", 0, 3)
    first = bars._bar
    bars("Reading", 2, 3)
    assert bars._bar is first
    assert first.n == 2
    bars("Reading", 3, 3)
    assert bars._bar is None
    bars("Writing", 0, 2)
    bars("Checking", 0, 1)  # the stage before was broken off
    assert bars._bar.total == 1
    bars("Checking", 1, 1)
    bars("Nothing to do", 0, 0)
    assert bars._bar is None
    shown = capsys.readouterr().err
    assert "Reading" in shown
    assert "Nothing to do" not in shown


def test_nothing_is_shown_where_standard_error_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    assert on_terminal() is silent
    silent("Reading", 0, 1)
    assert capsys.readouterr().err == ""
