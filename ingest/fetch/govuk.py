"""What a GOV.UK page presents, through the content API: its attachments, when it was updated, the body of a web page.

``https://www.gov.uk/api/content/<path>`` gives a page as JSON (https://content-api.publishing.service.gov.uk, read
November 2026). A publication lists its attachments under ``details.attachments``: files with a ``content_type``, web
pages with ``attachment_type`` ``html`` and a path; web pages are also under ``links.children``. Attachments carry no
dates of their own, so the day is the publication's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.types import Source
from ingest.errors import FetchError
from ingest.fetch.http_client import Asker
from ingest.fetch.titles import edition_years, likeness, years

SITE = "https://www.gov.uk"
_PUBLICATIONS = "/government/publications/"
_MAX_BYTES = 20 * 1024 * 1024
_UNLIKE = 0.2


class _Open(BaseModel):
    """A part of the API's answer of which only some fields are read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Attachment(_Open):
    """A file or web page that a publication presents."""

    title: str = ""
    url: str
    attachment_type: str = "file"
    content_type: str = ""
    locale: str | None = "en"

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        named = self.url.partition("?")[0].lower().endswith(".pdf")
        return self.content_type == "application/pdf" or (not self.content_type and named)

    @property
    def is_web_page(self) -> bool:
        """Whether it is a web page of GOV.UK."""
        return self.attachment_type == "html"


class _Child(_Open):
    title: str = ""
    base_path: str = ""
    document_type: str = ""
    locale: str | None = "en"


class _Details(_Open):
    attachments: tuple[Attachment, ...] = ()
    body: str = ""

    @field_validator("body", mode="before")
    @classmethod
    def _html_of(cls, body: Any) -> Any:
        """Take the HTML where a body comes in several forms."""
        if isinstance(body, list):
            forms = {part.get("content_type"): part.get("content") for part in body if isinstance(part, dict)}
            return forms.get("text/html", "")
        return body or ""


class _Links(_Open):
    children: tuple[_Child, ...] = ()
    parent: tuple[_Child, ...] = ()


class _Withdrawn(_Open):
    withdrawn_at: datetime | None = None


class GovUkPage(_Open):
    """A page of GOV.UK as the content API gives it."""

    base_path: str
    title: str
    schema_name: str = ""
    document_type: str = ""
    first_published_at: datetime | None = None
    public_updated_at: datetime | None = None
    withdrawn_notice: _Withdrawn | None = None
    details: _Details = Field(default_factory=_Details)
    links: _Links = Field(default_factory=_Links)

    @property
    def url(self) -> str:
        """The address a person opens."""
        return SITE + self.base_path

    @property
    def updated(self) -> date | None:
        """The day on which GOV.UK says it was last updated."""
        day = self.public_updated_at or self.first_published_at
        return day.date() if day else None

    @property
    def withdrawn(self) -> date | None:
        """The day on which it was withdrawn, if it was."""
        day = self.withdrawn_notice.withdrawn_at if self.withdrawn_notice else None
        return day.date() if day else None

    @property
    def is_web_page(self) -> bool:
        """Whether the page is itself the publication's text, not a list of attachments."""
        return self.schema_name == "html_publication" or self.document_type == "html_publication"

    @property
    def full_title(self) -> str:
        """Its title, and that of the publication it is a part of."""
        return " ".join([self.title, *(parent.title for parent in self.links.parent)])

    def presented(self) -> tuple[Attachment, ...]:
        """Return the PDFs and web pages it presents, in English, in its order."""
        listed = [a for a in self.details.attachments if a.is_pdf or a.is_web_page]
        paths = {_path(a.url) for a in listed}
        children = (child for child in self.links.children if child.document_type == "html_publication")
        more = [
            Attachment(title=child.title, url=child.base_path, attachment_type="html", locale=child.locale)
            for child in children
            if child.base_path not in paths
        ]
        return tuple(a for a in (*listed, *more) if a.locale in {None, "en"})


def landing(source: Source) -> str:
    """Return the page of GOV.UK that presents a source, or is its text; empty if none is known."""
    pages = (source.file_url, source.landing_url)
    return next((url for url in pages if url.startswith(SITE + _PUBLICATIONS) and not _is_pdf(url)), "")


@dataclass(frozen=True, slots=True)
class ContentApi:
    """The content API; a page that several sources share is asked for once."""

    asker: Asker
    _pages: dict[str, GovUkPage] = field(default_factory=dict)

    def page(self, address: str) -> GovUkPage:
        """Return a page of GOV.UK.

        Parameters
        ----------
        address : str
            Its address, or its path.

        Raises
        ------
        FetchError
            If it cannot be had, or what comes is not the API's answer.
        """
        path = _path(address)
        if path not in self._pages:
            self._pages[path] = self.asker.patiently(lambda: self._ask(path))
        return self._pages[path]

    def _ask(self, path: str) -> GovUkPage:
        headers = {"Accept": "application/json"}
        with self.asker.ask(f"{SITE}/api/content{path}", headers) as response:
            data = bytearray()
            for block in response.iter_bytes():
                data += block
                if len(data) > _MAX_BYTES:
                    raise FetchError(f"what GOV.UK says of {path} is larger than {_MAX_BYTES // 2**20} MB")
        try:
            return GovUkPage.model_validate_json(bytes(data))
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole"
            raise FetchError(f"what GOV.UK says of {path} is not in the expected form ({where})") from error


def choose(source: Source, page: GovUkPage) -> Attachment:
    """Choose the attachment that is a source: the one whose title is most like its title, of the edition's year.

    A PDF is preferred to a web page that is as like, for its pages can be cited.

    Raises
    ------
    FetchError
        If no attachment, or no single one, can be it; names what there is.
    """
    presented = page.presented()
    if not presented:
        raise FetchError(f"{page.url} presents no PDF and no web page")
    possible = [a for a in presented if _may_be(source, a)]
    if not possible:
        raise FetchError(f"{page.url} does not present this edition; it presents {_listed(presented)}")
    title = " ".join((source.title, *source.names[:1]))
    ranked = sorted(possible, key=lambda a: (-round(likeness(title, a.title), 3), not a.is_pdf))
    best = ranked[0]
    alike = [a for a in possible if _rank(title, a) == _rank(title, best)]
    if len(possible) > 1 and (len(alike) > 1 or likeness(title, best.title) < _UNLIKE):
        hint = f"write the address of the right one into file_url of {source.source_id} in the register"
        raise FetchError(f"{page.url} presents several that could be it: {_listed(possible)}", hint)
    return best


def same_file(one: str, other: str) -> bool:
    """Whether two addresses are of the same file."""
    return one.partition("?")[0].partition("#")[0] == other.partition("?")[0].partition("#")[0]


def _rank(title: str, attachment: Attachment) -> tuple[float, bool]:
    return round(likeness(title, attachment.title), 3), attachment.is_pdf


def _may_be(source: Source, attachment: Attachment) -> bool:
    """Whether an attachment's title allows it to be this edition: it names its year, or none."""
    named = years(attachment.title)
    return not named or edition_years(source) in {"", *named}


def _listed(attachments: Iterable[Attachment]) -> str:
    return "; ".join(f"“{a.title or a.url}”" for a in attachments)


def _path(address: str) -> str:
    return httpx.URL(address).path.rstrip("/") or "/"


def _is_pdf(address: str) -> bool:
    return address.partition("?")[0].lower().endswith(".pdf")
