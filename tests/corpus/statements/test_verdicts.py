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


LEAK, TELLER, ABSENT = "has what got out", "who told you or how you know", "nobody reliable has seen the child today"


@pytest.mark.parametrize(
    ("kind", "text", "said", "is_said"),
    [
        ("what-now", "Office emailed dad mum's new address by mistake. What do I do?", LEAK, True),
        ("what-now", "The letter to both parents had the new address in its header.", LEAK, True),
        ("what-now", "Our office told her ex which school they go to now.", LEAK, True),
        ("what-now", "I sent dad the new address by mistake, should I ring mum first?", LEAK, True),
        ("what-now", "Police email: incident at home address last night. Her brother went to his nan's.", LEAK, False),
        ("who-to-tell", "Dad punched mum at their address. Leo went to his aunt's afterwards.", LEAK, False),
        ("what-now", "A boy at his new school gave him a black eye by accident.", LEAK, False),
        ("what-now", "Dad demands to know which school they go to.", LEAK, False),
        ("what-now", "They fled last year. May we put a photo of her in the newsletter?", LEAK, False),
        ("what-now", "They fled. Our newsletter had a photo of her, and mum has had a message from him.", LEAK, True),
        ("speak-to-parent", "Her mates told me and don't want her to find out who told us.", TELLER, True),
        ("tell-family", "She begged: please don't say it was me.", TELLER, True),
        ("speak-to-parent", "I know it was dad who hit her. Mum is lovely.", TELLER, False),
        ("tell-family", "Mum, who told us about it, wants help.", TELLER, False),
        ("who-to-tell", "She isn't in school and nobody answers.", ABSENT, True),
        ("what-now", "He was marked absent this morning. Police came last night.", ABSENT, True),
        ("what-now", "Dad rang him in sick and he is not in school.", ABSENT, True),
        ("what-now", "She isn't in a good place. Dad shouts at mum.", ABSENT, False),
        ("what-now", "He isn't in danger now.", ABSENT, False),
    ],
)
def test_what_is_urgent_is_told_from_what_is_near_it(kind: str, text: str, said: str, is_said: bool) -> None:
    found = load_verdicts()[kind].of(CaseTold(text=text))
    assert any(said in one.text for one in found) is is_said


def test_what_several_verdicts_share_stands_first_if_urgent_and_else_behind_their_own_for_a_situation(
    tmp_path: Path,
) -> None:
    def says(text: str) -> str:
        return f'says = [{{ text = "{text}", ours = true }}]\n'

    shared = f'[[shared]]\nof = ["a"]\ncues = ["dog"]\n{says("Shared.")}'
    urgent = f'[[shared]]\nof = ["a"]\nurgent = true\ncues = ["fire"]\n{says("Urgent.")}'
    own = (
        f'[[verdict.variant]]\nsituations = ["fgm"]\n{says("Own.")}[[verdict.variant]]\ngrave = true\n{says("Grave.")}'
    )
    found = load(
        tmp_path, f'{shared}{urgent}[[verdict]]\nid = "a"\n{says("A.")}{own}[[verdict]]\nid = "b"\n{says("B.")}'
    )
    assert isinstance(found, dict)
    assert [one.sentences[0].text for one in found["a"].variants] == ["Urgent.", "Own.", "Shared.", "Grave."]
    assert found["b"].variants == ()


def test_what_is_shared_by_no_verdict_is_a_mistake(tmp_path: Path) -> None:
    row = f'[[shared]]\nof = ["moon"]\ncues = ["dog"]\nsays = [{SAYS}]\n[[verdict]]\nid = "a"\nsays = [{SAYS}]\n'
    with pytest.raises(StatementError, match="moon"):
        load(tmp_path, row)
