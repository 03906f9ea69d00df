"""Settings to an Assistant with real parts."""

from __future__ import annotations

from assistant.editions import EditionComparer
from assistant.llm import load_chat_model
from assistant.pipeline import Assistant
from assistant.retrieve import load_question_encoder
from assistant.safety import new_redactor
from assistant.settings import ChatSettings
from assistant.understand import load_reader
from corpus.index import store_of
from corpus.models import SentenceTransformerEmbedder
from corpus.practice import load_lexicon
from corpus.register import load_register
from corpus.rerankers import load_reranker
from corpus.settings import LibrarySettings
from corpus.statements import LedgerFile, findings_with_own


def build_assistant(settings: LibrarySettings, chat: ChatSettings | None = None) -> Assistant:
    """Open the library and its models.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is and which models read it.
    chat : ChatSettings or None
        Which chat model writes; ``None`` for what is set (``DSL_CHAT_MODEL``).

    Raises
    ------
    UnusableIndex
        If the index cannot be used; the message says which command mends it.
    ModelError
        If model weights are missing or not the expected ones.
    SettingsError, ChatModelMissing
        If the chat model set cannot be used.
    """
    model = load_chat_model(chat or ChatSettings.read())
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    store = store_of(settings)
    index = store.open(embedder.name)
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    reranker = load_reranker(settings.reranker_model, settings.n_threads)
    return Assistant(
        index,
        register,
        embedder,
        reranker,
        reader=load_reader(settings.n_threads) if reranker else None,
        lexicon=load_lexicon(),
        question_encoder=load_question_encoder(embedder.name),
        model=model,
        new_redactor=new_redactor,
        shelf=lambda: findings_with_own(store.index_dir),
        reviews=LedgerFile(settings.review_ledger).read,
    )


def build_comparer(settings: LibrarySettings) -> EditionComparer:
    """Open the library to lay editions side by side; no chat model or reranker is needed.

    Parameters
    ----------
    settings : LibrarySettings
        Where the library is and which model reads it.

    Raises
    ------
    UnusableIndex
        If the index cannot be used.
    ModelError
        If model weights are missing or not the expected ones.
    """
    embedder = SentenceTransformerEmbedder(settings.embedding_model, settings.n_threads)
    index = store_of(settings).open(embedder.name)
    register = load_register()
    register = register.with_sources(source for source in index.sources.values() if source.source_id not in register)
    return EditionComparer(index=index, register=register, embedder=embedder)
