"""The chat model: a protocol of one method, and LangChain's models behind it. With langchain_adapter, the only LangChain.

Each provider's package is an extra and is imported when a model is built. A request has one time limit and one size limit
for the whole of its answer, is tried once, is not traced, cached or streamed. Whatever goes wrong is a ``ChatModelError``
without a word of the question, the answer or the key in it.
"""

from __future__ import annotations

import contextvars
import importlib
import threading
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.errors import (
    ChatModelBusy,
    ChatModelError,
    ChatModelMalformed,
    ChatModelMissing,
    ChatModelRefused,
    ChatModelTimeout,
    ChatModelUnreachable,
)
from assistant.llm.response_limits import AnswerTooLarge, limit_client, limited_request
from assistant.settings import ChatSettings
from corpus.errors import SettingsError

_MAX_TOKENS = 2000
_CONTEXT_TOKENS = 16_384  # Ollama's own default cuts the passages off without a word
_AZURE_API_VERSION = "2024-10-21"
QUOTED_INSTEAD = "quotations are shown instead"


class ChatModel(Protocol):
    """Writes text when asked."""

    @property
    def name(self) -> str:
        """Provider and model, as an answer names it."""

    def complete(self, system: str, user: str) -> str:
        """Answer a message.

        Raises
        ------
        ChatModelError
            If there is no answer; the subclass says why.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class _Provider:
    """Where a provider's LangChain model is, and the extra that installs it."""

    module: str
    kind: str
    extra: str
    url: str = ""


_PROVIDERS = {
    "ollama": _Provider(module="langchain_ollama", kind="ChatOllama", extra="ollama", url="http://127.0.0.1:11434"),
    "openai": _Provider(module="langchain_openai", kind="ChatOpenAI", extra="openai", url="https://api.openai.com/v1"),
    "openai-compatible": _Provider(module="langchain_openai", kind="ChatOpenAI", extra="openai"),
    "anthropic": _Provider(
        module="langchain_anthropic", kind="ChatAnthropic", extra="anthropic", url="https://api.anthropic.com"
    ),
    "azure_openai": _Provider(module="langchain_openai", kind="AzureChatOpenAI", extra="azure"),
}


def load_chat_model(settings: ChatSettings) -> ChatModel | None:
    """Return the chat model that the settings name, or ``None`` for ``none``.

    Raises
    ------
    SettingsError
        If the provider is not known, or has no address.
    ChatModelMissing
        If its package is not installed.
    """
    if settings.model in {"", "none"}:
        return None
    known, _, model = settings.model.partition(":")
    provider = _PROVIDERS.get(known)
    if provider is None or not model:
        raise SettingsError(
            f"the setting DSL_CHAT_MODEL cannot be used: {settings.model!r} is not a provider and a model",
            f"write one of {', '.join(_PROVIDERS)}, a colon, and the model; or none",
        )
    url = settings.url or provider.url
    if not url:
        raise SettingsError(f"{known} has no address", "set DSL_CHAT_URL to that of the server")
    try:
        kind = getattr(importlib.import_module(provider.module), provider.kind)
    except ImportError as error:
        raise ChatModelMissing(
            f"the package for {known} models, {provider.module}, is not installed",
            f"pip install 'dsl-guidance-assistant[{provider.extra}]'",
        ) from error
    built = kind(**_options(known, model, url, settings))
    try:
        limit_client(_http_client(built))
    except AttributeError as error:
        raise ChatModelMissing(
            f"what the package for {known} models, {provider.module}, receives cannot be limited",
            f"install a version that this one knows: pip install 'dsl-guidance-assistant[{provider.extra}]'",
        ) from error
    return LangChainModel(settings.model, built, settings.timeout_s)


def _http_client(model: Any) -> Any:
    """Return the httpx client that a model of LangChain's asks through: OpenAI's, Azure's, Anthropic's or Ollama's."""
    package_client = getattr(model, "root_client", None) or model._client
    return package_client._client


def _options(known: str, model: str, url: str, settings: ChatSettings) -> dict[str, Any]:
    """Return what a provider's model is built with. All of it is named, so that no variable of its own package decides."""
    key = settings.api_key.get_secret_value() or "none"
    limits: dict[str, Any] = {
        "timeout": settings.timeout_s,
        "max_retries": 0,
        "max_tokens": _MAX_TOKENS,
        "cache": False,
    }
    match known:
        case "ollama":
            return {
                "model": model,
                "base_url": url,
                "temperature": 0,
                "format": "json",
                "num_ctx": _CONTEXT_TOKENS,
                "num_predict": _MAX_TOKENS,
                "client_kwargs": {"timeout": settings.timeout_s},
                "cache": False,
            }
        case "azure_openai":
            azure = {"azure_endpoint": url, "azure_deployment": model, "api_version": _AZURE_API_VERSION}
            return {**azure, "api_key": key, **limits}
        case "openai-compatible":
            return {"model": model, "base_url": url, "api_key": key, "temperature": 0, **limits}
        case _:  # newer hosted models turn down a request that sets a temperature
            return {"model": model, "base_url": url, "api_key": key, **limits}


