"""Reviewers' verdicts: each judges alone, and sees the others' once their own is in.

A verdict may be amended until the first decision on its check; every version is stored, and agreement is measured on the first
ones, which nobody had seen another's before giving.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from assistant.errors import NotAllowed, NotTaken
from assistant.people import Person, Role
from assistant.store.database import MAX_CHARS, Store, checks, reviews, storable, verdicts
from assistant.store.reviews.checks import IS_PRACTICE, Check, check_of, row_of
from assistant.store.reviews.labels import CheckState, Label, differing, state_of
from assistant.store.reviews.verdict_rows import (
    Missing,
    Nugget,
    Verdict,
    decided_labels,
    latest,
    missing_to_json,
    nuggets_to_json,
    versions,
)

MAX_MISSING = 20
"""Pages, and facts, that one verdict may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reviewer hands in: a label for all that is judged, evidence and facts that are missing, and a comment."""

    labels: Mapping[str, Label]
    missing: tuple[Missing, ...] = ()
    nuggets: tuple[Nugget, ...] = ()
    comment: str = ""


def submit(store: Store, person: Person, check_id: str, judgement: Judgement) -> Verdict:
    """Take a reviewer's verdict, or amend it; return it as it was stored.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    NotStored
        If the check has been deleted.
    NotTaken
        If a statement has no label, a label belongs to none, or a decision has been made.
    """
    person.must(Role.TRAINER)
    comment = storable(judgement.comment)
    nuggets = tuple(replace(one, text=storable(one.text)) for one in judgement.nuggets)
    with store.writing() as connection:
        row = row_of(connection, check_id, locked=True)
        decided = decided_labels(connection, check_id)
        _refuse_unfit(judgement, check_of(row), closed=bool(decided))
        before = [verdict for verdict in versions(connection, check_id) if verdict.reviewer == person.id]
        review = {
            "check_id": check_id,
            "reviewer": person.id,
            "reviewer_name": person.name,
            "version": len(before) + 1,
            "missing": missing_to_json(judgement.missing),
            "nuggets": nuggets_to_json(nuggets),
            "comment": comment,
            "submitted": store.now(),
        }
        review_id = connection.scalar(insert(reviews).returning(reviews.c.id), review)
        _label(connection, review_id, judgement.labels)
        given = latest(versions(connection, check_id))
        refresh_state(connection, check_id)
    return next(verdict for verdict in given if verdict.reviewer == person.id)


def own(store: Store, person: Person, check_id: str) -> Verdict | None:
    """Return the person's own verdict, if it is in.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    with store.reading() as connection:
        given = latest(versions(connection, check_id))
    return next((verdict for verdict in given if verdict.reviewer == person.id), None)


def seen(store: Store, person: Person, check_id: str) -> tuple[Verdict, ...]:
    """Return every reviewer's verdict on a check, as last amended.

    Raises
    ------
    NotAllowed
        If the person is no trainer, or has not submitted their own and the check is not decided.
    """
    return latest(history(store, person, check_id))


def history(store: Store, person: Person, check_id: str) -> tuple[Verdict, ...]:
    """Return every version of every verdict on a check, in the order submitted.

    Raises
    ------
    NotAllowed
        If the person is no trainer, or has not submitted their own and the check is not decided.
    """
    person.must(Role.TRAINER)
    with store.reading() as connection:
        state = CheckState(row_of(connection, check_id).state)
        given = versions(connection, check_id)
    if not _may_see(person, given, state):
        raise NotAllowed(
            "other reviewers' verdicts are shown once your own is in", "judge every statement and submit first"
        )
    return given


def disagreements(store: Store, person: Person, check_id: str) -> dict[str, dict[str, Label]]:
    """Return the statements on which reviewers differ, each with every reviewer's label by name.

    Raises
    ------
    NotAllowed
        If the person may not see the others' verdicts yet.
    """
    given = seen(store, person, check_id)
    names = _distinct_names(given)
    return {
        statement: {
            names[verdict.reviewer]: verdict.labels[statement] for verdict in given if statement in verdict.labels
        }
        for statement in differing(verdict.labels for verdict in given)
    }


