"""Whether one word is somebody's name where it stands: by the lists, and by the words around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from corpus.pii import context as beside
from corpus.pii.name_lists import NameLists, fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CONTRACTED = re.compile(r"['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_ODD_CASE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}s?$")  # "MyConcern", "SCRs"
_MODAL = frozenset({"will", "may", "can", "mark"})  # begin questions and orders: "Will Kayden be told?"
_MODAL_AT_START = _MODAL | {"bill", "chase", "hope"}
_NEAR_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word of the text: where it stands, its bare form without a possessive, and the text before and after."""

    start: int
    end: int
    word: str
    key: str
    possessive: bool
    before: str
    after: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and goes on in small letters."""
        plain = self.word.replace("Mc", "", 1).replace("Mac", "", 1)
        return self.word[0].isupper() and not self.word.isupper() and not _ODD_CASE.search(plain)

    @property
    def starts_sentence(self) -> bool:
        """Whether a sentence may begin here, so that a capital means nothing."""
        return bool(beside.SENTENCE_START.search(self.before))


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text."""
    found = []
    for match in _TOKEN.finditer(text):
        word, start = match[0], match.start()
        if text[start - 1 : start].isalnum() or _CONTRACTED.search(word):
            continue
        bare = _POSSESSIVE.sub("", word)
        token = Token(
            start=start,
            end=start + len(bare),
            word=bare,
            key=fold(bare),
            possessive=bare != word or text[match.end() : match.end() + 1] in {"'", "’"},
            before=text[max(0, start - _NEAR_CHARS) : start],
            after=text[match.end() : match.end() + _NEAR_CHARS],
        )
        found.append(token)
    return found


