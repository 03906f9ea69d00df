"""Fixed texts and what they rest on: each paragraph or page that a text names is bound, and no text is forgotten."""

from __future__ import annotations

import re

from assistant import messages
from corpus.statements import load_fixed

TEXTS = {
    "urgent-help": messages.URGENT_HELP,
    "refused": messages.REFUSED,
    **{f"caution-{name}": (text,) for name, text in messages.CAUTIONS.items() if "KCSIE" in text},
    "staff-help": tuple(messages.STAFF_HELP.values()),
    "not-the-lead": messages.NOT_THE_LEAD,
}
_PARAGRAPHS = re.compile(r"KCSIE 2025, paragraphs? ([\d, and]+)")


def test_every_fixed_text_that_names_guidance_is_bound() -> None:
    assert {one.text_id for one in load_fixed()} == TEXTS.keys()


def test_each_paragraph_that_a_text_names_is_among_its_pinpoints() -> None:
    for one in load_fixed():
        places = " ".join(f"{b.source_id} {b.where}" for says in one.sentences for b in says.bindings)
        for named in _PARAGRAPHS.findall(" ".join(TEXTS[one.text_id])):
            for number in re.findall(r"\d+", named):
                assert re.search(rf"kcsie-2025 page \d+, paragraph {number}\b", places), f"{one.text_id}: {number}"
