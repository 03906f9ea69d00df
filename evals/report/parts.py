"""What a report holds, before it is Markdown or a page: headed parts with words, bars and tables.

Both renderings are made of these, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from corpus.days import day_words
from evals.metrics import NDCG, NOT_RUN, Subject, catalogue, reached_outcomes, slices

SHOWN = NDCG.name
"""The metric that is drawn by slice."""

MIN_N = 3
"""The fewest questions that a topic or source is shown for; with fewer, an interval means nothing."""

ABOUT = {
    "date": "Run",
    "commit": "Commit",
    "questions": "Question set",
    "as_at": "Guidance as at",
    "n": "Questions asked",
    "n_failed": "Of these, failed",
    "retriever": "Retriever asked, which writes no answer: what it found first counts as quoted",
    "generations": "Index generation",
    "embedder": "Embedding model",
    "reranker": "Reranker",
    "models": "Chat model",
    "prompts": "Prompts",
    "settings": "Settings",
    "machine": "Machine",
    "seconds": "Whole run, s",
    "ask_ms": "A question, ms",
}
"""What the report gives of a run, by the manifest's key."""

_YES_OR_NO = ("A further measure that is yes or no for a question has an exact interval (Clopper and Pearson).",)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a chart: a mean from 0 to 1, its interval, and over how many."""

    name: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of words; ``caption`` names it, and ``marks`` names cells (row, column) that are right or wrong."""

    caption: str = ""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPart:
    """One headed part of a report."""

    heading: str
    words: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    drawn: str = ""
    tables: tuple[Table, ...] = ()


def about(manifest: Json) -> tuple[tuple[str, str], ...]:
    """Return the facts of a run, in order; what the manifest does not hold is left out."""
    return tuple((label, in_words(manifest[key])) for key, label in ABOUT.items() if key in manifest)


def parts(scores: Json) -> tuple[ReportPart, ...]:
    """Return the parts between the head of a report and its worst questions."""
    rows = scores["slices"]
    shapes = {name: row for name, row in rows.items() if slices.group_of(name) in {"", slices.EDITION}}
    found = [
        ReportPart(
            heading="Measures over all questions",
            words=_YES_OR_NO,
            bars=_metric_bars(scores),
            tables=_other_tables(scores),
        ),
        _sliced("By shape and edition", shapes, ()),
    ]
    for group in (slices.KIND, slices.TOPIC, slices.SOURCE):
        of_it = {name: row for name, row in rows.items() if slices.group_of(name) == group}
        if of_it:
            shown = {name: row for name, row in of_it.items() if group == slices.KIND or row[SHOWN]["n"] >= MIN_N}
            found.append(_sliced(f"By {group}", shown, _left_out(group, len(of_it) - len(shown))))
    return (*found, *_outcomes(scores))


def what_n_counts(scores: Json) -> str:
    """Return which queries the numbers are over."""
    return (
        f"n counts queries with at least one {scores['unit']} judged {scores['rel']} or more: {scores['n_scored']} of "
        f"the {scores['n_qrels']} in the qrels ({scores['n_without_relevant']} have none and are left out). "
        f"{scores['n_empty']} of them were not run or found nothing, and score 0. Brackets: 95 % bootstrap intervals "
        f"(percentile, seeded). nDCG uses all grades; measures marked rel={scores['rel']} count that grade or "
        f"more; Judged@10 is the judged share of the first ten."
    )


def slices_table(rows: Mapping[str, Json]) -> Table:
    """Return the ranking's measures, a row a slice."""
    names = [metric.name for metric in catalogue.metrics_of(Subject.RANKING)]
    return Table(
        caption="measures of the ranking",
        head=("slice", "n", *names),
        rows=tuple(
            (name, str(row[SHOWN]["n"]), *(in_brackets(row[metric]) if metric in row else "–" for metric in names))
            for name, row in rows.items()
        ),
    )