class Judge:
    """Says of one word whether it is a name where it stands."""

    def __init__(self, lists: NameLists, hints: tuple[tuple[int, int], ...]) -> None:
        self._lists = lists
        self._hints = hints

    def is_name(self, token: Token) -> bool:
        """Whether the word is, or begins, somebody's name."""
        lists, key = self._lists, token.key
        if token.capital and token.possessive and beside.AFTER_LAW.match(token.after):
            return False
        if key in lists.given or key.partition("-")[0] in lists.given:
            short_capitals = token.word.isupper() and len(token.word) <= 4  # "RUI", "TED"
            return not short_capitals or self._person_follows(token) or self._person_precedes(token)
        if key in lists.ambiguous:
            return self._ambiguous_is_name(token)
        if lists.is_known(key):
            return False
        return self._owner_is_name(token) or (
            not lists.is_known(key.removesuffix("s")) and self._unknown_is_name(token)
        )

    def is_met(self, token: Token, met: Collection[str]) -> bool:
        """Whether the word is a name that was met elsewhere, and may be one here."""
        lists = self._lists
        key = token.key if token.key in met else token.key.removesuffix("s")
        if key not in met or len(key) < 3 or (lists.is_known(key) and key not in lists.ambiguous):
            return False
        if key in lists.hard:
            return token.capital and key not in _MODAL
        return token.capital or key not in lists.ambiguous

    def _owner_is_name(self, token: Token) -> bool:
        """Whether the word is a name with its ``s`` and no apostrophe: "jadens mum"."""
        lists, key = self._lists, token.key[:-1]
        if token.possessive or not token.key.endswith("s") or key not in lists.given | (lists.ambiguous - lists.hard):
            return False
        return bool(beside.AFTER_KIN.match(token.after)) or (key in lists.given and not token.capital)

    def _ambiguous_is_name(self, token: Token) -> bool:
        """Whether a word that may be a name is one here."""
        lists, key = self._lists, token.key
        announced = (
            self._person_follows(token)
            or bool(beside.BEFORE_TITLE.search(token.before))
            or self._person_precedes(token)
        )
        if not token.capital and len(token.word) > 1:
            return announced and key not in lists.hard and not token.word.isupper()
        if announced or self._surname_follows(token):
            return True
        if key in lists.never_alone:
            return False
        if key in lists.places or key in lists.times:
            return bool(beside.BEFORE_TALK.search(token.before))
        if token.starts_sentence:
            return key not in lists.hard and (token.possessive or bool(beside.AFTER_BEING.match(token.after)))
        return not beside.BEFORE_DETERMINER.search(token.before)

    def _unknown_is_name(self, token: Token) -> bool:
        """Whether a word in no list is a name here."""
        if beside.BEFORE_TITLE.search(token.before) and (
            token.capital or beside.BEFORE_SURE_TITLE.search(token.before)
        ):
            return True
        if len(token.word) < 2 or not token.capital:
            return len(token.word) > 2 and not token.word.isupper() and bool(beside.BEFORE_CALLED.search(token.before))
        if self._person_follows(token) or self._person_precedes(token) or self._hinted(token):
            return True
        return self._unknown_starts(token) if token.starts_sentence else self._unknown_within(token)

    def _unknown_starts(self, token: Token) -> bool:
        """Whether an unknown word that begins a sentence is a name: signed, owning, or being something."""
        _, newline, line = token.before.rpartition("\n")
        signed = bool(newline) and not line.strip(" -–—") and bool(beside.AFTER_LINE_END.match(token.after))
        return signed or token.possessive or bool(beside.AFTER_BEING.match(token.after))

    def _unknown_within(self, token: Token) -> bool:
        """Whether an unknown word with a capital inside a sentence is a name, and no part of a title."""
        lists = self._lists
        if beside.BEFORE_DETERMINER.search(token.before):
            plural = token.key.endswith("s") and token.key[:-1] in lists.surnames  # "the Doyles"
            return plural or bool(beside.AFTER_HOUSEHOLD.match(token.after))
        before, after = beside.BEFORE_CAPITAL.search(token.before), beside.AFTER_CAPITAL.match(token.after)
        if before and lists.is_known(fold(before[1])):  # "Graded Care Profile"
            return False
        return not beside.ABSTRACT.search(token.word) and not (after and lists.is_known(fold(after[1])))

    def _hinted(self, token: Token) -> bool:
        return any(start <= token.start and token.end <= end for start, end in self._hints)

    def _person_follows(self, token: Token) -> bool:
        """Whether what comes after belongs to a person: an age, a year group, a mother, something said."""
        after = token.after
        if token.possessive:
            return bool(beside.AFTER_POSSESSED.match(after))
        if token.key in self._lists.times and not beside.AFTER_TIMELY.match(after):
            after = ""  # "May (Y4)" and "June is in Y2" are people; "May, Year 6" is a month
        if beside.AFTER_AGE.match(after) or beside.AFTER_YEAR.match(after):
            return True
        paired = token.key not in self._lists.places and bool(beside.AFTER_PAIR.match(after))
        return token.capital and (paired or bool(beside.AFTER_SAID.match(token.after)))

    def _person_precedes(self, token: Token) -> bool:
        """Whether what comes before announces a person: ``mum``, ``pupil``, ``called``, ``spoke to``."""
        lists, before = self._lists, token.before
        if not token.capital:
            return token.key in lists.ambiguous - lists.hard and bool(beside.BEFORE_KIN.search(before))
        if token.key in lists.times or token.key in _MODAL:
            return bool(beside.BEFORE_KIN_OR_NAMED.search(before))
        if token.key in lists.places and not beside.BEFORE_RELATED.search(before):
            return False
        if token.key in lists.hard and not re.search(r"\w $", before):
            return False
        return bool(beside.BEFORE_PERSON.search(before) or beside.BEFORE_NAMED.search(before))

    def _surname_follows(self, token: Token) -> bool:
        """Whether the next word is a family name: capitalised and no word of the subject."""
        lists, following = self._lists, beside.AFTER_CAPITAL.match(token.after)
        if (
            following is None
            or token.possessive
            or (token.starts_sentence and token.key in lists.hard & _MODAL_AT_START)
        ):
            return False
        key = fold(following[1])
        return (key in lists.surnames or not lists.is_known(key)) and key not in lists.ambiguous | lists.given
