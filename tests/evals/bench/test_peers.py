"""The peers' driver, run as it is run, by a Python of its own: with a peer made for the test, and with BM25 on PDFs of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import evals.bench.environments
from evals.records import read_answers
from tests.ingest import pdfs

PEERS = Path(evals.bench.environments.__file__).parent / "peers"
TOY = '''
"""Counts what it was given; everything is found on page 2 of what was read first."""
def ingest(pdfs, store, weights):
    (store / "names").write_text("\\n".join(pdf.stem for pdf in pdfs))

def searcher(store, weights):
    first = (store / "names").read_text().splitlines()[0]
    return lambda question, k: [(first, 2, question.upper()), (first, 1, str(k))]
'''


def drive(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", str(PEERS / "drive.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "toy.py").write_text(TOY)
    (tmp_path / "q.jsonl").write_text(
        '{"query_id": "Q1", "text": "page of rules"}\n\n{"query_id": "Q2", "text": "badger"}\n'
    )
    folder = tmp_path / "pdfs"
    folder.mkdir()
    pdfs.make(folder / "b-2025.pdf", [pdfs.filler(1), pdfs.lines(700, "A badger is kept in the garden shed.")])
    pdfs.make(folder / "a-2025.pdf", [pdfs.filler(3)])
    return tmp_path


def ingest_and_ask(home, peer):
    common = ["--weights", home / "weights", "--store", home / "store"]
    built = drive(peer, "ingest", *common, "--from", home / "pdfs")
    assert built.returncode == 0, built.stderr
    asked = drive(peer, "ask", *common, "--questions", home / "q.jsonl", "--out", home / "record")
    assert asked.returncode == 0, asked.stderr
    return read_answers(home / "record")


def test_a_peer_writes_a_record_that_is_read_as_ours_is(home):
    first, second = ingest_and_ask(home, home / "toy.py")
    assert (first.query_id, second.query_id) == ("Q1", "Q2")
    assert [(row.rank, row.source_id, row.page) for row in first.retrieved] == [(1, "a-2025", 2), (2, "a-2025", 1)]
    assert [row.text for row in first.retrieved] == ["PAGE OF RULES", "50"]
    assert first.timings_ms["search"] >= 0


def test_without_a_pdf_there_is_nothing_to_ingest(home):
    (home / "empty").mkdir()
    where = ["--weights", "w", "--store", home / "store", "--from", home / "empty"]
    done = drive(home / "toy.py", "ingest", *where)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("holds no PDF")
    assert not (home / "store").exists()


def test_a_peer_that_is_not_installed_fails_in_its_own_words(home):
    (home / "toy.py").write_text("import no_such_library_anywhere\n")
    done = drive(home / "toy.py", "ingest", "--weights", "w", "--store", home / "store", "--from", home / "pdfs")
    assert done.returncode != 0
    assert "no_such_library_anywhere" in done.stderr.splitlines()[-1]


def test_bm25_finds_the_page_that_holds_the_word(home):
    answers = ingest_and_ask(home, PEERS / "bm25.py")
    best = answers[1].retrieved[0]
    assert (best.source_id, best.page) == ("b-2025", 2)
    assert "badger" in best.text
    assert len(answers[1].retrieved) == 3  # fewer pages than are asked for is no error


@pytest.mark.parametrize("script", sorted(PEERS.glob("*.py")), ids=lambda path: path.stem)
def test_a_peers_script_needs_nothing_of_ours(script):
    """It would not find it: it is run with a Python that holds the peer alone."""
    words = script.read_text(encoding="utf-8").split()
    imported = {words[at + 1].split(".")[0] for at, word in enumerate(words[:-1]) if word in {"from", "import"}}
    assert not imported & {"assistant", "corpus", "evals", "ingest"}


def test_every_line_of_a_record_is_json_by_itself(home):
    ingest_and_ask(home, home / "toy.py")
    lines = (home / "record" / "answers.jsonl").read_text().splitlines()
    assert [json.loads(line)["query_id"] for line in lines] == ["Q1", "Q2"]
