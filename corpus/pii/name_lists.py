"""The lists that distinguish a name from a word: ours in ``names.txt``, and the words that our digests use in lower case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_PLAIN_LETTERS = str.maketrans("łøđı", "lodi", "’'‘")
_SECTION = re.compile(r"^\[(.+)\]$")
_LOWER_WORD = re.compile(r"(?<![\w’'.])[a-z][a-z'’]+(?![\w@])")


def fold(word: str) -> str:
    """Return a word as the lists spell it: lower case, no accents, no apostrophes.

    Examples
    --------
    >>> fold("Siân"), fold("O’Reilly")
    ('sian', 'oreilly')
    """
    plain = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """What is known of words, all folded.

    Parameters
    ----------
    given : frozenset of str
        Given names that are nothing else.
    ambiguous : frozenset of str
        Given names that are also words, months or places.
    hard : frozenset of str
        Ambiguous names that the subject uses as words too, such as ``will``: never names in lower case.
    never_alone, times : frozenset of str
        Ambiguous names that need a word for a person next to them even with a capital: ``An``, ``April``.
    surnames, second_names, places, not_names : frozenset of str
        Family names; the ``may`` of "lilly may"; places, peoples and faiths; agencies, records, brands and the like.
    ordinary : frozenset of str
        Words that the subject uses in lower case, and are no given name.
    not_initials, helplines : frozenset of str
        Capital letters that stand for no person; published numbers, their digits alone.
    titles : tuple of str
        Phrases with a person's name in them that mean no person.
    """

    given: frozenset[str]
    ambiguous: frozenset[str]
    hard: frozenset[str]
    never_alone: frozenset[str]
    times: frozenset[str]
    surnames: frozenset[str]
    second_names: frozenset[str]
    places: frozenset[str]
    not_names: frozenset[str]
    ordinary: frozenset[str]
    not_initials: frozenset[str]
    helplines: frozenset[str]
    titles: tuple[str, ...]

    def is_known(self, word: str) -> bool:
        """Whether a folded word is an ordinary word, a place, or something else that is no person."""
        if "-" in word:
            return all(self.is_known(part) for part in word.split("-"))
        return word in self.ordinary or word in self.places or word in self.not_names


@cache
def name_lists() -> NameLists:
    """Read the lists, once."""
    lines = _sections()
    lists = {title: frozenset(fold(word) for line in of for word in line.split()) for title, of in lines.items()}
    given, ambiguous, subject = lists["given"], lists["ambiguous"], _subject_words()
    ordinary = (subject - given - ambiguous) | lists["words"]
    doubtful = (given & (ordinary | lists["places"] | lists["not names"])) | ambiguous
    return NameLists(
        given=given - doubtful,
        ambiguous=doubtful,
        hard=doubtful & (subject | lists["words"]),
        never_alone=lists["never alone"],
        times=lists["times"],
        surnames=lists["surnames"],
        second_names=lists["second names"],
        places=lists["places"],
        not_names=lists["not names"],
        ordinary=ordinary,
        not_initials=lists["not initials"],
        helplines=lists["helplines"],
        titles=tuple(lines["titles"]),
    )


def _sections() -> dict[str, list[str]]:
    """Return the lines of ``names.txt`` under each of its headings."""
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in resources.files("corpus.pii").joinpath("names.txt").read_text(encoding="utf-8").splitlines():
        if heading := _SECTION.match(line):
            here = sections.setdefault(heading[1], [])
        elif line.strip() and not line.startswith("#"):
            here.append(line)
    return sections


def _subject_words() -> frozenset[str]:
    """Return the lower-case words of the bundled digests and of the questions staff ask."""
    found: set[str] = set()
    for package, folder, ending in (("corpus", "digests", ".md"), ("corpus.practice", "asked", ".jsonl")):
        for entry in resources.files(package).joinpath(folder).iterdir():
            if entry.name.endswith(ending):
                found.update(fold(word) for word in _LOWER_WORD.findall(entry.read_text(encoding="utf-8")))
    return frozenset(found)
