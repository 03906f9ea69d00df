"""Whether one word is somebody's name where it stands, by lists of words and by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from corpus.pii import context
from corpus.pii.name_lists import NameLists, fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CONTRACTED = re.compile(r"['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_ODD_CASE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}s?$")  # "MyConcern", "SCRs"
_MODAL = frozenset({"will", "may", "can", "mark"})  # begin questions and orders: "Will Kayden be told?"
_MODAL_AT_START = _MODAL | {"bill", "chase", "hope"}
NEAR_CHARS = 60
_DIALECT = re.compile(r"th?['’]")  # "th'early help form"
_VERBAL = re.compile(
    r"(?:ed|ing|es|[^aeious]s)$"
)  # an unknown word after "dad" may be what he did: "relapsed", "gambles"
_THINGS = frozenset({
    "story", "page", "justice", "rain", "song", "stone", "art", "grant", "loan", "shade", "rehab", "tea", "dot",
    "dash", "chance",
})  # fmt: skip
_SEASONS = frozenset({"summer", "autumn", "winter"})
# words that are names before all when they come, say or cry
_VIRTUES = frozenset({
    "grace", "hope", "faith", "joy", "summer", "rose", "dawn", "eve", "sky", "angel", "blessing", "storm", "peace",
})  # fmt: skip


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
        return bool(context.SENTENCE_START.search(self.before))


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
            before=text[max(0, start - NEAR_CHARS) : start],
            after=text[match.end() : match.end() + NEAR_CHARS],
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
        if token.capital and (context.AFTER_LAW if token.possessive else context.AFTER_CLASS).match(token.after):
            return False
        if key in lists.given or key.partition("-")[0] in lists.given:
            short_capitals = token.word.isupper() and len(token.word) <= 4  # "RUI", "TED"
            return not short_capitals or self._person_follows(token) or self._person_precedes(token)
        if key in lists.ambiguous:
            return self._ambiguous_is_name(token)
        if lists.is_known(key):
            owner = key[:-1] in _SEASONS | _VIRTUES and self._owner_is_name(token)  # "autumns mum"
            return owner or (key in lists.spoken and self._word_is_name(token))
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

    def may_be_listed(self, token: Token) -> bool:
        """Whether the word may be a name beside another name: in no list of words, or a word that is also a name."""
        lists, key = self._lists, token.key
        if len(key) < 3 or key in lists.hard or key in lists.never_alone:
            gentle = key in lists.hard - lists.times - _MODAL - lists.never_alone
            pair = (
                token.starts_sentence
                or context.AFTER_TWO_END.match(token.after)
                or context.BEFORE_MET.search(token.before)
            )
            return gentle and (token.capital or bool(pair))
        if key in lists.ambiguous or key in lists.surnames:
            return key not in lists.places | lists.times
        return not lists.is_form(key) and not (token.word.isupper() or _ODD_CASE.search(token.word))

    def _word_is_name(self, token: Token) -> bool:
        """Whether a word that staff use is a name for once: "Heaven (Y5)"."""
        if not token.capital or token.starts_sentence or context.BEFORE_DETERMINER.search(token.before):
            return False
        after, before = token.after, token.before
        named = context.BEFORE_CALLED.search(before) or context.BEFORE_KIN.search(before)
        return bool(context.AFTER_YEAR.match(after) or context.AFTER_AGE.match(after) or named)

    def _slot_is_name(self, token: Token) -> bool:
        """Whether a word in lower case that no list knows stands where a person stands."""
        lists, plural = self._lists, token.key.removesuffix("s")
        if len(token.word) < 3 or token.word.isupper() or _DIALECT.match(token.word) or lists.is_form(token.key):
            return plural in lists.surnames - lists.typed and plural != token.key and token.before.endswith("the ")
        before, after = token.before, token.after
        if context.BEFORE_POSSESSOR.search(before):
            return before.lower().endswith("the ") and bool(context.AFTER_GROUP.match(after))
        owned = context.AFTER_POSSESSED if token.possessive else context.AFTER_OWNS_PERSON
        owns = owned.match(after) and (token.possessive or token.key.endswith("s"))
        if owns or any(rule.match(after) for rule in (context.AFTER_AGE, context.AFTER_YEAR, context.AFTER_VERB)):
            return True
        acts = context.AFTER_FINITE.match(after) or (token.starts_sentence and context.AFTER_DOING.match(after))
        begins = token.starts_sentence and context.AFTER_BEGUN.match(after)
        met = context.BEFORE_SLOT.search(before) or context.BEFORE_SOMEBODY.search(before)
        doubtful = _VERBAL.search(token.word) or not (acts or begins or met)
        return not doubtful and not lists.is_misspelt(token.key)

    def _owner_is_name(self, token: Token) -> bool:
        """Whether the word is a name with its ``s`` and no apostrophe: "jadens mum"."""
        lists, key = self._lists, token.key[:-1]
        names = lists.given | (lists.ambiguous - lists.hard) | _SEASONS | (_VIRTUES - {"hope"})
        if token.possessive or not token.key.endswith("s") or key not in names:
            return False
        return bool(context.AFTER_RELATIVE.match(token.after)) or (key in lists.given and not token.capital)

    def _ambiguous_is_name(self, token: Token) -> bool:
        """Whether a word that may be a name is one here."""
        lists, key = self._lists, token.key
        if key in {"jan", "jun"} and context.BEFORE_DATE.search(token.before):
            return False
        if not token.capital and len(token.word) > 1:
            softly = self._is_announced(token) or self._is_handed(token) or self._begins_pair(token)
            return self._hard_is_name(token) or (softly and key not in lists.hard and not token.word.isupper())
        apart = context.BEFORE_DETERMINER.search(token.before) or context.BEFORE_PLACE.search(token.before)
        if context.AFTER_PERSONAL.match(token.after) and not apart:
            return key not in lists.never_alone
        if self._is_a_thing(token):
            return bool(context.AFTER_HOUSEHOLD.match(token.after))  # "the Grace family"
        sure = self._is_announced(token) or self._surname_follows(token)
        return sure or (key not in lists.never_alone and self._stands_alone(token))

    def _is_announced(self, token: Token) -> bool:
        """Whether a title, or something else that only a person has, stands next to the word."""
        titled = bool(context.BEFORE_TITLE.search(token.before))
        return titled or self._person_follows(token) or self._person_precedes(token)

    def _is_a_thing(self, token: Token) -> bool:
        """Whether a word with a capital has an article or belongs to a title: "the Major has moved", "the Policing Bill"."""
        if token.possessive or context.AFTER_AGE.match(token.after) or context.AFTER_YEAR.match(token.after):
            return False
        ahead = context.BEFORE_CAPITAL.search(token.before)
        titled = token.key in self._lists.hard and ahead and self._lists.is_known(fold(ahead[1]))
        work = context.AFTER_WORK.match(token.after)  # "Rose class"
        return bool(titled or work or context.BEFORE_ARTICLE.search(token.before))

    def _stands_alone(self, token: Token) -> bool:
        """Whether a word with a capital, with nobody's words next to it, is a name all the same."""
        lists, key = self._lists, token.key
        acts = token.starts_sentence and bool(context.AFTER_DOING.match(token.after))
        if key in lists.places | lists.times:
            season = key in _SEASONS and not token.possessive and not context.AFTER_SEASON.match(token.after)
            asked = bool(context.BEFORE_TALK.search(token.before)) or (season and self._is_asked_of(token))
            return asked or (acts and key in lists.times - _MODAL)
        if token.starts_sentence:
            acts = acts or (key in _VIRTUES - {"hope"} and bool(context.AFTER_CRYING.match(token.after)))
            begins = token.possessive or bool(context.AFTER_BEING.match(token.after)) or token.after[:2] in {" –", " -"}
            return (acts and key not in _MODAL_AT_START | _THINGS) or (key not in lists.hard and begins)
        return not context.BEFORE_DETERMINER.search(token.before)

    def _hard_is_name(self, token: Token) -> bool:
        """Whether a word of the subject in lower case is a name: "grace (8)", "hope's mum", "will was crying"."""
        lists, after, key = self._lists, token.after, token.key
        if token.word.isupper() or key in lists.never_alone or context.BEFORE_DETERMINER.search(token.before):
            return False
        if token.possessive:
            return bool(context.AFTER_OWNS_PERSON.match(after))
        aged = bool(context.AFTER_AGE.match(after) or context.AFTER_YEAR.match(after))
        talked = context.BEFORE_TALK.search(token.before) and context.AFTER_TALKED_TO.match(after)
        sure = (aged and after.lstrip().startswith("(")) or context.BEFORE_CALLED.search(token.before) or talked
        if sure or context.BEFORE_OWNER.search(token.before):
            return bool(sure)
        if self._begins_pair(token):
            return True
        begins = token.starts_sentence or context.BEFORE_CLAUSE.search(token.before)
        acts = context.AFTER_FINITE.match(after) if key in _MODAL | _VIRTUES else None
        personal = context.AFTER_PERSONAL.match(after) and key not in _MODAL
        return (aged and key not in lists.times - _SEASONS) or bool(begins and (acts or personal))

    def _is_asked_of(self, token: Token) -> bool:
        """Whether a season is spoken of as somebody: "gave a lift to Summer alone", "Should Autumn go home?"."""
        asked = context.BEFORE_ASKED_OF.search(token.before) and context.AFTER_ASKED_OF.match(token.after)
        return bool(asked or context.BEFORE_GIVEN_TO.search(token.before))

    def _begins_pair(self, token: Token) -> bool:
        """Whether two words that may be names begin a sentence, and are more than one: "lily and rose have"."""
        pair = context.AFTER_TWO.match(token.after)
        known = self._lists.given | self._lists.ambiguous
        return pair is not None and token.starts_sentence and fold(pair[1]) in known

    def _is_handed(self, token: Token) -> bool:
        """Whether a word is handed over, sent home or let go as a person is."""
        return bool(context.BEFORE_HANDED.search(token.before) and context.AFTER_HANDED.match(token.after))

    def _unknown_is_name(self, token: Token) -> bool:
        """Whether a word in no list is a name here."""
        if context.BEFORE_TITLE.search(token.before) and (
            token.capital or context.BEFORE_SURE_TITLE.search(token.before)
        ):
            return True
        if len(token.word) < 2 or not token.capital:
            return self._slot_is_name(token)
        if context.AFTER_WORK.match(token.after):
            return False
        if self._is_place(token):
            return bool(context.AFTER_AGE.match(token.after) or context.AFTER_YEAR.match(token.after))
        if self._person_follows(token) or self._person_precedes(token) or self._hinted(token):
            return True
        return self._unknown_starts(token) if token.starts_sentence else self._unknown_within(token)

    def _unknown_starts(self, token: Token) -> bool:
        """Whether an unknown word that begins a sentence is a name: signed, owning, or being something."""
        _, newline, line = token.before.rpartition("\n")
        signed = bool(newline) and not line.strip(" -–—") and bool(context.AFTER_LINE_END.match(token.after))
        if self._lists.is_form(token.key) or context.ABSTRACT.search(token.word):
            return signed  # "Netting's gone"
        following = context.AFTER_CAPITAL.match(token.after)
        if following and fold(following[1]) in self._lists.given | self._lists.ambiguous | self._lists.surnames:
            return True
        if any(
            rule.match(token.after) for rule in (context.AFTER_DOING, context.AFTER_HOUSEHOLD, context.AFTER_PERSONAL)
        ):
            return True
        return signed or token.possessive or bool(context.AFTER_BEING.match(token.after))

    def _unknown_within(self, token: Token) -> bool:
        """Whether an unknown word with a capital inside a sentence is a name, and no part of a title."""
        lists = self._lists
        if context.BEFORE_DETERMINER.search(token.before):
            if context.BEFORE_THAT.search(token.before) and (
                context.AFTER_BEING.match(token.after) or context.AFTER_FINITE.match(token.after)
            ):
                return True  # "claiming that Fitzwarren who runs the club"
            plural = token.key.endswith("s") and (
                token.key[:-1] in lists.surnames or bool(context.AFTER_PLURAL.match(token.after))
            )  # "the Doyles"
            return (plural and token.before.lower().endswith("the ")) or bool(
                context.AFTER_HOUSEHOLD.match(token.after)
            )
        before, after = context.BEFORE_CAPITAL.search(token.before), context.AFTER_CAPITAL.match(token.after)
        if before and lists.is_known(fold(before[1])):  # "Graded Care Profile"
            return False
        return not context.ABSTRACT.search(token.word) and not (after and lists.is_known(fold(after[1])))

    def _is_place(self, token: Token) -> bool:
        """Whether an unknown word with a capital stands where a town stands: "moved to Todmorden"."""
        told = context.BEFORE_NAMED.search(token.before)
        return not token.possessive and not told and bool(context.BEFORE_PLACE.search(token.before))

    def _hinted(self, token: Token) -> bool:
        return any(start <= token.start and token.end <= end for start, end in self._hints)

    def _person_follows(self, token: Token) -> bool:
        """Whether what comes after belongs to a person: an age, a year group, a mother, something said."""
        after = token.after
        if token.possessive:
            return bool(context.AFTER_POSSESSED.match(after))
        if token.key in _MODAL and re.match(r"\s+(?:an?|the|our)\b", after):
            return False  # "Can a Year 2 child"
        if token.key in self._lists.times and not context.AFTER_TIMELY.match(after):
            after = ""  # "May (Y4)" and "June is in Y2" are people; "May, Year 6" is a month
        if context.AFTER_AGE.match(after) or context.AFTER_YEAR.match(after):
            return True
        paired = token.key not in self._lists.places and bool(context.AFTER_PAIR.match(after))
        return token.capital and (paired or bool(context.AFTER_VERB.match(token.after)))

    def _person_precedes(self, token: Token) -> bool:
        """Whether what comes before announces a person: ``mum``, ``pupil``, ``called``, ``spoke to``."""
        lists, before = self._lists, token.before
        if not token.capital:
            return token.key in lists.ambiguous - lists.hard and bool(context.BEFORE_RELATIVE.search(before))
        if token.key in lists.times or token.key in _MODAL:
            return bool(context.BEFORE_RELATIVE_OR_NAMED.search(before))
        if token.key in lists.places and not context.BEFORE_RELATED.search(before):
            return False
        if token.key in lists.hard and not re.search(r"\w $", before):
            return False
        return bool(context.BEFORE_PERSON.search(before) or context.BEFORE_NAMED.search(before))

    def _surname_follows(self, token: Token) -> bool:
        """Whether the next word is a family name: capitalised and no word of the subject."""
        lists, following = self._lists, context.AFTER_CAPITAL.match(token.after)
        if (
            following is None
            or token.possessive
            or (token.starts_sentence and token.key in lists.hard & _MODAL_AT_START)
        ):
            return False
        key = fold(following[1])
        return (key in lists.surnames or not lists.is_known(key)) and key not in lists.ambiguous | lists.given
