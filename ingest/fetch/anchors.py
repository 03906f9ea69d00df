"""Where the headings of a printed web page stand, so that a passage is cited by heading and anchor.

Beside a print stands ``<name>.anchors.json``: the web page's address, and for each heading the page, how high it is,
and its anchor.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnchor:
    """Where a heading stands in the print: its page, and its top in points from the bottom."""

    page: int
    top: float
    heading: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """The web page that a PDF is a print of, and where its headings stand in it; empty for other PDFs."""

    url: str = ""
    places: tuple[WebAnchor, ...] = ()

    def address(self, page: int, top: float) -> str:
        """Return the address of what stands at a place of the print: the web page at the last heading at or above it."""
        above = [place for place in self.places if (place.page, -place.top) <= (page, -top + 1)]
        return f"{self.url}#{above[-1].anchor}" if above else self.url


def write_anchors(pdf: Path, anchors: Anchors) -> None:
    """Write down where the headings of a print stand."""
    text = json.dumps(asdict(anchors), ensure_ascii=False, indent=1)
    anchors_file(pdf).write_text(f"{text}\n", encoding="utf-8")


def anchors_file(pdf: Path) -> Path:
    """Return the file beside a print that says where its headings stand."""
    return pdf.with_suffix(".anchors.json")


def read_anchors(pdf: Path) -> Anchors:
    """Return what was written down of a print; nothing for other PDFs."""
    try:
        data = json.loads(anchors_file(pdf).read_text(encoding="utf-8"))
        return Anchors(str(data["url"]), tuple(WebAnchor(**place) for place in data["places"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Anchors()
