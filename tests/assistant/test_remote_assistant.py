"""An answer over HTTP is the one that an assistant in the process gives; what goes wrong on the way is words without details."""

from __future__ import annotations

import logging
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import remote_assistant
from assistant.api import service
from assistant.errors import NoRemoteAnswer, QuestionError
from assistant.pipeline import Assistant
from assistant.remote_assistant import RemoteAssistant
from assistant.safety import Redactor, RedactorMemory
from assistant.settings import RemoteSettings
from assistant.stages import StoppedError
from assistant.types import Answer, Message, Outcome, Question
from assistant.ui.ask.queue.answering import answering, hears_danger
from assistant.ui.ask.queue.running import RunningQuestion
from assistant.ui.shared.session import Exchange, PendingQuestion
from corpus.drawing import DrawnPage, Mark
from corpus.errors import SettingsError
from corpus.pii import NameRole
from corpus.provisions import Provision
from corpus.register.register import Register
from corpus.types import Authority, Box, Pinpoint
from tests.assistant.api.conftest import (  # noqa: F401  # fixtures
    ASKED,
    Held,
    Running,
    events,
    held,
    serve,
    until,
)
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

pytestmark = pytest.mark.enable_socket
DAY = date(2025, 10, 1)
DANGER = "He is at the gate with a knife now"
Serve = Callable[..., AbstractContextManager[Running]]
SOURCES = (
    a_source(authority=Authority.STATUTORY_GUIDANCE, in_force_from=date(2025, 9, 1), names=("Rules 2025",)),
    a_source("rules-2024", authority=Authority.STATUTORY_GUIDANCE, in_force_to=date(2025, 8, 31)),
    a_source("policy", title="Our policy", authority=Authority.LOCAL),
    a_source("act", title="The Act", authority=Authority.LAW),
    a_source("telling", title="Telling", authority=Authority.DIGEST, file_url=""),
)
PASSAGES = (
    a_passage(
        "Staff should tell the lead about a worry at home on the same day.\u2028Write it down.",
        page=1,
        paragraph="41",
        heading_path=("Part one", "Home"),
        lead_in="What to do",
        boxes=(Box(start=0, end=65, x0=10.5, y0=20, x1=90, y1=30),),
    ),
    a_passage("Staff should tell the head about a worry at home within a week.", "rules-2024", page=1),
    a_passage("Write a worry at home on the purple slip and hand it to the lead.", "policy", page=1),
    a_passage(
        "A child who hears abuse at home is a victim of domestic abuse.",
        "act",
        page=1,
        paragraph="s.3",
        provision=Provision(anchor="section-3", label="s.3", in_force_from=date(2022, 1, 31), extent="E+W"),
    ),
    a_passage(
        "Tell the lead of a worry at once.",
        "telling",
        page=1,
        pinpoint=Pinpoint(document="Rules", edition="2025", reference="41", url="https://x.test", how_read="all"),
    ),
)
QUESTIONS = (
    Question(text=ASKED, as_at=DAY),
    Question(text=ASKED, as_at=DAY, more=True),
    Question(text=ASKED, as_at=date(2025, 7, 1)),
    Question(text=ASKED, as_at=DAY, library="local"),
    Question(text=ASKED, as_at=DAY, library="official"),
    Question(text="Is a child who hears abuse at home a victim?", as_at=DAY),
    Question(text=f"{DANGER}. Should staff tell the lead about a worry at home?", as_at=DAY),
    Question(text="How do I get her phone location without her knowing?", as_at=DAY),
    Question(text="We are a school in Wales. What must we do?", as_at=DAY),
    Question(text="How do I bleed the brakes of a mountain bike?", as_at=DAY),
    Question(text="My pupil Kayden Okafor, 07700 900123, has a worry at home. Whom should staff tell?", as_at=DAY),
    Question(
        text="And on which day should staff tell the lead?",
        as_at=DAY,
        history=(Message("user", ASKED), Message("assistant", "Staff should tell the lead.")),
        same_case=True,
    ),
)


