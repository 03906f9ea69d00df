"""Whether a message asks for a figure, a finding, the themes or the latest report, and which findings of the shelf give it.

It has to be sure, twice. First of the form: “what proportion of” asks for a figure, “how many days do I have” for a rule, and
“how many of our pupils” for what only the school knows. Then of the thing: a finding answers if the question is about its
subjects, about no other subject, and has no word that the finding does not know. So a figure of girls, of London or of another
nation is never given for one of all children in England.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.safety import ENGLAND_TOO
from assistant.understand import figure_patterns as forms
from corpus.index import tokens
from corpus.statements import FindingReport, FindingsShelf, ReportFinding, names_pattern, sentences_of

N_FINDINGS = 3  # the one asked for, and two more
N_NEAR = 4  # named, where none gives what is asked
_HAS_FIGURE = re.compile(r"\d|\b(?:half|third|quarters?|fifth|most)\b")
_MANY_WORDS = 40  # a longer message tells of something, and asks it of that


class FigureKind(StrEnum):
    """What is asked for."""

    FIGURE = "figure"
    FINDING = "finding"
    THEMES = "themes"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """A question for what the shelf may have.

    Parameters
    ----------
    kind : FigureKind
        What it asks for.
    findings : tuple of ReportFinding
        What gives it, the best first.
    near : tuple of ReportFinding
        Where nothing gives it, what is on the shelf about some of its subjects.
    newest : FindingReport or None
        Where the latest is asked for, the newest report known that it can mean.
    """

    kind: FigureKind
    findings: tuple[ReportFinding, ...] = ()
    near: tuple[ReportFinding, ...] = ()
    newest: FindingReport | None = None


def figure_kind(message: str) -> FigureKind | None:
    """Return what a message asks the shelf for, or ``None`` where that is not sure."""
    if len(message.split()) > _MANY_WORDS or any(
        found.search(message) for found in (forms.SOMEBODY, forms.OURS, forms.A_RULE)
    ):
        return None
    of_a_report = forms.REPORT.search(message) is not None
    if forms.GUIDANCE.search(message) and not of_a_report:
        return None
    if forms.THEMES.search(message):
        return FigureKind.THEMES
    if forms.FIGURE.search(message):
        return FigureKind.FIGURE
    latest = of_a_report and forms.LATEST.search(message)
    return FigureKind.FINDING if latest or forms.FINDING.search(message) else None


def figure_asked(message: str, shelf: FindingsShelf, as_at: date) -> FigureRequest | None:
    """Return what a message asks the shelf for, with what gives it.

    Parameters
    ----------
    message : str
        What is asked, without details.
    shelf : FindingsShelf
        The library's findings.
    as_at : date
        The day asked about: what was published later is not known on it.

    Returns
    -------
    FigureRequest or None
        ``None`` where it is not sure that it asks for such a thing; for a finding or themes also where nothing gives it, since
        guidance may then answer.
    """
    kind = figure_kind(message)
    if kind is None:
        return None
    known = [one for one in shelf.findings if one.holds_for_england and one.report.published <= as_at.isoformat()[:7]]
    another_nation = forms.NATION.search(ENGLAND_TOO.sub("England", message)) is not None
    fit = [] if another_nation else _giving(message, kind, shelf, known)
    if fit:
        newest = _newest(fit[0].report, shelf, as_at) if forms.LATEST.search(message) else None
        return FigureRequest(kind=kind, findings=tuple(fit[:N_FINDINGS]), newest=newest)
    if kind is not FigureKind.FIGURE:
        return None
    return FigureRequest(kind=kind, near=() if another_nation else _near(message, shelf, known))


def _giving(
    message: str, kind: FigureKind, shelf: FindingsShelf, known: Sequence[ReportFinding]
) -> list[ReportFinding]:
    """Return the findings that give what is asked, the best first."""
    reports = _named_reports(message, known)
    subjects, rest = shelf.subjects_in(_without_titles(message, shelf, reports))
    years = _years(message)
    latest = forms.LATEST.search(message) is not None
    unknown = frozenset(tokens(forms.YEARS.sub(" ", rest))) - forms.GENERIC
    loose = bool(reports) and (kind is not FigureKind.FIGURE or latest)
    if not subjects and not loose:
        return []
    fit = [
        one
        for one in known
        if (not reports or one.report.report_id in reports)
        and subjects <= one.needs | one.also
        and (loose or one.needs <= subjects)
        and (not years or years & one.years)
        and unknown <= _own_words(one)
        and (kind is not FigureKind.THEMES or "themes" in one.needs or "principles" in one.needs)
    ]
    ranked = sorted(fit, key=lambda one: (-len(years & one.years), *_rank(one, subjects, kind)))
    return sorted(ranked, key=lambda one: _from_new(one.report.published)) if latest else ranked


def _years(message: str) -> frozenset[str]:
    """Return the years that a question names, both of “22/23”; one of the last century as it stands."""
    found = list(forms.YEARS.finditer(message))
    short = {two for match in found for two in match.groups() if two}
    return frozenset(f"20{two}" for two in short) | {match[0] for match in found if not any(match.groups())}


def _rank(finding: ReportFinding, subjects: frozenset[str], kind: FigureKind) -> tuple[int, bool, int, bool, int]:
    """Return what sorts the findings that fit: most of what is asked, a figure, least besides, what was missed, the newest."""
    missed = kind is FigureKind.FINDING and bool(finding.missed)
    in_words = kind is FigureKind.FIGURE and not _HAS_FIGURE.search(finding.value)
    n_asked, n_besides = len(finding.needs & subjects), len(finding.needs - subjects)
    return (-n_asked, in_words, n_besides, not missed, _from_new(finding.report.published))


def _from_new(published: str) -> int:
    """Return what sorts the newest first."""
    return -int(published.replace("-", "").ljust(6, "0"))


def _own_words(finding: ReportFinding) -> frozenset[str]:
    names = " ".join(finding.report.names).replace("*", "")
    return frozenset(tokens(f"{finding.words} {finding.report.title} {finding.report.publisher} {names}"))


def _named_reports(message: str, known: Sequence[ReportFinding]) -> frozenset[str]:
    """Return the ids of the reports that a question names: of the Panel’s, with “briefing”, the briefing alone."""
    sentence = " ".join(sentences_of(message))
    named = {one.report.report_id: one.report.n_named(sentence) for one in known}
    most = max(named.values(), default=0)
    return frozenset(report_id for report_id, n in named.items() if n == most) if most else frozenset()


def _without_titles(message: str, shelf: FindingsShelf, reports: frozenset[str]) -> str:
    """Return a question without the titles of the reports that it names: “Victims in their own right” asks of no victims."""
    cues = {cue for some in shelf.subjects.values() for cue in some}
    named = (one for one in shelf.reports if one.report_id in reports)
    titles = {name for report in named for name in report.names if " " in name and name not in cues}
    sentence = " ".join(sentences_of(message))
    return names_pattern(tuple(titles)).sub(" ", sentence) if titles else sentence


def _near(message: str, shelf: FindingsShelf, known: Sequence[ReportFinding]) -> tuple[ReportFinding, ...]:
    """Return what is on the shelf about the subjects of a question, those with most of them first."""
    subjects, _ = shelf.subjects_in(message)
    shared = [(len(subjects & (one.needs | one.also)), len(subjects & one.needs), one) for one in known]
    best = sorted(
        (row for row in shared if row[1]), key=lambda row: (-row[1], -row[0], _from_new(row[2].report.published))
    )
    return tuple(one for _, _, one in best[:N_NEAR])


def _newest(report: FindingReport, shelf: FindingsShelf, as_at: date) -> FindingReport:
    """Return the newest report known of the same series, on that day."""
    series = [
        one
        for one in shelf.reports
        if one.series == report.series and one.series and one.published <= as_at.isoformat()[:7]
    ]
    return max(series, key=lambda one: one.published, default=report)
