"""What is taken out of a message: what rules and lists found, what the tagger is sure of, and not what it is sure is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from assistant.safety.details.detail_tagger import Tag, Tagged
from corpus.pii import (
    DetailKind,
    NameSpan,
    Span,
    find_details,
    find_names,
    fold,
    is_published,
    name_at,
    name_lists,
    protected,
)

LABEL_OF = MappingProxyType({
    DetailKind.DATE_OF_BIRTH: "date of birth",
    DetailKind.ADDRESS: "address",
    DetailKind.POSTCODE: "postcode",
    DetailKind.PHONE: "phone",
    DetailKind.EMAIL: "email",
    DetailKind.UPN: "pupil number",
    DetailKind.NHS_NUMBER: "NHS number",
    DetailKind.CASE_NUMBER: "reference",
    DetailKind.HANDLE: "handle",
    DetailKind.REGISTRATION: "vehicle",
    DetailKind.SCHOOL: "school",
})
"""What stands in brackets for a detail that is no name."""
_OURS = re.compile(rf"\[(?:{'|'.join(LABEL_OF.values())})(?: [A-Z])?\]")
# The tagger may say of these that they are none. A number has a shape, and schools were not marked in all that taught it.
_DOUBTED = frozenset({DetailKind.NAME, DetailKind.INITIALS, DetailKind.ADDRESS, DetailKind.HANDLE})
_PEOPLE = frozenset({DetailKind.NAME, DetailKind.INITIALS})
_PLACES = frozenset({DetailKind.ADDRESS, DetailKind.SCHOOL, DetailKind.HANDLE})  # a name may be a part of one
_LIKE_A_NAME = re.compile(
    r"(?!.*[^\W\d_]{31})(?:[^\W\d_]|[\s.,'’“”\"()-])+"
)  # letters, and no word is longer than thirty
# “drew mummy” is what a child did, and a tagger takes it for a boy
_DREW = re.compile(
    r"\bdrew\b(?= (?:an?|the|his|her|their|my|our|me|us|it|mum\w*|mam|dad\w*|pictures?|him\w*|herself|what|how|two|three"
    r"|some|one|on)\b)"
)
# and one may take “big sister”, so written, for somebody called that
_OF_THE_FAMILY = re.compile(r"\b(?:big|little|wee|baby|older|younger|elder|twin) (?:sister|brother|sis|bro|cousin)s?\b")
# When something happened is nobody’s detail: a tagger takes a year or “22” of “22.15hrs” for a number, and “Sun 22:47” for
# somebody.
_DAY = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:(?:19|20)\d\d|\d\d)\b"
    r"|\b(?:[Mm]on|[Tt]ues?|[Ww]ed|[Tt]h(?:u|urs?)|[Ff]ri|[Ss]at|[Ss]un|MON|TUES?|WED|THU(?:RS)?|FRI|SAT|SUN)\b"
    r"(?:(?=\W{1,2}(?:the )?\d)|\W{1,2}(?:eve(?:ning)?|night|morning|afternoon|am|pm)\b)"
)
_HOUR = re.compile(
    r"(?<![\w./-])(?:[01]?\d|2[0-3])(?::[0-5]\d|\.?[0-5]\d(?= ?(?:hrs?|hours|[ap]m)\b))(?![./-]?\d)", re.IGNORECASE
)
_OF_BIRTH = re.compile(r"\b(?:d\.?o\.?b\.?|born|birth(?:day| date)?|b\.)\W*(?:\w+\W+){0,2}$", re.IGNORECASE)
_A_TIME = re.compile(r"\W{1,3}(?:at )?\d{1,2}[:.]\d\d\b")
_TIME_BEFORE = re.compile(r"\d[:.]\d\d\W{1,3}(?:on )?\Z")
_A_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_YEARS = 3  # a date that is older, and no day of an incident, may be that of a birth
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_BESIDE = re.compile(r"[\s,'’\"“”.-]{0,2}")
_NUMBER_ENDS = re.compile(r"[\w/-]*\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The names and the other details of a message."""

    names: tuple[NameSpan, ...]
    details: tuple[Span, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where all of them stand; a name and a detail may overlap."""
        names = (Span(start=name.start, end=name.end, kind=DetailKind.NAME) for name in self.names)
        return (*self.details, *names)


def found_by_rules(text: str, hints: Collection[tuple[int, int]] = (), known: Collection[str] = ()) -> Found:
    """Return what rules and lists find; ``hints`` and ``known`` as ``find_names`` takes them."""
    names = find_names(text, hints, known)
    return Found(names=names, details=tuple(one for one in find_details(text) if not _inside_a_name(one, names)))


def found_by_both(text: str, tag: Tag, hints: Collection[tuple[int, int]] = (), known: Collection[str] = ()) -> Found:
    """Return what rules and lists find, with what a tagger adds and without what it is sure is none."""
    ruled = found_by_rules(text, hints, known)
    tagged = tag(text, ruled.spans)
    found = _added(text, _sifted(ruled, tagged), tagged.found)
    met = {key for name in found.names for key in name.keys} - {key for name in ruled.names for key in name.keys}
    if not met:
        return found
    again = [name for name in find_names(text, hints, {*known, *met}) if not _met_by(name, found)]
    return replace(found, names=_in_order([*found.names, *(name for name in again if set(name.keys) & met)]))


def _sifted(ruled: Found, tagged: Tagged) -> Found:
    """Return what rules found without what the tagger is sure is none; a full name stays, and so does who is named elsewhere."""
    sure = [name for name in ruled.names if len(name.keys) > 1 or not tagged.is_clear(name.start, name.end)]
    named = {key for name in sure for key in name.keys}
    return Found(
        names=tuple(name for name in ruled.names if named.issuperset(name.keys)),
        details=tuple(
            one for one in ruled.details if one.kind not in _DOUBTED or not tagged.is_clear(one.start, one.end)
        ),
    )


def _added(text: str, found: Found, spans: Sequence[Span]) -> Found:
    """Return what was found, widened by what a tagger found beside it, and with what it found elsewhere."""
    names, details = list(found.names), list(found.details)
    forms = (_OURS, _MARKUP, _DREW, _OF_THE_FAMILY, _HOUR)
    closed = [*protected(text), *(match.span() for form in forms for match in form.finditer(text))]
    days = [day.span() for day in _DAY.finditer(text) if not _OF_BIRTH.search(text[: day.start()])]
    for given in spans:
        whole = _whole_number(text, given)
        span = given if _inside(whole, [*closed, *days, *((name.start, name.end) for name in names)]) else whole
        born = span.kind is DetailKind.DATE_OF_BIRTH and (span.start, span.end) in days and _may_be_birth(text, span)
        if not _may_be(span.kind, text[span.start : span.end]) or _inside(span, closed if born else [*closed, *days]):
            continue
        if span.kind in _PLACES:
            names = [name for name in names if len(name.keys) > 1 or not _covers(span, name)]
            details = [one for one in details if one.kind not in _DOUBTED or not _covers(span, one)]
        if span.kind is DetailKind.NAME:
            names = _as_one(span, names)
        for start, end in _uncovered(text, span, (*names, *details)):
            if span.kind is DetailKind.NAME:
                _add_name(text, start, end, names)
            else:
                _add_detail(text, Span(start=start, end=end, kind=span.kind), details)
        names = [replace(name, end=_with_stop(text, name.end, span)) for name in names]
        details = [replace(one, end=_with_stop(text, one.end, span)) for one in details]
    return Found(names=_in_order(names), details=tuple(sorted(details, key=lambda one: one.start)))


def _may_be_birth(text: str, day: Span) -> bool:
    """Whether a day with its year lies some years back, and no time stands beside it."""
    year = _A_YEAR.search(text[day.start : day.end])
    this_year = date.today().year  # noqa: DTZ011  # the day where the person sits
    return (
        year is not None
        and int(year[0]) <= this_year - _YEARS
        and not (_A_TIME.match(text, day.end) or _TIME_BEFORE.search(text[max(0, day.start - 12) : day.start]))
    )


def _covers(span: Span, found: NameSpan | Span) -> bool:
    """Whether something found is a part of a longer detail: “Sparkbrook” of an address, “tess” of a handle."""
    return span.start <= found.start and found.end <= span.end and span.end - span.start > found.end - found.start


def _whole_number(text: str, span: Span) -> Span:
    """Return a number with all that is written in one with it: “#20931”, “HB/22871/OAK”."""
    if span.kind not in {DetailKind.CASE_NUMBER, DetailKind.UPN}:
        return span
    before, ends = text[: span.start], _NUMBER_ENDS.match(text, span.end)
    start = next((at + 1 for at in range(len(before) - 1, -1, -1) if not _is_of_number(before[at])), 0)
    return replace(span, start=start - before[:start].endswith("#"), end=ends.end() if ends else span.end)


def _is_of_number(letter: str) -> bool:
    return letter.isalnum() or letter in "_/-"


def _may_be(kind: DetailKind, words: str) -> bool:
    """Whether words may be a detail of a kind by their shape, and are nobody's that is published."""
    n_digits, n_letters = (sum(map(of, words)) for of in (str.isdigit, str.isalpha))
    is_short_for_another_thing = words.isupper() and fold(words) in name_lists().not_initials  # "DASH"
    if is_published(kind, words) or (
        kind in _PEOPLE and (is_short_for_another_thing or not _LIKE_A_NAME.fullmatch(words))
    ):
        return False
    if kind is DetailKind.INITIALS:
        return n_letters > 1 or words.isupper()
    if kind is DetailKind.DATE_OF_BIRTH:
        return n_digits > 4 or n_letters > 2
    if kind is DetailKind.CASE_NUMBER:
        return n_digits > 1 or n_letters > 5
    return kind is not DetailKind.ADDRESS or n_letters > 2


def _inside(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a span shares a character with one of some stretches."""
    return any(start < span.end and span.start < end for start, end in places)


def _with_stop(text: str, end: int, span: Span) -> int:
    """Return where something found ends, with a full stop that a tagger takes for its last character: "Ana P."."""
    return span.end if span.end == end + 1 and text[end] == "." else end


def _as_one(span: Span, names: Sequence[NameSpan]) -> list[NameSpan]:
    """Return names of which those that a tagger takes for one are one: "KHATUN, Sumaiya"."""
    within = [name for name in names if span.start <= name.start and name.end <= span.end]
    if len(within) < 2:
        return list(names)
    keys = tuple(key for name in within for key in name.keys)
    one = replace(within[0], end=max(name.end for name in within), keys=keys)
    return [*(name for name in names if name not in within), one]


def _add_name(text: str, start: int, end: int, names: list[NameSpan]) -> None:
    """Add a stretch to the name beside it, else as a name of its own."""
    for at, name in enumerate(names):
        if _beside(text, (start, end), (name.start, name.end)):
            names[at] = replace(name, start=min(start, name.start), end=max(end, name.end))
            return
    if new := name_at(text, start, end):
        names.append(new)


def _add_detail(text: str, new: Span, details: list[Span]) -> None:
    """Add a stretch to the detail of its kind beside it, else as one of its own."""
    for at, one in enumerate(details):
        if (
            one.kind is new.kind
            and one.kind not in _PEOPLE
            and _beside(text, (new.start, new.end), (one.start, one.end))
        ):
            details[at] = replace(one, start=min(new.start, one.start), end=max(new.end, one.end))
            return
    details.append(new)


def _beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether nothing but a mark or a space stands between two stretches."""
    first, last = sorted((one, other))
    return first[1] <= last[0] and bool(_BESIDE.fullmatch(text, first[1], last[0]))


def _uncovered(text: str, span: Span, found: Sequence[NameSpan | Span]) -> list[tuple[int, int]]:
    """Return the stretches of a span, with a letter or a digit in them, that nothing found covers."""
    hidden = {at for one in found for at in range(one.start, one.end)}
    letters = "".join("\0" if at in hidden else text[at] for at in range(span.start, span.end))
    return [
        (span.start + match.start(), span.start + match.end())
        for match in re.finditer(r"[\w@#](?:[^\0]*[\w])?", letters)
    ]


def _met_by(name: NameSpan, found: Found) -> bool:
    """Whether something found covers a part of a name already."""
    return any(one.start < name.end and name.start < one.end for one in found.spans)


def _in_order(names: Sequence[NameSpan]) -> tuple[NameSpan, ...]:
    return tuple(sorted(names, key=lambda name: name.start))


def _inside_a_name(detail: Span, names: Sequence[NameSpan]) -> bool:
    """Whether initials are part of a longer name: "Kayden J. B. Doyle"."""
    return detail.kind is DetailKind.INITIALS and any(
        name.start < detail.end and detail.start < name.end and (name.start < detail.start or detail.end < name.end)
        for name in names
    )
