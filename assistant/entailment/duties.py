"""Who must, should or may do what, or has it done to them: each modal verb of a sentence with what stands before and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.entailment.vocabulary import (
    BE,
    BREAKS,
    CLAUSE,
    MODALS,
    concept,
    concepts_of,
    is_content,
    owners_left_out,
)

_LOOSE = frozenset(concept(word) for word in ("only", "all", "also", "even", "any", "other"))
_ASIDE = frozenset({
    *(
        "if",
        "when",
        "where",
        "unless",
        "once",
        "before",
        "after",
        "as",
        "in",
        "who",
        "which",
        "whose",
        "while",
        "until",
    ),
    *("although", "though", "because", "since", "for", "on", "at", "within", "during", "with", "without", "under"),
    *("from", "by"),
})
_OWN_SUBJECT = frozenset({"because", "if", "when", "where", "unless", "until", "while", "although", "though"})
_AGENT_ENDS = (
    frozenset({"to", "on", "in", "within", "for", "when", "if", "where", "at", "before", "after", "and", "as"}) | BREAKS
)
_NEAR_MODAL = 4
# "By a secure route", "by noon": how or when, not who.
_MEANS_WORDS = "route post email phone hand letter law way form courier portal end noon day date time week term"
_MEANS = frozenset(concept(word) for word in _MEANS_WORDS.split())
_PARTICIPLE = re.compile(
    r"\w{2,}ed|(?:with|under|over|up|mis|re)?"
    r"(?:told|given|kept|held|made|sent|known|put|taken|shown|seen|heard|written|found|brought|taught|led|paid|met|done"
    r"|drawn|chosen|spoken|built|hurt|cut|set|read|left|lost|bought|caught|understood|driven|hidden|broken|stolen|laid|let)"
)
_PRONOUNS = frozenset({"they", "it", "he", "she", "this", "that", "who", "which", "these"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One modal verb, or a sentence without any.

    Parameters
    ----------
    modal : str
        How binding it is; empty for a sentence without a modal verb.
    subject : frozenset of str
        What stands before the verb: whoever acts, or is acted upon in a passive. Empty for a pronoun.
    agent : frozenset of str
        Who acts in a passive, where that is said.
    passive, linking : bool
        Whether the subject is acted upon; whether the verb is "be".
    doing : tuple of str
        What comes after the verb, in order.
    """

    modal: str
    subject: frozenset[str]
    agent: frozenset[str]
    passive: bool
    linking: bool
    doing: tuple[str, ...]

    @property
    def actors(self) -> frozenset[str]:
        """Who acts, where it is said."""
        return self.agent if self.passive else self.subject


def duties(tokens: Sequence[str]) -> list[Duty]:
    """Return the duties of one sentence."""
    positions = [at for at, token in enumerate(tokens) if token in MODALS]
    if not positions:
        return [_duty(tokens, list(tokens), "", None)]
    starts, ends = [0, *(at + 1 for at in positions[:-1])], [*positions[1:], len(tokens)]
    found: list[Duty] = []
    for start, at, end in zip(starts, positions, ends, strict=True):
        elided = found and at > start and {*tokens[max(start, at - 2) : at]} & {"and", "but", "or"}
        found.append(
            _duty(
                tokens[start:at],
                list(tokens[at + 1 : end]),
                MODALS[tokens[at]],
                found[-1].subject if elided else subject_of(tokens[start:at]) if start else None,
            )
        )
    return found


def _duty(before: Sequence[str], after: list[str], modal: str, subject: frozenset[str] | None) -> Duty:
    """Return a duty; its subject is what stands before it unless it is known."""
    passive_at = _passive(after, modal=bool(modal))
    agent: frozenset[str] = frozenset()
    if passive_at is not None and "by" in after[passive_at:]:
        by = after.index("by", passive_at)
        agent = concepts_of(list(takewhile(lambda token: token not in _AGENT_ENDS, after[by + 1 : by + 7])))
        agent = agent if _MEANS.isdisjoint(agent) else frozenset()
    if subject is None and modal:
        subject = _subjects(before)
    elif subject is None:
        subject = frozenset() if passive_at is None else subject_of(after[:passive_at])
    return Duty(
        modal=modal,
        subject=subject,
        agent=agent,
        passive=passive_at is not None,
        linking=passive_at is None and not BE.isdisjoint(after[:3]),
        doing=tuple(concept(token) for token in after if is_content(token)),
    )


def _passive(tokens: Sequence[str], *, modal: bool) -> int | None:
    """Return where a passive begins: "be" or "is" and, at most two words on, a participle."""
    for at, token in enumerate(tokens[:_NEAR_MODAL] if modal else tokens):
        if token in BE and any(_PARTICIPLE.fullmatch(word) for word in tokens[at + 1 : at + 3]):
            return at
    return None


def subject_of(before: Sequence[str]) -> frozenset[str]:
    """Return what stands nearest before a verb, in its own clause; nothing where that is a pronoun."""
    own: list[str] = []
    for token in reversed(owners_left_out(before)):
        if (token in BREAKS or token in CLAUSE) and concepts_of(own):
            break
        if token not in BREAKS:
            own.insert(0, token)
    if own[:1] == ["that"] and concepts_of(own):  # "and that the school should"
        own = own[1:]
    return frozenset() if _PRONOUNS & set(own) else concepts_of(own) - _LOOSE


def _subjects(before: Sequence[str]) -> frozenset[str]:
    """Return what stands before the first modal verb of a sentence, less what is said of when, where and on what condition."""
    segments: list[list[str]] = [[]]
    for token in owners_left_out(before):
        if token in BREAKS or token in CLAUSE:
            segments.append([])
        if token not in BREAKS:
            segments[-1].append(token)
    if segments[-1][:1] and segments[-1][0] in _OWN_SUBJECT:
        return subject_of(before)
    plain = [segment for segment in segments if segment and segment[0] not in _ASIDE]
    if any(_PRONOUNS & set(segment) for segment in plain[-1:]):
        return frozenset()
    return frozenset().union(*(concepts_of(segment) - _LOOSE for segment in plain)) or subject_of(before)
