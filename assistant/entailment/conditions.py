"""On what condition: the "if", "where", "unless" and "until" of the evidence, which a statement may not leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.entailment.senses import Sense, is_similar
from assistant.entailment.vocabulary import (
    HEDGES,
    LIGHT,
    MODALS,
    NEGATORS,
    STOPS,
    concept,
    concepts_of,
    in_sentences,
    is_content,
)

_MARKERS = frozenset({"if", "unless", "where", "when", "until", "whenever", "wherever", "once", "while", "whilst"})
_LEAVE = frozenset(
    concept(word) for word in ("consent", "permission", "approval", "emergency", "exceptional", "urgent")
)
_EXCEPTS = _MARKERS | {"except", "only"}
_EXCEPTIONS = frozenset({"unless", "except"})
_RELATIVE = frozenset({"who", "whose"})
_EACH = frozenset({"a", "an", "every", "each", "in", "per"})
_DETERMINERS = frozenset({"a", "an", "the", "any", "each", "every", "no"})
_COMPARED = frozenset({
    *("later", "earlier", "sooner", "longer", "shorter", "greater", "higher", "lower", "first", "last"),
})
_SOFT = frozenset({"sometimes", "likely", "most", "except", "unless"})
_JOINS = frozenset({"and", "but", "or"})
_ENDS = frozenset(",;:()[]-") | STOPS
_BEGINS = _MARKERS | MODALS.keys() | {"before", "after", "through"}
_SEMICOLON = frozenset({";"})
_RESTS_ON = 0.5
_HALF, _THIRD = 0.5, 0.34
_LIGHT = frozenset(concept(word) for word in LIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Part of a sentence that says one thing, and the conditions that it is said on."""

    main: frozenset[str]
    conditions: tuple[tuple[str, ...], ...]


def condition_left_out(claim: Sense, given: Sense) -> str:
    """Return which condition of the evidence the statement does not mention.

    Where the evidence says several things, each on its own condition, those count that the statement rests on.
    """
    rules = [rule for sentence in in_sentences(given.tokens) for rule in _rules(sentence)]
    shared = [len(rule.main & claim.concepts) for rule in rules]
    for rule, n in zip(rules, shared, strict=True):
        elsewhere = max(shared) == len(claim.concepts)  # another part says all of it
        if n and (n >= _RESTS_ON * max(shared) or (n > _RESTS_ON * len(rule.main) and not elsewhere)):
            missed = next((c for c in rule.conditions if not _mentions(claim, c, rule)), ())
            if missed:
                return f"leaves out a condition: “{' '.join(missed)}”"
    return ""


def exception_that_follows(claim: Sense, exceptions: Sequence[Sense]) -> str:
    """Return a reason if a sentence makes an exception to the evidence that the statement does not mention."""
    for exception in exceptions:
        words = exception.concepts - _LIGHT
        if sum(is_similar(word, claim.concepts) for word in words) < _HALF * len(words):
            return "leaves out the exception that follows"
    return ""


def hedge_left_out(claim: Sense, given: Sense) -> str:
    """Return which "normally", "often" or "only" of the evidence the statement leaves out of what it takes over."""
    for at, token in enumerate(given.tokens):
        following = [word for word in given.tokens[at + 1 : at + 4] if is_content(word)][:1]
        following = [word for word in following if is_similar(concept(word), claim.concepts)]
        if token in HEDGES and following and concept(token) not in claim.all_concepts and not _SOFT & set(claim.tokens):
            return f"leaves out “{token}”"
    return ""


def _mentions(claim: Sense, condition: Sequence[str], rule: _Rule) -> bool:
    """Whether a statement mentions a condition: by most words that are its alone, or, if it has none, by any such word."""
    marked = bool(_EXCEPTS & set(claim.tokens)) or condition[0] in _RELATIVE
    words = concepts_of(condition[1:]) - _LIGHT
    own = words.difference(rule.main, *(concepts_of(other) for other in rule.conditions if other is not condition))
    if len(condition) == 1:
        return True
    if not own:
        return marked and (not words or any(is_similar(word, claim.concepts) for word in words))
    if any(
        not any(is_similar(word, claim.concepts) for word in each & own)
        for each in _each_part(condition)
        if len(each & own) > 1
    ):
        return False
    if condition[0] == "unless":
        return marked and sum(is_similar(word, claim.concepts) for word in own) >= _HALF * len(own)
    return sum(is_similar(word, claim.concepts) for word in own) >= (_THIRD if marked else _HALF) * len(own)


