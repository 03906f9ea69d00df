"""Nuggets: the facts that a good answer holds, and how soon an answer comes to one.

Key facts of a question are its vital nuggets (TREC RAG); facts that may be left out are its okay ones. Which of them an answer
states is judged by words, since no model that could judge ships here: a nugget is shown if one statement, or two that follow
each other, have three in five of its stems. A fact can be denied in its own words, and said in others; a reading by people is
what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.index import tokens
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values
from evals.records import AnswerRow, EvalQuestion

_ANSWERING = frozenset({"answered", "escalated"})
_NO_ANSWER_EXPECTED = frozenset({"abstained", "refused"})
_SHARE = 0.6
_Facts = Callable[[EvalQuestion], tuple[str, ...]]


def _vital(question: EvalQuestion) -> tuple[str, ...]:
    return question.key_facts


def _okay(question: EvalQuestion) -> tuple[str, ...]:
    return question.okay_facts


def _shown(record: JudgedRecord, facts: _Facts = _vital) -> Iterator[tuple[str, list[int | None]]]:
    """Return for each question with nuggets, for each nugget, how many words stand before the statement that shows it.

    Yields
    ------
    tuple of str and list
        The query id, and a number or ``None`` for each nugget.
    """
    for question in record.questions:
        nuggets = [stems for stems in (frozenset(tokens(fact)) for fact in facts(question)) if stems]
        if nuggets and question.expected not in _NO_ANSWER_EXPECTED:
            answer = record.by_query.get(question.query_id)
            stated = _statements(answer) if answer is not None and answer.outcome in _ANSWERING else []
            yield question.query_id, [_words_before(nugget, stated) for nugget in nuggets]


def _statements(answer: AnswerRow) -> list[tuple[int, frozenset[str]]]:
    """Return the stems of each statement joined with those of the next, and how many words stand before it."""
    texts = [statement.text for section in answer.sections for statement in section.statements]
    stems = [frozenset(tokens(text)) for text in texts]
    found, n_words = [], 0
    for at, text in enumerate(texts):
        found.append((n_words, stems[at] | (stems[at + 1] if at + 1 < len(stems) else frozenset())))
        n_words += len(text.split())
    return found


def _words_before(nugget: frozenset[str], stated: list[tuple[int, frozenset[str]]]) -> int | None:
    return next((n for n, stems in stated if len(nugget & stems) >= _SHARE * len(nugget)), None)


def _share(record: JudgedRecord, facts: _Facts) -> Values:
    return {query: sum(n is not None for n in found) / len(found) for query, found in _shown(record, facts)}


def _first(record: JudgedRecord) -> Values:
    first = {query: [n for n in found if n is not None] for query, found in _shown(record)}
    return {query: float(min(found)) for query, found in first.items() if found}


SHOWN = Metric(
    name="vital_nuggets",
    words="mean share of a question’s key facts that a statement, or two that follow each other, have in three of five words"
    " (n: questions with key facts that expect an answer)",
    subject=Subject.ANSWER,
    values=lambda record: _share(record, _vital),
)
OKAY = Metric(
    name="okay_nuggets",
    words="the same of the facts that a good answer may leave out (n: questions with such facts that expect an answer)",
    subject=Subject.ANSWER,
    values=lambda record: _share(record, _okay),
)
WORDS_TO_FIRST = Metric(
    name="words_to_first_nugget",
    words="words that stand before the first key fact stated (n: answers that state one)",
    subject=Subject.ANSWER,
    values=_first,
    higher_is_better=False,
)
METRICS = (SHOWN, OKAY, WORDS_TO_FIRST)
