"""The maintainer's page of evaluations: the runs over time, one run, two compared, and starting or finding some."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from assistant.errors import StoreError
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database import Store, evaluation_runs
from assistant.ui.maintain import run_views
from assistant.ui.maintain.table_html import CSS, bars_html, span
from assistant.ui.resources import open_store_for_pages
from assistant.ui.shared import background
from assistant.ui.shared.answer_html import escape_markdown
from assistant.ui.shared.data_table import table_html
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError
from corpus.spreadsheet import as_csv
from evals.known_runs import KnownRuns, RunnableSet
from evals.report import RunSummary, run_summaries

_LIST, _ONE, _TWO, _START = "Runs over time", "One run", "Compare two", "Start or find runs"
_HEAD = ("run", "questions", "commit", "generation", "n", "scored", "nDCG@10 [95 %]", "outcomes")
_BUSY = ("a run is under way already", "wait until it has finished")
_DRAWN = 12


def show(settings: StoreSettings, person: Person, runs: KnownRuns) -> None:
    """Show the page.

    Parameters
    ----------
    settings : StoreSettings
        Where runs are noted.
    person : Person
        Who is at the page.
    runs : KnownRuns
        Runs and scores question sets.

    Raises
    ------
    NotAllowed
        If the person is no maintainer.
    """
    person.must(Role.MAINTAINER)
    st.html(f"<style>{CSS}</style>")
    st.title("Evaluation runs", anchor=False)
    store = open_store_for_pages(settings)
    with st.container(key="evaluations"):
        under_way = background.board().at(runs.key)
        if under_way is not None and not under_way.job.wait(0):
            background.watch(under_way)
            background.focus()
            return
        if under_way is not None:
            _take_note(store, person, runs, under_way)
        _show_message()
        known = [
            (run, run_summaries.summary(run.manifest, run.scores)) for run in evaluation_runs.listed(store, person)
        ]
        known.sort(key=lambda one: str(one[0].manifest.get("date", "")), reverse=True)
        chosen = st.radio(
            "What do you want to see?", (_LIST, _ONE, _TWO, _START), horizontal=True, key="evaluations-view"
        )
        if chosen == _START:
            _start(store, person, runs)
        elif not known:
            st.html("<p>No run is known here yet. Start one, or look for some, under “Start or find runs”.</p>")
        elif chosen == _LIST:
            _list([summary for _, summary in known])
        else:
            (run_views.show_one if chosen == _ONE else run_views.show_two)(known, runs)


def _take_note(store: Store, person: Person, runs: KnownRuns, done: background.Running) -> None:
    """Add the run that has ended to those known, and say so."""
    folder, problem = background.outcome(done)
    background.board().clear(runs.key, done)
    if problem is not None:
        _leave_message(problem)
        return
    try:
        summary = _noted(store, person, folder)
    except StoreError as error:
        _leave_message((error.message, error.hint))
        return
    headline = f": nDCG@10 {span(summary.headline)}" if summary.headline else ""
    _leave_message(f"{summary.questions} was run{headline}.")


def _noted(store: Store, person: Person, folder: Path) -> RunSummary:
    run = evaluation_runs.add(store, person, folder)
    return run_summaries.summary(run.manifest, run.scores)


def _list(summaries: Sequence[RunSummary]) -> None:
    """Show the runs of one question set over time, as a chart and as a table."""
    names = list(dict.fromkeys(one.questions for one in summaries))
    name = st.selectbox("Question set", names, key="runs-of")
    shown = [one for one in summaries if one.questions == name]
    scored = [(one.date, one.headline) for one in shown if one.headline]
    if scored:
        st.html("<h2>Was the right page found, and how high</h2>")
        st.html(bars_html(scored[:_DRAWN], f"nDCG@10 of {name} with 95 % intervals, newest first"))
    rows = [_row(one) for one in shown]
    st.html(table_html(f"Runs of {name}, newest first", _without_set(_HEAD), [*map(_without_set, rows)]))
    st.download_button("Download this table (CSV)", as_csv(_HEAD, rows), "runs.csv", "text/csv", key="runs-csv")


def _without_set(row: Sequence[str]) -> Sequence[str]:
    """Leave out the question set, which the table's caption names."""
    return (row[0], *row[2:])


def _row(one: RunSummary) -> tuple[str, ...]:
    n_scored = str(one.headline.n) if one.headline else "0"
    headline = span(one.headline) if one.headline else "not scored"
    return (one.date, one.questions, one.commit, one.generation, str(one.n), n_scored, headline, one.outcomes)


def _start(store: Store, person: Person, runs: KnownRuns) -> None:
    """Offer to run a question set, and to look for runs made elsewhere."""
    st.html("<h2>Start a run</h2>")
    try:
        sets = runs.question_sets()
    except ExplainedError as error:
        show_error(error.message, error.hint)
        sets = ()
    if sets:
        chosen = st.selectbox("Question set", sets, format_func=_set_words, key="start-set")
        if chosen.absent:
            st.html(
                f"<p>{chosen.absent} of its {chosen.n} questions have their evidence in sources that this library does not"
                " hold. They cannot be found, and score zero.</p>"
            )
        st.html(
            '<p class="dsl-hint">It asks the library that serves now, with the models that are set, one question after another.'
            " Answers on other pages are slower meanwhile.</p>"
        )
        if st.button("Start the run", key="start-run", type="primary"):
            begun = background.board().start(
                runs.key,
                f"Running {chosen.name}",
                person.id,
                lambda progress: runs.start(chosen.name, progress),
            )
            background.moved()
            if not begun:
                _leave_message(_BUSY)
            st.rerun()
    st.html("<h2>Find runs made elsewhere</h2>")
    st.html(
        f"<p>Runs that a terminal recorded are looked for in <code>{escape(str(runs.folder))}</code> on the computer that serves"
        " this page, and nowhere else (<code>DSL_EVAL_DIR</code>).</p>"
    )
    if st.button("Look for runs", key="find-runs"):
        _find(store, person, runs)
        st.rerun()


def _find(store: Store, person: Person, runs: KnownRuns) -> None:
    """Add the runs of the folder to those known, and say how many there are."""
    try:
        found = runs.found()
        known = {run.folder for run in evaluation_runs.listed(store, person)}
        for one in found:
            _noted(store, person, one)
    except (ExplainedError, OSError) as error:
        _leave_message((
            getattr(error, "message", f"{runs.folder} cannot be read"),
            getattr(error, "hint", "check its permissions"),
        ))
        return
    new = sum(one.resolve() not in known for one in found)
    _leave_message(f"{len(found)} run{'' if len(found) == 1 else 's'} found in {runs.folder}, {new} of them new.")


def _set_words(one: RunnableSet) -> str:
    return f"{one.name}: {one.n} questions"


def _leave_message(what: str | tuple[str, str]) -> None:
    """Keep a message for when the page is drawn again."""
    st.session_state["evaluations-message"] = what


def _show_message() -> None:
    """Show the message that was left, once."""
    message = st.session_state.pop("evaluations-message", None)
    if isinstance(message, tuple):
        show_error(*message)
    elif message:
        st.success(escape_markdown(message))
