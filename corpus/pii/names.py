"""Names of people, found by a list and by the words around them; a language model's findings are taken as hints.

A name that is nothing else (``Kayden``, ``zuzia``) is a name wherever it stands. One that is also a word, a month or a place
(``Will``, ``April``, ``Chelsea``) is a name only where its neighbours say so. An unknown word with a capital, in the middle of
a sentence, is a name unless it belongs to a title or an organisation. Everything else needs a neighbour that only a person
has: ``mum``, ``(Y4)``, ``told``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.pii import context
from corpus.pii.name_judge import NEAR_CHARS, Judge, Token, tokens_of
from corpus.pii.name_lists import NameLists, name_lists

_PARTICLES = frozenset({
    "ibn", "bin", "bint", "al", "el", "de", "da", "dos", "van", "von", "der", "la", "abu", "ul", "ur",
})  # fmt: skip


class NameRole(StrEnum):
    """Who a name belongs to, as far as the words around it say."""

    CHILD = "Child"
    ADULT = "Adult"
    PERSON = "Person"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """Where a name stands, how it is spelt for comparing, and whose it is."""

    start: int
    end: int
    keys: tuple[str, ...]
    role: NameRole
    titled: bool


_SUFFIXES = frozenset({"senior", "junior", "snr", "jnr", "jr", "sr"})


def find_names(text: str, hints: Collection[tuple[int, int]] = (), known: Collection[str] = ()) -> tuple[NameSpan, ...]:
    """Return the names of people in a text.

    Parameters
    ----------
    text : str
        What the person wrote.
    hints : collection of (int, int)
        Spans that a language model takes for people; they weigh, and do not decide.
    known : collection of str
        Folded names already met in this conversation: they are names here too, in any case.
    """
    lists = name_lists()
    closed = protected(text)
    tokens = [token for token in tokens_of(text) if not any(start <= token.start < end for start, end in closed)]
    judge = Judge(lists, tuple(hints))
    chosen = {index for index, token in enumerate(tokens) if judge.is_name(token)}
    chosen |= _listed(tokens, chosen, judge)
    met = {key for span in _joined(tokens, chosen, lists) for key in span.keys} | set(known)
    again = {index for index, token in enumerate(tokens) if index not in chosen and judge.is_met(token, met)}
    return tuple(_joined(tokens, chosen | again, lists))


def name_at(text: str, start: int, end: int) -> NameSpan | None:
    """Return a stretch of a text as the name that it was found to be; ``None`` if it has no word."""
    parts = [token for token in tokens_of(text) if token.start < end and start < token.end]
    if not parts:
        return None
    keys = tuple(part.key for part in parts)
    owner = len(keys) == 1 and not parts[0].possessive and bool(context.AFTER_RELATIVE.match(parts[0].after))
    return NameSpan(
        start=start,
        end=end,
        keys=(keys[0].removesuffix("s"),) if owner else keys,  # "oakleyns mum"
        role=_role(parts[0], parts[-1]),
        titled=bool(context.BEFORE_TITLE.search(parts[0].before)),
    )


def protected(text: str) -> tuple[tuple[int, int], ...]:
    """Return where names of laws, reviews and organisations stand, and our own placeholders: nobody is meant by them."""
    patterns = (context.PROTECTED, _titles(name_lists()))
    return tuple(match.span() for pattern in patterns for match in pattern.finditer(text))


def _titles(lists: NameLists) -> re.Pattern[str]:
    """Return the pattern of phrases that hold a person's name and mean no person."""
    phrases = (re.escape(title).replace("'", "['’]") for title in lists.titles)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


def _listed(tokens: Sequence[Token], chosen: Collection[int], judge: Judge) -> set[int]:
    """Return the words that stand in one list with a name: "zofka and her brother bolek", "Ana, Wiesia and Bolek"."""
    pairs = [(one, two) for one in range(len(tokens)) for two in range(one + 1, min(one + 6, len(tokens)))]
    listed = [pair for pair in pairs if _in_one_list(tokens[pair[0]], tokens[pair[1]])]
    added: set[int] = set()
    for here, there in (*listed, *((two, one) for one, two in reversed(listed))):
        if (here in chosen or here in added) and there not in chosen and judge.may_be_listed(tokens[there]):
            added.add(there)
    return added


