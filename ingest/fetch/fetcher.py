"""Bringing a source to disk: from its official page to a PDF in the library's folder, identified, or not at all.

Only three official hosts are asked, over https. A file appears under its real name whole, and only if it is the edition
asked for: bytes go to a part file, are read and identified, and are moved into place. What is another edition is set
aside, and a notice says so. A fetch that was killed goes on where it broke off.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus.register import Register
from corpus.types import Document, Source
from ingest.errors import FetchError, IngestError
from ingest.fetch.by_hand import how_by_hand
from ingest.fetch.destination import Fetched, Shelf
from ingest.fetch.download import ByteProgress, Download, Version
from ingest.fetch.govuk import ContentApi
from ingest.fetch.identity import Arrival, Identity, identify, of_document
from ingest.fetch.lockfile import Locked
from ingest.fetch.look import SourceChange, SourceLook, body_hash
from ingest.fetch.route import Route, find_route
from ingest.pdf import parse
from ingest.web import Anchors, Print, WebBody, WebText, print_page, unprintable


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Brings sources to a folder.

    Parameters
    ----------
    register : Register
        All editions known: what arrives is compared with them.
    folder : Path
        The library's folder. One fetcher at a time: ``lockfile.fetching_alone``.
    api : ContentApi
        What asks GOV.UK; its asker asks for files too.
    today : date
        The day to write down.
    on_progress : callable
        Called with the bytes received and the bytes expected (``None`` when the server does not say).
    document_of : callable
        Reads the PDF that came, so that it can be identified; the command reads it within limits.
    """

    register: Register
    folder: Path
    api: ContentApi
    today: date
    on_progress: ByteProgress = lambda _done, _total: None
    document_of: Callable[[Path, Source], Document] = lambda path, source: parse(path, source.source_id)

    def fetch(self, source: Source) -> Fetched:
        """Fetch a source.

        Raises
        ------
        FetchError
            If it cannot be had, cannot be read, or cannot be written. What stood under its name before still does.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            route = find_route(source, self.register, self.api)
            fetched = self._page(source, route, route.page) if route.page else self._file(source, route)
        except FetchError as error:
            by_hand = how_by_hand(source)
            hint = f"{error.hint}; {by_hand}" if error.hint else by_hand
            raise FetchError(f"{source.source_id}: {error.message}", hint) from error
        except OSError as error:
            with contextlib.suppress(OSError):
                Download(asker=self.api.asker, url="", part=self._shelf.part(source)).discard()
            raise FetchError(
                f"{source.source_id}: {self._shelf.target(source)} cannot be written: {error.strerror or error}",
                "free some disk space, or choose a folder that can be written to",
            ) from error
        return replace(fetched, notices=(*route.notices, *fetched.notices))

    def look(self, source: Source, n_bytes: int = 0, here: Collection[str] = ()) -> tuple[SourceChange, ...]:
        """Return what has changed where a source was had from; nothing if nothing has. Nothing is brought or written.

        Parameters
        ----------
        source : Source
            The source.
        n_bytes : int
            How long its file is, if it was not fetched.
        here : collection of str
            The sources that are here: an edition among them is no news.

        Raises
        ------
        FetchError
            If it cannot be asked, or the source is not here.
        """
        entry = self._shelf.locked(source)
        if entry is None and not n_bytes:
            raise FetchError(f"{source.source_id} has not been fetched", "run 'python -m ingest fetch'")
        return SourceLook(register=self.register, api=self.api, here=here).changes(source, entry, n_bytes)

    def _file(self, source: Source, route: Route) -> Fetched:
        """Bring a PDF.

        Raises
        ------
        FetchError
            If it cannot be had or read.
        """
        shelf = self._shelf
        on_disk = shelf.on_disk(source)
        on_disk = on_disk if on_disk and on_disk.url == route.url else None
        known = Version(url=route.url, etag=on_disk.etag, last_modified=on_disk.last_modified) if on_disk else None
        download = Download(
            asker=self.api.asker, url=route.url, part=shelf.part(source), known=known, on_progress=self.on_progress
        )
        version = download.run()
        if on_disk and (version is None or download.sha256() == on_disk.sha256):
            download.discard()
            return shelf.confirm(source, replace(on_disk, fetched_on=self.today, updated=route.updated))
        if version is None:
            raise FetchError("the server says that nothing has changed, and nothing is held")
        identity = self._identified(source, download)
        fresh = replace(
            self._entry(source, route, shelf.part(source), identity),
            etag=version.etag,
            last_modified=version.last_modified,
        )
        fetched = shelf.store(source, fresh, identity)
        download.discard()
        return fetched

    def _page(self, source: Source, route: Route, page: WebText) -> Fetched:
        """Print a web page.

        Raises
        ------
        FetchError
            If it has no text.
        """
        shelf = self._shelf
        on_disk = shelf.on_disk(source)
        if on_disk and on_disk.body_sha256 == body_hash(page):
            return shelf.confirm(source, replace(on_disk, fetched_on=self.today, updated=page.updated))
        body = page.body
        if not body.blocks:
            raise FetchError(f"{page.url} has no text")
        identity = identify(source, Arrival(title_page=page.names, updated=page.updated), self.register)
        headings = print_page(_print(source, page), shelf.part(source))
        anchors = Anchors(route.url, headings, page.provisions)
        remark = "; ".join(filter(None, (identity.remark, *_not_printed(body))))
        entry = self._entry(source, route, shelf.part(source), identity)
        return shelf.store(source, replace(entry, body_sha256=body_hash(page), remark=remark), identity, anchors)

    def _entry(self, source: Source, route: Route, part: Path, identity: Identity) -> Locked:
        data = part.read_bytes()
        return Locked(
            url=route.url,
            kind=route.kind,
            landing_url=route.landing.url if route.landing else source.landing_url,
            fetched_on=self.today,
            sha256=hashlib.sha256(data).hexdigest(),
            n_bytes=len(data),
            updated=route.updated,
            dated=identity.dated,
            remark=identity.remark,
        )

    def _identified(self, source: Source, download: Download) -> Identity:
        """Read what came and say what it is.

        Raises
        ------
        FetchError
            If it cannot be read; it is not kept.
        """
        try:
            document = self.document_of(download.part, source)
        except IngestError as error:
            download.discard()
            raise FetchError(f"what came cannot be read: {error.message}") from error
        return identify(source, of_document(document, source), self.register)

    @property
    def _shelf(self) -> Shelf:
        return Shelf(folder=self.folder, today=self.today)


def _print(source: Source, page: WebText) -> Print:
    day = f", updated {page.updated.day} {page.updated:%B %Y}" if page.updated else ""
    line = f"Print of a page of {page.site}{day}. The page itself is the official text."
    return Print(title=page.title, publisher=source.publisher, url=page.url, line=line, blocks=page.body.blocks)


def _not_printed(body: WebBody) -> list[str]:
    """Return what of a web page its print does not show, or shows otherwise."""
    pictures = "1 picture is" if body.n_pictures == 1 else f"{body.n_pictures} pictures are"
    notices = [f"{pictures} not in the print"] if body.n_pictures else []
    odd = sorted(unprintable(body.blocks))
    return [*notices, f"characters that the print shows otherwise: {' '.join(odd)}"] if odd else notices
