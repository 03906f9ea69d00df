"""One evaluation run, and two compared: means with intervals, slices, the worst questions, and what can be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from assistant.store.database import Run
from assistant.ui.maintain.table_html import bars_html, differences_html, span
from assistant.ui.shared.answer_html import facts_html
from assistant.ui.shared.data_table import table_html
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.spreadsheet import as_csv
from evals.known_runs import KnownRuns
from evals.report import SHOWN, ComparedMeasure, Miss, NamedMean, RunComparison, RunDetail, RunSummary

ListedRuns = Sequence[tuple[Run, RunSummary]]

_MEANS = ("measure", "mean [95 %]", "n")
_COMPARED = ("measure", "A", "B", "B − A [95 %]", "clear of 0", "B better", "A better", "same", "n")
_CHANGED = ("question", "A", "B", "B − A")
_N_SHOWN = 10


def show_one(known: ListedRuns, runs: KnownRuns) -> None:
    """Show one run, chosen from those known."""
    run, summary = _choose("Run", known, "one-run", 0)
    if run.scores is None:
        show_error("this run was not scored", "score it with ‘python -m evals score’, then press “Look for runs”")
        return
    try:
        detail = runs.detail(run.manifest, run.scores)
        report = runs.report(run.manifest, run.scores)
    except (KeyError, TypeError, ValueError):  # a file of another version of this program
        show_error(f"the scores of {run.folder.name} are not in this program’s form", "score it again")
        return
    st.html(facts_html([("Run", summary.date), ("Outcomes", summary.outcomes), *detail.facts]))
    _downloads(run, detail, report)
    _show_means(detail)
    _show_worst(detail.worst)


def show_two(known: ListedRuns, runs: KnownRuns) -> None:
    """Show how one run differs from another of the same question set."""
    first, _ = _choose("A, the run before", known, "first-run", min(1, len(known) - 1))
    second, _ = _choose("B, the run after", known, "second-run", 0)
    if first.id == second.id:
        st.html("<p>Choose two different runs of one question set.</p>")
        return
    try:
        compared = _compared(runs, *((str(run.folder), str(run.added)) for run in (first, second)))
    except (ExplainedError, OSError) as error:
        message = getattr(error, "message", "a record cannot be read")
        show_error(f"these runs cannot be compared: {message}", getattr(error, "hint", ""))
        return
    _show_compared(compared)


def worst_html(one: Miss) -> str:
    """Return one of the worst questions: what was found first, and what should have been."""
    words = f"<p>{escape(one.text)}</p>" if one.text else ""
    found = "".join(f"<li>{escape(docid)}</li>" for docid in one.found) or "<li>nothing</li>"
    wanted = "".join(f"<li>{escape(docid)}</li>" for docid in one.wanted)
    about = f'<p class="dsl-hint">{escape(one.about)}</p>' if one.about else ""
    return (
        f'<article class="dsl-worst"><h4>{escape(one.query_id)}: {escape(one.score)}, first right page '
        f"{escape(one.best if one.best == 'not found' else f'at {one.best}')}</h4>{words}{about}<div>"
        f"<section><h5>Found first</h5><ol>{found}</ol></section>"
        f"<section><h5>Should have been found</h5><ul>{wanted}</ul></section></div></article>"
    )


def _choose(label: str, known: ListedRuns, key: str, index: int) -> tuple[Run, RunSummary]:
    by_id = {run.id: (run, summary) for run, summary in known}

    def words(run_id: str) -> str:
        run, summary = by_id[run_id]
        score = f", nDCG@10 {summary.headline.mean:.3f}" if summary.headline else ""
        return f"{summary.date} · {summary.questions}{score} · {run.folder.name}"

    return by_id[st.selectbox(label, list(by_id), index=index, format_func=words, key=key)]


def _downloads(run: Run, detail: RunDetail, report: str) -> None:
    rows = [
        (name, f"{one.mean:.4f}", f"{one.low:.4f}", f"{one.high:.4f}", str(one.n))
        for name, one in (*detail.means, *detail.slices)
    ]
    name = run.folder.name
    with st.container(horizontal=True, key="run-downloads"):
        st.download_button("Download the report (HTML)", report, f"{name}.html", "text/html", key="run-html")
        scores = as_csv(("measure or slice", "mean", "low", "high", "n"), rows)
        st.download_button("Download the scores (CSV)", scores, f"{name}.csv", "text/csv", key="run-csv")


def _show_means(detail: RunDetail) -> None:
    st.html("<h2>Over all questions</h2>")
    st.html(
        bars_html(
            [named for named in detail.means if 0 <= named[1].mean <= 1], "Means over all questions with 95 % intervals"
        )
    )
    with st.expander("The same numbers in a table"):
        st.html(table_html("Means over all questions", _MEANS, _mean_rows(detail.means)))
    if detail.outcomes:
        st.html(table_html("Outcomes expected, and reached", detail.outcomes[0], detail.outcomes[1:]))
    if detail.slices:
        st.html(f"<h2>Slice by slice, {escape(SHOWN)}</h2>")
        st.html(bars_html(detail.slices[:_N_SHOWN], f"{SHOWN} by slice with 95 % intervals"))
        with st.expander(f"All {len(detail.slices)} slices in a table"):
            st.html(table_html(f"{SHOWN} by slice", ("slice", *_MEANS[1:]), _mean_rows(detail.slices)))


def _mean_rows(means: Sequence[NamedMean]) -> list[tuple[str, ...]]:
    return [(name, span(one), str(one.n)) for name, one in means]


def _show_worst(worst: Sequence[Miss]) -> None:
    st.html(f"<h2>The worst {len(worst)} questions</h2>")
    st.html("".join(map(worst_html, worst[:_N_SHOWN])))
    if worst[_N_SHOWN:]:
        with st.expander(f"{len(worst) - _N_SHOWN} more"):
            st.html("".join(map(worst_html, worst[_N_SHOWN:])))


def _show_compared(compared: RunComparison) -> None:
    main = next(one for one in compared.measures if one.name == SHOWN)
    st.html(f'<p class="dsl-lead" role="status">{escape(_verdict(main))}</p>')
    st.html("<h2>By measure</h2>")
    drawn = [(one.name, one.difference.interval) for one in compared.measures]
    st.html(differences_html(drawn, "Differences B minus A with 95 % intervals"))
    rows = [_row(one) for one in compared.measures]
    with st.expander("The same numbers in a table", expanded=True):
        st.html(table_html("B compared with A, by measure", _COMPARED, rows))
    st.html('<p class="dsl-hint">Paired bootstrap over questions. Of superseded editions less is better.</p>')
    if compared.slices:
        sliced = [_row(one) for one in compared.slices]
        with st.expander(f"{SHOWN} slice by slice ({len(sliced)})"):
            hint = "Slices are many and small: some are clear of 0 by chance. They say where to look."
            st.html(f'<p class="dsl-hint">{hint}</p>')
            st.html(table_html(f"{SHOWN} by slice", ("slice", *_COMPARED[1:]), sliced))
        rows = [*rows, *sliced]
    changed = [(query, f"{a:.3f}", f"{b:.3f}", f"{b - a:+.3f}") for query, a, b in compared.changed]
    if changed:
        with st.expander(f"Questions that changed ({len(changed)}), largest loss first"):
            st.html(table_html(f"{SHOWN} by question", _CHANGED, changed))
    st.download_button(
        "Download the comparison (CSV)", as_csv(_COMPARED, rows), "comparison.csv", "text/csv", key="two-csv"
    )


def _verdict(one: ComparedMeasure) -> str:
    """Return in a sentence what came of it."""
    difference, interval = one.difference, one.difference.interval
    if interval.mean == 0 and not (difference.wins or difference.losses):
        return f"{SHOWN} is the same on every question."
    if not difference.clear:
        return f"No clear difference in {SHOWN}: {span(interval, '+.3f')} over {interval.n} questions."
    how = "better" if interval.mean > 0 else "worse"
    return f"B is {how}: {SHOWN} differs by {span(interval, '+.3f')} over {interval.n} questions."


def _row(one: ComparedMeasure) -> tuple[str, ...]:
    difference, interval = one.difference, one.difference.interval
    counts = (str(difference.wins), str(difference.losses), str(difference.ties), str(interval.n))
    means = (f"{one.first:.3f}", f"{one.second:.3f}")
    return (one.name, *means, span(interval, "+.3f"), "yes" if difference.clear else "no", *counts)


@st.cache_data(max_entries=8, show_spinner="Comparing")
def _compared(_runs: KnownRuns, first: tuple[str, str], second: tuple[str, str]) -> RunComparison:
    """Compare two records, once for the contents that each had when it was read."""
    return _runs.compare(Path(first[0]), Path(second[0]))
