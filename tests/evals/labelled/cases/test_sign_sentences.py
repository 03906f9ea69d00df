"""The labelled sentences of signs hold together."""

from __future__ import annotations

from collections import Counter

from pydantic import TypeAdapter

from corpus.statements import load_signs
from evals.labelled.cases.sign_sentences import SENTENCES, SignSentence
from evals.labelled.labelled_sets import read_labelled


def sentences(part: str = "") -> tuple[SignSentence, ...]:
    return read_labelled(SENTENCES, TypeAdapter(SignSentence), part)


def test_no_hand_is_in_both_parts_and_every_sign_is_known() -> None:
    assert not {row.hand for row in sentences("tune")} & {row.hand for row in sentences("kept")}
    known = {"", *(sign.sign_id for sign in load_signs())}
    assert {row.sign for row in sentences()} == known
    assert {row.near for row in sentences()} <= known


def test_every_sign_is_taught_by_several_hands() -> None:
    taught = Counter(sign for sign, _ in {(row.sign, row.hand) for row in sentences("tune")})
    assert min(taught[sign.sign_id] for sign in load_signs()) >= 5


def test_no_sentence_stands_twice() -> None:
    texts = Counter(row.text for row in sentences() if not row.message)
    assert max(texts.values()) == 1
    of_messages = Counter((row.message, row.text, row.sign) for row in sentences() if row.message)
    assert max(of_messages.values()) == 1
