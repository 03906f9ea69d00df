"""What has changed where a source was had from: another file, another edition, withdrawn, moved or gone. Nothing is brought."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from corpus.days import day_words
from corpus.register import Register
from corpus.types import Source
from ingest.errors import FetchError
from ingest.fetch.download import Version, version_of
from ingest.fetch.govuk import Attachment, ContentApi, GovUkPage
from ingest.fetch.http_client import Gone
from ingest.fetch.lockfile import Locked
from ingest.fetch.route import Route, direct, find_route, landing_of
from ingest.fetch.titles import edition_years, others_named, share, years
from ingest.web import WEB_PRINT_VERSION, WebText

_LIKE = 0.6  # of a title: what a page presents beside the text has other words


class SourceState(StrEnum):
    """What has become of a source where it was had from."""

    NEWER_FILE = "newer_file"
    NEWER_EDITION = "newer_edition"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """One thing that has changed where a source was had from.

    Parameters
    ----------
    says : str
        What is so, as a clause.
    url : str
        The official address at which a person sees it.
    file : str
        The address of the file that is new; empty if there is none, or it is a web page.
    edition : str
        The id of the registered edition that is announced; empty if none is registered.
    mark : str
        What tells this change from the next of its kind: the server’s mark of the version, or a year.
    """

    state: SourceState
    says: str
    url: str
    file: str = ""
    edition: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLook:
    """Looks at where a source was had from.

    Parameters
    ----------
    register : Register
        All editions known.
    api : ContentApi
        What asks GOV.UK; its asker asks for files too.
    here : collection of str
        The sources that are here: an edition among them is no news.
    """

    register: Register
    api: ContentApi
    here: Collection[str] = ()

    def changes(self, source: Source, entry: Locked | None, n_bytes: int = 0) -> tuple[SourceChange, ...]:
        """Return what has changed; nothing if nothing has.

        Parameters
        ----------
        source : Source
            The source.
        entry : Locked or None
            What was fetched.
        n_bytes : int
            How long the file here is, if it was not fetched: all that another can be told from it by.

        Raises
        ------
        FetchError
            If it cannot be asked.
        """
        of_page = self._of_page(source)
        try:
            route = find_route(source, self.register, self.api)
            return (*of_page, *self._of_file(source, route, entry, n_bytes))
        except Gone as gone:
            return of_page if _has(of_page, SourceState.GONE) else (*of_page, _gone(source, gone))
        except FetchError:
            if _has(of_page, SourceState.NEWER_EDITION):
                return of_page  # the page presents that one, and this one no more
            raise

    def _of_page(self, source: Source) -> tuple[SourceChange, ...]:
        """Return what the page that presents a source says.

        Raises
        ------
        FetchError
            If it cannot be read, and there is no other address to ask.
        """
        landing, found = landing_of(source), list[SourceChange]()
        if not landing:
            return ()
        try:
            page = self.api.page(landing)
        except Gone as gone:
            return (_gone(source, gone),)
        except FetchError:
            if direct(source):
                return ()
            raise
        if page.withdrawn:
            says = f"GOV.UK withdrew it on {day_words(page.withdrawn)}"
            found.append(SourceChange(state=SourceState.WITHDRAWN, says=says, url=page.url, mark=f"{page.withdrawn}"))
        if moved := self.api.moved(landing):
            says = f"its page has moved to {moved}"
            found.append(SourceChange(state=SourceState.MOVED, says=says, url=moved, mark=moved))
        newer = _newer_edition(source, page)
        if newer is not None and not self._is_here(source, newer):
            found.append(self._announced(source, newer, page))
        return tuple(found)

    def _is_here(self, source: Source, newer: Attachment) -> bool:
        known = self._registered(source, newer)
        return known is not None and known.source_id in self.here

    def _registered(self, source: Source, newer: Attachment) -> Source | None:
        of_year = (
            one for one in self.register.successors(source.source_id) if edition_years(one) in years(newer.title)
        )
        return next(of_year, None)

    def _announced(self, source: Source, newer: Attachment, page: GovUkPage) -> SourceChange:
        known = self._registered(source, newer)
        return SourceChange(
            state=SourceState.NEWER_EDITION,
            says=f"its page presents “{newer.title}”",
            url=page.url,
            file=newer.url if newer.is_pdf and newer.is_official else "",
            edition=known.source_id if known else "",
            mark=" ".join(years(newer.title)),
        )

    def _of_file(self, source: Source, route: Route, entry: Locked | None, n_bytes: int) -> tuple[SourceChange, ...]:
        """Return how the file, or the web page, differs from what is here.

        Raises
        ------
        FetchError
            If it cannot be asked.
        """
        says, mark = "", route.url
        if entry is not None and route.url != entry.url:
            says = f"its page names another file now: {route.url}"
        elif route.page is not None:
            mark = body_hash(route.page)
            changed = entry is not None and mark != entry.body_sha256
            says = f"the web page has changed since {entry.fetched_on}" if entry and changed else ""
        else:
            now = self.api.asker.patiently(lambda: self._version_now(route.url, entry))
            since = f"since {entry.fetched_on}" if entry else "from the one that was saved by hand"
            if now is not None and _differs(now, entry, n_bytes):
                mark = now.mark or str(now.n_bytes)
                says = (
                    f"the file at its address has changed {since}"
                    if entry
                    else f"the file at its address differs {since}"
                )
        file = route.url if route.page is None else ""
        address = route.landing.url if route.landing else _address(source)
        change = SourceChange(state=SourceState.NEWER_FILE, says=says, url=address, file=file, mark=mark)
        return (change,) if says else ()

    def _version_now(self, url: str, entry: Locked | None) -> Version | None:
        named = {"Accept-Encoding": "identity"}
        if entry is not None:
            named |= {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
        headers = {name: value for name, value in named.items() if value}
        with self.api.asker.ask(url, headers, (200, 304)) as response:
            return version_of(url, response) if response.status_code == 200 else None


def body_hash(page: WebText) -> str:
    """Hash what a print is made of, and how it is made."""
    return hashlib.sha256("\n".join((WEB_PRINT_VERSION, page.title, page.html)).encode()).hexdigest()


def _differs(now: Version, entry: Locked | None, n_bytes: int) -> bool:
    if entry is None:
        return now.n_bytes is not None and now.n_bytes != n_bytes
    then = Version(url=entry.url, etag=entry.etag, last_modified=entry.last_modified, n_bytes=entry.n_bytes)
    return now != then


def _newer_edition(source: Source, page: GovUkPage) -> Attachment | None:
    """Return what a page presents as a later edition of a source, by the year in its title."""
    own = _year(edition_years(source))
    titled = [
        one
        for one in page.presented()
        if share(source.title.partition(":")[0], one.title) >= _LIKE and not others_named(source.title, one.title)
    ]
    later = [one for one in titled if own and max(map(_year, years(one.title)), default=0) > own]
    return max(later, key=lambda one: (_year(years(one.title)[-1]), one.is_pdf), default=None)


def _has(changes: Iterable[SourceChange], state: SourceState) -> bool:
    return any(one.state is state for one in changes)


def _gone(source: Source, gone: Gone) -> SourceChange:
    return SourceChange(state=SourceState.GONE, says=gone.message, url=_address(source))


def _year(years_named: str) -> int:
    found = re.findall(r"\d{4}", years_named)
    return int(found[-1]) if found else 0


def _address(source: Source) -> str:
    return landing_of(source) or direct(source) or source.landing_url or source.file_url
