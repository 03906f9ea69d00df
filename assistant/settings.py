"""Settings of the assistant: which chat model writes prose, if any, and where the desks keep what they keep.

Read once at an entry point (``ChatSettings.read()``, ``StoreSettings.read()``) and passed down; nothing else here reads the
environment.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError

_ELSEWHERE = "env:"


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
        try:
            settings = cls()
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = f"DSL_CHAT_{str(first['loc'][0]).upper()}"
            raise SettingsError(
                f"the setting {name} cannot be used: {first['msg']}", f"correct or unset {name}"
            ) from error
        return settings._with_key()

    def _with_key(self) -> ChatSettings:
        """Return the settings with the key itself, where its place was named.

        Raises
        ------
        SettingsError
            If the variable named holds nothing.
        """
        secret = self.api_key.get_secret_value()
        if not secret.startswith(_ELSEWHERE):
            return self
        name = secret.removeprefix(_ELSEWHERE)
        key = os.environ.get(name, "")
        if not key:
            raise SettingsError(
                f"the setting DSL_CHAT_API_KEY points to {name}, which is not set",
                f"set {name}, or unset DSL_CHAT_API_KEY",
            )
        return self.model_copy(update={"api_key": SecretStr(key)})


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
        try:
            return cls()
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            name = f"DSL_{str(first['loc'][0]).upper()}"
            raise SettingsError(
                f"the setting {name} cannot be used: {first['msg']}", f"correct or unset {name}"
            ) from error
