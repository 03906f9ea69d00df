"""A figure or a finding to sections: the figure first, with whom and when it is about, where it stands, and what was not read.

What is asked comes recognised (assistant/understand/figure_question.py); what was found is in corpus/statements/findings.toml.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.understand import FigureRequest
from corpus.statements import FindingReport, ReportFinding, ReviewedSentence

_ASKS_STATISTICS = "the publishers of official statistics"


def finding_sections(
    request: FigureRequest, bound: BoundSentences, allowed: Collection[str]
) -> tuple[DraftSection, ...]:
    """Return the sections of an answer to what is asked for, the figure in the first.

    Parameters
    ----------
    request : FigureRequest
        What is asked for; nothing is said where no finding gives it.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    """
    found = request.findings
    if not found:
        return ()
    sentences = tuple(_drafted(finding, bound, allowed) for finding in found)
    first = DraftSection(heading=messages.FINDING_HEADING, before=_latest(request), sentences=sentences)
    missed = dict.fromkeys(_missed(one) for one in found if one.missed)
    lines = (*_not_read(found), messages.FINDING_READERS, messages.FINDING_NO_DUTY)
    sections = (first, DraftSection(heading=messages.FINDING_MISSED_HEADING, before=tuple(missed), alone=bool(missed)))
    read = DraftSection(heading=messages.FINDING_READ_HEADING, before=lines, alone=True)
    return (*(one for one in sections if one.sentences or one.before), read)


def unknown_figure(request: FigureRequest) -> tuple[str, ...]:
    """Return what is said where no finding gives the figure: what is near it, without its figures, and whom to ask."""
    near = (messages.FIGURE_NEAR.format(about="; ".join(one.about for one in request.near)),) if request.near else ()
    publishers = dict.fromkeys(one.report.publisher for one in request.near)
    asked = ", ".join(publishers) or _ASKS_STATISTICS
    return (messages.FIGURE_UNKNOWN, *near, messages.FIGURE_WHERE.format(publishers=asked))


def _missed(finding: ReportFinding) -> str:
    second_hand = ", second-hand" if finding.via else ""
    report = _capital(finding.report.title)
    return messages.FINDING_MISSED.format(
        missed=finding.missed, report=report, where=finding.where, second_hand=second_hand
    )


def _drafted(finding: ReportFinding, bound: BoundSentences, allowed: Collection[str]) -> DraftSentence:
    """Return a finding as a sentence, with what bears it out here, or where it stands on paper."""
    report = finding.report
    published = f"published in {report.month}, " if report.month else ""
    text = messages.FINDING_FROM.format(
        says=finding.says, report=report.title, published=published, where=finding.where
    )
    if finding.via:
        text += messages.FINDING_SECOND_HAND.format(via=finding.via)
    here = report.report_id in bound.index.sources and report.report_id in allowed
    words = messages.FINDING_HERE if here else messages.FINDING_NOT_HERE
    on_paper = (words.format(name=_capital(report.title), where=finding.where),)
    if not finding.bindings:
        return DraftSentence(text=text, elsewhere=on_paper)
    drafted = bound.drafted(ReviewedSentence(text=text, bindings=finding.bindings), allowed)
    return drafted if drafted.quotations else replace(drafted, elsewhere=on_paper)


def _latest(request: FigureRequest) -> tuple[str, ...]:
    """Say which is the latest report known, where it is asked for, and whether what follows is from it."""
    newest = request.newest
    if newest is None:
        return ()
    from_it = any(finding.report.report_id == newest.report_id for finding in request.findings)
    words = messages.FINDING_LATEST if from_it else messages.FINDING_LATEST_OLDER
    return (words.format(report=newest.title, month=newest.month or "a month that we do not know", url=newest.url),)


def _not_read(found: Sequence[ReportFinding]) -> tuple[str, ...]:
    unread: dict[str, FindingReport] = {one.report.report_id: one.report for one in found if one.via}
    if not unread:
        return ()
    return (messages.FINDING_NOT_READ.format(reports="; ".join(report.title for report in unread.values())),)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
