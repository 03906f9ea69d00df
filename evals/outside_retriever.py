"""Another system’s retriever, asked as the assistant is, so that its record is scored and reported in the same way.

It is any LangChain retriever, or an object with its ``invoke``; LangChain itself is not imported here. A retriever writes
nothing. What it finds first counts as quoted, and whatever it finds counts as an answer: it has no gates, and abstains only where
it finds nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Protocol, cast

from assistant.types import Answer, Citation, Outcome, Question, Section, Statement, StatementKind
from corpus.register import Register, load_register
from corpus.types import Authority, Passage, RetrievedPassage, Source
from evals.errors import RecordError

N_QUOTED = 3
"""As many as an answer of the assistant quotes."""
_NEEDED = "a document’s metadata need ‘source_id’ or ‘source’, and ‘page’ as a number"


class FoundDocument(Protocol):
    """A document as LangChain has it."""

    page_content: str
    metadata: dict[str, Any]


class OutsideRetriever(Protocol):
    """What is asked of a retriever: LangChain’s own ``BaseRetriever`` has it."""

    def invoke(self, query: str, /) -> Sequence[FoundDocument]:
        """Return documents, best first."""
        ...


class RetrieverAsked:
    """A retriever in the assistant’s place.

    Parameters
    ----------
    retriever : OutsideRetriever
        What is asked. It gets the question’s text alone: it knows no conversation and no day.
    first_page : int or None
        The number that it gives a PDF’s first page. ``None``: 1 where a document names its ``source_id``, as ours do, and 0 where
        it names a file, as LangChain’s PDF loaders do.
    register : Register or None
        Says what a source is; ours if none is given. One that it does not know is a source all the same.
    """

    def __init__(
        self, retriever: OutsideRetriever, first_page: int | None = None, register: Register | None = None
    ) -> None:
        self._retriever = retriever
        self._first_page = first_page
        self._register = register or load_register()

    def ask(self, question: Question) -> Answer:
        """Return what was found as an answer that quotes the first of it.

        Raises
        ------
        RecordError
            If a document does not say where it stands.
        """
        passages = [passage for one in self._retriever.invoke(question.text) if (passage := self._passage(one))]
        found = tuple(
            RetrievedPassage(passage=passage, rank=rank, score=1 / rank) for rank, passage in enumerate(passages, 1)
        )
        cited = tuple(self._citation(one, question) for one in found[:N_QUOTED])
        return Answer(
            outcome=Outcome.ANSWERED if cited else Outcome.ABSTAINED,
            question=question.text,
            standalone_question=question.text,
            as_at=question.as_at,
            sections=(_quoted(cited) if cited else _NOTHING,),
            citations=cited,
            retrieved=found,
        )

    def _passage(self, found: FoundDocument) -> Passage | None:
        """Return a document as a passage; nothing of one that has no words."""
        text = found.page_content.strip()
        if not text:
            return None
        source_id, page = _place(found.metadata, self._first_page)
        label = str(found.metadata.get("paragraph") or "")
        return Passage(source_id=source_id, page=page, start=0, end=len(text), text=text, paragraph=label)

    def _citation(self, found: RetrievedPassage, question: Question) -> Citation:
        source = self._source(found.passage.source_id)
        in_force = source.in_force(question.as_at)
        return Citation(
            marker=found.rank, passage=found.passage, source=source, in_force=in_force, quote=found.passage.text
        )

    def _source(self, source_id: str) -> Source:
        try:
            return self._register[source_id]
        except KeyError:
            return Source(
                source_id=source_id, title=source_id, publisher="not known", edition="", authority=Authority.LOCAL
            )


def load_retriever(name: str) -> OutsideRetriever:
    """Import a retriever by its name, ``module:object``; what is no retriever is called without arguments to make one.

    Parameters
    ----------
    name : str
        Such as ``my_system.search:retriever``; the folder in which the command runs is searched too.

    Raises
    ------
    RecordError
        If there is no such object, or it is no retriever.
    """
    module, _, path = name.partition(":")
    if not module or not path:
        raise RecordError(f"{name!r} names no retriever", "write module:object, such as my_search:retriever")
    try:
        found: Any = importlib.import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
        if not hasattr(found, "invoke") and callable(found):
            found = found()
    except Exception as error:  # it is somebody else’s code, and may break in any way
        raise RecordError(f"{name} cannot be had: {type(error).__name__}: {error}", "write module:object") from error
    if isinstance(found, type) or not callable(getattr(found, "invoke", None)):
        raise RecordError(f"{name} is no retriever", "it needs LangChain’s invoke(question), which gives documents")
    return cast("OutsideRetriever", found)


def _place(metadata: Mapping[str, Any], first_page: int | None) -> tuple[str, int]:
    """Return the source and the PDF page, from 1, that a document stands on.

    Raises
    ------
    RecordError
        If it does not say.
    """
    named = str(metadata.get("source_id") or "")
    source_id = named or PurePath(str(metadata.get("source") or "")).stem
    try:
        page = int(metadata["page"])
    except (KeyError, TypeError, ValueError):
        raise RecordError("a document found does not say its page", _NEEDED) from None
    if not source_id:
        raise RecordError("a document found does not say its source", _NEEDED)
    page += 1 - ((1 if named else 0) if first_page is None else first_page)
    if page < 1:
        raise RecordError(
            "a document found stands before the first page", "say with --first-page how pages are counted"
        )
    return source_id, page


def _quoted(cited: Sequence[Citation]) -> Section:
    statements = tuple(
        Statement(text=one.quote, kind=StatementKind.QUOTE, citations=(one.marker,), verified=True) for one in cited
    )
    return Section(heading="What was found first", statements=statements)


_NOTHING = Section(
    heading="Nothing was found",
    statements=(Statement(text="The retriever found nothing.", kind=StatementKind.FIXED),),
)
