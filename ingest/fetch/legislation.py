"""Legislation on legislation.gov.uk: where its text is had, in the version that the register names, and which one came.

Its ``robots.txt`` asks programs to leave ``data.pdf`` alone (as others recorded it in 2026), which is made anew for each
who asks. So an Act as enacted, or an instrument as made, is its own static PDF. Any other version, or a part of one, is read
by its structure from ``data.xml`` and printed; where that cannot be had, it is the page under ``data.htm``. Any version is
under its own address: as enacted or made, as it stood on a day, or as it stands
(https://legislation.github.io/data-documentation, read November 2026). A person may open ``data.pdf`` in a browser.
Explanatory notes are not offered in this way.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import httpx

from corpus.types import Source
from ingest.fetch.http_client import LEGISLATION
from ingest.fetch.titles import words

_VERSIONED = re.compile(r"/(?:enacted|made|\d{4}-\d\d-\d\d)$")
_ADDRESS = re.compile(
    r"(?P<whole>/(?P<kind>[a-z]+)/(?P<year>\d{4})/(?P<number>\d+))"
    r"(?P<part>(?:/(?:part|section|schedule|crossheading|chapter|regulation|article|rule|paragraph)/[\w-]+)*)"
    r"(?P<version>/enacted|/made|/\d{4}-\d\d-\d\d)?"
)
_KINDS = ("act", "regulations", "order", "rules")
_AS_FIRST = {"as enacted": "/enacted", "as made": "/made"}
_REVISED_TO = re.compile(r"\brevised to (\d{1,2} \w+ \d{4})")
_AS_AT = re.compile(r"point in time view as at (\d\d)/(\d\d)/(\d{4})", re.IGNORECASE)
_IN_FORCE_ON = re.compile(r"in force on or before (\d{1,2} \w+ \d{4})", re.IGNORECASE)
_GENERATED = re.compile(r"document generated: (\d{4})-(\d\d)-(\d\d)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ENACTED = re.compile(r"this is the original version", re.IGNORECASE)
_REVISED = re.compile(r"changes to legislation:|point in time view", re.IGNORECASE)


def page_url(source: Source) -> str:
    """Return the address of the page of a source's version, for people; empty if it is not on legislation.gov.uk."""
    url = httpx.URL(source.landing_url)
    path = url.path.rstrip("/")
    if url.scheme != "https" or url.host != LEGISLATION or not _ADDRESS.fullmatch(path):
        return ""
    return f"https://{LEGISLATION}{path}{'' if _VERSIONED.search(path) else _version(source)}"


def static_pdf(source: Source) -> str:
    """Return the address of the PDF of a whole Act as enacted, or instrument as made; empty for any other version."""
    found = _ADDRESS.fullmatch(httpx.URL(page_url(source)).path)
    if not found or found["part"] or found["version"] not in _AS_FIRST.values():
        return ""
    named = f"{found['kind']}_{found['year']}{int(found['number']):04d}_en.pdf"
    return f"https://{LEGISLATION}{found['whole']}/pdfs/{named}"


def pdf_for_a_person(source: Source) -> str:
    """Return the address under which a person finds the PDF of a source's version in a browser."""
    page = page_url(source)
    return static_pdf(source) or (page and f"{page}/data.pdf")


def differs(source: Source, text: str) -> str:
    """Say in what legislation that arrived is not the version registered; empty if it is.

    Parameters
    ----------
    source : Source
        The version asked for.
    text : str
        The text of the first pages of what arrived.
    """
    if not _names_itself(source, text):
        return f"its first pages do not name “{source.title}”"
    if _version(source) in _AS_FIRST.values():
        return f"it is a revised version, and the register’s is as {_version(source)[1:]}" if _is_revised(text) else ""
    if _ENACTED.search(text):
        return "it is the version as enacted, and the register’s is revised"
    asked, arrived = revised_to(source), dated(text)
    if asked and arrived and arrived != asked:
        return f"it is the version of {_spelt(arrived)}, and the register’s is that of {_spelt(asked)}"
    return ""


def bears_number(source: Source, text: str) -> bool:
    """Whether a text bears the number of the Act or instrument that a source is, as its first pages do.

    An Act's chapter must follow its name, in its header or under its title. A text about it names it otherwise, and so do its
    explanatory notes.
    """
    found = _ADDRESS.fullmatch(httpx.URL(page_url(source)).path)
    if not found:
        return False
    flat = " ".join(text.split()).casefold()
    if found["kind"] == "uksi":
        return re.search(rf"\b{found['year']} no\. ?{found['number']}\b", flat) is not None
    title = _IN_BRACKETS.sub(" ", source.title).split(",")[0].split()
    name = r"\W+".join(re.escape(word.casefold()) for word in title)
    first = re.search(name, flat)
    if first is None or "explanatory notes" in flat[: first.start()]:
        return False
    is_in_header = re.match(rf"\W*\(c\. ?{found['number']}\)", flat[first.end() :])
    is_under_title = re.search(rf"{name}\W+(?:\d{{4}}\W+)?chapter {found['number']}\b", flat)
    return bool(is_in_header or is_under_title)


def revised_to(source: Source) -> date | None:
    """Return the day to which the version registered was revised, if the register names one."""
    found = _REVISED_TO.search(source.edition)
    return _day(found[1]) if found else None


def dated(text: str) -> date | None:
    """Return the day whose law a revised version states, or else the day on which its PDF was made."""
    as_at = _AS_AT.search(text)
    if as_at:
        return date(int(as_at[3]), int(as_at[2]), int(as_at[1]))
    one_line = " ".join(text.split())
    in_force = _IN_FORCE_ON.search(one_line)
    generated = _GENERATED.search(one_line)
    if in_force:
        return _day(in_force[1])
    return date(*(int(part) for part in generated.groups())) if generated else None


def _names_itself(source: Source, text: str) -> bool:
    """Whether the first Act (Regulations, Order) that a text names is the one asked for: others it only refers to."""
    title, there = words(_IN_BRACKETS.sub(" ", source.title).split(",")[0]), words(text)
    kind = title[-2] if len(title) > 1 and title[-2] in _KINDS else "act"
    named = (
        at + 2
        for at in range(len(there) - 1)
        if there[at] == kind and len(there[at + 1]) == 4 and there[at + 1].isdecimal()
    )
    first = next(named, 0)
    return bool(title) and there[max(0, first - len(title)) : first] == title


def _version(source: Source) -> str:
    """Return the version registered as a part of an address: as enacted, as on a day, or (empty) as it stands."""
    for says, address in _AS_FIRST.items():
        if source.edition.startswith(says):
            return address
    day = revised_to(source)
    return f"/{day.isoformat()}" if day else ""


def _is_revised(text: str) -> bool:
    return bool(_REVISED.search(text)) and not _ENACTED.search(text)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def _spelt(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
