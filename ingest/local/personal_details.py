"""Personal details in a document, noticed page by page before it is indexed; a person decides what is done about them.

A policy names its staff, and that is as it should be. What must not slip in is a child: a form that has been filled in, a
date of birth, a pupil's name. The rules are those that take details out of questions (``corpus.pii``), narrowed to what a
printed page needs: an unknown word with a capital is a heading more often than a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from corpus.pii import (
    DATE_AFTER_NAME,
    DetailKind,
    NameRole,
    NameSpan,
    Span,
    context,
    counted,
    find_details,
    find_names,
    name_lists,
)
from corpus.types import Page
from ingest.local.form_labels import Filled, filled, filled_field
from ingest.pdf import LeftOut, Parsed, Scan

_OF_A_CHILD = frozenset({DetailKind.DATE_OF_BIRTH, DetailKind.UPN, DetailKind.NHS_NUMBER})
_CONTACT = frozenset({DetailKind.PHONE, DetailKind.EMAIL, DetailKind.ADDRESS, DetailKind.POSTCODE})
_ENOUGH = 3  # filled labels that make a form; two, if both say who a child is
_NEAR_CHARS = 60
_LOWER = re.compile(r"(?<![\w’'])[a-z][a-z’'-]+")
_BIRTHS = re.compile(r"\b(?:date of birth|d\.?o\.?b)\b", re.IGNORECASE)
_DATE_ON_LINE = re.compile(
    r"[^\n]{0,20}?\s(\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d\d)(?!\d)"
)  # in a table that has a column of births
_LIVES = re.compile(
    r"(?:home address|child['’]s address|lives? at|living at|address of (?:the )?(?:child|pupil))\W*$", re.IGNORECASE
)


class Weight(StrEnum):
    """How much what was noticed on a page matters, heaviest first; the value is what a person reads."""

    FORM = "a filled-in form"
    CHILD = "a child’s details"
    UNREAD = "a picture that could not be looked at"
    HIDDEN = "words that nobody can see"
    CONTACT = "staff or contact details"

    @property
    def asks(self) -> bool:
        """Whether a person must choose before the page is indexed."""
        return self is not Weight.CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """What was noticed on one page.

    Parameters
    ----------
    page : int
        The 1-based PDF page.
    kinds : tuple of DetailKind
        What each detail is; one entry a detail.
    left_out : str
        What the file has on the page that nobody can read there, in words that go on from "it has", or empty. Never indexed.
    words : tuple of str
        The details themselves, to be shown to the person who adds the document, and never logged or stored.
    """

    page: int
    weight: Weight
    kinds: tuple[DetailKind, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    left_out: str = ""

    @property
    def sentence(self) -> str:
        """The page, the weight and the counts, with none of the words."""
        counts = counted(self.kinds)
        hidden = f"; it has {self.left_out}, which is left out in any case" if self.left_out else ""
        return f"page {self.page}: {self.weight}" + (f" ({counts})" if counts else "") + hidden


@dataclass(frozen=True, slots=True)
class _Found:
    """A detail: its kind, its words, and whether it is a child's."""

    kind: DetailKind
    words: str
    of_a_child: bool


def notice(parsed: Parsed) -> tuple[PageNotice, ...]:
    """Return what was noticed on each page of a document; a page with nothing is left out.

    Parameters
    ----------
    parsed : Parsed
        The document, with what was typed into its form and what became of its scanned pages.
    """
    pages = parsed.document.pages
    ordinary = frozenset(word for page in pages for word in _LOWER.findall(page.text))
    found = [_on_page(page, parsed.typed.get(page.number, ()), ordinary) for page in pages]
    unread = {number for number, scan in parsed.scans.items() if scan is Scan.NOT_TRIED}
    found = [
        one or (PageNotice(page=page.number, weight=Weight.UNREAD) if page.number in unread else None)
        for one, page in zip(found, pages, strict=True)
    ]
    hidden = [
        _with_hidden(one, page.number, parsed.left_out.get(page.number, LeftOut()))
        for one, page in zip(found, pages, strict=True)
    ]
    return tuple(one for one in hidden if one)


def _with_hidden(notice: PageNotice | None, page: int, left_out: LeftOut) -> PageNotice | None:
    """Return a page's notice with what nobody can read on it; that alone is worth asking about."""
    if not left_out:
        return notice
    if notice is None:
        return PageNotice(page=page, weight=Weight.HIDDEN, left_out=left_out.words)
    weight = notice.weight if notice.weight.asks else Weight.HIDDEN
    return replace(notice, weight=weight, left_out=left_out.words)


