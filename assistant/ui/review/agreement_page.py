"""How far reviewers agree, and what is exported."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from assistant.people import Person
from assistant.store.database import Store
from assistant.store.reviews import Aspect, verdicts
from assistant.ui.review import queue_view, review_html
from assistant.ui.shared import session
from assistant.ui.shared.answer_html import escape_markdown, sentence
from corpus.errors import ExplainedError
from evals.judgements import export_judged_questions, export_verdicts
from evals.metrics import Labels, all_agreement, pairwise

_KAPPA = (
    "Kappa, for two reviewers, and alpha, for all, are agreement beyond chance: 1 is perfect, 0 is what chance alone would give."
    " Alpha also counts what only some of them judged. Both are worked out from first verdicts,"
    " which were given without seeing another’s, over the answers whose verdicts you may see. The interval is wide until"
    " many answers were judged by both."
)
_TWO = 2
_PRIVATE = (
    "Details of people were taken out before anything was kept, and one can be missed. Read every question before you"
    " share a file."
)


def show(store: Store, person: Person) -> None:
    """Show agreement, and offer the files.

    Parameters
    ----------
    store : Store
        Where verdicts are stored.
    person : Person
        A trainer.
    """
    queue_view.back()
    st.html(review_html.heading_html("Agreement between reviewers"))
    _agreement(store, person)
    st.html(review_html.heading_html("Exports").replace("dsl-step", "dsl-later"))
    st.html(f'<p class="dsl-hint">{_PRIVATE}</p>')
    with st.container(key="exports"):
        _verdicts(store, person)
        _judged_questions(store, person)


def _agreement(store: Store, person: Person) -> None:
    """Show for each question that is asked how far every two reviewers agree, and all of them where there are more."""
    names = review_html.names_of(verdicts.visible(store, person))
    shown = False
    for aspect, labels in _by_aspect(verdicts.first_labels(store, person)).items():
        if pairs := pairwise(labels):
            shown = True
            st.html(f"<h3>{review_html.ASKED[aspect]}</h3>{review_html.agreement_html(names, pairs)}")
            if len(labels) > _TWO:
                st.html(review_html.all_agreement_html(all_agreement(labels)))
    if shown:
        st.html(f'<p class="dsl-hint">{_KAPPA}</p>')
    else:
        st.write("No two reviewers have judged the same answer yet, as far as you may see.")


def _by_aspect(first: Mapping[str, Labels]) -> dict[Aspect, dict[str, Labels]]:
    """Return each reviewer's labels by the question that they answer: chance is another thing for each."""
    return {
        aspect: {who: own for who, labels in first.items() if (own := _of_aspect(labels, aspect))} for aspect in Aspect
    }


def _of_aspect(labels: Labels, aspect: Aspect) -> Labels:
    return {key: label for key, label in labels.items() if label in aspect.labels}


def _verdicts(store: Store, person: Person) -> None:
    """Offer the verdicts as a table and as JSON Lines."""
    st.html("<h3>Verdicts</h3>")
    try:
        files = export_verdicts(store, person)
    except ExplainedError as error:
        st.write(escape_markdown(sentence(error.message)))
        return
    st.write(f"{files.n_rows:,} row{'' if files.n_rows == 1 else 's'}: one for each statement and reviewer.")
    with st.container(horizontal=True):
        st.download_button(
            "Verdicts as CSV", files.csv, "verdicts.csv", "text/csv", key="export-csv", on_click="ignore"
        )
        st.download_button(
            "Verdicts as JSON Lines",
            files.jsonl,
            "verdicts.jsonl",
            "application/jsonl",
            key="export-jsonl",
            on_click="ignore",
        )


def _judged_questions(store: Store, person: Person) -> None:
    """Offer what is settled as judged questions."""
    st.html("<h3>Judged questions</h3>")
    try:
        judged = export_judged_questions(store, person, queue_view.register(), session.today())
    except ExplainedError as error:
        st.write(escape_markdown(sentence(error.message)))
        return
    overtaken = f" {judged.n_overtaken} overtaken by a newer edition, and marked so." if judged.n_overtaken else ""
    st.write(
        f"{judged.n_questions:,} agreed or decided, with {judged.n_judgements:,} judgements, in the form of the evaluation’s own"
        f" questions.{overtaken}"
    )
    st.download_button(
        "Judged questions, zipped", judged.zip, "reviewed.zip", "application/zip", key="export-gold", on_click="ignore"
    )
