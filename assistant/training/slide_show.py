"""A briefing as slides: the question, three points, the case, its key, what to do, where to ask; pinpoints in the notes too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from assistant import messages
from assistant.export import Slide, SlideLine, SlideShow
from assistant.training.briefing import Briefing
from assistant.training.papers import DO, NEVER, NOTICE, ONE_THING, WHERE_TO_ASK
from assistant.types import Citation, Statement, StatementKind
from corpus.days import day_words
from corpus.statements import Audience
from corpus.text import one_line

_FROM = "From this school’s guidance library, as at {day}."
_SEE_NOTES = "An edition quoted is not in force any more, or is due for review: read the notes of this slide first."
_YOU = "“You” is the DSL or a deputy."
_LAST_NOTE = "This slide is filled in by the school: the names and numbers are its own."


def slide_show(briefing: Briefing, made_at: datetime) -> SlideShow:
    """Return the slides of a briefing."""
    subject = briefing.subject
    return SlideShow(
        title=subject.title, name=f"{subject.subject_id}-slides", made_at=made_at, slides=tuple(_slides(briefing))
    )


def _slides(briefing: Briefing) -> Iterator[Slide]:
    """Return the slides in order.

    Yields
    ------
    Slide
    """
    case, minutes = briefing.exercises[0], [f"{time}: {what}" for time, what in messages.TRAINING_TIMES]
    yield _opening(briefing, minutes)
    yield Slide(title="To begin with", lines=(SlideLine(text=briefing.subject.asks),), notes=(minutes[1],))
    for number, point in enumerate(briefing.points, start=1):
        title, notes = f"Remember: {number} of {len(briefing.points)}", (minutes[2], *_notes(briefing, (point,)))
        yield Slide(title=title, lines=_lines(briefing, (point,)), notes=notes)
    told = (SlideLine(text=case.case), SlideLine(text=case.asks))
    yield Slide(title="What would you do?", lines=told, notes=(minutes[3], messages.TRAINING_WHO_IS_YOU))
    steps = briefing.steps(case)
    yield Slide(title=NOTICE, lines=_lines(briefing, case.notice), notes=_notes(briefing, case.notice))
    yield Slide(title=DO, lines=_numbered(briefing, steps), notes=_notes(briefing, steps))
    yield Slide(title=NEVER, lines=_lines(briefing, case.never), notes=_notes(briefing, case.never))
    yield Slide(title=ONE_THING, lines=_lines(briefing, briefing.do), notes=(minutes[4],))
    *local, danger = (SlideLine(text=f"{who}: {number or '…'}") for who, number in messages.TRAINING_LOCAL)
    asked = (danger, *local, *_lines(briefing, briefing.ask))
    yield Slide(title=WHERE_TO_ASK, lines=asked, notes=(_LAST_NOTE, *_notes(briefing, briefing.ask)))


def _opening(briefing: Briefing, minutes: Sequence[str]) -> Slide:
    """Return the first slide, with the minutes and what to know about the editions in its notes."""
    editions = tuple(dict.fromkeys(notice.text for notice in briefing.notices))
    small = " ".join((_FROM.format(day=day_words(briefing.as_at)), *((_SEE_NOTES,) if editions else ())))
    about = (SlideLine(text=f"Ten minutes for {briefing.subject.audience.value}"), SlideLine(text="", where=small))
    notes = (*minutes, *_texts(briefing.opening), *editions)
    return Slide(title=briefing.subject.title, lines=about, notes=notes, opens=True)


def _numbered(briefing: Briefing, steps: Sequence[Statement]) -> tuple[SlideLine, ...]:
    """Return what to do, numbered; for all staff with who “you” is."""
    lines = (replace(line, text=f"{n}. {line.text}") for n, line in enumerate(_lines(briefing, steps), start=1))
    you = (SlideLine(text="", where=_YOU),) if briefing.subject.audience is Audience.STAFF else ()
    return (*lines, *you)


def _texts(statements: Iterable[Statement]) -> list[str]:
    return [one_line(statement.text) for statement in statements]


def _lines(briefing: Briefing, statements: Sequence[Statement]) -> tuple[SlideLine, ...]:
    return tuple(SlideLine(text=one_line(one.text), where=_where(briefing, one)) for one in statements)


def _where(briefing: Briefing, statement: Statement) -> str:
    """Return where a statement stands on paper; of one whose page is not here, that it is not."""
    if statement.kind is StatementKind.FIXED:
        return ""
    places: dict[str, list[str]] = {}
    for one in briefing.cited((statement,)):
        name, place = _named(one)
        places.setdefault(name, []).append(place)
    found = (f"{name}, {' and '.join(dict.fromkeys(some))}" for name, some in places.items())
    return one_line("; ".join((*found, *statement.elsewhere)))


def _named(citation: Citation) -> tuple[str, str]:
    """Return the name of what bears a statement out and the place in it; of a digest of ours, of what that rests on."""
    if citation.pinpoint is not None:
        return citation.pinpoint.document, f"{citation.pinpoint.reference} (read through our digest)"
    return citation.source.name, ", ".join(citation.location)


def _notes(briefing: Briefing, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Return for each statement what bears it out, in the words of the page.

    Where the library does not hold the page, that is what is said.
    """
    notes = []
    for statement in statements:
        quoted = [
            f"[{one.marker}] {one.source.name}, {', '.join((*one.location, *one.recorded))}: “{one_line(one.quote)}”"
            for one in briefing.cited((statement,))
        ]
        notes.append("\n".join((one_line(statement.text), *quoted, *statement.elsewhere)))
    return tuple(notes)
