"""For which circumstances of a record guidance says something: from its facts alone."""

from __future__ import annotations

from datetime import date

from assistant.chronology.entry_encoder import Step
from assistant.chronology.facts import Finding
from assistant.chronology.over_time import ShownOverTime, Told
from corpus.statements import RecordCircumstance

_SOCIAL_CARE, _EARLY_HELP, _NOTIFICATION = "social-care", "early-help", "police-notification"
_NO_CONCERN = frozenset({"parent-contact"})


def circumstances_of(shown: ShownOverTime) -> frozenset[RecordCircumstance]:
    """Return what holds of a record."""
    told = {one.agency.agency_id: one for one in shown.told}
    unanswered = {fact.about for fact in shown.of(Finding.UNANSWERED)}
    absent = {fact.about for fact in shown.of(Finding.ABSENT)}
    holds = {
        RecordCircumstance.ALWAYS: True,
        RecordCircumstance.HIGH_RISK: bool(shown.grave),
        RecordCircumstance.MORE_SINCE_REFERRAL: _more_since(shown, told.get(_SOCIAL_CARE)),
        RecordCircumstance.MORE_SINCE_EARLY_HELP: _more_since(shown, told.get(_EARLY_HELP)),
        RecordCircumstance.SOCIAL_CARE_SILENT: _SOCIAL_CARE in unanswered,
        RecordCircumstance.OTHERS_SILENT: bool(unanswered - {_SOCIAL_CARE}),
        RecordCircumstance.NOT_REFERRED: _SOCIAL_CARE not in told and bool(_last(shown)),
        RecordCircumstance.NOTIFICATIONS: len(shown.by_kind.get(_NOTIFICATION, ())) > 1,
        RecordCircumstance.CLOSER: bool(shown.of(Finding.CLOSER)),
        RecordCircumstance.NO_WORDS: bool(absent & {"child-words", "child-words-since"}),
        RecordCircumstance.NAMED_ONCE: bool(absent - {"child-words", "child-words-since"}),
        RecordCircumstance.SILENT_FOR_LONG: bool(shown.of(Finding.SILENCE)),
    }
    return frozenset(circumstance for circumstance, is_so in holds.items() if is_so)


def _more_since(shown: ShownOverTime, told: Told | None) -> bool:
    """Whether something of a concern is written after somebody was told of it, or heard from, for the first time."""
    first = (
        min((step.entry.day for step in told.steps if step.step is not Step.WAITING), default=None) if told else None
    )
    last = _last(shown)
    return first is not None and last is not None and last > first


def _last(shown: ShownOverTime) -> date | None:
    """Return the day of the last entry that tells of a concern."""
    days = [
        one.day for kind_id, quoted in shown.by_kind.items() if kind_id not in _NO_CONCERN for one in quoted if one.day
    ]
    days += [one.day for fact in shown.of(Finding.RISK) for one in fact.rests_on if one.day]
    return max(days, default=None)
