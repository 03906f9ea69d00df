"""What the answer itself does with the evidence: what it cites, whether its quotations are real, what it states.

None of these reads an answer as a person would. ``citation_precision`` and ``citation_recall`` compare the pages cited
with the pages judged. ``quotes_verbatim`` looks a quotation up in the record, and so shows only that the record agrees with
itself. ``key_facts_proxy`` counts words, and is called a proxy: a fact can be denied in its own words.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.index import tokens
from corpus.text import find_quote
from evals.metrics.docids import docid
from evals.metrics.metric import JudgedRecord, Metric, Subject, Values
from evals.records import AnswerRow

_ANSWERING = frozenset({"answered", "escalated"})
_NO_ANSWER_EXPECTED = frozenset({"abstained", "refused"})


def _cited(record: JudgedRecord) -> list[tuple[str, Sequence[str], frozenset[str]]]:
    """Return each scored question with the pages cited and the pages relevant; none if the record cites nothing at all."""
    cited = {query: [docid(row, record.unit) for row in answer.citations] for query, answer in record.by_query.items()}
    if not any(cited.values()):
        return []
    return [(query, cited.get(query, []), relevant) for query, relevant in record.relevant.items()]


def _quotes_verbatim(record: JudgedRecord) -> Values:
    """Return the share of each answer's quotations found word for word in the record.

    A quotation counts if it stands, in the normaliser's spelling, in a passage it cites or a retrieved one of the same page.
    An answer without quotations is left out.
    """
    values = {}
    for answer in record.answers:
        quotes = [
            statement for section in answer.sections for statement in section.statements if statement.kind == "quote"
        ]
        if quotes:
            found = [_in_record(answer, statement.text, statement.citations) for statement in quotes]
            values[answer.query_id] = sum(found) / len(found)
    return values


def _key_facts(record: JudgedRecord) -> Values:
    """Return the mean share of each key fact's stems that the answer's text has: a proxy for stating the fact.

    Stems are those of the word index, without its stop words. Over questions with key facts that expect more than an
    abstention or a refusal; one that was not answered scores 0. None if the record holds no answers' text.
    """
    by_query = {answer.query_id: answer for answer in record.answers if answer.outcome in _ANSWERING}
    values: Values = {}
    if not any(answer.text for answer in by_query.values()):
        return values
    for question in record.questions:
        facts = [stems for stems in (frozenset(tokens(fact)) for fact in question.key_facts) if stems]
        if facts and question.expected not in _NO_ANSWER_EXPECTED:
            answer = by_query.get(question.query_id)
            stated = frozenset(tokens(answer.text)) if answer else frozenset()
            values[question.query_id] = sum(len(fact & stated) / len(fact) for fact in facts) / len(facts)
    return values


def _in_record(answer: AnswerRow, quote: str, markers: Sequence[int]) -> bool:
    """Whether a quotation stands in a passage that it cites, or in a retrieved one of the same page."""
    cited = [row for row in answer.citations if row.marker in markers]
    pages = {(row.source_id, row.page) for row in cited}
    texts = [row.passage for row in cited] + [
        row.text for row in answer.retrieved if (row.source_id, row.page) in pages
    ]
    return any(find_quote(quote, text) is not None for text in texts)


PRECISION = Metric(
    name="citation_precision",
    words="mean share of an answer’s citations whose page is judged relevant (n: answers that cite)",
    subject=Subject.ANSWER,
    values=lambda record: {
        query: sum(page in relevant for page in pages) / len(pages)
        for query, pages, relevant in _cited(record)
        if pages
    },
)
PAGES_PER_CITATION = Metric(
    name="pages_per_citation",
    words="different relevant pages over number of citations (n: answers that cite)",
    subject=Subject.ANSWER,
    values=lambda record: {
        query: len(relevant & set(pages)) / len(pages) for query, pages, relevant in _cited(record) if pages
    },
)
RECALL = Metric(
    name="citation_recall",
    words="mean share of the pages judged relevant that the answer cites",
    subject=Subject.ANSWER,
    values=lambda record: {
        query: len(relevant & set(pages)) / len(relevant) for query, pages, relevant in _cited(record)
    },
)
RECALL_CEILING = Metric(
    name="citation_recall_ceiling",
    words="what that recall could be at most with as many citations as the answers have",
    subject=Subject.ANSWER,
    values=lambda record: {query: min(1.0, len(pages) / len(relevant)) for query, pages, relevant in _cited(record)},
)
VERBATIM = Metric(
    name="quotes_verbatim",
    words="share of quotations that stand word for word in the record’s passages of the page cited "
    "(n: answers that quote); it checks the record against itself, not against the PDF",
    subject=Subject.ANSWER,
    values=_quotes_verbatim,
)
KEY_FACTS = Metric(
    name="key_facts_proxy",
    words="a proxy: mean share of a key fact’s word stems that the answer’s text has (n: questions with key "
    "facts that expect an answer); it can be fooled",
    subject=Subject.ANSWER,
    values=_key_facts,
)
METRICS = (PRECISION, PAGES_PER_CITATION, RECALL, RECALL_CEILING, VERBATIM, KEY_FACTS)
