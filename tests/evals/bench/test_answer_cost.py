"""What an answer costs, beside embedding its question: measured in one run, and never asserted."""

from __future__ import annotations

from evals.__main__ import main
from evals.bench import answer_cost as cost_module


class Assistant:
    """Keeps what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question) -> None:
        self.asked.append(question.text)


class Encoder:
    """Embeds nothing."""

    def encode(self, texts, *, show_progress_bar: bool) -> None:
        assert not show_progress_bar


def test_each_question_that_stands_by_itself_is_asked_once_and_the_first_few_do_not_count(
    monkeypatch, tmp_path, capsys
):
    assistant, set_to, seconds = Assistant(), [], iter(range(1000))
    monkeypatch.setattr(cost_module, "build_assistant", lambda settings: set_to.append(settings) or assistant)
    monkeypatch.setattr(cost_module, "bundled_encoder", Encoder)
    monkeypatch.setattr(cost_module.time, "process_time", lambda: float(next(seconds) ** 2))
    file = tmp_path / "questions.jsonl"
    turns = '[{"role": "user", "content": "before"}]'
    file.write_text(
        "".join(f'{{"query_id": "Q{n}", "text": "question {n}"}}\n' for n in range(5))
        + f'{{"query_id": "Q9", "text": "and then?", "history": {turns}}}\n'
    )
    assert main(["bench", "--answers", str(tmp_path), "--questions", str(file)]) == 0
    assert assistant.asked == [f"question {n}" for n in range(5)]
    assert (set_to[0].index_dir, set_to[0].n_threads) == (tmp_path, 1)
    shown = capsys.readouterr().out
    assert "| questions | 2.0" in shown
    assert "an answer, in embeddings of its question" in shown


def test_too_few_questions_are_an_error_that_says_so(tmp_path, capsys):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"query_id": "Q1", "text": "one alone"}\n')
    assert main(["bench", "--answers", str(tmp_path), "--questions", str(file)]) != 0
    assert "1 of the questions stand by themselves" in capsys.readouterr().err
