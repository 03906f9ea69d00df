"""One evaluation run, and two compared: means with intervals, slices, the worst questions, and what can be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from assistant.store.database import Run
from assistant.ui.maintain.evaluation_tools import Compared, Detail, Evaluates, Mean, Measured, Summary, Worst
from assistant.ui.maintain.table_html import as_csv, bars_html, differences_html, span, table_html
from assistant.ui.shared.answer_html import escape_markdown, facts_html
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError

Known = Sequence[tuple[Run, Summary]]

_MEANS = ("measure", "mean [95 %]", "n")
_COMPARED = ("measure", "A", "B", "B − A [95 %]", "clear of 0", "B better", "A better", "same", "n")
_CHANGED = ("question", "A", "B", "B − A")
_SHOWN = 10


def show_one(known: Known, evaluates: Evaluates) -> None:
    """Show one run, chosen from those known."""
    run, summary = _choose("Run", known, "one-run", 0)
    if run.scores is None:
        show_error("this run was not scored", "score it with ‘python -m evals score’, then look for runs again")
        return
    try:
        detail = evaluates.detail(run.manifest, run.scores)
        report = evaluates.report(run.manifest, run.scores)
    except (KeyError, TypeError, ValueError):  # a file of another version of this program
        show_error(f"the scores of {run.folder.name} are not in this program’s form", "score it again")
        return
    st.html(facts_html([("Run", summary.date), ("Outcomes", summary.outcomes), *detail.facts]))
    _downloads(run, detail, report)
    _show_means(detail, evaluates.measure)
    _show_worst(detail.worst)


def show_two(known: Known, evaluates: Evaluates) -> None:
    """Show how one run differs from another of the same question set."""
    first, _ = _choose("A, the run before", known, "first-run", min(1, len(known) - 1))
    second, _ = _choose("B, the run after", known, "second-run", 0)
    if first.id == second.id:
        st.html("<p>Choose two different runs of one question set.</p>")
        return
    try:
        compared = _compared(evaluates, *((str(run.folder), str(run.added)) for run in (first, second)))
    except (ExplainedError, OSError) as error:
        message = getattr(error, "message", "a record cannot be read")
        show_error(f"these runs cannot be compared: {message}", getattr(error, "hint", ""))
        return
    _show_compared(compared, evaluates.measure)


def named(mean: Mean | None, name: str) -> Mean:
    """Return a mean under another name."""
    assert mean is not None
    return replace(mean, name=name)


def plain(text: str) -> str:
    """Return words for a Streamlit message in which nothing is read as Markdown."""
    return escape_markdown(text)


def worst_html(one: Worst) -> str:
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


def _choose(label: str, known: Known, key: str, index: int) -> tuple[Run, Summary]:
    by_id = {run.id: (run, summary) for run, summary in known}

    def words(run_id: str) -> str:
        run, summary = by_id[run_id]
        score = f", nDCG@10 {summary.headline.mean:.3f}" if summary.headline else ""
        return f"{summary.date} · {summary.questions}{score} · {run.folder.name}"

    return by_id[st.selectbox(label, list(by_id), index=index, format_func=words, key=key)]


def _downloads(run: Run, detail: Detail, report: str) -> None:
    rows = [
        (one.name, f"{one.mean:.4f}", f"{one.low:.4f}", f"{one.high:.4f}", str(one.n)) for one in _all_means(detail)
    ]
    name = run.folder.name
    with st.container(horizontal=True, key="run-downloads"):
        st.download_button("Download the report (HTML)", report, f"{name}.html", "text/html", key="run-html")
        scores = as_csv(("measure or slice", "mean", "low", "high", "n"), rows)
        st.download_button("Download the scores (CSV)", scores, f"{name}.csv", "text/csv", key="run-csv")


def _all_means(detail: Detail) -> list[Mean]:
    return [*detail.means, *detail.slices]


def _show_means(detail: Detail, measure: str) -> None:
    st.html("<h2>Over all questions</h2>")
    st.html(
        bars_html([one for one in detail.means if 0 <= one.mean <= 1], "Means over all questions with 95 % intervals")
    )
    with st.expander("The same numbers in a table"):
        st.html(
            table_html("Means over all questions", _MEANS, [(one.name, span(one), str(one.n)) for one in detail.means])
        )
    if detail.outcomes:
        st.html(table_html("Outcomes expected, and reached", detail.outcomes[0], detail.outcomes[1:]))
    if detail.slices:
        st.html(f"<h2>Slice by slice, {escape(measure)}</h2>")
        st.html(bars_html(detail.slices[:_SHOWN], f"{measure} by slice with 95 % intervals"))
        with st.expander(f"All {len(detail.slices)} slices in a table"):
            rows = [(one.name, span(one), str(one.n)) for one in detail.slices]
            st.html(table_html(f"{measure} by slice", ("slice", *_MEANS[1:]), rows))


def _show_worst(worst: Sequence[Worst]) -> None:
    st.html(f"<h2>The worst {len(worst)} questions</h2>")
    st.html("".join(map(worst_html, worst[:_SHOWN])))
    if worst[_SHOWN:]:
        with st.expander(f"{len(worst) - _SHOWN} more"):
            st.html("".join(map(worst_html, worst[_SHOWN:])))


def _show_compared(compared: Compared, measure: str) -> None:
    main = next(one for one in compared.measures if one.difference.name == measure)
    st.html(f'<p class="dsl-lead" role="status">{escape(_verdict(main, measure))}</p>')
    st.html("<h2>By measure</h2>")
    drawn = [one.difference for one in compared.measures]
    st.html(differences_html(drawn, "Differences B minus A with 95 % intervals"))
    rows = [_row(one) for one in compared.measures]
    with st.expander("The same numbers in a table", expanded=True):
        st.html(table_html("B compared with A, by measure", _COMPARED, rows))
    st.html('<p class="dsl-hint">Paired bootstrap over questions. Of superseded editions less is better.</p>')
    if compared.slices:
        sliced = [_row(one) for one in compared.slices]
        with st.expander(f"{measure} slice by slice ({len(sliced)})"):
            hint = "Slices are many and small: some are clear of 0 by chance. They say where to look."
            st.html(f'<p class="dsl-hint">{hint}</p>')
            st.html(table_html(f"{measure} by slice", ("slice", *_COMPARED[1:]), sliced))
        rows = [*rows, *sliced]
    changed = [(query, f"{a:.3f}", f"{b:.3f}", f"{b - a:+.3f}") for query, a, b in compared.changed]
    if changed:
        with st.expander(f"Questions that changed ({len(changed)}), largest loss first"):
            st.html(table_html(f"{measure} by question", _CHANGED, changed))
    st.download_button(
        "Download the comparison (CSV)", as_csv(_COMPARED, rows), "comparison.csv", "text/csv", key="two-csv"
    )


def _verdict(one: Measured, measure: str) -> str:
    """Say in a sentence what came of it."""
    if one.difference.mean == 0 and not (one.wins or one.losses):
        return f"{measure} is the same on every question."
    how = "better" if one.difference.mean > 0 else "worse"
    if not one.clear:
        return f"No clear difference in {measure}: {span(one.difference, '+.3f')} over {one.difference.n} questions."
    return f"B is {how}: {measure} differs by {span(one.difference, '+.3f')} over {one.difference.n} questions."


def _row(one: Measured) -> tuple[str, ...]:
    counts = (str(one.wins), str(one.losses), str(one.ties), str(one.difference.n))
    clear = "yes" if one.clear else "no"
    means = (f"{one.first:.3f}", f"{one.second:.3f}")
    return (one.difference.name, *means, span(one.difference, "+.3f"), clear, *counts)


@st.cache_data(max_entries=8, show_spinner="Comparing")
def _compared(_evaluates: Evaluates, first: tuple[str, str], second: tuple[str, str]) -> Compared:
    """Compare two records, once for what each held when it was read."""
    return _evaluates.compare(Path(first[0]), Path(second[0]))
