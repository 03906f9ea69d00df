"""The changes that were seen at official sites, as an Atom feed (RFC 4287) that others can subscribe to.

It says which source, what changed, when that was seen, where, and how many of our sentences rest on it. Nothing of what anybody
asked is in it, nor of a document of the school’s own: neither is ever asked about.
"""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from ingest.fetch import SourceState
from ingest.upkeep.check_record import CheckRecord, SeenChange

STATE_WORDS = {
    SourceState.NEWER_FILE: "a newer file at its address",
    SourceState.NEWER_EDITION: "a newer edition",
    SourceState.WITHDRAWN: "withdrawn",
    SourceState.MOVED: "its page has moved",
    SourceState.GONE: "gone from its address",
}
_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = "What changed in official guidance on domestic abuse and safeguarding in schools"
_AUTHOR = "DSL guidance assistant"


def as_atom(record: CheckRecord) -> bytes:
    """Return a record as an Atom feed, the newest change first.

    Parameters
    ----------
    record : CheckRecord
        Of a library whose official sites were asked at least once.
    """
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _add(feed, "id", record.feed_id)
    _add(feed, "title", _TITLE)
    _add(feed, "updated", _moment(record.asked or datetime.now(UTC)))
    _add(_add(feed, "author"), "name", _AUTHOR)
    for change in record.changes:
        _entry(_add(feed, "entry"), change)
    ET.indent(feed)
    data: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(entry: ET.Element, change: SeenChange) -> None:
    _add(entry, "id", change.change_id)
    _add(entry, "title", f"{change.name}: {STATE_WORDS[change.state]}")
    _add(entry, "updated", _moment(change.seen))
    if change.url:
        _add(entry, "link", rel="alternate", href=change.url)
    _add(entry, "category", term=change.state.value)
    _add(entry, "summary", f"{change.says[:1].upper()}{change.says[1:]}. {change.effect}")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = _printable(text) or None
    return child


def _printable(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
