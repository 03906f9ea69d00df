"""Where a source is had from: legislation.gov.uk, a PDF's own address, or what its page on GOV.UK presents or is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import httpx

from corpus.register import Register
from corpus.types import Authority, Source
from ingest.errors import FetchError
from ingest.fetch import govuk, legislation
from ingest.fetch.govuk import Attachment, ContentApi, GovUkPage
from ingest.fetch.http_client import HostClosed, is_official
from ingest.fetch.titles import edition_years, years
from ingest.law import read_clml
from ingest.web import WebText, read_law

_MAX_LAW_BYTES = 40 * 1024 * 1024  # the longest Acts, with every note


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a source is had from.

    Parameters
    ----------
    url : str
        The address of the file, or of the web page.
    kind : str
        ``pdf``, an Act's own PDF (``law``), or a web page (``html``).
    landing : GovUkPage or None
        The page of GOV.UK that presents it, as far as it was asked.
    page : WebText or None
        The web page itself.
    notices : tuple of str
        What its page lets one doubt.
    """

    url: str
    kind: Literal["pdf", "law", "html"]
    landing: GovUkPage | None = None
    page: WebText | None = None
    notices: tuple[str, ...] = ()

    @property
    def updated(self) -> date | None:
        """The day on which GOV.UK says it was last updated."""
        found = self.page or self.landing
        return found.updated if found else None


def fetchable(register: Register) -> tuple[Source, ...]:
    """Return the sources that can be asked for: legislation, a PDF's address, or a page of GOV.UK.

    A page presents the latest edition, so an edition that was replaced is asked for only by a PDF's own address.
    """
    return tuple(
        source
        for source in register.values()
        if direct(source) or _law(source) or (landing_of(source) and not register.successors(source.source_id))
    )


def find_route(source: Source, register: Register, api: ContentApi) -> Route:
    """Find where a source is had from.

    Raises
    ------
    FetchError
        If it is not known, or its page does not say.
    """
    if _law(source):
        return _legislation(source, api)
    address, landing = direct(source), landing_of(source)
    if not landing:
        if not address:
            raise FetchError("the register has no address for its PDF that can be asked")
        return Route(url=address, kind="pdf")
    try:
        page = api.page(landing)
    except FetchError as error:
        if not address:
            raise
        return Route(url=address, kind="pdf", notices=(f"its official page could not be read: {error.message}",))
    said = [f"GOV.UK withdrew it on {page.withdrawn}"] if page.withdrawn else []
    if moved := api.moved(landing):
        said.append(f"its page has moved to {moved}: correct the register")
    found = _registered(source, address, page, register) if address else _presented(source, page, api)
    return replace(found, notices=(*said, *found.notices))


def direct(source: Source) -> str:
    """Return the address of a source's own PDF, if it is on an official host."""
    try:
        url = httpx.URL(source.file_url)
    except httpx.InvalidURL:
        return ""
    return source.file_url if is_official(url) and url.path.lower().endswith(".pdf") else ""


def _law(source: Source) -> str:
    return legislation.page_url(source) if source.authority is Authority.LAW else ""


def _legislation(source: Source, api: ContentApi) -> Route:
    """Take the PDF of an Act as enacted, or else its version by structure, or else the page of that.

    Raises
    ------
    HostClosed
        If the site will not be asked again in this run.
    FetchError
        If there is neither.
    """
    pdf = legislation.static_pdf(source)
    if pdf:
        return Route(url=pdf, kind="law")
    page = legislation.page_url(source)
    try:
        data = _law_at(f"{page}/data.xml", "application/xml", api)
        return Route(url=page, kind="html", page=read_clml(data, page))
    except HostClosed:
        raise
    except FetchError as error:
        try:
            html = _law_at(f"{page}/data.htm", "text/html", api)
            text = read_law(html.decode("utf-8", "replace"), page)
        except FetchError as also:
            raise FetchError(f"{error.message}; {also.message}", also.hint or error.hint) from also
        notice = f"nothing is recorded of its provisions, since it was read as a web page: {error.message}"
        return Route(url=page, kind="html", page=text, notices=(notice,))


def _law_at(url: str, accept: str, api: ContentApi) -> bytes:
    return api.asker.patiently(lambda: api.asker.read(url, accept, _MAX_LAW_BYTES))


def landing_of(source: Source) -> str:
    """Return the page of GOV.UK that presents a source, or is its text; empty if none is known, or it is legislation."""
    return "" if source.authority is Authority.LAW else govuk.landing(source)


def _registered(source: Source, address: str, page: GovUkPage, register: Register) -> Route:
    """Take the file registered, or the one of the same edition that its page presents instead; say so if it does."""
    presented = page.presented()
    listed = any(govuk.same_file(address, attachment.url) for attachment in presented)
    if listed or not presented or register.successors(source.source_id):
        return Route(url=address, kind="pdf", landing=page)
    instead = _same_edition(source, page)
    if instead:
        notice = f"its page presents another file of this edition than the register, and that was taken: {instead.url}"
        return Route(url=instead.url, kind="pdf", landing=page, notices=(notice,))
    titles = "; ".join(f"“{attachment.title}”" for attachment in presented)
    notice = f"{page.url} does not present the file registered; it presents {titles}"
    return Route(url=address, kind="pdf", landing=page, notices=(notice,))


def _same_edition(source: Source, page: GovUkPage) -> Attachment | None:
    """Return the one PDF that a page presents as the very edition, naming its year."""
    try:
        chosen = govuk.choose(source, page)
    except FetchError:
        return None
    return chosen if chosen.is_pdf and edition_years(source) in years(chosen.title) else None


def _presented(source: Source, landing: GovUkPage, api: ContentApi) -> Route:
    """Take from its page the file, or the web page, that is a source; or the page, if that is itself a text.

    Raises
    ------
    FetchError
        If the page neither presents a text nor is one.
    """
    if landing.schema_name == "document_collection":
        return _presented(source, api.page(govuk.choose_of_collection(source, landing).url), api)
    if landing.is_web_page or (landing.is_text and not any(govuk.is_of(source, a) for a in landing.presented())):
        return Route(url=landing.url, kind="html", page=landing.text())
    if not landing.presented() and landing.schema_name not in govuk.LISTS:
        raise FetchError(f"{landing.url} is a page of another kind ({landing.schema_name}), which has no text to print")
    chosen = govuk.choose(source, landing)
    if not chosen.is_web_page:
        return Route(url=chosen.url, kind="pdf", landing=landing)
    page = api.page(chosen.url)
    return Route(url=page.url, kind="html", page=page.text(), landing=landing)
