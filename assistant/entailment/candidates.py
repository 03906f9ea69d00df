"""The parts of a passage that could back a statement: a sentence, a list's item with its lead-in, neighbours, a whole list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.entailment.attribution import unattributed
from assistant.entailment.senses import Sense, Word, is_similar, sense
from assistant.entailment.vocabulary import LIGHT
from corpus.text import sentences
from corpus.types import Passage

_N_TOGETHER = 3
_N_CANDIDATES = 4
_NEARLY = 0.1
_OWN = 0.4
_ITEM = re.compile(r"\s*(?:[•▪◦o–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)])\s")
_MAKES_EXCEPTION = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:do|does|did) not apply\b|^\W*(?:except|the (?:only )?exceptions?)\b", re.IGNORECASE
)
_FIRST_ITEM = re.compile(r"[:—–]-?\s*\(?(?:a|i|1)\)")
_TO_LABEL = re.compile(r"\b(?:sub)?(?:section|paragraph)\s+(\(\w+\))", re.IGNORECASE)
_ALL_OF_IT = re.compile(r"^\W*(?:if so|in such|in these|in this)\b|\bdo (?:this|so)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^\W*(?:they|it|he|she|this|these|those|such|if so|their|its|in such|in these|in this|the same)\b|\bdo (?:this|so)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Sentences of a passage that stand together, and how much of a statement they back.

    Parameters
    ----------
    start, end : int
        Where they stand in the passage's text.
    sense : Sense
        What they say, read with what introduces them.
    score : float
        The share of the statement's words that is there, from 0 to 1.
    """

    passage: Passage
    start: int
    end: int
    sense: Sense
    score: float = 0.0

    @property
    def quote(self) -> str:
        """The passage's words there, verbatim."""
        return self.passage.text[self.start : self.end]

    @property
    def exceptions(self) -> list[Sense]:
        """The sentences in it, and the one that follows, that make an exception to what stands before them."""
        rest = self.passage.text[self.start :]
        spans = [(start, end) for start, end in sentences(rest) if start > 0]
        after = [end for _, end in spans if end > self.end - self.start][:1]
        within = [rest[start:end] for start, end in spans if not after or end <= after[0]]
        return [_evidence_sense(text) for text in within if _MAKES_EXCEPTION.search(text) and self._is_meant_by(text)]

    def _is_meant_by(self, exception: str) -> bool:
        """Whether an exception is to this part: "subsection (2) does not apply" is to what has that label."""
        label = _TO_LABEL.search(exception)
        return label is None or self.quote.startswith(label[1]) or f" {label[1]} " in self.quote.replace(exception, "")


def best_candidates(claim: Sense, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that back nearly as much as the best; of equals those in their own words, then the shortest."""
    scored = []
    for candidate in candidates:
        own = coverage(claim, replace(candidate.sense, around=frozenset()))
        if own >= _OWN:
            score = coverage(claim, candidate.sense)
            scored.append((-score, -own, candidate.end - candidate.start, replace(candidate, score=score)))
    scored.sort(key=lambda found: found[:3])
    return [candidate for _, _, _, candidate in scored if candidate.score >= scored[0][3].score - _NEARLY][
        :_N_CANDIDATES
    ]


def single_sentences(passage: Passage) -> list[Candidate]:
    """Return each sentence by itself, read with the one before where it points back, and each list with its lead-in.

    An item of a list is read with its lead-in too.
    """
    candidates = []
    text = passage.text
    lead_in, before, begun = passage.lead_in, _evidence_sense(""), -1
    for start, end in sentences(text):
        own = text[start:end]
        item = _ITEM.match(own) is not None
        meaning = _evidence_sense(f"{lead_in} {own}" if item else own)
        if _POINTS_BACK.search(own) and not item:
            meaning = replace(meaning, around=_pointed_at(own, before))
        candidates.append(Candidate(passage=passage, start=start, end=end, sense=meaning))
        if introduces := _lead_in(own):
            lead_in, begun = introduces, start
        elif item and begun >= 0:
            candidates.append(Candidate(passage=passage, start=begun, end=end, sense=_evidence_sense(text[begun:end])))
        else:
            begun = -1
        before = meaning
    return candidates


def joined_sentences(passage: Passage) -> list[Candidate]:
    """Return neighbouring sentences in twos and threes, and all that follows what introduces a list."""
    text = passage.text
    spans = sentences(text)
    runs = []
    for first, (start, after) in enumerate(spans):
        runs += [(start, spans[last][1]) for last in range(first + 1, min(first + _N_TOGETHER, len(spans)))]
        if _lead_in(text[start:after]):
            runs.append((start, spans[-1][1]))
    return [
        Candidate(passage=passage, start=start, end=end, sense=_evidence_sense(text[start:end])) for start, end in runs
    ]


def _evidence_sense(text: str) -> Sense:
    return sense(unattributed(text, is_evidence=True))


def _lead_in(text: str) -> str:
    """Return what a sentence introduces a list with: all of it, or what stands before a first item; empty if it does not."""
    if text.rstrip().endswith((":", "—", "–", ":-")):
        return text
    first = _FIRST_ITEM.search(text)
    return text[: first.start() + 1] if first else ""


def _pointed_at(text: str, before: Sense) -> frozenset[str]:
    """Return what a sentence takes over from the one before: all of it for "if so", else who and what that was about."""
    if _ALL_OF_IT.search(text):
        return before.concepts
    return before.roles.union(before.around, *(duty.subject for duty in before.duties))


def unknown_words(claim: Sense, given: Sense) -> list[Word]:
    """Return the words of a statement that a text does not have, nor any of the same meaning or stem.

    A word said more often than it is given is not known the second time.
    """
    have = Counter(word.concept for word in given.words)
    unknown = []
    for word in claim.words:
        if have[word.concept]:
            have[word.concept] -= 1
        elif word.concept not in given.around and (
            word.concept in have or not is_similar(word.concept, given.concepts)
        ):
            unknown.append(word)
    return [word for word in unknown if word.text not in LIGHT]


def coverage(claim: Sense, given: Sense) -> float:
    """Return the share of a statement's words that a text has."""
    return 1 - len(unknown_words(claim, given)) / len(claim.words) if claim.words else 0.0
