"""What goes into a build: registered PDFs of a folder, digests with their pinpoints, documents added by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.index.generation_store import open_index
from corpus.index.generations import FoundInstead, read_manifest
from corpus.register.register import Register
from corpus.types import Authority, Pinpoint
from ingest.digests.load import load_digests
from ingest.errors import BuildError
from ingest.fetch.lockfile import LOCK_NAME, Lock, Locked, SetAside, write_lock
from ingest.files import is_whole, sha256_of
from ingest.index import inputs
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.web.web_pdf import Anchors, WebAnchor, write_anchors
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

REGISTER = Register({source_id: a_source(source_id) for source_id in ("a-2025", "b-2025")})


def an_item(**changes: object) -> Item:
    return replace(Item(source=a_source("a-2025"), pdf=Path("a-2025.pdf"), sha256="0" * 64), **changes)  # type: ignore[arg-type]


def test_registered_pdfs_are_collected_and_others_passed_over_with_a_sentence(tmp_path: Path) -> None:
    for name in ("b-2025.pdf", "a-2025.PDF", "letter.pdf"):
        pdfs.make(tmp_path / name, [pdfs.filler(1)])
    (tmp_path / "notes.txt").write_text("not a PDF", encoding="utf-8")
    items, passed_over = inputs.from_folder(tmp_path, REGISTER)
    assert [item.source for item in items] == [REGISTER["a-2025"], REGISTER["b-2025"]]
    assert [item.sha256 for item in items] == [sha256_of(item.pdf) for item in items]
    (sentence,) = passed_over
    assert sentence.startswith("letter.pdf is not a registered source and was passed over")
    assert "python -m ingest add" in sentence


def test_what_came_instead_of_a_source_goes_with_it_unless_it_was_put_in_its_place_by_hand(tmp_path: Path) -> None:
    for name in ("a-2025", "b-2025"):
        pdfs.make(tmp_path / f"{name}.pdf", [pdfs.filler(1)])
    aside = SetAside(
        url="https://www.gov.uk/a",
        on=date(2031, 10, 2),
        file="set-aside/a.pdf",
        sha256="cd",
        reason="it is B",
        is_source="b",
    )
    by_hand = replace(aside, sha256=sha256_of(tmp_path / "b-2025.pdf"))
    write_lock(tmp_path, Lock().with_set_aside("a-2025", aside).with_set_aside("b-2025", by_hand))
    items, passed_over = inputs.from_folder(tmp_path, REGISTER)
    assert [item.instead for item in items] == [
        FoundInstead(on=date(2031, 10, 2), reason="it is B", is_source="b"),
        None,
    ]
    assert passed_over == []


def test_a_lock_file_that_cannot_be_read_stops_no_build_and_is_reported(tmp_path: Path) -> None:
    pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1)])
    (tmp_path / LOCK_NAME).write_text("{", encoding="utf-8")
    items, passed_over = inputs.from_folder(tmp_path, REGISTER)
    assert [item.instead for item in items] == [None]
    assert len(passed_over) == 1
    assert "fetch.lock.json cannot be read" in passed_over[0]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="nowhere is not a folder"):
        inputs.from_folder(tmp_path / "nowhere", REGISTER)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"gone\.pdf cannot be read: No such file"):
        sha256_of(tmp_path / "gone.pdf")


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "1" * 64},
        {"source": a_source("a-2025", edition="second edition")},
        {
            "pinpoints": {
                "1": Pinpoint(document="Act", edition="2021", reference="s. 3", url="https://x.test", how_read="read")
            }
        },
    ],
    ids=["file", "register entry", "pinpoint"],
)
def test_the_key_changes_with_what_decides_the_passages(changes: dict[str, object]) -> None:
    assert an_item(**changes).key != an_item().key


def test_the_key_changes_with_the_parser_but_not_with_where_the_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    before = an_item().key
    assert an_item(pdf=Path("elsewhere/a-2025.pdf")).key == before
    monkeypatch.setitem(inputs.VERSIONS, "parser", "another")
    assert an_item().key != before


def test_a_digests_statements_keep_their_pinpoints_through_to_the_index(tmp_path: Path) -> None:
    digest = load_digests()[0]
    items = inputs.from_digests([digest], tmp_path)
    result = Builder(tmp_path / "index", WordEmbedder()).build(items)
    assert not result.problems
    index = open_index(tmp_path / "index")
    wanted = {str(statement.number): statement for statement in digest.statements}
    for number, statement in wanted.items():
        found = index.with_paragraph(number, {digest.source.source_id})
        assert found, f"statement {number} is not in the index"
        assert all(passage.pinpoint == statement.pinpoint for passage in found)
    n_statement_passages = sum(len(index.with_paragraph(n, {digest.source.source_id})) for n in wanted)
    index.close()
    assert n_statement_passages == result.manifest.n_passages  # the title and the notes are not passages


def test_there_is_no_manifest_without_an_index_or_with_a_broken_one(tmp_path: Path) -> None:
    assert inputs.current_manifest(tmp_path) is None
    assert inputs.local_items(tmp_path, None) == []
    (tmp_path / "current").write_text("0001-gone\n", encoding="utf-8")
    assert inputs.current_manifest(tmp_path) is None


def test_documents_added_by_hand_are_collected_from_the_indexs_own_copy(tmp_path: Path) -> None:
    items = []
    for name, authority in (("local-rota", Authority.LOCAL), ("a-2025", Authority.STATUTORY_GUIDANCE)):
        pdf = pdfs.make(tmp_path / f"{name}.pdf", [pdfs.filler(1)])
        items.append(Item(source=a_source(name, authority=authority), pdf=pdf, sha256=sha256_of(pdf)))
    result = Builder(tmp_path / "index", WordEmbedder()).build(items)
    for item in items:
        item.pdf.unlink()
    manifest = read_manifest(tmp_path / "index", result.manifest.generation)
    assert [entry.source.source_id for entry in inputs.local_entries(manifest)] == ["local-rota"]
    (local,) = inputs.local_items(tmp_path / "index", inputs.current_manifest(tmp_path / "index"))
    assert local.key == items[0].key
    assert is_whole(local.pdf, local.sha256)


def locked(pdf: Path, **changes: object) -> Locked:
    entry = Locked(
        url="https://www.gov.uk/files/a.pdf", kind="pdf", fetched_on=date(2031, 10, 1),
        sha256=sha256_of(pdf), n_bytes=1,
    )  # fmt: skip
    return replace(entry, **changes)  # type: ignore[arg-type]


def test_a_fetched_file_carries_the_address_at_which_its_pages_can_be_opened(tmp_path: Path) -> None:
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1)])
    write_lock(tmp_path, Lock(fetched={"a-2025": locked(pdf)}))
    ((item,), _) = inputs.from_folder(tmp_path, REGISTER)
    assert item.source.file_url == "https://www.gov.uk/files/a.pdf"
    pdfs.make(pdf, [pdfs.filler(2)])  # another file took its place by hand: its address is not known
    ((by_hand,), _) = inputs.from_folder(tmp_path, REGISTER)
    assert by_hand.source == REGISTER["a-2025"]


def test_a_print_of_a_web_page_carries_the_places_of_its_headings(tmp_path: Path) -> None:
    pdf = pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1)])
    anchors = Anchors("https://www.gov.uk/a", (WebAnchor(page=1, top=700.0, heading="A", anchor="a"),))
    write_anchors(pdf, anchors)
    write_lock(tmp_path, Lock(fetched={"a-2025": locked(pdf, kind="html")}))
    ((item,), _) = inputs.from_folder(tmp_path, REGISTER)
    assert (item.anchors, item.source.file_url) == (anchors, REGISTER["a-2025"].file_url)
    moved = replace(item, anchors=Anchors(anchors.url, (replace(anchors.headings[0], anchor="b"),)))
    assert moved.key != item.key, "its passages would be cited otherwise"
    pdfs.make(pdf, [pdfs.filler(2)])
    ((by_hand,), _) = inputs.from_folder(tmp_path, REGISTER)
    assert by_hand.anchors == Anchors()


def test_a_damaged_lock_file_is_reported_and_stops_nothing(tmp_path: Path) -> None:
    pdfs.make(tmp_path / "a-2025.pdf", [pdfs.filler(1)])
    (tmp_path / LOCK_NAME).write_text("{", encoding="utf-8")
    items, (sentence,) = inputs.from_folder(tmp_path, REGISTER)
    assert [item.source.source_id for item in items] == ["a-2025"]
    assert "fetch.lock.json cannot be read" in sentence
