from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from assistant.errors import ChatModelMissing
from assistant.llm import chat_model
from assistant.llm.response_limits import AnswerTooLarge, limit_client, limited_request
from assistant.settings import ChatSettings
from tests.assistant.llm.hostile_server import HostileServer

BODY = {"messages": [{"content": "U"}]}


def post(server: HostileServer, client: httpx.Client) -> httpx.Response:
    return client.post(f"{server.url}/chat/completions", json=BODY)


@pytest.mark.enable_socket
@pytest.mark.parametrize("breaks", ["endless", "packed"])
def test_any_httpx_client_is_limited_in_size(breaks: str) -> None:
    with HostileServer(breaks=breaks) as server, httpx.Client(timeout=20) as client:
        limit_client(client)
        with limited_request(20, max_bytes=200_000), pytest.raises(AnswerTooLarge):
            post(server, client)
        assert breaks == "packed" or server.left.wait(3)


@pytest.mark.enable_socket
@pytest.mark.parametrize("breaks", ["hang", "drip", "drip_headers"])
def test_any_httpx_client_is_limited_in_time(breaks: str) -> None:
    started = time.monotonic()
    with HostileServer(breaks=breaks) as server, httpx.Client(timeout=20) as client:
        limit_client(client)
        with limited_request(0.3), pytest.raises((httpx.TimeoutException, TimeoutError)):
            post(server, client)
        assert server.left.wait(3)
    assert time.monotonic() - started < 5


@pytest.mark.enable_socket
def test_a_client_that_others_share_is_limited_only_where_it_is_asked_for_and_only_once() -> None:
    with HostileServer(lambda _, __: "x" * 50_000) as server, httpx.Client(timeout=20) as client:
        limit_client(client)
        backend = client._transport._pool._network_backend  # type: ignore[attr-defined]
        limit_client(client)
        assert client._transport._pool._network_backend is backend  # type: ignore[attr-defined]
        assert len(client.event_hooks["response"]) == 1
        assert post(server, client).is_success
        with limited_request(20, max_bytes=10_000), pytest.raises(AnswerTooLarge):
            post(server, client)


def test_a_proxy_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with httpx.Client() as client:
        limit_client(client)
        pools = {id(t._pool): t._pool for t in (client._transport, *client._mounts.values()) if t}  # type: ignore[attr-defined]
    assert len(pools) == 2
    assert {type(pool._network_backend).__name__ for pool in pools.values()} == {"_LimitedBackend"}


@pytest.mark.parametrize("kind", ["ChatOllama", "ChatAnthropic"])
def test_a_package_whose_client_cannot_be_limited_is_not_used(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(**_: Any) -> SimpleNamespace:
        return SimpleNamespace(_client=SimpleNamespace(sends=print))

    provider = {"ChatOllama": "ollama", "ChatAnthropic": "anthropic"}[kind]
    monkeypatch.setattr(chat_model.importlib, "import_module", lambda _: SimpleNamespace(**{kind: unknown}))
    with pytest.raises(ChatModelMissing, match="cannot be limited"):
        chat_model.load_chat_model(ChatSettings(model=f"{provider}:x", url="http://127.0.0.1:1"))


@pytest.mark.enable_socket
def test_a_client_two_deep_as_ollama_and_anthropic_hold_it_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with HostileServer(breaks="endless") as server, httpx.Client(timeout=20) as client:

        class Double:
            def __init__(self, **_: Any) -> None:
                self._client = SimpleNamespace(_client=client)

            def invoke(self, _: object) -> httpx.Response:
                return post(server, client)

        monkeypatch.setattr(chat_model.importlib, "import_module", lambda _: SimpleNamespace(ChatOllama=Double))
        model = chat_model.load_chat_model(ChatSettings(model="ollama:x", url=server.url))
        assert model is not None
        with pytest.raises(chat_model.ChatModelMalformed, match="longer than an answer"):
            model.complete("S", "U")
        assert server.left.wait(3)
