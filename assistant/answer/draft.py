"""An answer before its quotations are checked: what ``quotations`` and ``situations`` make, and ``cite`` checks."""

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
class DraftSection:
    """Quotations under one heading, before they are checked, with fixed text of ours around them.

    Parameters
    ----------
    labelled : bool
        Whether each quotation says its weight, because the heading does not.
    alone : bool
        Whether the fixed text is shown even where no quotation is left.
    """

    heading: str
    quotations: tuple[Quotation, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    labelled: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer before its quotations are checked."""

    sections: tuple[DraftSection, ...]
