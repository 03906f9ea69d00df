"""The measures beside the ranking's own: editions, evidence at passage level, and what the answer cites and says.

Each is over the questions it can be told for, which its name's entry in ``SAYS`` gives, so each has its own ``n``.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.register import load_register
from evals.metrics import citations, digest_pinpoints, leakage, passage_evidence
from evals.metrics.ranking import Unit
from evals.records import AnswerRow, EvalQuestion, Qrels

SAYS = {
    leakage.LEAKAGE: "share of questions with a superseded edition that was not asked for among the first ten pages "
    "(n: questions for which anything was retrieved, less those that compare editions); lower is better",
    leakage.ABOVE: "the same, where it stands above every later edition of itself; lower is better",
    leakage.EDITION_FIRST: "share of the questions about named editions whose first page is from an edition asked for",
    passage_evidence.COVERED: f"mean share of a question’s evidence whose words (at least "
    f"{passage_evidence.ENOUGH:.0%} of a quotation’s "
    f"runs of {passage_evidence.SHINGLE_WORDS} words) or numbered paragraph are in the first {passage_evidence.K} passages",
    passage_evidence.ANY_COVERED: f"share of questions with any evidence so covered in the first {passage_evidence.K} passages",
    digest_pinpoints.PINNED: f"share of questions for which one of the first "
    f"{digest_pinpoints.K} statements of our digests rests on a page or "
    "paragraph judged relevant (n: questions that expect an answer, of a record with digests)",
    citations.PRECISION: "mean share of an answer’s citations whose page is judged relevant (n: answers that cite)",
    citations.PAGES_PER_CITATION: "different relevant pages over number of citations (n: answers that cite)",
    citations.RECALL: "mean share of the pages judged relevant that the answer cites",
    citations.CEILING: "what that recall could be at most with as many citations as the answers have",
    citations.VERBATIM: "share of quotations that stand word for word in the record’s passages of the page cited "
    "(n: answers that quote); it checks the record against itself, not against the PDF",
    citations.KEY_FACTS: "a proxy: mean share of a key fact’s word stems that the answer’s text has (n: questions with key "
    "facts that expect an answer); it can be fooled",
}
"""What each measure says and is counted over, by name, in the order shown."""

LOWER_IS_BETTER = frozenset({leakage.LEAKAGE, leakage.ABOVE})

YES_OR_NO = frozenset({
    leakage.LEAKAGE,
    leakage.ABOVE,
    leakage.EDITION_FIRST,
    passage_evidence.ANY_COVERED,
    digest_pinpoints.PINNED,
})
"""Measures that are 1 or 0 for a question, so that their mean is a share and has an exact interval."""


def beyond_ranking(
    answers: Sequence[AnswerRow], questions: Sequence[EvalQuestion], qrels: Qrels, unit: Unit
) -> dict[str, dict[str, float]]:
    """Return each question's value of each further measure, by measure, then query id; what cannot be told is left out.

    Measures that need to know the questions are missing where those are not given, and measures of answers are missing
    where the record holds rankings only.
    """
    values = {
        **leakage.editions(answers, questions, qrels, load_register()),
        **passage_evidence.evidence(answers, questions),
        digest_pinpoints.PINNED: digest_pinpoints.pinned(answers, questions, qrels),
        **citations.citations(answers, qrels, unit),
        citations.VERBATIM: citations.quotes_verbatim(answers),
        citations.KEY_FACTS: citations.key_facts(answers, questions),
    }
    return {name: values[name] for name in SAYS if values[name]}
