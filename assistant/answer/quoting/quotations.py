"""Passages to quotations that fit: the sentence that answers, first; at most three; none that is about something else.

Each sentence of the best passages is held against the question, and the best of each passage is read together with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant import messages
from assistant.answer.draft import DraftSection, Quotation
from assistant.answer.quoting.excerpt import candidates, excerpt
from assistant.safety import Cue, any_of
from assistant.understand import AnswerReader, AnswerReading
from corpus.index import tokens
from corpus.statements import own_words
from corpus.text import find_quote, fold, one_line
from corpus.types import Authority, Passage, PassageKind, RetrievedPassage, Source

Relevance = Callable[[str, Sequence[str]], NDArray[np.float32]]

N_QUOTATIONS = 3
HELPS = -1.2
"""The log-odds of helping from which a quotation is shown as an answer."""
_MAY_ANSWER = -3.0  # the log-odds of answering from which a quotation speaks against turning a question away
_OF_NO_USE = -3.5  # below it, not even as what is nearest
_AS_NEAR = 0.8  # below the nearest, what is shown beside it
_N_CONSIDERED = 10  # what ranks below is padding
_N_BEST = 3
_SELDOM = {Authority.RESEARCH, Authority.DATA_GUIDE, Authority.CONSULTATION_RESPONSE}  # quoted only from the best three
_RANK_COSTS = 0.12  # of the spread of the scores, a rank
_WITHIN = 0.5  # of the spread, below the best: what is further down does not answer
_HANGS = 0.4  # of the spread, that a subsection costs which does not say who and what
_SAME = 0.7  # the share of the shorter one's words, from which two quotations say the same
_ASKS_DATA = any_of(
    r"\b(?:census|data|return|statistics|figures|code|category)\b"
)  # a guide to fields answers nothing else
_HANGING = re.compile(
    r"\A\((?!1\)|a\))\w{1,3}\)\s.*\b(?:under|of|in|by) (?:this section|subsection|that subsection)\b", re.DOTALL
)
# What a sentence about something more particular says, and what a question must say for it to be quoted.
_OFF_TOPIC: tuple[tuple[Cue, Cue], ...] = (
    (
        any_of(
            r"\bteenage relationship\b|\byoung (?:victims|perpetrators)\b|\bboth parties\b|\baged? 16\b"
            r"|\bchild-on-child\b"
        ),
        any_of(
            r"\b(?:boyfriend|girlfriend|relationship|dating|going out|teen\w*|college|sixth|couple)\b|\b(?:y|yr"
            r"|year) ?(?:9|1[0-3])\b|\b1[3-9]\b"
        ),
    ),
    (
        any_of(r"\bchild[- ]to[- ]parent\b|\b(?:towards|against|harms?) (?:a |their |the )?parents?\b"),
        any_of(
            r"\b(?:hit|hits|hitting|punch\w*|push\w*|kick\w*|attack\w*|threaten\w*|hurt\w*|violent|aggress\w+|control\w*)\b"
            r".{0,30}\b(?:his|her|their) (?:own )?(?:mum|mother|dad|father|parents?|nan|gran\w*)\b"
        ),
    ),
    (
        any_of(r"\b(?:case manager|lado|designated officer|staff member|member of staff|allegation)s?\b"),
        any_of(r"\b(?:staff|teacher|ta|head|colleague|coach|governor|volunteer|supply)\b"),
    ),
    (
        any_of(r"\b(?:fgm|genital|forced marriage|honour)\b"),
        any_of(r"\b(?:fgm|genital|cut|marri\w+|wedding|honour|abroad|holiday|flight|izzat|shame)\b"),
    ),
    (
        any_of(
            r"\b(?:radicalis\w+|extremis\w+|county lines|gang|serious violence|trafficking"
            r"|private(?:ly)? foster\w+|homeless\w*)\b"
        ),
        any_of(
            r"\b(?:radicali\w+|extrem\w+|prevent|county lines|gangs?|knife|knives|weapon|traffick\w+|foster\w*"
            r"|homeless\w*|evict\w*)\b"
        ),
    ),
    (
        any_of(r"\b(?:missing|absen\w+|attendance|elective home education|home educat\w+)\b"),
        any_of(r"\b(?:missing|absen\w+|attend\w*|off school|home ?educat\w*|turn\w* up|late)\b"),
    ),
    (
        any_of(r"\b(?:online|nudes?|images?|sexual\w*|rape|harass\w+)\b"),
        any_of(r"\b(?:online|phone|nudes?|pictures?|images?|photos?|sex\w*|rape\w*|harass\w+|touch\w*|snap\w*)\b"),
    ),
    (
        any_of(r"\b(?:census|data return|statutory return|module|field)\b"),
        any_of(r"\b(?:census|return|statistics|data collection|figures)\b"),
    ),
    (
        any_of(r"\b(?:homeless\w*|housing authorit\w+|public authority)\b"),
        any_of(r"\b(?:homeless\w*|hous\w+|evict\w*|refuge|accommodation)\b"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredQuotation:
    """A quotation and how well it fits.

    Parameters
    ----------
    score : float
        Compares within one question only.
    reading : AnswerReading or None
        What the reader made of it, where there is one.
    """

    quotation: Quotation
    score: float
    reading: AnswerReading | None = None

    @property
    def likely(self) -> float:
        """How likely it was read to help with what is asked, as log-odds; less than anything where it was not read."""
        return self.reading.helps if self.reading is not None else -np.inf

    @property
    def helps(self) -> bool:
        """Whether it was read as helping with what is asked."""
        return self.likely >= HELPS

    @property
    def may_answer(self) -> bool:
        """Whether it was read as something that might answer what is asked."""
        return self.reading is not None and self.reading.answers >= _MAY_ANSWER


def fitting(
    question: str,
    found: Sequence[RetrievedPassage],
    sources: Mapping[str, Source],
    relevance: Relevance,
    compared: Collection[str] = (),
) -> list[ScoredQuotation]:
    """Return the quotations that fit a question, the best first.

    Parameters
    ----------
    question : str
        What is asked.
    found : sequence of RetrievedPassage
        In order of relevance; those marked as duplicates are named with the first instead of quoted.
    sources : mapping of str to Source
        By id.
    relevance : callable
        Scores texts against the question; shape ``(len(texts),)``.
    compared : collection of str
        Editions that the question sets side by side: the best passage of each is quoted, twins or not.
    """
    rows = [
        (hit, at, sentence)
        for hit in _considered(question, found, sources, compared)
        for at, sentence in candidates(hit.passage)
        if not is_off_topic(sentence, question)
    ]
    if not rows:
        return []
    scores = relevance(question, [_with_heading(hit.passage, sentence) for hit, _, sentence in rows])
    spread = max(float(scores.max() - scores.min()), 1e-6)
    best: dict[str, tuple[float, RetrievedPassage, int]] = {}
    for (hit, at, sentence), score in zip(rows, scores, strict=True):
        adjusted = float(score) - spread * (
            _RANK_COSTS * min(hit.rank, _N_CONSIDERED) / 2 + _HANGS * bool(_HANGING.match(sentence))
        )
        key = hit.passage.passage_id
        if key not in best or adjusted > best[key][0]:
            best[key] = (adjusted, hit, at)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1].rank))
    near = [one for one in ranked if one[0] >= ranked[0][0] - _WITHIN * spread or one[1].passage.source_id in compared]
    return [ScoredQuotation(quotation=_quotation(hit, at, found, sources), score=score) for score, hit, at in near]


def read_through(asked: str, found: Sequence[ScoredQuotation], reader: AnswerReader) -> list[ScoredQuotation]:
    """Read each quotation with the question; return them in order of how likely each answers."""
    texts = [as_read(one.quotation.passage, one.quotation.quote) for one in found]
    read = [replace(one, reading=reading) for one, reading in zip(found, reader.read(asked, texts), strict=True)]
    return sorted(read, key=lambda one: -(one.reading.answers if one.reading else 0.0))


def nearest(read: Sequence[ScoredQuotation]) -> list[ScoredQuotation]:
    """Return what is nearest among quotations of which none helps: the one likeliest to, and what is about as likely."""
    likeliest = sorted((one for one in read if one.likely >= _OF_NO_USE), key=lambda one: -one.likely)
    return [one for one in likeliest if one.likely >= likeliest[0].likely - _AS_NEAR]


def as_read(passage: Passage, quote: str) -> str:
    """Return a quotation as the reader is given it: after the heading that it stands under."""
    return f"{passage.heading} | {one_line(quote)}" if passage.heading else one_line(quote)


def distinct(chosen: Iterable[Quotation], n: int, besides: Sequence[str] = ()) -> list[Quotation]:
    """Return up to ``n`` quotations of which none says what another says, or what one of ``besides`` says."""
    kept: list[Quotation] = []
    said = list(besides)
    for quotation in chosen:
        if len(kept) < n and not any(_says_the_same(quotation.quote, other) for other in said):
            kept.append(quotation)
            said.append(quotation.quote)
    return kept


def by_authority(quotations: Sequence[Quotation], sources: Mapping[str, Source]) -> tuple[DraftSection, ...]:
    """Return a section for each kind of source, that of the best quotation first."""
    grouped: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        grouped.setdefault(sources[quotation.passage.source_id].authority, []).append(quotation)
    return tuple(
        DraftSection(heading=messages.SECTION_HEADINGS[authority], quotations=tuple(some))
        for authority, some in grouped.items()
    )


def _considered(
    question: str, found: Sequence[RetrievedPassage], sources: Mapping[str, Source], compared: Collection[str]
) -> list[RetrievedPassage]:
    """Return the passages worth quoting, in order: about England, of a kind to quote, and not of another subject."""
    firsts = [next((f for f in found if f.passage.source_id == source_id), None) for source_id in sorted(compared)]
    leading = [hit for hit in firsts if hit is not None]
    kept = [*leading]
    for hit in found[:_N_CONSIDERED]:
        seldom = sources[hit.passage.source_id].authority in _SELDOM and hit.rank > _N_BEST
        data = sources[hit.passage.source_id].authority is Authority.DATA_GUIDE and not _ASKS_DATA.search(question)
        twin = hit.duplicate_of is not None and hit.passage.source_id not in compared
        if hit not in leading and not seldom and not data and not twin and is_of_subject(question, hit.passage):
            kept.append(hit)
    return kept


def is_of_subject(question: str, passage: Passage) -> bool:
    """Whether a passage is about England, and not of a part of guidance about something more particular than the question."""
    if passage.kind not in {PassageKind.BODY, PassageKind.LIST, PassageKind.TABLE, PassageKind.FOOTNOTE}:
        return False
    if passage.jurisdiction not in {"", "England"} and passage.jurisdiction.casefold() not in question.casefold():
        return False
    return not any(
        re.search(heading, part) and not re.search(asked, question, re.IGNORECASE)
        for heading, asked in messages.PARTICULAR_PARTS
        for part in passage.heading_path
    )


def is_off_topic(sentence: str, question: str) -> bool:
    """Whether a sentence is about something more particular, of which the question does not speak."""
    return any(about.search(sentence) and not asked.search(question) for about, asked in _OFF_TOPIC)


def _with_heading(passage: Passage, sentence: str) -> str:
    return f"{passage.heading}. {sentence}" if passage.heading else sentence


def _quotation(
    hit: RetrievedPassage, at: int, found: Sequence[RetrievedPassage], sources: Mapping[str, Source]
) -> Quotation:
    own = sources[hit.passage.source_id].authority is Authority.LOCAL
    quote = own_words(hit.passage) if own else excerpt(hit.passage, at)  # a school's rule stands with its exceptions
    twins = (other.passage for other in found if other.duplicate_of == hit.rank)
    also_on = tuple(anchor_words(twin, sources[twin.source_id]) for twin in twins if find_quote(quote, twin.text))
    return Quotation(passage=hit.passage, quote=quote, also_on=also_on)


def _says_the_same(one: str, other: str) -> bool:
    first, second = set(tokens(one)), set(tokens(other))
    return (
        fold(one) in fold(other)
        or fold(other) in fold(one)
        or len(first & second) >= _SAME * max(1, min(len(first), len(second)))
    )


def anchor_words(passage: Passage, source: Source) -> str:
    """Return where a passage stands, in short: ``KCSIE 2025, page 16, paragraph 41``."""
    paragraph = f", paragraph {passage.paragraph}" if passage.paragraph[:1].isdigit() else ""
    return f"{source.name}, page {passage.printed or passage.page}{paragraph}"
