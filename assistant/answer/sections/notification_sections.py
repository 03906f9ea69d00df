"""A police notification beside what one is expected to hold, to a section: what is there, and what is not; and whom to ask.

Nothing in it judges the police: what is not found may stand in what the school holds, or be left out by a local form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection
from assistant.understand import Held, PoliceNotification, ReadField
from corpus.statements import AskedOf, NotificationSentence, load_notifications


def notification_section(
    notification: PoliceNotification, bound: BoundSentences, allowed: Collection[str]
) -> DraftSection:
    """Return what a notification says and leaves out, and what bears out asking for the rest.

    What stands in for guidance that was not read waits until the guidance itself bears it out.

    Parameters
    ----------
    notification : PoliceNotification
        As it was read.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    """
    said = load_notifications()
    drafted = ((one, bound.drafted(one.says, allowed)) for one in said.sentences if _matters(one, notification))
    return DraftSection(
        heading=messages.NOTIFICATION_HEADING,
        before=tuple(_lines(notification)),
        sentences=tuple(draft for one, draft in drafted if not one.second_hand or bound.is_from(draft, said.guidance)),
        alone=True,
    )


def _lines(notification: PoliceNotification) -> Iterator[str]:
    """Return what it says, what it touches without saying it, and what is missing.

    Of what people are asked to leave out here only the first.

    Yields
    ------
    str
    """
    expected = [one for one in notification.fields if not one.expected.own_copy]
    if has := [one for one in notification.fields if one.held is Held.HAS]:
        yield messages.YOU_HAVE.format(found=_quoted(has))
    others = [one for one in expected if one.held is not Held.HAS]
    if unclear := [one for one in others if one.words]:
        yield messages.NOT_CLEAR_IN_IT.format(unclear=_quoted(unclear))
    if missing := [one.expected.name for one in others if not one.words]:
        yield messages.NOT_IN_IT.format(missing="; ".join(missing))


def ask_back(notification: PoliceNotification) -> tuple[str, ...]:
    """Return what to ask of whom, in one line; nothing where the notification says it all."""
    lacking = [one for one in notification.fields if one.held is not Held.HAS and not one.expected.own_copy]
    asked = {
        whom: [one.expected.short for one in lacking if one.expected.ask is whom]
        for whom in (AskedOf.POLICE, AskedOf.SOCIAL_CARE)
    }
    of_each = [messages.ASK_BACK_OF.format(whom=whom, missing=_listed(names)) for whom, names in asked.items() if names]
    return (messages.ASK_BACK.format(asked="; ".join(of_each)),) if of_each else ()


def _matters(one: NotificationSentence, notification: PoliceNotification) -> bool:
    """Whether a sentence is of something to ask for that is not there."""
    lacking = [field.expected for field in notification.fields if field.held is not Held.HAS]
    return any(field.basis == one.sentence_id and field.ask is not AskedOf.NOBODY for field in lacking)


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _quoted(fields: Iterable[ReadField]) -> str:
    """Return fields with the words that say them; what says several is quoted once."""
    by_words: dict[str, list[str]] = {}
    for one in fields:
        by_words.setdefault(one.words, []).append(one.expected.name)
    return "; ".join(f"{_listed(names)} (“{words}”)" for words, names in by_words.items())
