"""What other programs are answered, whichever way they ask: an answer in steps, passages, sources, pages, texts without details.

All that takes time is done by ``Workers``. Nothing is stored. A conversation is handed in with each question, and nobody
vouches for who said what in it: details are taken out of all of it, whoever is said to have written them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from assistant.api.bodies import PictureQuery
from assistant.api.kill_switch import KillSwitch
from assistant.api.open_library import OpenLibrary
from assistant.api.problems import URGENT, Problem, TooSlow
from assistant.api.workers import Workers
from assistant.errors import CitationError
from assistant.pipeline import Assistant
from assistant.safety import MessageLine, Redactor, RedactorMemory, gates, new_redactor, redacted_messages
from assistant.stages import StoppedError
from assistant.streamed import WHOLE_ANSWER, Stage, UrgentHelp, Whole, WholeAnswer
from assistant.types import Answer, Citation, Message, Question
from corpus.drawing import DrawnPage, draw_page
from corpus.types import Passage, RetrievedPassage

Event: TypeAlias = Stage | UrgentHelp | Whole | Answer
"""What is told of a question while it is answered; the answer comes last."""
_ENGLAND = ZoneInfo("Europe/London")
_READ_TURNS = 10  # the assistant looks back at most six
_READ_OF_AN_ANSWER = 700  # characters; the assistant reads 600 of each, so that a name that is cut here is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesFound:
    """What a search found.

    Parameters
    ----------
    query : str
        As it was searched for: without details.
    danger : bool
        Whether somebody may be in danger now.
    rows : tuple of dict
        The passages, each with its pinpoint.
    """

    query: str
    danger: bool
    rows: tuple[dict[str, Any], ...]
    generation: str


async def last(events: AsyncIterator[Event]) -> Answer:
    """Return the answer, which comes last of what is told of a question."""
    *_, answer = [event async for event in events]
    assert isinstance(answer, Answer), "the answer comes last"
    return answer


def now() -> datetime:
    """Return the time in England."""
    return datetime.now(_ENGLAND)


class Service:
    """Answers other programs.

    Parameters
    ----------
    library : OpenLibrary
        What is asked.
    workers : Workers
        Who does what takes time.
    switch : KillSwitch
        What can stop it.
    on_stage : callable
        Takes down the name of each stage, beside whoever asks.
    """

    def __init__(
        self,
        library: OpenLibrary,
        workers: Workers,
        switch: KillSwitch,
        on_stage: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.library, self.workers, self.switch, self._on_stage = library, workers, switch, on_stage

    def ask(self, question: Question, caller: str, memory: RedactorMemory | None = None) -> AsyncIterator[Event]:
        """Begin to answer a question, and return what comes of it: stages, urgent help at once, and last the answer.

        Parameters
        ----------
        question : Question
            As typed, with its conversation.
        caller : str
            Whose key it was.
        memory : RedactorMemory or None
            Of a page that draws the answer: what is known of its conversation. It is given the answer whole as well.

        Raises
        ------
        QuestionError
            If it is empty or too long.
        Problem
            If answers are switched off, or there is no room for it.
        """
        self._must_be_on()
        gates.check_asked(question)
        run = _Run(asyncio.get_running_loop(), self.library.assistant, question, memory)
        self.workers.begin(caller, run.work)
        return self._noted(run.events(self.workers.timeout_s))

    async def _noted(self, events: AsyncGenerator[Event]) -> AsyncIterator[Event]:
        """Return events as they come, the names of stages taken down.

        Yields
        ------
        Event
            Each of them.
        """
        async with aclosing(events):
            async for event in events:
                if not isinstance(event, Answer) and "stage" in event:
                    self._on_stage(event["stage"])
                yield event

    async def search(self, text: str, as_at: date, k: int, caller: str) -> PassagesFound:
        """Return the passages for a query, after its details were taken out."""
        self._must_be_on()
        asked = Question(text=text, as_at=as_at)
        gates.check_asked(asked)

        def work() -> PassagesFound:
            assistant = self.library.assistant()
            danger = not gates.shut("danger_now", gates.danger_now, asked).passed
            query = assistant.new_redactor().redact(text).text
            found = assistant.search(query, as_at, k).passages
            return PassagesFound(
                query=query,
                danger=danger,
                rows=tuple(_row(assistant, one, as_at) for one in found),
                generation=assistant.index.generation,
            )

        return await self.workers.run(caller, work)

    async def sources(self, as_at: date, caller: str) -> tuple[dict[str, Any], ...]:
        """Return the sources in the library, each with its edition and whether it applies."""

        def work() -> tuple[dict[str, Any], ...]:
            stats = self.library.assistant().index.stats
            return tuple(
                {
                    "source_id": source.source_id,
                    "title": source.title,
                    "edition": source.edition,
                    "publisher": source.publisher,
                    "authority": source.authority.value,
                    "in_force": source.in_force(as_at),
                    "in_force_from": source.in_force_from,
                    "in_force_to": source.in_force_to,
                    "jurisdiction": source.jurisdiction,
                    "licence": source.licence,
                    "url": source.file_url or source.landing_url,
                    "n_pages": stats[source.source_id].n_pages,
                    "pdf": stats[source.source_id].sha256,
                }
                for source in (known.source for known in stats.values())
            )

        return await self.workers.run(caller, work)

    async def picture(self, source_id: str, page: int, caller: str, wanted: PictureQuery) -> DrawnPage:
        """Return a page as a picture, with the lines of a passage or of a quotation from it marked."""
        self._must_be_on()

        def work() -> DrawnPage:
            assistant = self.library.assistant()
            passages = _passages_of(assistant, source_id, page)
            marked = _marked(assistant, passages, wanted)
            boxes = (*(marked.highlight() if marked else ()), *wanted.boxes)
            if wanted.pdf and wanted.pdf != assistant.index.stats[source_id].sha256:
                said = ("this document is not in the library any more as it was", "ask again to see what it says now")
                raise Problem(404, "not_found", *said)
            return draw_page(assistant.index.pdf_path(source_id), page, boxes, wanted.scale)

        return await self.workers.run(caller, work)

    async def page_text(self, source_id: str, page: int, caller: str) -> str:
        """Return the words of a page as they were read, passage by passage."""
        self._must_be_on()

        def work() -> str:
            return "\n\n".join(one.text for one in _passages_of(self.library.assistant(), source_id, page))

        return await self.workers.run(caller, work)

    async def redact(self, messages: Sequence[MessageLine], caller: str) -> tuple[dict[str, Any], ...]:
        """Return messages without details, and where those stood."""

        def work() -> tuple[dict[str, Any], ...]:
            return tuple(
                {
                    "id": message.id,
                    "text": redacted.text,
                    "spans": [
                        {"start": span.start, "end": span.end, "type": span.kind.value} for span in redacted.spans
                    ],
                }
                for message, redacted in redacted_messages(messages, new_redactor)
            )

        return await self.workers.run(caller, work)

    def _must_be_on(self) -> None:
        """Check that answers are not switched off.

        Raises
        ------
        Problem
            If they are.
        """
        if words := self.switch.words():
            raise Problem(503, "switched_off", words, retry_after_s=300)


class _Run:
    """A question that is answered in a thread, and what it tells to the event loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        library: Callable[[], Assistant],
        question: Question,
        memory: RedactorMemory | None,
    ) -> None:
        self._loop, self._library, self._question, self._memory = loop, library, question, memory
        self._told: asyncio.Queue[Event | BaseException] = asyncio.Queue()
        self._stopped = threading.Event()

    def work(self) -> None:
        """Answer the question; every error is told, none is raised here. Urgent help waits for no library."""
        try:
            if not gates.shut("danger_now", gates.danger_now, self._question).passed:
                self._tell(UrgentHelp(urgent=list(URGENT)))
            assistant = self._library()
            asked, redactor = self._asked(assistant)
            answer = assistant.ask(asked, self._on_stage, redactor)
            if self._memory is not None:
                self._tell(_whole(assistant, answer, redactor))
            self._tell(answer)
        except StoppedError:
            return
        except BaseException as error:  # raised again where somebody waits for it
            self._tell(error)

    def _asked(self, assistant: Assistant) -> tuple[Question, Redactor]:
        """Return the question with a conversation without details, and what takes out those of the question itself.

        Where it is known who has which placeholder, what is read in the conversation adds nobody.
        """
        of_history = assistant.new_redactor()
        of_question = of_history if self._memory is None else assistant.new_redactor()
        if self._memory is not None:
            for redactor in (of_history, of_question):
                redactor.remember(self._memory)
        return replace(self._question, history=_without_details(self._question.history, of_history)), of_question

    async def events(self, timeout_s: float) -> AsyncGenerator[Event]:
        """Return what is told, as it comes; whoever waits no longer stops the work at its next stage.

        Yields
        ------
        Event
            Stages, urgent help, and last the answer.

        Raises
        ------
        TooSlow
            If it takes too long.
        """
        until = self._loop.time() + timeout_s
        try:
            while True:
                try:
                    event = await asyncio.wait_for(self._told.get(), until - self._loop.time())
                except TimeoutError:
                    raise TooSlow(timeout_s) from None
                if isinstance(event, BaseException):
                    raise event
                yield event
                if isinstance(event, Answer):
                    return
        finally:
            self._stopped.set()

    def _on_stage(self, name: str) -> None:
        if self._stopped.is_set():
            raise StoppedError
        self._tell(Stage(stage=name))

    def _tell(self, event: Event | BaseException) -> None:
        with suppress(RuntimeError):  # the server has stopped, and nobody listens
            self._loop.call_soon_threadsafe(self._told.put_nowait, event)


