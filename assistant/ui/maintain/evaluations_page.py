"""The maintainer's page of evaluations: the runs over time, one run, two compared, and starting or finding some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant.errors import StoreError
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database import Store, evaluation_runs
from assistant.ui.maintain import run_views
from assistant.ui.maintain.evaluation_tools import Asked, Evaluates, Summary
from assistant.ui.maintain.table_html import as_csv, bars_html, span, table_html
from assistant.ui.maintain.wide_style import CSS
from assistant.ui.resources import open_store_for_pages
from assistant.ui.shared import background
from assistant.ui.shared.frame import show_error
from corpus.errors import ExplainedError

_LIST, _ONE, _TWO, _START = "Runs over time", "One run", "Compare two", "Start or find runs"
_HEAD = ("run", "questions", "commit", "generation", "n", "scored", "nDCG@10 [95 %]", "outcomes")
_BUSY = ("a run is under way already", "wait until it has finished")
_DRAWN = 12


def show(settings: StoreSettings, person: Person, evaluates: Evaluates) -> None:
    """Show the page.

    Parameters
    ----------
    settings : StoreSettings
        Where runs are noted.
    person : Person
        Who is at the page.
    evaluates : Evaluates
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
        under_way = background.board().at(evaluates.place)
        if under_way is not None and not under_way.job.wait(0):
            background.watch(under_way)
            background.focus()
            return
        if under_way is not None:
            _take_note(store, person, evaluates, under_way)
        _say()
        known = [(run, evaluates.summary(run.manifest, run.scores)) for run in evaluation_runs.listed(store, person)]
        known.sort(key=lambda one: str(one[0].manifest.get("date", "")), reverse=True)
        chosen = st.radio(
            "What do you want to see?", (_LIST, _ONE, _TWO, _START), horizontal=True, key="evaluations-view"
        )
        if chosen == _START:
            _start(store, person, evaluates)
        elif not known:
            st.html("<p>No run is known here yet. Start one, or look for some, under “Start or find runs”.</p>")
        elif chosen == _LIST:
            _list([summary for _, summary in known])
        else:
            (run_views.show_one if chosen == _ONE else run_views.show_two)(known, evaluates)


def _take_note(store: Store, person: Person, evaluates: Evaluates, done: background.Running) -> None:
    """Add the run that has ended to those known, and say so."""
    folder, problem = background.outcome(done)
    background.board().clear(evaluates.place, done)
    if problem is not None:
        _tell(problem)
        return
    try:
        summary = _noted(store, person, evaluates, folder)
    except StoreError as error:
        _tell((error.message, error.hint))
        return
    headline = f": nDCG@10 {span(summary.headline)}" if summary.headline else ""
    _tell(f"{summary.questions} was run{headline}.")


def _noted(store: Store, person: Person, evaluates: Evaluates, folder: Path) -> Summary:
    run = evaluation_runs.add(store, person, folder)
    return evaluates.summary(run.manifest, run.scores)


def _list(summaries: Sequence[Summary]) -> None:
    """Show the runs of one question set over time, as a chart and as a table."""
    names = list(dict.fromkeys(one.questions for one in summaries))
    name = st.selectbox("Question set", names, key="runs-of")
    shown = [one for one in summaries if one.questions == name]
    scored = [one.headline for one in shown if one.headline]
    if scored:
        st.html("<h2>Was the right page found, and how high</h2>")
        labelled = [run_views.named(one.headline, one.date) for one in shown if one.headline][:_DRAWN]
        st.html(bars_html(labelled, f"nDCG@10 of {name} with 95 % intervals, newest first"))
    rows = [_row(one) for one in shown]
    st.html(table_html(f"Runs of {name}, newest first", _without_set(_HEAD), [*map(_without_set, rows)]))
    st.download_button("Download this table (CSV)", as_csv(_HEAD, rows), "runs.csv", "text/csv", key="runs-csv")


def _without_set(row: Sequence[str]) -> Sequence[str]:
    """Leave out the question set, which the table's caption names."""
    return (row[0], *row[2:])


def _row(one: Summary) -> tuple[str, ...]:
    n_scored = str(one.headline.n) if one.headline else "0"
    headline = span(one.headline) if one.headline else "not scored"
    return (one.date, one.questions, one.commit, one.generation, str(one.n), n_scored, headline, one.outcomes)


def _start(store: Store, person: Person, evaluates: Evaluates) -> None:
    """Offer to run a question set, and to look for runs made elsewhere."""
    st.html("<h2>Start a run</h2>")
    try:
        sets = evaluates.question_sets()
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
                evaluates.place,
                f"Running {chosen.name}",
                person.id,
                lambda progress: evaluates.start(chosen.name, progress),
            )
            background.moved()
            if not begun:
                _tell(_BUSY)
            st.rerun()
    st.html("<h2>Find runs made elsewhere</h2>")
    folder = st.text_input(
        "Folder to look in", str(evaluates.folder), key="find-in", help="On the computer that serves this page"
    )
    if st.button("Look for runs", key="find-runs"):
        _find(store, person, evaluates, Path(folder.strip()))
        st.rerun()


def _find(store: Store, person: Person, evaluates: Evaluates, folder: Path) -> None:
    """Add the runs of a folder to those known, and say how many there are."""
    try:
        found = evaluates.found(folder)
        known = {run.folder for run in evaluation_runs.listed(store, person)}
        for one in found:
            _noted(store, person, evaluates, one)
    except (ExplainedError, OSError) as error:
        _tell((getattr(error, "message", f"{folder} cannot be read"), getattr(error, "hint", "check its permissions")))
        return
    new = sum(one.resolve() not in known for one in found)
    _tell(f"{len(found)} run{'' if len(found) == 1 else 's'} found in {folder}, {new} of them new.")


def _set_words(one: Asked) -> str:
    return f"{one.name}: {one.n} questions"


def _tell(what: str | tuple[str, str]) -> None:
    """Keep what is to be said when the page is drawn again."""
    st.session_state["evaluations-told"] = what


def _say() -> None:
    """Return what was kept to be said, once."""
    told = st.session_state.pop("evaluations-told", None)
    if isinstance(told, tuple):
        show_error(*told)
    elif told:
        st.success(run_views.plain(told))
