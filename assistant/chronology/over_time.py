"""What a record shows over time, as facts: what is new, what comes closer together, who has not answered, what is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant import messages
from assistant.chronology.absent import absent_from
from assistant.chronology.agencies import AgencyStep, short_names, steps_in, written_out
from assistant.chronology.agency_patterns import Agency
from assistant.chronology.entry_encoder import Step, told_in
from assistant.chronology.facts import (
    Finding,
    FoundFact,
    QuotedEntry,
    day_or_none,
    days_listed,
    n_days,
    shortened,
    some,
)
from assistant.chronology.gaps import gaps_in, silences_in
from assistant.chronology.kinds import KINDS, WORDS
from assistant.chronology.record import Entry, ReadRecord
from corpus.days import day_words
from corpus.statements import SituationCard, load_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An agency, and what the record says of it since it was told last without an answer before.

    Parameters
    ----------
    agency : Agency
        Who.
    steps : tuple of AgencyStep
        What the record says of it: told, asked again, no answer, answered.
    open_since : AgencyStep or None
        When it was told or asked and has not answered since.
    again : tuple of AgencyStep
        When it was asked again since.
    acts : tuple of AgencyStep
        What else it did since.
    """

    agency: Agency
    steps: tuple[AgencyStep, ...]
    open_since: AgencyStep | None
    again: tuple[AgencyStep, ...] = ()
    acts: tuple[AgencyStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOverTime:
    """What a record shows.

    Parameters
    ----------
    facts : tuple of FoundFact
        In the order of the sections.
    by_kind : mapping of str to tuple of QuotedEntry
        The dates of each kind of thing, a day once.
    grave : tuple of SituationCard
        The high-risk features, in the order of their first dates.
    told : tuple of Told
        Who was told, asked or heard.
    """

    facts: tuple[FoundFact, ...]
    by_kind: Mapping[str, tuple[QuotedEntry, ...]]
    grave: tuple[SituationCard, ...]
    told: tuple[Told, ...]

    def of(self, finding: Finding) -> tuple[FoundFact, ...]:
        """Return the facts of one section."""
        return tuple(fact for fact in self.facts if fact.finding is finding)


def shown_over_time(record: ReadRecord, today: date) -> ShownOverTime:
    """Return what a record shows, without details, as facts in their order.

    Parameters
    ----------
    record : ReadRecord
        Its entries, without details.
    today : date
        To which the days without an answer are counted, beside the last entry.
    """
    grave = {card.card_id: card for card in load_cards() if card.grave}
    by_kind, features, undated = _read(record, grave)
    told = _told(record)
    facts = (
        *(_feature(grave[card_id], quoted) for card_id, quoted in features.items()),
        *_unanswered(told, record.entries[-1].day, today),
        *gaps_in(by_kind),
        *_new(by_kind, record.entries),
        *silences_in(record.entries, today),
        *absent_from(record.entries, (*by_kind.get(WORDS, ()), *undated)),
        *_answered(told),
    )
    order = list(Finding)
    return ShownOverTime(
        facts=tuple(sorted(facts, key=lambda fact: order.index(fact.finding))),
        by_kind=by_kind,
        grave=tuple(grave[card_id] for card_id in features),
        told=told,
    )


def _read(
    record: ReadRecord, grave: Mapping[str, SituationCard]
) -> tuple[dict[str, tuple[QuotedEntry, ...]], dict[str, list[QuotedEntry]], list[QuotedEntry]]:
    """Return the dates of each kind of thing, a day once; those of each high-risk feature, dated or not; the undated words."""
    kinds: dict[str, dict[date, QuotedEntry]] = {}
    features: dict[str, list[QuotedEntry]] = {}
    undated: list[QuotedEntry] = []
    parts: list[tuple[date | None, str]] = [(entry.day, entry.text) for entry in record.entries]
    for day, text in [*parts, *((None, part.text) for part in record.unread)]:
        for name, clause in told_in(text).items():
            quoted = QuotedEntry(day=day, words=shortened(clause.sentence, clause.start, clause.end))
            if name in grave:
                features.setdefault(name, []).append(quoted)
            elif day is not None:
                kinds.setdefault(name, {}).setdefault(day, quoted)
            elif name == WORDS:
                undated.append(quoted)
    return {kind_id: tuple(days.values()) for kind_id, days in kinds.items()}, features, undated


def _feature(card: SituationCard, quoted: Sequence[QuotedEntry]) -> FoundFact:
    days = ", ".join(dict.fromkeys(day_or_none(one.day) for one in quoted))
    return FoundFact(
        finding=Finding.RISK,
        about=card.card_id,
        text=messages.RISK_ON.format(title=card.title, days=days),
        rests_on=some(quoted),
        day=quoted[0].day,
        days=tuple(dict.fromkeys(one.day for one in quoted if one.day)),
    )


def _told(record: ReadRecord) -> tuple[Told, ...]:
    steps: dict[str, list[AgencyStep]] = {}
    short = short_names(part.text for part in record.unread)
    last: Agency | None = None
    for entry in (written_out(entry, short) for entry in record.entries):
        for step in steps_in(entry, last):
            last = step.agency
            steps.setdefault(step.agency.agency_id, []).append(step)
    return tuple(_followed(found) for found in steps.values() if any(step.step is not Step.ACTS for step in found))


def _followed(steps: Sequence[AgencyStep]) -> Told:
    """Return an agency with what is open of it: since when it was told or asked, or said to be silent, without an answer."""
    open_since: AgencyStep | None = None
    again: list[AgencyStep] = []
    acts: list[AgencyStep] = []
    for step in steps:
        if step.step is Step.ANSWERED:
            open_since, again, acts = None, [], []
        elif open_since is None:
            open_since = step if step.step is not Step.ACTS else None
        elif step.step is Step.ACTS:
            acts.append(step)
        elif step.step is not Step.WAITING and step.entry.day > (again or [open_since])[-1].entry.day:
            again.append(step)
    said = tuple(step for step in steps if step.step is not Step.ACTS)
    return Told(agency=steps[0].agency, steps=said, open_since=open_since, again=tuple(again), acts=tuple(acts))


def _unanswered(told: Iterable[Told], last: date, today: date) -> list[FoundFact]:
    facts = []
    for one in told:
        if one.open_since is None:
            continue
        since = one.open_since.entry.day
        words = messages.TOLD_NOT_ANSWERED.format(agency=one.agency.title, day=day_words(since))
        if one.open_since.step is Step.WAITING:
            words = messages.NO_ANSWER_WRITTEN.format(agency=one.agency.title, day=day_words(since))
        if one.again:
            words += messages.ASKED_AGAIN.format(days=days_listed(step.entry.day for step in one.again))
        words += messages.NO_ANSWER_FOR.format(n=n_days((last - since).days), last=day_words(last))
        if today > last:
            words += messages.NO_ANSWER_TODAY.format(n=n_days((today - since).days))
        if one.acts:
            words += messages.ACTED_SINCE.format(days=days_listed(step.entry.day for step in one.acts))
        facts.append(
            FoundFact(
                finding=Finding.UNANSWERED,
                about=one.agency.agency_id,
                text=words,
                rests_on=tuple(_quoted(step) for step in (one.open_since, *one.again, *one.acts)),
                day=since,
            )
        )
    return sorted(facts, key=lambda fact: fact.day or last)


def _answered(told: Iterable[Told]) -> list[FoundFact]:
    facts = []
    for one in told:
        answers = [step for step in one.steps if step.step is Step.ANSWERED]
        if one.open_since is None and answers:
            asked = [step for step in one.steps if step.step in {Step.TOLD, Step.AGAIN}]
            text = messages.ANSWERED if asked else messages.HEARD_FROM
            words = text.format(
                agency=one.agency.title,
                asked=days_listed(step.entry.day for step in asked),
                days=days_listed(step.entry.day for step in answers),
            )
            facts.append(
                FoundFact(
                    finding=Finding.ANSWERED,
                    about=one.agency.agency_id,
                    text=words,
                    rests_on=some([_quoted(answers[-1])]),
                    day=answers[-1].entry.day,
                )
            )
    return facts


def _new(by_kind: Mapping[str, Sequence[QuotedEntry]], entries: Sequence[Entry]) -> list[FoundFact]:
    """Return what stands in the record for the first time after its first day."""
    kinds = {kind.kind_id: kind for kind in KINDS}
    first = entries[0].day
    facts = [
        FoundFact(
            finding=Finding.NEW,
            about=kind_id,
            text=messages.FIRST_ON.format(
                title=kinds[kind_id].title,
                day=day_words(quoted[0].day),
                n=f"{len(quoted)} dates" if len(quoted) > 1 else "this date only",
            ),
            rests_on=(quoted[0],),
            day=quoted[0].day,
        )
        for kind_id, quoted in by_kind.items()
        if (kinds[kind_id].counted or kind_id == WORDS) and quoted[0].day is not None and quoted[0].day > first
    ]
    return sorted(facts, key=lambda fact: fact.day or first)


def _quoted(step: AgencyStep) -> QuotedEntry:
    return QuotedEntry(day=step.entry.day, words=shortened(step.words, 0, len(step.words)))
