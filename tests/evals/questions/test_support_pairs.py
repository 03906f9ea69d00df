"""The pairs of statement and passage are of the promised form, and tuning never sees a kept passage."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import evals
from corpus.types import Authority

PAIRS = Path(evals.__file__).parent / "questions" / "support.jsonl"
FIELDS = {
    "id": str,
    "passage": str,
    "title": str,
    "edition": str,
    "authority": str,
    "statement": str,
    "supported": bool,
    "kind": str,
    "part": str,
}
SUPPORTED_KINDS = {"plain", "synonym", "merged", "shortened_list", "quotation", "voice"}
UNSUPPORTED_KINDS = {
    "negation",
    "changed_number",
    "swapped_modal",
    "wrong_actor",
    "wrong_recipient",
    "wrong_edition",
    "condition_dropped",
    "overreach",
    "invented_addition",
    "misquotation",
    "cause_invented",
    "finding_as_duty",
    "scope",
}
QUOTED = re.compile("“([^”]+)”")


@pytest.fixture(scope="module")
def pairs():
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def passages(pairs):
    return {pair["passage"]: pair for pair in pairs}


def test_every_line_has_the_fields_and_their_types(pairs):
    assert [pair for pair in pairs if {name: type(value) for name, value in pair.items()} != FIELDS] == []


def test_no_text_is_blank_or_padded(pairs):
    texts = [(pair["id"], value) for pair in pairs for value in pair.values() if isinstance(value, str)]
    assert [(pair_id, text) for pair_id, text in texts if not text or text != " ".join(text.split())] == []


def test_ids_count_up_from_one(pairs):
    assert [pair["id"] for pair in pairs] == [f"S{number:03d}" for number in range(1, len(pairs) + 1)]


def test_no_statement_is_made_twice(pairs):
    times = Counter(pair["statement"].casefold() for pair in pairs)
    assert [statement for statement, count in times.items() if count > 1] == []


def test_no_unsupported_statement_is_copied_from_its_passage(pairs):
    """A statement copied letter for letter from its passage cannot be unsupported."""
    copied = [pair for pair in pairs if pair["statement"].casefold() in pair["passage"].casefold()]
    assert [pair["id"] for pair in copied if not pair["supported"]] == []


def test_there_are_enough_pairs_and_passages(pairs, passages):
    assert len(pairs) >= 260
    assert len(passages) >= 60


def test_passages_are_as_long_as_a_passage(passages):
    lengths = {passage: len(passage.split()) for passage in passages}
    assert {passage: length for passage, length in lengths.items() if not 40 <= length <= 150} == {}


def test_authorities_are_known(pairs):
    allowed = {"law", "statutory_guidance", "advice", "review", "research", "digest"}
    assert {pair["authority"] for pair in pairs} == allowed
    assert allowed - {"advice"} <= {authority.value for authority in Authority}  # in full: non_statutory_advice


def test_a_passage_has_one_source_and_one_part(pairs):
    seen: dict[str, set[tuple[str, ...]]] = {}
    for pair in pairs:
        seen.setdefault(pair["passage"], set()).add(
            tuple(pair[name] for name in ("title", "edition", "authority", "part"))
        )
    assert {passage: found for passage, found in seen.items() if len(found) > 1} == {}


def test_no_run_of_words_in_a_kept_passage_was_seen_in_tuning(passages):
    """Whole passages stay in one part only if no passage of one part holds much of a passage of the other."""
    runs = {"tune": set(), "kept": set()}
    for passage, pair in passages.items():
        words = passage.casefold().split()
        runs[pair["part"]].update(tuple(words[i : i + 16]) for i in range(len(words) - 15))
    assert runs["tune"] & runs["kept"] == set()


def test_each_passage_has_both_true_and_false_statements(pairs, passages):
    labels = {passage: {pair["supported"] for pair in pairs if pair["passage"] == passage} for passage in passages}
    assert [passage for passage, found in labels.items() if found != {True, False}] == []


def test_about_half_are_supported_in_each_part(pairs):
    assert {pair["part"] for pair in pairs} == {"tune", "kept"}
    for part in ("tune", "kept"):
        labels = [pair["supported"] for pair in pairs if pair["part"] == part]
        assert 0.4 <= sum(labels) / len(labels) <= 0.6


def test_at_least_a_quarter_is_kept(pairs):
    assert sum(pair["part"] == "kept" for pair in pairs) >= len(pairs) / 4


def test_kinds_go_with_the_label(pairs):
    assert {pair["kind"] for pair in pairs if pair["supported"]} == SUPPORTED_KINDS
    assert {pair["kind"] for pair in pairs if not pair["supported"]} == UNSUPPORTED_KINDS


def test_each_kind_is_often_enough_and_in_both_parts(pairs):
    kinds = Counter(pair["kind"] for pair in pairs)
    holdout = Counter(pair["kind"] for pair in pairs if pair["part"] == "kept")
    assert {kind: count for kind, count in kinds.items() if count < 8} == {}
    assert {kind: holdout[kind] for kind in kinds if not 3 <= holdout[kind] < kinds[kind]} == {}


def test_a_quotation_is_in_the_passage_and_a_misquotation_is_not(pairs):
    wrong = []
    for pair in pairs:
        if pair["kind"] not in {"quotation", "misquotation"}:
            continue
        quoted = QUOTED.findall(pair["statement"])
        found = [words.casefold() in pair["passage"].casefold() for words in quoted]
        if not quoted or any(found) != pair["supported"] or all(found) != pair["supported"]:
            wrong.append(pair["id"])
    assert wrong == []
