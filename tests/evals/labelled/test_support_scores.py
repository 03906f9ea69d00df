"""The scores of the support check: what counts, and that it keeps to its floors on both parts of the labelled set."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.entailment.support import Support
from corpus.types import Authority, Passage, Source
from evals.__main__ import main
from evals.errors import NothingScored, RecordError
from evals.labelled.support_scores import (
    CLOSE,
    SupportPair,
    add_arguments,
    read_pairs,
    score_support,
    scored,
    support_table,
)
from evals.labelled.support_scores import PAIRS as FILE

# Measured on 26 November 2026, with room for one or two pairs: a change that passes more, or drops more, must say why.
FLOORS = {
    "tune": {"passed": 0.004, "dropped_close": 0.22, "precision": 0.99, "recall": 0.40},
    "kept": {"passed": 0.012, "dropped_close": 0.58, "precision": 0.97, "recall": 0.36},
}


def pair(name: str, *, supported: bool, kind: str, **changes: object) -> SupportPair:
    given: dict[str, object] = {
        "id": name,
        "passage": "Crew must ring the bell.",
        "title": "The harbour book",
        "edition": "2024",
        "authority": Authority.REVIEW,
        "statement": name,
        "part": "tune",
    }
    return SupportPair(**(given | changes), supported=supported, kind=kind)  # type: ignore[arg-type]


PAIRS = (
    pair("a", supported=True, kind="plain"),
    pair("b", supported=True, kind="synonym"),
    pair("c", supported=False, kind="negation"),
    pair("d", supported=False, kind="negation"),
)


def upholding(*names: str):
    def check(statement: str, passages: Sequence[Passage], sources: Mapping[str, Source]) -> list[Support]:
        return [Support(supported=True, reason=""), Support(supported=statement in names, reason="")]

    return check


def test_a_statement_is_upheld_if_all_its_sentences_are() -> None:
    scores = score_support(PAIRS, upholding("a", "c"))
    assert scores.precision is not None
    assert (scores.precision.mean, scores.recall.mean, scores.passed.mean) == (0.5, 0.5, 0.5)
    assert (scores.dropped_close.mean, scores.dropped_close.n) == (0, 1)
    assert {kind: share.mean for kind, share in scores.recall_by_kind.items()} == {"plain": 1, "synonym": 0}
    assert {kind: (share.mean, share.n) for kind, share in scores.passed_by_kind.items()} == {"negation": (0.5, 2)}
    assert (scores.wrongly_upheld, scores.wrongly_dropped) == (("c",), ("b",))


def test_intervals_are_exact_and_a_check_that_upholds_nothing_has_no_precision() -> None:
    scores = score_support(PAIRS, upholding())
    assert scores.precision is None
    assert asdict(scores)["precision"] is None
    assert scores.passed.high == pytest.approx(0.8419, abs=1e-4)  # Clopper and Pearson, 0 of 2
    assert "| precision of “supported” | | 0 |" in support_table(scores)


def test_the_table_has_the_targets_and_every_kind() -> None:
    table = support_table(score_support(PAIRS, upholding("a", "b")))
    assert "| unsupported, passed | 0.000 [0.000, 0.842] | 2 |" in table
    assert "| close restatements, dropped | 0.000 [0.000, 0.975] | 1 |" in table
    assert "| supported, upheld: synonym | 1.000 [0.025, 1.000] | 1 |" in table
    assert "| unsupported, passed: negation | 0.000 [0.000, 0.842] | 2 |" in table


def test_no_statement_is_in_what_is_printed() -> None:
    scores = score_support(read_pairs(part="tune")[:20])
    printed = json.dumps(asdict(scores)) + support_table(scores)
    assert not any(pair.statement in printed for pair in read_pairs(part="tune"))


def test_where_there_is_nothing_to_count_there_is_no_number() -> None:
    with pytest.raises(NothingScored):
        score_support((), upholding("a"))
    for pairs in (PAIRS[:2], PAIRS[2:], PAIRS[1:]):
        scores = score_support(pairs, upholding("a"))
        labels = {pair.supported for pair in pairs}
        assert (scores.recall is None, scores.passed is None) == (True not in labels, False not in labels)
        assert (scores.dropped_close is None) == all(pair.kind not in CLOSE or not pair.supported for pair in pairs)


def test_a_passage_is_held_as_of_its_publication() -> None:
    seen: list[Source] = []

    def check(statement: str, passages: Sequence[Passage], sources: Mapping[str, Source]) -> list[Support]:
        seen.append(sources[passages[0].source_id])
        return []

    score_support(PAIRS, check)
    assert {(source.title, source.edition, source.names, source.authority) for source in seen} == {
        ("The harbour book", "2024", ("The harbour book 2024",), Authority.REVIEW)
    }


def test_advice_is_read_as_non_statutory_advice() -> None:
    assert {pair.authority for pair in read_pairs()} == {
        Authority.LAW,
        Authority.STATUTORY_GUIDANCE,
        Authority.NON_STATUTORY_ADVICE,
        Authority.REVIEW,
        Authority.RESEARCH,
        Authority.DIGEST,
    }


def test_a_line_that_is_no_pair_and_an_id_that_stands_twice_are_refused(tmp_path: Path) -> None:
    rows = [
        {"id": "x", "passage": "p", "title": "t", "edition": "e", "authority": "law", "statement": "s"}
        | {"supported": True, "kind": "plain", "part": "tune"}
    ] * 2
    file = tmp_path / "s.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with pytest.raises(RecordError, match="twice"):
        read_pairs(file)
    file.write_text(json.dumps(rows[0] | {"part": "both"}), encoding="utf-8")
    with pytest.raises(RecordError, match="line 1"):
        read_pairs(file)


@pytest.mark.parametrize("part", FLOORS)
def test_the_check_keeps_to_its_floors(part: str) -> None:
    scores, floors = score_support(read_pairs(part=part)), FLOORS[part]
    assert scores.precision is not None
    assert scores.passed.mean <= floors["passed"], scores.wrongly_upheld
    assert scores.dropped_close.mean <= floors["dropped_close"], scores.wrongly_dropped
    assert scores.precision.mean >= floors["precision"]
    assert scores.recall.mean >= floors["recall"]


def test_what_is_most_dangerous_is_never_passed() -> None:
    """Swapped modal verbs, denials, findings given as duties, misquotations, wrong editions and wrong recipients."""
    scores = score_support(read_pairs())
    none = ("swapped_modal", "negation", "finding_as_duty", "misquotation", "wrong_edition", "wrong_recipient")
    assert {kind: scores.passed_by_kind[kind].mean for kind in none} == dict.fromkeys(none, 0)


@pytest.mark.slow
def test_the_command_prints_one_part_or_both_as_a_table_or_as_json() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert scored(parser.parse_args(["--part", "tune"])) == support_table(score_support(read_pairs(part="tune")))
    both = json.loads(scored(parser.parse_args(["--json"])))
    assert both["passed"]["n"] == sum(not pair.supported for pair in read_pairs())


def test_the_command_scores_any_file_of_pairs_though_all_its_statements_are_of_one_label(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.jsonl"
    pairs = [line for line in FILE.read_text(encoding="utf-8").splitlines() if '"supported": false' in line][:5]
    file.write_text("\n".join(pairs), encoding="utf-8")
    assert main(["support", "--pairs", str(file), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["passed"]["n"] == 5
    assert printed["recall"] is printed["dropped_close"] is None
    assert main(["support", "--pairs", str(file)]) == 0
    assert "| unsupported, passed |" in capsys.readouterr().out


def test_a_file_of_pairs_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["support", "--pairs", str(tmp_path / "none.jsonl"), "--json"]) != 0
    assert "none.jsonl" in capsys.readouterr().err
