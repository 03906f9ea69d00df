"""What a record shows over time, as facts: what is new, what comes closer together, who has not answered, what is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant import messages
from assistant.chronology.absent import absent_from
from assistant.chronology.agencies import AgencyStep, Step, short_names, steps_in, written_out
from assistant.chronology.agency_patterns import ASKED, NO_REAL_ANSWER, WE_DID, Agency
from assistant.chronology.child_words import WORDS
from assistant.chronology.clauses import Clause
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
from assistant.chronology.kinds import KINDS, Kind, kinds_in
from assistant.chronology.read_features import features_read
from assistant.chronology.read_kinds import kinds_read
from assistant.chronology.record import Entry, ReadRecord
from assistant.chronology.risk_features import features_in
from corpus.days import day_words
from corpus.models import Embedder
from corpus.statements import SituationCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An agency, and what the record says of it since it was told last without an answer before.

    Parameters
    ----------
    agency : Agency
        Who.
    steps : tuple of AgencyStep
        All that the record says of it.
    open_since : AgencyStep or None
        When it was told or asked and has not answered since.
    again : tuple of AgencyStep
        When it was asked again since.
    """

    agency: Agency
    steps: tuple[AgencyStep, ...]
    open_since: AgencyStep | None
    again: tuple[AgencyStep, ...] = ()


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


def shown_over_time(record: ReadRecord, today: date, embedder: Embedder | None = None) -> ShownOverTime:
    """Return what a record shows, without details, as facts in their order.

    Parameters
    ----------
    record : ReadRecord
        Its entries, without details.
    today : date
        To which the days without an answer are counted, beside the last entry.
    embedder : Embedder or None
        With which entries are read for high-risk features beside the rules; without it the rules alone find them.
    """
    by_kind = _by_kind(record.entries, embedder)
    features, grave = _features(record, embedder)
    told = _told(record)
    facts = (
        *features,
        *_unanswered(told, record.entries[-1].day, today),
        *gaps_in(by_kind),
        *_new(by_kind, record.entries),
        *silences_in(record.entries, today),
        *absent_from(record.entries),
        *_answered(told),
    )
    order = list(Finding)
    return ShownOverTime(
        facts=tuple(sorted(facts, key=lambda fact: order.index(fact.finding))),
        by_kind=by_kind,
        grave=grave,
        told=told,
    )


def _by_kind(entries: Iterable[Entry], embedder: Embedder | None) -> dict[str, tuple[QuotedEntry, ...]]:
    found: dict[str, dict[date, QuotedEntry]] = {}
    for entry in entries:
        for kind, clause in kinds_in(entry.text, kinds_read(entry.text, embedder)):
            words = QuotedEntry(day=entry.day, words=shortened(clause.sentence, clause.start, clause.end))
            found.setdefault(kind.kind_id, {}).setdefault(entry.day, words)
    return {kind_id: tuple(days.values()) for kind_id, days in found.items()}


def _features(record: ReadRecord, embedder: Embedder | None) -> tuple[list[FoundFact], tuple[SituationCard, ...]]:
    """Return each high-risk feature with its dates, and what is told of it as past apart."""
    now: dict[str, list[QuotedEntry]] = {}
    past: dict[str, list[QuotedEntry]] = {}
    cards: dict[str, SituationCard] = {}
    parts: list[tuple[date | None, str]] = [(entry.day, entry.text) for entry in record.entries]
    for day, text in [*parts, *((None, part.text) for part in record.unread)]:
        for card, clause, is_past in _features_of(text, embedder):
            cards.setdefault(card.card_id, card)
            quoted = QuotedEntry(day=day, words=shortened(clause.sentence, clause.start, clause.end))
            (past if is_past else now).setdefault(card.card_id, []).append(quoted)
    facts = [_feature(cards[card_id], quoted, messages.RISK_ON) for card_id, quoted in now.items()]
    facts += [
        _feature(cards[card_id], quoted, messages.RISK_PAST) for card_id, quoted in past.items() if card_id not in now
    ]
    return facts, tuple(cards[card_id] for card_id in now)


