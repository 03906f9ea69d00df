"""CLML -> a record of each provision: from when its wording is in force, where it extends to, what is not in it yet.

The schema is that of https://github.com/legislation/clml-schema; what its attributes mean is told in
https://legislation.github.io/data-documentation (read November 2026). ``RestrictStartDate`` is the day from which *this
version* of a provision has been in force; a Part has the latest of its provisions' days. So a day is taken from the provision
alone, and where it has none, none is recorded. What extends, or is prospective or repealed, is so with all that is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from xml.etree.ElementTree import Element

from corpus.provisions import Provision, Standing, UnappliedEffect
from ingest.law.xml_names import META, day_of, local, within, words_of

_PREFIXES = {"section": "s.", "regulation": "reg.", "article": "art.", "rule": "r.", "paragraph": "para."}
_OF_A_BODY = re.compile(r"(section|regulation|article|rule|paragraph)-(.+)")
_OF_A_SCHEDULE = re.compile(r"schedule(?:-(?!part-|chapter-|paragraph-)([^-]+))?(?:-.+?)?-paragraph-(.+)")
_STANDINGS = {
    "Prospective": Standing.PROSPECTIVE,
    "Repealed": Standing.REPEALED,
    "Discarded": Standing.REPEALED,  # it was repealed before it began
    "Dead": Standing.NOT_CONFIRMED,
}
OTHERS = "other"
_OTHERS = "The whole of it, or provisions that are not in this text"
_QUOTED = frozenset({"BlockAmendment", "InlineAmendment", "BlockExtract", "InlineExtract"})
_PASSED_OVER = frozenset({"Metadata", "Contents", "Commentaries", "Versions", "Resources", *_QUOTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What holds for all that is in an element, unless it says otherwise; and the heading and days over a provision."""

    extent: str = ""
    standing: Standing = Standing.IN_FORCE
    title: str = ""
    start: date | None = None
    end: date | None = None


def label_of(anchor: str) -> str:
    """Return how a provision is cited.

    Parameters
    ----------
    anchor : str
        Its id.

    Examples
    --------
    >>> label_of("section-47"), label_of("rule-12.3"), label_of("schedule-A1-part-2-paragraph-10"), label_of("part-2")
    ('s.47', 'r.12.3', 'Sch.A1 para.10', '')
    """
    if found := _OF_A_BODY.fullmatch(anchor):
        return _PREFIXES[found[1]] + found[2]
    if found := _OF_A_SCHEDULE.fullmatch(anchor):
        return f"Sch.{found[1] or ''} para.{found[2]}"
    return ""


def provisions_of(root: Element, notes: Mapping[str, Element]) -> tuple[Provision, ...]:
    """Return the record of each provision, in order, without what is not in the text yet.

    Parameters
    ----------
    root : Element
        The whole document.
    notes : mapping of str to Element
        Its commentaries, by id.
    """
    return tuple(_records(root, _inner(root, local(root), _Around()), notes))


def _records(element: Element, around: _Around, notes: Mapping[str, Element]) -> Iterator[Provision]:
    for child in element:
        name = local(child)
        if name in _PASSED_OVER:
            continue
        inner = _inner(child, name, around)
        anchor = child.get("id", "")
        if name == "P1" and label_of(anchor):
            yield _record(child, anchor, inner, notes)
        else:
            yield from _records(child, inner, notes)


def _inner(element: Element, name: str, around: _Around) -> _Around:
    """Return what holds in an element."""
    start, end = day_of(element.get("RestrictStartDate")), day_of(element.get("RestrictEndDate"))
    is_its_own = name in {"P1group", "P1"}
    title = element.find("{*}Title") if name == "P1group" else None
    return _Around(
        extent=element.get("RestrictExtent") or around.extent,
        standing=_standing(element, around.standing, begun=is_its_own and start is not None),
        title=around.title if name == "P1" else words_of(title) if title is not None else "",
        start=(start or (around.start if name == "P1" else None)) if is_its_own else None,
        end=(end or (around.end if name == "P1" else None)) if is_its_own else None,
    )