def _each_part(condition: Sequence[str]) -> list[frozenset[str]]:
    """Return the parts of a condition of which none may go: those joined by "and" and, of an exception, by "or"."""
    joins = {"and", "or"} if condition[0] in _EXCEPTIONS else {"and"}
    parts: list[list[str]] = [[]]
    for token in condition[1:]:
        parts.append([]) if token in joins else parts[-1].append(token)
    return [concepts_of(part) - _LIGHT for part in parts]


def _rules(sentence: Sequence[str]) -> list[_Rule]:
    """Return the parts of a sentence; a condition that opens it holds for all of them."""
    rules: list[_Rule] = []
    opening: tuple[tuple[str, ...], ...] = ()
    for number, part in enumerate(_parts(sentence)):
        conditions, rest = _conditions(part)
        if number == 0 and part and part[0] in _MARKERS:
            opening = conditions[:1]
        applying = conditions if number == 0 else (*opening, *conditions)
        rules.append(_Rule(main=concepts_of(rest), conditions=(*applying, *_choice(sentence))))
    return rules


def _choice(sentence: Sequence[str]) -> list[tuple[str, ...]]:
    """Return which of two holds ("whichever is later", "if that is sooner"), a condition of the whole sentence."""
    ends = [sentence[at + 1 : at + 4] for at, token in enumerate(sentence) if token in {"whichever", "if"}]
    compared = [
        [token for token in end if token in _COMPARED] for end in ends if {"is", "be", "come", "comes"} & set(end)
    ]
    return [("if", *tokens) for tokens in compared if tokens]


def _parts(sentence: Sequence[str]) -> list[list[str]]:
    """Split a sentence at semicolons, and at ", and" where a new duty or condition follows."""
    parts: list[list[str]] = [[]]
    for at, token in enumerate(sentence):
        joins = token in _JOINS and bool(parts[-1])
        after_comma = joins and sentence[at - 1 : at] == [","] and not _BEGINS.isdisjoint(sentence[at + 1 : at + 5])
        if token in _SEMICOLON or after_comma or (joins and not MODALS.keys().isdisjoint(sentence[at + 1 : at + 2])):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _conditions(part: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """Return the conditions of a part of a sentence, each from its marker to the next mark, and the rest."""
    conditions: list[tuple[str, ...]] = []
    rest: list[str] = []
    at = 0
    while at < len(part):
        relative = _is_relative(part, at) or _is_by_leave(part, at)
        marker = relative or _is_denied_reason(part, at)
        if not marker and not _is_marker(part, at):
            rest.append(part[at])
            at += 1
            continue
        end = at + 1
        while end < len(part) and part[end] not in _ENDS | _MARKERS and not (relative and part[end] in MODALS):
            end += 1
        conditions.append(tuple(part[at:end]))
        at = end
    return tuple(conditions), rest


def _is_marker(part: Sequence[str], at: int) -> bool:
    """Whether a word begins a condition; not in "for instance where", nor "once" where that is a number."""
    counts = part[at] == "once" and (
        "atleast" in part[max(0, at - 1) : at] or not _EACH.isdisjoint(part[at + 1 : at + 2])
    )
    return part[at] in _MARKERS and part[at - 1 : at] != ["including"] and not counts


def _is_relative(part: Sequence[str], at: int) -> bool:
    """Whether a "who" tells which people are meant: "a midwife who learns of it must", not "the visitor, who must".

    A "that" does so only of what a duty is about: "a club that keeps boats must", not "should say that he keeps boats".
    """
    after = part[at + 1 : at + 2]
    if part[at] == "that":
        opens = at == 1 or not _DETERMINERS.isdisjoint(part[max(0, at - 3) : at - 1])
        about = MODALS.keys().isdisjoint(part[:at]) and not MODALS.keys().isdisjoint(part[at:])
        return opens and about and is_content(part[at - 1])
    return part[at] in _RELATIVE and at > 0 and part[at - 1] not in _ENDS and bool(after) and after[0] not in MODALS


def _is_by_leave(part: Sequence[str], at: int) -> bool:
    """Whether a "with" or "in" makes a condition: "with the parents' consent", "in an emergency"."""
    return part[at] in {"with", "in", "on"} and any(concept(word) in _LEAVE for word in part[at + 1 : at + 5])


def _is_denied_reason(part: Sequence[str], at: int) -> bool:
    """Whether a reason limits what is denied: "must not refuse because it is late", "must not go without asking"."""
    return part[at] in {"because", "without"} and part[at - 1] != "," and not NEGATORS.isdisjoint(part[:at])
