from __future__ import annotations

import pytest

from assistant.store.unanswered.subjects import (
    OTHER_NATION,
    OUTSIDE,
    SUBJECTS_UNKNOWN,
    is_subject,
    subject_of,
    subject_words,
)
from assistant.types import Answer, Finding, Outcome, Review
from corpus.types import RetrievedPassage
from ingest.digests.load import load_digests
from tests.assistant.ui.doubles import a_fixed_answer
from tests.doubles import a_passage


def abstained(*found: str, gate: str = "evidence", reason: str = "nothing found mentions lamps") -> Answer:
    fixed = a_fixed_answer(Outcome.ABSTAINED, "Not found", ("The library does not say.",), "What of Kayden Doyle?")
    retrieved = tuple(
        RetrievedPassage(passage=a_passage("Words.", source_id), rank=rank, score=1 / rank)
        for rank, source_id in enumerate(found, 1)
    )
    return Answer(
        outcome=fixed.outcome, question=fixed.question, standalone_question=fixed.question, as_at=fixed.as_at,
        sections=fixed.sections, retrieved=retrieved, review=Review((Finding(gate, False, reason),)),
    )  # fmt: skip


def test_the_list_is_our_digests() -> None:
    ids = [digest.source.source_id for digest in load_digests()]
    assert ids
    assert all(is_subject(one) for one in ids)
    assert subject_words("digest-sharing-information") == "Sharing information"


def test_the_subject_is_that_of_the_nearest_digest() -> None:
    assert (
        subject_of(abstained("kcsie-2025", "digest-the-dsl-role", "digest-sharing-information"))
        == "digest-the-dsl-role"
    )
    assert subject_of(abstained("kcsie-2025", "our-own-policy")) == SUBJECTS_UNKNOWN
    assert subject_of(abstained()) == SUBJECTS_UNKNOWN


@pytest.mark.parametrize(
    "reason",
    [
        "nearest: 0.21",
        "it sounds like a question about something else than safeguarding",
        "nothing asked is about safeguarding children",
    ],
)
def test_what_is_near_to_nothing_is_about_none_of_our_subjects(reason: str) -> None:
    assert subject_of(abstained("digest-the-dsl-role", reason=reason)) == OUTSIDE


def test_another_nation_is_named_as_such() -> None:
    assert subject_of(abstained("digest-the-dsl-role", gate="other_nation", reason="Wales")) == OTHER_NATION


def test_whatever_is_given_is_on_the_list() -> None:
    for found in ((), ("digest-the-dsl-role",), ("a",)):
        for reason in ("nearest: -1.00", "", "nothing found mentions lamps"):
            assert is_subject(subject_of(abstained(*found, reason=reason)))
