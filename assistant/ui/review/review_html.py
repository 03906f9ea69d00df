"""The trainer's page as HTML. Pure, as ``answer_html`` is: every text that is not ours is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from assistant.store.database import Shown
from assistant.store.reviews import (
    WHOLE,
    Aspect,
    Check,
    CheckState,
    Decision,
    Importance,
    Label,
    Missing,
    Nugget,
    Origin,
    Queued,
    ToCheck,
    Verdict,
)
from assistant.types import StatementKind
from assistant.ui.shared.answer_html import fixed_html, quote_lines
from corpus.days import day_words
from corpus.text import one_line
from corpus.types import Source
from evals.metrics import Agreement, AllAgreement

ORIGINS = {
    Origin.SENT: "Sent by a colleague",
    Origin.RUN: "From an evaluation run",
    Origin.SAMPLE: "Random sample of a run",
    Origin.PRACTICE: "For practice",
}
PRACTICE = "This is for practice: what you say of it is not counted, compared or exported."
STATES = {
    CheckState.OPEN: "Open",
    CheckState.DISPUTED: "Disputed",
    CheckState.AGREED: "Agreement",
    CheckState.DECIDED: "Decided",
}
HELP = {
    Label.SUPPORTS: "The marked words say it, in full",
    Label.PARTLY: "Only some of it, or with a condition left out",
    Label.DOES_NOT_SUPPORT: "The marked words say something else",
    Label.WRONG_EDITION: "The words fit, but not from the edition in force on that day",
    Label.ANSWERS_FULLY: "Nothing that matters is left out; or it is right to say that the library does not say",
    Label.ANSWERS_PARTLY: "It helps, and something that matters is left out",
    Label.DOES_NOT_ANSWER: "It is about something else, or does not help with what was asked",
    Label.MISLEADING: "Whoever follows it could do harm: wrong for this case, out of date, or an exception left out",
}
ASKED = {
    Aspect.SUPPORT: "Does what is cited support the statement?",
    Aspect.ANSWER: "Does it answer the question?",
}


def heading_html(text: str, level: int = 2) -> str:
    """Return a heading that takes the focus when it comes into view."""
    return f'<h{level} class="dsl-step" tabindex="-1">{escape(one_line(text))}</h{level}>'


def done_html(text: str) -> str:
    """Return a sentence on what was done, which a screen reader announces."""
    return f'<div class="dsl-done" role="status"><p>{escape(one_line(text))}</p></div>'


def counts_html(waiting: Sequence[Queued]) -> str:
    """Return how many answers there are of each state, and how many the person may judge."""
    mine = sum(not one.mine and one.state is not CheckState.DECIDED for one in waiting)
    parts = [("For you to judge", mine)]
    parts += [(STATES[state], sum(one.state is state for one in waiting)) for state in CheckState]
    inner = "".join(f"<div><dt>{escape(name)}</dt><dd>{n:,}</dd></div>" for name, n in parts)
    return f'<dl class="dsl-counts">{inner}</dl>'


def queued_html(one: Queued, newer: Sequence[Source]) -> str:
    """Return a check in the queue: its question, where it came from and how far it has come."""
    reviewers = f"{one.n_reviewers} reviewer{'' if one.n_reviewers == 1 else 's'}"
    statements = f"{one.n_statements} statement{'' if one.n_statements == 1 else 's'}"
    facts = [
        f"{ORIGINS[one.origin]}, {day_words(one.created.date())}",
        statements if one.asks is Aspect.SUPPORT else "judged as a whole",
        f"{STATES[one.state]}, {reviewers}{', you among them' if one.mine else ''}",
    ]
    flag = '<p class="dsl-flag">Overtaken by a newer edition</p>' if newer else ""
    return f'<div class="dsl-queued"><h3>{escape(one_line(one.question))}</h3><p>{escape(" · ".join(facts))}</p>{flag}</div>'


def about_html(check: Check, as_at: date, newer: Sequence[Source]) -> str:
    """Return what an answer is about: the question, its day, the sender's note, and what has overtaken it."""
    facts = f"{ORIGINS[check.origin]}, {day_words(check.created.date())}. Asked as at {day_words(as_at)}."
    note = f'<p class="dsl-note"><strong>Note:</strong> {escape(one_line(check.note))}</p>' if check.note else ""
    practice = f'<p class="dsl-flag">{PRACTICE}</p>' if check.origin is Origin.PRACTICE else ""
    return (
        f'<div class="dsl-about"><h2>{escape(one_line(check.question))}</h2><p class="dsl-hint">{escape(facts)}</p>'
        f"{practice}{note}{overtaken_html(newer, as_at)}</div>"
    )


