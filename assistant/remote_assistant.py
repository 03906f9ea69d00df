"""An assistant at another address: it is asked over HTTP, and its answers are the same as those of one in this process.

Urgent help does not wait for it: the gate that hears danger is asked here first. Nothing is stored or logged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx

from assistant.errors import NoRemoteAnswer
from assistant.safety import MAX_QUESTION_CHARS, Redactor, gates, load_detail_tagger
from assistant.settings import RemoteSettings
from assistant.stages import OnStage
from assistant.streamed import DRAWN, WHOLE_ANSWER, WholeAnswer, drawn_page
from assistant.types import Answer, Message, Question
from corpus.drawing import DrawnPage
from corpus.pii import presidio_hints
from corpus.types import Box

_CONNECT_S = 5.0
_LOOK_S, _QUIET_S = 2.0, 30.0  # what is in the library is asked as a page is drawn: briefly, and not again at once
_PICTURE_S = 45.0  # a page waits for its turn to be drawn
_TURNS = 10  # the server reads no more
_TELL = "tell whoever looks after this assistant if it stays so"
_AGAIN = f"ask again in a moment; {_TELL}"
_AWAY = ("the server that answers cannot be reached", _AGAIN)
_NO_KEY = (
    "the server that answers does not accept this page’s key",
    "tell whoever looks after this assistant: DSL_ASSISTANT_KEY must hold a key of that server",
)
_UNREADABLE = (
    "what the server said cannot be read",
    "tell whoever looks after this assistant: the page and the server must be of the same version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemotePdf:
    """A PDF that stays where the library is: its pages come as pictures.

    Parameters
    ----------
    sha256 : str
        Of its bytes: no other file is shown in its place.
    """

    server: RemoteAssistant
    source_id: str
    sha256: str

    def draw(self, page: int, boxes: Sequence[Box] = (), scale: float = 1.5) -> DrawnPage:
        """Return a page as a picture, with boxes highlighted and outlined.

        Raises
        ------
        NoRemoteAnswer
            If it cannot be had, as when the document was taken out or replaced.
        """
        marked = [",".join(f"{side:.3f}" for side in (box.x0, box.y0, box.x1, box.y1)) for box in boxes]
        response = self.server.get(
            f"/v1/sources/{self.source_id}/pages/{page}.png",
            {"scale": scale, "pdf": self.sha256, "box": marked},
            _PICTURE_S,
        )
        try:
            return drawn_page(response.content, response.headers.get(DRAWN, ""))
        except ValueError:
            raise NoRemoteAnswer(*_UNREADABLE) from None


class RemoteAssistant:
    """Has questions answered by ``python -m assistant serve``; threads may share it.

    Parameters
    ----------
    settings : RemoteSettings
        Where it is, and the key.
    """

    def __init__(self, settings: RemoteSettings) -> None:
        key = settings.key.get_secret_value()
        self._known: tuple[str, Mapping[str, str]] | None = None  # of a generation, the PDFs
        self._quiet_until = 0.0
        self._client = httpx.Client(
            base_url=settings.url.rstrip("/"),
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(settings.timeout_s, connect=_CONNECT_S),
            limits=httpx.Limits(max_connections=None),
            trust_env=False,  # neither a proxy nor a key that something else has set
        )

    def close(self) -> None:
        """Let its connections go."""
        self._client.close()

    @staticmethod
    def new_redactor() -> Redactor:
        """Return a redactor whose models are loaded when it first has to read a text here: the server reads the others."""
        return Redactor(
            lambda text: presidio_hints().find(text), lambda text, found: load_detail_tagger().tag(text, found)
        )

    def ask(
        self,
        question: Question,
        on_stage: OnStage,
        redactor: Redactor,
        on_danger: Callable[[], None] = lambda: None,
    ) -> tuple[Answer, Mapping[str, RemotePdf]]:
        """Answer a question; return the answer, and the PDF of each source that it cites.

        Parameters
        ----------
        question : Question
            With its conversation and the day it is asked about.
        on_stage : callable
            Is given the name of each stage as it begins. What it raises ends the question, at the server too.
        redactor : Redactor
            That of the conversation. It learns what was taken out.
        on_danger : callable
            Is called once if someone may be in danger, before the server is asked.

        Raises
        ------
        QuestionError
            If the question is empty or too long.
        NoRemoteAnswer
            If there is no answer.
        """
        gates.check_asked(question)
        if not gates.shut("danger_now", gates.danger_now, question).passed:
            on_danger()
        whole = self._asked(_body(question, redactor), on_stage)
        redactor.remember(whole.memory)
        pdfs = {
            source_id: RemotePdf(server=self, source_id=source_id, sha256=sha256)
            for source_id, sha256 in whole.pdfs.items()
        }
        return whole.answer, pdfs

    def pdfs(self) -> Mapping[str, str]:
        """Return the hash of the PDF of each source in the library.

        Raises
        ------
        NoRemoteAnswer
            If that cannot be had.
        """
        if monotonic() < self._quiet_until:
            raise NoRemoteAnswer(*_AWAY)
        try:
            with _in_words():
                generation = str(self._json("/readyz")["generation"])
                if self._known is None or self._known[0] != generation:
                    sources = self._json("/v1/sources")["sources"]
                    self._known = generation, {one["source_id"]: one["pdf"] for one in sources}
        except NoRemoteAnswer:
            self._quiet_until = monotonic() + _QUIET_S
            raise
        return self._known[1]

    def get(self, path: str, query: Mapping[str, Any], within_s: float) -> httpx.Response:
        """Return what an address of the server has.

        Raises
        ------
        NoRemoteAnswer
            If it has nothing, or cannot be reached.
        """
        with _in_words():
            response = self._client.get(
                path, params=query, timeout=httpx.Timeout(within_s, connect=min(within_s, _CONNECT_S))
            )
        _must_be_answered(response)
        return response

    def _json(self, path: str) -> Any:
        try:
            return self.get(path, {}, _LOOK_S).json()
        except ValueError:
            raise NoRemoteAnswer(*_UNREADABLE) from None

    def _asked(self, body: Mapping[str, Any], on_stage: OnStage) -> WholeAnswer:
        """Ask, name the stages, and return the answer; what ends this early ends the question at the server.

        Raises
        ------
        NoRemoteAnswer
            If there is none.
        """
        with _in_words(), self._client.stream("POST", "/v1/ask", json=body) as response:
            if not response.is_success:
                response.read()
            _must_be_answered(response)
            for name, data in _events(response.iter_bytes()):
                if name == "stage":
                    on_stage(str(data["stage"]))
                elif name == "whole":
                    return WHOLE_ANSWER.validate_python(data["whole"])
                elif name == "error":
                    raise NoRemoteAnswer(*_said_in(data))
        raise NoRemoteAnswer(*_UNREADABLE)


def _body(question: Question, redactor: Redactor) -> dict[str, Any]:
    """Return a question as it is sent, with what the conversation's redactor knows."""
    memory = redactor.memory  # without what was taken out of each text, which the server need not know
    return {
        "question": question.text,
        "history": [_turn(message) for message in question.history[-_TURNS:]],
        "as_at": question.as_at.isoformat(),
        "library": question.library,
        "more": question.more,
        "same_case": question.same_case,
        "stream": True,
        "memory": {
            "people": memory.people,
            "schools": memory.schools,
            "letters": memory.letters,
            "left": memory.left,
        },
    }


