"""What a record shows over time, as facts: what is new, what comes closer together, who has not answered, what is silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from assistant import messages
from assistant.chronology.agencies import Agency, AgencyStep, Step, steps_in
from assistant.chronology.kinds import KINDS, Kind, childs_words, kinds_in
from assistant.chronology.record import Entry, ReadRecord
from assistant.chronology.risk_features import features_in
from corpus.days import day_words
from corpus.statements import SituationCard

N_DATES = 3
"""How many dates there must be before anything is said of the gaps between them."""
SILENCE = timedelta(days=28)
"""How long nothing must have been written for it to be said."""
N_QUOTED = 4
_LONGEST = 160


class Finding(StrEnum):
    """What a finding is about; the sections of the page stand in this order."""

    RISK = "risk"
    UNANSWERED = "unanswered"
    CLOSER = "closer"
    NEW = "new"
    SILENCE = "silence"
    ABSENT = "absent"
    ANSWERED = "answered"
    NOT_CLOSER = "not-closer"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedEntry:
    """The words of an entry that a finding rests on; the day is missing where none could be read."""

    day: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFact:
    """One fact, and what it rests on.

    Parameters
    ----------
    finding : Finding
        What it is about.
    about : str
        The id of the kind, the card, the agency or the person that it is about.
    text : str
        In words.
    rests_on : tuple of QuotedEntry
        The words of the entries.
    day : date or None
        On which it begins.
    """

    finding: Finding
    about: str
    text: str
    rests_on: tuple[QuotedEntry, ...] = ()
    day: date | None = None


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


def shown_over_time(record: ReadRecord, today: date) -> ShownOverTime:
    """Return what a record shows, without details, as facts in their order.

    Parameters
    ----------
    record : ReadRecord
        Its entries, without details.
    today : date
        To which the days without an answer are counted, beside the last entry.
    """
    by_kind = _by_kind(record.entries)
    features, grave = _features(record)
    told = _told(record.entries)
    facts = (
        *features,
        *_unanswered(told, record.entries[-1].day, today),
        *_gaps(by_kind),
        *_new(by_kind, record.entries),
        *_silences(record.entries, today),
        *_absent(record.entries),
        *_answered(told),
    )
    order = list(Finding)
    return ShownOverTime(
        facts=tuple(sorted(facts, key=lambda fact: order.index(fact.finding))),
        by_kind=by_kind,
        grave=grave,
        told=told,
    )


def _by_kind(entries: Iterable[Entry]) -> dict[str, tuple[QuotedEntry, ...]]:
    found: dict[str, dict[date, QuotedEntry]] = {}
    for entry in entries:
        for kind, clause in kinds_in(entry.text):
            words = QuotedEntry(day=entry.day, words=shortened(clause.sentence, clause.start, clause.end))
            found.setdefault(kind.kind_id, {}).setdefault(entry.day, words)
    return {kind_id: tuple(days.values()) for kind_id, days in found.items()}


def _features(record: ReadRecord) -> tuple[list[FoundFact], tuple[SituationCard, ...]]:
    """Return each high-risk feature with its dates, and what is told of it as past apart."""
    now: dict[str, list[QuotedEntry]] = {}
    past: dict[str, list[QuotedEntry]] = {}
    cards: dict[str, SituationCard] = {}
    parts: list[tuple[date | None, str]] = [(entry.day, entry.text) for entry in record.entries]
    for day, text in [*parts, *((None, part.text) for part in record.unread)]:
        for card, clause, is_past in features_in(text):
            cards.setdefault(card.card_id, card)
            quoted = QuotedEntry(day=day, words=shortened(clause.sentence, clause.start, clause.end))
            (past if is_past else now).setdefault(card.card_id, []).append(quoted)
    facts = [_feature(cards[card_id], quoted, messages.RISK_ON) for card_id, quoted in now.items()]
    facts += [
        _feature(cards[card_id], quoted, messages.RISK_PAST) for card_id, quoted in past.items() if card_id not in now
    ]
    return facts, tuple(cards[card_id] for card_id in now)


def _feature(card: SituationCard, quoted: Sequence[QuotedEntry], text: str) -> FoundFact:
    days = ", ".join(dict.fromkeys(day_or_none(one.day) for one in quoted))
    return FoundFact(
        finding=Finding.RISK,
        about=card.card_id,
        text=text.format(title=card.title, days=days),
        rests_on=_some(quoted),
        day=quoted[0].day,
    )


def _told(entries: Sequence[Entry]) -> tuple[Told, ...]:
    steps: dict[str, list[AgencyStep]] = {}
    for entry in entries:
        notification = any(kind.kind_id == "police-notification" for kind, _ in kinds_in(entry.text))
        for step in steps_in(entry, is_notification=notification):
            steps.setdefault(step.agency.agency_id, []).append(step)
    return tuple(_followed(found) for found in steps.values())


def _followed(steps: Sequence[AgencyStep]) -> Told:
    """Return an agency with what is open of it: a new day of telling, after an answer or with none before."""
    open_since: AgencyStep | None = None
    again: list[AgencyStep] = []
    for step in steps:
        if step.step is Step.ANSWERED:
            open_since, again = None, []
        elif open_since is None:
            open_since = step
        elif step.step in {Step.AGAIN, Step.TOLD} and step.entry.day > (again[-1] if again else open_since).entry.day:
            again.append(step)
    return Told(agency=steps[0].agency, steps=tuple(steps), open_since=open_since, again=tuple(again))


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
            words += messages.ASKED_AGAIN.format(days=_days(step.entry.day for step in one.again))
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
                asked=_days(step.entry.day for step in asked),
                days=_days(step.entry.day for step in answers),
            )
            facts.append(
                FoundFact(
                    finding=Finding.ANSWERED,
                    about=one.agency.agency_id,
                    text=words,
                    rests_on=_some([_quoted(answers[-1])]),
                    day=answers[-1].entry.day,
                )
            )
    return facts


def _gaps(by_kind: Mapping[str, Sequence[QuotedEntry]]) -> list[FoundFact]:
    """Return the gaps between the dates of each kind that has enough of them, and whether they shorten."""
    facts = []
    for kind in KINDS:
        quoted = by_kind.get(kind.kind_id, ())
        days = [one.day for one in quoted if one.day is not None]
        if not kind.counted or len(days) < N_DATES:
            continue
        gaps = [(other - one).days for one, other in pairwise(days)]
        verdict = _verdict(gaps)
        series = ", ".join(
            f"{day_short(day, days[at - 1] if at else None)}{f' ({n_days(gaps[at - 1])})' if at else ''}"
            for at, day in enumerate(days)
        )
        facts.append(
            FoundFact(
                finding=Finding.CLOSER if verdict != messages.NOT_SHORTER else Finding.NOT_CLOSER,
                about=kind.kind_id,
                text=f"{kind.title}: {series}. {verdict}",
                rests_on=_some(quoted[-3:]),
                day=days[-1],
            )
        )
    return facts


def _verdict(gaps: Sequence[int]) -> str:
    """Return what the gaps do: each shorter, the last two each shorter, shorter on the whole, or none of these."""
    if all(later < earlier for earlier, later in pairwise(gaps)):
        return messages.EACH_SHORTER
    if len(gaps) > 2 and gaps[-1] < gaps[-2] < gaps[-3]:
        return messages.LAST_SHORTER
    half = len(gaps) // 2
    if len(gaps) > 2 and sum(gaps[-half:]) * 2 <= sum(gaps[:half]):
        return messages.ON_THE_WHOLE.format(
            first=" and ".join(n_days(gap) for gap in gaps[:half][:3]), last=" and ".join(n_days(gap) for gap in gaps[-half:][-3:])
        )
    return messages.NOT_SHORTER


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
        if kinds[kind_id].counted and quoted[0].day is not None and quoted[0].day > first
    ]
    return sorted(facts, key=lambda fact: fact.day or first)


def _silences(entries: Sequence[Entry], today: date) -> list[FoundFact]:
    facts = []
    days = list(dict.fromkeys(entry.day for entry in entries))
    for one, other in pairwise(days):
        if other - one >= SILENCE:
            words = messages.NO_ENTRIES.format(one=day_words(one), other=day_words(other), n=n_days((other - one).days))
            facts.append(FoundFact(finding=Finding.SILENCE, about="gap", text=words + _holidays(one, other), day=one))
    if today - days[-1] >= SILENCE:
        words = messages.NONE_SINCE.format(day=day_words(days[-1]), n=n_days((today - days[-1]).days))
        facts.append(FoundFact(finding=Finding.SILENCE, about="since", text=words, day=days[-1]))
    return facts


def _holidays(one: date, other: date) -> str:
    """Return which of the long school holidays lie in a gap; the others differ from council to council."""
    found = [
        name
        for year in range(one.year, other.year + 1)
        for name, first, last in (
            ("summer", date(year, 7, 22), date(year, 8, 31)),
            ("Christmas", date(year, 12, 22), date(year + 1, 1, 2)),
            ("Christmas", date(year - 1, 12, 22), date(year, 1, 2)),
        )
        if one < last and first < other
    ]
    return messages.HOLIDAYS.format(names=" and the ".join(dict.fromkeys(found))) if found else ""


_RELATIVES = {
    "brother": r"(?:half-|half |step-|step |twin |younger |older |baby |little |big |elder )*brothers?|lad's brother",
    "sister": r"(?:half-|half |step-|step |twin |younger |older |baby |little |big |elder )*sisters?",
    "baby": r"(?:the |her |his |their |a |new |mum's )baby|baby (?:brother|sister|sibling)|newborn|toddler|infant sibling",
    "sibling": r"(?:half-|half |step-|younger |older |elder |little )*siblings?|the twins|other (?:child|children) (?:in the (?:home|house|family)|at home)",
}
_GROUPS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _RELATIVES.items()}
_ALL_OF_THEM = re.compile(r"\b(?:siblings|(?:all|both|the|three|four|two) (?:the )?(?:children|kids)|brothers and sisters|family of)\b", re.IGNORECASE)
_NAMED_RELATIVE = re.compile(
    r"\b(?P<words>(?:half-|step-|younger |older |baby |little |big |elder )*(?:brother|sister|sibling),? \(?(?P<who>(?:Child|Person) [A-Z]\d*))\b",
    re.IGNORECASE,
)


def _absent(entries: Sequence[Entry]) -> list[FoundFact]:
    return [*_absent_siblings(entries), *_absent_words(entries)]


def _absent_siblings(entries: Sequence[Entry]) -> list[FoundFact]:
    """Return who is named in one entry and in no later one."""
    facts: list[FoundFact] = []
    seen: set[tuple[date, str]] = set()
    for who, words in _once(entries):
        entry, match = words
        later = [one for one in entries if one.day > entry.day]
        key = (entry.day, entry.text)
        if len(later) < 2 or key in seen:
            continue
        seen.add(key)
        facts.append(
            FoundFact(
                finding=Finding.ABSENT,
                about=who,
                text=messages.NAMED_ONCE.format(who=match.group().strip(), day=day_words(entry.day), n=len(later)),
                rests_on=(QuotedEntry(day=entry.day, words=_around(entry.text, match)),),
                day=entry.day,
            )
        )
    return facts


def _once(entries: Sequence[Entry]) -> list[tuple[str, tuple[Entry, re.Match[str]]]]:
    """Return relatives of the child that stand in one entry alone, each with the entry and the words."""
    found: list[tuple[str, tuple[Entry, re.Match[str]]]] = []
    named = {match["who"]: (entry, match) for entry in entries for match in _NAMED_RELATIVE.finditer(entry.text)}
    for who, (entry, match) in named.items():
        if sum(re.search(rf"\b{re.escape(who)}\b", one.text) is not None for one in entries) == 1 and len(named) > 1:
            found.append((who, (entry, match)))
    for group, pattern in _GROUPS.items():
        at = [(entry, match) for entry in entries if (match := pattern.search(entry.text))]
        later = [entry for entry in entries if at and entry.day > at[0][0].day]
        others = ("sibling",) if group != "sibling" else ("brother", "sister", "baby")
        spoken_of = any(
            _ALL_OF_THEM.search(entry.text) or any(_GROUPS[one].search(entry.text) for one in others) for entry in later
        )
        if len(at) == 1 and not spoken_of:
            found.append((group, at[0]))
    return found


def _absent_words(entries: Sequence[Entry]) -> list[FoundFact]:
    """Return that the child's own words are in no entry, or in none of the last ones."""
    spoken = [(entry, clause) for entry in entries if (clause := childs_words(entry.text))]
    if not spoken:
        return [FoundFact(finding=Finding.ABSENT, about="child-words", text=messages.NO_WORDS.format(n=len(entries)))]
    entry, clause = spoken[-1]
    later = [one for one in entries if one.day > entry.day]
    if len(later) < N_DATES:
        return []
    words = messages.LAST_WORDS.format(day=day_words(entry.day), n=len(later))
    quoted = QuotedEntry(day=entry.day, words=shortened(clause.sentence, clause.start, clause.end))
    return [FoundFact(finding=Finding.ABSENT, about="child-words-since", text=words, rests_on=(quoted,), day=entry.day)]


