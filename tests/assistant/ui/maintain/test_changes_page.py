"""The page on which our sentences are confirmed or mended when an edition changes, as a trainer and a maintainer meet it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.ui.maintain import changes_html, changes_page
from corpus.index import Became
from corpus.settings import LibrarySettings
from corpus.statements import Binding, EditionCheck, ReviewLedger, ReviewVerdict, load_ledger, sentence_key
from corpus.word_diff import compare_words
from ingest.changes import TouchedEdition, TouchedParagraph, TouchedSentence
from ingest.errors import NotIndexed
from ingest.sentences import SentenceKind
from tests.doubles import a_source

HOSTILE = "<img src=x onerror=alert(1)>"
OLD, NEW = a_source("book-2025", names=("Book 2025",)), a_source("book-2026", names=(f"Book 2026{HOSTILE}",))
WAS = Binding(source_id="book-2025", where="page 3, paragraph 57", key="0123456789")
NOW = Binding(source_id="book-2026", where="page 4, paragraph 61", key="abcdef0123")
OTHER = Binding(source_id="book-2026", where="page 4, paragraph 61", key="1111111111")


def a_sentence(text: str = "Trim before dusk.", proposed: Binding | None = NOW, **changes: object) -> TouchedSentence:
    given: dict[str, object] = {
        "kind": SentenceKind.ANSWER, "statement_id": "wicks", "text": text, "was": WAS, "words": "Wicks are trimmed before dusk.",
        "proposed": proposed, "proposed_words": "Wicks are trimmed before dawn." if proposed else "",
    }  # fmt: skip
    return TouchedSentence(**(given | changes))  # type: ignore[arg-type]


def a_paragraph(*sentences: TouchedSentence, **changes: object) -> TouchedParagraph:
    given: dict[str, object] = {
        "became": Became.REWORDED, "confidence": 0.91, "earlier_at": WAS.where, "later_at": NOW.where,
        "wordings": compare_words(f"Wicks are trimmed before dusk {HOSTILE}", f"Wicks are trimmed before dawn {HOSTILE}"),
        "choices": ((NOW, "Wicks are trimmed before dawn."), (OTHER, "Lamps are lit.")), "sentences": sentences,
    }  # fmt: skip
    return TouchedParagraph(**(given | changes))  # type: ignore[arg-type]


def with_checks(found: TouchedEdition, ledger: ReviewLedger) -> TouchedEdition:
    """The edition with what the ledger says, as the finder gives it."""
    paragraphs = (
        replace(p, sentences=tuple(replace(s, check=ledger.check_of(s.text, s.was, "book-2026")) for s in p.sentences))
        for p in found.paragraphs
    )
    return replace(found, paragraphs=tuple(paragraphs))


SAME = (
    a_sentence("Light the lamp.", proposed=Binding(source_id="book-2026", where="p", key=WAS.key)),
    a_sentence("Fill the lamp.", proposed=Binding(source_id="book-2026", where="p", key=WAS.key)),
)
GONE = a_paragraph(
    a_sentence("Do not paint.", proposed=None), became=Became.GONE, confidence=0.0, later_at="", choices=(),
    wordings=compare_words("Nobody paints.", ""),
)  # fmt: skip
EDITION = TouchedEdition(
    earlier=OLD, later=NEW, n_resting=9, paragraphs=(a_paragraph(a_sentence(f"Trim {HOSTILE}."), *SAME), GONE)
)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled_index: Path) -> Path:
    """The library's ledger, not begun; the list is a made-up one."""
    file = tmp_path / "ledger.csv"
    monkeypatch.setenv("DSL_REVIEW_LEDGER", str(file))
    monkeypatch.setenv("DSL_INDEX_DIR", str(bundled_index))
    listed(monkeypatch, EDITION)
    monkeypatch.setattr(changes_page, "must_have", lambda *_: None)
    return file


def listed(monkeypatch: pytest.MonkeyPatch, *found: TouchedEdition) -> None:
    monkeypatch.setattr(
        changes_page, "touched_in", lambda _index, _register, reviews: tuple(with_checks(one, reviews) for one in found)
    )
    changes_page._found.clear()


def _page(role: str = "maintainer") -> None:
    from assistant.people import Person, Role
    from assistant.ui.maintain import changes_page
    from assistant.ui.shared import focus
    from corpus.settings import LibrarySettings

    changes_page.show(LibrarySettings.read(), Person(id="meg", name="Meg", roles=frozenset({Role(role)})))
    focus.show()


def opened(role: str = "maintainer") -> AppTest:
    page = AppTest.from_function(_page, args=(role,), default_timeout=60).run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def test_both_wordings_stand_side_by_side_with_what_of_ours_rests_on_them(ledger: Path) -> None:
    shown = html(opened())
    assert "changes 2 paragraphs of Book 2025 on which 4 of our sentences rest" in shown
    assert '<del class="dsl-out">' in shown
    assert '<ins class="dsl-in">' in shown
    assert "Sure to 0.91 of 1" in shown
    assert "Short answer, wicks." in shown
    assert "Nothing like it was found here" in shown
    assert HOSTILE not in shown


