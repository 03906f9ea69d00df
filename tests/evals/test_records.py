from __future__ import annotations

import json

import pytest

from evals.errors import RecordError
from evals.records import answer_line, read_answers, read_json, read_qrels, read_questions, write_json


@pytest.fixture
def write(tmp_path):
    def _write(text: str, name: str = "set.jsonl"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_only_id_and_text_are_required_and_unknown_fields_are_let_be(write):
    (question,) = read_questions(write('{"query_id": "Q1", "text": "what now?", "mood": "worried"}\n'))
    assert (question.query_id, question.text, question.history, question.expected) == ("Q1", "what now?", (), "")


def test_a_conversation_keeps_its_turns(write):
    turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    (question,) = read_questions(write(json.dumps({"query_id": "Q1", "text": "and?", "history": turns})))
    assert [(turn.role, turn.content) for turn in question.history] == [("user", "a"), ("assistant", "b")]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{not json", "Invalid JSON"),
        ('{"text": "no id"}', "query_id: Field required"),
        ('{"query_id": "Q2"}', "text: Field required"),
        ('{"query_id": "Q 2", "text": "x"}', "one word"),
        ('{"query_id": "Q2", "text": ""}', "text: "),
        ('{"query_id": "Q2", "text": "x", "history": [{"role": "robot", "content": "y"}]}', "history.0.role"),
        ("[]", "set.jsonl line 3: "),
    ],
)
def test_a_bad_line_is_one_sentence_with_file_and_line(write, line, problem):
    path = write('{"query_id": "Q1", "text": "x"}\n\n' + line + "\n")  # the blank line counts
    with pytest.raises(RecordError) as caught:
        read_questions(path)
    assert caught.value.message.startswith("set.jsonl line 3: ")
    assert problem in caught.value.message
    assert "\n" not in caught.value.message


def test_the_error_never_repeats_the_question(write):
    with pytest.raises(RecordError) as caught:
        read_questions(write('{"query_id": "Q 1", "text": "Tilly told me a secret"}'))
    assert "Tilly" not in caught.value.message
    assert caught.value.__suppress_context__  # nor does a traceback of pydantic's


def test_an_unusual_line_end_inside_a_string_does_not_end_the_line(write):
    (question,) = read_questions(write('{"query_id": "Q1", "text": "one\u2028two"}'))
    assert question.text == "one\u2028two"


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file_is_an_error(write, text):
    with pytest.raises(RecordError, match="is empty"):
        read_questions(write(text))


def test_a_file_that_is_not_there_or_not_text_is_an_error(tmp_path):
    with pytest.raises(RecordError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    (tmp_path / "odd").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RecordError, match="not UTF-8"):
        read_qrels(tmp_path / "odd")


def test_one_id_twice_is_an_error(write):
    with pytest.raises(RecordError, match="Q1 stands twice"):
        read_questions(write('{"query_id": "Q1", "text": "x"}\n{"query_id": "Q1", "text": "y"}\n'))


def test_qrels_are_read(write):
    path = write("Q1 0 a#p1 3\nQ1 0 a#p2 0\nQ2 0 b#p9 -1\n", "set.qrels")
    assert read_qrels(path) == {"Q1": {"a#p1": 3, "a#p2": 0}, "Q2": {"b#p9": -1}}


@pytest.mark.parametrize("line", ["Q1 0 a#p1", "Q1 0 a#p1 high", "Q1 0 a#p1 2 extra", "Q1 0 a#p1 2.5"])
def test_a_bad_judgement_names_its_line(write, line):
    with pytest.raises(RecordError, match=r"set\.qrels line 2: a judgement reads"):
        read_qrels(write(f"Q0 0 a#p1 1\n{line}\n", "set.qrels"))


def test_a_page_judged_twice_is_an_error(write):
    with pytest.raises(RecordError, match="a#p1 is judged twice for Q1"):
        read_qrels(write("Q1 0 a#p1 1\nQ1 0 a#p1 2\n", "set.qrels"))


def test_answers_come_back_as_they_were_written(tmp_path):
    retrieved = [{"rank": 1, "source_id": "a", "page": 3, "paragraph": None, "score": 0.5, "text": "t"}]
    line = answer_line("Q1", {"outcome": "abstained", "retrieved": retrieved, "generation": "g"})
    (tmp_path / "answers.jsonl").write_text(line, encoding="utf-8")
    (row,) = read_answers(tmp_path)
    assert (row.query_id, row.outcome, row.generation) == ("Q1", "abstained", "g")
    assert [(hit.rank, hit.source_id, hit.page) for hit in row.retrieved] == [(1, "a", 3)]


@pytest.mark.parametrize(
    "bad",
    [
        {"outcome": "splendid"},
        {"outcome": "answered", "retrieved": [{"rank": 1, "source_id": "a", "page": 0}]},
        {"outcome": "answered", "retrieved": [{"rank": 0, "source_id": "a", "page": 1}]},
    ],
)
def test_a_bad_answer_names_file_and_line(tmp_path, bad):
    (tmp_path / "answers.jsonl").write_text(answer_line("Q1", bad), encoding="utf-8")
    with pytest.raises(RecordError, match=r"answers\.jsonl line 1: "):
        read_answers(tmp_path)


def test_a_folder_without_a_run_says_what_to_do(tmp_path):
    with pytest.raises(RecordError, match="holds no run") as caught:
        read_answers(tmp_path)
    assert "evals run" in caught.value.hint


def test_json_is_written_whole_and_read_back(tmp_path):
    write_json(tmp_path / "m.json", {"a": "é"})
    assert read_json(tmp_path / "m.json") == {"a": "é"}
    assert [path.name for path in tmp_path.iterdir()] == ["m.json"]


@pytest.mark.parametrize(("text", "problem"), [("[1]", "not a JSON object"), ("{", "not JSON")])
def test_json_that_is_no_object_is_an_error(write, text, problem):
    with pytest.raises(RecordError, match=problem):
        read_json(write(text, "floor.json"))
