"""Official texts on the library page: what is missing, for everybody; the box, for who may add them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit import get_option
from streamlit.testing.v1 import AppTest

from ingest.errors import FetchError
from ingest.upkeep import MissingText
from tests.doubles import a_source

MISSING = (
    MissingText(source=a_source("h-2031", names=("<b>Handbook</b> 2031",)), means="Answers cannot quote it", address="https://www.gov.uk/h"),
    MissingText(source=a_source("a-2031", names=("Advice 2031",)), means="Answers quote Advice 2030", address="https://www.gov.uk/a"),
)  # fmt: skip
PDF = ("download (3).pdf", b"%PDF-1.7 of something", "application/pdf")


@dataclass
class FakeFiles:
    """Misses what it is scripted to miss, and remembers what was dropped."""

    texts: tuple[MissingText, ...] = MISSING
    error: FetchError | None = None
    is_new: bool = True
    dropped: list[tuple[str, bytes]] = field(default_factory=list)

    def missing(self, indexed: Collection[str], as_at: date) -> tuple[MissingText, ...]:
        return self.texts

    def add(self, name: str, data: bytes) -> object:
        self.dropped.append((name, data))
        if self.error:
            raise self.error
        notices = ("it is dated March 2031",)
        return SimpleNamespace(source=a_source("h-2031"), path=Path("x"), is_new=self.is_new, notices=notices)


def _page(files: object, may_add: bool) -> None:
    from datetime import date

    from assistant.ui.library import official_page

    official_page.show(files, set(), date(2031, 10, 1), may_add=may_add)  # type: ignore[arg-type]


def show(files: FakeFiles, *, may_add: bool) -> AppTest:
    return AppTest.from_function(_page, kwargs={"files": files, "may_add": may_add}, default_timeout=30).run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def drop(page: AppTest) -> AppTest:
    page.file_uploader(key="official-file").upload(*PDF)
    return page.button(key="official-add").click().run()


def test_everybody_sees_what_is_missing_what_that_means_and_the_address() -> None:
    page = show(FakeFiles(), may_add=False)
    assert not page.exception
    shown = html(page)
    assert "2 official texts are not here" in shown
    assert "&lt;b&gt;Handbook&lt;/b&gt; 2031</strong>. Answers cannot quote it." in shown
    assert 'href="https://www.gov.uk/h"' in shown
    assert not page.get("file_uploader"), "what is added is quoted as official"


def test_a_dropped_pdf_is_named_as_what_it_is() -> None:
    files = FakeFiles()
    page = drop(show(files, may_add=True))
    assert files.dropped == [("download (3).pdf", b"%PDF-1.7 of something")]
    (said,) = page.success
    assert "is in the library’s folder now" in said.value
    assert "Look at it: it is dated March 2031." in said.value


def test_a_pdf_that_is_no_registered_edition_is_refused_in_words() -> None:
    error = FetchError("download (3).pdf is no edition that the register knows", "register it first")
    page = drop(show(FakeFiles(error=error), may_add=True))
    assert "is no edition that the register knows" in html(page)
    assert not page.success


def test_the_box_takes_no_larger_file_than_the_server() -> None:
    (box,) = show(FakeFiles(), may_add=True).get("file_uploader")
    assert box.proto.max_upload_size_mb == get_option("server.maxUploadSize")


def test_nothing_happens_without_a_file() -> None:
    files = FakeFiles()
    page = show(files, may_add=True)
    page.button(key="official-add").click().run()
    assert files.dropped == []
    assert not page.exception


@pytest.mark.parametrize("may_add", [True, False])
def test_where_nothing_is_missing_that_is_said(may_add: bool) -> None:
    page = show(FakeFiles(texts=()), may_add=may_add)
    assert "Every official text with a known address is here" in html(page)
    assert not page.expander
