from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from assistant import messages
from assistant.api import bodies, chat_completions
from assistant.api.problems import URGENT
from assistant.pipeline import Assistant
from assistant.types import Answer, Outcome, Question
from corpus.drawing import DrawnPage
from corpus.errors import IndexMissing
from tests.assistant.api.conftest import ASKED, PASSAGE, SOURCE, Held, Running, events, until

pytestmark = pytest.mark.enable_socket
DANGER = "He is at the gate with a knife now"
Serve = Callable[..., AbstractContextManager[Running]]


def streamed(running: Running, body: dict[str, Any], **headers: str) -> list[tuple[str, dict[str, Any]]]:
    with running.client() as client, client.stream("POST", "/v1/ask", json=body, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return [(name, json.loads(data)) for name, data in events(response.iter_lines())]


def test_an_answer_is_the_one_that_the_assistant_gives(running: Running, assistant: Assistant) -> None:
    body = {"question": ASKED, "as_at": "2025-10-01"}
    with running.client() as client:
        answer = client.post("/v1/ask", json=body).raise_for_status().json()
    from datetime import date

    same = assistant.ask(Question(text=ASKED, as_at=date(2025, 10, 1))).as_dict()
    del answer["timings_ms"], same["timings_ms"]
    assert answer == same
    assert answer["outcome"] == "answered"
    (citation, *_) = answer["citations"]
    assert (citation["source_id"], citation["page"], citation["paragraph"]) == (SOURCE.source_id, 1, "41")


@pytest.mark.parametrize("how", [{"stream": True}, {}])
def test_a_stream_has_stages_then_statements_then_the_whole_answer(running: Running, how: dict[str, bool]) -> None:
    accept = {} if how else {"accept": "text/event-stream"}
    told = streamed(running, {"question": ASKED} | how, **accept)
    names = [name for name, _ in told]
    n_stages, n_statements = names.count("stage"), names.count("statement")
    assert names == ["stage"] * n_stages + ["statement"] * n_statements + ["answer"]
    assert n_stages >= 3
    whole = told[-1][1]
    assert [one["statement"] for name, one in told if name == "statement"] == [
        one for section in whole["sections"] for one in section["statements"]
    ]


def test_a_stage_is_there_while_the_answer_is_still_made(running: Running, held: Held) -> None:
    body = {"question": ASKED, "stream": True}
    with running.client() as client, client.stream("POST", "/v1/ask", json=body) as response:
        told = events(response.iter_lines())
        assert next(told) == ("stage", '{"stage": "Waiting"}')
        assert not held.ended
        held.may_go_on.set()
        assert [name for name, _ in told][-1] == "answer"


def test_urgent_help_is_streamed_before_anything_is_searched_and_stands_first_in_the_answer(running: Running) -> None:
    told = streamed(running, {"question": DANGER, "stream": True})
    stages = [one.get("stage", name) for name, one in told]
    assert stages.index("urgent") < stages.index("Searching the guidance")
    assert dict(told)["urgent"]["urgent"] == list(URGENT)
    answer = told[-1][1]
    assert answer["outcome"] == "escalated"
    assert answer["sections"][0]["heading"] == messages.URGENT_HEADING


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("How do I get her phone location without her knowing?", "refused"),
        ("We are a school in Wales. What must we do?", "abstained"),
        ("How do I bleed the brakes of a mountain bike?", "abstained"),
    ],
)
def test_the_gates_hold(running: Running, question: str, outcome: str) -> None:
    with running.client() as client:
        answer = client.post("/v1/ask", json={"question": question}).raise_for_status().json()
    assert answer["outcome"] == outcome


def test_details_are_taken_out_of_the_question_and_of_every_turn_before_anything_reads_them(
    running: Running, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Question] = []
    ask = assistant.ask

    def asked(question: Question, *more: Any) -> Answer:
        seen.append(question)
        return ask(question, *more)

    monkeypatch.setattr(assistant, "ask", asked)
    history = [
        {"role": "user", "content": "My pupil Kayden Okafor told me that dad shouts."},
        {"role": "assistant", "content": "Mrs Priya Sharma of 12 Acacia Road said so."},
    ]
    body = {"question": "Should staff tell the lead that Kayden is worried at home?", "history": history}
    with running.client() as client:
        answer = client.post("/v1/ask", json=body).raise_for_status().json()
    kept = json.dumps(answer) + " ".join(turn.content for turn in seen[0].history)
    for detail in ("Kayden", "Okafor", "Priya", "Sharma", "Acacia"):
        assert detail not in kept
    assert "redacted" in {notice["kind"] for notice in answer["notices"]}
    assert "Child A" in answer["question"]
    assert "Child A" in seen[0].history[0].content


def test_a_search_gives_passages_with_their_pinpoints_and_urgent_help_where_danger_is_heard(running: Running) -> None:
    with running.client() as client:
        found = (
            client.post("/v1/search", json={"query": "Kayden Okafor, worry at home", "k": 3}).raise_for_status().json()
        )
        danger = client.post("/v1/search", json={"query": DANGER}).raise_for_status().json()
    assert "Kayden" not in found["query"]
    (passage,) = found["passages"]
    expected = {"rank": 1, "source_id": SOURCE.source_id, "page": 1, "paragraph": "41", "text": PASSAGE.text}
    assert expected.items() <= passage.items()
    assert passage["passage_id"] == PASSAGE.passage_id
    assert SOURCE.title in passage["reference"]
    assert found["urgent"] == []
    assert danger["urgent"] == list(URGENT)


