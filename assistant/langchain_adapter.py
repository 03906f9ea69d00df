"""For people who build with LangChain: the library as a retriever, and the whole assistant as a runnable.

The runnable answers as the page does, with every gate and check. The retriever only searches: no gate stands before it. Both take
details out before they search; LangChain's own callbacks and tracing are handed the question as it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import TypeAdapter, ValidationError

from assistant.errors import QuestionError
from assistant.pipeline import Assistant
from assistant.types import Citation, Message, Question
from corpus.types import RetrievedPassage


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
            in_force=source.in_force(self.as_at),
            quote=found.passage.text,
        ).as_dict()
        metadata = {name: citation[name] for name in citation.keys() - {"marker", "quote", "also_on", "pinpoint"}}
        return Document(
            id=found.passage.passage_id,
            page_content=found.passage.text,
            metadata={**metadata, "rank": found.rank, "score": found.score},
        )


def as_runnable(assistant: Assistant, as_at: date) -> Runnable[Any, dict[str, Any]]:
    """Return the assistant as a Runnable: a question in, the answer's JSON object out.

    Parameters
    ----------
    assistant : Assistant
        What answers.
    as_at : date
        The day asked about, unless a question brings its own.

    Returns
    -------
    Runnable
        Takes a question as text, or ``{"question": …, "history": [{"role", "content"}], "as_at": date}``.
    """

    def ask(asked: str | Mapping[str, Any]) -> dict[str, Any]:
        return assistant.ask(_question(asked, as_at)).as_dict()

    return RunnableLambda(ask, name="dsl_guidance_assistant")


def _question(asked: str | Mapping[str, Any], as_at: date) -> Question:
    """Read a question.

    Raises
    ------
    QuestionError
        If it is neither text nor a mapping of that form.
    """
    given = {"question": asked} if isinstance(asked, str) else asked
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
