"""What the maintainer's page does with a real, small library: report, build, go back, look for faults, fetch."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexBusy, IndexDamaged, IndexMissing
from corpus.index import generations
from corpus.register import load_register
from corpus.settings import LibrarySettings
from ingest.errors import BuildError, FetchError, SourcesLost
from ingest.fetch import SourceState
from ingest.fetch.destination import Fetched, FetchOutcome
from ingest.files import sha256_of
from ingest.index.builder import Builder, Plan
from ingest.index.inputs import Item
from ingest.local.local_document import Description, upload_of
from ingest.local.local_library import LocalLibrary
from ingest.opening import open_builder
from ingest.progress import silent
from ingest.upkeep import maintainer
from ingest.upkeep.check_record import CheckRecord, SeenChange
from ingest.upkeep.maintainer import LibraryUpkeep, fetch_each
from ingest.upkeep.types import UpkeepResult
from ingest.upkeep.whats_new import Asked
from tests.doubles import WordEmbedder, a_source
from tests.ingest import pdfs

POLICY = Description(title="Our policy", publisher="The school", edition="2026")


@pytest.fixture
def settings(bundled_index: Path, tmp_path: Path) -> LibrarySettings:
    index_dir = Path(shutil.copytree(bundled_index, tmp_path / "index"))
    return LibrarySettings(index_dir=index_dir, library_dir=tmp_path / "library")


@pytest.fixture
def upkeep(settings: LibrarySettings) -> LibraryUpkeep:
    return LibraryUpkeep(settings)


def add_policy(settings: LibrarySettings, folder: Path) -> None:
    """Add a document of the school's own, which makes another generation serve."""
    local = LocalLibrary(settings.index_dir, lambda progress: open_builder(settings, progress))
    local.add(local.examine(upload_of(pdfs.make(folder / "policy.pdf", [pdfs.filler(1)])), POLICY))


def test_the_bundled_library_alone_is_shown_file_by_file(upkeep: LibraryUpkeep, settings: LibrarySettings) -> None:
    standing = upkeep.standing()
    assert len(standing.sources) == 22
    assert standing.n_passages == sum(one.n_passages for one in standing.sources) > 400
    assert standing.generation == generations.current(settings.index_dir)
    assert standing.earlier is None
    first = standing.sources[0]
    assert first.summary.startswith(f"{first.n_pages} page")
    assert not first.to_look_at


def test_without_an_index_the_error_says_what_to_do(tmp_path: Path) -> None:
    upkeep = LibraryUpkeep(LibrarySettings(index_dir=tmp_path / "none", library_dir=tmp_path))
    with pytest.raises(IndexMissing) as caught:
        upkeep.standing()
    assert "make index" in caught.value.hint
    assert upkeep.is_writable


def test_building_what_has_not_changed_does_nothing_and_says_so(upkeep: LibraryUpkeep) -> None:
    before = upkeep.standing().generation
    done = upkeep.build()
    assert done.heading == "Nothing had changed"
    assert upkeep.standing().generation == before


def test_building_tells_its_stages_and_keeps_the_schools_own(
    upkeep: LibraryUpkeep, settings: LibrarySettings, tmp_path: Path
) -> None:
    add_policy(settings, tmp_path)
    settings.library_dir.mkdir()
    pdfs.make(settings.library_dir / "notes.pdf", [pdfs.filler(1)])
    (settings.library_dir / "kcsie-2025.pdf").write_bytes(b"no PDF at all")
    stages: list[str] = []
    done = upkeep.build(lambda stage, _done, _of: stages.append(stage))
    assert any("notes.pdf" in problem for problem in done.problems), "a file that is not registered is named"
    assert any("kcsie-2025" in problem for problem in done.problems), "a file that cannot be read is named"
    assert "Reading" in stages
    assert "Our policy, The school, 2026" in [one.source.name for one in upkeep.standing().sources]


def test_a_rollback_says_what_it_would_serve_and_does_it(
    upkeep: LibraryUpkeep, settings: LibrarySettings, tmp_path: Path
) -> None:
    first = upkeep.standing().generation
    add_policy(settings, tmp_path)
    earlier = upkeep.standing().earlier
    assert earlier is not None
    assert (earlier.generation, earlier.without, earlier.again) == (first, ("Our policy, The school, 2026",), ())
    with pytest.raises(BuildError, match="not the generation before"):
        upkeep.roll_back("0009-elsewhere")
    assert generations.current(settings.index_dir) != first
    assert first in upkeep.roll_back(first).sentences[0]
    assert upkeep.standing().generation == first
    with pytest.raises(IndexMissing):
        upkeep.roll_back(first)
    upkeep.build()
    assert "Our policy, The school, 2026" not in [one.source.name for one in upkeep.standing().sources], (
        "as the page says"
    )