def _features_of(text: str, embedder: Embedder | None) -> Iterator[tuple[SituationCard, Clause, bool]]:
    """Return the features that rules find in an entry, then those that are read in it beside them.

    Yields
    ------
    tuple of SituationCard, Clause and bool
    """
    found = list(features_in(text))
    yield from found
    if embedder is not None:
        ruled = {card.card_id for card, _, _ in found}
        read = {one[0].card_id: one for one in features_read(text, embedder)}
        yield from (one for card_id, one in read.items() if card_id not in ruled)


def told_in(text: str, embedder: Embedder | None = None) -> frozenset[str]:
    """Return the ids of the kinds of things and of the high-risk features that an entry tells of its day."""
    kinds = {kind.kind_id for kind, _ in kinds_in(text, kinds_read(text, embedder))}
    return frozenset(kinds | {card.card_id for card, _, is_past in _features_of(text, embedder) if not is_past})


def _feature(card: SituationCard, quoted: Sequence[QuotedEntry], text: str) -> FoundFact:
    days = ", ".join(dict.fromkeys(day_or_none(one.day) for one in quoted))
    return FoundFact(
        finding=Finding.RISK,
        about=card.card_id,
        text=text.format(title=card.title, days=days),
        rests_on=some(quoted),
        day=quoted[0].day,
        days=tuple(dict.fromkeys(one.day for one in quoted if one.day)),
    )


def _told(record: ReadRecord) -> tuple[Told, ...]:
    steps: dict[str, list[AgencyStep]] = {}
    short = short_names(part.text for part in record.unread)
    for entry in (written_out(entry, short) for entry in record.entries):
        notification = any(kind.kind_id == "police-notification" for kind, _ in kinds_in(entry.text))
        for step in steps_in(entry, is_notification=notification):
            steps.setdefault(step.agency.agency_id, []).append(step)
    return tuple(_followed(found) for found in steps.values() if any(step.step is not Step.ACTS for step in found))


def _followed(steps: Sequence[AgencyStep]) -> Told:
    """Return an agency with what is open of it: a new day of telling, or of asking after an answer.

    To keep somebody informed who has answered before wants no answer, unless one is said to be missing.
    """
    open_since: AgencyStep | None = None
    informed: AgencyStep | None = None
    before: AgencyStep | None = None  # what was open when it did something, which may have been no answer
    again: list[AgencyStep] = []
    heard: date | None = None
    for step in steps:
        if step.step in {Step.ANSWERED, Step.ACTS}:
            weak = step.step is Step.ACTS or NO_REAL_ANSWER.search(step.words)
            asked = step if weak and WE_DID.search(step.words) else None
            before = open_since or before or asked if weak else None
            open_since, informed, again, heard = None, None, [], step.entry.day
        elif open_since is None:
            if heard and step.step is Step.TOLD and not ASKED.search(step.words):
                informed = informed or step
            elif step.step is not Step.WAITING or step.entry.day != heard:  # "SW rang. Outcome awaited."
                open_since = informed or (before if before and step.step in {Step.WAITING, Step.AGAIN} else step)
        elif step.step in {Step.AGAIN, Step.TOLD} and step.entry.day > (again[-1] if again else open_since).entry.day:
            again.append(step)
    said = tuple(step for step in steps if step.step is not Step.ACTS)
    return Told(agency=steps[0].agency, steps=said, open_since=open_since, again=tuple(again))


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
        facts.append(
            FoundFact(
                finding=Finding.UNANSWERED,
                about=one.agency.agency_id,
                text=words,
                rests_on=tuple(_quoted(step) for step in (one.open_since, *one.again)),
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
    kinds: dict[str, Kind] = {kind.kind_id: kind for kind in KINDS}
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
