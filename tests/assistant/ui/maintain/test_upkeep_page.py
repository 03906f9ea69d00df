"""The page that looks after the library, as a maintainer meets it, with a stand-in for the library."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.ui.maintain import upkeep_html, upkeep_page
from corpus.errors import IndexBusy, IndexMissing
from corpus.types import Source
from ingest.fetch import SourceState
from ingest.upkeep import (
    CheckRecord,
    EarlierGeneration,
    Fetchable,
    LibraryStanding,
    SeenChange,
    SourceReport,
    UpkeepResult,
)
from tests.doubles import a_source

HOSTILE = "<script>alert(1)</script>"
BOOK = a_source("book-2026", names=("The lamp book",))
OTHER = a_source("other-2026", names=(f"Other {HOSTILE}",))
WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
REPORTS = (
    SourceReport(source=BOOK, n_pages=3, n_passages=9, summary="3 pages read, 9 passages found."),
    SourceReport(
        source=OTHER, n_pages=2, n_passages=1, summary="2 pages read, 1 passage found.",
        problems=(f"page 2 is a picture {HOSTILE}.",), fetched_on=date(2026, 11, 1), instead="another edition",
    ),
)  # fmt: skip
EARLIER = EarlierGeneration(
    generation="0001-before", built_at=WHEN, n_sources=1, n_passages=9, without=("The lamp book",), again=()
)
STANDING = LibraryStanding(generation="0002-now", built_at=WHEN, sources=REPORTS, problems=(), earlier=EARLIER)


@dataclass
class FakeLibrary:
    """Does what it is scripted to do, and remembers what was asked of it."""

    key: str
    is_writable: bool = True
    report: LibraryStanding | Exception = STANDING
    error: Exception | None = None
    waits: threading.Event | None = None
    lost: tuple[Source, ...] = ()
    record: CheckRecord = field(default_factory=CheckRecord)
    done: list[tuple[str, object]] = field(default_factory=list)

    def standing(self) -> LibraryStanding:
        if isinstance(self.report, Exception):
            raise self.report
        return self.report

    def fetchable(self) -> Sequence[Fetchable]:
        return [Fetchable(source=BOOK, is_here=True), Fetchable(source=OTHER, is_here=False)]

    def would_lose(self) -> Sequence[Source]:
        return self.lost

    def build(self, progress: Callable[..., None], without: Collection[str] = ()) -> UpkeepResult:
        progress("Reading", 1, 2)
        return self._do("build", sorted(without) or None)

    def fetch(self, source_ids: Sequence[str], progress: Callable[..., None]) -> UpkeepResult:
        return self._do("fetch", list(source_ids))

    def seen(self) -> CheckRecord:
        return self.record

    def look_for_news(self, progress: Callable[..., None]) -> UpkeepResult:
        return self._do("news", None)

    def take_in(self, source_id: str, progress: Callable[..., None]) -> UpkeepResult:
        return self._do("take in", source_id)

    def faults(self, progress: Callable[..., None]) -> UpkeepResult:
        return self._do("faults", None)

    def roll_back(self, to: str) -> UpkeepResult:
        return self._do("roll back", to)

    def _do(self, what: str, given: object) -> UpkeepResult:
        self.done.append((what, given))
        if self.waits:
            self.waits.wait(20)
        if self.error:
            raise self.error
        return UpkeepResult(
            heading=f"It was done: {what}",
            sentences=("So it is",),
            sources=((HOSTILE, "read"),),
            problems=("look here",),
        )


def _page(library: object) -> None:
    from assistant.people import ALL_ROLES, Person
    from assistant.ui.maintain import upkeep_page

    upkeep_page.show(library, Person(id="meg", name="Meg", roles=ALL_ROLES))  # type: ignore[arg-type]


@pytest.fixture
def library(request: pytest.FixtureRequest) -> FakeLibrary:
    return FakeLibrary(key=request.node.nodeid)  # what is under way is the server's, so each test has its own key


def opened(library: FakeLibrary) -> AppTest:
    page = AppTest.from_function(_page, args=(library,), default_timeout=30).run()
    assert not page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    """Press a button, and wait until the work that it began is done."""
    page.button(key=key).click().run()
    give_up = time.monotonic() + 20
    while "Questions are answered meanwhile" in html(page):
        assert time.monotonic() < give_up
        page.run()
    assert not page.exception
    return page


def test_what_serves_and_what_became_of_each_file_is_shown(library: FakeLibrary) -> None:
    shown = html(opened(library))
    assert "generation 0002-now" in shown
    assert "2 sources, 5 pages, 10 passages" in shown
    assert "3 pages read, 9 passages found" in shown
    assert "Another edition" in shown
    assert HOSTILE not in shown
    assert library.done == []


def test_building_says_what_came_of_it_until_it_was_read(library: FakeLibrary) -> None:
    page = press(opened(library), "go-build")
    assert library.done == [("build", None)]
    assert '<h2 class="dsl-step" tabindex="-1">It was done: build</h2>' in html(page)
    assert "look here" in html(page).lower()
    assert "It was done: build" in html(opened(library)), "another session is told as well"
    press(page, "look-after-read")
    assert "What became of each file" in html(page)


def test_a_build_that_would_lose_sources_names_them_and_asks(library: FakeLibrary) -> None:
    library.lost = (BOOK, OTHER)
    page = press(opened(library), "go-build")
    assert library.done == []
    assert "Build the library without these sources?" in html(page)
    assert BOOK.full_title in html(page)
    press(page, "look-after-cancel")
    assert library.done == []
    press(press(page, "go-build"), "build-without")
    assert library.done == [("build", ["book-2026", "other-2026"])]


def test_another_session_sees_what_is_under_way_and_cannot_begin_more(library: FakeLibrary) -> None:
    library.waits = threading.Event()
    opened(library).button(key="go-build").click().run()
    other = opened(library)
    assert "Building the library" in html(other)
    assert '<li><strong role="status">Reading</strong></li>' in html(other)
    assert not other.button
    library.waits.set()


@pytest.mark.parametrize(
    "error", [IndexBusy("another process is writing", "wait until it has finished"), ValueError("x")]
)
def test_what_goes_wrong_is_shown_and_what_served_still_serves(library: FakeLibrary, error: Exception) -> None:
    library.error = error
    shown = html(press(opened(library), "go-build"))
    assert "There is a problem" in shown
    assert "What served before still serves" in shown
    assert ("another process is writing" in shown.lower()) == isinstance(error, IndexBusy)


def test_a_rollback_says_what_it_will_serve_before_anything_changes(library: FakeLibrary) -> None:
    page = press(opened(library), "go-back")
    assert "0001-before" in html(page)
    assert "No longer quoted" in html(page)
    assert library.done == []
    press(page, "look-after-cancel")
    assert library.done == []
    press(press(page, "go-back"), "roll-back")
    assert library.done == [("roll back", "0001-before")]


def test_without_an_earlier_generation_there_is_no_rollback(library: FakeLibrary) -> None:
    library.report = replace(STANDING, earlier=None)
    page = opened(library)
    assert "go-back" not in [button.key for button in page.button]
    assert "no earlier generation is kept" in html(page)


def test_only_what_was_chosen_is_fetched_and_only_on_a_press(library: FakeLibrary) -> None:
    page = press(opened(library), "go-fetch")
    assert library.done == []
    page.radio(key="fetch-which").set_value("Some that I choose").run()
    press(page, "fetch-go")
    assert "no source was chosen" in html(page).lower()
    assert library.done == []
    page.multiselect(key="fetch-chosen").set_value([BOOK.source_id]).run()
    press(page, "fetch-go")
    assert library.done == [("fetch", ["book-2026"])]


def test_those_that_are_not_here_are_fetched_unless_others_are_chosen(library: FakeLibrary) -> None:
    press(press(opened(library), "go-fetch"), "fetch-go")
    assert library.done == [("fetch", ["other-2026"])]


def test_without_an_index_the_library_can_be_built(library: FakeLibrary) -> None:
    library.report = IndexMissing("there is no index here", "run 'make index'")
    page = opened(library)
    assert "no index here" in html(page)
    press(page, "go-build")
    assert library.done == [("build", None)]


def test_a_folder_that_cannot_be_written_to_is_shown_and_nothing_is_offered_that_would(library: FakeLibrary) -> None:
    library.is_writable = False
    page = opened(library)
    assert "cannot be written to" in html(page)
    assert page.button(key="go-build").disabled
    assert page.button(key="go-back").disabled


@pytest.mark.parametrize("role", [Role.DSL, Role.TRAINER])
def test_the_page_itself_refuses_whoever_is_no_maintainer(library: FakeLibrary, role: Role) -> None:
    with pytest.raises(NotAllowed):
        upkeep_page.show(library, Person(id="x", name="X", roles=frozenset({role})))


def test_what_a_source_is_called_is_shown_as_text() -> None:
    for shown in (
        upkeep_html.file_html(REPORTS[1]),
        upkeep_html.earlier_html(replace(EARLIER, without=(HOSTILE,))),
        upkeep_html.lost_html([replace(BOOK, title=HOSTILE)]),
    ):
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown


SEEN = CheckRecord().with_seen(
    frozenset({"book-2026"}),
    tuple(
        SeenChange(
            change_id=f"urn:{state}", source_id="book-2026", name=f"Book {HOSTILE}", state=state, says="it says so",
            url="https://www.gov.uk/book", seen=WHEN, kinds={"short answer": 7}, n_touched=2,
            edition="book-2027" if state is SourceState.NEWER_EDITION else "",
        )
        for state in SourceState
    ),
    WHEN,
)  # fmt: skip


def test_what_is_new_is_shown_with_what_it_does_to_our_sentences(library: FakeLibrary) -> None:
    library.record = replace(SEEN, unchanged=("Lamps",), not_asked={f"Ropes {HOSTILE}": "it answered 503"})
    page = opened(library)
    shown = html(page)
    assert "Asked on 2 November 2026, 09:30 UTC. 5 things are new; 1 unchanged." in shown
    assert "7 of our sentences rest on it (short answer 7); 2 on paragraphs that the new file has otherwise." in shown
    assert "Could not be asked about (1)" in shown
    assert HOSTILE not in shown
    assert library.done == [], "nobody is asked before a button is pressed"
    labels = {button.proto.label for button in page.get("download_button")}
    assert labels == {"These changes as an Atom feed, for others to subscribe to"}


def test_before_anybody_asked_there_is_no_feed_and_one_press_asks(library: FakeLibrary) -> None:
    page = opened(library)
    assert "No official site has been asked yet" in html(page)
    assert not page.get("download_button")
    press(page, "go-news")
    assert library.done == [("news", None)]


def test_one_press_takes_a_new_file_in_and_an_edition_that_is_registered(library: FakeLibrary) -> None:
    library.record = SEEN
    page = opened(library)
    numbers = {change.state: number for number, change in enumerate(SEEN.open, 1)}
    offered = {button.key for button in page.button if (button.key or "").startswith("take-in-")}
    assert offered == {
        f"take-in-{numbers[SourceState.NEWER_FILE]}", f"take-in-{numbers[SourceState.NEWER_EDITION]}"
    }  # fmt: skip
    press(page, f"take-in-{numbers[SourceState.NEWER_EDITION]}")
    assert library.done == [("take in", "book-2027")]
    assert "It was done: take in" in html(page)


def test_an_edition_that_is_not_registered_is_not_taken_in(library: FakeLibrary) -> None:
    (one,) = (replace(change, edition="") for change in SEEN.open if change.state is SourceState.NEWER_EDITION)
    library.record = replace(SEEN, changes=(one,))
    page = opened(library)
    assert "it is to be registered first" in html(page)
    assert not [button for button in page.button if (button.key or "").startswith("take-in-")]