def overtaken_html(newer: Sequence[Source], as_at: date) -> str:
    """Return that a newer edition has overtaken what is cited; nothing if none has."""
    if not newer:
        return ""
    names = "; ".join(dict.fromkeys(source.name for source in newer))
    words = f"Overtaken by a newer edition: {names}. Judge the answer for the day asked about, {day_words(as_at)}."
    return f'<p class="dsl-flag">{escape(words)}</p>'


def judged_html(check: Check, judged: ToCheck) -> str:
    """Return what is to be judged: a statement, or the whole answer as it was shown."""
    if judged.key != WHOLE:
        return _statement_html(judged)
    return "".join(
        f"<h4>{escape(one_line(section['heading']))}</h4>" + "".join(map(_part_html, section["statements"]))
        for section in check.answer["sections"]
    )


def _part_html(part: Mapping[str, Any]) -> str:
    """Return a statement of an answer's JSON."""
    if part["kind"] == StatementKind.FIXED:
        return fixed_html(part["text"])
    marks = "".join(f' <span class="dsl-mark">[{marker}]</span>' for marker in part["citations"])
    marks += "".join(f" ({escape(one_line(one))})" for one in part.get("elsewhere", ()))
    if part["kind"] == StatementKind.QUOTE:
        return f"<blockquote>“{quote_lines(part['text'])}”{marks}</blockquote>"
    return f'<p class="dsl-statement">{escape(one_line(part["text"]))}{marks}</p>'


def _statement_html(statement: ToCheck) -> str:
    marks = "".join(f' <span class="dsl-mark">[{marker}]</span>' for marker in statement.markers)
    heading = f'<p class="dsl-label">Shown under “{escape(one_line(statement.heading))}”</p>'
    if statement.kind == StatementKind.QUOTE:
        return f"{heading}<blockquote>“{quote_lines(statement.text)}”{marks}</blockquote>"
    return f'{heading}<p class="dsl-statement">{escape(one_line(statement.text))}{marks}</p>'


def text_html(check: Check) -> str:
    """Return the text of an answer that cites nothing."""
    texts = [statement["text"] for section in check.answer["sections"] for statement in section["statements"]]
    return "".join(f"<p>{escape(one_line(str(text)))}</p>" for text in texts)


def evidence_html(shown: Shown, as_at: date) -> str:
    """Return what is known of a citation, from what was stored with it: nothing is looked up in today's library."""
    state = shown.passage.standing.words or ("in force" if shown.in_force else "not in force")
    weight = f"{shown.source.authority.label}, {state} on {day_words(as_at)}"
    rests = shown.passage.pinpoint
    if rests:
        weight = f"{shown.source.authority.label}, resting on {rests.document}, {rests.reference}"
    return (
        f'<h3 class="dsl-evidence">[{shown.marker}] {escape(one_line(shown.source.name))}</h3>'
        f'<p class="dsl-hint">{escape(one_line(weight))}</p><p class="dsl-reference">{escape(one_line(shown.reference))}</p>'
    )


def quote_html(text: str) -> str:
    """Return words of a page, set apart."""
    return f"<blockquote>“{quote_lines(text)}”</blockquote>"


def nuggets_html(nuggets: Sequence[Nugget]) -> str:
    """Return the facts that a reviewer found missing."""
    items = "".join(
        f"<li>{escape(one_line(one.text))}{' (vital)' if one.importance is Importance.VITAL else ''}</li>"
        for one in nuggets
    )
    return f"<ul>{items}</ul>" if items else ""


def missing_html(one: Missing) -> str:
    """Return a piece of evidence that a reviewer found missing."""
    words = quote_html(one.quote) if one.quote else ""
    return f"<p><strong>{escape(one.source_id)}</strong>, PDF page {one.page}</p>{words}"


