from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel

from assistant.errors import (
    ChatModelBusy,
    ChatModelError,
    ChatModelMalformed,
    ChatModelMissing,
    ChatModelRefused,
    ChatModelTimeout,
    ChatModelUnreachable,
)
from assistant.llm.chat_model import LangChainModel, load_chat_model
from assistant.llm.json_reply import ask_for
from assistant.llm.prompts import Prompt
from assistant.settings import ChatSettings
from corpus.errors import SettingsError
from tests.assistant.scripted_model import ScriptedModel

PROMPT = Prompt(system="S", user="U", prompt_id="p@1")


def settings(model: str, **changes: Any) -> ChatSettings:
    return ChatSettings(model=model, **changes)


class LangChainDouble:
    """A LangChain model, as far as it is used: gives a message or raises."""

    def __init__(self, given: Any) -> None:
        self.given = given

    def invoke(self, messages: list[tuple[str, str]]) -> Any:
        if isinstance(self.given, Exception):
            raise self.given
        return self.given


def message(text: str, stopped: str = "stop", **kwargs: str) -> SimpleNamespace:
    return SimpleNamespace(text=text, additional_kwargs=kwargs, response_metadata={"finish_reason": stopped})


def complete(given: Any, timeout_s: float = 5.0) -> str:
    return LangChainModel("x:y", LangChainDouble(given), timeout_s).complete("S", "U")


@pytest.mark.parametrize("model", ["", "none"])
def test_no_model_is_none(model: str) -> None:
    assert load_chat_model(settings(model)) is None


@pytest.mark.parametrize("model", ["llama3", "acme:one", "ollama:"])
def test_a_model_that_is_not_known_names_the_setting(model: str) -> None:
    with pytest.raises(SettingsError, match="DSL_CHAT_MODEL") as caught:
        load_chat_model(settings(model))
    assert "openai-compatible" in caught.value.hint


@pytest.mark.parametrize("model", ["openai-compatible:x", "azure_openai:x"])
def test_a_provider_without_an_address_needs_one(model: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_chat_model(settings(model))
    assert "DSL_CHAT_URL" in caught.value.hint


@pytest.mark.parametrize(
    ("model", "package", "extra"),
    [
        ("ollama:x", "langchain_ollama", "ollama"),
        ("openai:x", "langchain_openai", "openai"),
        ("anthropic:x", "langchain_anthropic", "anthropic"),
        ("azure_openai:x", "langchain_openai", "azure"),
    ],
)
def test_a_missing_package_is_one_sentence_with_its_extra(
    model: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ChatModelMissing, match=package) as caught:
        load_chat_model(settings(model, url="http://127.0.0.1:1"))
    assert caught.value.hint == f"pip install 'dsl-guidance-assistant[{extra}]'"


@pytest.mark.parametrize(
    ("model", "package"),
    [
        ("ollama:llama3.1", "langchain_ollama"),
        ("openai:gpt-x", "langchain_openai"),
        ("openai-compatible:m", "langchain_openai"),
        ("anthropic:claude-x", "langchain_anthropic"),
        ("azure_openai:deployed", "langchain_openai"),
    ],
)
def test_every_provider_can_be_built_without_asking_it(model: str, package: str) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed: docs/chat-model.md says which extra brings it")
    built = load_chat_model(settings(model, url="http://127.0.0.1:1", api_key="k"))
    assert built is not None
    assert built.name == model


def test_the_answer_is_the_text() -> None:
    assert complete(message("hello")) == "hello"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (message("", "content_filter"), ChatModelRefused),
        (message("", refusal="no"), ChatModelRefused),
        (message("half", "length"), ChatModelMalformed),
        (TimeoutError("secret"), ChatModelTimeout),
        (ConnectionResetError("secret"), ChatModelUnreachable),
        (type("RateLimitError", (Exception,), {})("secret"), ChatModelBusy),
        (type("APIStatusError", (Exception,), {"status_code": 429})("secret"), ChatModelBusy),
        (type("APIStatusError", (Exception,), {"status_code": 401})("secret"), ChatModelUnreachable),
        (type("RemoteProtocolError", (Exception,), {})("secret"), ChatModelUnreachable),
        (ValueError("secret"), ChatModelMalformed),
        (AttributeError("secret"), ChatModelMalformed),
    ],
)
def test_whatever_goes_wrong_is_an_error_of_ours_that_repeats_nothing(given: Any, kind: type[ChatModelError]) -> None:
    with pytest.raises(ChatModelError) as caught:
        complete(given)
    assert type(caught.value) is kind
    assert "secret" not in caught.value.message + caught.value.hint
    assert caught.value.hint == "quotations are shown instead"


class Reply(BaseModel):
    reply: str


@pytest.mark.parametrize(
    "text",
    [
        '{"reply": "yes"}',
        '```json\n{"reply": "yes"}\n```',
        'Here you are:\n{"reply": "yes"}\nAnything else?',
        '<think>{"reply": "hmm"} or not</think>{"reply": "yes"}',
        '{"reply": "yes", "more": 1}',
    ],
)
def test_json_is_found_in_what_stands_around_it(text: str) -> None:
    assert ask_for(Reply, ScriptedModel(text), PROMPT).reply == "yes"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ChatModelRefused),
        ("I'm sorry, but I can't discuss abuse.", ChatModelRefused),
        ("I cannot help with that request.", ChatModelRefused),
        ("The guidance says many things.", ChatModelMalformed),
        ("<html><body>Sign in</body></html>", ChatModelMalformed),
        ('{"reply": 4}', ChatModelMalformed),
        ('{"reply": "ye', ChatModelMalformed),
        ("} {", ChatModelMalformed),
    ],
)
def test_what_is_not_the_json_asked_for_is_an_error(text: str, kind: type[ChatModelError]) -> None:
    with pytest.raises(ChatModelError) as caught:
        ask_for(Reply, ScriptedModel(text), PROMPT)
    assert type(caught.value) is kind


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_CHAT_MODEL", "ollama:llama3.1")
    monkeypatch.setenv("DSL_CHAT_TIMEOUT_S", "12.5")
    read = ChatSettings.read()
    assert (read.model, read.timeout_s, read.url) == ("ollama:llama3.1", 12.5, "")


def test_a_key_can_be_named_by_its_variable_and_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_CHAT_API_KEY", "env:SCHOOL_KEY")
    monkeypatch.setenv("SCHOOL_KEY", "sesame")
    read = ChatSettings.read()
    assert read.api_key.get_secret_value() == "sesame"
    assert "sesame" not in repr(read)


def test_a_variable_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_CHAT_API_KEY", "env:SCHOOL_KEY")
    monkeypatch.delenv("SCHOOL_KEY", raising=False)
    with pytest.raises(SettingsError, match="SCHOOL_KEY"):
        ChatSettings.read()


def test_a_value_that_cannot_be_used_names_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_CHAT_TIMEOUT_S", "soon")
    with pytest.raises(SettingsError, match="DSL_CHAT_TIMEOUT_S"):
        ChatSettings.read()
