"""The library page as a person meets it: what needs doing, editions in their order, and the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant.ui.library import library_html
from assistant.ui.shared import needs_doing
from corpus.errors import ExplainedError
from corpus.register.register import Register
from corpus.register.succession import chains
from corpus.settings import LibrarySettings
from tests.doubles import a_source


@dataclass(frozen=True, kw_only=True)
class Finding:
    text: str
    url: str = ""
    to_do: bool = True


class Looks:
    """Finds what it was given, and remembers how often it was asked."""

    def __init__(self, *found: Finding, error: ExplainedError | None = None) -> None:
        self.found, self.error, self.days = found, error, list[date]()

    def __call__(self, settings: LibrarySettings, as_at: date) -> tuple[Finding, ...]:
        self.days.append(as_at)
        if self.error:
            raise self.error
        return self.found


@pytest.fixture(autouse=True)
def nothing_indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_INDEX_DIR", str(tmp_path / "none"))
    monkeypatch.setattr(needs_doing, "problems_of", lambda settings: ())
    st.cache_data.clear()


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[[Looks], AppTest]:
    """Return what shows the page, with what is found in the library scripted."""

    def shown(looks: Looks) -> AppTest:
        monkeypatch.setattr(needs_doing, "library_notices", looks)
        return AppTest.from_function(_page, default_timeout=30).run()

    return shown


def _page() -> None:
    from assistant.ui.library import library_page
    from corpus.settings import LibrarySettings

    library_page.show(LibrarySettings.read())


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def test_what_needs_doing_is_in_view_and_what_is_worth_knowing_is_folded(show: Callable[[Looks], AppTest]) -> None:
    page = show(
        Looks(Finding(text="Look at <b>this</b>.", url="https://www.gov.uk/x"), Finding(text="Soon.", to_do=False))
    )
    assert not page.exception
    assert "What needs doing (1)" in html(page)
    assert "Look at &lt;b&gt;this&lt;/b&gt;." in html(page)
    assert 'href="https://www.gov.uk/x"' in html(page)
    assert "Worth knowing (1)" in [expander.label for expander in page.expander]
    assert html(page).index("What needs doing") < html(page).index("Soon.") < html(page).index("Editions</h2>")


def test_nothing_to_do_is_shown_with_what_was_not_asked(show: Callable[[Looks], AppTest]) -> None:
    page = show(Looks())
    assert needs_doing.NOTHING_TO_DO in html(page)
    assert "Worth knowing" not in str([expander.label for expander in page.expander])


def test_the_library_is_looked_over_once_and_not_at_every_press(show: Callable[[Looks], AppTest]) -> None:
    looks = Looks(Finding(text="Do it."))
    page = show(looks)
    page.text_input[0].set_value("KCSIE").run()
    assert len(looks.days) == 1
    assert "Do it." in html(page)


def test_what_cannot_be_looked_over_is_shown_and_the_list_is_shown(show: Callable[[Looks], AppTest]) -> None:
    page = show(Looks(error=ExplainedError("the lock file cannot be read", "move it away")))
    assert not page.exception
    assert "What needs doing cannot be told: the lock file cannot be read." in html(page)
    assert "KCSIE 2025" in html(page)


def test_editions_that_follow_one_another_are_listed_with_their_days(show: Callable[[Looks], AppTest]) -> None:
    page = show(Looks())
    assert "Editions that follow one another" in [expander.label for expander in page.expander]
    assert "<strong>KCSIE 2025</strong>. From 1 September 2025 to 31 August 2026; " in html(page)


def test_a_chain_says_from_when_to_when_how_it_stands_and_what_is_here() -> None:
    old = a_source("b-1", names=("<i>One</i>",), in_force_from=date(2020, 9, 1))
    new = a_source("b-2", names=("Two",), in_force_from=date(2021, 9, 1), supersedes=("b-1",))
    register = Register({source.source_id: source for source in (old, new)})
    day = date(2021, 10, 1)
    shown = library_html.chains_html(chains(register, day), {"b-2"}, day)
    assert "&lt;i&gt;One&lt;/i&gt;</strong>. From 1 September 2020 to 31 August 2021; has been replaced as at" in shown
    assert "Two</strong>. From 1 September 2021; applies as at 1 October 2021; in the library." in shown
    assert "not in the library" in shown


def test_the_page_says_what_to_press_when_nothing_is_indexed(show: Callable[[Looks], AppTest]) -> None:
    page = show(Looks())
    assert not page.exception
    assert "Nothing is indexed" in html(page)
    assert "Press “Build the library again” to make one" in html(page)
    assert "make index" not in html(page)
    assert "Not in the library" in html(page)
    page.text_input[0].set_value("no such words").run()
    assert "0 of " in html(page)


def test_it_says_how_many_practitioners_have_reviewed_our_sentences(
    show: Callable[[Looks], AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "reviewed by no practitioners" in html(show(Looks()))
    (tmp_path / "ledger.csv").write_text("key\nk\n")
    monkeypatch.setenv("DSL_REVIEW_LEDGER", str(tmp_path / "ledger.csv"))
    assert "ine 2 of ledger.csv" in html(show(Looks()))
