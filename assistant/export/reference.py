"""What a record of an answer says in words: its outcome, the library searched, each reference in its five parts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from assistant.messages import ABSTAINED_HEADING, FAILED_HEADING, REFUSED_HEADING
from assistant.types import Answer, Citation, Outcome
from corpus.days import day_words
from corpus.text import one_line

OUTCOMES = MappingProxyType({
    Outcome.ANSWERED: "Answered from the guidance",
    Outcome.ABSTAINED: ABSTAINED_HEADING,
    Outcome.REFUSED: REFUSED_HEADING,
    Outcome.ESCALATED: "Urgent: act before you read on",
    Outcome.FAILED: FAILED_HEADING,
})
NOT_NUMBERED = "not numbered"
LIBRARIES = MappingProxyType({
    "all": "Everything in the library",
    "official": "Official publications only",
    "local": "Local procedures only",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The five parts of a citation's reference, each in words.

    Parameters
    ----------
    title : str
        With the edition.
    page : str
        The printed page, and the PDF page where the two differ.
    paragraph : str
        The numbered paragraph or section.
    status : str
        What weight it carries and whether it applied.
    address : str
        Where the official publication is, at that page where it can be; empty if it is on no address.
    heading : str
        What it stands under, outermost first.
    rests_on : str
        For a digest's statement, the official paragraph behind it.
    """

    marker: int
    title: str
    page: str
    paragraph: str
    status: str
    address: str
    heading: str = ""
    rests_on: str = ""


def reference(citation: Citation, as_at: date) -> Reference:
    """Return a citation's reference in its parts."""
    source, pinpoint = citation.source, citation.pinpoint
    page, *paragraph = citation.location
    rests_on = ""
    if pinpoint is not None:
        how_read = pinpoint.how_read.replace("_", " ")
        parts = (pinpoint.document, pinpoint.edition, pinpoint.reference, how_read, pinpoint.url)
        rests_on = "; ".join(part for part in parts if part)
    return Reference(
        marker=citation.marker,
        title=f"{source.title}, {source.edition}" if source.edition else source.title,
        page=page,
        paragraph=paragraph[0] if paragraph else NOT_NUMBERED,
        status=standing(citation, as_at),
        address=citation.url,
        heading=" › ".join(citation.passage.heading_path),
        rests_on=rests_on,
    )


def standing(citation: Citation, as_at: date) -> str:
    """Return what weight a citation carries and whether it applied, such as ``Law, in force on 1 June 2025``.

    Of law that was read with its record, it goes on with what that says of the provision. A digest is never "in force": what it
    rests on stands instead.
    """
    if citation.pinpoint is not None:
        return (
            f"{citation.source.authority.label}, resting on {citation.pinpoint.document}, {citation.pinpoint.reference}"
        )
    day = "" if citation.source.undated else f" on {day_words(as_at)}"
    return "; ".join((f"{citation.source.authority.label}, {citation.state}{day}", *citation.recorded))


def was_reworded(answer: Answer) -> bool:
    """Whether a question was understood otherwise than it was asked."""
    return one_line(answer.standalone_question) not in {"", one_line(answer.question)}
