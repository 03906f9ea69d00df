"""CLML -> blocks to print: every word of the law in order, set as the Acts' reader expects it.

A section's number and title stand bold at the left, its subsections at the left, limbs and what is quoted set in, notes of
amendment smaller and beneath what they are about. What was put in stands in square brackets after the number of its note,
as legislation.gov.uk prints it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ingest.law.provision_records import label_of
from ingest.law.xml_names import local, words_of
from ingest.web import MARK, WebBlock, WebBlockKind

_LEFT_OUT = frozenset({
    "Metadata", "Contents", "Commentaries", "Versions", "Resources", "Footnotes", "MarginNotes", "Annotations",
})  # fmt: skip
_LEVELS = {"Part": 2, "Schedule": 2, "Appendix": 2, "Group": 2, "Chapter": 3}
_CROSS, _SECTION = 4, 5
_NUMBERED = re.compile(r"P([1-7])")
_HEADED = frozenset({"Pblock", "PsubBlock", "SignedSection", "ExplanatoryNotes", "EarlierOrders", "Abstract"})
_QUOTED = frozenset({"BlockAmendment", "BlockExtract"})
_PRELIMS = frozenset({"PrimaryPrelims", "SecondaryPrelims"})
_CHANGES = frozenset({"Addition", "Substitution", "Repeal"})
_BREAKS = frozenset({
    "Text", "P", "Para", "ListItem", "LongTitle", "DateText", "EnactingText", "IntroductoryText", "Reference", "Number",
    "Title", "Subtitle", "Signee", "PersonName", "JobTitle", "Department", "Address", "AddressLine", "Comment",
    "Where", "Formula", "Tabular", "Correction", "Draft", "Approved", "LaidDraft",
})  # fmt: skip
_OPENING = re.compile(rf"((?:\[|{MARK}[^{MARK}]*{MARK}|\s)*)(.*?)([\]\s]*)", re.DOTALL)
_MARKED = re.compile(rf"{MARK}[^{MARK}]*{MARK}")
_PART = re.compile(r"(?:part|chapter|schedules?)\b", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class LawPrinter:
    """Goes through a document and sets it.

    Parameters
    ----------
    title : str
        What is printed over it, so that it is not printed twice.
    notes : mapping of str to Element
        Its commentaries, by id.
    """

    title: str
    notes: Mapping[str, Element]
    blocks: list[WebBlock] = field(default_factory=list)
    n_pictures: int = 0
    _words: list[str] = field(default_factory=list)
    _number: str = ""  # of a provision or limb whose words have not come yet
    _anchor: str = ""
    _marks: str = ""  # of a number; they stand after it, so that it is read as one
    _around: list[str] = field(default_factory=list)  # the names of the elements that are open
    _codes: dict[str, str] = field(default_factory=dict)  # by commentary: F1, I1
    _n_of_kind: Counter[str] = field(default_factory=Counter)
    _waiting: list[str] = field(default_factory=list)  # commentaries to be printed beneath the provision
    _footnotes: dict[str, Element] = field(default_factory=dict)
    _last: dict[str, Element] = field(default_factory=dict)  # by change: the last element that has it
    _begun: set[str] = field(default_factory=set)

    def print_law(self, root: Element) -> None:
        """Set a whole document."""
        for element in root.iter():
            if local(element) in _CHANGES:
                self._last[_change_of(element)] = element
            elif local(element) == "Footnote":
                self._footnotes[element.get("id", "")] = element
        self._go_through(root)
        self._flush(whole=True)
        self._print_notes()
        for ref, footnote in self._footnotes.items():
            text = words_of(footnote)
            if text:
                self._add(WebBlock(kind=WebBlockKind.NOTE, text=text, marker=self._codes.get(ref, "*")))

    def _go_through(self, element: Element) -> None:
        """Set what is in an element, without its tail."""
        name = local(element)
        if name in _LEFT_OUT:
            return
        self._around.append(name)
        self._set(element, name)
        self._around.pop()

    def _set(self, element: Element, name: str) -> None:
        setters = {
            "P1group": self._group,
            "Pnumber": self._take_number,
            "tr": self._row,
            "AppendText": self._append,
            "CommentaryRef": self._refer_to_note,
            "FootnoteRef": self._refer_to_footnote,
        }
        if name in setters:
            setters[name](element)
        elif name in _LEVELS:
            self._headed(element, name)
        elif _NUMBERED.fullmatch(name):
            self._provision(element, name)
        elif name == "Title" and self._is_cross_heading():
            self._heading(self._apart(element), _CROSS)
        elif name in _CHANGES:
            self._changed(element)
        else:
            self.n_pictures += name == "Image"
            self._inline(element, breaks=name in _BREAKS)

    def _inline(self, element: Element, *, breaks: bool) -> None:
        """Take words, each block of which ends with its element."""
        if breaks:
            self._flush()
        self._words.append(element.text or "")
        for child in element:
            self._go_through(child)
            self._words.append(child.tail or "")
        if breaks:
            self._flush()

    def _headed(self, element: Element, name: str) -> None:
        """Set a Part, Chapter or Schedule: its number and title in one heading, then what is in it."""
        self._flush(whole=True)
        self._print_notes()
        number, title = element.find("{*}Number"), element.find("{*}Title")
        block = element.find("{*}TitleBlock")
        over = [one for one in (number, title, block) if one is not None]
        words = [self._apart(one) for one in over]
        if number is not None and _PART.match(words[0].lstrip("[ ")):
            words[0] = words[0].upper()
        self._prospective(element)
        self._heading(" – ".join(filter(None, words)), _LEVELS[name], element.get("id", ""))
        for child in element:
            if child not in over:
                self._go_through(child)
        self._flush(whole=True)

    def _group(self, element: Element) -> None:
        """Set the provisions that have one title; of a Schedule it is a heading over the paragraph."""
        self._flush(whole=True)
        title = element.find("{*}Title")
        words = self._apart(title) if title is not None else ""
        numbered = [one for one in element if local(one) == "P1"]
        at_number = bool(numbered) and not {"Schedule", *_QUOTED} & set(self._around)
        self._prospective(element)
        if words and not at_number:
            self._heading(words, _CROSS)
        for child in element:
            if child is title:
                continue
            if at_number and local(child) == "P1":
                self._section(child, words if child is numbered[0] else "")
            else:
                self._go_through(child)
        self._flush(whole=True)
        if not set(self._around) & _QUOTED:
            self._print_notes()

    def _section(self, element: Element, title: str) -> None:
        """Set a section: its number and title, then its text."""
        self._prospective(element)
        number = element.find("{*}Pnumber")
        words = self._number_words(number, plain=True) if number is not None else ""
        self._heading(f"{words} {title}".strip(), _SECTION, element.get("id", ""))
        self._marks = ""
        self._around.append("P1")
        for child in element:
            if child is not number:
                self._go_through(child)
        self._around.pop()
        self._flush(whole=True)

    def _provision(self, element: Element, name: str) -> None:
        """Set a numbered provision or limb; one of a body that has no title is headed by its number."""
        in_schedule = "Schedule" in self._around
        if name == "P1" and not in_schedule and label_of(element.get("id", "")) and not _QUOTED & set(self._around):
            self._section(element, "")
            self._print_notes()
            return
        self._flush()
        if name == "P1" and in_schedule and not _QUOTED & set(self._around):
            self._prospective(element)
            self._anchor = element.get("id", "")
        self._inline(element, breaks=False)
        self._flush(whole=True)
        if name == "P1" and in_schedule and "P1group" not in self._around and not _QUOTED & set(self._around):
            self._print_notes()

    def _take_number(self, element: Element) -> None:
        parent = self._around[-2] if len(self._around) > 1 else ""
        self._number += f"{self._number_words(element, plain=parent == 'P1')} "

    def _number_words(self, element: Element, *, plain: bool) -> str:
        """Return a number as it is printed: in brackets, unless it is plain or says otherwise."""
        opening, core, closing = _OPENING.fullmatch(self._apart(element, marks=True)).groups()  # type: ignore[union-attr]
        self._marks += "".join(_MARKED.findall(opening))
        brackets = "[" * opening.count("[")
        before, after = (element.get(f"Punc{side}") for side in ("Before", "After"))
        if plain:
            core += (after or "").rstrip(".")
        else:
            core = f"{'(' if before is None else before}{core}{')' if after is None else after}"
        return f"{brackets}{_MARKED.sub('', core)}{closing.strip()}"

    def _changed(self, element: Element) -> None:
        """Set what was put in or taken out within brackets, the first of them with the number of its note."""
        change = _change_of(element)
        if change not in self._begun:
            self._begun.add(change)
            self._words.append("[")
            self._refer(element.get("CommentaryRef", ""))
        self._inline(element, breaks=False)
        if self._last.get(change) is element:
            self._words.append("]")

    def _refer(self, ref: str) -> None:
        note = self.notes.get(ref)
        if note is None:
            return
        if ref not in self._codes:
            kind = note.get("Type", "") or "N"
            self._n_of_kind[kind] += 1
            self._codes[ref] = f"{kind}{self._n_of_kind[kind]}"
            self._waiting.append(ref)
        self._words.append(f"{MARK}{self._codes[ref]}{MARK}")

    def _refer_to_note(self, element: Element) -> None:
        self._refer(element.get("Ref", ""))

    def _refer_to_footnote(self, element: Element) -> None:
        ref = element.get("Ref", "")
        if ref in self._footnotes:
            code = self._codes.setdefault(ref, str(sum(one in self._codes for one in self._footnotes) + 1))
            self._words.append(f"{MARK}{code}{MARK}")

    def _append(self, element: Element) -> None:
        """Set what follows a quotation: a full stop ends its last block, words are a block of their own."""
        self._flush()
        words = self._apart(element)
        last = self.blocks[-1] if self.blocks else None
        if words and last and last.kind is not WebBlockKind.NOTE and not any(map(str.isalnum, words)):
            self.blocks[-1] = replace(last, text=f"{last.text}{words}")
        else:
            self._inline(element, breaks=True)

    def _row(self, element: Element) -> None:
        """Set a row of a table on one line: what is set small, as a table is, would be read as a note."""
        self._flush(whole=True)
        cells = [self._apart(one) for one in element if local(one) in {"td", "th"}]
        if any(cells):
            self._add(WebBlock(kind=WebBlockKind.ITEM, level=1, text=" | ".join(filter(None, cells))))

    def _apart(self, element: Element, *, marks: bool = False) -> str:
        """Return the words of an element on one line, without those that wait to be set; with the marks of notes if asked."""
        kept = (self._words, self._number, self._anchor, self.blocks)
        self._words, self._number, self._anchor, self.blocks = [], "", "", []
        self._inline(element, breaks=False)
        self._flush(whole=True)
        text = " ".join(f"{one.marker} {one.text}" for one in self.blocks)
        self._words, self._number, self._anchor, self.blocks = kept
        return " ".join((text if marks else _MARKED.sub("", text)).split())

    def _is_cross_heading(self) -> bool:
        return len(self._around) > 1 and self._around[-2] in _HEADED

    def _heading(self, text: str, level: int, anchor: str = "") -> None:
        self._flush(whole=True)
        if text:
            quoted = _QUOTED & set(self._around)
            kind = WebBlockKind.ITEM if quoted else WebBlockKind.HEADING
            self._add(WebBlock(kind=kind, level=2 if quoted else level, text=text, anchor="" if quoted else anchor))

    def _prospective(self, element: Element) -> None:
        """Print the word over what has not begun, as legislation.gov.uk does."""
        if element.get("Status") == "Prospective" and not _QUOTED & set(self._around):
            self._flush(whole=True)
            self._add(WebBlock(kind=WebBlockKind.NOTE, text="PROSPECTIVE"))

    def _print_notes(self) -> None:
        """Print the notes that were referred to, each once."""
        self._flush(whole=True)
        waiting, self._waiting = self._waiting, []
        for ref in waiting:
            self._add(WebBlock(kind=WebBlockKind.NOTE, text=words_of(self.notes[ref]), marker=self._codes[ref]))

    def _flush(self, *, whole: bool = False) -> None:
        """End the block that is being read; a number waits for its words, unless the whole of it has been read."""
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text and not (whole and self._number):
            return
        text, self._number = " ".join(f"{self._number}{self._marks}{text}".split()), ""
        anchor, self._marks, self._anchor = self._anchor, "", ""
        if text != self.title or not _PRELIMS & set(self._around):
            self._add(self._as_set(text, anchor))

    def _as_set(self, text: str, anchor: str) -> WebBlock:
        """Return a block set in as deep as it stands."""
        depths = [int(found[1]) for name in self._around if (found := _NUMBERED.fullmatch(name))]
        n_lists = sum(name in {"UnorderedList", "OrderedList"} for name in self._around)
        if _QUOTED & set(self._around):
            n_deep = sum(depth > 2 for depth in depths)
            return WebBlock(kind=WebBlockKind.ITEM, level=2 + n_deep + n_lists, text=text)
        level = max(0, max(depths, default=0) - 2) + n_lists
        if level:
            return WebBlock(kind=WebBlockKind.ITEM, level=level, text=text)
        return WebBlock(kind=WebBlockKind.TEXT, text=text, anchor=anchor)

    def _add(self, block: WebBlock) -> None:
        self.blocks.append(block)


def _change_of(element: Element) -> str:
    """Return which change an element is of; one that names none is a change of its own."""
    return element.get("ChangeId") or str(id(element))
