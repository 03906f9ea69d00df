from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from assistant.api.api_keys import ApiKeys
from assistant.api.door import CallerLimits, is_this_computer
from assistant.api.problems import URGENT
from assistant.pipeline import Assistant
from tests.assistant.api.conftest import ASKED, Held, Running, until

Serve = Callable[..., AbstractContextManager[Running]]
BODY = {"question": ASKED}


@pytest.mark.enable_socket
@pytest.mark.parametrize("path", ["/v1/ask", "/v1/chat/completions", "/mcp", "/v1/sources", "/nowhere"])
def test_nobody_comes_in_with_a_wrong_key(running: Running, path: str) -> None:
    with running.client("") as client:
        for header in ("", "Bearer", "Bearer wrong", "Basic dXNlcjpwYXNz", "wrong", running.key):
            answer = client.post(path, content=b"{", headers={"Authorization": header})
            assert answer.status_code == 401, header
            assert answer.headers["www-authenticate"] == "Bearer"
            assert answer.json()["urgent"] == list(URGENT)


@pytest.mark.enable_socket
def test_a_key_that_is_revoked_is_refused_by_a_server_that_runs(running: Running) -> None:
    with running.client() as client:
        assert client.post("/v1/ask", json=BODY).status_code == 200
        running.keys.revoke("a program")
        assert client.post("/v1/ask", json=BODY).status_code == 401


@pytest.mark.enable_socket
def test_keys_that_cannot_be_read_let_nobody_in(running: Running, serve: Serve) -> None:
    running.keys._path.write_text("[")
    with running.client() as client:
        problem = client.post("/v1/ask", json=BODY)
    assert problem.status_code == 503
    assert problem.headers["retry-after"]


@pytest.mark.enable_socket
def test_without_a_key_programs_on_this_computer_alone_are_answered(serve: Serve) -> None:
    with serve(key=False) as running, running.client() as client:
        assert client.post("/v1/ask", json=BODY).status_code == 200
        for headers in (
            {"X-Forwarded-For": "203.0.113.7"},
            {"Forwarded": "for=203.0.113.7"},
            {"Via": "1.1 proxy"},
            {"Host": "guidance.school.example"},
            {"Host": "127.0.0.1.evil.example:80"},
            {"Origin": "https://evil.example"},
        ):
            refused = client.post("/v1/ask", json=BODY, headers=headers)
            assert (refused.status_code, refused.json()["code"]) == (403, "key_needed"), headers
        running.keys.add("somebody")
        assert client.post("/v1/ask", json=BODY).status_code == 401


@pytest.mark.enable_socket
def test_who_asks_too_often_is_told_when_to_ask_again_and_others_are_answered(serve: Serve) -> None:
    with serve(a_minute=2) as running, running.client() as client, running.client(running.keys.add("b")) as other:
        assert [client.get("/v1/sources").status_code for _ in range(3)] == [200, 200, 429]
        refused = client.get("/v1/sources")
        assert refused.json()["code"] == "too_often"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert other.get("/v1/sources").status_code == 200
        assert client.get("/healthz").status_code == 200


def test_a_day_is_counted_too_and_what_was_refused_is_not() -> None:
    limits = CallerLimits(a_minute=100, a_day=2)
    waits = [limits.seconds_to_wait("a") for _ in range(4)]
    assert waits[:2] == [0, 0]
    assert all(80_000 < wait <= 86_400 for wait in waits[2:])
    assert limits.seconds_to_wait("b") == 0


@pytest.mark.enable_socket
def test_a_key_has_so_much_under_way_and_no_more(serve: Serve, held: Held) -> None:
    with serve(at_once=1) as running, running.client() as client:
        with client.stream("POST", "/v1/ask", json=BODY | {"stream": True}) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: stage"
            refused = client.post("/v1/ask", json=BODY)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_at_once")
            held.may_go_on.set()
            assert "event: answer" in list(lines)
        until(lambda: not running.service.workers.under_way)
        assert client.post("/v1/ask", json=BODY).status_code == 200


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", {"question": ASKED}),
        ("/v1/ask", {"question": ASKED, "stream": True}),
        ("/v1/search", {"query": ASKED}),
        ("/v1/chat/completions", {"model": "dsl-guidance", "messages": [{"role": "user", "content": ASKED}]}),
    ],
)
def test_the_switch_stops_answers_without_a_restart_and_lets_them_go_on(
    running: Running, path: str, body: dict[str, Any]
) -> None:
    with running.client() as client:
        assert client.post(path, json=body).status_code == 200
        running.off_file.write_text("the trust\nhttps://trust.example/notice")
        off = client.post(path, json=body)
        assert off.status_code == 503
        assert "switched off by the trust. See https://trust.example/notice" in off.json()["detail"]
        assert off.json()["urgent"] == list(URGENT)
        assert client.get("/readyz").json()["switched_off"]
        running.off_file.unlink()
        assert client.post(path, json=body).status_code == 200


@pytest.mark.enable_socket
def test_a_log_line_has_the_route_the_status_and_the_name_and_no_word_of_what_was_asked(
    running: Running, everything_logged: pytest.LogCaptureFixture, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = "zebrafinch"

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"about {mark}")

    with running.client() as client:
        client.post("/v1/ask", json={"question": f"Is a {mark} a worry at home?"})
        client.post("/v1/ask", json={"question": f"Is a {mark} a worry?", "history": [{"role": mark, "content": mark}]})
        client.post("/v1/ask", json={mark: mark})
        client.post("/v1/ask", content=f'{{"question": "{mark}')
        client.post("/v1/search", json={"query": f"{mark} home"}, params={"q": mark})
        client.get(f"/v1/sources/{mark}/pages/1.png", params={"quote": mark})
        client.get(f"/{mark}/{mark}?{mark}")
        chat = [{"role": "user", "content": f"Is a {mark} a worry at home?"}]
        client.post("/v1/chat/completions", json={"model": mark, "messages": chat})
        client.post("/v1/chat/completions", json={"model": "dsl-guidance", "messages": chat, "stream": True})
        client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": mark, "params": {mark: mark}})
        monkeypatch.setattr(assistant, "search", breaks)
        monkeypatch.setattr(assistant, "ask", breaks)
        assert client.post("/v1/search", json={"query": f"{mark} home"}).status_code == 500
        failed = client.post("/v1/ask", json={"question": f"Is a {mark} a worry at home?"})
        assert failed.status_code == 500
        assert mark not in failed.text
    until(lambda: "POST /v1/ask 500" in everything_logged.text)
    assert mark not in everything_logged.text
    assert "RuntimeError" in everything_logged.text
    assert "POST /v1/ask 200" in everything_logged.text
    assert ", a program" in everything_logged.text
    assert "GET (no such address) 404" in everything_logged.text
    assert "POST /mcp" in everything_logged.text
    assert running.key not in everything_logged.text
    assert everything_logged.records
    assert all(one.levelno >= logging.INFO for one in everything_logged.records)


def test_this_computer_is_told_from_others() -> None:
    assert all(map(is_this_computer, ("127.0.0.1", "::1", "localhost", "LOCALHOST", "127.1.2.3")))
    assert not any(map(is_this_computer, ("", "0.0.0.0", "::", "192.0.2.1", "localhost.example", "127.0.0.1.example")))


def test_keys_are_needed_as_soon_as_there_is_a_file(tmp_path: Any) -> None:
    keys = ApiKeys(tmp_path / "keys.json")
    assert not keys.needed
    (tmp_path / "keys.json").touch()
    assert keys.needed
