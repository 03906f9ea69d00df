"""The library and the database as the pages open them: one of each for all sessions."""

from __future__ import annotations

import contextlib
import threading

import streamlit as st

from assistant.build import build_assistant
from assistant.errors import NeedsLibrary
from assistant.pipeline import Assistant
from assistant.remote_assistant import RemoteAssistant
from assistant.safety import load_classifier
from assistant.settings import RemoteSettings, StoreSettings
from assistant.store.database import Store, open_store
from corpus.errors import CorpusError, IndexMissing
from corpus.index import Manifest, read_manifest, store_of
from corpus.settings import LibrarySettings

NEEDS_LIBRARY = (
    "this needs the library on this computer, and this page asks another server",
    "do it on a computer that has the library; questions are answered here",
)


def open_assistant(settings: LibrarySettings) -> Assistant:
    """Return the assistant over the generation that serves now; it is built once per generation.

    Raises
    ------
    CorpusError
        If the index is missing, damaged or of another model, or the model cannot be loaded.
    NeedsLibrary
        If it is missing because the page asks another server.
    """
    try:
        generation = store_of(settings).current()
    except IndexMissing as error:
        raise NeedsLibrary(*NEEDS_LIBRARY) if remote_assistant() else error from None
    return _built(settings, settings.model_dump_json(), generation)


def remote_assistant() -> RemoteAssistant | None:
    """Return the assistant at another address that is asked instead of one in this process; nothing if none is set.

    Raises
    ------
    SettingsError
        If its address or key cannot be used.
    """
    settings = RemoteSettings.read()
    return _remote(settings, f"{settings}\n{settings.key.get_secret_value()}") if settings.url else None


def manifest_now(settings: LibrarySettings) -> Manifest:
    """Return the manifest of the generation that serves, without opening it.

    Raises
    ------
    IndexMissing
        If there is no index.
    IndexDamaged
        If the manifest cannot be read.
    """
    store = store_of(settings)
    return read_manifest(store.index_dir, store.current())


def open_store_for_pages(settings: StoreSettings) -> Store:
    """Return the database of the pages; it is opened once.

    Raises
    ------
    AssistantError
        If the database cannot be reached, or a newer program wrote it.
    SettingsError
        If its address cannot be used.
    """
    return _opened(settings, f"{settings.database_url.get_secret_value()}\n{settings.evidence_dir}")


@st.cache_resource(max_entries=1, show_spinner=False, on_release=Store.close)
def _opened(_settings: StoreSettings, settings_key: str) -> Store:  # noqa: ARG001  # cache key
    """Open the database; the last parameter is what the cache knows it by."""
    return open_store(_settings)


@st.cache_resource(max_entries=1, show_spinner=False, on_release=RemoteAssistant.close)
def _remote(_settings: RemoteSettings, settings_key: str) -> RemoteAssistant:  # noqa: ARG001  # cache key
    """Return the one client of all sessions; the gate that hears danger loads in a thread."""
    threading.Thread(target=load_classifier, daemon=True).start()
    return RemoteAssistant(_settings)


def forget_assistants() -> None:
    """Forget the assistants that were built: one may have in memory what has just been taken out of the library."""
    _built.clear()


# One entry: a session that is still reading the generation before refers to it itself, and nothing else may keep it alive.
@st.cache_resource(max_entries=1, show_spinner=False)
def _built(_settings: LibrarySettings, settings_key: str, generation: str) -> Assistant:  # noqa: ARG001  # cache key
    """Build the assistant; the last two parameters are what the cache knows it by.

    Its models load in a thread, while the first question is typed.
    """
    assistant = build_assistant(_settings)
    threading.Thread(target=_warm, args=(assistant,), daemon=True).start()
    return assistant


def _warm(assistant: Assistant) -> None:
    with contextlib.suppress(CorpusError):  # a model that does not load is reported when it is asked
        assistant.warm()
