"""Law that was read by its structure, in the index: each passage with its provision, and all of them for the table."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import IndexDamaged
from corpus.index import generations, read_manifest, read_provisions
from corpus.index.generations import Manifest
from corpus.index.passage_store import PassageStore
from corpus.provisions import Standing
from corpus.types import Passage, PassageKind
from ingest import __main__ as command
from ingest.files import sha256_of
from ingest.index.builder import Builder
from ingest.index.inputs import Item
from ingest.law.clml import read_clml
from ingest.web.web_pdf import Anchors, Print, print_page, read_anchors, write_anchors
from tests.doubles import WordEmbedder
from tests.ingest.fetch.fetching import ACT
from tests.ingest.law.made_up_law import ACT_URL, effect, law, limbs, note, part, schedule, section

DUTY = "A keeper must trim the wick of each lamp in the tower before dusk on every evening of the year."
BODY = part(
    "1",
    "Lamps",
    section(
        "1", "Keeping of lamps", limbs(2, [("1", DUTY), ("2", "No keeper may leave a lamp unlit while a ship is in sight.")]),
        'RestrictStartDate="2024-03-01"', number_xml='<CommentaryRef Ref="k1"/>1',
    )
    + section("2", "Foghorns", "A keeper must blow the horn in fog, and write down when.", 'Status="Prospective"')
    + section("3", "Harbours", "A harbour master must answer at once.", 'RestrictStartDate="2020-01-01" RestrictExtent="S"')
    + section("4", "Ropes", ". . . . . . . . . . . .", 'Status="Repealed" RestrictStartDate="2021-01-01"')
    + section("5", "Boats", "Boats are kept in the boat house and are painted in spring."),
)  # fmt: skip
DATA = law(
    BODY,
    schedules=schedule(
        "A1",
        "Oils",
        [("1", "Oil is kept cool in a cellar of stone beneath the tower.", 'RestrictStartDate="2022-02-02"')],
    ),
    notes=note("k1", "I", "S. 1 not in force at Royal Assent, see s. 80"),
    effects=effect("section-1-1", "s. 1(1)", on="2031-09-30"),
)


def item(folder: Path, data: bytes = DATA) -> Item:
    text = read_clml(data, ACT_URL)
    pdf = folder / f"{ACT.source_id}.pdf"
    headings = print_page(Print(title=text.title, publisher="p", url=text.url, line="", blocks=text.body.blocks), pdf)
    write_anchors(pdf, Anchors(text.url, headings, text.provisions))
    return Item(source=ACT, pdf=pdf, sha256=sha256_of(pdf), anchors=read_anchors(pdf))


def build(folder: Path, *items: Item) -> Manifest:
    return Builder(folder / "index", WordEmbedder()).build(items).manifest


def passages(folder: Path) -> dict[str, Passage]:
    index = folder / "index"
    store = PassageStore(generations.folder_of(index, generations.current(index)) / "passages.sqlite")
    found = [one for one in store.of_source(ACT.source_id) if one.kind is not PassageKind.NOTE]
    store.close()
    return {one.paragraph: one for one in found}


def test_a_passage_carries_what_is_recorded_of_the_provision_it_is_in(tmp_path: Path) -> None:
    build(tmp_path, item(tmp_path))
    found = passages(tmp_path)
    assert {label: one.standing.value for label, one in found.items() if label} == {
        "s.1(1)": "", "s.1(2)": "", "s.2": "prospective", "s.3": "", "s.5": "", "Sch.A1 para.1": "",
    }  # fmt: skip
    for label in ("s.1(1)", "s.1(2)"):
        provision = found[label].provision
        assert provision is not None
        assert (provision.label, provision.in_force_from) == ("s.1", date(2024, 3, 1))
        assert found[label].address == f"{ACT_URL}#section-1"
    assert found["s.1(1)"].provision.effects[0].on == date(2031, 9, 30)  # type: ignore[union-attr]
    assert found["s.3"].jurisdiction == "Scotland", "it does not extend to England"
    assert found["s.5"].provision.words == ()  # type: ignore[union-attr]
    assert found["Sch.A1 para.1"].address == f"{ACT_URL}#schedule-A1-paragraph-1"
    assert found["Sch.A1 para.1"].provision.days == "in force from 2 February 2022"  # type: ignore[union-attr]


def test_a_provision_of_two_pages_is_the_same_on_both(tmp_path: Path) -> None:
    many = limbs(
        2, [(str(n), f"{DUTY} Tower number {n} has a lamp of its own, with a wick of its own.") for n in range(1, 60)]
    )
    build(
        tmp_path,
        item(tmp_path, law(section("1", "A", many, 'RestrictStartDate="2024-03-01"') + section("2", "B", DUTY))),
    )
    found = passages(tmp_path)
    assert len({one.page for one in found.values()}) > 1
    assert {label: one.provision.anchor for label, one in found.items() if label} == {  # type: ignore[union-attr]
        **{f"s.1({n})": "section-1" for n in range(1, 60)},
        "s.2": "section-2",
    }


def test_the_index_has_all_provisions_for_the_table_and_a_later_build_takes_them_over(tmp_path: Path) -> None:
    one = item(tmp_path)
    before = build(tmp_path, one)
    recorded = read_provisions(tmp_path / "index", before)[ACT.source_id]
    assert [(p.label, p.standing) for p in recorded] == [
        ("s.1", Standing.IN_FORCE), ("s.2", Standing.PROSPECTIVE), ("s.3", Standing.IN_FORCE), ("s.4", Standing.REPEALED),
        ("s.5", Standing.IN_FORCE), ("Sch.A1 para.1", Standing.IN_FORCE),
    ]  # fmt: skip
    kept = Builder(tmp_path / "index", WordEmbedder()).build([], keep=before.sources)
    again = build(
        tmp_path,
        one,
        Item(source=replace(ACT, source_id="other-act"), pdf=one.pdf, sha256=one.sha256),
    )
    assert not kept.changed
    assert read_provisions(tmp_path / "index", again) == {ACT.source_id: recorded}


def test_another_record_is_another_version(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with_change, without = item(tmp_path / "a"), item(tmp_path / "b", DATA.replace(b"2031-09-30", b"2032-09-30"))
    assert with_change.sha256 == without.sha256
    assert with_change.key != without.key


def test_an_index_without_such_a_record_opens_and_has_no_table(tmp_path: Path) -> None:
    plain = item(tmp_path)
    manifest = build(tmp_path, Item(source=ACT, pdf=plain.pdf, sha256=plain.sha256))
    assert "provisions.json" not in manifest.files
    assert read_provisions(tmp_path / "index", manifest) == {}
    assert {one.provision for one in passages(tmp_path).values()} == {None}


def test_a_record_that_has_changed_on_disk_is_refused(tmp_path: Path) -> None:
    manifest = build(tmp_path, item(tmp_path))
    file = generations.folder_of(tmp_path / "index", manifest.generation) / "provisions.json"
    file.write_bytes(file.read_bytes().replace(b"2024-03-01", b"2014-03-01"))
    with pytest.raises(IndexDamaged, match=r"provisions\.json has changed"):
        read_provisions(tmp_path / "index", manifest)


def test_the_table_opens_on_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(tmp_path, item(tmp_path))
    index = ["--index", str(tmp_path / "index")]
    assert command.main(["law", ACT.source_id, *index]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Lighthouse Act 2019 (c. 40), revised to 5 May 2030\ns.1  Keeping of lamps\n")
    assert "    This wording in force from: 1 March 2024\n    Extends to: England, Wales\n" in printed
    assert "    Began: S. 1 not in force at Royal Assent, see s. 80\n" in printed
    assert "s.2  Foghorns\n    Extends to: England, Wales\n    Mark: not yet in force\n" in printed
    assert "6 provisions, 3 of them marked." in printed
    assert command.main(["law", ACT.source_id, "--json", *index]) == 0
    assert [one["provision"] for one in json.loads(capsys.readouterr().out)["provisions"]][:2] == ["s.1", "s.2"]
    assert command.main(["law", "no-act", *index]) == 1
    assert "no source called no-act" in capsys.readouterr().err


def test_of_law_without_a_record_nothing_is_claimed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = item(tmp_path)
    build(tmp_path, Item(source=ACT, pdf=plain.pdf, sha256=plain.sha256))
    assert command.main(["law", ACT.source_id, "--index", str(tmp_path / "index")]) == 0
    assert capsys.readouterr().out.startswith("Nothing is recorded of the provisions of Lighthouse Act 2019")
    assert read_manifest(tmp_path / "index", generations.current(tmp_path / "index")).n_passages
