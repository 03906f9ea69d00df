"""For people who build with LangChain: the library as a retriever, the whole assistant as a runnable and as a tool.

The runnable and the tool answer as the page does, with every gate and check. The retriever only searches: no gate stands
before it. All take details out before they search; LangChain's own callbacks and tracing are handed the question as it was given.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import date
from queue import SimpleQueue
from typing import Any, NotRequired, TypeAlias

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict  # typing's own cannot be made a schema before Python 3.12

from assistant import messages
from assistant.errors import QuestionError
from assistant.pipeline import Assistant
from assistant.streamed import Stage, StreamedStatement, UrgentHelp, statements_of
from assistant.types import Answer, Citation, Message, Question, applies
from corpus.types import RetrievedPassage

_TOOL = "dsl_guidance"
_TOOL_DESCRIPTION = (
    "Quotes official guidance on domestic abuse for Designated Safeguarding Leads in English schools, each quotation with its"
    " page. Ask one question that stands alone, without names or other details of a child. Pass on urgent help first, and the"
    " quotations and their references word for word. It does not decide."
)


class Turn(TypedDict):
    """An earlier turn; ``role`` is ``user`` or ``assistant``, or LangChain's ``human`` or ``ai``."""

    role: str
    content: str


class AskedQuestion(TypedDict):
    """A question with its conversation, and its own day."""

    question: str
    history: NotRequired[Sequence[Turn]]
    as_at: NotRequired[date | str]


Asked: TypeAlias = str | AskedQuestion
"""What the runnable takes: text alone will do."""


AnswerObject: TypeAlias = dict[str, Any]
"""An answer's JSON object: ``Answer.as_dict``."""
Chunk: TypeAlias = Stage | UrgentHelp | StreamedStatement | AnswerObject
"""What is streamed; the last is the whole answer, so that a chain behind it gets what ``invoke`` gives."""


class GuidanceRetriever(BaseRetriever):
    """Passages of guidance as LangChain's Documents.

    Parameters
    ----------
    assistant : Assistant
        What is searched.
    as_at : date
        The day whose editions answer.
    k : int
        How many passages to give at most.
    """

    assistant: Assistant
    as_at: date
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002  # LangChain's signature
        plain = self.assistant.new_redactor().redact(query).text
        evidence = self.assistant.search(plain, self.as_at, self.k)
        return [self._document(found) for found in evidence.passages]

    def _document(self, found: RetrievedPassage) -> Document:
        """Return a passage as a Document; its metadata are a citation's, with rank and score."""
        source = self.assistant.register[found.passage.source_id]
        citation = Citation(
            marker=found.rank,
            passage=found.passage,
            source=source,
            in_force=applies(source, found.passage, self.as_at),
            quote=found.passage.text,
        ).as_dict()
        metadata = {name: citation[name] for name in citation.keys() - {"marker", "quote", "also_on", "pinpoint"}}
        return Document(
            id=found.passage.passage_id,
            page_content=found.passage.text,
            metadata={**metadata, "rank": found.rank, "score": found.score},
        )