def outcomes_counted(counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Return outcomes reached (columns) by outcome expected (rows)."""
    reached = reached_outcomes(counts)
    rows, marks = [], {}
    for y, (expected, row) in enumerate(counts.items()):
        rows.append((expected, str(sum(row.values())), *(str(row.get(name, 0)) for name in reached)))
        for x, name in enumerate(reached, start=2):
            if row.get(name):
                marks[y, x] = "right" if name == expected else "wrong"
    head = ("expected", "n", *(f"got {name}" for name in reached))
    return Table(caption="expected and reached", head=head, rows=tuple(rows), marks=marks)


def in_brackets(interval: Json) -> str:
    """Return a mean and its interval."""
    return f"{interval['mean']:.3f} [{interval['low']:.2f}, {interval['high']:.2f}]"


def in_words(value: object) -> str:
    """Return a manifest's value in a line; folders of the machine are left out."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {item}" for name, item in value.items() if not str(name).endswith("_dir"))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def whole_row(scores: Json) -> Json:
    """Return every metric's interval over all questions."""
    row: Json = scores["slices"][slices.ALL] | scores.get("further", {}).get(slices.ALL, {})
    return row


def day(moment: str) -> str:
    """Return the day of a moment as people write it; nothing where the record does not give it."""
    return day_words(datetime.fromisoformat(moment).date()) if moment else ""


def _metric_bars(scores: Json) -> tuple[Bar, ...]:
    return tuple(Bar(name=name.replace("_", " "), **interval) for name, interval in whole_row(scores).items())


def _other_tables(scores: Json) -> tuple[Table, ...]:
    """Return the metrics beside the ranking's own with what each measures, and by shape, edition and kind."""
    others = scores.get("further", {})
    row = others.get(slices.ALL, {})
    if not row:
        return ()
    described = [metric for metric in catalogue.metrics_of(Subject.RETRIEVAL, Subject.ANSWER) if metric.name in row]
    rows = tuple(
        (metric.name, str(row[metric.name]["n"]), in_brackets(row[metric.name]), metric.description)
        for metric in described
    )
    return (
        Table(caption="what each further measure says", head=("measure", "n", "mean", "what it says"), rows=rows),
        _others_by_slice(others, tuple(row)),
    )


def _others_by_slice(others: Mapping[str, Json], names: Sequence[str]) -> Table:
    shown = [name for name in others if slices.group_of(name) in {"", slices.EDITION, slices.KIND}]
    return Table(
        caption="further measures by slice",
        head=("slice", *names),
        rows=tuple(
            (name, *(f"{others[name][m]['mean']:.3f} (n {others[name][m]['n']})" if m in others[name] else "–"
                     for m in names))
            for name in shown
        ),
    )  # fmt: skip


def _sliced(heading: str, rows: Mapping[str, Json], words: tuple[str, ...]) -> ReportPart:
    if slices.ALL not in rows:
        rows = dict(sorted(rows.items(), key=lambda item: -item[1][SHOWN]["n"]))
    bars = tuple(Bar(name=name.partition(": ")[2] or name, **row[SHOWN]) for name, row in rows.items())
    return ReportPart(heading=heading, words=words, bars=bars, drawn=SHOWN, tables=(slices_table(rows),))


def _left_out(group: str, n: int) -> tuple[str, ...]:
    """Return what a group's slices are, and how many are too small to show."""
    meaning = {
        slices.SOURCE: "A question counts for every source with a page judged relevant to it, with its score over all pages.",
        slices.TOPIC: "A question counts for every topic it has.",
    }
    small = f"{n} with fewer than {MIN_N} questions are in scores.json only." if n else ""
    return tuple(filter(None, (meaning.get(group, ""), small)))


def _outcomes(scores: Json) -> tuple[ReportPart, ...]:
    """Return outcomes as counts, and the shares that were right with exact intervals."""
    if not scores["outcomes"]:
        return ()
    shares = scores.get("outcome_shares", {"expected": {}, "reached": {}})
    of_each = {f"{name}, when expected": row for name, row in shares["expected"].items()}
    of_each |= {f"{name}, rightly": row for name, row in shares["reached"].items() if name not in {"failed", NOT_RUN}}
    bars = tuple(Bar(name=name, **row) for name, row in of_each.items())
    table = Table(
        caption="shares that are right",
        head=("which", "n", "share"),
        rows=tuple((name, str(row["n"]), in_brackets(row)) for name, row in of_each.items()),
    )
    words = "Rows: what was expected. Columns: what was reached. Brackets: 95 % exact (Clopper and Pearson) intervals."
    counted = outcomes_counted(scores["outcomes"])
    return (ReportPart(heading="Outcomes", words=(words,), bars=bars, drawn="share right", tables=(counted, table)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One of the worst questions: what was found first and what should have been, by reference; ``text`` may be empty."""

    query_id: str
    score: str
    best: str
    about: str
    found: tuple[str, ...]
    wanted: tuple[str, ...]
    text: str


def misses(scores: Json, texts: Mapping[str, str]) -> tuple[Miss, ...]:
    """Return the worst questions; ``texts`` holds the words of those that may be shown, by query id."""
    return tuple(
        Miss(
            query_id=row["query_id"],
            score=f"{row[SHOWN]:.3f}",
            best=str(row["first_relevant_rank"] or "not found"),
            about=_known(row.get("about", {})),
            found=_graded(row["found"], row.get("found_grades", [])),
            wanted=_ranked(row),
            text=texts.get(row["query_id"], ""),
        )
        for row in scores["worst"]
    )


def _graded(docids: Sequence[str], grades: Sequence[int | None]) -> tuple[str, ...]:
    """Return what was found, with its grade where anybody judged it."""
    padded = [*grades, *[None] * (len(docids) - len(grades))]
    return tuple(
        f"{docid} (judged {grade})" if grade is not None else docid for docid, grade in zip(docids, padded, strict=True)
    )


def _ranked(row: Json) -> tuple[str, ...]:
    """Return what should have been found, with its grade and the rank at which it was."""
    grades, ranks = row.get("wanted_grades"), row.get("wanted_ranks")
    if grades is None or ranks is None:
        return tuple(row["wanted"])
    return tuple(
        f"{docid} (judged {grade}, {f'at {rank}' if rank else 'not found'})"
        for docid, grade, rank in zip(row["wanted"], grades, ranks, strict=True)
    )


def _known(about_it: Json) -> str:
    """Return what is known of a question but its words."""
    if not about_it:
        return ""
    topics = ", ".join(about_it["topics"])
    turns = "a conversation" if about_it["n_turns_before"] else ""
    expected, reached = about_it["expected"], about_it["reached"]
    outcome = (
        f"{reached}, as expected" if expected == reached else f"{reached}, expected {expected}" if expected else reached
    )
    return "; ".join(filter(None, (about_it["kind"], topics, about_it["edition"], turns, outcome)))