def test_a_build_loses_only_what_the_person_agreed_to_lose(
    upkeep: LibraryUpkeep, settings: LibrarySettings, tmp_path: Path
) -> None:
    register = load_register()
    pdf = pdfs.make(tmp_path / "kcsie-2025.pdf", [pdfs.filler(1)])
    item = Item(source=register["kcsie-2025"], pdf=pdf, sha256=sha256_of(pdf))
    builder = open_builder(settings, silent)
    builder.change(lambda serving: Plan(items=[item], keep=serving.sources if serving else ()))
    add_policy(settings, tmp_path)
    before = generations.current(settings.index_dir)
    assert [source.source_id for source in upkeep.would_lose()] == ["kcsie-2025"], "the folder of PDFs is not there"
    with pytest.raises(SourcesLost, match="would lose 1 source"):
        upkeep.build()
    assert generations.current(settings.index_dir) == before
    assert "No longer in the library: kcsie-2025." in upkeep.build(without={"kcsie-2025"}).sentences
    assert upkeep.would_lose() == []


def test_a_damaged_generation_is_not_gone_back_to(
    upkeep: LibraryUpkeep, settings: LibrarySettings, tmp_path: Path
) -> None:
    first = upkeep.standing().generation
    add_policy(settings, tmp_path)
    serving = upkeep.standing().generation
    (generations.folder_of(settings.index_dir, first) / "passages.sqlite").write_bytes(b"")
    with pytest.raises(IndexDamaged, match=r"cannot serve again: passages\.sqlite has changed"):
        upkeep.roll_back(first)
    assert upkeep.standing().generation == serving


def test_what_a_build_that_died_has_left_is_named_when_it_is_removed(
    upkeep: LibraryUpkeep, settings: LibrarySettings
) -> None:
    (settings.index_dir / "generations" / "0009-deadbeef").mkdir()
    assert "0009-deadbeef was left by a build that did not finish" in upkeep.build().sentences[0]


def test_while_another_writes_every_change_fails_as_busy(upkeep: LibraryUpkeep, settings: LibrarySettings) -> None:
    with generations.writing(settings.index_dir):
        for change in (upkeep.build, lambda: upkeep.roll_back("0001-x")):
            with pytest.raises(IndexBusy) as caught:
                change()
            assert "wait" in caught.value.hint


def test_a_changed_file_is_a_fault_in_words(upkeep: LibraryUpkeep, settings: LibrarySettings) -> None:
    assert upkeep.faults().heading == "No fault was found"
    next((settings.index_dir / "files").glob("*.pdf")).write_bytes(b"changed")
    done = upkeep.faults()
    assert done.heading == "One fault was found"
    assert "has changed on disk" in done.problems[0]


def test_pages_to_look_at_are_shown_with_their_source(tmp_path: Path) -> None:
    index_dir = tmp_path / "index"
    pdf = pdfs.make(tmp_path / "a.pdf", [pdfs.filler(1), [pdfs.picture(50, 50, 500, 700)]])
    Builder(index_dir, WordEmbedder(), read_scans=False).build([
        Item(source=a_source("a-2025"), pdf=pdf, sha256=sha256_of(pdf))
    ])
    (one,) = LibraryUpkeep(LibrarySettings(index_dir=index_dir, library_dir=tmp_path)).standing().sources
    assert one.to_look_at
    assert one.problems[0].startswith("page 2 is a picture without text")


@dataclass(frozen=True)
class FakeFetcher:
    """Gives what is scripted for each source."""

    gives: dict[str, Any]
    on_progress: Any = None

    def fetch(self, source: Any) -> Fetched:
        self.on_progress(5, 10)
        given = self.gives[source.source_id]
        if isinstance(given, Exception):
            raise given
        return Fetched(source_id=source.source_id, outcome=given, path=Path("x.pdf"), notices=("a notice",))


def test_what_became_of_each_fetched_source_is_shown_and_one_failure_stops_nothing() -> None:
    wanted = [a_source(f"s-{n}", names=(f"Source {n}",)) for n in range(3)]
    gives = {"s-0": FetchError("s-0: no answer", "try later"), "s-1": FetchOutcome.SET_ASIDE, "s-2": FetchOutcome.NEW}
    reported: list[tuple[str, int, int]] = []
    done = fetch_each(FakeFetcher(gives), wanted, lambda *one: reported.append(one))  # type: ignore[arg-type]
    assert done.sentences[0].startswith("1 of 3")
    assert done.sources == (
        ("Source 0", "It could not be had"),
        ("Source 1", "Something else came, and was set aside. a notice."),
        ("Source 2", "It is here now. a notice."),
    )
    assert done.problems == ("s-0: no answer. try later",)
    assert ("Fetching 3 of 3: Source 2", 5, 10) in reported


