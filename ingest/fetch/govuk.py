"""What a GOV.UK page presents, through the content API: its attachments, when it was updated, the text of a web page.

``https://www.gov.uk/api/content/<path>`` gives a page as JSON (https://content-api.publishing.service.gov.uk, read
November 2026). What it is, is in ``schema_name``: a publication or consultation lists files with a ``content_type`` and web
pages with ``attachment_type`` ``html`` under ``details.attachments``, or, in an older form, as HTML under
``details.documents``; web pages are also under ``links.children``. A guide or a news story is text itself, a collection
names other pages under ``links.documents``. A page that moved answers 200 too, as a ``redirect``. Attachments carry no
dates of their own, so the day is the publication's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from html import escape
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from corpus.types import Source
from ingest.errors import FetchError
from ingest.fetch.http_client import Asker, Gone, is_official
from ingest.fetch.titles import edition_years, likeness, others_named, share, years
from ingest.web import WebText, read_attachments, read_body

SITE = "https://www.gov.uk"
LISTS = frozenset({"", "publication", "consultation", "call_for_evidence"})  # what presents files and web pages
_NO_TEXTS = ("/government/organisations/", "/government/people/", "/search")
_MAX_BYTES = 20 * 1024 * 1024
_MAX_MOVES = 5
_UNLIKE = 0.2
_LIKE = 0.6  # a file beside a text is the source rather than the text, from this share of its title


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

    @property
    def is_official(self) -> bool:
        """Whether it is kept on a host that is asked; a path is of GOV.UK itself."""
        return self.url.startswith("/") or is_official(httpx.URL(self.url))


class _Child(_Open):
    title: str = ""
    base_path: str = ""
    document_type: str = ""
    locale: str | None = "en"


class _Part(_Open):
    slug: str = ""
    title: str = ""
    body: str = ""

    @field_validator("body", mode="before")
    @classmethod
    def _html_of(cls, body: Any) -> Any:
        return _html_of(body)


class _Details(_Open):
    attachments: tuple[Attachment, ...] = ()
    documents: tuple[str, ...] = ()
    final_outcome_documents: tuple[str, ...] = ()
    body: str = ""
    parts: tuple[_Part, ...] = ()
    alternative_path: str = ""

    @field_validator("attachments", "documents", "final_outcome_documents", mode="before")
    @classmethod
    def _of_its_form(cls, listed: Any, info: ValidationInfo) -> Any:
        """Leave out what is not of the form that is read: a collection's documents are ids, elsewhere there is HTML."""
        kind = dict if info.field_name == "attachments" else str
        return [one for one in listed or () if isinstance(one, kind)]

    @field_validator("body", mode="before")
    @classmethod
    def _html_of(cls, body: Any) -> Any:
        return _html_of(body)


class _Links(_Open):
    children: tuple[_Child, ...] = ()
    parent: tuple[_Child, ...] = ()
    documents: tuple[_Child, ...] = ()


class _Redirect(_Open):
    path: str = ""
    type: str = ""
    destination: str = ""


class _Withdrawn(_Open):
    withdrawn_at: datetime | None = None


