"""What the pieces of a long provision hang on: the words that open it, or open the item at hand, up to a dash or colon.

``(1) A person must— (a) …, (b) …`` is divided between items when it is too long. The piece that starts at ``(b)`` then
says nothing of who must. Its lead-in is the last words before it that open items of its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import one_line

_LEAD_IN_CHARS = 240
_ITEM = re.compile(
    r"(?:^|\n)[“‘\[]*(?:\((?P<label>[0-9]{1,2}[A-Z]{0,2}|[a-z]{1,4})\)|(?P<bullet>[•▪◦●–\uf0b7]|o(?= )))"
)
_OPENS = ("—", ":")
_ROMAN = re.compile(r"[ivx]+$")
_AMBIGUOUS = frozenset("ivx")  # a letter, or a numeral


@dataclass(frozen=True, slots=True)
class _Opening:
    """Words that open a list, where they start, and the kinds of mark that its first item may be of."""

    at: int
    words: str
    kinds: frozenset[str]


def opening_before(text: str, at: int) -> str:
    """Return the words that a piece of a provision hangs on, or empty if it stands by itself.

    Parameters
    ----------
    text : str
        The provision.
    at : int
        Where the piece starts in it.
    """
    items = list(_ITEM.finditer(text))
    here = _ITEM.match(text, at) or _ITEM.match(text, max(0, at - 1))
    if here is None or at == 0:
        return ""
    kinds = _kinds(here)
    outer = [item.start() for item in items if item.start() < at and "number" in _kinds(item)]
    since = outer[-1] if outer and "number" not in kinds else 0  # a letter or numeral stays in its subsection
    found = [opening for opening in _openings(text[:at], items) if opening.at >= since and opening.kinds & kinds]
    return _tail(found[-1].words) if found else ""


def _openings(text: str, items: list[re.Match[str]]) -> list[_Opening]:
    """Find what opens items: the text from one item to the next, if it ends in a dash or colon."""
    found: list[_Opening] = []
    starts = [0, *(item.start() for item in items if 0 < item.start() <= len(text))]
    following = {item.start(): item for item in items}
    for low, high in zip(starts, [*starts[1:], len(text)], strict=True):
        words = one_line(text[low:high])
        child = following.get(high)
        if words.endswith(_OPENS) and child is not None:
            found.append(_Opening(low, words, _kinds(child, first=True)))
    return found


def _kinds(item: re.Match[str], first: bool = False) -> frozenset[str]:
    """Return what kinds of mark an item may have; the first of a list that is ``(i)`` is a numeral."""
    label = item["label"]
    if label is None:
        return frozenset({"bullet"})
    if label[0].isdigit():
        return frozenset({"number"})
    if first or not _ROMAN.match(label):
        return frozenset({"numeral" if label == "i" else "letter"})
    return frozenset({"letter", "numeral"}) if label in _AMBIGUOUS else frozenset({"numeral"})


def _tail(words: str) -> str:
    return words if len(words) <= _LEAD_IN_CHARS else "… " + words[-_LEAD_IN_CHARS:].split(" ", 1)[-1]
