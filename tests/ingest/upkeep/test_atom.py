"""The changes as a feed: what RFC 4287 asks of one, names that stay, and nothing that is not official."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from ingest.fetch import SourceChange, SourceState
from ingest.upkeep.atom import STATE_WORDS, as_atom
from ingest.upkeep.check_record import CheckRecord, SeenChange, change_id_of

ATOM = "{http://www.w3.org/2005/Atom}"
SEEN, ASKED = datetime(2031, 10, 1, 8, 30, 15, tzinfo=UTC), datetime(2031, 11, 1, 9, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def seen(state: SourceState, says: str = "its page says so", **changes: object) -> SeenChange:
    url = "https://www.gov.uk/lamps?a=1&b=2"
    change = SourceChange(state=state, says=says, url=url)
    one = SeenChange(
        change_id=change_id_of("lamps", change), source_id="lamps", name="Lamps <2031>", state=state, says=says, url=url,
        seen=SEEN, kinds={"short answer": 2},
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def record(*changes: SeenChange) -> CheckRecord:
    return CheckRecord().with_seen(frozenset({"lamps"}), changes, ASKED)


def test_a_feed_and_its_entries_have_what_the_standard_asks_for() -> None:
    given = record(*map(seen, SourceState))
    feed = ET.fromstring(as_atom(given))
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert _MOMENT.fullmatch(element.findtext(f"{ATOM}updated") or "")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(SourceState)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert all((entry.findtext(f"{ATOM}id") or "").startswith("urn:uuid:") for entry in entries)
    (link,) = entries[0].findall(f"{ATOM}link")
    assert link.attrib == {"rel": "alternate", "href": "https://www.gov.uk/lamps?a=1&b=2"}


def test_names_and_days_stay_from_one_feed_to_the_next() -> None:
    before = record(seen(SourceState.GONE))
    after = before.with_seen(frozenset({"lamps"}), (), datetime(2032, 1, 1, tzinfo=UTC))
    first, second = (ET.fromstring(as_atom(one)) for one in (before, after))
    for path in (f"{ATOM}id", f"{ATOM}entry/{ATOM}id", f"{ATOM}entry/{ATOM}updated"):
        assert first.findtext(path) == second.findtext(path)
    assert first.findtext(f"{ATOM}updated") == "2031-11-01T09:00:00Z"


def test_an_entry_says_what_changed_and_what_it_does_to_our_sentences() -> None:
    feed = ET.fromstring(as_atom(record(seen(SourceState.WITHDRAWN, "GOV.UK withdrew it\x0b", n_touched=1))))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == f"Lamps <2031>: {STATE_WORDS[SourceState.WITHDRAWN]}"
    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == (
        "GOV.UK withdrew it. 2 of our sentences rest on it (short answer 2); 1 on paragraphs that the new file has otherwise."
    )


def test_one_without_changes_is_a_feed_too() -> None:
    assert ET.fromstring(as_atom(record())).findall(f"{ATOM}entry") == []
