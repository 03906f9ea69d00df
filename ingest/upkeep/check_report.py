"""A check in words for a person, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from corpus.days import day_words
from corpus.register import EditionStanding
from ingest.upkeep.check_record import CheckRecord
from ingest.upkeep.types import Checked

NOTHING_SEEN = CheckRecord()


def as_json(checked: Checked) -> str:
    """Return a check as one JSON object."""
    return json.dumps(checked.as_dict(), ensure_ascii=False, indent=1)


def readable(checked: Checked, seen: CheckRecord = NOTHING_SEEN) -> str:
    """Return a check as a person reads it: what to do, what to know, and the editions."""
    lines = []
    for heading, to_do in (("To do:", True), ("To know:", False)):
        texts = [f"- {one.text}" for one in checked.found if one.to_do is to_do]
        lines += [heading, *texts, ""] if texts else []
    lines += ["Nothing needs doing.", ""] if not checked.needs_doing else []
    lines += [f"Editions as at {checked.as_at}:"]
    for links in checked.chains:
        editions = (f"{one['name']} ({_days(one)}; {_STANDING_WORDS[one['standing']]})" for one in links)
        lines.append("- " + ", then ".join(editions))
    how_read = ", ".join(f"{n} {how}" for how, n in checked.n_statements.items())
    lines += ["", f"The digests' {sum(checked.n_statements.values())} statements: {how_read}."]
    return "\n".join([*lines, *_asked(checked, seen)])


def _asked(checked: Checked, seen: CheckRecord) -> list[str]:
    """Return whether the official sites were asked, and which sources were found unchanged."""
    if not checked.asked:
        last = f"; last on {day_words(seen.asked.date())}" if seen.asked else ""
        return [f"The official sites were not asked{last}."]
    n = len(seen.unchanged)
    return [f"Unchanged at their addresses: {'; '.join(seen.unchanged)}."] if n else []


_STANDING_WORDS = {
    EditionStanding.APPLIES.value: "applies",
    EditionStanding.NOT_YET.value: "not yet",
    EditionStanding.REPLACED.value: "replaced",
    EditionStanding.ENDED.value: "ended",
}


def _days(link: Mapping[str, Any]) -> str:
    begins = f"from {link['from']}" if link["from"] else "first day not known"
    return f"{begins} to {link['to']}" if link["to"] else begins
