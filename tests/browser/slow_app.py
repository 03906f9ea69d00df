"""The app with an assistant that answers when a test lets it: a question with “slowly” in it waits for a file to appear."""

from __future__ import annotations

import os
import runpy
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant import stages
from assistant.safety import load_classifier
from assistant.safety.details.redaction import Redactor
from assistant.types import Answer, Question
from assistant.ui.ask import ask_page
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex, a_citation, an_answer, an_urgent_answer

RELEASE = "RELEASE_SLOW_ANSWERS"


class SlowAssistant(FakeAssistant):
    """Stands still between two stages until the file is there."""

    def ask(
        self,
        question: Question,
        on_stage: Callable[[str], None] = lambda _: None,
        redactor: Redactor | None = None,
        on_danger: Callable[[], None] = lambda: None,
    ) -> Answer:
        on_stage(stages.CHECKING)
        if "knife" in question.text:
            on_danger()
        on_stage(stages.SEARCHING)
        while "slowly" in question.text and not Path(os.environ[RELEASE]).exists():
            time.sleep(0.05)
        on_stage(stages.VERIFYING)
        return self.reply(question.text)


def reply(text: str) -> Answer:
    """Return an answer longer than a screen, or a short one."""
    if "knife" in text:
        return an_urgent_answer(text)
    if "short" in text:
        return an_answer(text)
    words = "Staff should write down what was said, in the words in which it was said. " * 4
    return an_answer(text, *(a_citation(f"{words}{n}", marker=n, page=1 + n % 3) for n in range(1, 7)))


@st.cache_resource
def _assistant() -> SlowAssistant:
    load_classifier()  # as the real assistant does before the first question
    return SlowAssistant(FakeIndex(Path(tempfile.mkdtemp())), reply)


if __name__ == "__main__":
    ask_page.open_assistant = lambda settings: _assistant()  # type: ignore[assignment]
    runpy.run_path(str(Path(__file__).parents[2] / "app.py"), run_name="__main__")
