"""Months later the same evidence opens: words, marks and page, although the library has moved on. No model is needed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database.store import open_store
from assistant.store.reviews import checks, submission
from assistant.store.reviews.submission import Sending
from assistant.types import Citation
from corpus.drawing import draw_page
from corpus.index.generation_store import open_index
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from tests.assistant.ui.doubles import an_answer
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
ANN = Person(id="ann", name="Ann", roles=frozenset({Role.TRAINER}))
_SECOND = {"lamps": 2, "flags": 3, "masts": 4}  # the number on each one's second page


def build(index_dir: Path, *names: str) -> None:
    made = index_dir.parent
    items = []
    for name in names:
        pdf = pdfs.make(made / f"{name}.pdf", [pdfs.filler(1), pdfs.filler(_SECOND[name])])
        items.append(Item(source=a_source(name), pdf=pdf, sha256=sha256_of(pdf)))
    Builder(index_dir, WordEmbedder()).build(items)
    for item in items:
        item.pdf.unlink()


def test_a_check_opens_from_what_was_kept_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_dir = tmp_path / "index"
    build(index_dir, "lamps", "flags")
    check_id, before, words = _send(index_dir, tmp_path, monkeypatch)
    for names in (("flags",), ("flags", "masts"), ("flags",)):  # so that no generation that is kept holds the source
        build(index_dir, *names)
    assert "lamps" not in open_index(index_dir, WordEmbedder.name).sources
    store = open_store(StoreSettings.read())
    check = checks.read(store, ANN, check_id)
    pdf = checks.page_pdf(store, ANN, check_id, 1)
    store.close()
    assert pdf is not None
    assert sha256_of(pdf) not in {sha256_of(kept) for kept in index_dir.rglob("*.pdf")}
    assert hashlib.sha256(draw_page(pdf, 2, check.shown[0].marked).png).hexdigest() == before
    page = AppTest.from_function(_page, default_timeout=30).run()
    page.button(key="queue-next").click().run()
    assert not page.exception
    shown = "\n".join(element.proto.body for element in page.get("html"))
    assert words in shown
    assert "PDF page 2 of 2, the page cited" in shown
    assert len(page.get("image")) == 1


def _send(index_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Send an answer of the library as it is; give the check, what its page looks like, and the words quoted."""
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    index, embedder = open_index(index_dir, WordEmbedder.name), WordEmbedder()
    found = index.dense(embedder.embed(["of page 2 " * 8])[0], 1, {"lamps"})
    passage = index.get([found[0][0]])[0]
    quote = passage.text.splitlines()[0]
    citation = Citation(marker=1, passage=passage, source=index.sources["lamps"], in_force=True, quote=quote)
    assert (passage.page, bool(citation.highlight())) == (2, True)
    pdf = index.pdf_path("lamps")
    before = hashlib.sha256(draw_page(pdf, 2, citation.highlight()).png).hexdigest()
    store = open_store(StoreSettings.read())
    answer = an_answer("Whom?", citation)
    check_id = submission.send(store, DEE, Sending(answer=answer, pdfs={"lamps": pdf}))
    store.close()
    index.close()
    return check_id, before, quote


def _page() -> None:
    from assistant.people import Person, Role
    from assistant.settings import StoreSettings
    from assistant.ui.review import review_page

    person = Person(id="ann", name="Ann", roles=frozenset({Role.TRAINER}))
    review_page.show(StoreSettings.read(), person)
