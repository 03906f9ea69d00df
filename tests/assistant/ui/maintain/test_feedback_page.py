"""The queue of answers that did not help, as a maintainer meets it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.retrieve.retriever import Editions, Evidence
from assistant.settings import StoreSettings
from assistant.store.database.store import Store
from assistant.store.feedback import feedback
from assistant.store.feedback.feedback import Complaint, JudgedPlace, WhyUnhelpful
from assistant.types import Outcome
from assistant.ui.maintain import feedback_page
from corpus.errors import IndexMissing
from corpus.settings import LibrarySettings
from corpus.types import Authority, RetrievedPassage
from tests.assistant.ui.doubles import an_answer
from tests.doubles import a_passage, a_source

DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
MEG = Person(id="meg", name="Meg", roles=frozenset({Role.MAINTAINER}))
HOSTILE = "<img src=x onerror=alert(1)>"
FOUND = (
    a_passage("Tell the lead at once.", "rules-2025", page=4, paragraph="9"),
    a_passage(f"Our own words {HOSTILE}", "local-policy"),
    a_passage(f"Write it down {HOSTILE}", "rules-2025", page=5),
)


class FakeSearch:
    """Finds three passages, one of them in a document of the school's own."""

    def __init__(self) -> None:
        local = a_source("local-policy", authority=Authority.LOCAL)
        self.index = type("Index", (), {"sources": {"rules-2025": a_source(), "local-policy": local}})()

    def search(self, text: str, as_at: object, k: int) -> Evidence:
        found = tuple(RetrievedPassage(passage=one, rank=at, score=1 / at) for at, one in enumerate(FOUND, 1))
        return Evidence(
            passages=found, editions=Editions(source_ids=frozenset({"rules-2025"})), cosine=1.0, exact=False
        )


def _page() -> None:
    from assistant.people import Person, Role
    from assistant.settings import StoreSettings
    from assistant.ui.maintain import feedback_page
    from assistant.ui.shared import focus
    from corpus.settings import LibrarySettings

    meg = Person(id="meg", name="Meg", roles=frozenset({Role.MAINTAINER}))
    feedback_page.show(LibrarySettings.read(), StoreSettings.read(), meg)
    focus.show()


@pytest.fixture(autouse=True)
def searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback_page, "open_assistant", lambda settings: FakeSearch())


@pytest.fixture
def said(store: Store) -> str:
    complaint = Complaint(
        answer=an_answer(f"Whom do I tell? {HOSTILE}"), why=WhyUnhelpful.MISSING, note=f"A line {HOSTILE}"
    )
    return feedback.give(store, DEE, complaint)


def opened() -> AppTest:
    page = AppTest.from_function(_page, default_timeout=60).run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def test_what_was_said_is_shown_as_text_with_its_reason(said: str) -> None:
    shown = html(opened())
    assert "Something important is missing" in shown
    assert "A line &lt;img" in shown
    assert HOSTILE not in shown
    assert "rules-2025, PDF page 2" in shown


def test_nobody_having_said_anything_is_said(store: Store) -> None:
    assert "Nobody has said of an answer that it did not help." in html(opened())


def test_a_question_is_judged_and_downloaded_as_a_question_set(said: str, store: Store) -> None:
    page = press(opened(), f"unhelpful-judge-{said}")
    assert '".st-key-unhelpful-form-1 h3"' in html(page)
    assert "Our own words" not in html(page), "a document of the school's own is not judged"
    assert not page.get("download_button")
    key = f"unhelpful-{said}"
    press(page, "unhelpful-keep")
    assert "No page is said to answer the question" in html(page)
    page.selectbox(key=f"{key}-1-grade").set_value(3)
    page.selectbox(key=f"{key}-2-grade").set_value(0)
    page.selectbox(key=f"{key}-source").set_value("kcsie-2025")
    page.number_input(key=f"{key}-page").set_value(16)
    page.selectbox(key=f"{key}-typed-grade").set_value(2)
    page.text_input(key=f"{key}-fact").set_value("The lead, at once.")
    press(page, "unhelpful-keep")
    (one,) = feedback.queue(store, MEG)
    assert one.judgement is not None
    rules = JudgedPlace(source_id="rules-2025", page=4, paragraph="9", relevance=3)
    assert one.judgement.places == (
        rules, replace(rules, page=5, paragraph="", relevance=0), JudgedPlace(source_id="kcsie-2025", page=16, relevance=2),
    )  # fmt: skip
    assert (one.judgement.expected, one.judgement.fact) == (Outcome.ANSWERED, "The lead, at once.")
    assert "The judgement is kept" in html(page)
    assert "it should have been: Answered" in html(page)
    (button,) = page.get("download_button")
    assert button.proto.label == "Judged questions, zipped (1)"


def test_what_is_chosen_for_one_question_is_not_for_the_next(said: str, store: Store) -> None:
    other = feedback.give(store, DEE, Complaint(answer=an_answer("And then?"), why=WhyUnhelpful.WRONG))
    page = press(opened(), f"unhelpful-judge-{said}")
    page.selectbox(key=f"unhelpful-{said}-1-grade").set_value(3)
    press(page, f"unhelpful-judge-{other}")
    assert page.selectbox(key=f"unhelpful-{other}-1-grade").value is None


def test_it_is_judged_without_a_library_too(said: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: LibrarySettings) -> None:
        raise IndexMissing("there is no index", "make one")

    monkeypatch.setattr(feedback_page, "open_assistant", missing)
    page = press(opened(), f"unhelpful-judge-{said}")
    assert "There is no index" in html(page)
    page.selectbox(key=f"unhelpful-{said}-expected").set_value(Outcome.ABSTAINED)
    press(page, "unhelpful-keep")
    (one,) = feedback.queue(store, MEG)
    assert one.judgement is not None
    assert one.judgement.expected is Outcome.ABSTAINED


def test_it_is_deleted_and_said_so(said: str, store: Store) -> None:
    page = press(opened(), f"unhelpful-delete-{said}")
    assert feedback.queue(store, MEG) == ()
    assert "It is deleted." in html(page)


def test_the_page_says_that_the_setting_is_off(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_FEEDBACK", "off")
    shown = html(opened())
    assert "DSL_FEEDBACK is off" in shown
    assert "A line" in shown


def test_it_is_for_maintainers_alone(store: Store) -> None:
    with pytest.raises(NotAllowed):
        feedback_page.show(LibrarySettings.read(), StoreSettings.read(), DEE)
