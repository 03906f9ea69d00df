"""The trainer's page: the queue, one answer at a time next to its pages, agreement, and what is exported."""

from __future__ import annotations

import streamlit as st

from assistant.errors import NotStored
from assistant.people import Person, Role
from assistant.settings import StoreSettings
from assistant.store.database import Store
from assistant.store.reviews import checks, verdicts
from assistant.ui.resources import open_store_for_pages
from assistant.ui.review import agreement_page, queue_view, review_html, review_state, reviewed_view, verdict_form
from assistant.ui.review.review_state import View
from assistant.ui.review.review_style import CSS
from assistant.ui.shared.frame import show_error

# Ours alone: a number is all that varies, so that it runs again. The heading is announced, and Tab goes on from it.
_FOCUS = """<script>/* step %d */
(() => { const found = document.querySelector('.st-key-trainer .dsl-step');
  if (found) { found.focus({preventScroll: true}); found.scrollIntoView({block: 'start'}); } })();
</script>"""
# Streamlit 1.67 does not heed a button's shortcut while a radio button or a box has the focus, which is when it is wanted here.
_KEYS = """<script>
if (!window.dslTrainerKeys) {
  window.dslTrainerKeys = true;
  document.addEventListener('keydown', (event) => {
    const from = event.target;
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !from.matches('input, textarea, select')) return;
    const within = from.closest('[data-testid="stForm"]') || document;
    const names = ['save', 'hand-in', 'decide'].map((name) => `.st-key-trainer-${name} button`);
    const button = within.querySelector(names.join(', '));
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    from.blur();
    setTimeout(() => button.click(), 50);
  }, true);
}
</script>"""


def show(settings: StoreSettings, person: Person) -> None:
    """Show the page.

    Parameters
    ----------
    settings : StoreSettings
        Where checks are stored.
    person : Person
        Who is at the page.

    Raises
    ------
    NotAllowed
        If the person is no trainer.
    """
    person.must(Role.TRAINER)
    st.html(f"<style>{CSS}</style>")
    store = open_store_for_pages(settings)
    st.title("Answers to check", anchor=False)
    with st.container(key="trainer"):
        if message := review_state.take_message():
            st.html(review_html.done_html(message))
        at = review_state.view()
        if at is View.CHECK:
            _show_check(store, person)
        elif at is View.AGREEMENT:
            agreement_page.show(store, person)
        elif at is View.ADD:
            queue_view.show_add(store, person)
        else:
            queue_view.show(store, person)
        st.html(_KEYS, unsafe_allow_javascript=True)
        if step := review_state.take_moved():
            st.html(_FOCUS % step, unsafe_allow_javascript=True)


def _show_check(store: Store, person: Person) -> None:
    """Show the check that is open: the form, or what became of it once the person's verdict is in."""
    try:
        check = checks.read(store, person, review_state.check_id())
    except NotStored as error:
        show_error(error.message, error.hint)
        queue_view.back()
        return
    own = verdicts.own(store, person, check.id)
    if review_state.is_amending(check.id) or (own is None and check.state is not reviewed_view.CLOSED):
        verdict_form.show(store, person, check)
    else:
        reviewed_view.show(store, person, check, own)
