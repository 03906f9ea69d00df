"""Which of our sentences a new edition touches, with both wordings and what was found of them."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.index import Became
from corpus.statements import EditionCheck, ReviewLedger, ReviewVerdict, sentence_key
from corpus.word_diff import WordChange
from ingest import __main__ as command
from ingest.changes import TouchedEdition, TouchedFinder, amendments, as_dict, as_toml, must_have, readable, touched_in
from ingest.errors import NotIndexed
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.sentences import SentenceKind
from tests.doubles import WordEmbedder
from tests.ingest import pdfs
from tests.ingest.changes import editions
from tests.ingest.changes.editions import FILL, NEW, OIL, OLD, PAINT, REGISTER, TRIM, WICK, WICK_NOW
from tests.ingest.command_parts import replace_parts

DAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _ours(monkeypatch: pytest.MonkeyPatch) -> None:
    editions.with_our_sentences(monkeypatch)


def touched(*checks: EditionCheck) -> TouchedEdition:
    finder = TouchedFinder((editions.digest(),), ReviewLedger(checks=checks))
    return finder.touched((OLD, NEW), editions.earlier(), editions.later(), editions.compared().changed)


def check(text: str, rests_on: str = WICK_NOW, mend: str = "") -> EditionCheck:
    one = next(one for one in touched().sentences if one.text == text)
    (binding,) = (b for paragraph in touched().paragraphs for b, words in paragraph.choices if words == rests_on)
    return EditionCheck(
        key=sentence_key(text), verdict=ReviewVerdict.MEND if mend else ReviewVerdict.YES, checked_by="a trainer",
        checked_on=DAY, was=one.was, later="book-2026", rests_on=(binding,), mend=mend,
    )  # fmt: skip


def test_what_rests_on_a_changed_paragraph_is_listed_and_what_stayed_is_not() -> None:
    found = touched()
    assert [(p.became, [(one.kind, one.text) for one in p.sentences]) for p in found.paragraphs] == [
        (
            Became.REWORDED,
            [
                (SentenceKind.DIGEST, "Wicks are trimmed and lamps filled."), (SentenceKind.ANSWER, TRIM.text),
                (SentenceKind.ANSWER, FILL.text),
            ],
        ),
        (Became.GONE, [(SentenceKind.CARD, PAINT.text)]),
    ]  # fmt: skip
    assert found.n_resting == 5
    assert found.n_open == 4
    assert found.by_kind == {SentenceKind.DIGEST: 1, SentenceKind.ANSWER: 2, SentenceKind.CARD: 1}


def test_both_wordings_are_given_with_what_was_taken_out_and_put_in() -> None:
    wordings = touched().paragraphs[0].wordings
    assert [run.text for run in wordings.earlier if run.change is WordChange.REMOVED] == ["dusk"]
    assert [run.text for run in wordings.later if run.change is WordChange.ADDED] == ["dawn"]
    assert 0.5 < touched().paragraphs[0].confidence <= 1


def test_each_sentence_has_what_it_rested_on_and_what_is_most_like_it_now() -> None:
    digest, trim, fill = touched().paragraphs[0].sentences
    assert (trim.words, trim.proposed_words, trim.is_same) == (WICK, WICK_NOW, False)
    assert (fill.words, fill.proposed_words, fill.is_same) == (OIL, OIL, True)
    assert trim.proposed is not None
    assert (trim.proposed.source_id, trim.proposed.where) == ("book-2026", "page 1, paragraph 3")
    assert (digest.words, digest.n_resting) == ("", 1)
    (paint,) = touched().paragraphs[1].sentences
    assert paint.proposed is None


def test_what_was_found_of_a_sentence_is_shown_and_it_is_no_more_to_be_looked_at() -> None:
    found = touched(check(TRIM.text))
    trim = next(one for one in found.sentences if one.text == TRIM.text)
    assert trim.is_confirmed
    assert found.n_open == 3
    mended = touched(check(TRIM.text, mend="Trim it before dawn."))
    assert not next(one for one in mended.sentences if one.text == TRIM.text).is_confirmed
    assert mended.n_open == 3


def test_what_was_found_of_words_that_changed_again_does_not_count() -> None:
    stale = check(TRIM.text)
    gone = EditionCheck(
        key=stale.key, verdict=ReviewVerdict.YES, checked_by="a trainer", checked_on=DAY, was=stale.was, later="book-2026",
        rests_on=(stale.was,),
    )  # fmt: skip
    assert touched(gone).n_open == 4


def test_it_reads_as_text_and_as_json_without_words_of_guidance() -> None:
    text = readable([touched(check(TRIM.text))])
    assert "Book 2026 changes 2 paragraphs of Book 2025 on which 4 of our sentences rest" in text
    assert "before [-dusk-] by" in text
    assert "before {+dawn+} by" in text
    assert "still holds: a trainer, 2026-11-27" in text
    assert "not found in the later edition" in text
    data = json.dumps(as_dict(touched()))
    assert PAINT.text in data
    assert "whoever keeps the lamp" not in data
    assert readable([]).startswith("No sentence of ours")


def test_what_was_found_is_a_toml_file_for_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    checks = (check(TRIM.text), check("Wicks are trimmed and lamps filled.", mend='Say "wicks"\\ and lamps.'))
    monkeypatch.setattr(amendments, "sentences_by_kind", lambda: {SentenceKind.ANSWER: iter([("wicks", TRIM)])})
    data = tomllib.loads(as_toml(ReviewLedger(checks=checks)))
    assert data["holds"][0]["statement"] == "short answer: wicks"
    assert data["holds"][0]["text"] == TRIM.text
    assert data["holds"][0]["cites"][0].startswith("book-2026, page 1, paragraph 3 #")
    assert data["amended"][0]["becomes"] == 'Say "wicks"\\ and lamps.'
    assert data["amended"][0]["on"] == DAY


def built(folder: Path, *source_ids: str) -> Path:
    """An index of the editions, from PDFs of their paragraphs."""

    folder.mkdir(exist_ok=True)
    items = []
    for source_id in source_ids:
        passages = editions.earlier() if source_id == "book-2025" else editions.later()
        pages = [pdfs.lines(700, *[line for p in passages for line in _lines(p.text)]), *map(pdfs.filler, (2, 3))]
        pdf = pdfs.make(folder / f"{source_id}.pdf", pages)
        items.append(Item(source=REGISTER[source_id], pdf=pdf, sha256=source_id))
    Builder(folder / "index", WordEmbedder(), REGISTER).build(items)
    return folder / "index"


def _lines(text: str) -> list[str]:
    words = text.split()
    return [*(" ".join(words[at : at + 12]) for at in range(0, len(words), 12)), ""]


def test_a_library_says_what_its_later_edition_touches_and_an_absent_one_is_named(tmp_path: Path) -> None:
    both = built(tmp_path, "book-2025", "book-2026")
    (found,) = touched_in(both, REGISTER, ReviewLedger())
    assert {one.text for one in found.sentences} >= {TRIM.text, PAINT.text}
    with pytest.raises(NotIndexed, match="book-2030"):
        touched_in(both, REGISTER, ReviewLedger(), "book-2030")
    proposed = next(one.proposed for one in found.sentences if one.text == TRIM.text)
    assert proposed is not None
    must_have(both, NEW, [proposed])
    with pytest.raises(StatementError, match="has no sentence with the binding"):
        must_have(both, NEW, [TRIM.bindings[0]])
    alone = built(tmp_path / "alone", "book-2026")
    (lost,) = touched_in(alone, REGISTER, ReviewLedger())
    assert {text for _, text in lost.not_compared} == {TRIM.text, PAINT.text}
    assert "Book 2026 is here and Book 2025 is not" in readable([lost])
    assert touched_in(built(tmp_path / "first", "book-2025"), REGISTER, ReviewLedger()) == ()


def test_the_command_prints_the_list_and_ends_with_1_while_something_is_to_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index, out = built(tmp_path, "book-2025", "book-2026"), tmp_path / "amended.toml"
    replace_parts(monkeypatch, load_register=lambda: REGISTER)
    arguments = ["changes", "--index", str(index), "--ledger", str(tmp_path / "none.csv")]
    assert command.main([*arguments, "--amendments", str(out)]) == 1
    assert TRIM.text in capsys.readouterr().out
    assert tomllib.loads(out.read_text(encoding="utf-8")) == {}
    assert command.main([*arguments, "--json", "--source", "book-2026"]) == 1
    assert json.loads(capsys.readouterr().out)["editions"][0]["later"] == "book-2026"
