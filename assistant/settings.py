"""Settings of the assistant: which chat model writes prose, where the desks keep what they keep, what the server allows.

Read once at an entry point (``ChatSettings.read()``, ``StoreSettings.read()``, ``ServerSettings.read()``,
``RemoteSettings.read()``, ``ClusterSettings.read()``) and passed down; nothing else here reads the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

_ELSEWHERE = "env:"
_Settings = TypeVar("_Settings", bound=BaseSettings)


class ChatSettings(BaseSettings):
    """Which chat model is asked, where, and for how long.

    Parameters
    ----------
    model : str
        ``DSL_CHAT_MODEL``: ``none``, or provider and model: ``ollama:llama3.1``, ``openai:…``, ``anthropic:…``,
        ``azure_openai:…`` (the deployment), ``openai-compatible:…``.
    url : str
        ``DSL_CHAT_URL``: the server's address, where the provider has no address of its own.
    api_key : SecretStr
        ``DSL_CHAT_API_KEY``: the key, or ``env:NAME`` for the variable that holds it.
    timeout_s : float
        ``DSL_CHAT_TIMEOUT_S``: the longest that one answer may take, in seconds.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_CHAT_", extra="ignore", frozen=True)

    model: str = "none"
    url: str = ""
    api_key: SecretStr = SecretStr("")
    timeout_s: float = Field(default=60.0, gt=0, le=600)

    @classmethod
    def read(cls) -> ChatSettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        return _read(cls)._with_key()

    def _with_key(self) -> ChatSettings:
        """Return the settings with the key itself, where its place was named.

        Raises
        ------
        SettingsError
            If the variable named holds nothing.
        """
        return self.model_copy(update={"api_key": _key_itself(self.api_key, "DSL_CHAT_API_KEY")})


class RemoteSettings(BaseSettings):
    """Which server the page asks, instead of opening the library itself.

    Parameters
    ----------
    url : str
        ``DSL_ASSISTANT_URL``: the address of ``python -m assistant serve``; empty if the page answers itself.
    key : SecretStr
        ``DSL_ASSISTANT_KEY``: the page's key, or ``env:NAME`` for the variable that holds it.
    timeout_s : float
        ``DSL_ASSISTANT_TIMEOUT_S``: the longest that nothing may come, in seconds.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_ASSISTANT_", extra="ignore", frozen=True)

    # names go there as typed: in clear to this computer alone, or to a name without a dot, as in a network of containers
    url: str = Field(
        default="",
        pattern=r"^(https://[^\s?#@]+|http://(localhost|127(\.\d+){3}|\[::1\]|[\w-]+)(:\d+)?(/[^\s?#@]*)?)?$",
    )
    key: SecretStr = SecretStr("")
    timeout_s: float = Field(default=130.0, gt=0, le=700)

    @classmethod
    def read(cls) -> RemoteSettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        settings = _read(cls)
        return settings.model_copy(update={"key": _key_itself(settings.key, "DSL_ASSISTANT_KEY")})


class StoreSettings(BaseSettings):
    """Where the desks keep conversations and checks, and who has which role.

    Parameters
    ----------
    database_url : SecretStr
        ``DSL_DATABASE_URL``: ``sqlite:///path`` or ``postgresql://user@host/name``; empty for ``.data/desk.sqlite``. It may
        hold a password, so it is never shown.
    evidence_dir : Path
        ``DSL_EVIDENCE_DIR``: the PDFs that checks need, by content.
    eval_dir : Path
        ``DSL_EVAL_DIR``: where evaluation runs are written and looked for.
    roles_file : Path or None
        ``DSL_ROLES_FILE``: a TOML file whose ``[roles]`` table gives each e-mail address its roles.
    unknown_role : str
        ``DSL_UNKNOWN_ROLE``: ``dsl`` if whoever can sign in may ask, else ``none``.
    feedback : str
        ``DSL_FEEDBACK``: ``off``, and nobody can say on the page that an answer did not help.
    count_unanswered : str
        ``DSL_COUNT_UNANSWERED``: ``off`` if nobody shall count, by day and subject, what the library could not answer.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_", extra="ignore", frozen=True)

    database_url: SecretStr = SecretStr("")
    evidence_dir: Path = Path(".data/evidence")
    eval_dir: Path = Path(".data/eval")
    roles_file: Path | None = None
    unknown_role: Literal["none", "dsl"] = "none"
    feedback: Literal["on", "off"] = "on"
    count_unanswered: Literal["on", "off"] = "on"

    @classmethod
    def read(cls) -> StoreSettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        return _read(cls)


