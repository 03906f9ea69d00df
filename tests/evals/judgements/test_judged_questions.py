from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant import messages
from assistant.store.database import evidence_snapshot, restored_answer
from assistant.store.reviews.checks import Check, Origin, Settled
from assistant.store.reviews.labels import WHOLE, Aspect, CheckState, Label
from assistant.store.reviews.verdict_rows import Importance, Missing, Nugget
from assistant.types import Answer, Citation, Outcome
from assistant.ui.review import review_html
from corpus.register.register import Register
from corpus.types import Authority
from evals.errors import NothingScored
from evals.judgements import judged_questions, verdict_files
from evals.judgements.judged_questions import query_id, write_gold
from evals.metrics.docids import Unit, unit_of
from evals.metrics.scores import score
from evals.records import read_answers, read_qrels, read_questions
from tests.assistant.ui.doubles import a_citation, a_fixed_answer, an_answer, an_urgent_answer
from tests.doubles import a_passage, a_source

ON = date(2026, 10, 1)
YES, PARTLY, NO, OLD = Label.SUPPORTS, Label.PARTLY, Label.DOES_NOT_SUPPORT, Label.WRONG_EDITION


def settled(
    answer: Answer, *missing: Missing, number: int = 1, nuggets: tuple[Nugget, ...] = (), **labels: Label
) -> Settled:
    """A settled check; labels are handed in as ``s11=Label…`` for statement 1.1, or as ``whole=Label…``."""
    check = Check(
        id=f"{number:032x}"[::-1],
        origin=Origin.SENT,
        run_id="",
        question=answer.standalone_question,
        note="Look at the second.",
        created=datetime(2026, 1, 5, tzinfo=UTC),
        state=CheckState.AGREED,
        answer=restored_answer.as_record(answer),
        shown=evidence_snapshot.of_answer(answer, {}),
        asks=Aspect.ANSWER if "whole" in labels else Aspect.SUPPORT,
    )
    judged = {WHOLE if k == "whole" else f"{k[1]}.{k[2]}": label for k, label in labels.items()}
    return Settled(check=check, labels=judged, missing=missing, nuggets=nuggets)


def registered(*sources: str, **supersedes: str) -> Register:
    made = {name: a_source(name, in_force_from=date(2025, 9, 1)) for name in sources}
    for newer, older in supersedes.items():
        name = newer.replace("_", "-")
        made[name] = a_source(name, in_force_from=date(2026, 9, 1), supersedes=(older,))
    return Register(made)


def three() -> Answer:
    places = (("One rule.", 2), ("Another rule.", 3), ("A third rule.", 2))
    return an_answer("Whom?", *(a_citation(words, marker=at, page=page) for at, (words, page) in enumerate(places, 1)))


def test_what_was_judged_becomes_a_question_and_its_qrels(tmp_path: Path) -> None:
    one = settled(three(), Missing(source_id="rules-2025", page=9, quote="More."), s11=PARTLY, s12=NO, s13=YES)
    written = write_gold([one], tmp_path, registered("rules-2025"), ON)
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert (question.query_id, question.text, question.kind, question.expected) == (
        query_id(one),
        "Whom?",
        "answerable",
        "answered",
    )
    qrels = read_qrels(tmp_path / "reviewed.qrels")
    assert qrels == {query_id(one): {"rules-2025#p2": 3, "rules-2025#p9": 3, "rules-2025#p3": 0}}
    assert unit_of(qrels) is Unit.PAGE
    assert [(row["page"], row["relevance"]) for row in question.evidence] == [(2, 3), (9, 3), (3, 0)]
    assert (written.n_questions, written.n_judgements, written.overtaken) == (1, 3, {})


def test_a_wrong_edition_is_related_and_no_more(tmp_path: Path) -> None:
    write_gold([settled(an_answer(), s11=OLD)], tmp_path, registered("rules-2025"), ON)
    (judged,) = read_qrels(tmp_path / "reviewed.qrels").values()
    assert judged == {"rules-2025#p2": 1}
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert (question.kind, question.expected) == ("", "")


