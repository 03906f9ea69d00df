"""Run one stage of one peer, in the peer's own environment, and write a record that ``evals score`` reads.

``drive.py PEER.py ingest --weights DIR --store DIR --from PDFS``, then ``drive.py PEER.py ask … --questions F --out DIR``.
A peer's file gives ``ingest(pdfs, store, weights)`` and ``searcher(store, weights)``; the latter gives a function from a
question and a number of passages to the source, page and text of each passage, best first.
"""

from __future__ import annotations

import argparse
import json
import runpy
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

Search = Callable[[str, int], list[tuple[str, int, str]]]
DEPTH = 50  # as a record of ours holds at least
SEARCHING = "search"


def ask(search: Search, questions: Path, to: Path) -> None:
    """Search for every question of a JSON Lines file; write ``answers.jsonl``."""
    to.mkdir(parents=True, exist_ok=True)
    with (to / "answers.jsonl").open("w", encoding="utf-8") as out:
        for line in questions.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            question = json.loads(line)
            started = time.perf_counter()
            found = search(question["text"], DEPTH)
            took_ms = (time.perf_counter() - started) * 1000
            row = {
                "query_id": question["query_id"],
                "outcome": "answered",
                "retrieved": [
                    {"rank": rank, "source_id": source, "page": page, "text": text}
                    for rank, (source, page, text) in enumerate(found, start=1)
                ],
                "timings_ms": {SEARCHING: took_ms},
            }
            out.write(json.dumps(row) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one stage; give the exit status."""
    parser = argparse.ArgumentParser(prog="drive.py", description=__doc__)
    parser.add_argument("peer", type=Path)
    stages = parser.add_subparsers(dest="stage", required=True)
    for stage, given in (("ingest", "--from"), ("ask", "--questions")):
        command = stages.add_parser(stage)
        command.add_argument(given, type=Path, required=True, dest="given")
        command.add_argument("--weights", type=Path, required=True)
        command.add_argument("--store", type=Path, required=True)
    stages.choices["ask"].add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    peer = runpy.run_path(str(chosen.peer))
    if chosen.stage == "ask":
        ask(peer["searcher"](chosen.store, chosen.weights), chosen.given, chosen.out)
        return 0
    pdfs = sorted(chosen.given.glob("*.pdf"))
    if not pdfs:
        sys.stderr.write(f"{chosen.given} holds no PDF\n")
        return 1
    chosen.store.mkdir(parents=True, exist_ok=True)
    peer["ingest"](pdfs, chosen.store, chosen.weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
