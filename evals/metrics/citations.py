"""What the answer itself does with the evidence: what it cites, whether its quotations are real, what it says.

None of these reads an answer as a person would. ``citation_precision`` and ``citation_recall`` compare the pages cited
with the pages judged. ``quotes_verbatim`` looks a quotation up in the record, and so shows only that the record agrees with
itself. ``key_facts_proxy`` counts words, and is called a proxy: a fact can be denied in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.index import tokens
from corpus.text import find_quote
from evals.metrics.ranking import REL, Unit, docid, scored_queries
from evals.records import AnswerRow, EvalQuestion, Qrels

PRECISION = "citation_precision"
PAGES_PER_CITATION = "pages_per_citation"
RECALL = "citation_recall"
CEILING = "citation_recall_ceiling"
VERBATIM = "quotes_verbatim"
KEY_FACTS = "key_facts_proxy"

_SAID = frozenset({"answered", "escalated"})
_NOTHING_TO_SAY = frozenset({"abstained", "refused"})


def citations(answers: Sequence[AnswerRow], qrels: Qrels, unit: Unit) -> dict[str, dict[str, float]]:
    """Return each question's citation measures, by measure, then query id; none if the record cites nothing at all.

    ``citation_precision`` is the share of an answer's citations whose page is judged relevant, and
    ``pages_per_citation`` the number of different relevant pages among them over the number of citations; both are over
    scored questions with a citation. ``citation_recall`` is the share of the pages judged relevant that are cited, over all
    scored questions. An answer has few citations and a question may have many relevant pages, so
    ``citation_recall_ceiling`` says what the recall would be if every citation were right and new.
    """
    cited = {answer.query_id: [docid(row, unit) for row in answer.citations] for answer in answers}
    values: dict[str, dict[str, float]] = {PRECISION: {}, PAGES_PER_CITATION: {}, RECALL: {}, CEILING: {}}
    if not any(cited.values()):
        return values
    for query in scored_queries(qrels):
        relevant = {known for known, relevance in qrels[query].items() if relevance >= REL}
        pages = cited.get(query, [])
        right = relevant & set(pages)
        if pages:
            values[PRECISION][query] = sum(page in relevant for page in pages) / len(pages)
            values[PAGES_PER_CITATION][query] = len(right) / len(pages)
        values[RECALL][query] = len(right) / len(relevant)
        values[CEILING][query] = min(1.0, len(pages) / len(relevant))
    return values


def quotes_verbatim(answers: Sequence[AnswerRow]) -> dict[str, float]:
    """Return the share of each answer's quotations found word for word in the record.

    A quotation counts if it stands, in the normaliser's spelling, in a passage it cites or a retrieved one of the same page.
    An answer without quotations is left out.
    """
    values = {}
    for answer in answers:
        quotes = [
            statement for section in answer.sections for statement in section.statements if statement.kind == "quote"
        ]
        if quotes:
            found = [_in_record(answer, statement.text, statement.citations) for statement in quotes]
            values[answer.query_id] = sum(found) / len(found)
    return values


def key_facts(answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion]) -> dict[str, float]:
    """Return the mean share of each key fact's stems that the answer's text has: a proxy for saying the fact.

    Stems are those of the word index, without its stop words. Over questions with key facts that expect more than an
    abstention or a refusal; one that was not answered scores 0. None if the record holds no answers' text.
    """
    by_query = {answer.query_id: answer for answer in answers if answer.outcome in _SAID}
    values: dict[str, float] = {}
    if not any(answer.text for answer in by_query.values()):
        return values
    for question in questions:
        facts = [stems for stems in (frozenset(tokens(fact)) for fact in question.key_facts) if stems]
        if facts and question.expected not in _NOTHING_TO_SAY:
            answer = by_query.get(question.query_id)
            said = frozenset(tokens(answer.text)) if answer else frozenset()
            values[question.query_id] = sum(len(fact & said) / len(fact) for fact in facts) / len(facts)
    return values


def _in_record(answer: AnswerRow, quote: str, markers: Sequence[int]) -> bool:
    """Whether a quotation stands in a passage that it cites, or in a retrieved one of the same page."""
    cited = [row for row in answer.citations if row.marker in markers]
    pages = {(row.source_id, row.page) for row in cited}
    texts = [row.passage for row in cited] + [
        row.text for row in answer.retrieved if (row.source_id, row.page) in pages
    ]
    return any(find_quote(quote, text) is not None for text in texts)
