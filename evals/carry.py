"""What carrying staff's words to a new edition costs: its pages are looked for with words written for it, and with carried ones.

``python -m evals carry EARLIER LATER --from PDFS --questions FILE --qrels FILE --out DIR`` builds the index three times: as it
is; as if what is written for the later edition had been written for the earlier (``python -m ingest build --as-if-for``), so that
the crosswalk carries it; and as if nothing had been written for either. Only the later edition's own pages count. What is written
for it is looked for with the encoder of questions that ships, the other two with one taught without both editions: for carried
words that is harder than what ships, whose lessons know the earlier edition.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.retrieve import Retriever, load_question_encoder
from corpus.index import open_index
from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_lexicon, load_practice
from corpus.register import load_register
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings
from evals import transfer
from evals.errors import RecordError
from evals.metrics import ALL, NDCG, SUCCESS_5, Scores, compare, score
from evals.records import EvalQuestion, Qrels, read_answers, read_qrels, read_questions
from evals.run import RunSettings, run

_CLOSE = 0.03
"""The most that nDCG@10 may lose by carrying."""
_HEAD = "| what leads to {later} | n | nDCG@10 | Success@5 | nDCG@10 less what was written for it |"


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals carry`` takes."""
    command.add_argument("earlier", metavar="EARLIER", help="the id of an edition")
    command.add_argument(
        "later", metavar="LATER", help="the id of one that replaced it, which staff's words are written for"
    )
    transfer.add_arguments(command)


def measured(chosen: argparse.Namespace) -> str:
    """Build the indexes, and return the scores as a Markdown table.

    Raises
    ------
    RecordError
        If no question is answered by a page of the later edition, or an index could not be built.
    """
    asked = _asked(chosen)
    words = load_practice()
    ways = {
        "written for it": ((), words.fingerprint),
        f"written for {chosen.earlier}, and carried": (
            ("--as-if-for", chosen.earlier, chosen.later),
            f"{words.fingerprint} as if {chosen.later} had been {chosen.earlier}",
        ),
        "nothing": (
            ("--leave-out", chosen.earlier, "--leave-out", chosen.later),
            words.without((chosen.earlier, chosen.later)).fingerprint,
        ),
    }
    found = {way: _scores(chosen, options, fingerprint, asked) for way, (options, fingerprint) in ways.items()}
    return "\n".join((
        _HEAD.format(later=chosen.later),
        "|---|---|---|---|---|",
        *(_row(way, scores, found["written for it"]) for way, scores in found.items()),
        "",
        f"Carrying may cost {_CLOSE}.",
    ))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Questions that a page of the later edition answers, and the judgements of its pages alone."""

    questions: tuple[EvalQuestion, ...]
    qrels: Qrels


def _asked(chosen: argparse.Namespace) -> _Asked:
    qrels = transfer.own(read_qrels(chosen.qrels), {chosen.later})
    questions = tuple(one for one in read_questions(chosen.questions) if not one.history and one.query_id in qrels)
    if not questions:
        raise RecordError(f"no question is answered by a page of {chosen.later}", "give judgements of it with --qrels")
    return _Asked(questions, {one.query_id: qrels[one.query_id] for one in questions})


def _scores(chosen: argparse.Namespace, options: Sequence[str], fingerprint: str, asked: _Asked) -> Scores:
    index_dir, record = chosen.out / "index", chosen.out / (options[0].lstrip("-") if options else "as-it-is")
    transfer.build(chosen.pdfs, index_dir, options, fingerprint)
    settings, register = LibrarySettings.read(), load_register()
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    without = (chosen.earlier, chosen.later)
    encoder = (
        transfer.encoder_without(without, embedder.name, chosen) if options else load_question_encoder(embedder.name)
    )
    index = open_index(index_dir, embedder.name)
    try:
        retriever = Retriever(index, register, embedder, reranker, load_lexicon(), question_encoder=encoder)
        run(transfer.Searching(retriever), asked.questions, record, RunSettings(as_at=chosen.as_at))
    finally:
        index.close()
    return score(read_answers(record), asked.qrels, asked.questions)


def _row(way: str, scores: Scores, written: Scores) -> str:
    whole = scores.slices[ALL]
    lost = compare(written, scores).differences[NDCG.name].interval
    less = "" if scores is written else f"{lost.mean:+.3f} [{lost.low:+.3f}, {lost.high:+.3f}]"
    cells = " | ".join(
        f"{one.mean:.3f} [{one.low:.2f}, {one.high:.2f}]" for one in (whole[NDCG.name], whole[SUCCESS_5.name])
    )
    return f"| {way} | {whole[NDCG.name].n} | {cells} | {less} |"
