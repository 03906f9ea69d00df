"""Two wordings of one rule, word by word: what is the same, what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from corpus.text import fold, one_line

_WORD = re.compile(r"\S+")
_MOST_LISTED = 6
_JOIN_OVER = 1  # a single word that stayed between two changes is listed with them


class WordChange(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    ELSEWHERE = "elsewhere"  # not next to these words in the other edition, but in it


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words and what became of them."""

    change: WordChange
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """Two wordings compared.

    Parameters
    ----------
    earlier, later : tuple of WordRun
        Each wording whole, in runs: joined, they read as the wording does.
    likeness : float
        The share of words that both have, in order: 0 to 1.
    """

    earlier: tuple[WordRun, ...]
    later: tuple[WordRun, ...]
    likeness: float


def describe_changes(earlier: Sequence[WordRun], later: Sequence[WordRun]) -> tuple[str, ...]:
    """Return what was taken out and what was put in, for those who cannot see marks; the first few of many."""
    removed = [words.text for words in earlier if words.change is WordChange.REMOVED]
    added = [words.text for words in later if words.change is WordChange.ADDED]
    return (*_listed("Taken out", removed), *_listed("Put in", added))


def compare_words(earlier: str, later: str) -> Wordings:
    """Compare two wordings.

    Parameters
    ----------
    earlier, later : str
        The wordings, without the numbers of their paragraphs.
    """
    old, new = _WORD.findall(one_line(earlier)), _WORD.findall(one_line(later))
    matcher = SequenceMatcher(None, [_key(word) for word in old], [_key(word) for word in new], autojunk=False)
    before: list[WordRun] = []
    after: list[WordRun] = []
    for tag, i1, i2, j1, j2 in _joined(matcher.get_opcodes()):
        same = tag == "equal"
        _add(before, WordChange.SAME if same else WordChange.REMOVED, old[i1:i2])
        _add(after, WordChange.SAME if same else WordChange.ADDED, new[j1:j2])
    return Wordings(earlier=tuple(before), later=tuple(after), likeness=matcher.ratio())


def marked(words: Sequence[WordRun]) -> str:
    """Return a wording with its changes marked for plain text: ``[-taken out-]``, ``{+put in+}``, ``{=elsewhere=}``."""
    marks = {
        WordChange.SAME: "{}",
        WordChange.REMOVED: "[-{}-]",
        WordChange.ADDED: "{{+{}+}}",
        WordChange.ELSEWHERE: "{{={}=}}",
    }
    return " ".join(marks[one.change].format(one.text) for one in words)


def _key(word: str) -> str:
    """Return what is compared of a word: a comma more or less is no change, a full stop is none either."""
    return fold(word).strip(".,;:") or word


def _joined(codes: Sequence[tuple[str, int, int, int, int]]) -> list[tuple[str, int, int, int, int]]:
    """Take a lone word that stayed between two changes in with them, so that changes read as phrases."""
    out: list[tuple[str, int, int, int, int]] = []
    for at, code in enumerate(codes):
        tag, i1, i2, j1, j2 = code
        lone = tag == "equal" and i2 - i1 <= _JOIN_OVER and 0 < at < len(codes) - 1
        tag = "replace" if lone else tag
        if out and (out[-1][0] == "equal") == (tag == "equal"):
            out[-1] = (out[-1][0], out[-1][1], i2, out[-1][3], j2)
        else:
            out.append((tag, i1, i2, j1, j2))
    return out


def _add(into: list[WordRun], change: WordChange, words: Sequence[str]) -> None:
    if words:
        into.append(WordRun(change, " ".join(words)))


def _listed(what: str, runs: Sequence[str]) -> list[str]:
    runs = [run.rstrip(" .,;:") for run in runs if any(char.isalnum() for char in run)]
    if not runs:
        return []
    quoted = "; ".join(f"“{run}”" for run in runs[:_MOST_LISTED])
    rest = len(runs) - _MOST_LISTED
    return [f"{what}: {quoted}{f'; and {rest} more' if rest > 0 else ''}."]
