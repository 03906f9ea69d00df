"""Whether a passage supports a statement: rules that can each be explained to a person, and no model.

A statement is checked against each passage it cites, and there against the sentence, or the few sentences together, whose
words it shares most. It is supported if one such candidate backs all of it: every quotation letter for letter, every number,
who must act, how binding it is, what is denied, and every other word that carries meaning. One must do: a
statement pieced together from two would be nobody's guidance. A wrong "supported" is worse than a true statement dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.entailment.actors import somebody_else
from assistant.entailment.additions import added
from assistant.entailment.attribution import editions_named, not_its_own, stated_there, subsection_there
from assistant.entailment.candidates import (
    Candidate,
    best_candidates,
    joined_sentences,
    single_sentences,
)
from assistant.entailment.conditions import exception_that_follows
from assistant.entailment.numbers import Number, swapped_numbers, unbacked
from assistant.entailment.rules import CONTRARY, MISSING, edited, pieced_together
from assistant.entailment.senses import Sense, sense
from assistant.entailment.wording import forbidden, not_as_cited, own_names, without_saying
from corpus.types import Passage, Source

_WORDS_PER_UNKNOWN = 10**6
_LEAST_WORDS = 2
_CONTRADICTS = 0.6  # from this share on, a candidate is about the same thing, so that a difference is a contradiction
_WHOLLY = 0.75  # from this share on, a person or deed that is not there is not mended by reading on


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whether a statement is supported, why not if it is not, and by which words.

    Parameters
    ----------
    reason : str
        What is wrong, in a few words; ``"supported"`` if nothing is.
    score : float
        The share of the statement's words that the candidate backs, from 0 to 1.
    passage : Passage or None
        The passage that backs it best.
    quote : str
        The words of the passage that back it, verbatim; empty where there are none.
    """

    supported: bool
    reason: str
    score: float = 0.0
    passage: Passage | None = None
    quote: str = ""


def check(statement: str, passages: Sequence[Passage], sources: Mapping[str, Source] | None = None) -> Support:
    """Check a statement against the passages it cites.

    Parameters
    ----------
    statement : str
        One sentence of a model's prose.
    passages : sequence of Passage
        Those it cites; each is tried by itself.
    sources : mapping of str to Source, optional
        All editions that a statement could name; without them an edition named by title and year is not recognised.
    """
    reason = forbidden(statement)
    if not reason and len(sense(statement).words) + len(sense(statement).denials) < _LEAST_WORDS:
        reason = "says nothing"
    if not reason and not passages:
        reason = "cites nothing that it was given"
    if reason:
        return Support(supported=False, reason=reason)
    results = [_check_passage(statement, passage, sources or {}) for passage in passages]
    return max(results, key=lambda result: (result.supported, result.score))


def _check_passage(statement: str, passage: Passage, sources: Mapping[str, Source]) -> Support:
    """Check a statement against one passage: its best sentences first, then, unless they contradict it, several together."""
    reason = not_as_cited(statement, passage, sources)
    if reason:
        return Support(supported=False, reason=reason, passage=passage)
    claim = sense(without_saying(statement, passage, sources))
    named = not_its_own(editions_named(statement), own_names(passage, sources))
    best: Support | None = None
    for candidates, together in ((single_sentences(passage), False), (joined_sentences(passage), True)):
        contrary = False
        for candidate in best_candidates(
            claim, (candidate for candidate in candidates if _may_state(statement, named, candidate))
        ):
            found, final = _check_candidate(claim, candidate, together=together)
            if found.supported:
                return found
            contrary = contrary or final
            best = best or found
        if contrary:
            break
    reason = "names an edition that did not say it" if named else "has little in common with what it cites"
    return best or Support(supported=False, reason=reason, passage=passage)


def _may_state(statement: str, named: frozenset[str], candidate: Candidate) -> bool:
    """Whether a candidate is of the edition and the subsection that a statement names."""
    return stated_there(named, candidate.quote) and subsection_there(
        statement, candidate.quote, candidate.passage.paragraph
    )


def _check_candidate(claim: Sense, candidate: Candidate, *, together: bool) -> tuple[Support, bool]:
    """Check a statement against one candidate; also return whether what is wrong there is final."""
    contrary = changed = ""
    if candidate.score >= _CONTRADICTS:
        contrary = next((reason for find in CONTRARY if (reason := find(claim, candidate.sense))), "")
        changed = edited(claim, candidate.sense)
        changed = changed or exception_that_follows(claim, candidate.exceptions)
    missing = next((reason for find in MISSING if (reason := find(claim, candidate.sense))), "")
    reason = (
        somebody_else(claim, candidate.sense)
        or _other_number(claim, candidate)
        or contrary
        or missing
        or added(claim, candidate.sense)
        or changed
    )
    reason = reason or (pieced_together(claim, candidate.sense) if together else "")
    support = Support(
        supported=not reason,
        reason=reason or "supported",
        score=candidate.score,
        passage=candidate.passage,
        quote=candidate.quote,
    )
    return support, bool(contrary) or (bool(missing) and candidate.score >= _WHOLLY)


def _other_number(claim: Sense, candidate: Candidate) -> str:
    """Return which number the candidate does not have, or not with that unit or bound."""
    number = unbacked(claim.numbers, (*candidate.sense.numbers, *_section(candidate.passage)))
    if number:
        return f"the number {number} is not so in the words it rests on"
    both = swapped_numbers(claim.tokens, candidate.sense.numbers)
    return f"gives {both} in the other order than the words it rests on" if both else ""


def _section(passage: Passage) -> tuple[Number, ...]:
    """Return the number of the section that a passage is or opens with, by which any of its sentences may be named."""
    opening = sense(" ".join(passage.text.split()[:2])).numbers
    named = sense(f"section {passage.paragraph.removeprefix('s.')}").numbers if passage.paragraph[:2] == "s." else ()
    return tuple(number for number in (*named, *opening) if number.kind == "section")
