"""The library's state and what came of a change to it, as HTML. Pure, as ``answer_html`` is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.shared.answer_html import facts_html, sentence
from corpus.days import day_words
from corpus.types import Source
from ingest.upkeep import EarlierGeneration, LibraryStanding, SourceReport, UpkeepResult

_LISTED = 12


def standing_html(standing: LibraryStanding) -> str:
    """Return what serves, in one list."""
    earlier = standing.earlier
    rows = [
        ("Serving", f"generation {standing.generation}"),
        ("Built", f"{day_words(standing.built_at.date())}, {standing.built_at:%H:%M} UTC"),
        ("Holds", f"{len(standing.sources):,} sources, {standing.n_pages:,} pages, {standing.n_passages:,} passages"),
        (
            "Could not be read",
            _n(len(standing.problems), "file or page needs", "files or pages need") if standing.problems else "nothing",
        ),
        ("Can go back to", f"generation {earlier.generation}" if earlier else "nothing: no earlier generation is kept"),
    ]
    return facts_html(rows)


def problems_list_html(problems: Sequence[str]) -> str:
    """Return what could not be read or came out blank."""
    items = "".join(f"<li><p>{escape(sentence(one))}</p></li>" for one in problems)
    return f'<div class="dsl-upkeep"><h2>What could not be read</h2><ul>{items}</ul></div>'


def file_html(report: SourceReport) -> str:
    """Return what became of one source's file."""
    asked = f" Last asked for on {day_words(report.fetched_on)}." if report.fetched_on else ""
    instead = (
        f"<p><strong>Something else came when it was fetched last:</strong> {escape(sentence(report.instead))}</p>"
        if report.instead
        else ""
    )
    shown = "".join(f"<li>{escape(sentence(one))}</li>" for one in report.problems[:_LISTED])
    more = len(report.problems) - _LISTED
    shown += f"<li>and {more} more pages</li>" if more > 0 else ""
    return (
        f'<article class="dsl-file"><h3>{escape(report.source.name)}</h3>'
        f"<p>{escape(sentence(report.summary))}{escape(asked)}</p>{instead}"
        f"{f'<ul>{shown}</ul>' if shown else ''}</article>"
    )


def lost_html(lost: Sequence[Source]) -> str:
    """Return the sources that a build would lose, by title."""
    items = "".join(f"<li>{escape(source.full_title)}</li>" for source in lost)
    return f'<div class="dsl-upkeep"><ul>{items}</ul></div>'


def earlier_html(earlier: EarlierGeneration) -> str:
    """Return what a rollback would make serve, and what that changes."""
    rows = [
        ("Would serve", f"generation {earlier.generation}"),
        ("Built", f"{day_words(earlier.built_at.date())}, {earlier.built_at:%H:%M} UTC"),
        ("Holds", f"{earlier.n_sources:,} sources, {earlier.n_passages:,} passages"),
        ("No longer quoted", _names(earlier.without) or "nothing: it holds all that serves now"),
        ("Quoted again", _names(earlier.again)),
    ]
    return facts_html(rows)


def result_html(result: UpkeepResult) -> str:
    """Return what came of a change."""
    sentences = "".join(f"<p>{escape(sentence(one))}</p>" for one in result.sentences)
    rows = "".join(
        f'<article class="dsl-file"><h3>{escape(name)}</h3><p>{escape(sentence(outcome))}</p></article>'
        for name, outcome in result.sources
    )
    wrong = "".join(f"<li><p>{escape(sentence(one))}</p></li>" for one in result.problems)
    to_look_at = (
        f'<div class="dsl-upkeep"><h2>To look at ({len(result.problems)})</h2><ul>{wrong}</ul></div>' if wrong else ""
    )
    heading = f'<h2 class="dsl-step" tabindex="-1">{escape(result.heading)}</h2>'
    files = f"<h2>File by file ({len(result.sources)})</h2>{rows}" if rows else ""
    return f"{heading}{sentences}{to_look_at}{files}"


def _names(names: Sequence[str]) -> str:
    return "; ".join(names[:_LISTED]) + (f"; and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _n(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many} looking at"
