"""Titles, names of files and names of people that are Markdown or HTML: no page draws a picture or a link of theirs."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from assistant.people import ALL_ROLES, Person
from assistant.settings import StoreSettings
from assistant.store.database.store import open_store
from assistant.store.reviews import submission
from assistant.store.reviews.submission import Sending
from assistant.types import Citation
from assistant.ui.ask import ask_page
from assistant.ui.library.local_state import LocalState, LocalStep
from assistant.ui.review import queue_view
from assistant.ui.shared import needs_doing
from assistant.ui.shared.background import Job
from corpus.register.register import Register
from tests.assistant.ui.access.test_signin import AUTH, ROLES, claims
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_citation, an_answer
from tests.assistant.ui.library.test_local_page import FakeDocuments, an_entry

APP = Path(__file__).parents[3] / "app.py"
HOSTILE = "![x](http://evil.test/p.png) [y](http://evil.test) <img src=http://evil.test/q.png> :red[z] $a$"
_READ_AS_MARKDOWN = re.compile(r"(?<!\\)\]\(|(?<!\\):red(?<!\\)\[|(?<!\\)<img|(?<!\\)\$a")
_PLAIN = {"html", "code", "iframe", "textArea", "textInput", "chatInput"}  # what Streamlit reads as no Markdown

_UNSEEN = {"id", "alt", "altText"}  # names of elements, and words for those who do not see a picture


def words(given: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an element, with what it belongs to; options of a box that opens are plain, as a browser showed."""
    if isinstance(given, str):
        yield kind, given
    elif isinstance(given, dict):
        for name, value in given.items():
            if name not in _UNSEEN and not (
                kind in {"selectbox", "multiselect"} and name.startswith(("options", "raw"))
            ):
                yield from words(value, kind or name)
    elif isinstance(given, list):
        for value in given:
            yield from words(value, kind)


def shown(page: AppTest) -> list[tuple[str, str]]:
    """Every text that a page shows, with its kind of element."""
    assert not page.exception
    found = []
    for node in page._tree:
        if (proto := getattr(node, "proto", None)) is not None:
            found += words(MessageToDict(proto), getattr(node, "type", ""))
    return found


def assert_harmless(page: AppTest, least: int = 1) -> None:
    """Nothing that holds the hostile words is read as Markdown or HTML, and they are on the page."""
    texts = shown(page)
    assert sum("evil" in text for _, text in texts) >= least
    for kind, text in texts:
        if kind == "html":
            assert "<img" not in text, text[:300]
        elif kind not in _PLAIN:
            assert not _READ_AS_MARKDOWN.search(text), (kind, text[:300])


def hostile(citation: Citation) -> Citation:
    source = replace(citation.source, title=HOSTILE, names=(HOSTILE,), publisher=HOSTILE, edition=HOSTILE, note=HOSTILE)
    passage = replace(citation.passage, heading_path=(HOSTILE,), paragraph=HOSTILE)
    return replace(citation, source=source, passage=passage, also_on=(HOSTILE,))


@pytest.fixture
def store_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreSettings:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    return StoreSettings.read()


def test_the_search_would_find_what_is_read_as_markdown() -> None:
    def script(name: str) -> None:
        import streamlit as st

        st.button(f"Take out: {name}")

    with pytest.raises(AssertionError, match="button"):
        assert_harmless(AppTest.from_function(script, args=(HOSTILE,)).run())


def _library(documents: object, index_dir: str, state: object) -> None:
    from pathlib import Path

    import streamlit as st

    from assistant.ui.library import library_page
    from corpus.settings import LibrarySettings

    if state is not None:
        st.session_state["own"] = state
    library_page.show(LibrarySettings(index_dir=Path(index_dir)), documents)  # type: ignore[arg-type]


