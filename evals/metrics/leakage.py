"""Whether the right edition is found: superseded editions that come back, and editions that were asked for.

An edition is superseded, for one question, if a later edition of it had begun by the day asked about and is in the
library. The register knows which is later. The record does not list the library, so it is taken to be every source that
the record retrieved anywhere or that anybody judged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from corpus.register import Register
from evals.metrics.docids import REL, Unit, ranking, source_of
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values
from evals.metrics.stats import exact_share
from evals.records import EvalQuestion

FIRST = 10
"""How many pages, from the best, are looked at."""

COMPARE = "compare"
"""The edition of a question that is about two editions, which may both come back."""


def asked_for(question: EvalQuestion, judged: Mapping[str, int]) -> frozenset[str]:
    """Return the sources judged to answer a question that is about named editions; none if it is about today's.

    For a question about one edition, only that edition's sources; for one that compares, those of either.
    """
    if question.edition in {"", "current"}:
        return frozenset()
    sources = {source_of(docid) for docid, relevance in judged.items() if relevance >= REL}
    return frozenset(source for source in sources if question.edition == COMPARE or _names(question.edition, source))


def _found(record: JudgedRecord, query: str) -> tuple[str, ...]:
    """Return the sources of the first ten pages found, best first; a source stands once for each of its pages."""
    answer = record.by_query.get(query)
    return tuple(map(source_of, ranking(answer.retrieved, Unit.PAGE)[:FIRST])) if answer else ()


def _edition_first(record: JudgedRecord) -> Values:
    """Return 1 or 0 for each question that names an edition or compares two; one that found nothing scores 0."""
    wanted = {one.query_id: asked_for(one, record.qrels.get(one.query_id, {})) for one in record.questions}
    found = {query: _found(record, query)[:1] for query in wanted}
    return {query: float(bool(wanted[query].intersection(found[query]))) for query in wanted if wanted[query]}


def _superseded_editions(
    record: JudgedRecord,
) -> list[tuple[str, tuple[str, ...], dict[str, frozenset[str]]]]:
    """Return each question about one edition with the sources found for it, and those of them that are superseded."""
    library = {row.source_id for answer in record.answers for row in answer.retrieved}
    library |= {source_of(docid) for judged in record.qrels.values() for docid in judged}
    late = []
    for question in record.questions:
        found = _found(record, question.query_id)
        if found and question.edition != COMPARE:
            # a record that does not name the day is read as of the latest edition
            answering = record.register.answering(library, record.by_query[question.query_id].as_at or date.max)
            superseded = _superseded(found, question.edition, record.register, answering)
            late.append((question.query_id, found, superseded))
    return late


def _names(edition: str, source_id: str) -> bool:
    """Whether a question's ``edition`` means a source: by its id, or by a part of it such as the year."""
    return edition == source_id or edition in source_id.split("-")


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


LEAKAGE = Metric(
    name="superseded_leakage",
    words="share of questions with a superseded edition that was not asked for among the first ten pages "
    "(n: questions for which anything was retrieved, less those that compare editions)",
    subject=Subject.RETRIEVAL,
    values=lambda record: {query: float(bool(late)) for query, _, late in _superseded_editions(record)},
    higher_is_better=False,
    interval=exact_share,
)
ABOVE_SUCCESSOR = Metric(
    name="superseded_above_successor",
    words="the same, where it stands above every later edition of itself",
    subject=Subject.RETRIEVAL,
    values=lambda record: {
        query: float(any(_above(source, found, late[source]) for source in late))
        for query, found, late in _superseded_editions(record)
    },
    higher_is_better=False,
    interval=exact_share,
)
EDITION_FIRST = Metric(
    name="edition_first",
    words="share of the questions about named editions whose first page is from an edition asked for",
    subject=Subject.RETRIEVAL,
    values=_edition_first,
    interval=exact_share,
)
METRICS = (LEAKAGE, ABOVE_SUCCESSOR, EDITION_FIRST)