def _on_page(page: Page, typed: Sequence[tuple[str, str]], ordinary: frozenset[str]) -> PageNotice | None:
    """Weigh what is on a page and what was typed on it."""
    written = "\n".join(value for _, value in typed)
    labelled = [*filled(page.text), *(one for name, value in typed if (one := filled_field(name, value)))]
    details = [*_details(page.text, ordinary), *_details(written, ordinary)]
    is_form = _is_form(labelled) or len([name for name, _ in typed if name]) > 1
    details += [
        _Found(one.kind, one.value, one.of_a_child) for one in labelled if one.kind and (is_form or one.of_a_child)
    ]
    unique = _unique(details)
    if is_form:
        weight = Weight.FORM
    elif any(one.of_a_child for one in details):
        weight = Weight.CHILD
    elif unique or typed:
        weight = Weight.CONTACT
    else:
        return None
    return PageNotice(
        page=page.number,
        weight=weight,
        kinds=tuple(kind for kind, _ in unique),
        words=tuple(detail for _, detail in unique),
    )


def _unique(details: Sequence[_Found]) -> tuple[tuple[DetailKind, str], ...]:
    """Return each detail once: "Patel" is in "Mrs Patel"."""
    different = dict.fromkeys((one.kind, one.words) for one in details)
    return tuple(
        (kind, words)
        for kind, words in different
        if not any(kind is other and words in more and words != more for other, more in different)
    )


def _is_form(labelled: Sequence[Filled]) -> bool:
    """Whether so many labels are filled in that the page is a form about a child."""
    labels = {one.label.lower(): one for one in labelled}.values()
    of_a_child = [one for one in labels if one.of_a_child]
    identifying = [one for one in of_a_child if one.kind]
    return bool(identifying) and (len(labels) >= _ENOUGH or len(identifying) > 1)


def _details(text: str, ordinary: frozenset[str]) -> Iterator[_Found]:
    """Find details in a text.

    Yields
    ------
    _Found
        A detail.
    """
    spans = find_details(text)
    has_births = bool(_BIRTHS.search(text))
    for span in spans:
        words = " ".join(text[span.start : span.end].split())
        if span.kind in _OF_A_CHILD or (span.kind is DetailKind.INITIALS and _has_an_age(text[span.end :])):
            yield _Found(span.kind, words, True)
        elif span.kind in _CONTACT and _is_whole(span, words):
            yield _Found(span.kind, words, bool(_LIVES.search(text[max(0, span.start - 40) : span.start])))
    for name in find_names(text):
        if not any(name.start < span.end and span.start < name.end for span in spans) and _is_person(
            name, text, ordinary
        ):
            yield _Found(DetailKind.NAME, " ".join(text[name.start : name.end].split()), _is_child(name, text))
            if born := DATE_AFTER_NAME.match(text, name.end) or (has_births and _DATE_ON_LINE.match(text, name.end)):
                yield _Found(DetailKind.DATE_OF_BIRTH, born[1], True)


def _is_whole(span: Span, words: str) -> bool:
    """Whether a contact detail is one: "Staying Close" has no number and is no address."""
    return span.kind is not DetailKind.ADDRESS or any(char.isdigit() for char in words)


def _is_person(name: NameSpan, text: str, ordinary: frozenset[str]) -> bool:
    """Whether a name is one on a printed page: after a title, a first name that is nothing else, or of a stated age."""
    lists = name_lists()
    if name.titled:
        return not all(key in ordinary for key in name.keys)
    if "\n" in text[name.start : name.end].strip():
        return False
    capital = text[name.start].isupper()
    if name.keys[0] in lists.given:
        return capital or _is_child(name, text)
    in_a_year = context.AFTER_YEAR.match(text[name.end : name.end + _NEAR_CHARS])
    return capital and name.keys[0] in lists.ambiguous and bool(in_a_year)


def _has_an_age(after: str) -> bool:
    """Whether an age or a year group follows."""
    return bool(context.AFTER_AGE.match(after[:_NEAR_CHARS]) or context.AFTER_YEAR.match(after[:_NEAR_CHARS]))


def _is_child(name: NameSpan, text: str) -> bool:
    """Whether a name is a child's: by the words around it, or a first name alone of somebody who says or has something."""
    if name.titled:
        return False
    after = text[name.end : name.end + _NEAR_CHARS]
    speaks = context.AFTER_VERB.match(after) or (after[:1] in {"'", "’"} and context.AFTER_POSSESSED.match(after[2:]))
    return name.role is NameRole.CHILD or (len(name.keys) == 1 and bool(speaks))


def asked_about(notices: Sequence[PageNotice]) -> tuple[PageNotice, ...]:
    """Return the notices about which a person must decide."""
    return tuple(one for one in notices if one.weight.asks)


def by_weight(notices: Sequence[PageNotice]) -> Mapping[Weight, tuple[PageNotice, ...]]:
    """Group notices, heaviest first."""
    return {weight: some for weight in Weight if (some := tuple(one for one in notices if one.weight is weight))}
