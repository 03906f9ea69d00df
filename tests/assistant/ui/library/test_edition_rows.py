"""The library page's rows: every edition, how it stands on the day, and what is indexed of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.ui.library import edition_rows
from corpus.index.generations import IndexedSource, Manifest
from corpus.register.register import Register
from corpus.types import Authority, Source
from tests.doubles import a_source

OLD = a_source("rules-2024", names=("Rules 2024",), in_force_from=date(2024, 9, 1), in_force_to=date(2025, 8, 31))
NEW = a_source("rules-2025", names=("Rules 2025",), in_force_from=date(2025, 9, 1), supersedes=("rules-2024",))
STUDY = a_source("study", title="<b>Study</b>", authority=Authority.RESEARCH)
DIGEST = a_source("telling", title="Telling", authority=Authority.DIGEST, names=())
REGISTER = Register({source.source_id: source for source in (OLD, NEW, STUDY)})


def manifest(*sources: Source) -> Manifest:
    entries = tuple(
        IndexedSource(source=s, sha256="0" * 64, key="k", n_pages=1200, n_passages=3400, n_image_only_pages=2)
        for s in sources
    )
    return Manifest(
        generation="0007-abc", built_at=datetime(2025, 10, 1, 9, 5, tzinfo=UTC), embedder="words@1", dimension=3,
        versions={}, inputs="x", sources=entries,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "day", "words", "applies"),
    [
        (OLD, date(2025, 1, 1), "In force since 1 September 2024", True),
        (OLD, date(2025, 10, 1), "Superseded by Rules 2025 on 1 September 2025", False),
        (NEW, date(2025, 1, 1), "Not yet in force: from 1 September 2025", False),
        (NEW, date(2025, 9, 1), "In force since 1 September 2025", True),
        (STUDY, date(2025, 9, 1), "Current", True),
    ],
)
def test_says_how_an_edition_stands_on_a_day(source: Source, day: date, words: str, applies: bool) -> None:
    assert edition_rows.standing(REGISTER, source, day) == (words, applies)


def test_an_edition_that_ended_without_a_successor_is_not_in_force() -> None:
    alone = Register({OLD.source_id: OLD})
    assert edition_rows.standing(alone, OLD, date(2026, 1, 1)) == ("No longer in force: until 31 August 2025", False)


def test_lists_the_register_and_what_only_the_index_knows() -> None:
    rows = edition_rows.rows_of(REGISTER, manifest(NEW, DIGEST), date(2025, 10, 1))
    assert {row.source.source_id: row.is_indexed for row in rows} == {
        "rules-2024": False, "rules-2025": True, "study": False, "telling": True,
    }  # fmt: skip
    assert [row.standing for row in rows if row.source is DIGEST] == ["Our own digest of official sources"]


def test_lists_the_register_when_nothing_is_indexed() -> None:
    rows = edition_rows.rows_of(REGISTER, None, date(2025, 10, 1))
    assert len(rows) == 3
    assert not any(row.is_indexed for row in rows)
    assert "Generation" not in edition_rows.counts_html(rows, None)


def test_counts_are_those_of_the_generation() -> None:
    built = manifest(NEW, DIGEST)
    html = edition_rows.counts_html(edition_rows.rows_of(REGISTER, built, date(2025, 10, 1)), built)
    for part in (">4<", ">2<", "2,400", "6,800", "0007-abc", "1 October 2025, 09:05", "words@1"):
        assert part in html


def test_a_row_says_what_is_indexed_and_escapes_what_it_shows() -> None:
    indexed, study = (
        next(row for row in edition_rows.rows_of(REGISTER, manifest(NEW), date(2025, 10, 1)) if row.source is source)
        for source in (NEW, STUDY)
    )
    assert "In the library: 1,200 pages, 2 of them pictures only; 3,400 passages" in edition_rows.row_html(indexed)
    assert "Not in the library" in edition_rows.row_html(study)
    assert "&lt;b&gt;Study&lt;/b&gt;" in edition_rows.row_html(study)


def test_rows_are_found_by_all_the_words_of_title_name_and_publisher() -> None:
    rows = edition_rows.rows_of(REGISTER, None, date(2025, 10, 1))
    assert [row.source.source_id for row in edition_rows.matching(rows, "office RULES 2025")] == ["rules-2025"]
    assert edition_rows.matching(rows, "nothing like it") == []
    assert len(edition_rows.matching(rows, " ")) == 3


def test_an_edition_says_what_it_replaced_and_what_replaced_it_and_when_once() -> None:
    later = a_source("rules-2026", names=("Rules 2026",), in_force_from=date(2026, 9, 1), supersedes=("rules-2025",))
    register = Register({source.source_id: source for source in (OLD, NEW, later)})
    old, new, newest = (edition_rows.row_html(row) for row in edition_rows.rows_of(register, None, date(2026, 10, 1)))
    assert "<dt>Replaced by</dt><dd>Rules 2025, on 1 September 2025</dd>" in old
    assert "<dt>Replaced</dt>" not in old
    assert "<dt>Replaced</dt><dd>Rules 2024, on 1 September 2025</dd>" in new
    assert new.count("Rules 2026") == 1
    assert "<dt>Replaced</dt><dd>Rules 2025, on 1 September 2026</dd>" in newest
    assert "<dt>Replaced by</dt>" not in newest