def _whole(assistant: Assistant, answer: Answer, redactor: Redactor) -> Whole:
    """Return an answer as a page draws it."""
    cited = {citation.source.source_id for citation in answer.citations}
    whole = WholeAnswer(
        answer=answer,
        pdfs={source_id: assistant.index.stats[source_id].sha256 for source_id in sorted(cited)},
        memory=redactor.memory,
    )
    return Whole(whole=WHOLE_ANSWER.dump_python(whole, mode="json"))


def _without_details(history: Sequence[Message], redactor: Redactor) -> tuple[Message, ...]:
    """Return the end of a conversation without details, of turns that are said to be ours too: any program can say so.

    Of an answer no more is read than the assistant reads, since taking details out of a long one takes seconds.
    """
    cut = {"user": gates.MAX_QUESTION_CHARS, "assistant": _READ_OF_AN_ANSWER}
    last = history[-_READ_TURNS:]
    return tuple(replace(turn, content=redactor.redact(turn.content[: cut[turn.role]]).text) for turn in last)


def _row(assistant: Assistant, found: RetrievedPassage, as_at: date) -> dict[str, Any]:
    """Return a passage that was found as a citation of all of it, with its rank."""
    citation = _citation(assistant, found.passage, found.passage.text, as_at).as_dict()
    left = {name: value for name, value in citation.items() if name not in {"marker", "quote", "also_on"}}
    return {"rank": found.rank, "score": round(found.score, 6), "text": found.passage.text, **left}


