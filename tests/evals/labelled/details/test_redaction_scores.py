"""The scores of redaction: what counts as found and right, and that the set and the redactor keep their promises."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from assistant.safety.details.redaction import Redacted, Redactor
from corpus.pii.recognisers import DetailKind, Span
from evals.errors import NothingScored, RecordError
from evals.labelled.details.redaction_scores import (
    DETAILS,
    LabelledMessage,
    LabelledSpan,
    pii_table,
    read_messages,
    score_pii,
)


def message(text: str, *spans: tuple[int, int, DetailKind], name: str = "m") -> LabelledMessage:
    labelled = tuple(LabelledSpan(start=start, end=end, type=kind) for start, end, kind in spans)
    return LabelledMessage(id=name, text=text, spans=labelled, part="tune")


def finding(*spans: tuple[int, int, DetailKind]) -> Redacted:
    return Redacted(text="", spans=tuple(Span(start=start, end=end, kind=kind) for start, end, kind in spans))


CLEAN = message("nothing here", name="clean")


def test_a_detail_counts_as_found_only_when_none_of_it_is_left() -> None:
    found = {"nothing here": finding(), "Kayden Smith": finding((0, 6, DetailKind.NAME))}
    scores = score_pii([CLEAN, message("Kayden Smith", (0, 12, DetailKind.NAME))], lambda text: found[text])
    assert scores.recall["name"].mean == 0
    assert scores.precision["name"].mean == 1
    assert scores.missed == ("m",)


def test_two_replacements_may_cover_one_detail_and_the_kind_does_not_matter() -> None:
    found = {"nothing here": finding(), "Kayden Smith": finding((0, 6, DetailKind.NAME), (6, 12, DetailKind.ADDRESS))}
    scores = score_pii([CLEAN, message("Kayden Smith", (0, 12, DetailKind.NAME))], lambda text: found[text])
    assert scores.recall["names"].mean == 1
    assert scores.missed == ()


def test_a_clean_message_that_is_touched_is_counted_and_named() -> None:
    scores = score_pii([CLEAN], lambda _: finding((0, 7, DetailKind.NAME)))
    assert (scores.clean_touched.mean, scores.touched) == (1, ("clean",))
    assert scores.precision["name"].mean == 0
    assert "name" not in scores.recall


def test_no_message_and_no_clean_message_give_no_number() -> None:
    with pytest.raises(NothingScored):
        score_pii([], lambda _: finding())
    with pytest.raises(NothingScored):
        score_pii([message("Kayden", (0, 6, DetailKind.NAME))], lambda _: finding())


def test_the_table_and_the_json_hold_numbers_and_no_text() -> None:
    messages = [CLEAN, message("Kayden", (0, 6, DetailKind.NAME))]
    scores = score_pii(messages, lambda text: Redactor().redact(text))
    assert "| names | 1.000 [0.025, 1.000] | 1 | 1.000 [0.025, 1.000] | 1 |" in pii_table(scores)
    assert "Clean messages touched: 0.000 [0.000, 0.975] of 1." in pii_table(scores)
    assert "Kayden" not in json.dumps(asdict(scores)) + pii_table(scores)


@pytest.mark.parametrize(
    "span",
    [
        {"start": 3, "end": 99, "type": "name"},
        {"start": 2, "end": 2, "type": "name"},
        {"start": 0, "end": 1, "type": "hat"},
    ],
)
def test_a_span_that_cannot_be_is_refused_without_its_text(span: dict[str, object], tmp_path: Path) -> None:
    row = {"id": "x1", "text": "Kayden", "spans": [span], "part": "tune"}
    (tmp_path / "m.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(RecordError) as error:
        read_messages(tmp_path / "m.jsonl")
    assert "Kayden" not in str(error.value)


def test_the_set_is_what_its_statement_says() -> None:
    messages = read_messages()
    holdout = read_messages(part="kept")
    clean = [message for message in messages if not message.spans]
    assert (len(messages), len(holdout), len(clean)) == (430, 161, 195)
    kinds = Counter(span.type for message in holdout for span in message.spans)
    assert set(kinds) == set(DetailKind)
    assert len({message.text for message in messages}) == len(messages)


OF_K = (
    126,
    129,
    127,
    120,
    126,
    121,
    124,
    124,
    124,
    124,
    128,
    119,
    123,
    125,
    123,
    125,
    124,
    126,
    135,
    122,
    124,
    125,
    119,
)


def test_the_newer_set_is_what_its_statement_says() -> None:
    messages = read_messages(DETAILS)
    hands = Counter((message.hand, message.part) for message in messages)
    assert hands == {
        **{(f"d{n}", "kept" if n in {3, 6} else "tune"): 170 for n in range(1, 7)},
        **{(f"f{n}", "tune"): count for n, count in enumerate((66, 50, 61, 55, 42, 45, 44, 81, 61), start=1)},
        ("e", "tune"): 90,
        ("e", "kept"): 110,
        **{(f"g{n}", "kept"): 180 for n in range(1, 5)},
        **{(f"k{n}", "kept" if n in {4, 12, 18, 20, 21, 22, 23} else "tune"): count for n, count in enumerate(OF_K, 1)},
    }
    assert not {message.text for message in messages} & {message.text for message in read_messages()}
    assert sum(not message.spans for message in messages) == 1976


@pytest.mark.parametrize("part", ["tune", "kept"])
def test_the_redactor_keeps_to_its_targets_by_rules_alone(part: str) -> None:
    scores = score_pii(read_messages(part=part), lambda text: Redactor().redact(text))
    assert scores.recall["names"].mean >= 0.97
    assert scores.recall["numbers and addresses"].mean >= 0.99
    assert scores.clean_touched.mean <= 0.03


def test_ages_and_year_groups_are_never_part_of_a_name() -> None:
    for message in read_messages(part="tune"):
        for span in Redactor().redact(message.text).spans:
            if span.kind is DetailKind.NAME:
                assert not any(map(str.isdigit, message.text[span.start : span.end])), message.id
                assert not message.text[span.end : span.end + 1].isalnum(), message.id
