"""The page on which a question is asked: what the assistant is, the conversation, the box to ask in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.errors import AssistantError, NeedsLibrary
from assistant.export import LIBRARIES
from assistant.messages import WRITTEN_OFF
from assistant.people import Person
from assistant.pipeline import Assistant
from assistant.remote_assistant import RemoteAssistant
from assistant.safety import MAX_QUESTION_CHARS, Redactor, new_redactor
from assistant.types import Answer, Library, Outcome
from assistant.ui.ask import (
    did_not_help,
    export_buttons,
    letter_buttons,
    put_back,
    same_case,
    sections,
    send_for_checking,
    suggestion_buttons,
)
from assistant.ui.ask.casework import put_in_order, think_through
from assistant.ui.ask.count_unanswered import count_unanswered
from assistant.ui.ask.queue import question_box, running_view, visits
from assistant.ui.ask.queue.answering import answering, hears_danger
from assistant.ui.ask.queue.running import RunningQuestion
from assistant.ui.ask.queue.visits import Visit
from assistant.ui.ask.removed_sources import without_taken_out
from assistant.ui.resources import NEEDS_LIBRARY, manifest_now, open_assistant, remote_assistant
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.announce import announce_outcome
from assistant.ui.shared.citation_dialog import show_open_citation
from assistant.ui.shared.frame import show_error
from assistant.ui.shared.session import Exchange, PendingQuestion
from corpus.errors import CorpusError, ExplainedError
from corpus.settings import LibrarySettings

EXAMPLES = (
    "Can a child be a victim of domestic abuse if they only heard it?",
    "A quiet Year 4 boy is lashing out since his dad moved back in. Could this be domestic abuse?",
    "The police notification says only: attended, verbal argument, child present. What do I do today?",
    "Can I tell the nursery about a younger sibling without consent?",
)
_INTRODUCTION = (
    "Quotes official guidance on domestic abuse for Designated Safeguarding Leads in England, and shows each quotation"
    " on its page. It does not decide: whether to refer is for you, and what follows is for children’s social care."
)
_HOW = (
    "Ask below in your own words. Leave out names, dates of birth and addresses: “a Year 4 boy” is enough. Or start with"
    " one of these:"
)
_ELSEWHERE = (
    "Answers come from another server. Talking a case through, putting entries in order, laying editions side by side and asking"
    " a trainer need the library on this computer."
)
_LISTED_CHARS = 90  # of a question in the list of the earlier ones
_FULL = ("three questions wait already", "yours is in the box: ask it when one of them is answered")
_BEGUN = "begun"
_PUT_IN = "put_in"  # the question that was last put into the box by the walk
# The newest turn is brought to the top of the window: an answer is longer than a screen, and is read from its beginning. Who is
# writing the next question is left where they are.
_SCROLL = """<script>(() => {{
  const box = document.querySelector('[data-testid="stChatInput"] textarea');
  if (!(box && box === document.activeElement && box.value))
    document.querySelector('.st-key-{key}')?.scrollIntoView();
}})()</script>"""


def show(settings: LibrarySettings, person: Person, to_compare: Callable[[], None]) -> None:
    """Show the page, and answer what was asked on it.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    person : Person
        Who is at the page.
    to_compare : callable
        Goes to the page on which editions are compared.
    """
    visit = visits.here(person)
    st.title("Safeguarding guidance: domestic abuse", anchor=False)
    st.html(f'<p class="dsl-lead">{_INTRODUCTION}</p>')
    problem = st.container()
    _take_done(visit)
    _put_in(visit)
    exchanges = _up_to_date(settings, visit)
    under_way = _show_conversation(exchanges, visit, to_compare)
    _show_earlier(exchanges)
    asked = _ask_box(visit, first=not (exchanges or len(visit.questions)))
    assistant = _open(settings, problem)
    here = NeedsLibrary(*NEEDS_LIBRARY) if isinstance(assistant, RemoteAssistant) else assistant
    if think_through.act(here, _new_redactor(assistant)) or put_in_order.act(here, _new_redactor(assistant)):
        st.rerun()
    if asked:
        _begin(visit, asked, assistant)
        st.rerun()
    think_through.say_what_changed()
    put_in_order.say_what_changed()
    show_open_citation((*session.exchanges(), *think_through.shown(), *put_in_order.shown()))
    visits.remember(visit)
    with under_way:
        running_view.show(visit)


def _put_in(visit: Visit) -> None:
    """Put what another page made up into the boxes, instead of what it put there before; nothing is sent."""
    question, entries = session.to_put_in()
    if question:
        if visit.draft == st.session_state.get(_PUT_IN):
            visit.draft = ""
        st.session_state[_PUT_IN] = question
        visits.put_in_box(visit, question, focus=True)
    if entries:
        put_in_order.open_with(entries)


def _take_done(visit: Visit) -> None:
    """Add what was answered since to the conversation."""
    for done in visit.questions.take_done():
        number = session.next_number()
        session.add(replace(done, number=number))
        session.mark_new(number)
        if done.answer is not None:
            count_unanswered(done.answer)


def _show_conversation(exchanges: list[Exchange], visit: Visit, to_compare: Callable[[], None]) -> DeltaGenerator:
    """Show the conversation, or examples before it begins; return where the questions under way are shown.

    The newest turn has the window to itself: while its answer comes, nothing that can be seen moves.
    """
    running = len(visit.questions) > 0
    with (
        st.container()
    ):  # one place each, so that what is drawn anew replaces what was there at once, and never stands beside it
        for exchange in exchanges if running else exchanges[:-1]:
            _show_exchange(exchange, to_compare)
    with st.container(key="newest"):
        under_way = st.container() if running else st.empty()
        with st.empty() if running else st.container():
            if exchanges and not running:
                _show_exchange(exchanges[-1], to_compare)
                suggestion_buttons.show(exchanges, visit)
            elif not running and not think_through.is_by_itself() and not put_in_order.shown():
                _show_examples()
            if not running:
                think_through.show_by_itself()
                put_in_order.show()
        _bring_into_view(exchanges)
    return under_way


def _bring_into_view(exchanges: list[Exchange]) -> None:
    """Scroll to what has just come, an answer or a question, and have an answer's outcome read aloud."""
    if new := session.take_new():
        st.html(_SCROLL.format(key=f"exchange-{new}"), unsafe_allow_javascript=True)  # ours alone: a number varies
        announce_outcome(exchanges[-1].answer if exchanges else None)
    if begun := st.session_state.pop(_BEGUN, 0):
        st.html(_SCROLL.format(key=f"running-{begun}"), unsafe_allow_javascript=True)  # ours alone: a number varies


