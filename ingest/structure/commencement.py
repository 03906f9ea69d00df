"""Which provisions of an Act are not law in force: prospective, in force for some purposes only, or repealed.

legislation.gov.uk says so in three ways, and each is read: the word PROSPECTIVE over a provision, a cross-heading or a Part;
the notes of commencement under a section ("S. 13 in force at 19.3.2018 for specified purposes"); the notes of amendment
("S. 4 repealed (1.4.2014)", "S. 9A inserted (prosp.)"). An Act as enacted says nothing, so the register may name provisions
of which nobody found that they had begun. What was read by its structure has a record of each provision, which goes before
all these. The library is for England: what began for Wales alone is left
to the tag of jurisdiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.provisions import Provision, Standing
from corpus.text import one_line
from corpus.types import Authority, Document, Passage, PassageKind, Source
from ingest.structure.blocks import Block, BlockKind

COMMENCEMENT_VERSION = "3"

_MARK = "PROSPECTIVE"
_TEXT = frozenset({BlockKind.BODY, BlockKind.LIST, BlockKind.TABLE})
_CITED = frozenset({PassageKind.BODY, PassageKind.LIST, PassageKind.TABLE})
_ENTRY = re.compile(r"(?:^|\s)(?=[FI]\d+\s)")
_NUMBER = r"\d{1,3}[A-Z]{0,3}"
_PROVISION = re.compile(
    rf"(?P<schedule>Sch\. (?P<sch>{_NUMBER}) paras?\. (?P<para>{_NUMBER}))(?P<below>(?:\(\w+\))*)"
    rf"|(?P<many>Ss?\. )(?P<first>{_NUMBER})(?P<sub>(?:\(\w+\))*)(?:(?:-|–)(?P<last>{_NUMBER})(?![(\w]))?"
)
_AMENDED = re.compile(
    r"(?P<what>[^:;]{3,60}?) (?P<done>repealed|omitted|inserted|added|substituted) \((?P<when>[^)]*)\)"
)
_PROVISIONS_ONLY = re.compile(r"(?:Ss?\.|Sch\.|paras?\.|and|to|[\d(),–-]|\d*[A-Z]{1,3}|\([a-z0-9]{1,4}\)|\s)+")
_SOME = re.compile(r"for (?:specified|certain) purposes|partly in force", re.IGNORECASE)
_REST = re.compile(r"otherwise|in so far as not (?:already|yet)|wholly in force", re.IGNORECASE)
_NOT_AT_FIRST = re.compile(r"not in force at Royal Assent", re.IGNORECASE)
_IN_FORCE = re.compile(r"\bin force\b", re.IGNORECASE)
_WALES_ONLY = re.compile(r"in force for W\.|for W\. (?:for|at)", re.IGNORECASE)


def with_standing(
    passages: Sequence[Passage], document: Document, blocks: Sequence[Block], source: Source
) -> tuple[Passage, ...]:
    """Return passages, those of an Act that are not law in force marked as what they are."""
    if source.authority is not Authority.LAW:
        return tuple(passages)
    over = list(_under_the_word(document, blocks))
    notes = _by_provision(document, blocks)
    return tuple(
        replace(passage, standing=_standing(passage, over, notes, source.commencement_not_found))
        if passage.kind in _CITED
        else passage
        for passage in passages
    )


def with_provision(passage: Passage, provision: Provision | None) -> Passage:
    """Return a passage with what is recorded of the provision that it is in.

    The record says how the provision is called and whether it is law; its notes say more only of a part of it, or where it
    is in force for some purposes alone. A provision that does not extend to England applies elsewhere.
    """
    if provision is None:
        return passage
    _, bracket, below = passage.paragraph.partition("(")
    standing = provision.standing or passage.standing
    if passage.standing is Standing.PROSPECTIVE and not provision.standing and provision.in_force_from:
        standing = Standing.IN_FORCE  # the note tells of Royal Assent, and the record of what has come since
    return replace(
        passage,
        provision=provision,
        paragraph=f"{provision.label}{bracket}{below}",
        standing=standing if passage.kind in _CITED else passage.standing,
        jurisdiction=provision.elsewhere or passage.jurisdiction,
    )


def _standing(
    passage: Passage, over: Sequence[Block], notes: Mapping[str, _ProvisionNotes], not_found: Sequence[str]
) -> Standing:
    label = passage.paragraph
    under = any(b.page == passage.page and b.start < passage.end and passage.start < b.end for b in over)
    if under:
        return Standing.PROSPECTIVE
    if any(_within(label, provision) for provision in not_found):
        return Standing.NOT_CONFIRMED
    own = [notes[provision] for provision in _outwards(label) if provision in notes]
    if any(entry.repealed for entry in own):
        return Standing.REPEALED
    if any(entry.prospective for entry in own) or (own and _unstarted(own)):
        return Standing.PROSPECTIVE
    partly = any(entry.some for entry in own) and not any(entry.whole for entry in own)
    return Standing.PARTLY if partly else Standing.IN_FORCE


@dataclass(slots=True)
class _ProvisionNotes:
    """What the notes say of one provision."""

    repealed: bool = False
    prospective: bool = False  # inserted, but not yet
    not_at_first: bool = False
    some: bool = False
    whole: bool = False
    elsewhere: bool = False


def _unstarted(own: Sequence[_ProvisionNotes]) -> bool:
    begun = any(entry.some or entry.whole or entry.elsewhere for entry in own)
    return any(entry.not_at_first for entry in own) and not begun


def _under_the_word(document: Document, blocks: Sequence[Block]) -> Iterator[Block]:
    """Go through the blocks that stand under the word PROSPECTIVE.

    It stands over what follows it: a heading with all that is under it, or else one numbered provision.

    Yields
    ------
    Block
    """
    reading = [block for block in blocks if block.kind is not BlockKind.FURNITURE]
    texts = {page.number: page.text for page in document.pages}
    for at, block in enumerate(reading):
        lines = texts[block.page][block.start : block.end].splitlines()
        if block.kind is BlockKind.NOTE and lines and lines[-1].strip() == _MARK:
            yield from _covered(reading[at + 1 :])


def _covered(after: Sequence[Block]) -> Iterator[Block]:
    """Go through the blocks that a word over the first of them covers.

    Yields
    ------
    Block
    """
    first = after[0] if after else None
    text = next((block for block in after if block.kind in _TEXT), None)
    if first is None or text is None:
        return
    depth = len(first.heading_path) if first.kind is BlockKind.HEADING else 0
    for block in after:
        if depth and block.heading_path[:depth] != text.heading_path[:depth] and block.kind is not BlockKind.HEADING:
            return
        if not depth and not _within(block.paragraph, text.paragraph):
            return
        if block.kind in _TEXT:
            yield block


def _by_provision(document: Document, blocks: Sequence[Block]) -> dict[str, _ProvisionNotes]:
    """Return what notes of amendment and commencement say, by the label of the provision."""
    texts = {page.number: page.text for page in document.pages}
    notes: dict[str, _ProvisionNotes] = {}
    for block in blocks:
        if block.kind is BlockKind.NOTE:
            for entry in _ENTRY.split(one_line(texts[block.page][block.start : block.end])):
                _read_entry(re.sub(r"^[FI]\d+\s+", "", entry), notes)
    return notes


def _read_entry(entry: str, notes: dict[str, _ProvisionNotes]) -> None:
    amended = _AMENDED.match(entry)
    if amended and _PROVISION.match(amended["what"]) and _PROVISIONS_ONLY.fullmatch(amended["what"]):
        begun = "prosp" not in amended["when"]
        for label in _labels(amended["what"]):
            one = notes.setdefault(label, _ProvisionNotes())
            away = amended["done"] in {"repealed", "omitted"}
            one.repealed |= away and begun
            one.prospective |= not away and not begun
    elif _PROVISION.match(entry) and _IN_FORCE.search(entry):
        for clause in entry.split(";"):
            _read_clause(clause.strip(), entry, notes)


def _read_clause(clause: str, entry: str, notes: dict[str, _ProvisionNotes]) -> None:
    """Take in one clause of a note of commencement, such as "s. 13 in force at 19.3.2018 for specified purposes"."""
    provision = re.sub(r"^s(s?)\.", r"S\1.", clause)
    labels = list(_labels(provision)) or list(_labels(entry))
    if not _IN_FORCE.search(clause):
        return
    if _WALES_ONLY.search(clause):  # whatever parts it names: it is not for England
        labels = [label.partition("(")[0] for label in labels]
    for label in labels:
        one = notes.setdefault(label, _ProvisionNotes())
        if _NOT_AT_FIRST.search(clause):
            one.not_at_first = True
        elif _WALES_ONLY.search(clause):
            one.elsewhere = True
        elif _SOME.search(clause) and not _REST.search(clause):
            one.some = True
        else:
            one.whole = True


def _labels(text: str) -> Iterator[str]:
    """Go through the labels that the beginning of a note names: ``s.13``, ``s.36(3)``, ``Sch.4 para.1``.

    Yields
    ------
    str
        As passages carry them.
    """
    found = _PROVISION.match(text)
    if found is None:
        return
    if found["schedule"]:
        yield f"Sch.{found['sch']} para.{found['para']}{found['below']}"
        return
    first, last = found["first"], found["last"]
    if not last:
        yield f"s.{first}{found['sub']}"
        return
    low, high = (int(re.match(r"\d+", end)[0]) for end in (first, last))  # type: ignore[index]
    yield from (f"s.{number}" for number in range(low, high + 1))


def _outwards(label: str) -> Iterator[str]:
    """Go through a label and those of the provisions it is in: ``s.36(3)``, then ``s.36``.

    Yields
    ------
    str
    """
    while label:
        yield label
        label = label[: label.rindex("(")] if label.endswith(")") and "(" in label else ""


def _within(label: str, provision: str) -> bool:
    return bool(provision) and provision in _outwards(label)