def _passages_of(assistant: Assistant, source_id: str, page: int) -> list[Passage]:
    """Return the passages of a page.

    Raises
    ------
    Problem
        If there is no such page in the library.
    """
    known = assistant.index.stats.get(source_id)
    if known is None or not 1 <= page <= known.n_pages:
        raise Problem(404, "not_found", "there is no such page in the library", "/v1/sources lists what there is")
    return [one for one in assistant.index.of_source(source_id) if one.page == page]


def _marked(assistant: Assistant, passages: Sequence[Passage], wanted: PictureQuery) -> Citation | None:
    """Return what is to be marked on a page; nothing if that was not asked.

    Raises
    ------
    Problem
        If it does not stand on that page.
    """
    if not wanted.passage_id:
        return None
    passage = next((one for one in passages if one.passage_id == wanted.passage_id), None)
    if passage is None:
        raise Problem(
            404, "not_found", "there is no such passage on that page", "take the passage_id of a citation of it"
        )
    try:
        return _citation(assistant, passage, wanted.quote or passage.text, now().date())
    except CitationError:
        raise Problem(
            422, "not_on_page", "the quotation does not stand in that passage", "take it from its citation"
        ) from None


def _citation(assistant: Assistant, passage: Passage, quote: str, as_at: date) -> Citation:
    source = assistant.index.sources[passage.source_id]
    return Citation(marker=1, passage=passage, source=source, in_force=source.in_force(as_at), quote=quote)
