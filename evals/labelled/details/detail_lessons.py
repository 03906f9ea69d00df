"""What the tagger of details is taught with: messages whose details are marked, and copies of them that were changed.

People write a name without its capital, a name that no list has, a message without commas, a word with a slip. Few of the marked
messages do all of it, so copies do. They are drawn by a seed: the same messages give the same copies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from assistant.safety import places_of_words
from corpus.pii import DetailKind, Span, fold, name_lists
from evals.labelled.details.redaction_scores import LabelledMessage

_VOWEL = re.compile(r"(?<=[aeiouy])(?=[^aeiouy])")
_INITIALS = (
    "{0}{1}",
    "{0}.{1}.",
    "{0} {1}",
    "{0}.{1}",
    "{0}{1}{2}",
    "{0}.{1}.{2}.",
    "{0}.O'{1}",
    "{0} O'{1}",
    "{0}{1}",
)
_LETTERS = "abcdefghijklmnoprstuvwyz"
_HANDLE_ENDS = ("", "_", "x", "xx", "99", "07", "_official", ".ldn", "_2k", "123", "zz", "_tt", "14")


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailLesson:
    """A message, where its details are, and whether schools are marked in it."""

    text: str
    spans: tuple[Span, ...]
    hand: str
    schools_marked: bool


def lesson_of(message: LabelledMessage) -> DetailLesson:
    """Return a marked message as a lesson. ``d1`` to ``d6`` did not mark schools."""
    return DetailLesson(
        text=message.text,
        spans=tuple(Span(start=span.start, end=span.end, kind=span.type) for span in message.spans),
        hand=message.hand,
        schools_marked=not re.fullmatch(r"d[1-6]", message.hand),
    )


def changed(lesson: DetailLesson, drawn: np.random.Generator) -> DetailLesson:
    """Return a copy of a lesson that somebody else might have written."""
    if drawn.random() < 0.6:
        lesson = _replaced(lesson, _others(lesson, drawn))
    chance = drawn.random(5)
    if chance[0] < 0.25:
        lesson = _cased(lesson, str.lower)
    elif chance[0] < 0.45:
        lesson = _replaced(lesson, lambda span, words: words.lower() if span.kind in _PEOPLE else words)
    elif chance[0] < 0.48:
        lesson = _cased(lesson, str.upper)
    if chance[1] < 0.2:
        lesson = _without_marks(lesson)
    if chance[2] < 0.3:
        lesson = _with_slips(lesson, drawn)
    if chance[3] < 0.1:
        lesson = _part_of(lesson, drawn)
    return lesson


_PEOPLE = frozenset({DetailKind.NAME, DetailKind.INITIALS})


def _cased(lesson: DetailLesson, case: Callable[[str], str]) -> DetailLesson:
    """Return a lesson in another case, where that leaves every letter one letter."""
    return replace(lesson, text="".join(case(letter) if len(case(letter)) == 1 else letter for letter in lesson.text))


def _replaced(lesson: DetailLesson, other: Callable[[Span, str], str]) -> DetailLesson:
    """Return a lesson with something else in the place of each detail."""
    parts, spans, at, length = list[str](), list[Span](), 0, 0
    for span in sorted(lesson.spans, key=lambda span: span.start):
        before, words = lesson.text[at : span.start], other(span, lesson.text[span.start : span.end])
        start = length + len(before)
        parts += [before, words]
        length, at = start + len(words), span.end
        spans.append(Span(start=start, end=length, kind=span.kind))
    return replace(lesson, text="".join([*parts, lesson.text[at:]]), spans=tuple(spans))


def _others(lesson: DetailLesson, drawn: np.random.Generator) -> Callable[[Span, str], str]:
    """Return what puts another name, other initials or another handle in the place of each, the same for the same."""
    given: dict[str, str] = {}
    marked = "".join(lesson.text[span.start : span.end] for span in lesson.spans)

    def other(span: Span, words: str) -> str:
        if span.kind is DetailKind.INITIALS:
            return given.setdefault(words, _initials(words, drawn))
        if span.kind is DetailKind.HANDLE and drawn.random() < 0.4:
            return given.setdefault(words, _handle(drawn))
        if span.kind is not DetailKind.NAME or len(marked) == 0:
            return words
        return re.sub(r"[^\W\d_]{3,}", lambda word: _another(word[0], given, drawn), words)

    return other


def _another(word: str, given: dict[str, str], drawn: np.random.Generator) -> str:
    """Return another name for one word of a name; a word that is no name stays: "big", "auntie"."""
    lists, key = name_lists(), fold(word)
    if lists.is_known(key) and key not in lists.given | lists.ambiguous:
        return word
    if key not in given:
        given[key] = _name(drawn)
    name = given[key]
    return name.upper() if word.isupper() else name.title() if word[0].isupper() else name


def _name(drawn: np.random.Generator) -> str:
    """Return a name: of the lists, one that is also a word, or one on no list, made of two halves."""
    given, doubtful, surnames = _names()
    chance = drawn.random()
    if chance < 0.40:
        return given[drawn.integers(len(given))]
    if chance < 0.65:
        return doubtful[drawn.integers(len(doubtful))]
    if chance < 0.75:
        return surnames[drawn.integers(len(surnames))]
    one, two = (given[drawn.integers(len(given))] for _ in range(2))
    return _VOWEL.split(one)[0] + "".join(_VOWEL.split(two)[-2:])


def _names() -> tuple[list[str], list[str], list[str]]:
    lists = name_lists()
    ambiguous = lists.ambiguous - lists.places - lists.never_alone
    return tuple(sorted(name for name in some if name.isalpha()) for some in (lists.given, ambiguous, lists.surnames))  # type: ignore[return-value]


def _initials(words: str, drawn: np.random.Generator) -> str:
    """Return other initials, in small letters where these are."""
    letters = [_LETTERS[at].upper() for at in drawn.integers(len(_LETTERS), size=3)]
    made = _INITIALS[drawn.integers(len(_INITIALS))].format(*letters)
    return made.lower() if words.islower() else made


def _handle(drawn: np.random.Generator) -> str:
    """Return the name of an account."""
    given, doubtful, _ = _names()
    words = [some[drawn.integers(len(some))] for some in (given, doubtful)]
    joined = ("", "_", ".", "")[drawn.integers(4)].join(words[: 1 + drawn.integers(2)])
    ahead = ("", "@", "its", "xx_", "lil.")[drawn.integers(5)]
    return ahead + joined + _HANDLE_ENDS[drawn.integers(len(_HANDLE_ENDS))] or "sk8r"


def _without_marks(lesson: DetailLesson) -> DetailLesson:
    """Return a lesson without the marks that stand outside its details."""
    hidden = {at for span in lesson.spans for at in range(span.start, span.end)}
    gone = {at for at, letter in enumerate(lesson.text) if at not in hidden and letter in ",.!?:;'’\"“”"}
    return _without(lesson, gone)


def _with_slips(lesson: DetailLesson, drawn: np.random.Generator) -> DetailLesson:
    """Return a lesson in which some words that are no detail have lost a letter or have it twice."""
    hidden = {at for span in lesson.spans for at in range(span.start - 1, span.end + 1)}
    words = [
        (start, end)
        for start, end in places_of_words(lesson.text)
        if end - start > 3 and lesson.text[start:end].isalpha() and not hidden.intersection(range(start, end))
    ]
    chosen = [place for place in words if drawn.random() < 0.08]
    return _without(lesson, {int(drawn.integers(start + 1, end)) for start, end in chosen})


def _part_of(lesson: DetailLesson, drawn: np.random.Generator) -> DetailLesson:
    """Return a lesson without its first words, as a message that begins in the middle."""
    places = places_of_words(lesson.text)
    if len(places) < 8:
        return lesson
    start = places[int(drawn.integers(1, len(places) // 2))][0]
    start = max([start, *(span.end for span in lesson.spans if span.start < start < span.end)])
    kept = replace(lesson, spans=tuple(span for span in lesson.spans if span.start >= start))
    return _without(kept, set(range(start)))


def _without(lesson: DetailLesson, gone: set[int]) -> DetailLesson:
    """Return a lesson without some of its characters."""
    before = np.cumsum([0, *(at in gone for at in range(len(lesson.text)))])
    spans = (
        Span(start=int(span.start - before[span.start]), end=int(span.end - before[span.end]), kind=span.kind)
        for span in lesson.spans
    )
    text = "".join(letter for at, letter in enumerate(lesson.text) if at not in gone)
    return replace(lesson, text=text, spans=tuple(span for span in spans if span.start < span.end))
