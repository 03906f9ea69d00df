"""What is done with a question in its thread: it is asked, and whatever goes wrong becomes words. No Streamlit here."""

from __future__ import annotations

import logging
from dataclasses import replace

from assistant.editions import asked_about
from assistant.errors import AssistantError
from assistant.messages import NOT_SHOWN
from assistant.pipeline import Assistant
from assistant.remote_assistant import RemoteAssistant
from assistant.safety import Redactor, danger_now, shut
from assistant.types import Library, Message, Question
from assistant.ui.ask.queue.running import RunningQuestion, Work
from assistant.ui.shared import session
from assistant.ui.shared.session import Exchange
from corpus.errors import CorpusError, ExplainedError

STOPPED = ("you stopped this question", "its text is in the box: ask it again when you are ready")
_UNEXPECTED = "the assistant could not answer this question"
_UNEXPECTED_HINT = "ask again; if it fails again, reload the page or tell whoever looks after this assistant"
_log = logging.getLogger(__name__)


def answering(assistant: Assistant | RemoteAssistant | ExplainedError, redactor: Redactor, library: Library) -> Work:
    """Return what answers a question; it touches no page.

    Parameters
    ----------
    assistant : Assistant, RemoteAssistant or ExplainedError
        The library, what is asked instead of it, or why it cannot be opened.
    redactor : Redactor
        Takes the details out of this conversation.
    library : Library
        Which sources may answer.
    """

    def work(running: RunningQuestion, history: tuple[Message, ...]) -> Exchange:
        asked = running.asked
        history = () if asked.alone else history
        begun = Exchange(number=0, question=NOT_SHOWN, as_at=running.as_at)
        try:
            if isinstance(assistant, ExplainedError):
                raise assistant
            question = Question(
                text=asked.text, as_at=running.as_at, history=history, more=asked.more, library=library
            )  # fmt: skip
            return _answered(assistant, running, question, redactor)
        except (AssistantError, CorpusError) as error:
            return unanswered(begun, asked.text, redactor, error.message, error.hint)
        except Exception as error:  # a page without a traceback, and a log without the question
            _log.error("asking failed: %s", type(error).__qualname__)
            return unanswered(begun, asked.text, redactor, _UNEXPECTED, _UNEXPECTED_HINT)

    return work


def _answered(
    assistant: Assistant | RemoteAssistant, running: RunningQuestion, question: Question, redactor: Redactor
) -> Exchange:
    if isinstance(assistant, RemoteAssistant):
        answer, remote = assistant.ask(question, running.on_stage, redactor, running.on_danger)
        return Exchange(number=0, question=answer.question, as_at=running.as_at, answer=answer, pdfs=remote)
    answer = assistant.ask(question, on_stage=running.on_stage, redactor=redactor, on_danger=running.on_danger)
    pdfs = {c.source.source_id: assistant.index.pdf_path(c.source.source_id) for c in answer.citations}
    compared = asked_about(answer, assistant.register, assistant.index.sources)
    return Exchange(
        number=0, question=answer.question, as_at=running.as_at, answer=answer, pdfs=pdfs, asked=compared
    )  # fmt: skip


def unanswered(begun: Exchange, text: str, redactor: Redactor, message: str, hint: str) -> Exchange:
    """Return the exchange of a question that has no answer; the words stored have no details."""
    try:
        plain = redactor.redact(text).text
    except Exception as error:  # stored without its words rather than with a name
        _log.error("taking out details failed: %s", type(error).__qualname__)
        plain = NOT_SHOWN
    return replace(begun, question=plain, message=message, hint=hint, danger=hears_danger(text))


def hears_danger(text: str) -> bool:
    """Whether a text speaks of danger now; a gate that breaks has let nothing through."""
    return not shut("danger_now", danger_now, Question(text=text, as_at=session.today())).passed
