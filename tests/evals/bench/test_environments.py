"""Environments of the peers: made once, whole or not at all. pip is not run here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import evals.bench.environments
from evals.bench.environments import PEERS, Peer, environment
from evals.errors import BenchError

PEER = Peer(name="tiny", title="Tiny", requirements=("tiny==1",))


class Steps:
    """Stands in for subprocess: keeps each command, and fails those that hold a word."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []
        self.fails = "nothing"

    def run(self, command, **kwargs):
        self.seen.append(list(command))
        if "venv" in command:
            Path(command[-1]).mkdir(parents=True, exist_ok=True)
        failed = self.fails in command
        return subprocess.CompletedProcess(
            command, int(failed), stdout="first line\nno such release\n" if failed else ""
        )


@pytest.fixture
def steps(monkeypatch):
    taken = Steps()
    monkeypatch.setattr(evals.bench.environments.subprocess, "run", taken.run)
    return taken


def test_an_environment_is_made_once(steps, tmp_path):
    environment(PEER, tmp_path)
    made, installed = steps.seen
    assert made[:3] == [sys.executable, "-m", "venv"]
    assert installed[0] == str(
        tmp_path / "tiny" / "bin" / "python"
    )  # never ours: its needs must not change what we get
    assert installed[-1] == "tiny==1"
    environment(PEER, tmp_path)
    assert len(steps.seen) == 2


def test_other_releases_make_it_anew(steps, tmp_path):
    environment(PEER, tmp_path)
    environment(Peer(name="tiny", title="Tiny", requirements=("tiny==2",)), tmp_path)
    assert steps.seen[2][3] == "--clear"
    assert steps.seen[3][-1] == "tiny==2"


def test_one_that_could_not_be_made_says_why_and_is_tried_again(steps, tmp_path):
    steps.fails = "install"
    with pytest.raises(BenchError, match="tiny could not be made: no such release"):
        environment(PEER, tmp_path)
    steps.fails = "nothing"
    environment(PEER, tmp_path)
    assert len(steps.seen) == 4


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_every_peer_has_a_script_and_names_its_releases(peer, tmp_path):
    command = peer.command(tmp_path, "ingest")
    script = Path(command[-2])
    assert script.is_file()
    assert script.stem == peer.name
    assert command[-1] == "ingest"
    assert "HF_HUB_OFFLINE=1" in command  # the weights are handed over, never fetched
    assert all("==" in requirement for requirement in peer.requirements if requirement != "torch")
