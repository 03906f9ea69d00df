"""An Act on legislation.gov.uk: the address of its PDF, in the version that the register names, and which one came.

Any version of an Act, or of a part of it, is a PDF under ``<version>/data.pdf``: as enacted, as it stood on a day, or
as it stands (https://legislation.github.io/data-documentation, read November 2026). The first to ask waits while it is
made. Explanatory notes are not offered in this way.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import httpx

from corpus.types import Source
from ingest.fetch.titles import words

HOST = "www.legislation.gov.uk"
_VERSIONED = re.compile(r"/(?:enacted|\d{4}-\d\d-\d\d)$")
_ACT = re.compile(
    r"/[a-z]+/\d{4}/\d+(?:/(?:part|section|schedule|crossheading|chapter)/[\w-]+)*(?:/enacted|/\d{4}-\d\d-\d\d)?"
)
_REVISED_TO = re.compile(r"\brevised to (\d{1,2} \w+ \d{4})")
_AS_AT = re.compile(r"point in time view as at (\d\d)/(\d\d)/(\d{4})", re.IGNORECASE)
_IN_FORCE_ON = re.compile(r"in force on or before (\d{1,2} \w+ \d{4})", re.IGNORECASE)
_GENERATED = re.compile(r"document generated: (\d{4})-(\d\d)-(\d\d)", re.IGNORECASE)
_ENACTED = re.compile(r"this is the original version", re.IGNORECASE)
_REVISED = re.compile(r"changes to legislation:|point in time view", re.IGNORECASE)


def pdf_url(source: Source) -> str:
    """Return the address of an Act's PDF in the version registered; empty if it is not known to have one."""
    url = httpx.URL(source.landing_url)
    path = url.path.rstrip("/")
    if url.scheme != "https" or url.host != HOST or not _ACT.fullmatch(path):
        return ""
    version = "" if _VERSIONED.search(path) else _version(source)
    return f"https://{HOST}{path}{version}/data.pdf"


def differs(source: Source, text: str) -> str:
    """Say in what an Act that arrived is not the version registered; empty if it is.

    Parameters
    ----------
    source : Source
        The version asked for.
    text : str
        The text of the first pages of what arrived.
    """
    if not _names_itself(source, text):
        return f"its first pages do not name “{source.title}”"
    if _version(source) == "/enacted":
        return "it is a revised version, and the register’s is as enacted" if _is_revised(text) else ""
    if _ENACTED.search(text):
        return "it is the version as enacted, and the register’s is revised"
    asked, arrived = revised_to(source), dated(text)
    if asked and arrived and arrived != asked:
        return f"it is the version of {_spelt(arrived)}, and the register’s is that of {_spelt(asked)}"
    return ""


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
    """Whether the first Act that a text names is the one asked for: others it only refers to."""
    title, there = words(source.title.split(",")[0]), words(text)
    named = (
        at + 2
        for at in range(len(there) - 1)
        if there[at] == "act" and len(there[at + 1]) == 4 and there[at + 1].isdecimal()
    )
    first = next(named, 0)
    return bool(title) and there[max(0, first - len(title)) : first] == title


def _version(source: Source) -> str:
    """Return the version registered as a part of an address: as enacted, as on a day, or (empty) as it stands."""
    if source.edition.startswith("as enacted"):
        return "/enacted"
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
