"""An answer before its quotations are checked: what is composed, and ``cite`` checks."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.types import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words chosen from a passage, not yet checked: what a draft is made of."""

    passage: Passage
    quote: str
    also_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSentence:
    """A sentence of ours, not yet checked.

    Parameters
    ----------
    text : str
        What we say.
    quotations : tuple of Quotation
        What bears it out, where the library has it.
    elsewhere : tuple of str
        What bears it out and is not in this library, or changed in a later edition, in words.
    ours : bool
        Whether it is a rule of our own, which no page says.
    """

    text: str
    quotations: tuple[Quotation, ...] = ()
    elsewhere: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSection:
    """What is said under one heading, before it is checked: fixed text, sentences of ours, quotations, fixed text.

    Parameters
    ----------
    sentences : tuple of DraftSentence
        Sentences of ours; one that nothing bears out is dropped.
    labelled : bool
        Whether each quotation says its weight, because the heading does not.
    alone : bool
        Whether the fixed text is shown even where no quotation is left.
    """

    heading: str
    sentences: tuple[DraftSentence, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    labelled: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before its quotations are checked."""

    sections: tuple[DraftSection, ...]
