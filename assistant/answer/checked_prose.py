"""A model's statements to Statements with verified Citations: what its passages support stays, with the words that do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.generate import Prose
from assistant.answer.quoting import CheckedSections, weight
from assistant.entailment import Support, check
from assistant.messages import SECTION_HEADINGS
from assistant.types import Citation, Section, Statement, StatementKind, applies
from corpus.types import Passage, Source

_SENTENCE = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[A-Z“‘\"'])")
_LEAST = 2
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProse:
    """What is left of a model's prose.

    Parameters
    ----------
    cited : CheckedSections
        Sections, citations, and how many statements were dropped.
    reasons : tuple of str
        Why each was dropped, in order; none has a word of the question in it.
    """

    cited: CheckedSections
    reasons: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether what is left can stand as an answer: two statements at least, and half of what was written."""
        n_left = sum(len(section.statements) for section in self.cited.sections)
        return n_left >= _LEAST and n_left >= _LEAST_SHARE * (n_left + self.cited.n_dropped)


def check_prose(prose: Prose, sources: Mapping[str, Source], as_at: date) -> CheckedProse:
    """Check each statement against the passages it cites, and cite the words that support it.

    Parameters
    ----------
    prose : Prose
        What the model wrote.
    sources : mapping of str to Source
        All registered editions, by id.
    as_at : date
        The day on which a source is in force or not.
    """
    sections: dict[str, list[Statement]] = {}
    citations: dict[tuple[str, str], Citation] = {}
    reasons: list[str] = []
    for drafted in prose.statements:
        found = check_sentences(drafted.text, drafted.passages, sources)
        failed = next((support for support in found if not support.supported), None)
        if failed is not None:
            reasons.append(failed.reason)
            continue
        markers = dict.fromkeys(_cite(support, citations, sources, as_at) for support in found)
        heading = _heading(found[0], sources)
        cited_here = [citation for citation in citations.values() if citation.marker in markers]
        label = next(filter(None, (weight(citation, labelled=False) for citation in cited_here)), "")
        sections.setdefault(heading, []).append(
            Statement(
                text=drafted.text, kind=StatementKind.PARAPHRASE, citations=tuple(markers), verified=True, label=label
            )
        )
    cited = CheckedSections(
        sections=tuple(
            Section(heading=heading, statements=tuple(statements)) for heading, statements in sections.items()
        ),
        citations=tuple(citations.values()),
        n_dropped=len(reasons),
    )
    return CheckedProse(cited=cited, reasons=tuple(reasons))


def check_sentences(text: str, passages: Sequence[Passage], sources: Mapping[str, Source]) -> list[Support]:
    """Check each sentence of a statement against the passages it cites; the statement stands if all of them do."""
    return [check(sentence, passages, sources) for sentence in _SENTENCE.split(text)]


def _cite(
    support: Support, citations: dict[tuple[str, str], Citation], sources: Mapping[str, Source], as_at: date
) -> int:
    """Return the marker of the words that support a statement; the same words are cited once."""
    passage = support.passage
    assert passage is not None, "a supported statement has a passage"
    key = (passage.passage_id, support.quote)
    if key not in citations:
        source = sources[passage.source_id]
        citations[key] = Citation(
            marker=len(citations) + 1,
            passage=passage,
            source=source,
            in_force=applies(source, passage, as_at),
            quote=support.quote,
        )
    return citations[key].marker


def _heading(support: Support, sources: Mapping[str, Source]) -> str:
    """Return the heading of the passage's authority, so that no two kinds stand under one."""
    assert support.passage is not None, "a supported statement has a passage"
    return SECTION_HEADINGS[sources[support.passage.source_id].authority]