class GovUkPage(_Open):
    """A page of GOV.UK as the content API gives it."""

    base_path: str
    title: str | None
    schema_name: str = ""
    document_type: str = ""
    first_published_at: datetime | None = None
    public_updated_at: datetime | None = None
    withdrawn_notice: _Withdrawn | None = None
    details: _Details = Field(default_factory=_Details)
    links: _Links = Field(default_factory=_Links)
    redirects: tuple[_Redirect, ...] = ()

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
    def is_text(self) -> bool:
        """Whether the page has a text of its own: a guide, a news story; not the few lines over a list of files."""
        return self.schema_name not in LISTS and bool(self.html)

    @property
    def html(self) -> str:
        """Its text; of a guide in parts, all of them, each under its title."""
        parts = (f'<h2 id="{escape(part.slug)}">{escape(part.title)}</h2>{part.body}' for part in self.details.parts)
        return self.details.body or "".join(parts)

    @property
    def full_title(self) -> str:
        """Its title, and that of the publication it is a part of."""
        return " ".join([self.title or "", *(parent.title for parent in self.links.parent)])

    def text(self) -> WebText:
        """Return it as a text."""
        return WebText(
            url=self.url, site="GOV.UK", title=self.title or "", names=self.full_title, updated=self.updated, html=self.html,
            body=read_body(self.html),
        )  # fmt: skip

    def moved_to(self, path: str) -> str:
        """Return where the page of a path is now: a path, an address elsewhere, or empty if it has not moved or is not said."""
        return next((one.destination for one in self.redirects if one.type == "exact" and one.path == path), "")

    def presented(self) -> tuple[Attachment, ...]:
        """Return the PDFs and web pages it presents, in English, in its order, those kept elsewhere too."""
        listed = [a for a in (*self.details.attachments, *self._in_html()) if a.is_pdf or a.is_web_page]
        paths = {_path(a.url) for a in listed}
        children = (child for child in self.links.children if child.document_type == "html_publication")
        more = [
            Attachment(title=child.title, url=child.base_path, attachment_type="html", locale=child.locale)
            for child in children
            if child.base_path not in paths
        ]
        return tuple(a for a in (*listed, *more) if a.locale in {None, "en"})

    def _in_html(self) -> list[Attachment]:
        """Return the attachments that are only there as HTML, the older form."""
        known = {_path(a.url) for a in self.details.attachments}
        html = "".join((*self.details.documents, *self.details.final_outcome_documents))
        found = [_attached(title, httpx.URL(SITE).join(href)) for title, href in read_attachments(html)]
        return [a for a in found if _path(a.url) not in known]


def _attached(title: str, url: httpx.URL) -> Attachment:
    """Return an attachment known by its link: a page under its publication, or a file."""
    is_page = url.host == "www.gov.uk" and "." not in url.path.rsplit("/", 1)[-1]
    return Attachment(title=title, url=str(url), attachment_type="html" if is_page else "file")


def _html_of(body: Any) -> Any:
    """Take the HTML where a body comes in several forms."""
    if isinstance(body, list):
        forms = {part.get("content_type"): part.get("content") for part in body if isinstance(part, dict)}
        return forms.get("text/html", "")
    return body or ""


def landing(source: Source) -> str:
    """Return the page of GOV.UK that presents a source, or is its text; empty if none is known."""
    pages = (source.file_url, source.landing_url)
    return next((url for url in pages if _is_page(url)), "")


