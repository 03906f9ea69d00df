"""Draft to Statements with verified Citations: a quotation is found in its passage, or it is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant import messages
from assistant.answer.draft import Draft, DraftSection, DraftSentence, Quotation
from assistant.errors import CitationError
from assistant.types import Citation, Section, Statement, StatementKind, applies
from corpus.text import fold
from corpus.types import Passage, Source

ChangedSince = Callable[[Passage, date], str]
"""Returns what is to be said of a digest’s statement whose paragraph changed; empty if nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSections:
    """What is left of a draft after checking: sections, their citations, and how many quotations were dropped."""

    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    n_dropped: int


@dataclass(slots=True, kw_only=True)
class _Checker:
    """Checks quotations and numbers those that hold, in the order they are read; the same words have one number."""

    sources: Mapping[str, Source]
    as_at: date
    changed_since: ChangedSince
    citations: dict[tuple[str, str], Citation] = field(default_factory=dict)
    n_dropped: int = 0

    def citation(self, quotation: Quotation) -> Citation | None:
        known = (quotation.passage.passage_id, fold(quotation.quote))
        for (passage_id, words), citation in self.citations.items():
            if passage_id == known[0] and known[1] in words:
                return citation
        source = self.sources[quotation.passage.source_id]
        try:
            self.citations[known] = Citation(
                marker=len(self.citations) + 1,
                passage=quotation.passage,
                source=source,
                in_force=applies(source, quotation.passage, self.as_at),
                quote=quotation.quote,
                also_on=quotation.also_on,
            )
        except CitationError:
            self.n_dropped += 1
            return None
        return self.citations[known]

    def reviewed(self, sentence: DraftSentence) -> Statement | None:
        """Return a sentence of ours with what bears it out; ``None`` where nothing does any more."""
        if sentence.ours:
            return fixed_statement(messages.OUR_RULE.format(text=sentence.text.rstrip(".")))
        found = [citation for citation in map(self.citation, sentence.quotations) if citation is not None]
        if not found and not sentence.elsewhere:
            return None
        return Statement(
            text=sentence.text,
            kind=StatementKind.REVIEWED,
            citations=tuple(sorted({citation.marker for citation in found})),
            verified=bool(found),
            elsewhere=tuple(dict.fromkeys((*sentence.elsewhere, *self.marks(found)))),
        )

    def marks(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """Return what is to be said of digests’ statements among what is cited."""
        said = (self.changed_since(citation.passage, self.as_at) for citation in citations if citation.passage.pinpoint)
        return tuple(dict.fromkeys(filter(None, said)))

    def quoted(self, drafted: DraftSection) -> list[Statement]:
        found = [citation for citation in map(self.citation, drafted.quotations) if citation is not None]
        return [
            replace(_quoted(citation, labelled=drafted.labelled), elsewhere=self.marks([citation]))
            for citation in found
        ]


def _unchanged(_: Passage, __: date) -> str:
    return ""


def cite(
    draft: Draft, sources: Mapping[str, Source], as_at: date, changed_since: ChangedSince = _unchanged
) -> CheckedSections:
    """Check each quotation against its passage and number those that hold, in the order they are read.

    Parameters
    ----------
    draft : Draft
        What to check.
    sources : mapping of str to Source
        The library's sources, by id.
    as_at : date
        The day on which a source is in force or not.
    changed_since : callable
        Says of a digest’s statement whether its paragraph changed.
    """
    checker = _Checker(sources=sources, as_at=as_at, changed_since=changed_since)
    sections: list[Section] = []
    for drafted in draft.sections:
        ours = [statement for statement in map(checker.reviewed, drafted.sentences) if statement is not None]
        quotes = checker.quoted(drafted)
        if ours or quotes or drafted.alone:
            before, after = map(fixed_statement, drafted.before), map(fixed_statement, drafted.after)
            sections.append(Section(heading=drafted.heading, statements=(*before, *ours, *quotes, *after)))
    return CheckedSections(
        sections=tuple(sections), citations=tuple(checker.citations.values()), n_dropped=checker.n_dropped
    )


def cite_sentences(
    sentences: Iterable[DraftSentence],
    sources: Mapping[str, Source],
    as_at: date,
    changed_since: ChangedSince = _unchanged,
) -> tuple[tuple[Statement | None, ...], tuple[Citation, ...]]:
    """Return sentences of ours as statements, each in its place, with their citations; ``None`` where nothing bears one out.

    Parameters
    ----------
    sentences : iterable of DraftSentence
        What we say; the markers count on from one to the next.
    sources : mapping of str to Source
        The library's sources, by id.
    as_at : date
        The day on which a source is in force or not.
    changed_since : callable
        Says of a digest’s statement whether its paragraph changed.
    """
    checker = _Checker(sources=sources, as_at=as_at, changed_since=changed_since)
    statements = tuple(map(checker.reviewed, sentences))
    return statements, tuple(checker.citations.values())


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
    """Return the label of a statement: its authority where the heading does not say it; always, if it is no law in force here."""
    away = citation.provision.elsewhere if citation.provision else ""
    marks = list(
        filter(None, (citation.passage.standing.words, f"does not extend to England ({away} only)" if away else ""))
    )
    label = citation.source.authority.label if labelled or marks else ""
    return ", ".join((label, *marks)) if label else ""


def fixed_statement(text: str) -> Statement:
    """Return a sentence of our reviewed text as a statement."""
    return Statement(text=text, kind=StatementKind.FIXED, verified=True)
