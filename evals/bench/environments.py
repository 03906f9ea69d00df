"""An environment of its own for each peer, made on demand and reused: what one needs must not change what another, or ours, gets.

Each holds exactly the releases named here and whatever they ask for. ``torch`` is named without a number, so that pip takes the
build for this machine.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BenchError

_SCRIPTS = Path(__file__).parent / "peers"
_OFFLINE = (
    "env",
    "HF_HUB_OFFLINE=1",
    "ANONYMIZED_TELEMETRY=False",
    "HAYSTACK_TELEMETRY_ENABLED=False",
    "LITELLM_LOCAL_MODEL_COST_MAP=True",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A system to measure beside ours.

    Parameters
    ----------
    name : str
        Of its file in ``evals/bench/peers``, and of its environment.
    title : str
        As a table names it.
    requirements : tuple of str
        What pip installs for it.
    """

    name: str
    title: str
    requirements: tuple[str, ...]

    def command(self, folder: Path, stage: str) -> list[str]:
        """Return the command that runs a stage of it in its environment; the stage's options come after."""
        script = str(_SCRIPTS / f"{self.name}.py")
        # -P: nothing beside the scripts is importable, so that `import haystack` in haystack.py is the library
        return [*_OFFLINE, str(_python(folder / self.name)), "-P", str(_SCRIPTS / "drive.py"), script, stage]


PEERS = (
    Peer(
        name="langchain",
        title="LangChain",
        requirements=(
            "langchain-chroma==1.1.0",
            "langchain-community==0.4.2",
            "langchain-huggingface==1.2.3",
            "langchain-text-splitters==1.1.3",
            "pypdf==7.1.1",
            "sentence-transformers==6.2.0",
            "torch",
        ),
    ),
    Peer(
        name="llamaindex",
        title="LlamaIndex",
        requirements=(
            "llama-index-core==0.14.25",
            "llama-index-embeddings-huggingface==0.8.0",
            "llama-index-readers-file==0.7.0",
            "torch",
        ),
    ),
    Peer(
        name="haystack",
        title="Haystack",
        requirements=("haystack-ai==3.4.1", "pypdf==7.1.1", "sentence-transformers-haystack==2.0.0", "torch"),
    ),
    Peer(
        name="paperqa",
        title="paper-qa, retrieval",
        requirements=("paper-qa==2026.8.12", "fhlmi[local]==1.10.0", "torch"),
    ),
    Peer(name="bm25", title="BM25 over pages", requirements=("bm25s==0.3.16", "pypdf==7.1.1")),
)


def environment(peer: Peer, folder: Path) -> None:
    """Make a peer's environment under a folder, unless it is there already.

    Raises
    ------
    BenchError
        If it cannot be made; repeats the last line that was printed.
    """
    home = folder / peer.name
    made = home / f".made-{hashlib.sha256(' '.join(peer.requirements).encode()).hexdigest()[:12]}"
    if made.exists():
        return
    _do([sys.executable, "-m", "venv", "--clear", str(home)], peer)
    pip = [str(_python(home)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _do([*pip, *peer.requirements], peer)
    made.touch()


def _python(home: Path) -> Path:
    return (home / "bin" / "python").absolute()


def _do(command: Sequence[str], peer: Peer) -> None:
    """Run one step of making an environment.

    Raises
    ------
    BenchError
        If it fails.
    """
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        last = next(iter(done.stdout.strip().splitlines()[-1:]), "it printed nothing")
        raise BenchError(f"the environment of {peer.name} could not be made: {last}", "pip must reach a package index")
