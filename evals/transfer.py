"""How a publication fares that nobody wrote questions or cases for: each is left out in turn, and its own pages are looked for.

``python -m evals transfer --from PDFS --questions FILE --qrels FILE --out DIR`` builds an index for each publication as if
nothing had been written for it (``python -m ingest build --leave-out``), and searches the whole library with an encoder of
questions that was taught without it. Only the publication's own pages count: what other sources say of the same is a page like
any other that earns nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.retrieve import QuestionEncoder, Retriever, load_question_encoder
from assistant.types import Answer, Outcome, Question, Section, Statement, StatementKind
from corpus.errors import CorpusError
from corpus.index import GenerationIndex, current, open_index, read_manifest
from corpus.models import BUNDLED_NAME, SentenceTransformerEmbedder
from corpus.practice import load_lexicon, load_practice
from corpus.register import Register, load_register
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings
from corpus.types import RetrievedPassage
from evals.errors import NothingScored, RecordError
from evals.labelled.answers import PASSAGES, train_question_encoder
from evals.metrics import ALL, NDCG, REL, SUCCESS_5, Interval, score, source_of
from evals.records import EvalQuestion, Qrels, read_answers, read_qrels, read_questions
from evals.run import DEPTH, Asks, RunSettings, run

ENOUGH = 15
"""Questions that a publication must answer to be left out by itself; the rest are left out together."""
POOLED = "the others, together"
_NOT_WRITTEN = Statement(text="Only searched.", kind=StatementKind.FIXED)


@dataclass(frozen=True, slots=True)
class Searching:
    """Searches as the assistant does, and writes no answer."""

    retriever: Retriever

    def ask(self, question: Question) -> Answer:
        """Return what is found for a question."""
        found = self.retriever.retrieve(question.text, question.as_at, DEPTH).passages
        return _found(question, found)


@dataclass(frozen=True, slots=True)
class PlainVectors:
    """Ranks passages by the cosine of their vectors with the question's, and by nothing else."""

    retriever: Retriever
    index: GenerationIndex
    embedder: SentenceTransformerEmbedder

    def ask(self, question: Question) -> Answer:
        """Return what is found for a question."""
        answering = self.retriever.editions(question.text, question.as_at).source_ids
        near = self.index.dense(self.embedder.embed([question.text])[0], DEPTH, answering)
        passages = self.index.get([passage_id for passage_id, _ in near])
        return _found(
            question,
            [
                RetrievedPassage(passage=passage, rank=rank, score=1 / rank)
                for rank, passage in enumerate(passages, start=1)
            ],
        )


def _found(question: Question, found: Sequence[RetrievedPassage]) -> Answer:
    return Answer(
        outcome=Outcome.ABSTAINED,
        question=question.text,
        standalone_question=question.text,
        as_at=question.as_at,
        sections=(Section(heading="", statements=(_NOT_WRITTEN,)),),
        retrieved=tuple(found),
    )


def publications(source_ids: Collection[str], register: Register) -> list[frozenset[str]]:
    """Return the sources by publication: all the editions of one, and their extracts, together."""
    left, found = sorted(source_ids), list[frozenset[str]]()
    while left:
        first = left[0]
        whole = register[first].part_of or first
        chain = {whole, *(s.source_id for s in (*register.successors(whole), *register.predecessors(whole)))}
        together = frozenset(i for i in left if i == first or i in chain or register[i].part_of in chain)
        found.append(together)
        left = [source_id for source_id in left if source_id not in together]
    return found


def own(qrels: Qrels, source_ids: Collection[str]) -> Qrels:
    """Return the judgements of some sources' pages, of the questions that one of these answers at least in part."""
    of_sources = {
        query: {docid: grade for docid, grade in judged.items() if source_of(docid) in source_ids}
        for query, judged in qrels.items()
    }
    return {query: judged for query, judged in of_sources.items() if max(judged.values(), default=0) >= REL}


