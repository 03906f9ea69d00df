"""Is what arrived the edition asked for? Its title page, and the register, decide; an address does not.

Addresses are reused: the PDF of 2024 gives way to that of 2026 under the same name. So the title page must bear the
register's title, the first year it names must be the edition's, and no other registered edition may fit it better.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.register import Register
from corpus.types import Authority, Document, Source
from ingest.errors import OtherEdition
from ingest.fetch import legislation
from ingest.fetch.titles import edition_years, fits_title, n_shared, years

_TITLE_PAGE_CHARS = 800
_ACT_CHARS = 3_000
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNNAMED = frozenset({Authority.LOCAL, Authority.DIGEST})  # their title pages are ours, or the school's
_DATE = re.compile(rf"(?:(?<![\d.])\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d")


class IdentityVerdict(StrEnum):
    """What arrived, compared with the edition asked for."""

    SAME = "same"
    OTHER_EDITION = "other_edition"
    OTHER_PUBLICATION = "other_publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What arrived, as it names itself.

    Parameters
    ----------
    title_page : str
        The text of the first page (of an Act: of the first pages); for a web page its titles.
    named : str
        The title in the file's metadata.
    updated : date or None
        For a web page, the day on which its publisher last updated it.
    """

    title_page: str
    named: str = ""
    updated: date | None = None

    @property
    def text(self) -> str:
        """All that it calls itself."""
        return f"{self.title_page}\n{self.named}"

    @property
    def dates(self) -> tuple[str, ...]:
        """The months and days printed on the title page, such as ``July 2025``."""
        return tuple(dict.fromkeys(_DATE.findall(" ".join(self.title_page.split()))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What arrived is, or is not, the edition asked for.

    Parameters
    ----------
    reason : str
        Why not, as the end of a sentence; empty if it is.
    is_source : str
        Another registered edition that it is, if it is one.
    dated : str
        What its title page, or its publisher, gives as its date.
    remark : str
        What a person should look at although it was accepted.
    """

    verdict: IdentityVerdict
    reason: str = ""
    is_source: str = ""
    dated: str = ""
    remark: str = ""


def of_document(document: Document, source: Source) -> Arrival:
    """Return how a parsed PDF names itself."""
    n_chars = _ACT_CHARS if source.authority is Authority.LAW else _TITLE_PAGE_CHARS
    n_pages = 2 if source.authority is Authority.LAW else 1
    # A cover may be a picture: the first page with text then stands for the title page.
    first = next((i for i, page in enumerate(document.pages) if page.text.strip()), 0)
    text = "\n".join(page.text for page in document.pages[first : first + n_pages])
    return Arrival(title_page=text[:n_chars], named=dict(document.metadata).get("Title", ""))


def remark_on(document: Document, source: Source, register: Register) -> str:
    """Return what a person should look at in a PDF that stands under a source's name; empty if it is what its name says.

    Parameters
    ----------
    document : Document
        The parsed PDF.
    source : Source
        The edition its name says it is.
    register : Register
        All editions known; a source that is not among them is not looked at.

    Raises
    ------
    OtherEdition
        If it is another registered edition: under this name its words would be quoted as what they are not.
    """
    if source.source_id not in register or source.authority in _UNNAMED:
        return ""
    identity = identify(source, of_document(document, source), register)
    if identity.is_source:
        raise OtherEdition(
            f"what stands under this name is {register[identity.is_source].name}",
            f"save it as {identity.is_source}.pdf",
        )
    return f"may be another edition than {source.name}: {identity.reason}" if identity.reason else ""


def identify(source: Source, arrival: Arrival, register: Register) -> Identity:
    """Compare what arrived with the edition asked for and all others registered."""
    if source.authority is Authority.LAW:
        return _identify_act(source, arrival)
    printed_date = _printed_date(arrival)
    fitting = {s.source_id: n_shared(s, arrival.text) for s in _comparable(register) if _fits(s, arrival, register)}
    best = max(fitting, key=lambda known: (fitting[known], known == source.source_id), default="")
    if source.source_id in fitting and fitting[source.source_id] == fitting[best]:
        return Identity(verdict=IdentityVerdict.SAME, dated=printed_date, remark=_remark(source, arrival))
    if best:
        related = {
            s.source_id for s in (*register.successors(source.source_id), *register.predecessors(source.source_id))
        }
        verdict = IdentityVerdict.OTHER_EDITION if best in related else IdentityVerdict.OTHER_PUBLICATION
        return Identity(verdict=verdict, reason=f"it is {register[best].name}", is_source=best, dated=printed_date)
    if fits_title(source, arrival.text):
        reason = f"it is dated {printed_date or 'otherwise'}, and the register’s edition is {source.edition}"
        return Identity(verdict=IdentityVerdict.OTHER_EDITION, reason=reason, dated=printed_date)
    first = " ".join(arrival.title_page.split())[:80]
    return Identity(
        verdict=IdentityVerdict.OTHER_PUBLICATION, reason=f"its title page reads “{first}”", dated=printed_date
    )


def _identify_act(source: Source, arrival: Arrival) -> Identity:
    day = legislation.dated(arrival.text)
    dated = day.isoformat() if day else ""
    reason = legislation.differs(source, arrival.text)
    if not reason:
        return Identity(verdict=IdentityVerdict.SAME, dated=dated)
    other = reason.startswith("its first pages")
    return Identity(
        verdict=IdentityVerdict.OTHER_PUBLICATION if other else IdentityVerdict.OTHER_EDITION,
        reason=reason,
        dated=dated,
    )


def _comparable(register: Mapping[str, Source]) -> list[Source]:
    return [source for source in register.values() if source.authority not in {Authority.LAW, *_UNNAMED}]


def _fits(source: Source, arrival: Arrival, register: Register) -> bool:
    """Whether what arrived bears a source's title and its year."""
    if not fits_title(source, arrival.text):
        return False
    expected, printed = edition_years(source), years(arrival.title_page) or years(arrival.named)
    if not expected:
        return True
    if printed:
        return printed[0] == expected
    is_only = not (register.successors(source.source_id) or register.predecessors(source.source_id))
    if arrival.updated is not None and str(arrival.updated.year) not in expected:
        # A page is corrected in later years. Where only one edition is known, it still is that one; a remark says when.
        return is_only and arrival.updated.year > int(expected[:4])
    # It names no year at all. Where only one edition is known, its title is enough.
    return arrival.updated is not None or is_only


def _printed_date(arrival: Arrival) -> str:
    """Return the date that what arrived bears."""
    if arrival.dates:
        return " and ".join(arrival.dates[:2])
    named = years(arrival.title_page) or years(arrival.named)
    if named:
        return named[0]
    return f"{arrival.updated.day} {arrival.updated:%B %Y}" if arrival.updated else ""


def _remark(source: Source, arrival: Arrival) -> str:
    """Say if the month on the title page, or of the last update, is none that the register gives."""
    known = {_month(found) for found in _DATE.findall(source.edition)}
    if source.in_force_from:
        known.add(f"{source.in_force_from:%B %Y}")
    found = {_month(text) for text in arrival.dates}
    if not found and arrival.updated:
        found = {f"{arrival.updated:%B %Y}"}
    if not known or not found or known & found:
        return ""
    return f"it is dated {_printed_date(arrival)}, and the register’s edition is {source.edition}: look whether it is the same"


def _month(text: str) -> str:
    return re.sub(r"^\d+ ", "", text)
