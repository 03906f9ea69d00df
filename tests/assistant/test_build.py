"""From settings to an assistant: an index is opened with the model it was made with, and with no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.build import build_assistant, build_comparer
from assistant.settings import ChatSettings
from corpus.errors import IndexMismatch
from corpus.settings import LibrarySettings


def test_another_embedding_model_is_refused_and_the_sentence_names_both(bundled_index: Path, tmp_path: Path) -> None:
    settings = LibrarySettings(index_dir=bundled_index, embedding_model=str(tmp_path))
    for build in (lambda: build_assistant(settings, ChatSettings()), lambda: build_comparer(settings)):
        with pytest.raises(IndexMismatch) as raised:
            build()
        assert "all-MiniLM-L6-v2@53aa51172d14" in raised.value.message
        assert f"the one configured is {tmp_path}" in raised.value.message
        assert "make index" in raised.value.hint