def _show_earlier(exchanges: list[Exchange]) -> None:
    """List the questions of a conversation that has several, each a link to its answer."""
    with st.container():
        if len(exchanges) > 1:
            questions = [(exchange.number, _shortened(exchange.question, _LISTED_CHARS)) for exchange in exchanges]
            st.html(answer_html.questions_html(questions))


def _up_to_date(settings: LibrarySettings, visit: Visit) -> list[Exchange]:
    """Return the conversation, without the words of documents that have been taken out of the library since.

    No server is asked while a question is under way: nothing may keep urgent help from the page.
    """
    if len(visit.questions) and remote_assistant():
        return session.exchanges()
    try:
        in_library = _in_library(settings)
    except (AssistantError, CorpusError):
        return session.exchanges()  # what is wrong with the library is shown where it is opened, or asked
    return session.update_exchanges(lambda exchange: without_taken_out(exchange, in_library))


def _in_library(settings: LibrarySettings) -> Mapping[str, str]:
    """Return the hash of the PDF of each source in the library; nothing where no answer is shown.

    Raises
    ------
    CorpusError, NoRemoteAnswer
        If that cannot be had.
    """
    if not session.exchanges():
        return {}
    if remote := remote_assistant():
        return remote.pdfs()
    return {entry.source.source_id: entry.sha256 for entry in manifest_now(settings).sources}


def _open(settings: LibrarySettings, problem: DeltaGenerator) -> Assistant | RemoteAssistant | ExplainedError:
    """Open the library, or show why it cannot be opened; that it is opened is said last on the page: nothing moves."""
    try:
        with st.spinner("Opening the library"):
            return remote_assistant() or open_assistant(settings)
    except (AssistantError, CorpusError) as error:
        with problem:
            show_error(error.message, error.hint)
        return error


def _ask_box(visit: Visit, *, first: bool) -> PendingQuestion | None:
    """Show the box to ask in, and beneath it the day and the sources asked about; return what was asked."""
    typed = question_box.show(visit, "Ask a question" if first else "Ask another question")
    pending = session.handed_over()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        _choose_day()
        _choose_scope()
        if not remote_assistant():
            think_through.offer_by_itself()
            put_in_order.offer()
        if not first:
            st.button("Clear conversation", key="clear", on_click=session.clear, help="If it is kept, it is deleted.")
    if remote_assistant():
        st.html(f'<p class="dsl-hint">{_ELSEWHERE}</p>')
    return PendingQuestion(text=typed) if typed else pending


