"""Verdicts: the first variant that fits a case stands instead, and mistakes in the file are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.statements import CaseTold, CaseVerdict, Cue, ReviewedSentence, load_cards, load_verdicts
from corpus.statements.verdicts import VerdictVariant

SAYS = '{ text = "We say so.", ours = true }'


def says(text: str) -> tuple[ReviewedSentence, ...]:
    return (ReviewedSentence(text=text, ours=True),)


VERDICT = CaseVerdict(
    verdict_id="can-it-wait",
    sentences=says("it turns on this"),
    variants=(
        VerdictVariant(situations=frozenset({"fgm"}), sentences=says("of a card")),
        VerdictVariant(grave=True, sentences=says("of high risk")),
        VerdictVariant(notification=True, sentences=says("of a notification")),
        VerdictVariant(cues=(Cue("dsl & off|away"),), sentences=says("of words")),
        VerdictVariant(cues_anywhere=(Cue("gate & at large"),), urgent=True, sentences=says("of words anywhere")),
    ),
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (CaseTold(text="He is sad."), "it turns on this"),
        (CaseTold(text="He is sad.", situations={"fgm"}, grave=True), "of a card"),
        (CaseTold(text="He is sad.", situations={"self-harm"}, grave=True, notification=True), "of high risk"),
        (CaseTold(text="He is sad.", notification=True), "of a notification"),
        (CaseTold(text="He is sad. Our DSL is off."), "of words"),
        (CaseTold(text="Our DSL knows. He is off sick."), "it turns on this"),
        (CaseTold(text="He waits at the gate. He is at large."), "of words anywhere"),
    ],
)
def test_the_first_variant_that_fits_stands_instead(told: CaseTold, expected: str) -> None:
    assert VERDICT.of(told) == says(expected)


def test_what_is_urgent_is_so_only_in_the_case_that_it_is_for() -> None:
    assert VERDICT.is_urgent(CaseTold(text="He waits at the gate. He is at large."))
    assert not VERDICT.is_urgent(CaseTold(text="He waits at the gate."))
    assert not VERDICT.is_urgent(CaseTold(text="", notification=True))


def load(folder: Path, text: str) -> object:
    file = folder / "verdicts.toml"
    file.write_text(text)
    return load_verdicts(file)


def test_a_variant_that_names_no_card_is_a_mistake(tmp_path: Path) -> None:
    row = f'[[verdict]]\nid = "a"\nsays = [{SAYS}]\n[[verdict.variant]]\nsituations = ["moon"]\nsays = [{SAYS}]\n'
    with pytest.raises(StatementError, match="moon"):
        load(tmp_path, row)


def test_a_variant_for_no_case_is_a_mistake(tmp_path: Path) -> None:
    row = f'[[verdict]]\nid = "a"\nsays = [{SAYS}]\n[[verdict.variant]]\nsays = [{SAYS}]\n'
    with pytest.raises(StatementError, match="for no case"):
        load(tmp_path, row)


def test_a_verdict_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(StatementError, match="twice"):
        load(tmp_path, f'[[verdict]]\nid = "a"\nsays = [{SAYS}]\n' * 2)


def test_every_verdict_of_ours_answers_every_card() -> None:
    for verdict in load_verdicts().values():
        for card in load_cards():
            told = CaseTold(text="", situations={card.card_id}, grave=card.grave)
            assert 1 <= len(verdict.of(told)) <= 3
