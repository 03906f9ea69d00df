"""Answers that quote a document which has since been taken out of the library: its words go from them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.types import Answer, Notice, Outcome, Section, StatementKind
from assistant.ui.shared.session import Exchange
from corpus.types import Authority, Source

_AGAIN = "ask again to see what the library says now"


def removal_notice(sources: Iterable[Source]) -> str:
    """Return which documents are no longer shown."""
    names = " and ".join(dict.fromkeys(f"“{source.name}”" for source in sources))
    return (
        f"This answer quoted {names}, which has been taken out of the library. Its words and pages are no longer shown."
    )


def without_taken_out(exchange: Exchange, in_library: Mapping[str, str]) -> Exchange:
    """Return an exchange without the words of local documents that the library no longer has; itself if it has none.

    Parameters
    ----------
    exchange : Exchange
        A question and its answer.
    in_library : Mapping of str to str
        The hash of the PDF of each source in the generation that serves.
    """
    answer = exchange.answer
    if answer is None:
        return exchange
    gone = {
        c.marker: c.source for c in answer.citations if _is_gone(c.source, exchange, in_library.get(c.source.source_id))
    }
    retrieved = tuple(found for found in answer.retrieved if found.passage.source_id in in_library)
    if not gone:
        return (
            exchange
            if len(retrieved) == len(answer.retrieved)
            else _with(exchange, replace(answer, retrieved=retrieved))
        )
    citations = tuple(citation for citation in answer.citations if citation.marker not in gone)
    sections = tuple(section for old in answer.sections if (section := _section(old, set(gone))).statements)
    if not _is_answer(answer.outcome, sections) or (answer.outcome is Outcome.ANSWERED and not citations):
        return replace(exchange, answer=None, message=removal_notice(gone.values()), hint=_AGAIN, pdfs={})
    notices = (Notice("taken_out", removal_notice(gone.values())), *answer.notices)
    return _with(
        exchange, replace(answer, sections=sections, citations=citations, retrieved=retrieved, notices=notices)
    )


def _with(exchange: Exchange, answer: Answer) -> Exchange:
    cited = {citation.source.source_id for citation in answer.citations}
    return replace(exchange, answer=answer, pdfs={name: pdf for name, pdf in exchange.pdfs.items() if name in cited})


def _is_gone(source: Source, exchange: Exchange, sha256: str | None) -> bool:
    """Whether a cited document was added here and is not in the library any more, or not in this form."""
    if source.authority is not Authority.LOCAL:
        return False
    pdf = exchange.pdfs.get(source.source_id)
    answered_from = pdf.stem if isinstance(pdf, Path) else pdf.sha256 if pdf else sha256
    return sha256 is None or answered_from != sha256


def _section(section: Section, gone: set[int]) -> Section:
    """Return a section without what rests on markers that are gone."""
    return replace(section, statements=tuple(one for one in section.statements if not gone & set(one.citations)))


def _is_answer(outcome: Outcome, sections: tuple[Section, ...]) -> bool:
    """Whether what is left is still an answer: any outcome but ``answered`` begins with fixed text."""
    if outcome is Outcome.ANSWERED:
        return bool(sections)
    return bool(sections) and sections[0].statements[0].kind is StatementKind.FIXED