def test_nobody_is_asked_before_fetch_is_called(settings: LibrarySettings) -> None:
    calls: list[Any] = []

    def fake(*given: Any) -> UpkeepResult:
        calls.append(given)
        return UpkeepResult(heading="done")

    upkeep = LibraryUpkeep(settings, fetches=fake)
    known = upkeep.fetchable()
    upkeep.standing()
    assert len(known) > 10
    assert not any(one.is_here for one in known)
    assert calls == []
    upkeep.fetch([known[0].source.source_id])
    assert calls[0][1] == [known[0].source.source_id]


def test_an_unknown_source_is_not_fetched(upkeep: LibraryUpkeep) -> None:
    with pytest.raises(FetchError, match="no source called nowhere"):
        upkeep.fetch(["nowhere"])


def test_taking_in_what_is_new_fetches_and_builds_and_can_be_gone_back_from(
    settings: LibrarySettings, tmp_path: Path
) -> None:
    register = load_register()
    source = next(one for one in register.values() if one.source_id == "information-sharing-2024")

    def fetches(folder: Path, source_ids: object, progress: object) -> UpkeepResult:
        folder.mkdir(exist_ok=True)
        pdfs.make(folder / f"{source.source_id}.pdf", [pdfs.filler(1), pdfs.filler(2)])
        return UpkeepResult(heading="The official sites were asked", sources=((source.name, "It is here now."),))

    upkeep = LibraryUpkeep(settings, fetches=fetches)
    before = upkeep.standing().generation
    result = upkeep.take_in(source.source_id)
    assert result.heading == "The library was built"
    assert result.sources[0] == (source.name, "It is here now.")
    assert "New editions" in result.sentences[-1]
    standing = upkeep.standing()
    assert standing.earlier is not None
    assert standing.earlier.generation == before


def test_what_could_not_be_fetched_is_not_taken_in_and_what_serves_stays(settings: LibrarySettings) -> None:
    def fetches(folder: Path, source_ids: object, progress: object) -> UpkeepResult:
        return UpkeepResult(heading="The official sites were asked", problems=("it answered 503",))

    upkeep = LibraryUpkeep(settings, fetches=fetches)
    before = generations.current(settings.index_dir)
    result = upkeep.take_in("kcsie-2026")
    assert (result.heading, result.problems) == ("It was not taken in", ("it answered 503",))
    assert generations.current(settings.index_dir) == before


@pytest.mark.parametrize(
    ("n_new", "heading"), [(0, "Nothing is new"), (1, "One thing is new"), (2, "2 things are new")]
)
def test_asking_what_is_new_says_how_much_is(
    settings: LibrarySettings, monkeypatch: pytest.MonkeyPatch, n_new: int, heading: str
) -> None:
    when = datetime(2031, 10, 1, tzinfo=UTC)
    changes = tuple(
        SeenChange(
            change_id=f"urn:{n}",
            source_id=f"s{n}",
            name=f"S{n}",
            state=SourceState.GONE,
            says="gone",
            url="",
            seen=when,
        )
        for n in range(n_new)
    )
    record = replace(
        CheckRecord().with_seen(frozenset({"s0"}), changes, when),
        unchanged=("Ropes",),
        not_asked={"Lamps": "it answered 503"},
    )
    monkeypatch.setattr(maintainer, "ask_and_record", lambda *_: Asked(record=record))
    result = LibraryUpkeep(settings).look_for_news()
    assert result.heading == heading
    assert result.problems == ("Lamps could not be asked about: it answered 503",)
    assert LibraryUpkeep(settings).seen() == CheckRecord()


def test_where_no_site_answered_it_is_not_said_that_nothing_is_new(
    settings: LibrarySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = CheckRecord().with_seen(frozenset(), (), datetime(2031, 10, 1, tzinfo=UTC))
    assert before.asked is None
    record = replace(before, not_asked={"Lamps": "no connection"})
    monkeypatch.setattr(maintainer, "ask_and_record", lambda *_: Asked(record=record))
    assert LibraryUpkeep(settings).look_for_news().heading == "The official sites could not be asked"