class ServerSettings(BaseSettings):
    """What the server for other programs allows, and where its keys and its switch are.

    Parameters
    ----------
    keys_file : Path
        ``DSL_API_KEYS_FILE``: the hashes of the keys, each with a name.
    off_file : Path
        ``DSL_API_OFF_FILE``: while this file is there, nothing is answered.
    a_minute, a_day : int
        ``DSL_API_A_MINUTE``, ``DSL_API_A_DAY``: requests of one key.
    at_once : int
        ``DSL_API_AT_ONCE``: what one key may have under way.
    at_once_in_all : int
        ``DSL_API_AT_ONCE_IN_ALL``: what all keys may have under way together.
    timeout_s : float
        ``DSL_API_TIMEOUT_S``: the longest that one request is waited for, in seconds.
    max_turns : int
        ``DSL_API_MAX_TURNS``: earlier turns of a conversation.
    max_body_kb : int
        ``DSL_API_MAX_BODY_KB``: of a request, in kilobytes.
    telemetry : str
        ``DSL_API_TELEMETRY``: ``off``, or the address of an OpenTelemetry collector (OTLP over gRPC) for traces and metrics.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_API_", extra="ignore", frozen=True)

    keys_file: Path = Path(".data/api-keys.json")
    off_file: Path = Path(".data/api-off.txt")
    a_minute: int = Field(default=60, ge=1)
    a_day: int = Field(default=2000, ge=1)
    at_once: int = Field(default=4, ge=1)
    at_once_in_all: int = Field(default=16, ge=1, le=256)
    timeout_s: float = Field(default=120.0, gt=0, le=600)
    max_turns: int = Field(default=40, ge=0, le=200)
    max_body_kb: int = Field(default=1024, ge=16, le=16_384)
    telemetry: str = Field(default="off", pattern=r"^(off|https?://.+)$")

    @classmethod
    def read(cls) -> ServerSettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        return _read(cls)


class ClusterSettings(BaseSettings):
    """How many pages and servers run on this computer behind one proxy, and where.

    Parameters
    ----------
    dir : Path
        ``DSL_CLUSTER_DIR``: what the cluster keeps: PostgreSQL's data, logs, what each part brings of the index.
    port : int
        ``DSL_CLUSTER_PORT``: of the proxy; the pages have the ports after it, the servers those from ten after it.
    pages, apis : int
        ``DSL_CLUSTER_PAGES``, ``DSL_CLUSTER_APIS``: how many of each.
    thin_pages : bool
        ``DSL_CLUSTER_THIN_PAGES``: whether the pages ask the servers, through the proxy, and open no library themselves.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_CLUSTER_", extra="ignore", frozen=True)

    dir: Path = Path(".data/cluster")
    port: int = Field(default=8600, ge=1024, le=65_000)
    pages: int = Field(default=2, ge=1, le=9)
    apis: int = Field(default=2, ge=1, le=9)
    thin_pages: bool = False

    @classmethod
    def read(cls) -> ClusterSettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        return _read(cls)

    def ports_of_pages(self) -> Sequence[tuple[str, int]]:
        """Return the name and the port of each page."""
        return [(f"page-{number}", self.port + number) for number in range(1, self.pages + 1)]

    def ports_of_apis(self) -> Sequence[tuple[str, int]]:
        """Return the name and the port of each server for other programs."""
        return [(f"api-{number}", self.port + 10 + number) for number in range(1, self.apis + 1)]


def _key_itself(key: SecretStr, setting: str) -> SecretStr:
    """Return a key, also where its place was named.

    Raises
    ------
    SettingsError
        If the variable named holds nothing.
    """
    secret = key.get_secret_value()
    if not secret.startswith(_ELSEWHERE):
        return key
    name = secret.removeprefix(_ELSEWHERE)
    if not os.environ.get(name):
        raise SettingsError(
            f"the setting {setting} points to {name}, which is not set", f"set {name}, or unset {setting}"
        )
    return SecretStr(os.environ[name])


def environment_with(changes: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment with some variables set otherwise, for a process to be started with."""
    return {**os.environ, **changes}


def _read(kind: type[_Settings]) -> _Settings:
    """Read settings from the environment.

    Raises
    ------
    SettingsError
        If a setting has a value that cannot be used; names the setting.
    """
    try:
        return kind()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = f"{kind.model_config['env_prefix']}{first['loc'][0]}".upper()
        raise SettingsError(f"the setting {name} cannot be used: {first['msg']}", f"correct or unset {name}") from error