def _standing(element: Element, around: Standing, *, begun: bool) -> Standing:
    status = element.get("Status", "")
    if status:
        return _STANDINGS.get(status, Standing.NOT_CONFIRMED)
    if element.get("Match") == "false":  # it was not valid on the day asked for, and it does not say why
        return Standing.NOT_CONFIRMED
    return Standing.IN_FORCE if begun and around is Standing.PROSPECTIVE else around


def _record(element: Element, anchor: str, around: _Around, notes: Mapping[str, Element]) -> Provision:
    named = [notes[ref] for ref in refs_in(element) if ref in notes]
    return Provision(
        anchor=anchor,
        label=label_of(anchor),
        title=around.title,
        in_force_from=around.start,
        replaced_on=around.end,
        extent=around.extent,
        standing=around.standing,
        begun=tuple(dict.fromkeys(words_of(note) for note in named if note.get("Type") == "I")),
    )


def refs_in(element: Element) -> Iterator[str]:
    """Go through the ids of the commentaries that an element names.

    Yields
    ------
    str
        In the order of the text.
    """
    for one in element.iter():
        ref = one.get("Ref") if local(one) == "CommentaryRef" else one.get("CommentaryRef")
        if ref:
            yield ref


def with_effects(provisions: Sequence[Provision], root: Element, *, is_part: bool = False) -> tuple[Provision, ...]:
    """Return the records with what is not in their text yet; a last one has the changes to the whole or to what is not there.

    Parameters
    ----------
    provisions : sequence of Provision
        In order.
    root : Element
        The whole document.
    is_part : bool
        Whether the text is a part of an Act alone, so that changes to other provisions are of no concern.
    """
    at = {one.anchor: n for n, one in enumerate(provisions)}
    found: dict[int, list[UnappliedEffect]] = {}
    for element in root.iter(f"{META}UnappliedEffect"):
        if element.get("RequiresApplied") == "false":
            continue
        named = _named(element)
        affected = _affected(named, at)
        if not affected and not (named and is_part):
            affected = {len(provisions)}
        for n in affected:
            found.setdefault(n, []).append(_effect(element))
    whole = [replace(one, effects=tuple(found.get(n, ()))) for n, one in enumerate(provisions)]
    others = tuple(found.get(len(provisions), ()))
    return (*whole, *([Provision(anchor="", label=OTHERS, title=_OTHERS, effects=others)] if others else []))


def _named(effect: Element) -> list[tuple[str, str]]:
    """Return the ids that a change names, each as the first and last of a range."""
    found: list[tuple[str, str]] = []
    for part in within(effect, "AffectedProvisions"):
        for one in within(part, "Section"):
            ref = one.get("FoundRef") or one.get("Ref") or ""
            found.append((ref, ref))
        for one in within(part, "SectionRange"):
            first, last = (one.get(f"Found{end}") or one.get(end) or "" for end in ("Start", "End"))
            found.append((first, last))
    return [both for both in found if any(both)]


def _affected(named: Sequence[tuple[str, str]], at: Mapping[str, int]) -> set[int]:
    """Return which provisions a change is to."""
    affected: set[int] = set()
    for ends in named:
        first, last = (_provision(end, at) for end in ends)
        affected |= set(range(min(first), max(last) + 1)) if first and last else first | last
    return affected


def _provision(ref: str, at: Mapping[str, int]) -> set[int]:
    """Return the provision that an id names or is in."""
    while ref:
        if ref in at:
            return {at[ref]}
        ref = ref.rpartition("-")[0]
    return set()


def _effect(element: Element) -> UnappliedEffect:
    title = element.find(f"{META}AffectingTitle")
    days = [day_of(one.get("Date")) for one in element.iter(f"{META}InForce") if one.get("Applied") != "true"]
    named = words_of(title) if title is not None else ""
    return UnappliedEffect(
        what=element.get("Type", "").removesuffix(" (prosp.)") or "changed",
        where=" ".join(element.get("AffectedProvisions", "").split()),
        by=", ".join(filter(None, (named, " ".join(element.get("AffectingProvisions", "").split())))),
        on=min((day for day in days if day), default=None),
    )
