"""LangChain's default pipeline, run as a process of its own so that its time and memory can be measured.

``python -m evals.peers ingest --from DIR --store DIR``, then ``… ask --store DIR --questions F --out DIR``.
The defaults of its tutorials: PyPDFLoader, RecursiveCharacterTextSplitter 1000/200, Chroma, over the same embedding
weights as ours. The only file that imports LangChain for the bench; it comes with the ``bench`` extra.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.embed import bundled_embedder
from corpus.errors import CorpusError
from evals.errors import BenchError, EvalsError
from evals.records import ANSWERS, MANIFEST, answer_line, read_questions, write_json
from evals.run import DEPTH, latency

SPLIT_CHARS = 1000
OVERLAP_CHARS = 200


def ingest(pdfs: Path, store: Path) -> None:
    """Load, split, embed and store every PDF of a folder.

    Raises
    ------
    BenchError
        If LangChain is not installed, or the folder holds no PDF.
    """
    vectors = _vector_store(store)
    from langchain_community.document_loaders import PyPDFLoader  # noqa: PLC0415  # an extra
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # noqa: PLC0415  # an extra

    files = sorted(pdfs.glob("*.pdf"))
    if not files:
        raise BenchError(f"{pdfs} holds no PDF")
    splitter = RecursiveCharacterTextSplitter(chunk_size=SPLIT_CHARS, chunk_overlap=OVERLAP_CHARS)
    for file in files:
        vectors.add_documents(splitter.split_documents(PyPDFLoader(str(file)).load()))


def ask(questions_file: Path, store: Path, to: Path) -> None:
    """Retrieve for every question and write a record that ``evals score`` reads."""
    vectors = _vector_store(store)
    to.mkdir(parents=True, exist_ok=True)
    times_ms: list[float] = []
    with (to / ANSWERS).open("w", encoding="utf-8") as out:
        for question in read_questions(questions_file):
            started = time.perf_counter()
            found = vectors.similarity_search_with_score(question.text, k=DEPTH)
            times_ms.append((time.perf_counter() - started) * 1000)
            retrieved = [_retrieved(rank, document) for rank, (document, _) in enumerate(found, start=1)]
            out.write(answer_line(question.query_id, {"outcome": "answered", "retrieved": retrieved}))
    write_json(to / MANIFEST, {"n": len(times_ms), "ask_ms": latency(times_ms)})


def _retrieved(rank: int, document: Any) -> dict[str, Any]:  # LangChain is not imported for types
    """Give one result in the form of ours; its loader counts pages from 0."""
    source = Path(document.metadata["source"]).stem
    return {"rank": rank, "source_id": source, "page": int(document.metadata["page"]) + 1}


def _vector_store(store: Path) -> Any:  # LangChain is not imported for types
    """Open the peer's vector store.

    Raises
    ------
    BenchError
        If LangChain is not installed.
    """
    try:
        from langchain_chroma import Chroma  # noqa: PLC0415  # an extra
        from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise BenchError(
            f"LangChain is not installed ({error.name} is missing)", "install the bench extra: pip install '.[bench]'"
        ) from error
    embeddings = HuggingFaceEmbeddings(model_name=str(bundled_embedder()))
    return Chroma(persist_directory=str(store), embedding_function=embeddings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one stage of the peer; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evals.peers", description=__doc__)
    stages = parser.add_subparsers(dest="stage", required=True)
    for stage, folder in (("ingest", "--from"), ("ask", "--questions")):
        command = stages.add_parser(stage)
        command.add_argument(folder, type=Path, required=True, dest="source")
        command.add_argument("--store", type=Path, required=True)
    stages.choices["ask"].add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.stage == "ingest":
            ingest(chosen.source, chosen.store)
        else:
            ask(chosen.source, chosen.store, chosen.out)
    except (EvalsError, CorpusError) as error:
        sys.stderr.write(f"{error.message}; {error.hint}\n" if error.hint else f"{error.message}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