def shortened(sentence: str, start: int, end: int) -> str:
    """Return a sentence of an entry, cut around the words that were found if it is long."""
    words = " ".join(sentence.split())
    if len(words) <= _LONGEST:
        return words
    first = sentence.rfind(" ", 0, max(start - _LONGEST // 3, 1)) + 1
    last = sentence.find(" ", min(max(end, first + _LONGEST), len(sentence)))
    cut = " ".join(sentence[first : last if last > 0 else len(sentence)].split())
    return f"{'…' if first else ''}{cut}{'…' if last > 0 else ''}"


def n_days(n: int) -> str:
    """Return a number of days in words."""
    return f"{n} day" if n == 1 else f"{n} days"


def day_or_none(day: date | None) -> str:
    """Return a day in words, or that none could be read."""
    return day_words(day) if day else messages.DAY_NOT_READ


def day_short(day: date, before: date | None) -> str:
    """Return a day, its year only where it is another than that of the day before it."""
    return day_words(day) if before is None or before.year != day.year else f"{day.day} {day:%B}"


def _days(days: Iterable[date]) -> str:
    return ", ".join(day_words(day) for day in dict.fromkeys(days))


def _quoted(step: AgencyStep) -> QuotedEntry:
    return QuotedEntry(day=step.entry.day, words=shortened(step.words, 0, _LONGEST))


def _some(quoted: Sequence[QuotedEntry]) -> tuple[QuotedEntry, ...]:
    return tuple(quoted[:N_QUOTED])


def _around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
    ends = [at for mark in ".!?\n" if (at := text.find(mark, match.end())) >= 0]
    end = min(ends, default=len(text))
    return shortened(text[start:end], match.start() - start, match.end() - start)