class LangChainModel:
    """One of LangChain's chat models.

    Parameters
    ----------
    name : str
        Provider and model.
    model : langchain_core.language_models.BaseChatModel
        Untyped here, so that nothing of LangChain is imported before it is wanted.
    timeout_s : float
        For the whole of a request: a client's own time limit starts anew with each byte.
    """

    def __init__(self, name: str, model: Any, timeout_s: float) -> None:
        self._name = name
        self._model = model
        self._timeout_s = timeout_s

    @property
    def name(self) -> str:
        """Provider and model, as an answer names it."""
        return self._name

    def complete(self, system: str, user: str) -> str:
        """Answer a message.

        Raises
        ------
        ChatModelTimeout
            If there is none in time.
        ChatModelRefused
            If the model declines.
        ChatModelMalformed
            If its answer was cut off.
        """
        return self._within_time([("system", system), ("human", user)])

    def _within_time(self, messages: list[tuple[str, str]]) -> str:
        """Ask in a thread of its own and wait no longer than the limit.

        Raises
        ------
        ChatModelTimeout
            If there is no answer by then; whatever else a client raises is raised as one of ours.
        """
        outcome: list[str | ChatModelError] = []

        def ask() -> None:
            try:
                with limited_request(self._timeout_s):
                    outcome.append(_text_of(_untraced(self._model, messages)))
            except ChatModelError as error:
                outcome.append(error)
            except Exception as error:  # shown to the person in our own words, whatever a client raises
                ours = _as_ours(error)
                ours.__cause__ = error
                outcome.append(ours)

        thread = threading.Thread(target=contextvars.copy_context().run, args=(ask,), daemon=True)
        thread.start()
        thread.join(self._timeout_s)
        if not outcome:
            raise ChatModelTimeout(f"the chat model did not answer within {self._timeout_s:g} seconds", QUOTED_INSTEAD)
        if isinstance(outcome[0], ChatModelError):
            raise outcome[0]
        return outcome[0]


def _untraced(model: Any, messages: list[tuple[str, str]]) -> Any:
    """Invoke a model with LangSmith off, which a variable of the environment would otherwise turn on."""
    from langsmith import tracing_context  # noqa: PLC0415  # comes with langchain-core, and only with it

    with tracing_context(enabled=False):
        return model.invoke(messages)


def _text_of(message: Any) -> str:
    """Return the words of an answer.

    Raises
    ------
    ChatModelRefused
        If the model, or its provider's filter, declined.
    ChatModelMalformed
        If the answer was cut off.
    """
    about = message.response_metadata
    stopped = str(about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason") or "")
    if message.additional_kwargs.get("refusal") or stopped in {"content_filter", "refusal"}:
        raise ChatModelRefused("the chat model declined to answer", QUOTED_INSTEAD)
    if stopped in {"length", "max_tokens"}:
        raise ChatModelMalformed("the chat model’s answer was cut off", QUOTED_INSTEAD)
    return str(message.text)


def _as_ours(error: Exception) -> ChatModelError:
    """Return a client's error as one of ours.

    Clients differ in their classes and agree on names and on ``status_code``. Their messages may hold what was sent, so
    none is repeated.
    """
    chain = _chain(error)
    names = " ".join(kind.__name__ for each in chain for kind in type(each).__mro__)
    status = getattr(error, "status_code", None)
    if "Timeout" in names:
        return ChatModelTimeout("the chat model did not answer in time", QUOTED_INSTEAD)
    if status == 429 or "RateLimit" in names:
        return ChatModelBusy("the chat model’s provider limits how often it may be asked", QUOTED_INSTEAD)
    if "Refusal" in names or "ContentFilter" in names:
        return ChatModelRefused("the chat model declined to answer", QUOTED_INSTEAD)
    if isinstance(status, int):
        return ChatModelUnreachable(f"the chat model’s server answered with an error ({status})", QUOTED_INSTEAD)
    too_large = any(isinstance(each, AnswerTooLarge) for each in chain)
    if not too_large and ("Connect" in names or "Protocol" in names or isinstance(error, OSError)):
        return ChatModelUnreachable("the chat model’s server cannot be reached, or broke off", QUOTED_INSTEAD)
    why = "is longer than an answer can be" if too_large else f"cannot be read ({type(error).__name__})"
    return ChatModelMalformed(f"the chat model’s answer {why}", QUOTED_INSTEAD)


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error and those that it was raised from."""
    return [error, *(_chain(error.__cause__) if error.__cause__ else ())]