@pytest.fixture
def assistant() -> Assistant:
    embedder = WordEmbedder()
    sources = {source.source_id: source for source in SOURCES}
    return Assistant(MemoryIndex(PASSAGES, sources, embedder), Register(sources), embedder)


@pytest.fixture
def running(serve: Serve) -> Iterator[Running]:  # noqa: F811
    with serve() as running:
        yield running


@pytest.fixture(autouse=True)
def no_models_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Details are taken out by the server: nothing is loaded for it here."""

    def loaded(*_: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(remote_assistant, "load_detail_tagger", loaded)


_opened: list[RemoteAssistant] = []


@pytest.fixture(autouse=True)
def all_closed() -> Iterator[None]:
    yield
    while _opened:
        _opened.pop().close()


def at(running: Running | None, **changes: Any) -> RemoteAssistant:
    where = {"url": running.url, "key": running.key} if running else {}
    _opened.append(RemoteAssistant(RemoteSettings(**(where | changes))))
    return _opened[-1]


def untimed(answer: Answer | None) -> Answer:
    assert answer is not None
    return replace(answer, timings_ms={})


def no_stage(_: str) -> None:
    """Watch nothing."""


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
def test_an_answer_is_the_same_in_every_field(running: Running, assistant: Assistant, question: Question) -> None:
    here: list[str] = []
    there: list[str] = []
    local = assistant.ask(question, here.append, assistant.new_redactor())
    answer, pdfs = at(running).ask(question, there.append, RemoteAssistant.new_redactor())
    assert untimed(answer) == untimed(local)
    assert untimed(answer).as_dict() == untimed(local).as_dict()
    assert there == here
    assert set(pdfs) == {citation.source.source_id for citation in local.citations}


def test_the_questions_have_every_outcome(assistant: Assistant) -> None:
    outcomes = {assistant.ask(question).outcome for question in QUESTIONS}
    assert outcomes == set(Outcome) - {Outcome.FAILED}


def test_what_breaks_at_the_server_is_a_failed_answer(
    running: Running, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(assistant._retriever, "retrieve", breaks)
    answer, _ = at(running).ask(Question(text=ASKED, as_at=DAY), no_stage, RemoteAssistant.new_redactor())
    assert answer.outcome is Outcome.FAILED
    assert untimed(answer) == untimed(assistant.ask(Question(text=ASKED, as_at=DAY)))


def conversation(asked: Assistant | RemoteAssistant, *texts: str) -> tuple[list[Exchange], Redactor]:
    """Have questions answered one after another, as the page does."""
    redactor, exchanges = asked.new_redactor(), list[Exchange]()
    history: tuple[Message, ...] = ()
    for text in texts:
        work = answering(asked, redactor, "all")
        exchange = work(RunningQuestion(PendingQuestion(text=text), DAY, work, hears_danger), history)
        exchanges.append(exchange)
        history += exchange.turns
    return exchanges, redactor


def test_a_conversation_has_one_letter_a_child_and_what_was_put_back_stays(
    running: Running, assistant: Assistant
) -> None:
    texts = (
        "Kayden Okafor told staff about a worry at home. Should they tell the lead?",
        "And what of his friend Jayden Marsh, who told Kayden about a worry at home?",
    )
    (local, own), (remote, redactor) = conversation(assistant, *texts), conversation(at(running), *texts)
    assert [untimed(one.answer) for one in remote] == [untimed(one.answer) for one in local]
    assert re.findall(r"(?:Child|Person) ([A-Z])", remote[1].question) == ["B", "A"]
    assert redactor.memory == own.memory
    words = redactor.taken_from(remote[0].question)[0].words
    assert "Kayden" in words
    again = redactor.put_back(remote[0].question, words)
    question = Question(text=again, as_at=DAY)
    assert words in at(running).ask(question, no_stage, redactor)[0].question


def test_urgent_help_does_not_wait_for_the_server() -> None:
    heard: list[bool] = []
    nobody = at(None, url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(NoRemoteAnswer, match="cannot be reached"):
        nobody.ask(Question(text=DANGER, as_at=DAY), no_stage, Redactor(), lambda: heard.append(True))
    assert heard == [True]
    work = answering(nobody, Redactor(), "all")
    exchange = work(RunningQuestion(PendingQuestion(text=DANGER), DAY, work, hears_danger), ())
    assert (exchange.message, exchange.danger) == ("the server that answers cannot be reached", True)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_a_question_that_cannot_be_asked_is_not_sent() -> None:
    nobody = at(None, url="http://127.0.0.1:9")
    with pytest.raises(QuestionError):
        nobody.ask(Question(text=" ", as_at=DAY), no_stage, Redactor())


@pytest.mark.parametrize(
    ("settings", "change", "words"),
    [
        ({}, {"key": "dsl_wrong"}, "does not accept this page’s key; .*DSL_ASSISTANT_KEY"),
        ({"a_minute": 1}, {}, "as often as it may; ask again in"),
        ({"timeout_s": 0.01}, {}, "no answer within 0.01 seconds; ask again"),
        ({}, {"timeout_s": 0.2}, "takes too long; ask again"),
    ],
)
def test_what_the_server_does_not_answer_is_a_sentence(
    serve: Serve,  # noqa: F811
    held: Held,  # noqa: F811
    settings: dict[str, Any],
    change: dict[str, Any],
    words: str,
) -> None:
    held.may_go_on.clear()
    with serve(**settings) as running:
        if "a_minute" in settings:
            until(lambda: httpx.get(f"{running.url}/readyz").is_success)
            at(running).pdfs()
        with pytest.raises(NoRemoteAnswer) as raised:
            at(running, **change).ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())
        held.may_go_on.set()
    assert re.search(words, f"{raised.value.message}; {raised.value.hint}")


def test_the_switch_is_said_in_its_own_words(running: Running) -> None:
    running.off_file.write_text("the trust’s lead\nhttps://trust.example\n", encoding="utf-8")
    with pytest.raises(NoRemoteAnswer, match="the trust’s lead"):
        at(running).ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())


def test_a_stopped_question_is_stopped_at_the_server(running: Running, held: Held) -> None:  # noqa: F811
    def stop(_: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        at(running).ask(Question(text=ASKED, as_at=DAY), stop, Redactor())
    held.may_go_on.set()
    until(lambda: held.ended == held.began == 1)
    until(lambda: running.service.workers.under_way == 0)


@pytest.mark.parametrize(
    "said",
    [
        b"<html>a proxy</html>",
        b"event: whole\r\ndata: {\r\n\r\n",
        b'event: whole\ndata: {"whole": {"answer": {}}}\n\n',
        b'event: stage\ndata: {"stage": "Searching"}\n\n',
        b"",
    ],
)
def test_what_cannot_be_read_is_said_without_its_words(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    server = at(None, url="https://server.test")
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=said))
    monkeypatch.setattr(server, "_client", httpx.Client(transport=transport, base_url="https://server.test"))
    with pytest.raises(NoRemoteAnswer, match="cannot be read") as raised:
        server.ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())
    assert raised.value.__cause__ is None


def test_a_redirect_and_another_version_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    server = at(None, url="https://server.test")

    def says(response: httpx.Response) -> None:
        transport = httpx.MockTransport(lambda _: response)
        monkeypatch.setattr(server, "_client", httpx.Client(transport=transport, base_url="https://server.test"))

    says(httpx.Response(308, headers={"Location": "https://elsewhere.test/"}))
    with pytest.raises(NoRemoteAnswer):
        server.ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())
    says(httpx.Response(200, json={"generation": "1", "sources": [{"source_id": "a"}]}))
    with pytest.raises(NoRemoteAnswer, match="cannot be read"):
        server.pdfs()
    says(httpx.Response(200, json={"generation": "1", "sources": []}))
    with pytest.raises(NoRemoteAnswer, match="cannot be reached"):
        server.pdfs()  # not asked again at once


def test_a_page_comes_as_a_picture_with_its_marks(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    drawn = DrawnPage(
        png=b"\x89PNG", n_pages=3, width=400.5, height=600.0, marks=(Mark(left=0.1, top=0.2, right=0.3, bottom=0.4),)
    )

    def draw(pdf: Path, page: int, boxes: tuple[Box, ...], scale: float) -> DrawnPage:
        asked.append((pdf.name, page, [(box.x0, box.y0, box.x1, box.y1) for box in boxes], scale))
        return drawn

    monkeypatch.setattr(service, "draw_page", draw)
    answer, pdfs = at(running).ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())
    citation = next(one for one in answer.citations if one.source.source_id == "rules-2025")
    pdf = pdfs["rules-2025"]
    assert pdf.draw(1, citation.highlight(), 2.4) == drawn
    assert asked == [("rules-2025.pdf", 1, [(10.5, 20.0, 90.0, 30.0)], 2.4)]
    with pytest.raises(NoRemoteAnswer, match="not in the library any more as it was"):
        replace(pdf, sha256="f" * 64).draw(1)
    with pytest.raises(NoRemoteAnswer, match="no such page"):
        pdf.draw(9)


def test_what_is_in_the_library_is_asked_once_a_generation(running: Running) -> None:
    server = at(running)
    assert at(running).ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())  # the library is open
    assert server.pdfs() == {source.source_id: "0" * 64 for source in SOURCES}
    for _ in range(70):  # more than a key may ask in a minute
        assert server.pdfs()


def test_no_word_of_a_question_is_logged(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "assistant")
    caplog.set_level(logging.INFO)
    at(running).ask(Question(text="Has Kayden a worry at home?", as_at=DAY), no_stage, Redactor())
    with pytest.raises(NoRemoteAnswer):
        at(running, key="dsl_wrong").ask(Question(text="Has Kayden a worry?", as_at=DAY), no_stage, Redactor())
    assert not [word for word in ("Kayden", "worry", "dsl_wrong") if word in caplog.text]


def test_threads_share_one_client(running: Running) -> None:
    server, came = at(running), list[Outcome]()

    def ask() -> None:
        came.append(server.ask(Question(text=ASKED, as_at=DAY), no_stage, Redactor())[0].outcome)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert came == [Outcome.ANSWERED] * 3


@pytest.mark.parametrize("box", ["1.2.3,1,1,1", "nan,1,1,1", "1,1,1", "1,1,1,1e9", "1;1;1;1"])
def test_what_is_no_box_is_refused(running: Running, box: str) -> None:
    with running.client() as client:
        assert client.get("/v1/sources/rules-2025/pages/1.png", params={"box": box}).status_code == 422


def test_a_memory_that_cannot_be_read_is_refused_without_its_words(running: Running) -> None:
    body = {"question": ASKED, "stream": True, "memory": {"people": {"kayden": ["Child A", "zzyzx"]}}}
    with running.client() as client:
        response = client.post("/v1/ask", json=body)
    assert response.status_code == 422
    assert not [word for word in ("kayden", "zzyzx") if word in response.text]


def test_other_programs_are_not_sent_the_answer_whole(running: Running) -> None:
    with (
        running.client() as client,
        client.stream("POST", "/v1/ask", json={"question": ASKED, "stream": True}) as response,
    ):
        assert "whole" not in [name for name, _ in events(response.iter_lines())]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DSL_ASSISTANT_URL", "guidance.example"),
        ("DSL_ASSISTANT_URL", "https://user:pass@guidance.example"),
        ("DSL_ASSISTANT_URL", "http://guidance.example"),
        ("DSL_ASSISTANT_KEY", "env:NOT_SET_ANYWHERE"),
        ("DSL_ASSISTANT_TIMEOUT_S", "0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        RemoteSettings.read()


def test_the_key_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGE_KEY", "dsl_secret")
    monkeypatch.setenv("DSL_ASSISTANT_KEY", "env:PAGE_KEY")
    settings = RemoteSettings.read()
    assert settings.key.get_secret_value() == "dsl_secret"
    assert "dsl_secret" not in repr(settings)
    assert "kayden" not in repr(RedactorMemory(people={"kayden": ("Child A", NameRole.CHILD)}))