def test_the_sources_are_listed(running: Running) -> None:
    with running.client() as client:
        (source,) = client.get("/v1/sources", params={"as_at": "2020-01-01"}).raise_for_status().json()["sources"]
    assert (source["source_id"], source["in_force"], source["n_pages"]) == (SOURCE.source_id, False, 1)


def test_a_page_is_drawn_with_what_is_named_marked(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def draw(pdf: Any, page: int, boxes: Any, scale: float) -> DrawnPage:
        asked.append((str(pdf), page, boxes, scale))
        return DrawnPage(png=b"\x89PNG", n_pages=1, width=1.0, height=1.0)

    monkeypatch.setattr("assistant.api.service.draw_page", draw)
    page = f"/v1/sources/{SOURCE.source_id}/pages/1.png"
    with running.client() as client:
        drawn = client.get(page, params={"passage_id": PASSAGE.passage_id, "quote": "Staff should tell", "scale": 2})
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
        assert asked == [(f"{SOURCE.source_id}.pdf", 1, (), 2.0)]
        assert client.get(page, params={"passage_id": PASSAGE.passage_id, "quote": "no such words"}).status_code == 422
        assert client.get(page, params={"passage_id": "other#p1:0-3"}).status_code == 404
        for scale in ("0.1", "9", "nan", "x"):
            assert client.get(page, params={"scale": scale}).status_code == 422
        assert client.get(page.replace("1.png", "2.png")).status_code == 404
    assert len(asked) == 1


def test_texts_lose_their_details_and_one_conversation_shares_its_placeholders(running: Running) -> None:
    texts = ("Kayden Okafor told me.", "Then Kayden cried.")
    body = {"messages": [{"id": n, "text": text, "conversation": "a"} for n, text in enumerate(texts)]}
    with running.client() as client:
        first, second = client.post("/v1/redact", json=body).raise_for_status().json()["messages"]
    assert "Kayden" not in first["text"] + second["text"]
    assert second["text"].split()[1:3] == first["text"].split()[:2]
    assert first["spans"][0] == {"start": 0, "end": 13, "type": "name"}


def test_health_needs_no_key_and_readiness_names_the_generation(running: Running) -> None:
    with running.client("") as client:
        assert client.get("/healthz").json() == {"alive": True}
        until(lambda: client.get("/readyz").status_code == 200)
        ready = client.get("/readyz").json()
    assert (ready["ready"], ready["generation"], ready["switched_off"]) == (True, "0001-memory", "")


def test_without_a_library_it_is_up_and_not_ready_and_says_why_with_the_urgent_text(serve: Serve) -> None:
    def missing() -> Assistant:
        raise IndexMissing("there is no index in nowhere", "run 'make index'")

    with serve(build=missing) as running, running.client() as client:
        assert client.get("/healthz").status_code == 200
        until(lambda: "cannot be opened" in client.get("/readyz").json()["problem"])
        assert client.get("/readyz").status_code == 503
        for body in ({"question": ASKED}, {"question": ASKED, "stream": True}):
            problem = client.post("/v1/ask", json=body)
            assert problem.status_code == 503
            assert problem.headers["content-type"] == "application/problem+json"
            assert problem.json()["urgent"] == list(URGENT)


def test_every_made_up_example_is_one_that_is_read(running: Running) -> None:
    with running.client("") as client:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
    examples = [(name, example) for name, schema in schemas.items() for example in schema.get("examples", [])]
    assert {"AskBody", "SearchBody", "RedactBody", "AnswerBody", "ChatBody"} == {name for name, _ in examples}
    for name, example in examples:
        kind = getattr(bodies, name, None) or getattr(chat_completions, name)
        assert kind.model_validate(example)


def test_urgent_help_waits_for_no_library(serve: Serve) -> None:
    may_open = threading.Event()

    def opens() -> Assistant:
        assert may_open.wait(30)
        raise IndexMissing("there is no index in nowhere", "run 'make index'")

    with serve(build=opens) as running, running.client() as client:
        body = {"question": DANGER, "stream": True}
        with client.stream("POST", "/v1/ask", json=body) as response:
            told = events(response.iter_lines())
            assert next(told)[0] == "urgent"
            may_open.set()
            assert [name for name, _ in told] == ["error"]


def test_the_document_describes_every_address_and_needs_no_other_server(running: Running) -> None:
    with running.client("") as client:
        document = client.get("/openapi.json").raise_for_status().json()
        assert client.get("/docs").status_code in {401, 404}
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) >= 10
    assert all(one["summary"] and one["description"] for one in operations)
    assert document["components"]["schemas"]["AskBody"]["examples"]
    assert set(document["components"]["schemas"]["Outcome"]["enum"]) == set(Outcome)
    fields = document["components"]["schemas"]["AnswerBody"]["properties"]
    assert all("title" in one or "$ref" in one for one in fields.values())