def visible(store: Store, person: Person) -> tuple[Verdict, ...]:
    """Return all versions of all the verdicts that the person may see, in the order submitted; none given for practice.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    with store.reading() as connection:
        given = versions(connection)
        counted = select(checks.c.id, checks.c.state).where(~IS_PRACTICE)
        states = {row.id: CheckState(row.state) for row in connection.execute(counted)}
    by_check: dict[str, list[Verdict]] = {}
    for verdict in given:
        by_check.setdefault(verdict.check_id, []).append(verdict)
    shown = {name for name, some in by_check.items() if name in states and _may_see(person, some, states[name])}
    return tuple(verdict for verdict in given if verdict.check_id in shown)


def first_labels(store: Store, person: Person) -> dict[str, dict[tuple[str, str], Label]]:
    """Return each reviewer's first labels by check and statement, of the checks that the person may see.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    first: dict[str, dict[tuple[str, str], Label]] = {}
    for verdict in visible(store, person):
        if verdict.version == 1:
            labels = {(verdict.check_id, statement): label for statement, label in verdict.labels.items()}
            first.setdefault(verdict.reviewer, {}).update(labels)
    return first


def refresh_state(connection: Connection, check_id: str) -> CheckState:
    """Work out a check's state anew, store it and return it."""
    labels = [verdict.labels for verdict in latest(versions(connection, check_id))]
    state = state_of(labels, decided_labels(connection, check_id))
    connection.execute(update(checks).where(checks.c.id == check_id).values(state=state.value))
    return state


def _may_see(person: Person, given: tuple[Verdict, ...] | list[Verdict], state: CheckState) -> bool:
    return state is CheckState.DECIDED or any(verdict.reviewer == person.id for verdict in given)


def _refuse_unfit(judgement: Judgement, check: Check, *, closed: bool) -> None:
    """Refuse a judgement that cannot be stored.

    Raises
    ------
    NotTaken
        If it cannot; says why.
    """
    if closed:
        raise NotTaken("a decision has been made on this check, so no verdict can be added or changed", "")
    statements = {statement.key for statement in check.statements}
    unlabelled, unknown = statements - judgement.labels.keys(), judgement.labels.keys() - statements
    if unlabelled:
        raise NotTaken(f"{len(unlabelled)} of {len(statements)} statements have no verdict", "choose one for each")
    if unknown:
        raise NotTaken(f"the answer has no statement {', '.join(sorted(unknown))}", "open the check again")
    if not set(judgement.labels.values()) <= set(check.asks.labels):
        raise NotTaken("a verdict answers another question than was asked of this answer", "open the check again")
    if len(judgement.nuggets) > MAX_MISSING or not all(one.text.strip() for one in judgement.nuggets):
        raise NotTaken(
            "there are too many missing facts to keep", f"name at most {MAX_MISSING}, each in a line of its own"
        )
    if len(judgement.missing) > MAX_MISSING or any(len(one.quote) > MAX_CHARS for one in judgement.missing):
        raise NotTaken(
            "there is too much missing evidence to keep",
            f"attach at most {MAX_MISSING} pages, and quote the words that matter",
        )


def _label(connection: Connection, review_id: int | None, labels: Mapping[str, Label]) -> None:
    rows = [{"review_id": review_id, "statement": key, "label": Label(label).value} for key, label in labels.items()]
    if rows:
        connection.execute(insert(verdicts), rows)


def _distinct_names(given: tuple[Verdict, ...]) -> dict[str, str]:
    """Return each reviewer's name; two of one name are numbered."""
    names: dict[str, str] = {}
    for verdict in given:
        taken, name, n = set(names.values()), verdict.reviewer_name, 2
        while name in taken:
            name, n = f"{verdict.reviewer_name} ({n})", n + 1
        names[verdict.reviewer] = name
    return names