def _turn(message: Message) -> dict[str, str]:
    return {"role": message.role, "content": message.content[:MAX_QUESTION_CHARS]}


@contextmanager
def _in_words() -> Iterator[None]:
    """Say what went wrong on the way, without a word of what was sent.

    Yields
    ------
    None
        While the server is asked.

    Raises
    ------
    NoRemoteAnswer
        If it cannot be reached, takes too long, or says what cannot be read.
    """
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout):
        raise NoRemoteAnswer(*_AWAY) from None
    except httpx.TimeoutException:
        raise NoRemoteAnswer("the server that answers takes too long", _AGAIN) from None
    except httpx.HTTPError:
        raise NoRemoteAnswer("the server that answers broke off", _AGAIN) from None
    except (ValueError, KeyError, TypeError):  # its own words may quote what was asked
        raise NoRemoteAnswer(*_UNREADABLE) from None


def _must_be_answered(response: httpx.Response) -> None:
    """Check that a request was answered.

    Raises
    ------
    NoRemoteAnswer
        If it was not.
    """
    if response.status_code in {401, 403}:
        raise NoRemoteAnswer(*_NO_KEY)
    if response.is_success:
        return
    try:
        problem = response.json()
    except ValueError:  # of a proxy
        problem = {}
    raise NoRemoteAnswer(*_said_in(problem))


def _said_in(problem: Any) -> tuple[str, str]:
    """Return what the server said of why it does not answer, and what to do."""
    detail = problem.get("detail") if isinstance(problem, dict) else None
    if not isinstance(detail, str):
        return "the server that answers gives no answers at the moment", _AGAIN
    message, _, hint = detail.partition("; ")
    return message, hint or _TELL


def _events(chunks: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    """Return the events of a stream.

    Yields
    ------
    str, Any
        The name and the data of each.
    """
    rest, name = b"", ""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")  # and not at what else ends a line: it may stand in a quotation
        for line in lines:
            field, _, value = line.rstrip(b"\r").decode().partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)
