"""Whether the right edition is found: superseded editions that come back, and editions that were asked for.

An edition is superseded, for one question, if a later edition of it had begun by the day asked about and is in the
library. The register knows which is later. The record does not list the library, so it is taken to be every source that
the record retrieved anywhere or that anybody judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from corpus.register import Register
from evals.metrics.ranking import REL, Unit, ranking, source_of
from evals.records import AnswerRow, EvalQuestion, Qrels

FIRST = 10
"""How many pages, from the best, are looked at."""

COMPARE = "compare"
"""The edition of a question that is about two editions, which may both come back."""

LEAKAGE = "superseded_leakage"
ABOVE = "superseded_above_successor"
EDITION_FIRST = "edition_first"


def editions(
    answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion], qrels: Qrels, register: Register
) -> dict[str, dict[str, float]]:
    """Return each question's value of the three measures of editions, by measure, then query id.

    ``superseded_leakage`` is 1 if a superseded edition that was not asked for is among the first ten pages, and
    ``superseded_above_successor`` if it stands there above every later edition of itself. Both are over questions for
    which anything was retrieved, less those that compare editions. ``edition_first`` is 1 if the first page is from the
    edition asked for, over questions that name one or compare two; a question that found nothing scores 0.

    Parameters
    ----------
    answers, questions, qrels
        The record, what was asked, and the judgements.
    register : Register
        Which edition is later than which, and from when.
    """
    by_query = {answer.query_id: answer for answer in answers}
    library = {row.source_id for answer in answers for row in answer.retrieved}
    library |= {source_of(docid) for judged in qrels.values() for docid in judged}
    values: dict[str, dict[str, float]] = {LEAKAGE: {}, ABOVE: {}, EDITION_FIRST: {}}
    for question in questions:
        answer = by_query.get(question.query_id)
        found = first_sources(answer) if answer else ()
        if answer and found and question.edition != COMPARE:
            late = _superseded(found, question.edition, register, _answering(register, library, answer.as_at))
            values[LEAKAGE][question.query_id] = float(bool(late))
            values[ABOVE][question.query_id] = float(any(_above(source, found, late[source]) for source in late))
        wanted = asked_for(question, qrels.get(question.query_id, {}))
        if wanted:
            values[EDITION_FIRST][question.query_id] = float(bool(found) and found[0] in wanted)
    return values


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