@pytest.mark.parametrize(
    ("label", "relevance", "expected"),
    [
        (Label.ANSWERS_FULLY, 3, "answered"), (Label.ANSWERS_PARTLY, 2, "answered"),
        (Label.DOES_NOT_ANSWER, 0, ""), (Label.MISLEADING, 0, ""),
    ],
)  # fmt: skip
def test_whether_it_answers_is_the_relevance_of_all_that_it_cites(
    tmp_path: Path, label: Label, relevance: int, expected: str
) -> None:
    one = settled(three(), whole=label)
    write_gold([one], tmp_path, registered("rules-2025"), ON)
    assert read_qrels(tmp_path / "reviewed.qrels")[query_id(one)] == dict.fromkeys(
        ("rules-2025#p2", "rules-2025#p3"), relevance
    )
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert question.expected == expected


@pytest.mark.parametrize(
    ("answer", "label", "expected"),
    [
        (a_fixed_answer(Outcome.ABSTAINED, "No", ("It does not say.",)), Label.ANSWERS_FULLY, "abstained"),
        (a_fixed_answer(Outcome.ABSTAINED, "No", ("It does not say.",)), Label.DOES_NOT_ANSWER, ""),
        (a_fixed_answer(Outcome.REFUSED, "No", ("We do not.",)), Label.MISLEADING, ""),
        (an_urgent_answer("He is here"), Label.ANSWERS_PARTLY, "escalated"),
    ],
)
def test_an_outcome_that_was_judged_wrong_is_not_expected_again(
    tmp_path: Path, answer: Answer, label: Label, expected: str
) -> None:
    write_gold([settled(answer, whole=label)], tmp_path, registered("rules-2025"), ON)
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert question.expected == expected


def test_missing_facts_become_nuggets_that_an_evaluation_scores(tmp_path: Path) -> None:
    nuggets = (
        Nugget(text="Ring the police at once", importance=Importance.VITAL),
        Nugget(text="Write the words down", importance=Importance.OKAY),
    )
    one = settled(three(), whole=Label.ANSWERS_PARTLY, nuggets=nuggets)
    write_gold([one], tmp_path, registered("rules-2025"), ON)
    questions = read_questions(tmp_path / "reviewed.jsonl")
    assert (questions[0].key_facts, questions[0].okay_facts) == (
        ("Ring the police at once",),
        ("Write the words down",),
    )
    said = {"text": "First, ring the police at once.", "kind": "quote", "citations": [1]}
    row = {"query_id": query_id(one), "outcome": "answered", "sections": [{"statements": [said]}]}
    (tmp_path / "answers.jsonl").write_text(json.dumps(row) + "\n")
    further = score(read_answers(tmp_path), read_qrels(tmp_path / "reviewed.qrels"), questions).as_dict()["further"]
    assert (further["all"]["vital_nuggets"]["mean"], further["all"]["okay_nuggets"]["mean"]) == (1.0, 0.0)


def test_an_overtaken_check_is_flagged(tmp_path: Path) -> None:
    one, register = settled(an_answer(), s11=YES), registered("rules-2025", rules_2026="rules-2025")
    assert write_gold([one], tmp_path, register, date(2026, 8, 31)).overtaken == {}
    written = write_gold([one], tmp_path, register, ON)
    assert written.overtaken == {query_id(one): ("rules-2026",)}
    assert json.loads((tmp_path / "reviewed.jsonl").read_text())["overtaken_by"] == ["rules-2026"]
    assert f"`{query_id(one)}`: a newer edition is in force, rules-2026" in (tmp_path / "reviewed.md").read_text()
    assert read_questions(tmp_path / "reviewed.jsonl")


