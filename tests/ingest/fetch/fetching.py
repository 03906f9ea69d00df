"""What the tests of fetching share: made-up sources, their PDFs, and a fetcher against the imitating server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from corpus.register.register import Register
from corpus.types import Authority, Source
from ingest.fetch.destination import Fetched
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.govuk import ContentApi
from ingest.fetch.http_client import Asker
from ingest.index.inputs import from_folder
from tests.ingest import pdfs

TODAY = date(2031, 10, 1)
LANDING = "/government/publications/looking-after-lighthouses"
ACT_PAGE = "https://www.legislation.gov.uk/ukpga/2019/40/2030-05-05"
ACT_XML, ACT_TEXT = f"{ACT_PAGE}/data.xml", f"{ACT_PAGE}/data.htm"
ACT_PDF = "https://www.legislation.gov.uk/ukpga/2019/40/pdfs/ukpga_20190040_en.pdf"
PDF_2031 = "https://assets.publishing.service.gov.uk/media/1/Looking_after_lighthouses_2031.pdf"


def lighthouses(year: int = 2031, **changes: Any) -> Source:
    """An edition of a made-up statutory guidance."""
    return Source(**{
        "source_id": f"lighthouses-{year}",
        "title": "Looking after lighthouses: statutory guidance for keepers",
        "publisher": "Department for Lamps",
        "edition": f"September {year}",
        "authority": Authority.STATUTORY_GUIDANCE,
        "in_force_from": date(year, 9, 1),
        "names": (f"Lighthouses {year}",),
        "landing_url": f"https://www.gov.uk{LANDING}",
        **changes,
    })


def act(**changes: Any) -> Source:
    """A version of a made-up Act."""
    return Source(**{
        "source_id": "lighthouse-act-2019",
        "title": "Lighthouse Act 2019 (c. 40)",
        "publisher": "UK Parliament (legislation.gov.uk)",
        "edition": "revised to 5 May 2030",
        "authority": Authority.LAW,
        "in_force_from": date(2019, 6, 1),
        "names": ("Lighthouse Act 2019",),
        "landing_url": "https://www.legislation.gov.uk/ukpga/2019/40",
        **changes,
    })


GUIDANCE, ACT = (
    lighthouses(2031, file_url=PDF_2031, supersedes=("lighthouses-2030",)),
    act(),
)
EDITIONS = (lighthouses(2030, file_url=""), GUIDANCE, ACT)
AS_ENACTED = act(source_id="lighthouse-act-2019-as-enacted", edition="as enacted", names=())
Fetch = Callable[[Source], Fetched]


def register_of(*sources: Source) -> Register:
    """A register of some sources and no others."""
    return Register({source.source_id: source for source in sources})


def guidance_pdf(folder: Path, *cover: str, n_pages: int = 3) -> bytes:
    """A PDF with a cover of some lines and pages of text."""
    pages = [pdfs.lines(600, *cover, size=24, bold=True), *(pdfs.filler(n) for n in range(2, n_pages + 1))]
    return pdfs.make(folder / "made.pdf", pages).read_bytes()


def lighthouse_pdf(folder: Path, year: int = 2031, n_pages: int = 3) -> bytes:
    """The PDF of an edition of the made-up guidance."""
    cover = ("Looking after lighthouses", str(year), "Statutory guidance for keepers", f"September {year}")
    return guidance_pdf(folder, *cover, n_pages=n_pages)


def attachment(title: str, url: str, **changes: Any) -> dict[str, Any]:
    """A file as the content API lists it."""
    return {
        "attachment_type": "file",
        "id": url.rsplit("/", 1)[-1],
        "title": title,
        "url": url,
        "content_type": "application/pdf",
        "filename": url.rsplit("/", 1)[-1],
        "accessible": False,
        **changes,
    }


def act_page(title: str = "Lighthouse Act 2019", *status: str, words: str = "A keeper must trim the wick.") -> bytes:
    """An Act as legislation.gov.uk gives it under ``data.htm``: the site around it, and the Act in elements of its own."""
    told = "".join(f"<p>{line}</p>" for line in status)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><div id='menu'>Browse legislation</div>"
        f"<div class='LegSnippet'>{told}<h1 class='LegTitle'>{title}</h1>"
        "<h2 class='LegPartFirst'><span class='LegPartNo'>PART 1</span><span class='LegPartTitle'>Lamps</span></h2>"
        "<h5 class='LegClearFix LegP1ContainerFirst'><a class='LegAnchorID' id='section-1'></a>"
        "<span class='LegDS LegP1No'>1</span><span class='LegDS LegP1GroupTitleFirst'>Keeping of lamps</span></h5>"
        "<p class='LegClearFix LegP2Container'><span class='LegDS LegLHS LegP2No' id='section-1-1'>(1)</span>"
        f"<span class='LegDS LegRHS LegP2Text'>{words}</span></p>"
        "<p class='LegClearFix LegP3Container'><span class='LegDS LegLHS LegP3No'>(a)</span>"
        "<span class='LegDS LegRHS LegP3Text'>in the evening;</span></p>"
        "<div class='LegBlockAmendment'><p class='LegClearFix LegP2Container LegAmend'>"
        "<span class='LegDS LegLHS LegP2No'>(1)</span><span class='LegDS LegRHS LegP2Text'>The words put in elsewhere.</span>"
        "</p></div><div class='LegAnnotations'><p class='LegAnnotationsGroupHeading'>Textual Amendments</p>"
        "<div class='LegCommentaryItem'><p class='LegCommentaryPara'><span class='LegCommentaryType'>F1</span>"
        "<span class='LegCommentaryText'>S. 1 inserted (5.5.2030)</span></p></div></div></div>"
        "<div id='footer'>All content is available</div></body></html>"
    ).encode()


@dataclass
class Time:
    """A clock that only sleeping moves."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    def clock(self) -> float:
        return self.seconds


def fetcher(folder: Path, client: httpx.Client, sources: Iterable[Source], time: Time | None = None) -> Fetcher:
    """A fetcher whose waiting takes no time."""
    passing = time or Time()
    asker = Asker(client=client, sleep=passing.sleep, clock=passing.clock)
    return Fetcher(register=register_of(*sources), folder=folder, api=ContentApi(asker), today=TODAY)


def library(folder: Path) -> set[str]:
    """The sources that a build would index from the folder."""
    return (
        {item.source.source_id for item in from_folder(folder, register_of(*EDITIONS))[0]} if folder.exists() else set()
    )