def test_one_press_confirms_a_sentence_who_and_when_and_bound_to_the_later_words(ledger: Path) -> None:
    page = press(opened(), "holds-1-1")
    (check,) = load_ledger(ledger).checks
    assert check == EditionCheck(
        key=sentence_key(f"Trim {HOSTILE}."), verdict=ReviewVerdict.YES, checked_by="a maintainer", checked_on=check.checked_on,
        was=WAS, later="book-2026", rests_on=(NOW,),
    )  # fmt: skip
    assert isinstance(check.checked_on, date)
    assert "answers now say that it was checked" in html(page)
    assert "<strong>It still holds:</strong> a maintainer" in html(page)
    assert "holds-1-1" not in {button.key for button in page.button}


def test_a_trainer_signs_as_one_or_as_they_wish(ledger: Path) -> None:
    page = opened("trainer")
    assert page.text_input(key="changes-signed").value == "a trainer"
    page.text_input(key="changes-signed").set_value("Trainer of the partnership").run()
    press(page, "holds-1-1")
    assert load_ledger(ledger).checks[0].checked_by == "Trainer of the partnership"


def test_those_whose_very_sentence_stayed_are_confirmed_with_one_press(ledger: Path) -> None:
    press(opened(), "all-hold-1")
    assert {check.key for check in load_ledger(ledger).checks} == {sentence_key(one.text) for one in SAME}


def test_what_is_gone_cannot_be_confirmed_and_can_be_mended(ledger: Path) -> None:
    page = opened()
    assert "holds-2-1" not in {button.key for button in page.button}
    press(page, "mend-2-1")
    press(page, "mend-keep-2-1")
    assert "It is not said what bears the sentence out now" in html(page)
    assert load_ledger(ledger).checks == ()
    page.text_area(key="mend-words-2-1").set_value("Paint when it is dry.")
    press(page, "mend-keep-2-1")
    (check,) = load_ledger(ledger).checks
    assert (check.verdict, check.mend, check.rests_on) == (ReviewVerdict.MEND, "Paint when it is dry.", ())
    assert "kept as a proposal" in html(page)


def test_another_sentence_that_bears_it_out_may_be_chosen_or_named(ledger: Path) -> None:
    page = press(opened(), "mend-1-1")
    page.selectbox(key="mend-rests-1-1").set_value(str(OTHER))
    press(page, "mend-keep-1-1")
    assert load_ledger(ledger).checks[0].rests_on == (OTHER,)
    press(page, "mend-1-1")
    page.text_input(key="mend-binding-1-1").set_value("nonsense")
    press(page, "mend-keep-1-1")
    assert "is no binding" in html(page)
    assert load_ledger(ledger).checks[0].rests_on == (OTHER,)
    page.text_input(key="mend-binding-1-1").set_value(str(NOW))
    press(page, "mend-keep-1-1")
    assert load_ledger(ledger).checks[0].rests_on == (NOW,)


def test_what_was_looked_at_goes_out_of_the_list_and_is_among_all(ledger: Path) -> None:
    page = press(press(opened(), "all-hold-1"), "holds-1-1")
    assert "<h3>1." not in html(page)
    page.radio(key="changes-which").set_value("All").run()
    assert "<h3>1." in html(page)
    (button,) = page.get("download_button")
    assert button.proto.label == "What was found, for whoever looks after the project (3)"


def test_an_edition_whose_earlier_one_is_absent_is_named_with_its_sentences(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = TouchedEdition(earlier=OLD, later=NEW, n_resting=2, not_compared=(("wicks", "Trim before dusk."),))
    listed(monkeypatch, alone, EDITION)
    page = opened()
    assert page.selectbox(key="changes-editions").value == 0, "the one with most to be looked at is first"
    page.selectbox(key="changes-editions").set_value(1).run()
    assert "Book 2025 is not, so nothing can be compared" in html(page)
    assert "Trim before dusk." in html(page)


def test_a_library_without_two_editions_says_so_and_a_broken_one_what_is_wrong(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(monkeypatch)
    assert "No edition in this library has a later one beside it" in html(opened())

    def broken(*_: object) -> None:
        raise NotIndexed("nothing is there", "build it")

    monkeypatch.setattr(changes_page, "touched_in", broken)
    changes_page._found.clear()
    assert "Nothing is there" in html(opened())


def test_a_ledger_that_cannot_be_read_is_said_and_nothing_is_written(ledger: Path) -> None:
    ledger.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "has not the columns" in html(opened())


def test_a_dsl_is_refused() -> None:
    with pytest.raises(NotAllowed):
        changes_page.show(LibrarySettings(), Person(id="dee", name="Dee", roles=frozenset({Role.DSL})))


def test_a_link_that_is_not_sure_asks_a_person_to_look() -> None:
    unsure = changes_html.paragraph_html(1, a_paragraph(became=Became.UNSURE, confidence=0.31))
    assert "Look whether it is the same paragraph at all (sure to 0.31 of 1)." in unsure
    assert "Look whether it is the same paragraph (sure" in changes_html.paragraph_html(1, a_paragraph(confidence=0.6))
