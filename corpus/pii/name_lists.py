"""The lists that distinguish a name from a word: ours in ``names.txt`` and ``words.txt``, and the words of what is bundled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

from corpus.once import once

_PLAIN_LETTERS = str.maketrans("łøđı", "lodi", "’'‘")
_SECTION = re.compile(r"^\[(.+)\]$")
_ENDING = re.compile(r"(?:ies|ied|ier|es|ed|ers?|ings?|ly|nt|s|d|y)$")
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
    spoken, typed : frozenset of str
        More words that staff type in lower case, without and with those that are family names too: no names there, but a
        child may be called ``Heaven`` and a teacher Mr Bell.
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
    spoken: frozenset[str]
    typed: frozenset[str]
    not_initials: frozenset[str]
    helplines: frozenset[str]
    titles: tuple[str, ...]

    def is_known(self, word: str) -> bool:
        """Whether a folded word is an ordinary word, a place, or something else that is no person."""
        if "-" in word:
            return all(self.is_known(part) for part in word.split("-"))
        return any(word in words for words in (self.ordinary, self.spoken, self.places, self.not_names))

    def is_form(self, word: str) -> bool:
        """Whether a folded word is known, or a known word with another ending: ``phoned``, ``shouldnt``, ``strimmers``."""
        stem = _ENDING.sub("", word)
        if stem[-2:-1] == stem[-1:] and stem != word and self.is_known(stem[:-1]):
            return True  # "netting"
        forms = (word, *(stem + end for end in ("", "e", "y") if len(stem) > 2))
        return any(self.is_known(form) or form in self.typed for form in forms)

    def is_misspelt(self, word: str) -> bool:
        """Whether a folded word of five letters or more is one letter away from a word that staff type."""
        if len(word) < 5:
            return False
        parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        letters = "abcdefghijklmnopqrstuvwxyz"
        near = {head + tail[1:] for head, tail in parts} | {
            head + tail[1:2] + tail[:1] + tail[2:] for head, tail in parts
        }
        near |= {head + letter + tail[skip:] for head, tail in parts for letter in letters for skip in (0, 1)}
        return any(form in self.typed or form in self.ordinary for form in near)


@once
def name_lists() -> NameLists:
    """Read the lists, once."""
    lines = _sections("names.txt")
    lists = {title: _folded(of) for title, of in lines.items()}
    given, ambiguous, subject = lists["given"], lists["ambiguous"], _subject_words()
    ordinary = (subject - given - ambiguous) | lists["words"]
    typed = _folded(_sections("words.txt")["typed"]) | _words_of("corpus.practice", "phrases") | subject
    named = given | ambiguous | lists["surnames"]
    doubtful = (given & (ordinary | lists["places"] | lists["not names"])) | ambiguous
    return NameLists(
        given=given - doubtful,
        ambiguous=doubtful,
        hard=doubtful & (typed | lists["words"]),
        never_alone=lists["never alone"],
        times=lists["times"],
        surnames=lists["surnames"],
        second_names=lists["second names"],
        places=lists["places"],
        not_names=lists["not names"],
        ordinary=ordinary,
        spoken=frozenset(word for word in typed - ordinary if not {word, word.removesuffix("s")} & named),
        typed=typed - given,
        not_initials=lists["not initials"],
        helplines=lists["helplines"],
        titles=tuple(lines["titles"]),
    )


def _folded(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of lines, folded."""
    return frozenset(fold(word) for line in lines for word in line.split())


def _sections(name: str) -> dict[str, list[str]]:
    """Return the lines of a list under each of its headings."""
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in resources.files("corpus.pii").joinpath(name).read_text(encoding="utf-8").splitlines():
        if heading := _SECTION.match(line):
            here = sections.setdefault(heading[1], [])
        elif line.strip() and not line.startswith("#"):
            here.append(line)
    return sections


def _subject_words() -> frozenset[str]:
    """Return the lower-case words of the bundled digests and of the questions staff ask."""
    return _words_of("corpus", "digests") | _words_of("corpus.practice", "asked")


def _words_of(package: str, folder: str) -> frozenset[str]:
    """Return the lower-case words of the texts of a bundled folder."""
    found: set[str] = set()
    for entry in resources.files(package).joinpath(folder).iterdir():
        if entry.name.endswith((".md", ".jsonl")):
            found.update(fold(word) for word in _LOWER_WORD.findall(entry.read_text(encoding="utf-8")))
    return frozenset(found)
