"""What a pinpoint's reference names, read from its words: pages, paragraphs, sections.

``Part two, paragraph 130, pages 36 to 37`` names pages 36 and 37 and paragraph 130; ``section 3(2)`` names ``s.3(2)``, as
passages carry it. A page is the one printed, unless the reference gives the PDF's as well.
"""

from __future__ import annotations

import re

from corpus.types import Passage

_PDF_PAGES = re.compile(r"\bPDF pages? ([\d ,and to–-]*\d)")
_PAGES = re.compile(r"\bpages? ([\d ,and to–-]*\d)")
_PARAGRAPHS = re.compile(r"\bparagraphs? ((?:\d+[A-Z]{0,2}(?:, | and | to )?)+)")
_SECTIONS = re.compile(r"\bsections? (\d+[A-Z]{0,2}(?:\(\w+\))*)(?:(?: and | to |–|-)(\d+[A-Z]{0,2}(?:\(\w+\))*))?")
_FROM_TO = re.compile(r"(\d+)(?: to |–|-)(\d+)")


def pages(reference: str) -> frozenset[int]:
    """Return the PDF pages that a reference names; the printed ones where it gives no others."""
    found = _PDF_PAGES.findall(reference) or _PAGES.findall(reference)
    return frozenset(number for part in found for number in _numbers(part))


def labels(reference: str) -> frozenset[str]:
    """Return the paragraphs and sections that a reference names, labelled as passages are: ``41``, ``s.3(2)``."""
    paragraphs = {str(n) for part in _PARAGRAPHS.findall(reference) for n in _numbers(part)}
    sections = {f"s.{label}" for ends in _SECTIONS.findall(reference) for label in ends if label}
    return frozenset(paragraphs | sections)


def names_passage(reference: str, passage: Passage) -> bool:
    """Whether a reference names the paragraph or section of a passage; where it names none, the passage’s page."""
    wanted = labels(reference)
    if wanted:
        return passage.paragraph in wanted or passage.paragraph.partition("(")[0] in wanted
    return bool(pages(reference) & {passage.page, *_numbers(passage.printed or "")})


def _numbers(text: str) -> set[int]:
    ranges = {n for low, high in _FROM_TO.findall(text) for n in range(int(low), int(high) + 1)}
    return ranges | {int(n) for n in re.findall(r"\d+", text)}
