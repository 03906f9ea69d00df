"""How the assistant is set up and what it uses: index, models, versions, storage, licences, settings. No secret is told."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from assistant.settings import ChatSettings, StoreSettings
from corpus.errors import CorpusError
from corpus.index import Manifest, read_manifest, store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings

Rows = Sequence[tuple[str, str]]

_PACKAGES = (
    "streamlit", "chromadb", "sentence-transformers", "torch", "onnxruntime", "tokenizers", "bm25s", "pypdfium2", "pypdf",
    "SQLAlchemy", "pydantic", "langchain-core", "reportlab",
)  # fmt: skip
_NONE = "none"
_LONG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Names and values, by subject; ``problems`` are sentences on what could not be told."""

    index: Rows
    models: Rows
    versions: Rows
    licences: Rows
    settings: Rows
    problems: tuple[str, ...] = ()


def health(library: LibrarySettings, chat: ChatSettings, store: StoreSettings) -> Health:
    """Look at what is set and installed; what cannot be told is said, and the rest is told all the same.

    Parameters
    ----------
    library, chat, store : settings
        As they are in force.
    """
    problems: list[str] = []
    manifest = _manifest(library, problems)
    return Health(
        index=_index(manifest) if manifest else (),
        models=_models(library, chat, manifest, problems),
        versions=(("Python", platform.python_version()), *((name, _version(name)) for name in _PACKAGES)),
        licences=(*(_sources(manifest) if manifest else ()), *((name, _licence(name)) for name in _PACKAGES)),
        settings=_settings(library, chat, store),
        problems=tuple(problems),
    )


def problems_of(library: LibrarySettings) -> tuple[str, ...]:
    """Return what is wrong with the index and the models, a sentence for each: part of what needs doing."""
    problems: list[str] = []
    manifest = _manifest(library, problems)
    _models(library, ChatSettings.model_construct(), manifest, problems)
    if manifest and manifest.problems:
        n = len(manifest.problems)
        problems.append(
            f"{n} file or page could not be read when the library was built; “Look after the library” says which"
            if n == 1
            else f"{n} files or pages could not be read when the library was built; “Look after the library” says which"
        )
    return tuple(problems)


def _manifest(library: LibrarySettings, problems: list[str]) -> Manifest | None:
    try:
        store = store_of(library)
        return read_manifest(store.index_dir, store.current())
    except CorpusError as error:
        problems.append(f"{error.message}; {error.hint}")
        return None


def size_of(folder: Path) -> int:
    """Return the bytes that the files under a folder take; 0 if it is not there."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() and not path.is_symlink() else 0
        except OSError:
            continue  # deleted meanwhile
    return total


def in_mb(n_bytes: int) -> str:
    """Return a size as people read it."""
    return f"{n_bytes / 1e6:,.1f} MB"


def without_secrets(url: str) -> str:
    """Return an address without the name, password and query that may stand in it."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit((parts.scheme, host + port, parts.path, "", "")) if host else ("set" if url else "not set")


def _index(manifest: Manifest) -> Rows:
    return (
        ("Generation", manifest.generation),
        ("Built", f"{manifest.built_at:%Y-%m-%d %H:%M} UTC"),
        ("Sources, pages, passages", f"{len(manifest.sources):,}, {manifest.n_pages:,}, {manifest.n_passages:,}"),
        ("Could not be read when built", f"{len(manifest.problems):,} files or pages"),
        ("Made by", ", ".join(f"{name} {version}" for name, version in sorted(manifest.versions.items()))),
        ("Inputs", manifest.inputs[:16]),
    )


def _models(library: LibrarySettings, chat: ChatSettings, manifest: Manifest | None, problems: list[str]) -> Rows:
    rows = [("Index made with", manifest.embedder if manifest else "no index")]
    try:
        embedder = SentenceTransformerEmbedder(library.embedding_model)
        rows.append(("Embedding model set", embedder.name))
        if manifest and embedder.name != manifest.embedder:
            problems.append(
                "The embedding model that is set is not the one that the index was made with; build it again."
            )
        if embedder.calibration is None:
            problems.append(
                f"The embedding model {embedder.name} has no calibration: weak evidence is not noticed by how near it is."
            )
        reranker = load_reranker(library.reranker_model)
        rows.append(("Reranker", reranker.name if reranker else _NONE))
    except CorpusError as error:
        problems.append(f"{error.message}; {error.hint}")
    rows += [("Chat model", chat.model)]
    rows += [("Learned from staff’s words", manifest.learned[:16])] if manifest and manifest.learned else []
    return rows


def _sources(manifest: Manifest) -> Rows:
    counted = Counter(entry.source.licence or "not established" for entry in manifest.sources)
    return [(f"Sources: {licence}", f"{n} of {len(manifest.sources)}") for licence, n in counted.most_common()]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _licence(name: str) -> str:
    """Return the licence that a package names, in a few words."""
    try:
        about: Any = metadata.metadata(name)  # an e-mail message, which its type does not say
    except metadata.PackageNotFoundError:
        return "not installed"
    classified = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier", []) if one.startswith("License ::")]
    licence = about.get("License-Expression") or "; ".join(classified) or (about.get("License") or "").split("\n")[0]
    return licence[:_LONG] or "not said"


def _settings(library: LibrarySettings, chat: ChatSettings, store: StoreSettings) -> Rows:
    reach = "" if library.n_threads else " (left to the models)"
    return (
        ("DSL_INDEX_DIR", str(library.index_dir)),
        ("DSL_INDEX", "set (not shown)" if library.index.get_secret_value() else "not set"),
        ("DSL_INDEX_FILES", library.index_files),
        ("DSL_BUILD_ON", without_secrets(library.build_on)),
        ("DSL_LIBRARY_DIR", str(library.library_dir)),
        ("DSL_EMBEDDING_MODEL", library.embedding_model),
        ("DSL_RERANKER_MODEL", library.reranker_model),
        ("DSL_THREADS", f"{library.n_threads}{reach}"),
        ("DSL_LOCAL_DOCUMENTS", library.local_documents),
        ("DSL_CONTACT", library.contact),
        ("DSL_REVIEW_LEDGER", str(library.review_ledger)),
        ("DSL_CHAT_MODEL", chat.model),
        ("DSL_CHAT_URL", without_secrets(chat.url)),
        ("DSL_CHAT_API_KEY", "set (not shown)" if chat.api_key.get_secret_value() else "not set"),
        ("DSL_CHAT_TIMEOUT_S", f"{chat.timeout_s:g}"),
        ("DSL_DATABASE_URL", "set" if store.database_url.get_secret_value() else "not set: .data/desk.sqlite"),
        ("DSL_EVIDENCE_DIR", str(store.evidence_dir)),
        ("DSL_EVAL_DIR", str(store.eval_dir)),
        ("DSL_ROLES_FILE", str(store.roles_file or "not set")),
        ("DSL_UNKNOWN_ROLE", store.unknown_role),
        ("DSL_FEEDBACK", store.feedback),
        ("DSL_COUNT_UNANSWERED", store.count_unanswered),
    )