def _in_one_list(first: Token, last: Token) -> bool:
    """Whether nothing but what joins a list stands between two words."""
    between = last.start - first.end
    return 0 < between < NEAR_CHARS and bool(context.LIST_GAP.fullmatch(last.before[-between:]))


def _joined(tokens: Sequence[Token], chosen: Collection[int], lists: NameLists) -> list[NameSpan]:
    """Join first names with the family names, initials and nicknames next to them."""
    spans: list[NameSpan] = []
    parts: list[Token] = []
    for index, token in enumerate(tokens):
        if parts and _goes_on(parts[-1], token, index in chosen, lists):
            parts.append(token)
            continue
        if parts:
            spans.append(_span(parts, lists))
        parts = [token] if index in chosen else []
    return [*spans, _span(parts, lists)] if parts else spans


def _goes_on(token: Token, after: Token, chosen: bool, lists: NameLists) -> bool:
    """Whether the next word belongs to the same name."""
    gap = after.before[token.end - after.start :]
    abbreviated = gap == ". " and len(token.word) == 1
    if token.possessive or not (gap in {" ", "-", "  "} or abbreviated):
        return False
    if len(after.word) == 1:
        return _is_initial(after)
    if after.key in _SUFFIXES or token.key in _PARTICLES:
        return True
    if after.key in _PARTICLES:
        return bool(re.match(r"\s[^\W\d]+" if after.word.islower() else r"\s[A-Z]", after.after))
    if after.word[0].isupper():
        return chosen or token.word == "Lil" or after.key in lists.surnames or _is_unknown_surname(after, lists)
    aged = after.possessive or context.AFTER_YEAR.match(after.after) or context.AFTER_AGE.match(after.after)
    listed = after.key in lists.surnames and not lists.is_known(after.key) and after.key not in lists.ambiguous
    return bool(aged) if after.key in lists.second_names else listed and token.word[0].islower()


def _is_initial(token: Token) -> bool:
    """Whether a single letter after a first name stands for a family name, and does not begin a year group."""
    if re.match(r"\w|['’]", token.after):
        return False  # "Tahmid y1"
    return token.word not in "AI" and (token.word.isupper() or (token.word not in "aeiou" and not token.possessive))


def _is_unknown_surname(token: Token, lists: NameLists) -> bool:
    """Whether a capitalised word after a first name is in no list of words."""
    return not (
        lists.is_known(token.key) or token.word.isupper() or token.key in lists.times or token.key in lists.hard
    )


def _span(parts: Sequence[Token], lists: NameLists) -> NameSpan:
    """Make the span of a name, with an initial or nickname word before it, and say whose it is."""
    first, last = parts[0], parts[-1]
    ahead = context.BEFORE_NICKNAME.search(first.before)
    keys = tuple(part.key for part in parts)
    named = lists.given | lists.ambiguous
    if len(keys) == 1 and keys[0].endswith("s") and keys[0] not in named and keys[0][:-1] in named:
        keys = (keys[0][:-1],)
    return NameSpan(
        start=first.start - (len(ahead[0].lstrip(".!? ")) if ahead else 0),
        end=last.end,
        keys=keys,
        role=_role(first, last),
        titled=bool(context.BEFORE_TITLE.search(first.before)),
    )


def _role(first: Token, last: Token) -> NameRole:
    """Return whose a name is by the words before and after it."""
    owner = last.possessive or last.key.endswith("s")
    if (
        context.AFTER_YEAR.match(last.after)
        or context.AFTER_AGE.match(last.after)
        or (owner and context.AFTER_RELATIVE.match(last.after))
    ):
        return NameRole.CHILD
    if context.BEFORE_TITLE.search(first.before):
        return NameRole.ADULT
    before = context.BEFORE_PERSON.search(first.before)
    if before is None or context.PEER.fullmatch(before[1]):
        return NameRole.PERSON
    return NameRole.CHILD if context.CHILD.fullmatch(before[1]) else NameRole.ADULT
