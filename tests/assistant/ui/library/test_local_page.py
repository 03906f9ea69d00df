"""Documents of the school's own on the library page, as a person meets them, with stand-ins for reading and indexing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from assistant.types import Outcome
from assistant.ui.ask.removed_sources import without_taken_out
from assistant.ui.shared import needs_doing
from assistant.ui.shared.session import Exchange
from corpus.errors import IndexBusy
from corpus.index.generations import IndexedSource
from corpus.pii.recognisers import DetailKind
from corpus.types import Authority
from ingest.local import Description, Handling, PageNotice, Upload, Weight
from tests.assistant.ui.doubles import AS_AT, a_citation, a_fixed_answer, an_answer
from tests.doubles import a_passage, a_source

FORM = PageNotice(
    page=12, weight=Weight.FORM, kinds=(DetailKind.NAME, DetailKind.DATE_OF_BIRTH), words=("Kayden Doyle", "12/03/2015")
)
CONTACT = PageNotice(page=2, weight=Weight.CONTACT, kinds=(DetailKind.NAME,), words=("Patel",))
PDF = ("policy.pdf", b"%PDF-1.7 of a policy", "application/pdf")


def an_entry(source_id: str = "local-our-policy", title: str = "Our policy", sha256: str = "a" * 64) -> IndexedSource:
    source = a_source(source_id, title=title, edition="", authority=Authority.LOCAL, names=(), file_url="")
    return IndexedSource(source=source, sha256=sha256, key="", n_pages=46, n_passages=90)


@dataclass
class FakeDocuments:
    """Notices what it is scripted to notice, and remembers what was asked of it."""

    documents: list[IndexedSource] = field(default_factory=list)
    notices: tuple[PageNotice, ...] = ()
    is_writable: bool = True
    error: Exception | None = None
    earlier: bool = True
    done: list[tuple[str, object]] = field(default_factory=list)

    def examine(self, upload: Upload, description: Description, progress: Callable[..., None]) -> object:
        self.done.append(("examine", (upload.name, upload.data, description)))
        self._fail()
        progress("Reading", 0, 1)
        asked = tuple(one for one in self.notices if one.weight.asks)
        return SimpleNamespace(title=description.title, n_pages=46, notes=(), notices=self.notices, asked_about=asked)

    def add(self, examined: object, handling: Handling | None, progress: Callable[..., None]) -> object:
        self.done.append(("add", handling))
        self._fail()
        return SimpleNamespace(title="Our policy", n_passages=90, can_roll_back=True, problems=())

    def take_out(self, source_id: str, progress: Callable[..., None]) -> object:
        self.done.append(("take out", source_id))
        self._fail()
        return SimpleNamespace(title="Our policy", n_passages=0, can_roll_back=self.earlier, problems=())

    def _fail(self) -> None:
        if self.error:
            raise self.error


def _page(documents: object, index_dir: str) -> None:
    from pathlib import Path

    from assistant.ui.library import library_page
    from corpus.settings import LibrarySettings

    settings = LibrarySettings(index_dir=Path(index_dir))
    library_page.show(settings, documents)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs_doing, "library_notices", lambda _settings, _as_at: ())


@pytest.fixture
def documents() -> FakeDocuments:
    return FakeDocuments()


@pytest.fixture
def page(documents: FakeDocuments, bundled_index: Path) -> AppTest:
    return AppTest.from_function(_page, args=(documents, str(bundled_index)), default_timeout=30).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    """Press a button, and wait until the work that it began is done."""
    page.button(key=key).click().run()
    give_up = time.monotonic() + 20
    while any(f'tabindex="-1">{doing}' in html(page) for doing in ("Reading", "Adding", "Taking")):
        assert time.monotonic() < give_up
        page.run()
    assert not page.exception
    return page


def describe(page: AppTest, title: str = "Our policy", publisher: str = "The school") -> AppTest:
    """Hand in a file and what it is."""
    press(page, "own-add")
    page.file_uploader(key="own-file").upload(*PDF)
    page.text_input(key="own-title").set_value(title)
    page.text_input(key="own-publisher").set_value(publisher)
    return press(page, "own-continue")


def test_the_list_offers_to_add_and_to_take_out(bundled_index: Path) -> None:
    documents = FakeDocuments(documents=[an_entry()])
    page = AppTest.from_function(_page, args=(documents, str(bundled_index)), default_timeout=30).run()
    assert not page.exception
    assert "Your own documents (1)" in html(page)
    assert [b.label.replace("\\", "") for b in page.button] == [
        "Take out: Our policy, Test Office",
        "Add your own document",
    ]


def test_where_it_is_switched_off_nothing_is_offered(bundled_index: Path) -> None:
    page = AppTest.from_function(_page, args=(None, str(bundled_index)), default_timeout=30).run()
    assert not page.exception
    assert not page.button
    assert "Your own documents" not in html(page)


def test_the_setting_switches_it_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from corpus.settings import LibrarySettings
    from ingest.opening import own_documents

    assert own_documents(LibrarySettings(index_dir=tmp_path)) is not None
    monkeypatch.setenv("DSL_LOCAL_DOCUMENTS", "off")
    assert own_documents(LibrarySettings.read()) is None


def test_what_is_missing_is_shown_in_one_summary(page: AppTest, documents: FakeDocuments) -> None:
    press(page, "own-add")
    press(page, "own-continue")
    summary = html(page)
    assert summary.index("There is a problem") < summary.index("Never add a document about a child")
    for message in ("No document was chosen", "There is no title", "It is not said whose it is"):
        assert message in summary
    assert documents.done == []


def test_a_document_without_details_is_added_after_a_look(page: AppTest, documents: FakeDocuments) -> None:
    documents.notices = (CONTACT,)
    describe(page)
    ((what, (name, data, description)),) = documents.done  # type: ignore[misc]
    assert what == "examine"
    assert (name, data) == PDF[:2]
    assert (description.title, description.publisher, description.replaces) == ("Our policy", "The school", "")
    assert "no child’s details were noticed" in html(page)
    assert "stand on page 2" in html(page)
    assert not page.radio
    press(page, "own-go")
    assert documents.done[-1] == ("add", None)
    assert "It is in the library" in html(page)
    press(page, "own-back")
    assert "Your own documents" in html(page)


def test_noticed_pages_are_shown_before_anything_is_indexed(page: AppTest, documents: FakeDocuments) -> None:
    documents.notices = (CONTACT, FORM)
    describe(page)
    assert "Page 12" in html(page)
    assert "A filled-in form" in html(page)
    assert "1 name, 1 date of birth" in html(page)
    assert page.radio(key="own-handling").value is None
    press(page, "own-go")
    assert "Nothing was chosen" in html(page)
    assert [what for what, _ in documents.done] == ["examine"]


def test_words_that_nobody_can_see_are_reported_by_page_and_wait_for_a_choice(
    page: AppTest, documents: FakeDocuments
) -> None:
    hidden = "text that cannot be seen on the page (65 characters)"
    documents.notices = (PageNotice(page=7, weight=Weight.HIDDEN, left_out=hidden),)
    describe(page)
    shown = html(page)
    assert "Words that nobody can see in your document" in shown
    assert "Personal details in your document" not in shown
    assert hidden in shown
    assert "The file has words on page 7 that nobody can read there. They are left out and never quoted" in shown
    press(page, "own-go")
    assert "Nothing was chosen" in html(page)
    page.radio(key="own-handling").set_value("Add every page, those too")
    press(page, "own-go")
    assert documents.done[1:] == [("add", Handling.KEEP)]


@pytest.mark.parametrize(
    ("chosen", "then"),
    [
        ("Leave those pages out", [("add", Handling.LEAVE_OUT)]),
        ("Add every page, those too", [("add", Handling.KEEP)]),
        ("Do not add this document", []),
    ],
)
def test_the_choice_is_followed(
    page: AppTest, documents: FakeDocuments, chosen: str, then: list[tuple[str, object]]
) -> None:
    documents.notices = (FORM,)
    describe(page)
    page.radio(key="own-handling").set_value(chosen)
    press(page, "own-go")
    assert documents.done[1:] == then
    assert "Kayden" not in html(page)
    stored = page.session_state["own"]
    assert (stored.upload, stored.examined, stored.job) == (
        None,
        None,
        None,
    )  # nothing of it is in memory any longer than it must be


def test_a_file_that_cannot_be_read_leads_back_to_the_questions_with_the_answers_stored(
    page: AppTest, documents: FakeDocuments
) -> None:
    from ingest.errors import UnreadablePdf

    documents.error = UnreadablePdf("policy.pdf is damaged", "Download it again.")
    describe(page)
    assert "Policy.pdf is damaged. Download it again." in html(page)
    assert page.text_input(key="own-title").value == "Our policy"
    assert "You chose policy.pdf" in html(page)


def test_another_writer_is_reported_and_the_choice_can_be_made_again(page: AppTest, documents: FakeDocuments) -> None:
    describe(page)
    documents.error = IndexBusy("another process is writing the index x", "wait until it has finished")
    press(page, "own-go")
    assert "Another process is writing the index x. Wait until it has finished." in html(page)
    documents.error = None
    press(page, "own-go")
    assert "It is in the library" in html(page)


def test_what_nobody_foresaw_is_a_sentence_without_a_traceback(
    page: AppTest, documents: FakeDocuments, caplog: pytest.LogCaptureFixture
) -> None:
    documents.error = RuntimeError("Kayden Doyle")
    describe(page)
    assert "This did not work" in html(page)
    assert "Kayden" not in html(page) + caplog.text
    assert "RuntimeError" in caplog.text


def test_a_folder_that_cannot_be_written_to_is_shown_first(page: AppTest, documents: FakeDocuments) -> None:
    documents.is_writable = False
    press(page, "own-add")
    assert "cannot be written to" in html(page)
    assert not page.text_input


@pytest.mark.parametrize("earlier", [True, False])
def test_taking_out_asks_first_and_says_what_is_gone(page: AppTest, documents: FakeDocuments, earlier: bool) -> None:
    documents.documents, documents.earlier = [an_entry()], earlier
    page.run()
    press(page, "take-out-local-our-policy")
    assert "Take “Our policy, Test Office” out of the library?" in html(page)
    assert documents.done == []
    press(page, "own-take-out")
    assert documents.done == [("take out", "local-our-policy")]
    assert "will not be quoted again" in html(page)
    assert ("none is left to go back to" in html(page)) is not earlier


def test_a_document_can_be_left_in(page: AppTest, documents: FakeDocuments) -> None:
    documents.documents = [an_entry()]
    page.run()
    press(page, "take-out-local-our-policy")
    press(page, "own-back")
    assert documents.done == []
    assert "Your own documents (1)" in html(page)


LOCAL_WORDS = "Write it on the purple slip and hand it to the lead."


def an_exchange(*markers: int) -> Exchange:
    """An exchange that quotes an official source as [1] and a local one as [2]."""
    official = a_citation()
    source = an_entry().source
    passage = a_passage(LOCAL_WORDS, source.source_id)
    local = replace(a_citation(LOCAL_WORDS, marker=2), passage=passage, source=source, quote=LOCAL_WORDS)
    cited = [one for one in (official, local) if one.marker in markers]
    pdfs = {one.source.source_id: Path(f"{'a' * 64}.pdf") for one in cited}
    return Exchange(number=1, question="Whom?", as_at=AS_AT, answer=an_answer("Whom?", *cited), pdfs=pdfs)


def in_library(*entries: IndexedSource) -> dict[str, str]:
    return {entry.source.source_id: entry.sha256 for entry in entries}


OFFICIAL = IndexedSource(source=a_citation().source, sha256="b" * 64, key="", n_pages=3, n_passages=3)


def test_while_the_library_holds_it_an_answer_stays_as_it_is() -> None:
    exchange = an_exchange(1, 2)
    assert without_taken_out(exchange, in_library(OFFICIAL, an_entry())) is exchange


def test_the_words_of_what_was_taken_out_go_and_the_others_stay() -> None:
    stored = without_taken_out(an_exchange(1, 2), in_library(OFFICIAL))
    assert stored.answer is not None
    assert [citation.marker for citation in stored.answer.citations] == [1]
    assert "purple slip" not in repr(stored)
    assert "“Our policy, Test Office”" in stored.answer.notices[0].text
    assert set(stored.pdfs) == {OFFICIAL.source.source_id}


def test_another_file_under_the_same_title_is_not_the_one_quoted() -> None:
    stored = without_taken_out(an_exchange(1, 2), in_library(OFFICIAL, an_entry(sha256="c" * 64)))
    assert "purple slip" not in repr(stored)


def test_an_answer_of_nothing_else_becomes_a_sentence() -> None:
    stored = without_taken_out(an_exchange(2), in_library(OFFICIAL))
    assert stored.answer is None
    assert "taken out of the library" in stored.message
    assert "purple slip" not in repr(stored)


def test_answers_without_quotations_and_official_sources_that_left_stay() -> None:
    plain = Exchange(number=1, question="x", as_at=AS_AT, answer=a_fixed_answer(Outcome.ABSTAINED, "No", ("Ask.",)))
    assert without_taken_out(plain, in_library()) is plain
    unanswered = Exchange(number=1, question="x", as_at=AS_AT, message="no index")
    assert without_taken_out(unanswered, in_library()) is unanswered
    official = an_exchange(1)
    assert without_taken_out(official, in_library()) is official
