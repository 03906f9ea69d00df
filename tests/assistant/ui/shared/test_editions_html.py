"""Two wordings with what changed between them marked."""

from __future__ import annotations

from assistant.ui.shared import editions_html
from corpus.word_diff import WordChange, WordRun


def test_words_are_marked_by_more_than_colour_and_list_items_stand_on_lines_of_their_own() -> None:
    words = (
        WordRun(WordChange.SAME, "Tell:"),
        WordRun(WordChange.ADDED, "• a <i> parent"),
        WordRun(WordChange.ELSEWHERE, "• a friend"),
    )
    shown = editions_html.words_html(words)
    assert "<ins" in shown
    assert "a &lt;i&gt; parent" in shown
    assert "[stands elsewhere in the other edition: " in shown
    assert editions_html.words_html((WordRun(WordChange.SAME, "Tell: • one • two"),)) == "Tell:<br>• one<br>• two"
    assert editions_html.words_html((WordRun(WordChange.ADDED, "•"),)) == "•"
