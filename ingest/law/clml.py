"""CLML, the XML of legislation.gov.uk (``data.xml``) -> what is printed of it, and the record of each provision.

Only a revised version has a record: the text as enacted or made says nothing of what is in force. Of a provision that differs
between nations the version in the text is read, and not the others, which stand apart (``Versions``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from ingest.errors import FetchError
from ingest.law.blocks_of_law import LawPrinter
from ingest.law.provision_records import provisions_of, with_effects
from ingest.law.xml_names import CLML, DC, META, TERMS, day_of, words_of
from ingest.law.xml_tree import read_tree
from ingest.web import LEGISLATION_SITE, WebBody, WebText

_NAMES_CHARS = 3_000
_VERSION = re.compile(r"/(\d{4}-\d\d-\d\d)(?:/|$)")
_ITEM = re.compile(r"https?://(?:www\.)?legislation\.gov\.uk(?:/id)?(/[a-z]+/(?:[^/]+/)?\d{4}/\d+|/[a-z]+/[^?#]+?/\d+)")
_FIRST = "This is the original version (as it was originally {})."


@dataclass(frozen=True, slots=True, kw_only=True)
class LawText:
    """What a document says of itself as a whole.

    Parameters
    ----------
    item : str
        Its path on legislation.gov.uk: ``/ukpga/1989/41``.
    year, number : str
        Of the Act's chapter, or the instrument.
    made : date or None
        The day on which it was enacted or made.
    valid : date or None
        The day from which this version has been valid.
    as_at : date or None
        The day that was asked about, if one was.
    extent : str
        Where it extends to as a whole.
    is_revised : bool
        Whether it is a revised version, and no text as enacted or made.
    """

    title: str
    item: str
    year: str = ""
    number: str = ""
    made: date | None = None
    valid: date | None = None
    as_at: date | None = None
    extent: str = ""
    is_revised: bool = False


def read_clml(data: bytes, url: str) -> WebText:
    """Read a document of legislation.

    Parameters
    ----------
    data : bytes
        What came from ``data.xml``.
    url : str
        The page that a person opens.

    Raises
    ------
    FetchError
        If it is not read, is another Act's or instrument's, or has no text.
    """
    root = read_tree(data, url)
    if root.tag != f"{CLML}Legislation":
        raise FetchError(f"what came for {url} is XML, but no legislation")
    law = law_text(root)
    if law.item and not f"{url}/".partition("legislation.gov.uk")[2].startswith(f"{law.item}/"):
        raise FetchError(f"what came for {url} is another text: {law.title or law.item}")
    notes = {one.get("id", ""): one for one in root.iter(f"{CLML}Commentary")}
    printer = LawPrinter(title=law.title, notes=notes)
    printer.print_law(root)
    if not any(root.iter(f"{CLML}P1")) or not printer.blocks:
        raise FetchError(f"the XML of {url} came without the text of any legislation")
    blocks = tuple(printer.blocks)
    is_part = bool(law.item) and not _VERSION.sub("", url).endswith(law.item)
    provisions = with_effects(provisions_of(root, notes), root, is_part=is_part) if law.is_revised else ()
    return WebText(
        url=url,
        site=LEGISLATION_SITE,
        title=law.title or blocks[0].text,
        names=_names(law, "\n".join(block.text for block in blocks)),
        updated=None,
        html="\n".join([*(repr(block) for block in blocks), repr(provisions)]),
        body=WebBody(blocks=blocks, n_pictures=printer.n_pictures),
        provisions=provisions,
    )


def law_text(root: Element) -> LawText:
    """Return what a document says of itself as a whole."""
    uri = root.get("DocumentURI", "")
    item, version = _ITEM.match(root.get("IdURI", "") or uri), _VERSION.search(uri)
    status = _value(root, "DocumentStatus")
    return LawText(
        title=_text(root, f"{DC}title"),
        item=item[1] if item else "",
        year=_value(root, "Year"),
        number=_value(root, "Number"),
        made=_day(root, "EnactmentDate") or _day(root, "Made"),
        valid=day_of(_text(root, f"{TERMS}valid")),
        as_at=day_of(version[1]) if version else None,
        extent=root.get("RestrictExtent", ""),
        is_revised=status == "revised",
    )


def _names(law: LawText, text: str) -> str:
    """Return what it calls itself, to be identified by: title, version, number, and its first words."""
    version = ""
    if not law.is_revised:
        version = _FIRST.format("made" if "/uksi/" in law.item else "enacted")
    elif law.as_at:
        version = f"Point in time view as at {law.as_at:%d/%m/%Y}"
    return "\n".join(filter(None, (law.title, version, f"{law.year} {law.number}".strip(), text[:_NAMES_CHARS])))


def _text(root: Element, path: str) -> str:
    found = root.find(f"{META}Metadata/{path}")
    return words_of(found) if found is not None else ""


def _value(root: Element, name: str) -> str:
    found = root.find(f"{META}Metadata//{META}{name}")
    return found.get("Value", "") if found is not None else ""


def _day(root: Element, name: str) -> date | None:
    found = root.find(f"{META}Metadata//{META}{name}")
    return day_of(found.get("Date")) if found is not None else None
