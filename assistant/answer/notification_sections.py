"""A police notification beside what one is expected to hold, to a section: what is there, unclear, missing, whom to ask.

Nothing in it judges the police: what is not found may stand in what the school holds, or be left out by a local form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.understand import Held, PoliceNotification, ReadField
from corpus.statements import AskedOf, NotificationField, NotificationSentence, load_notifications


def notification_section(
    notification: PoliceNotification, bound: BoundSentences, allowed: Collection[str]
) -> DraftSection:
    """Return what a notification says and leaves out, and what one is expected to hold.

    Parameters
    ----------
    notification : PoliceNotification
        As it was read.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    """
    return DraftSection(
        heading=messages.NOTIFICATION_HEADING,
        before=tuple(_lines(notification)),
        sentences=tuple(_drafted(one, bound, allowed) for one in load_notifications().sentences),
        alone=True,
    )


def _lines(notification: PoliceNotification) -> Iterator[str]:
    """Return what it has, what is unclear, what is missing, and what to ask back of whom.

    Yields
    ------
    str
    """
    fields = notification.fields
    if has := [one for one in fields if one.held is Held.HAS]:
        yield messages.YOU_HAVE.format(found=_quoted(has))
    to_ask = [one for one in fields if one.held is not Held.HAS and not one.expected.own_copy]
    if unclear := [one for one in to_ask if one.held is Held.UNCLEAR]:
        yield messages.NOT_CLEAR.format(unclear=_quoted(unclear))
    lacking = [one for one in to_ask if one.held is Held.LACKS and one.expected.ask is AskedOf.POLICE]
    if expected := [one for one in lacking if one.expected.basis]:
        yield messages.EXPECTED_NOT_FOUND.format(missing=_names(expected))
    if besides := [one for one in lacking if not one.expected.basis]:
        yield messages.BESIDES_NOT_FOUND.format(missing=_names(besides))
    if own := [one for one in fields if one.held is not Held.HAS and one.expected.own_copy]:
        yield messages.IN_YOUR_COPY.format(missing=_names(own), words=_seen(own))
    if any(one.expected.field is NotificationField.SENT for one in to_ask):
        yield messages.WHEN_IT_REACHED_YOU
    for whom, missing in notification.missing.items():
        line = messages.ASK_BACK if whom is AskedOf.POLICE else messages.NOT_SAID
        yield line.format(missing="; ".join(missing), whom=whom)


def _names(fields: Iterable[ReadField]) -> str:
    return "; ".join(one.expected.name for one in fields)


def _quoted(fields: Iterable[ReadField]) -> str:
    return "; ".join(f"{one.expected.name} (“{one.words}”)" for one in fields)


def _seen(fields: Iterable[ReadField]) -> str:
    """Return what is said here all the same of what people are asked to leave out."""
    words = "; ".join(dict.fromkeys(f"“{one.words}”" for one in fields if one.words))
    return messages.IN_YOUR_COPY_SEEN.format(words=words) if words else ""


def _drafted(one: NotificationSentence, bound: BoundSentences, allowed: Collection[str]) -> DraftSentence:
    """Return a sentence, marked where it stands in for guidance that does not bear it out itself in this library."""
    drafted = bound.drafted(one.says, allowed)
    guidance = load_notifications().guidance
    if not one.second_hand or bound.is_from(drafted, guidance):
        return drafted
    mark = messages.GUIDANCE_HERE if bound.has(guidance, allowed) else messages.GUIDANCE_NOT_READ
    return replace(drafted, text=f"{drafted.text} {mark.format(name=bound.name(guidance))}")
