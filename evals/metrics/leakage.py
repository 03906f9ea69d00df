"""Whether the right edition is found: superseded editions that come back, and editions that were asked for.

An edition is superseded, for one question, if a later edition of it had begun by the day asked about and is in the
library. The register knows which is later. The record does not list the library, so it is taken to be every source that
the record retrieved anywhere or that anybody judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from corpus.register import Register
from evals.metrics.docids import REL, Unit, ranking, source_of
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values
from evals.metrics.stats import exact_share
from evals.records import AnswerRow, EvalQuestion

FIRST = 10
"""How many pages, from the best, are looked at."""

COMPARE = "compare"
"""The edition of a question that is about two editions, which may both come back."""


def leakage(record: JudgedRecord) -> Values:
    """Return 1 for a question with a superseded edition that was not asked for among the first ten pages, else 0.

    Over questions for which anything was retrieved, less those that compare editions.
    """
    return {query: float(bool(late)) for query, _, late in _superseded_editions(record)}


def above_successor(record: JudgedRecord) -> Values:
    """Return 1 for a question with such an edition above every later edition of itself, else 0."""
    return {
        query: float(any(_above(source, found, late[source]) for source in late))
        for query, found, late in _superseded_editions(record)
    }


def edition_first(record: JudgedRecord) -> Values:
    """Return 1 for a question whose first page is from the edition asked for, else 0.

    Over questions that name an edition or compare two; one that found nothing scores 0.
    """
    values = {}
    for question in record.questions:
        wanted = asked_for(question, record.qrels.get(question.query_id, {}))
        if wanted:
            found = _found(record, question)
            values[question.query_id] = float(bool(found) and found[0] in wanted)
    return values


LEAKAGE = Metric(
    name="superseded_leakage",
    words="share of questions with a superseded edition that was not asked for among the first ten pages "
    "(n: questions for which anything was retrieved, less those that compare editions)",
    subject=Subject.RETRIEVAL,
    values=leakage,
    higher_is_better=False,
    interval=exact_share,
)
ABOVE_SUCCESSOR = Metric(
    name="superseded_above_successor",
    words="the same, where it stands above every later edition of itself",
    subject=Subject.RETRIEVAL,
    values=above_successor,
    higher_is_better=False,
    interval=exact_share,
)
EDITION_FIRST = Metric(
    name="edition_first",
    words="share of the questions about named editions whose first page is from an edition asked for",
    subject=Subject.RETRIEVAL,
    values=edition_first,
    interval=exact_share,
)
METRICS = (LEAKAGE, ABOVE_SUCCESSOR, EDITION_FIRST)


def first_sources(answer: AnswerRow) -> tuple[str, ...]:
    """Return the sources of the first ten pages found, best first; a source stands once for each of its pages."""
    return tuple(source_of(docid) for docid in ranking(answer.retrieved, Unit.PAGE)[:FIRST])


def asked_for(question: EvalQuestion, judged: Mapping[str, int]) -> frozenset[str]:
    """Return the sources judged to answer a question that is about named editions; none if it is about today's.

    For a question about one edition, only that edition's sources; for one that compares, those of either.
    """
    if question.edition in {"", "current"}:
        return frozenset()
    sources = {source_of(docid) for docid, relevance in judged.items() if relevance >= REL}
    return frozenset(source for source in sources if question.edition == COMPARE or _names(question.edition, source))


def _found(record: JudgedRecord, question: EvalQuestion) -> tuple[str, ...]:
    answer = record.by_query.get(question.query_id)
    return first_sources(answer) if answer else ()


def _superseded_editions(
    record: JudgedRecord,
) -> list[tuple[str, tuple[str, ...], dict[str, frozenset[str]]]]:
    """Return each question about one edition with the sources found for it, and those of them that are superseded."""
    library = {row.source_id for answer in record.answers for row in answer.retrieved}
    library |= {source_of(docid) for judged in record.qrels.values() for docid in judged}
    late = []
    for question in record.questions:
        found = _found(record, question)
        if found and question.edition != COMPARE:
            as_at = record.by_query[question.query_id].as_at
            answering = _answering(record.register, library, as_at)
            superseded = _superseded(found, question.edition, record.register, answering)
            late.append((question.query_id, found, superseded))
    return late


def _names(edition: str, source_id: str) -> bool:
    """Whether a question's ``edition`` means a source: by its id, or by a part of it such as the year."""
    return edition == source_id or edition in source_id.split("-")


def _answering(register: Register, library: Iterable[str], as_at: date | None) -> frozenset[str]:
    """Return the editions that may answer; a record that does not name the day is read as of the latest edition."""
    return register.answering(library, as_at or date.max)


def _superseded(
    found: Sequence[str], edition: str, register: Register, answering: Collection[str]
) -> dict[str, frozenset[str]]:
    """Return the superseded sources that were not asked for, each with the later editions that answer instead."""
    late = {}
    for source in dict.fromkeys(found):
        if source in register and not _names(edition, source):
            later = frozenset(after.source_id for after in register.successors(source)) & frozenset(answering)
            if later:
                late[source] = later
    return late


def _above(source: str, found: Sequence[str], later: Collection[str]) -> bool:
    """Whether a source stands above every later edition of itself."""
    return not any(other in later for other in found[: found.index(source)])
