"""The shelf fills itself: sentences of a report that was fetched and have a figure are proposed; a person confirms or drops each.

What is confirmed is kept in the library's own file beside its index (corpus/statements/findings.py), bound to its sentence by a
hash as every statement is. The words are the report's; whom and when it is about, the person says.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.index import PassageIndex
from corpus.statements import (
    IN_FULL,
    OWN_FINDINGS,
    Binding,
    FindingRow,
    FindingsShelf,
    ReportRow,
    findings_with_own,
    sentence_spans,
)
from corpus.text import one_line
from corpus.types import Source
from ingest.sentences import place

_N_SUBJECTS = 2  # that a question must be about, if the person does not say which
_COUNTED = (
    r"(?:children|child|young people|pupils|students|teenagers|babies|infants|families|households|mothers|fathers|parents|"
    r"victims|survivors|women|men|people|adults|schools|nurseries|colleges|teachers|staff|practitioners|respondents|leads|DSLs|"
    r"reviews|incidents|cases|deaths|notifications|referrals|assessments|authorities|areas|responses)"
)
_FIGURE = re.compile(
    r"\b\d[\d,]*(?:\.\d+)?\s?(?:%|per cent\b)"
    r"|\b\d[\d,]* (?:out of|of the|of) (?:the )?\d[\d,]*\b"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of) (?:every )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(?:half|(?:a|one|two|three)[ -](?:third|quarter|fifth)s?) of\b"
    rf"|\b(?!(?:19|20)\d\d\b)\d[\d,]* (?:\w+ ){{0,2}}{_COUNTED}\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[•▪–-]|o)\s+")
_SAYS = "{population}, {period}: “{words}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedFinding:
    """A sentence of a report that has a figure.

    Parameters
    ----------
    where : str
        Where it stands on paper.
    value : str
        The figure, as printed.
    needs, also : tuple of str
        The subjects that it speaks of: those a question must be about, and the others.
    """

    binding: Binding
    where: str
    words: str
    value: str
    needs: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def finding_id(self) -> str:
        """A slug that is the same whenever the sentence is proposed."""
        return f"{self.binding.source_id}-{self.binding.key}"

    def __str__(self) -> str:
        return f"{self.binding}\n    {self.words}"


def has_figure(sentence: str) -> str:
    """Return the first figure of a sentence, or empty: a percentage, “n of m”, “x in y”, or a count of people or cases."""
    match = _FIGURE.search(sentence)
    return match[0].strip() if match and len(sentence.split()) > 4 else ""


def proposed(index: PassageIndex, source_id: str, shelf: FindingsShelf, page: int = 0) -> list[ProposedFinding]:
    """Return the sentences of a source that have a figure and are not on the shelf.

    Parameters
    ----------
    index : PassageIndex
        A library that holds the source.
    source_id : str
        Which source.
    shelf : FindingsShelf
        What is on the shelf already, and the subjects.
    page : int
        A PDF page, from 1; 0 for all.
    """
    taken = {binding.key for finding in shelf.findings for binding in finding.bindings}
    found: dict[str, ProposedFinding] = {}
    for passage in index.of_source(source_id):
        if page not in {0, passage.page}:
            continue
        for key, words in sentence_spans(passage):
            value = has_figure(words)
            if value and key not in taken:
                binding = Binding(source_id=source_id, where=place(passage), key=key)
                found.setdefault(key, _proposal(binding, _BULLET.sub("", one_line(words)), value, shelf))
    return list(found.values())


def _proposal(binding: Binding, words: str, value: str, shelf: FindingsShelf) -> ProposedFinding:
    subjects = tuple(sorted(shelf.subjects_in(words)[0]))
    needs, also = subjects[:_N_SUBJECTS], subjects[_N_SUBJECTS:]
    return ProposedFinding(binding=binding, where=binding.where, words=words, value=value, needs=needs, also=also)


def confirmed(
    proposals: Sequence[ProposedFinding], source: Source, shelf: FindingsShelf, ask: Callable[[str], str]
) -> list[FindingRow]:
    """Ask a person about each proposal; return what they confirm. Without whom and when it is about, nothing is kept.

    Parameters
    ----------
    proposals : sequence of ProposedFinding
        What is proposed.
    source : Source
        The report.
    shelf : FindingsShelf
        The subjects that can be named.
    ask : callable
        Shows a line and returns what the person writes; raises ``EOFError`` where nobody is there any more.
    """
    rows: list[FindingRow] = []
    try:
        for number, proposal in enumerate(proposals, start=1):
            answer = ask(f"\n{number} of {len(proposals)}. {proposal}\nKeep it? y/N, q to stop: ").strip().lower()
            if answer == "q":
                break
            row = _described(proposal, source, shelf, ask) if answer in {"y", "yes"} else None
            if row is not None:
                rows.append(row)
    except EOFError:
        pass
    return rows


def _described(
    proposal: ProposedFinding, source: Source, shelf: FindingsShelf, ask: Callable[[str], str]
) -> FindingRow | None:
    """Return a proposal with what the person says of it, or ``None`` where they do not say whom, when and what it is about."""
    population = ask("Whom is it about (such as “DSLs in England who answered the survey”)? ").strip()
    period = ask("Which time is it about (such as “April 2024 to March 2025”)? ").strip()
    country = ask(f"Which nation? [{source.jurisdiction}] ").strip() or source.jurisdiction
    named = ask(f"Which subjects must a question be about? [{', '.join(proposal.needs)}] ").strip()
    needs = tuple(filter(None, map(str.strip, named.split(",")))) or proposal.needs
    unknown = sorted(set(needs) - set(shelf.subjects))
    if not (population and period and needs) or unknown:
        missing = f"there is no subject {unknown[0]!r}" if unknown else "whom, when and what it is about must be said"
        ask(f"Not kept: {missing}. Press Enter. ")
        return None
    also = tuple(one for one in (*proposal.needs, *proposal.also) if one not in needs)
    whom = population[:1].upper() + population[1:]
    return FindingRow(
        id=proposal.finding_id,
        about=f"{proposal.value} in {source.name}, {proposal.where}: {population}",
        report=source.source_id,
        where=proposal.where,
        population=population,
        period=period,
        country=country,
        value=proposal.value,
        says=_SAYS.format(population=whom, period=period, words=proposal.words),
        read=IN_FULL,
        cites=(str(proposal.binding),),
        needs=needs,
        also=also,
    )


def keep(index_dir: Path, source: Source, rows: Sequence[FindingRow]) -> None:
    """Add findings to the library's own file; it appears whole or stays as it was.

    Raises
    ------
    StatementError
        If the file that is there cannot be read; nothing is written then.
    """
    if not rows:
        return
    shelf, file = findings_with_own(index_dir), index_dir / OWN_FINDINGS
    before = file.read_text(encoding="utf-8") if file.exists() else _HEAD
    known = {report.report_id for report in shelf.reports}
    report = "" if source.source_id in known else _table("report", _report_of(source))
    text = before + report + "".join(_table("finding", row) for row in rows)
    handle, name = tempfile.mkstemp(dir=index_dir, prefix=".findings-")
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(text)
    Path(name).replace(file)


_HEAD = "# This library's own findings, each confirmed from its page: 'python -m ingest findings' adds to them.\n"


def _report_of(source: Source) -> ReportRow:
    published = source.in_force_from.isoformat()[:7] if source.in_force_from else ""
    url = source.landing_url if source.landing_url.startswith("https://") else ""
    return ReportRow(
        id=source.source_id, title=source.name, publisher=source.publisher, published=published,
        country=source.jurisdiction, url=url, names=tuple(name.casefold() for name in source.names),
    )  # fmt: skip


def _table(kind: str, row: ReportRow | FindingRow) -> str:
    """Return a row as a TOML table; a JSON string or list of them is one of TOML as well."""
    fields = row.model_dump(mode="json", exclude_defaults=True)
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return "\n".join(("", f"[[{kind}]]", *lines, ""))
