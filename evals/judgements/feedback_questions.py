"""Questions whose answer did not help, once a maintainer has judged them: a question set, its qrels and a data statement."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.people import Person
from assistant.store.database import Store
from assistant.store.feedback import JudgedPlace, QuestionJudgement, Unhelpful, feedback
from assistant.types import Outcome
from evals.errors import NothingScored
from evals.judgements.judged_questions import JudgedQuestionsFile
from evals.metrics import Unit, docid
from evals.records import CitedRow

QUESTIONS, QRELS, STATEMENT = "did-not-help.jsonl", "did-not-help.qrels", "did-not-help.md"
_KINDS = {
    Outcome.ANSWERED: "answerable",
    Outcome.ABSTAINED: "unanswerable",
    Outcome.REFUSED: "adversarial",
    Outcome.ESCALATED: "urgent",
}


def export_feedback(store: Store, person: Person, on: date) -> JudgedQuestionsFile:
    """Return the judged questions whose answers did not help, zipped as a set that ``evals run`` and ``score`` read.

    Raises
    ------
    NothingScored
        If none has been judged.
    NotAllowed
        If the person is no maintainer.
    """
    judged = [(one, one.judgement) for one in feedback.queue(store, person) if one.judgement]
    if not judged:
        raise NothingScored("no question whose answer did not help has been judged yet", "judge one first")
    unit = _unit([place for _, judgement in judged for place in judgement.places])
    questions = [json.dumps(_question(one, judgement), ensure_ascii=False) for one, judgement in judged]
    qrels = [
        f"{query_id(one)} 0 {name} {relevance}"
        for one, judgement in judged
        for name, relevance in _graded(judgement, unit).items()
    ]
    files = {QUESTIONS: questions, QRELS: qrels, STATEMENT: [_statement(len(questions), len(qrels), on)]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in sorted(files.items()):
            if not lines:  # no page was judged, and the evaluation reads no empty file
                continue
            archive.writestr(name, "".join(f"{line}\n" for line in lines))
    return JudgedQuestionsFile(
        n_questions=len(questions), n_judgements=len(qrels), n_overtaken=0, zip=packed.getvalue()
    )


def query_id(one: Unhelpful) -> str:
    """Return the id of a question: one that does not change when it is exported again."""
    return f"U{one.id[:10]}"


def _unit(places: Sequence[JudgedPlace]) -> Unit:
    """Judge statements where every place is a digest's, as the digests' own set does; else pages."""
    whole = bool(places) and all("#s" in docid(_row(place), Unit.STATEMENT) for place in places)
    return Unit.STATEMENT if whole else Unit.PAGE


def _graded(judgement: QuestionJudgement, unit: Unit) -> dict[str, int]:
    """Return the relevance by docid, the best given for each, best first."""
    graded: dict[str, int] = {}
    for place in judgement.places:
        name = docid(_row(place), unit)
        graded[name] = max(place.relevance, graded.get(name, 0))
    return dict(sorted(graded.items(), key=lambda pair: (-pair[1], pair[0])))


def _row(place: JudgedPlace) -> CitedRow:
    return CitedRow(marker=0, source_id=place.source_id, page=place.page, paragraph=place.paragraph or None)


def _question(one: Unhelpful, judgement: QuestionJudgement) -> dict[str, Any]:
    """Return a question as a line of a set; with its day and why the answer did not help, which scoring does not use."""
    best = sorted(judgement.places, key=lambda place: -place.relevance)
    return {
        "query_id": query_id(one),
        "text": one.question,
        "history": [],
        "kind": _KINDS[judgement.expected],
        "topics": [],
        "edition": "",
        "evidence": [
            {
                "source_id": place.source_id,
                "page": place.page,
                "paragraph": place.paragraph or "-",
                "relevance": place.relevance,
            }
            for place in best
        ],
        "key_facts": [judgement.fact] if judgement.fact else [],
        "must_not": [],
        "expected": judgement.expected.value,
        "as_at": one.as_at.isoformat(),
        "did_not_help": one.why.value,
    }


def _statement(n_questions: int, n_judgements: int, on: date) -> str:
    """Return the data statement."""
    return f"""# Data statement: questions whose answer did not help

- {n_questions} questions and {n_judgements} judgements, exported on {on.isoformat()}: `{QUESTIONS}` and `{QRELS}`.
- Each question is one that somebody asked, as the assistant understood it, and whose answer they said did not help. Names,
  numbers and addresses were taken out before it was kept. **Read every question before you share this file**: a detail can
  be missed.
- One maintainer said what should have become of it, and judged pages: 3 answers it, 2 answers in part, 1 is related, 0 does
  not answer. No second person has looked. No person is named here, and the lines that people added are not here.
- The pages were those that the assistant’s own search found, or that the maintainer typed: read `Judged@10` beside the
  other measures. The questions are those that went badly, so a score on them is no score on what people ask.
- `as_at` is the day that was asked about, `did_not_help` why the answer did not help."""