@pytest.mark.parametrize(
    ("answer", "kind", "expected"),
    [
        (
            a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED),
            "unanswerable",
            "abstained",
        ),
        (a_fixed_answer(Outcome.REFUSED, "No", ("We do not.",)), "adversarial", "refused"),
        (an_urgent_answer("He is here"), "urgent", "escalated"),
    ],
)
def test_other_outcomes_are_expected_again(tmp_path: Path, answer: Answer, kind: str, expected: str) -> None:
    write_gold([settled(answer, s21=YES)], tmp_path, registered("rules-2025"), ON)
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert (question.kind, question.expected) == (kind, expected)


def test_an_abstention_for_which_evidence_was_found_is_answerable(tmp_path: Path) -> None:
    answer = a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    one = settled(answer, Missing(source_id="rules-2025", page=4, quote="It says."))
    write_gold([one], tmp_path, registered("rules-2025"), ON)
    (question,) = read_questions(tmp_path / "reviewed.jsonl")
    assert (question.kind, question.expected) == ("answerable", "answered")


def a_statement_of_a_digest() -> Citation:
    source = a_source("digest-telling", authority=Authority.DIGEST, file_url="")
    return Citation(
        marker=1,
        passage=a_passage("Tell.", "digest-telling", paragraph="4"),
        source=source,
        in_force=True,
        quote="Tell.",
    )


def test_digests_are_judged_by_statement_where_nothing_else_is_cited(tmp_path: Path) -> None:
    digest = settled(an_answer("Whom?", a_statement_of_a_digest()), s11=YES)
    write_gold([digest], tmp_path, registered("rules-2025"), ON)
    assert read_qrels(tmp_path / "reviewed.qrels")[query_id(digest)] == {"digest-telling#s4": 3}
    both = [digest, settled(an_answer(), number=2, s11=YES)]
    write_gold(both, tmp_path, registered("rules-2025"), ON)
    qrels = read_qrels(tmp_path / "reviewed.qrels")
    assert unit_of(qrels) is Unit.PAGE
    assert qrels[query_id(digest)] == {"digest-telling#p1": 3}


def test_support_is_exported_in_the_three_levels_of_trec(tmp_path: Path) -> None:
    one, whole = settled(three(), s11=YES, s12=PARTLY, s13=OLD), settled(an_answer(), number=2, whole=Label.MISLEADING)
    write_gold([one, whole], tmp_path, registered("rules-2025"), ON)
    rows = [json.loads(line) for line in (tmp_path / "reviewed.support.jsonl").read_text().splitlines()]
    assert [(row["query_id"], row["statement"], row["docids"], row["support"]) for row in rows] == [
        (query_id(one), "1.1", ["rules-2025#p2"], "full"),
        (query_id(one), "1.2", ["rules-2025#p3"], "partial"),
        (query_id(one), "1.3", ["rules-2025#p2"], "none"),
    ]


def test_every_verdict_on_support_has_a_level() -> None:
    assert set(verdict_files.SUPPORT) == set(Aspect.SUPPORT.labels)
    assert set(verdict_files.SUPPORT.values()) == {"full", "partial", "none"}


def test_nothing_settled_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NothingScored, match="no check"):
        write_gold([], tmp_path, registered("rules-2025"), ON)
    assert not list(tmp_path.iterdir())


def test_neither_note_nor_reviewer_is_exported(tmp_path: Path) -> None:
    write_gold([settled(an_answer(), s11=YES)], tmp_path, registered("rules-2025"), ON)
    together = "".join(file.read_text() for file in tmp_path.iterdir())
    assert "Look at the second" not in together
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "reviewed.jsonl", "reviewed.md", "reviewed.qrels", "reviewed.support.jsonl",
    ]  # fmt: skip


def test_every_verdict_has_a_relevance_and_words_for_a_trainer() -> None:
    assert set(judged_questions._RELEVANCE) == set(review_html.HELP) == set(Label)
    assert all(label.words for label in Label)
