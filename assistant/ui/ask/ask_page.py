"""The page on which a question is asked: what the assistant is, the conversation, the box to ask in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import get_args

import streamlit as st

from assistant.editions import asked_about
from assistant.errors import AssistantError
from assistant.export import LIBRARIES, was_reworded
from assistant.messages import NOT_SHOWN, WRITTEN_OFF
from assistant.pipeline import Assistant
from assistant.safety import Redactor, danger_now, shut
from assistant.types import Answer, Library, Outcome, Question
from assistant.ui.ask import did_not_help, export_buttons, sections, send_for_checking, suggestion_buttons
from assistant.ui.ask.count_unanswered import count_unanswered
from assistant.ui.ask.removed_sources import without_taken_out
from assistant.ui.resources import manifest_now, open_assistant
from assistant.ui.shared import answer_html, session
from assistant.ui.shared.announce import announce_outcome, stage_announcer, urgent_at_once
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
_SHOWN_CHARS = 4000  # the longest question that can be asked; a longer one is shown in part
# The newest answer is brought to the top of the window: it is longer than a screen, and is read from its beginning.
_SCROLL = "<script>document.querySelector('.st-key-exchange-{number}')?.scrollIntoView();</script>"
_UNEXPECTED = "the assistant could not answer this question"
_UNEXPECTED_HINT = "ask again; if it fails again, reload the page or tell whoever looks after this assistant"
_log = logging.getLogger(__name__)


def show(settings: LibrarySettings, to_compare: Callable[[], None]) -> None:
    """Show the page, and answer what was asked on it.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is.
    to_compare : callable
        Goes to the page on which editions are compared.
    """
    st.title("Safeguarding guidance: domestic abuse", anchor=False)
    st.html(f'<p class="dsl-lead">{_INTRODUCTION}</p>')
    problem = st.container()
    exchanges = _up_to_date(settings)
    for exchange in exchanges:
        _show_exchange(exchange, to_compare)
    if new := session.take_new():
        st.html(_SCROLL.format(number=new), unsafe_allow_javascript=True)  # ours alone: a number is all that varies
        announce_outcome(exchanges[-1].answer if exchanges else None)
    suggestion_buttons.show(exchanges)
    working = st.container()
    asked = _ask_box(first=not exchanges)
    with problem:
        assistant = _open(settings)
    if asked:
        with working:
            _answer(assistant, asked)
    show_open_citation(session.exchanges())


def _up_to_date(settings: LibrarySettings) -> list[Exchange]:
    """Return the conversation, without the words of documents that have been taken out of the library since."""
    try:
        manifest = manifest_now(settings)
    except CorpusError:
        return session.exchanges()  # what is wrong with the library is shown where it is opened
    return session.update_exchanges(lambda exchange: without_taken_out(exchange, manifest))


def _open(settings: LibrarySettings) -> Assistant | ExplainedError:
    """Open the library, or show why it cannot be opened."""
    try:
        with st.spinner("Opening the library"):
            return open_assistant(settings)
    except (AssistantError, CorpusError) as error:
        show_error(error.message, error.hint)
        return error


def _ask_box(*, first: bool) -> PendingQuestion | None:
    """Show the box to ask in, the day asked about, and examples if nothing has been asked; return what was asked."""
    label = "Ask a question" if first else "Ask another question"
    st.html(
        f'<h2 class="dsl-ask">{label}</h2><p class="dsl-hint">Use your own words. Leave out names, dates of birth and'
        " addresses: “a Year 4 boy” is enough.</p>"
    )
    typed = st.chat_input("Type your question", key="question")
    pending = session.handed_over()
    examples = st.empty()  # reserves their room, so that they are gone as soon as a question is asked
    if first and not (typed or pending):
        with examples.container(key="examples", gap="small"):
            _show_examples()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        _choose_day()
        _choose_scope()
        if not first:
            st.button("Clear conversation", key="clear", on_click=session.clear, help="If it is kept, it is deleted.")
    return PendingQuestion(text=typed) if typed else pending


def _show_examples() -> None:
    st.html('<p class="dsl-label">Or start with one of these</p>')
    for number, example in enumerate(EXAMPLES, start=1):
        st.button(example, key=f"example-{number}", on_click=session.hand_over, args=(example,), width="stretch")


def _choose_day() -> None:
    """Let the day asked about be chosen; the choice stays when the person looks at another page and comes back."""
    chosen = st.date_input(
        "Guidance as at (day/month/year)",
        value=session.as_at(),
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
    st.session_state["library"] = st.selectbox(
        "Answer from",
        options,
        index=options.index(_scope()),
        format_func=LIBRARIES.__getitem__,
        key="library_box",
        width=280,
        help="Official publications are law, guidance, reviews and research. Our digests and your local procedures are not.",
    )


def _answer(assistant: Assistant | ExplainedError, handed: PendingQuestion) -> None:
    """Answer a question, naming each stage while it runs, and add it to the conversation."""
    asked = Exchange(number=session.next_number(), question=NOT_SHOWN, as_at=session.as_at())
    st.html(answer_html.question_html(_shortened(handed.text), asked.as_at))
    try:
        if isinstance(assistant, ExplainedError):
            raise assistant
        answer = _ask(assistant, handed, asked.as_at)
        count_unanswered(answer)
        pdfs = {c.source.source_id: assistant.index.pdf_path(c.source.source_id) for c in answer.citations}
        compared = asked_about(answer, assistant.register, assistant.index.sources)
        done = replace(asked, question=answer.question, answer=answer, pdfs=pdfs, asked=compared)
    except (AssistantError, CorpusError) as error:
        done = _unanswered(asked, handed.text, error.message, error.hint)
    except Exception as error:  # a page without a traceback, and a log without the question
        _log.error("asking failed: %s", type(error).__qualname__)
        done = _unanswered(asked, handed.text, _UNEXPECTED, _UNEXPECTED_HINT)
    session.add(done)
    session.mark_new(done.number)
    st.rerun()


def _ask(assistant: Assistant, handed: PendingQuestion, as_at: date) -> Answer:
    """Ask, and show the name of each stage as it begins, and urgent help at once; nothing else is shown before it was checked."""
    history = () if handed.alone else session.history()
    question = Question(text=handed.text, as_at=as_at, history=history, more=handed.more, library=_scope())
    urgent = st.empty()
    with st.status("Reading the question") as status:
        return assistant.ask(
            question,
            on_stage=stage_announcer(status),
            redactor=session.redactor(assistant.new_redactor),
            on_danger=lambda: urgent_at_once(urgent),
        )


def _unanswered(asked: Exchange, text: str, message: str, hint: str) -> Exchange:
    """Return the exchange of a question that has no answer; the words stored have no details."""
    danger = not shut("danger_now", danger_now, Question(text=text, as_at=asked.as_at)).passed
    try:
        plain = (session.known_redactor() or Redactor()).redact(text).text
    except Exception as error:  # stored without its words rather than with a name
        _log.error("taking out details failed: %s", type(error).__qualname__)
        plain = NOT_SHOWN
    return replace(asked, question=plain, message=message, hint=hint, danger=danger)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"


def _show_exchange(exchange: Exchange, to_compare: Callable[[], None]) -> None:
    """Show a question and its answer, or the problem that there was."""
    with st.container(key=f"exchange-{exchange.number}"):
        st.html(answer_html.question_html(_shortened(exchange.question), exchange.as_at))
        answer = exchange.answer
        if answer is None:
            _show_failed(exchange)
            return
        st.html(answer_html.outcome_html(answer))
        _show_correction(exchange, answer)
        if answer.outcome is Outcome.ESCALATED:
            st.html(answer_html.urgent_html(level=4))
        if answer.notices:
            st.html(answer_html.notices_html(answer.notices, session.notices_before(exchange.number)))
        sections.show(exchange, answer)
        st.html(f"{answer_html.fixed_html(WRITTEN_OFF)}{answer_html.provenance_html(answer)}")
        _show_more(exchange, answer)
        if exchange.asked and st.button("Lay the editions side by side", key=f"compare-{exchange.number}"):
            session.hand_to_compare(exchange.asked)
            to_compare()
        export_buttons.show(exchange, answer)
        send_for_checking.show(exchange)
        did_not_help.show(exchange)
        with st.expander("How this answer was found"):
            st.html(sections.trace_html(answer))


def _show_correction(exchange: Exchange, answer: Answer) -> None:
    """Let the question be put right, where it was understood otherwise than it was asked."""
    if not was_reworded(answer):
        return
    with st.expander("Not what you meant? Edit the question"):
        key = f"edit-{exchange.number}"
        st.text_area("The question, to stand alone", value=answer.standalone_question, key=key)
        st.button("Ask this instead", key=f"ask-{key}", on_click=session.hand_over_edited, args=(key,))


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
