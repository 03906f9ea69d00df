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
        sentences=tuple(
            _drafted(one, bound, allowed) for one in load_notifications().sentences if _matters(one, notification)
        ),
        alone=True,
    )


def _lines(notification: PoliceNotification) -> Iterator[str]:
    """Return what it has, what is unclear, and what is missing.

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
    if others := [one for one in to_ask if one.expected.ask is AskedOf.SOCIAL_CARE]:
        yield messages.NOT_SAID.format(missing=_names(others), whom=AskedOf.SOCIAL_CARE)


def ask_back(notification: PoliceNotification) -> tuple[str, ...]:
    """Return what to ask the police for, in one line to send; nothing where the notification says it all."""
    fields = (one for one in notification.fields if one.held is not Held.HAS and not one.expected.own_copy)
    asked = [one.expected.short for one in fields if one.expected.ask is AskedOf.POLICE]
    return (messages.ASK_BACK.format(missing=_listed(asked), whom=AskedOf.POLICE),) if asked else ()


def _matters(one: NotificationSentence, notification: PoliceNotification) -> bool:
    """Whether a sentence is of something that is not there; what stands in for guidance says what is expected, always."""
    lacking = [field.expected for field in notification.fields if field.held is not Held.HAS]
    of_fields = any(field.basis == one.sentence_id for field in load_notifications().fields)
    if one.second_hand:
        return True
    return any(field.basis == one.sentence_id if of_fields else field.basis for field in lacking)


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _names(fields: Iterable[ReadField]) -> str:
    return "; ".join(one.expected.name for one in fields)


def _quoted(fields: Iterable[ReadField]) -> str:
    """Return fields with the words that say them; what says several is quoted once."""
    by_words: dict[str, list[str]] = {}
    for one in fields:
        by_words.setdefault(one.words, []).append(one.expected.name)
    return "; ".join(f"{_listed(names)} (“{words}”)" for words, names in by_words.items())


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
