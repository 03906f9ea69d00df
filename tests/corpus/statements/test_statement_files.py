"""The files of short answers and cards: each mistake is named, and ours are whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.register import load_register
from corpus.statements import load_cards, load_common, load_short_answers, load_spoken_words
from ingest.digests import load_digests
from ingest.sentences import our_sentences

BOUND = 'cites = ["rules-2025, page 1 #40b063cd66"]'
ANSWER = f'[[answer]]\nid = "one"\nasked = ["What now?"]\nnear = []\nsays = [{{ text = "Refer.", {BOUND} }}]\n'
SENTENCE = f'{{ text = "Refer.", {BOUND} }}'
CARD = (
    f'[[card]]\nid = "one"\ntitle = "One"\npoints_to = {SENTENCE}\nsteps = [{SENTENCE}, {SENTENCE}]\n'
    f"nevers = [{SENTENCE}]\nquestions = [{SENTENCE}, {SENTENCE}, {SENTENCE}]\n"
)


def test_an_answer_and_a_card_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(ANSWER)
    (answer,) = load_short_answers(tmp_path)
    assert (answer.answer_id, answer.sentences[0].text) == ("one", "Refer.")
    (tmp_path / "a.toml").write_text(CARD)
    (card,) = load_cards(tmp_path)
    assert not card.grave
    assert len(card.sentences) == 7


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[[answer]\n", "a.toml cannot be used"),
        (ANSWER.replace('"one"', '"One thing"'), r"answer\.0\.id"),
        (ANSWER.replace(f", {BOUND}", ""), "nothing bears out"),
        (ANSWER.replace("#40b063cd66", ""), "is no binding"),
        (ANSWER + ANSWER.replace("What now?", "And then?"), "the answer 'one' stands twice"),
        (ANSWER + ANSWER.replace('"one"', '"two"'), "the question 'What now\\?' stands twice"),
        (ANSWER + "colour = 1\n", "colour"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path: Path, written: str, words: str) -> None:
    (tmp_path / "a.toml").write_text(written)
    with pytest.raises(StatementError, match=words):
        load_short_answers(tmp_path)


def test_a_card_without_anything_never_to_do_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(CARD.replace(f"nevers = [{SENTENCE}]", "nevers = []"))
    with pytest.raises(StatementError, match="nevers"):
        load_cards(tmp_path)


def test_ours_are_as_many_as_promised_and_bound_to_known_sources() -> None:
    known = {*load_register(), *(digest.source.source_id for digest in load_digests())}
    assert len(load_short_answers()) >= 600
    assert len(load_cards()) >= 40
    assert {b.source_id for _, sentence in our_sentences() for b in sentence.bindings} <= known


def test_our_own_voice_is_short_and_never_decides_about_a_child() -> None:
    texts = [sentence.text for _, sentence in our_sentences()]
    assert max(len(text.split()) for text in texts) <= 45
    spoken = {line.text for words in load_spoken_words().values() for line in words.says}  # two or three sentences each
    written = [text for text in texts if text not in spoken]
    assert sum(len(text.split()) for text in written) / len(written) <= 22
    for text in texts:
        assert "—" not in text
        assert not re.search(r"\bspeak to (?:the|your) (?:DSL|designated safeguarding lead)\b", text, re.IGNORECASE), (
            text
        )
        assert not re.search(r"\b(?:this|that) child (?:is|has been) (?:a victim|abused)\b", text, re.IGNORECASE), text


def test_what_holds_for_every_case_has_steps_something_never_to_do_and_what_to_record() -> None:
    for common in load_common():
        assert common.steps
        assert common.nevers
        assert common.record
        assert common.always


def test_only_a_high_risk_feature_urges_another_thing(tmp_path: Path) -> None:
    for folder, grave in (("grave", "grave = true\n"), ("tame", "")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.toml").write_text(CARD + grave + 'urges = "show nobody where they are"\n')
    assert load_cards(tmp_path / "grave")[0].urges == "show nobody where they are"
    with pytest.raises(StatementError, match="is not ‘grave’"):
        load_cards(tmp_path / "tame")


def test_a_card_stands_instead_of_cards_and_signs_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(CARD + 'instead_of = ["another"]\n')
    with pytest.raises(StatementError, match="'another', which is no card or sign"):
        load_cards(tmp_path)
