"""The shelf of findings: what reviews, inspections and studies found, each with whom and when it is about, and how it was read.

Those that come with the project are in findings.toml. A library can have its own beside its index, which a person confirmed
from a report that was fetched (``python -m ingest findings``); they have the same form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import StatementError
from corpus.once import once
from corpus.statements.cues import names_pattern, sentences_of
from corpus.statements.sentences import Binding, read_binding
from corpus.statements.statement_file import OURS, Row, Slug, Words, check_unique, read_file

OWN_FINDINGS = "findings.toml"
"""The name of a library's own file, beside its index."""
IN_FULL = "in full"
_SECOND_HAND = "second-hand from "
_FOR_ENGLAND = frozenset({"England", "England and Wales", "United Kingdom", "not stated"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReport:
    """A report that findings come from.

    Parameters
    ----------
    report_id : str
        The register's id of the source, where it is registered.
    title : str
        As a sentence names it: ``the Panel’s annual report 2020``.
    published : str
        ``2021-05``, or the year alone; empty where it is not known.
    country : str
        Of which its figures are, if a finding does not say otherwise.
    series : str
        What it is one of, such as annual reports: the latest of them can be asked for.
    url : str
        Where its publisher has it.
    names : tuple of str
        Words by which a question names it.
    """

    report_id: str
    title: str
    publisher: str
    published: str = ""
    country: str = "England"
    series: str = ""
    url: str = ""
    names: tuple[str, ...] = ()

    @property
    def month(self) -> str:
        """When it was published, in words: ``May 2021``; empty where it is not known."""
        year, _, month = self.published.partition("-")
        return f"{_MONTHS[int(month) - 1]} {year}" if month else year

    def n_named(self, sentence: str) -> int:
        """Return how many of its names a sentence has, as ``sentences_of`` gives it."""
        return sum(names_pattern((name,)).search(sentence) is not None for name in self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding:
    """One figure or finding.

    Parameters
    ----------
    about : str
        What it says how much of, without the figure: shown where another is asked for.
    where : str
        The page or paragraph of the report.
    population, period, country : str
        Whom, when and where it is about.
    value : str
        The figure, in words.
    says : str
        Our sentence, with population and period in it.
    bindings : tuple of Binding
        What bears it out, where a source that is indexed does.
    read : str
        ``in full``, if it was read in the report itself, or ``second-hand from …``.
    needs : frozenset of str
        The subjects that a question must be about.
    also : frozenset of str
        Those that it may be about besides.
    missed : str
        What schools or agencies missed, where the report says so.
    """

    finding_id: str
    about: str
    report: FindingReport
    where: str
    population: str
    period: str
    country: str
    value: str
    says: str
    bindings: tuple[Binding, ...]
    read: str
    needs: frozenset[str]
    also: frozenset[str] = frozenset()
    missed: str = ""

    @property
    def via(self) -> str:
        """Through whom it is known, if it is second-hand; else empty."""
        return self.read.removeprefix(_SECOND_HAND) if self.read != IN_FULL else ""

    @property
    def holds_for_england(self) -> bool:
        """Whether it may be given to a school in England: no figure of another nation alone is."""
        return self.country in _FOR_ENGLAND

    @property
    def years(self) -> frozenset[str]:
        """The years that it is about."""
        return frozenset(_YEAR.findall(f"{self.period} {self.report.title}"))

    @property
    def words(self) -> str:
        """Everything that it says of itself."""
        return " ".join((self.says, self.about, self.population, self.period, self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsShelf:
    """The findings of a library.

    Parameters
    ----------
    subjects : mapping of str to tuple of str
        Each subject, with the words by which a question speaks of it.
    """

    subjects: Mapping[str, tuple[str, ...]]
    reports: tuple[FindingReport, ...]
    findings: tuple[ReportFinding, ...]

    def subjects_in(self, text: str) -> tuple[frozenset[str], str]:
        """Return the subjects that a text speaks of, and the text without the words that speak of them."""
        sentence = " ".join(sentences_of(text))
        found = [(one, names_pattern(cues)) for one, cues in self.subjects.items()]
        spoken_of = frozenset(one for one, cue in found if cue.search(sentence))
        rest = sentence
        for one, cue in found:
            if one in spoken_of:
                rest = cue.sub(" ", rest)
        return spoken_of, rest

    def with_own(self, own: FindingsShelf) -> FindingsShelf:
        """Return this shelf with a library's own findings on it, which stand before those of the same id."""
        taken = {finding.finding_id for finding in own.findings}
        known = {report.report_id for report in self.reports}
        return replace(
            self,
            reports=(*self.reports, *(one for one in own.reports if one.report_id not in known)),
            findings=(*(one for one in self.findings if one.finding_id not in taken), *own.findings),
        )


class ReportRow(Row):
    """A report as a file has it."""

    id: Slug
    title: Words
    publisher: Words
    published: str = Field(default="", pattern=r"^(|(19|20)\d\d(-(0[1-9]|1[0-2]))?)$")
    country: str = "England"
    series: str = ""
    url: str = Field(default="", pattern=r"^(|https://\S+)$")
    names: tuple[str, ...] = ()

    def report(self) -> FindingReport:
        """Return the report."""
        return FindingReport(report_id=self.id, **self.besides_id)


class FindingRow(Row):
    """A finding as a file has it."""

    id: Slug
    about: Words
    report: Words
    where: Words
    population: Words
    period: Words
    country: str = ""
    value: Words
    says: Words
    read: str = Field(pattern=rf"^({IN_FULL}|{_SECOND_HAND}\S.+)$")
    cites: tuple[str, ...] = ()
    needs: tuple[str, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
    missed: str = ""

    def finding(self, reports: Mapping[str, FindingReport], subjects: Mapping[str, tuple[str, ...]]) -> ReportFinding:
        """Return the finding.

        Raises
        ------
        StatementError
            If its report or a subject is not known, or a binding cannot be read.
        """
        if self.report not in reports:
            raise StatementError(f"the finding {self.id!r} names no report that is here", "add a [[report]]")
        unknown = ({*self.needs, *self.also}) - set(subjects)
        if unknown:
            raise StatementError(f"the finding {self.id!r} has an unknown subject, {min(unknown)!r}", "see [subjects]")
        report = reports[self.report]
        return ReportFinding(
            finding_id=self.id, about=self.about, report=report, where=self.where, population=self.population,
            period=self.period, country=self.country or report.country, value=self.value,
            says=self.says, bindings=tuple(map(read_binding, self.cites)), read=self.read,
            needs=frozenset(self.needs), also=frozenset(self.also), missed=self.missed,
        )  # fmt: skip


class _FindingsFile(Row):
    subjects: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    report: tuple[ReportRow, ...] = ()
    finding: tuple[FindingRow, ...] = ()

    def shelf(self, beside: FindingsShelf | None = None) -> FindingsShelf:
        subjects = {**(beside.subjects if beside else {}), **self.subjects}
        check_unique((row.id for row in self.report), "the report")
        check_unique((row.id for row in self.finding), "the finding")
        own = tuple(row.report() for row in self.report)
        reports = {report.report_id: report for report in (*(beside.reports if beside else ()), *own)}
        findings = tuple(row.finding(reports, subjects) for row in self.finding)
        return FindingsShelf(subjects=subjects, reports=own, findings=findings)


@once
def load_findings(file: Path | None = None) -> FindingsShelf:
    """Load the shelf.

    Parameters
    ----------
    file : Path or None
        ``None`` for the one that comes with the project.

    Raises
    ------
    StatementError
        If the file cannot be read, an id stands twice, or a report or subject is not known.
    """
    return read_file(file or OURS / OWN_FINDINGS, lambda data: _FindingsFile.model_validate(data).shelf())


def findings_with_own(index_dir: Path | None) -> FindingsShelf:
    """Return the shelf with the library's own findings on it, as its file is now.

    Parameters
    ----------
    index_dir : Path or None
        Where the index is; ``None`` for a library without a folder.

    Raises
    ------
    StatementError
        If the library's own file cannot be read.
    """
    bundled = load_findings()
    file = index_dir / OWN_FINDINGS if index_dir is not None else None
    if file is None or not file.exists():
        return bundled

    def made(data: dict[str, Any]) -> FindingsShelf:
        return _FindingsFile.model_validate(data).shelf(bundled)

    return bundled.with_own(read_file(file, made))