def verdict_html(check: Check, verdict: Verdict) -> str:
    """Return one reviewer's verdict as a table of statements."""
    rows = [(_brief(one.text), verdict.labels[one.key].words) for one in check.statements if one.key in verdict.labels]
    return table_html(("Statement", "Verdict"), rows) + _missing_and_comment(verdict)


def compared_html(check: Check, given: Sequence[Verdict], decided: Sequence[Decision]) -> str:
    """Return every reviewer's verdict on every statement, and what was decided."""
    names = names_of(given)
    rulings = {one.statement: one for one in decided}
    rows = []
    for one in check.statements:
        labels = [verdict.labels[one.key].words if one.key in verdict.labels else "–" for verdict in given]
        ruling = rulings.get(one.key)
        end = f"{ruling.label.words} ({ruling.decided_by_name}: {ruling.reason})" if ruling else ""
        rows.append((_brief(one.text), *labels, end or ("Differ" if len(set(labels)) > 1 else "Agree")))
    heads = ("Statement", *(names[verdict.reviewer] for verdict in given), "Outcome")
    return table_html(heads, rows) + "".join(
        _missing_and_comment(verdict, names[verdict.reviewer]) for verdict in given
    )


def names_of(given: Sequence[Verdict]) -> dict[str, str]:
    """Return each reviewer's name by id; two who share a name are distinguished by a number."""
    names: dict[str, str] = {}
    for verdict in given:
        if verdict.reviewer not in names:
            same = sum(name.split(" (")[0] == verdict.reviewer_name for name in names.values())
            names[verdict.reviewer] = verdict.reviewer_name + (f" ({same + 1})" if same else "")
    return names


def differing_html(labels: Mapping[str, Label]) -> str:
    """Return how reviewers judged a statement on which they differ."""
    return table_html(("Reviewer", "Verdict"), [(name, label.words) for name, label in labels.items()])


def agreement_html(names: Mapping[str, str], pairs: Mapping[tuple[str, str], Agreement]) -> str:
    """Return the agreement of every two reviewers."""
    rows = []
    for (first, second), found in pairs.items():
        who = f"{names.get(first, '?')} and {names.get(second, '?')}"
        same = f"{round(found.observed * found.n)} of {found.n}"
        rows.append((who, f"{found.n_checks}", same, _beyond_chance(found.kappa, found)))
    return table_html(("Reviewers", "Answers", "Same verdict", "Kappa, 95 % interval"), rows)


def all_agreement_html(found: AllAgreement) -> str:
    """Return the agreement of all reviewers."""
    row = (f"All {found.n_reviewers}", f"{found.n_checks}", f"{found.n}", _beyond_chance(found.alpha, found))
    return table_html(("Reviewers", "Answers", "Judged by two or more", "Krippendorff’s alpha, 95 % interval"), [row])


def table_html(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first column names its rows."""
    top = "".join(f'<th scope="col">{escape(one_line(head))}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(one_line(row[0]))}</th>'
        + "".join(
            f'<td data-head="{escape(one_line(head))}">{escape(one_line(cell))}</td>'
            for head, cell in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="dsl-noticed dsl-judged"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _beyond_chance(value: float | None, found: Agreement | AllAgreement) -> str:
    if value is None:
        return "undefined: one verdict throughout"
    known = (
        found.low is not None and found.high is not None and found.n_checks > 1
    )  # one, drawn again, is always itself
    between = f" [{found.low:.2f}, {found.high:.2f}]" if known else ""
    return f"{value:.2f}{between or ' (too few answers for an interval)'}"


def _missing_and_comment(verdict: Verdict, name: str = "You") -> str:
    """Return a reviewer's comment and what they found missing."""
    facts = nuggets_html(verdict.nuggets)
    facts = f"<p><strong>{escape(name)}, missing facts:</strong></p>{facts}" if facts else ""
    comment = f"<p><strong>{escape(name)}:</strong> {escape(one_line(verdict.comment))}</p>" if verdict.comment else ""
    missing = "".join(map(missing_html, verdict.missing))
    return comment + facts + (f"<p><strong>{escape(name)}, missing evidence:</strong></p>{missing}" if missing else "")


def _brief(text: str, most: int = 140) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"