class GuidanceRunnable(Runnable[Asked, Chunk]):
    """The assistant as a Runnable; ``as_runnable`` makes one.

    ``invoke`` gives the answer's JSON object. ``stream`` and ``astream`` give each stage as it begins, urgent help at once, then
    the statements, and last that object. No statement is streamed before it was checked.
    """

    def __init__(self, assistant: Assistant, as_at: date) -> None:
        self.name = "dsl_guidance_assistant"
        self._assistant = assistant
        self._as_at = as_at

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **_: Any) -> AnswerObject:  # noqa: A002  # LangChain's name
        """Answer a question.

        Raises
        ------
        QuestionError
            If it cannot be read, is empty, or too long.
        """
        answer: AnswerObject = self._call_with_config(self._answer, input, config)  # type: ignore[assignment]  # one of the chunks
        return answer

    def stream(self, input: Asked, config: RunnableConfig | None = None, **_: Any) -> Iterator[Chunk]:  # noqa: A002
        """Answer a question, a step at a time.

        Yields
        ------
        Chunk
            Stages, urgent help, statements, and last the whole answer.
        """
        yield from self._transform_stream_with_config(iter((input,)), self._steps, config)

    async def astream(self, input: Asked, config: RunnableConfig | None = None, **_: Any) -> AsyncIterator[Chunk]:  # noqa: A002
        """Answer a question, a step at a time, without holding up the event loop.

        Yields
        ------
        Chunk
            As ``stream`` does.
        """

        async def asked() -> AsyncIterator[Asked]:
            yield input

        async for chunk in self._atransform_stream_with_config(asked(), self._async_steps, config):
            yield chunk

    def _answer(self, asked: Asked) -> AnswerObject:
        return self._assistant.ask(_question(asked, self._as_at)).as_dict()

    def _steps(self, inputs: Iterator[Asked]) -> Iterator[Chunk]:
        """Answer in a thread, and hand over what it says as it says it.

        Yields
        ------
        Chunk
            Stages, urgent help, statements, and last the whole answer.
        """
        question = _question(_last(inputs), self._as_at)
        said: SimpleQueue[Chunk | Answer | BaseException] = SimpleQueue()

        def ask() -> None:
            try:
                said.put(
                    self._assistant.ask(
                        question,
                        on_stage=lambda stage: said.put(Stage(stage=stage)),
                        on_danger=lambda: said.put(UrgentHelp(urgent=list(messages.URGENT_HELP))),
                    )
                )
            except BaseException as error:  # raised again where somebody waits for it
                said.put(error)

        threading.Thread(target=ask, daemon=True).start()
        while not isinstance(one := said.get(), Answer | BaseException):
            yield one
        if isinstance(one, BaseException):
            raise one
        yield from statements_of(one)
        yield one.as_dict()

    async def _async_steps(self, inputs: AsyncIterator[Asked]) -> AsyncIterator[Chunk]:
        steps = self._steps(iter([one async for one in inputs]))
        while (chunk := await run_in_executor(None, next, steps, None)) is not None:
            yield chunk


def as_runnable(assistant: Assistant, as_at: date) -> GuidanceRunnable:
    """Return the assistant as a Runnable: a question in, the answer's JSON object out, or streamed.

    Parameters
    ----------
    assistant : Assistant
        What answers.
    as_at : date
        The day asked about, unless a question brings its own.

    Returns
    -------
    GuidanceRunnable
        Takes a question as text, or ``{"question": …, "history": [{"role", "content"}], "as_at": date}``.
    """
    return GuidanceRunnable(assistant, as_at)


class ToolQuestion(BaseModel):
    """What a model hands to the tool."""

    question: str = Field(description="One question that stands alone, without names or other details of a child")


def as_tool(assistant: Assistant, today: Callable[[], date]) -> BaseTool:
    """Return the assistant as a tool for a model that calls tools.

    The model gets the answer's text with the reference of each citation; the artifact of the message is the answer's JSON object.

    Parameters
    ----------
    assistant : Assistant
        What answers.
    today : callable
        Gives the day asked about, such as ``date.today``: a tool may serve for longer than a day.
    """

    def ask(question: str) -> tuple[str, AnswerObject]:
        answer = assistant.ask(Question(text=question, as_at=today()))
        return _for_a_model(answer), answer.as_dict()

    return StructuredTool.from_function(
        ask,
        name=_TOOL,
        description=_TOOL_DESCRIPTION,
        args_schema=ToolQuestion,
        response_format="content_and_artifact",
    )


def _for_a_model(answer: Answer) -> str:
    """Return an answer's text, the references of what it cites and its notices: what it was asked is not repeated."""
    references = "\n".join(f"[{one.marker}] {one.reference}" for one in answer.citations)
    notices = "\n".join(one.text for one in answer.notices)
    return "\n\n".join(filter(None, (answer.text, references, notices)))


def _last(inputs: Iterator[Asked]) -> Asked:
    """Return the last of what a step before streamed: it is the whole of it."""
    *_, asked = inputs
    return asked


def _question(asked: Asked, as_at: date) -> Question:
    """Read a question.

    Raises
    ------
    QuestionError
        If it is neither text nor a mapping of that form.
    """
    given: Mapping[str, Any] = {"question": asked} if isinstance(asked, str) else asked
    try:
        return Question(
            text=TypeAdapter(str).validate_python(given.get("question")),
            as_at=TypeAdapter(date).validate_python(given.get("as_at", as_at)),
            history=tuple(TypeAdapter(list[Message]).validate_python([*map(_turn, given.get("history", []))])),
        )
    except (ValidationError, AttributeError, TypeError, KeyError):
        # `from None`: pydantic's own message quotes the question
        raise QuestionError(
            "the question is not in a form that can be read",
            'give text, or {"question": …, "history": [{"role": "user", "content": …}], "as_at": …}',
        ) from None


def _turn(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read a turn with LangChain's names for who speaks."""
    return {**given, "role": {"human": "user", "ai": "assistant"}.get(given["role"], given["role"])}