def _show_examples() -> None:
    with st.container(key="examples", gap="small"):
        st.html(f'<p class="dsl-hint">{_HOW}</p>')
        for number, example in enumerate(EXAMPLES, start=1):
            st.button(example, key=f"example-{number}", on_click=session.hand_over, args=(example,), width="stretch")


def _choose_day() -> None:
    """Let the day asked about be chosen; the choice stays when the person looks at another page and comes back."""
    st.session_state.setdefault("as_at_box", session.as_at())
    chosen = st.date_input(
        "Guidance as at (day/month/year)",
        key="as_at_box",
        format="DD/MM/YYYY",
        width=260,
        help="Answers come from the editions in force on this day. Leave it at today unless you are looking back.",
    )
    if chosen:
        session.set_as_at(chosen)


def _scope() -> Library:
    """Return which sources may answer: everything until something else is chosen."""
    chosen: Library = st.session_state.get("library", "all")
    return chosen


def _choose_scope() -> None:
    """Let it be chosen which sources may answer; the choice stays while other pages are looked at."""
    options: tuple[Library, ...] = get_args(Library)
    st.session_state.setdefault("library_box", _scope())
    st.session_state["library"] = st.selectbox(
        "Answer from",
        options,
        format_func=LIBRARIES.__getitem__,
        key="library_box",
        width=280,
        help="Official publications are law, guidance, reviews and research. Our digests and your local procedures are not.",
    )


def _new_redactor(assistant: Assistant | RemoteAssistant | ExplainedError) -> Callable[[], Redactor]:
    return new_redactor if isinstance(assistant, ExplainedError) else assistant.new_redactor


def _begin(visit: Visit, asked: PendingQuestion, assistant: Assistant | RemoteAssistant | ExplainedError) -> None:
    """Have a question answered in a thread; the page is free meanwhile. If too many wait, it goes into the box."""
    if visit.questions.full:
        question_box.give_back(visit, asked.text, _FULL)
        return
    redactor = session.redactor(_new_redactor(assistant))
    work = answering(assistant, redactor, _scope())
    question = RunningQuestion(asked, session.as_at(), work, hears_danger)
    visit.questions.add(question, session.history())
    if len(visit.questions) == 1:
        st.session_state[_BEGUN] = question.number


def _shortened(text: str, most: int = MAX_QUESTION_CHARS) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _show_exchange(exchange: Exchange, to_compare: Callable[[], None]) -> None:
    """Show a question and its answer, or the problem that there was, as two messages."""
    with st.container(key=f"exchange-{exchange.number}"):
        with st.chat_message("user"):
            st.html(answer_html.question_html(_shortened(exchange.question), exchange.as_at, exchange.number))
        with st.chat_message("assistant"):
            if exchange.answer is None:
                _show_failed(exchange)
            else:
                _show_answer(exchange, exchange.answer, to_compare)


def _show_answer(exchange: Exchange, answer: Answer, to_compare: Callable[[], None]) -> None:
    """Show an answer, and what can be done with it."""
    st.html(answer_html.outcome_html(answer))
    if exchange.number == session.next_number() - 1:
        same_case.show(exchange, answer, session.exchanges()[:-1])
        put_back.show(exchange, answer)
    if answer.outcome is Outcome.ESCALATED:
        st.html(answer_html.urgent_html(level=4))
    if answer.notices:
        st.html(answer_html.notices_html(answer.notices, session.notices_before(exchange.number)))
    sections.show(exchange, answer)
    st.html(f"{answer_html.fixed_html(WRITTEN_OFF)}{answer_html.provenance_html(answer)}")
    _show_more(exchange, answer)
    if not remote_assistant():
        think_through.show_beneath(exchange, answer)
    if exchange.asked and st.button("Lay the editions side by side", key=f"compare-{exchange.number}"):
        session.hand_to_compare(exchange.asked)
        to_compare()
    letter_buttons.show(exchange, answer)
    export_buttons.show(exchange, answer)
    send_for_checking.show(exchange)
    did_not_help.show(exchange)
    with st.expander("How this answer was found"):
        st.html(sections.trace_html(answer))


def _show_more(exchange: Exchange, answer: Answer) -> None:
    """Offer the longer answer beneath a short one."""
    if exchange.number == session.next_number() - 1 and sections.has_more(answer):
        st.button(
            "Show more of the guidance on this",
            key=f"more-{exchange.number}",
            on_click=session.hand_over,
            args=(answer.standalone_question,),
            kwargs={"alone": True, "more": True},
        )


def _show_failed(exchange: Exchange) -> None:
    """Show why there is no answer; beneath urgent help if the question speaks of danger, which no failure may hide."""
    if exchange.danger:
        st.html(answer_html.urgent_html(level=3))
    show_error(exchange.message, exchange.hint)