def stages() -> list[LocalState]:
    examined: Any = SimpleNamespace(title=HOSTILE, n_pages=1, notes=(HOSTILE,), notices=(), asked_about=())
    change: Any = SimpleNamespace(title=HOSTILE, n_passages=1, can_roll_back=False, problems=(HOSTILE,))
    upload: Any = SimpleNamespace(name=f"{HOSTILE}.pdf", data=b"")
    return [
        LocalState(step=LocalStep.DESCRIBE, upload=upload, problems=((HOSTILE, HOSTILE),)),
        LocalState(step=LocalStep.CHOOSE, examined=examined),
        LocalState(step=LocalStep.ADDED, change=change),
        LocalState(step=LocalStep.CONFIRM, source_id="local-our-policy"),
        LocalState(step=LocalStep.GONE, change=change),
    ]


@pytest.mark.parametrize("state", [None, *stages()], ids=lambda state: state.step.name if state else "LIST")
def test_the_library_page(state: LocalState | None, bundled_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs_doing, "library_notices", lambda _settings, _as_at: ())
    entry = an_entry(title=HOSTILE)
    entry = entry.model_copy(update={"source": replace(entry.source, publisher=HOSTILE, edition=HOSTILE, note=HOSTILE)})
    documents = FakeDocuments(documents=[entry])
    assert_harmless(
        AppTest.from_function(_library, args=(documents, str(bundled_index), state), default_timeout=30).run()
    )


def test_a_stage_of_work_that_names_a_source() -> None:
    def script(job: object) -> None:
        from assistant.ui.library import local_state

        state = local_state.LocalState(step=local_state.LocalStep.ADDING, job=job)  # type: ignore[arg-type]
        local_state.go(state)
        local_state.watch_job(state, local_state.LocalStep.LIST, lambda _: local_state.LocalState())

    begun, done = threading.Event(), threading.Event()

    def work(progress: Callable[[str, int, int], None]) -> None:
        progress(HOSTILE, 0, 2)
        begun.set()
        done.wait(20)

    job = Job(work)
    try:
        assert begun.wait(20)
        assert_harmless(AppTest.from_function(script, args=(job,), default_timeout=30).run())
    finally:
        done.set()


def test_the_page_to_ask_on_and_a_citation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store_settings: StoreSettings
) -> None:
    cited = hostile(a_citation())
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(fake, "ask", lambda question, **_: an_answer(HOSTILE, cited, standalone_question=HOSTILE))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)
    page = AppTest.from_file(str(APP), default_timeout=30).run()
    page.chat_input(key="question").set_value("Whom do I tell?").run()
    assert_harmless(page, 3)
    next(button for button in page.button if button.key.startswith("cite-")).click().run()
    assert_harmless(page, 5)


def _check() -> None:
    import streamlit as st

    from assistant.settings import StoreSettings
    from assistant.ui.review import review_page

    review_page.show(StoreSettings.read(), st.session_state["who"])


def test_the_page_on_which_answers_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store_settings: StoreSettings
) -> None:
    first, second = hostile(a_citation()), hostile(a_citation(marker=2, page=3))
    answer = an_answer(HOSTILE, first, second)
    (section,) = answer.sections
    both = replace(section.statements[0], citations=(1, 2))
    answer = replace(answer, sections=(replace(section, heading=HOSTILE, statements=(both,)),))
    monkeypatch.setattr(queue_view, "register", lambda: Register({"rules-2025": first.source}))
    who = Person(id="ann", name=HOSTILE, roles=ALL_ROLES)
    store = open_store(store_settings)
    pdfs = {"rules-2025": FakeIndex(tmp_path).pdf_path("rules-2025")}
    submission.send(store, replace(who, id="dee"), Sending(answer=answer, pdfs=pdfs, note=HOSTILE))
    store.close()
    page = AppTest.from_function(_check, default_timeout=30)
    page.session_state["who"] = who
    assert_harmless(page.run())
    page.button(key="queue-next").click().run()
    assert_harmless(page, 3)


@pytest.mark.usefixtures("store_settings")
def test_names_of_people_and_of_those_who_vouch_for_them() -> None:
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.secrets = {"auth": {"redirect_uri": "r", "cookie_secret": "c" * 32, HOSTILE: AUTH, "other": AUTH}}
    page.user = {"is_logged_in": False}
    assert_harmless(page.run())
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.secrets = {"auth": AUTH, "roles": ROLES}
    page.user = claims("nobody@school.test", name=HOSTILE)
    assert_harmless(page.run())