@dataclass(frozen=True, slots=True)
class ContentApi:
    """The content API; a page that several sources share is asked for once."""

    asker: Asker
    _pages: dict[str, GovUkPage] = field(default_factory=dict)
    _moves: dict[str, str] = field(default_factory=dict)

    def page(self, address: str) -> GovUkPage:
        """Return a page of GOV.UK.

        Parameters
        ----------
        address : str
            Its address, or its path.

        Raises
        ------
        Gone
            If GOV.UK has taken it away.
        FetchError
            If it cannot be had, or what comes is not the API's answer.
        """
        path = _path(address)
        for _ in range(_MAX_MOVES + 1):
            if path not in self._pages:
                self._pages[path] = self.asker.patiently(partial(self._ask, path))
            page = self._pages[path]
            if page.schema_name == "gone":
                instead = (
                    f"; it names {SITE}{page.details.alternative_path} instead" if page.details.alternative_path else ""
                )
                raise Gone(f"GOV.UK has taken {SITE}{path} away{instead}")
            if page.schema_name != "redirect":
                return page
            path = self._moved(path, page)
        raise FetchError(f"{address} moved more than {_MAX_MOVES} times")

    def moved(self, address: str) -> str:
        """Return the address at which a page is now, if it has moved; it was asked for before."""
        path = first = _path(address)
        while path in self._moves:
            path = self._moves[path]
        return SITE + path if path != first else ""

    def _moved(self, path: str, page: GovUkPage) -> str:
        """Return the path at which a page is now.

        Raises
        ------
        FetchError
            If it is not said, or is not on GOV.UK.
        """
        there = httpx.URL(SITE).join(page.moved_to(path))
        if there.host != "www.gov.uk" or there.path in {"/", path}:
            raise FetchError(f"{SITE}{path} has moved to {page.moved_to(path) or 'a place that is not said'}")
        self._moves[path] = _path(str(there))
        return self._moves[path]

    def _ask(self, path: str) -> GovUkPage:
        data = self.asker.read(f"{SITE}/api/content{path}", "application/json", _MAX_BYTES)
        try:
            return GovUkPage.model_validate_json(data)
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
    ranked = sorted(possible, key=lambda a: _rank(source, a))
    best = ranked[0]
    alike = [a for a in possible if _rank(source, a) == _rank(source, best)]
    if len(possible) > 1 and (len(alike) > 1 or resemblance(source, best) < _UNLIKE):
        hint = f"write the address of the right one into file_url of {source.source_id} in the register"
        raise FetchError(f"{page.url} presents several that could be it: {_listed(possible)}", hint)
    if not best.is_official:
        raise FetchError(f"{page.url} presents it on another site, which is not asked: {best.url}")
    return best


def choose_of_collection(source: Source, collection: GovUkPage) -> Attachment:
    """Choose the page of a collection that is, or presents, a source.

    Raises
    ------
    FetchError
        If none of them is it.
    """
    pages = [
        Attachment(title=one.title, url=one.base_path, attachment_type="html") for one in collection.links.documents
    ]
    fitting = [page for page in pages if is_of(source, page)]
    if not fitting:
        raise FetchError(f"{collection.url} is a collection of {len(pages)} pages, and none bears the source’s title")
    return min(fitting, key=lambda page: _rank(source, page))


def is_of(source: Source, attachment: Attachment) -> bool:
    """Whether a file beside a text is the source rather than the text is."""
    main = source.title.partition(":")[0]
    return _may_be(source, attachment) and share(main, attachment.title) >= _LIKE


def resemblance(source: Source, attachment: Attachment) -> float:
    """Return the share of a source's title that an attachment's title has; if none, of what people call it."""
    found = (share(title, attachment.title) for title in (source.title, *source.names[:1]))
    return next(filter(None, found), 0.0)


def _rank(source: Source, attachment: Attachment) -> tuple[int, float, float, bool]:
    """Rank an attachment, the best lowest: no other kind of thing, much of the title, little else, a PDF."""
    title = " ".join((source.title, *source.names[:1]))
    return (
        len(others_named(title, attachment.title)),
        -round(resemblance(source, attachment), 3),
        -round(likeness(title, attachment.title), 3),
        not attachment.is_pdf,
    )


def same_file(one: str, other: str) -> bool:
    """Whether two addresses are of the same file."""
    return one.partition("?")[0].partition("#")[0] == other.partition("?")[0].partition("#")[0]


def _may_be(source: Source, attachment: Attachment) -> bool:
    """Whether an attachment's title allows it to be this edition: it names its year, or none."""
    named = years(attachment.title)
    return not named or edition_years(source) in {"", *named}


def _listed(attachments: Iterable[Attachment]) -> str:
    return "; ".join(f"“{a.title or a.url}”" for a in attachments)


def _path(address: str) -> str:
    return httpx.URL(address).path.rstrip("/") or "/"


def _is_page(address: str) -> bool:
    """Whether an address is a page of GOV.UK that may present a text, or be one."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return False
    is_file = "." in url.path.rsplit("/", 1)[-1]
    return address.startswith(f"{SITE}/") and url.path != "/" and not is_file and not url.path.startswith(_NO_TEXTS)