def groups(qrels: Qrels, source_ids: Collection[str], register: Register) -> list[tuple[str, frozenset[str]]]:
    """Return what is left out together, with its name: a publication with enough questions alone, the rest in one."""
    found, rest = list[tuple[str, frozenset[str]]](), set[str]()
    for publication in publications(source_ids, register):
        if len(own(qrels, publication)) >= ENOUGH:
            found.append((", ".join(sorted(publication)), publication))
        else:
            rest |= publication
    if own(qrels, rest):
        found.append((POOLED, frozenset(rest)))
    return found


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals transfer`` takes."""
    command.add_argument("--from", type=Path, dest="pdfs", required=True, help="a folder of PDFs named <source_id>.pdf")
    command.add_argument(
        "--questions", type=Path, required=True, help="those that continue a conversation are not asked"
    )
    command.add_argument("--qrels", type=Path, required=True, help="judgements of pages")
    command.add_argument(
        "--out",
        type=Path,
        required=True,
        help="where the indexes, the records and what is taught go; teaching takes ten minutes for each that is left out, "
        "unless DIR has it from before",
    )
    command.add_argument("--as-at", type=date.fromisoformat, default=date(2025, 10, 1))


def measured(chosen: argparse.Namespace) -> str:
    """Leave each publication out, and return the scores as a Markdown table.

    Raises
    ------
    RecordError
        If no PDF of the folder is registered, or no question is answered by one.
    """
    register = load_register()
    source_ids = {pdf.stem for pdf in chosen.pdfs.glob("*.pdf") if pdf.stem in register}
    questions = [question for question in read_questions(chosen.questions) if not question.history]
    asked = {question.query_id for question in questions}
    qrels = {query: judged for query, judged in read_qrels(chosen.qrels).items() if query in asked}
    rows = [
        _row(name, left_out, chosen, questions, own(qrels, left_out))
        for name, left_out in groups(qrels, source_ids, register)
    ]
    if not rows:
        raise RecordError("no question is answered by a page of these PDFs", "give judgements of them with --qrels")
    head = (
        "| left out | n | as if nobody had written for it: nDCG@10 | Success@5 | plain vectors: nDCG@10 | Success@5 |"
    )
    return "\n".join((head, "|---|---|---|---|---|---|", *rows))


def _row(
    name: str, left_out: Collection[str], chosen: argparse.Namespace, questions: Sequence[EvalQuestion], qrels: Qrels
) -> str:
    index_dir = chosen.out / "index"
    options = [option for source_id in sorted(left_out) for option in ("--leave-out", source_id)]
    build(chosen.pdfs, index_dir, options, load_practice().without(left_out).fingerprint)
    settings = LibrarySettings.read()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    encoder = encoder_without(left_out, embedder.name, chosen)
    index = open_index(index_dir, embedder.name)
    retriever = Retriever(index, load_register(), embedder, reranker, load_lexicon(), question_encoder=encoder)
    some = [question for question in questions if question.query_id in qrels]
    cells = []
    try:
        searchers: dict[str, Asks] = {
            "ours": Searching(retriever),
            "plain": PlainVectors(retriever, index, embedder),
        }
        for who, searcher in searchers.items():
            record = chosen.out / f"{min(left_out)}-{who}"
            cells += [_shown(value) for value in _scored(searcher, some, record, qrels, chosen.as_at)]
    finally:
        index.close()
        load_question_encoder.cache_clear()  # each is asked for once, and takes 90 MB
    return f"| {name} | {len(some)} | {' | '.join(cells)} |"


def encoder_without(left_out: Collection[str], embedder: str, chosen: argparse.Namespace) -> QuestionEncoder | None:
    """Return an encoder of questions that was taught without some sources; ``None`` if the embedder, by name, has none.

    It is taught with an index of everything, which takes ten minutes, unless the folder of results has it from before: without
    these very sources, with these words of staff and these made-up passages.
    """
    if embedder != BUNDLED_NAME:
        return None
    words = load_practice().fingerprint
    made = hashlib.sha256(PASSAGES.read_bytes()).hexdigest()
    key = hashlib.sha256("\n".join((*sorted(left_out), words, made)).encode()).hexdigest()[:12]
    file = chosen.out / f"encoder-without-{min(left_out)}-{key}.npz"
    if not file.exists():
        build(chosen.pdfs, chosen.out / "whole", ("--digests",), words)
        train_question_encoder.teach_without(chosen.out / "whole", left_out, file)
    return load_question_encoder(embedder, file)


def build(pdfs: Path, index_dir: Path, options: Sequence[str], fingerprint: str) -> None:
    """Build the index with options that say which of staff's words lead where, of which it notes a fingerprint.

    Raises
    ------
    RecordError
        If what serves then is not that index.
    """
    command = [sys.executable, "-m", "ingest", "build", "--from", str(pdfs), "--index", str(index_dir), *options]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    # it exits with 1 also when it is done and has pages to report, so the index itself is asked
    if staff_words_of(index_dir) != fingerprint:
        raise RecordError(f"the index could not be built: {done.stderr.strip()[-300:]}", "see `python -m ingest build`")


def staff_words_of(index_dir: Path) -> str:
    """Return the fingerprint of staff's words in the generation that serves; empty without one."""
    try:
        return read_manifest(index_dir, current(index_dir)).staff_words
    except CorpusError:
        return ""


def _scored(
    searcher: Asks, questions: Sequence[EvalQuestion], record: Path, qrels: Qrels, as_at: date
) -> tuple[Interval, Interval]:
    run(searcher, questions, record, RunSettings(as_at=as_at))
    row: Mapping[str, Interval] = score(read_answers(record), qrels, questions).slices[ALL]
    if NDCG.name not in row:
        raise NothingScored(f"nothing was scored in {record}", "see the judgements")
    return row[NDCG.name], row[SUCCESS_5.name]


def _shown(value: Interval) -> str:
    return f"{value.mean:.2f} [{value.low:.2f}, {value.high:.2f}]"
