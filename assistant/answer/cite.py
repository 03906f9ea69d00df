"""Draft to Statements with verified Citations: a quotation is found in its passage, or it is not shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answer.draft import Draft
from assistant.errors import CitationError
from assistant.types import Citation, Section, Statement, StatementKind
from corpus.types import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSections:
    """What is left of a draft after checking: sections, their citations, and how many quotations were dropped."""

    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    n_dropped: int


def cite(draft: Draft, sources: Mapping[str, Source], as_at: date) -> CheckedSections:
    """Check each quotation against its passage and number those that hold, in the order they are read.

    Parameters
    ----------
    draft : Draft
        What to check.
    sources : mapping of str to Source
        The library's sources, by id.
    as_at : date
        The day on which a source is in force or not.
    """
    sections: list[Section] = []
    citations: list[Citation] = []
    n_dropped = 0
    for drafted in draft.sections:
        quotes: list[Statement] = []
        for quotation in drafted.quotations:
            source = sources[quotation.passage.source_id]
            try:
                citation = Citation(
                    marker=len(citations) + 1,
                    passage=quotation.passage,
                    source=source,
                    in_force=source.in_force(as_at),
                    quote=quotation.quote,
                    also_on=quotation.also_on,
                )
            except CitationError:
                n_dropped += 1
                continue
            citations.append(citation)
            quotes.append(_quoted(citation, labelled=drafted.labelled))
        if quotes or drafted.alone:
            statements = (*map(fixed_statement, drafted.before), *quotes, *map(fixed_statement, drafted.after))
            sections.append(Section(heading=drafted.heading, statements=statements))
    return CheckedSections(sections=tuple(sections), citations=tuple(citations), n_dropped=n_dropped)


def _quoted(citation: Citation, *, labelled: bool) -> Statement:
    answers = re.match(r"(?:No|Yes)\b[,.]", citation.quote) is not None  # a myth is put right, or a question answered
    return Statement(
        text=citation.quote,
        kind=StatementKind.QUOTE,
        citations=(citation.marker,),
        verified=True,
        label=weight(citation, labelled=labelled),
        answers=citation.passage.heading if answers else "",
    )


def weight(citation: Citation, *, labelled: bool) -> str:
    """Return the label of a statement: its authority where the heading does not say it; always, if it is no law in force."""
    standing = citation.passage.standing.words
    label = citation.source.authority.label if labelled or standing else ""
    return f"{label}, {standing}" if standing else label


def fixed_statement(text: str) -> Statement:
    """Return a sentence of our reviewed text as a statement."""
    return Statement(text=text, kind=StatementKind.FIXED, verified=True)
