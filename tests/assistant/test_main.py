"""``python -m assistant`` as other programs and people call it: JSON, exit status, and one clear sentence for each mistake."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant import __main__ as command
from assistant import messages
from assistant.pipeline import Assistant
from corpus.errors import IndexDamaged
from corpus.register.register import Register
from corpus.settings import LibrarySettings
from corpus.types import Authority
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

QUESTION = "Is a child who hears abuse a victim of domestic abuse?"
URGENT = "He is outside right now with a knife and the child is screaming"
ACT = a_source("act-2021", authority=Authority.LAW, edition="2021")
PASSAGES = [
    a_passage("A child who sees or hears abuse is a victim of domestic abuse.", "act-2021", paragraph="s.3(1)"),
    a_passage("A victim of abuse may ask the court for an order about the home.", "act-2021", page=2),
    a_passage("Each authority writes a plan and keeps it up to date.", "act-2021", page=3),
    a_passage("The police may give a notice that lasts for two days.", "act-2021", page=4),
]


@pytest.fixture
def asked_of(monkeypatch: pytest.MonkeyPatch) -> list[LibrarySettings]:
    """Put a small library in place of the real one; gives the settings it was opened with."""
    opened: list[LibrarySettings] = []

    def build(settings: LibrarySettings) -> Assistant:
        opened.append(settings)
        embedder = WordEmbedder()
        index = MemoryIndex(PASSAGES, {"act-2021": ACT}, embedder)
        return Assistant(index, Register({"act-2021": ACT}), embedder)

    monkeypatch.setattr(command, "build_assistant", build)
    return opened


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert command.main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_ask_prints_the_promised_object(asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str]) -> None:
    answer = run_json(capsys, "ask", QUESTION, "--as-at", "2025-10-01")
    assert isinstance(answer, dict)
    promised = "outcome question standalone_question text sections citations retrieved notices gates heard shape generation model"
    assert set(answer) == {*promised.split(), "prompt_id", "as_at", "library", "letters", "timings_ms"}
    assert (answer["outcome"], answer["question"], answer["as_at"]) == ("answered", QUESTION, "2025-10-01")
    assert answer["model"] == "none"
    assert answer["library"] == "all"
    statement = answer["sections"][0]["statements"][0]
    assert set(statement) == {"text", "kind", "citations", "verified", "label", "elsewhere"}
    assert statement["verified"] is True
    citation = answer["citations"][0]
    parts = "marker source_id title edition authority in_force page printed_page paragraph heading quote url"
    assert set(parts.split()) <= set(citation)
    assert citation["url"] == "https://example.test/act-2021.pdf#page=1"
    assert {"rank", "source_id", "page", "start", "end", "score", "text"} <= set(answer["retrieved"][0])
    assert {frozenset(gate) for gate in answer["gates"]} == {frozenset({"gate", "passed", "reason"})}


def test_ask_can_be_limited_to_some_of_the_library(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {name: run_json(capsys, "ask", QUESTION, "--library", name) for name in ("official", "local")}
    assert {name: answer["outcome"] for name, answer in answers.items()} == {
        "official": "answered",
        "local": "abstained",
    }


def test_search_prints_a_list_of_k_passages(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(capsys, "search", QUESTION, "-k", "3")
    assert isinstance(found, list)
    assert [row["rank"] for row in found] == [1, 2, 3]
    assert found[0]["text"] == PASSAGES[0].text
    assert found[0]["score"] >= found[1]["score"] >= found[2]["score"]


def test_without_json_the_answer_is_read_as_text(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["ask", QUESTION]) == 0
    out = capsys.readouterr().out
    assert f"> “{PASSAGES[0].text}” [1]" in out
    assert "[1] The act-2021 book, 2021; page 1; section 3(1)" in out


def test_search_without_json_is_a_line_for_each_passage(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["search", QUESTION, "-k", "2"]) == 0
    first, _second = capsys.readouterr().out.splitlines()
    assert first == f"  1. act-2021 p1 para s.3(1): {PASSAGES[0].text}"


def test_the_index_named_is_the_one_opened(asked_of: list[LibrarySettings], tmp_path: Path) -> None:
    command.main(["search", QUESTION, "--index", str(tmp_path)])
    assert asked_of[0].index_dir == tmp_path


def test_a_question_is_as_at_today_unless_a_day_is_named(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_today", lambda: date(2026, 11, 25))
    answer = run_json(capsys, "ask", QUESTION)
    assert isinstance(answer, dict)
    assert answer["as_at"] == "2026-11-25"


def test_earlier_turns_are_read_from_a_file(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    history = tmp_path / "history.json"
    turns = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Yes."}]
    history.write_text(json.dumps(turns), encoding="utf-8")
    answer = run_json(capsys, "ask", "and what if she is 16?", "--history", str(history))
    assert isinstance(answer, dict)
    assert answer["question"] == "and what if she is 16?"
    assert "victim" in answer["standalone_question"]


@pytest.mark.parametrize("name", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "the question is empty."),
        (" ?! ", "the question is empty."),
        ("x" * 10_000, "the question has 10,000 characters"),
    ],
    ids=["empty", "only signs", "10,000 characters"],
)
def test_a_question_that_cannot_be_asked_is_bad_use(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], name: str, question: str, said: str
) -> None:
    assert command.main([name, question]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    sentence, hint = err.splitlines()
    assert sentence.startswith(said)
    assert hint
    assert asked_of == []  # nothing was loaded to find out


@pytest.mark.parametrize("k", ["0", "-1", "201"])
def test_a_k_out_of_range_is_bad_use(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], k: str
) -> None:
    assert command.main(["search", QUESTION, "-k", k]) == 2
    assert capsys.readouterr().err.startswith(f"-k is {k}, and must be from 1 to 200.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", QUESTION, "--as-at", "31/08/2026"], "'31/08/2026' is not a date like 2026-09-01"),
        (["ask", QUESTION, "--as-at", "2026-02-30"], "'2026-02-30' is not a date like 2026-09-01"),
        (["polish"], "invalid choice: 'polish'"),
        ([], "the following arguments are required: COMMAND"),
        (["ask"], "the following arguments are required: question"),
        (["search", QUESTION, "-k", "many"], "invalid int value: 'many'"),
    ],
)
def test_bad_use_has_status_2_and_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as raised:
        command.main(arguments)
    assert raised.value.code == 2
    assert said in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory."),
        ("not JSON", "is not a JSON list of turns."),
        ('{"role": "user", "content": "x"}', "is not a JSON list of turns."),
        ('[{"role": "user"}]', "is not a JSON list of turns."),
        ('[{"role": "human", "content": "x"}]', "is not a JSON list of turns."),
    ],
    ids=["missing", "not JSON", "not a list", "no content", "another role"],
)
def test_a_bad_history_is_a_sentence_and_a_hint(
    asked_of: list[LibrarySettings],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    content: str | None,
    said: str,
) -> None:
    history = tmp_path / "history.json"
    if content is not None:
        history.write_text(content, encoding="utf-8")
    assert command.main(["ask", QUESTION, "--history", str(history)]) == 1
    sentence, hint = capsys.readouterr().err.splitlines()
    assert sentence == f"the conversation in {history} {said}"
    assert hint


@pytest.mark.parametrize("name", ["ask", "search"])
def test_no_index_is_a_sentence_and_the_command_that_makes_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    assert command.main([name, QUESTION, "--index", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (f"there is no index in {tmp_path}.\nrun 'make run', or 'make index', to make one\n")


def test_in_danger_the_urgent_text_is_printed_even_with_no_index(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command.main(["ask", URGENT, "--index", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"{messages.URGENT_HEADING}\n\n{messages.URGENT_HELP[0]}")
    assert all(sentence in err for sentence in messages.URGENT_HELP)
    assert err.index("there is no index in") > err.index(messages.URGENT_HELP[-1])


def test_an_index_that_breaks_while_asking_is_a_failed_answer_with_status_1(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[tuple[str, float]]:
        raise IndexDamaged("the vectors cannot be read", "run 'python -m ingest build'")

    monkeypatch.setattr(MemoryIndex, "dense", broken)
    assert command.main(["ask", QUESTION, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["outcome"] == "failed"
    assert "the vectors cannot be read" in answer["text"]


def test_a_bad_setting_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_THREADS", "-3")
    assert command.main(["ask", QUESTION]) == 1
    assert "DSL_THREADS" in capsys.readouterr().err


@pytest.mark.parametrize(("question", "status"), [(QUESTION, 1), ("", 2)], ids=["no index", "empty question"])
def test_the_shell_sees_the_status_and_no_traceback(tmp_path: Path, question: str, status: int) -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-m", "assistant", "ask", question, "--index", str(tmp_path)],
        cwd=root,
        env={name: value for name, value in os.environ.items() if not name.startswith("DSL_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == status
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 2
    assert "Traceback" not in ran.stderr


def test_a_broken_gate_and_no_index_still_bring_the_urgent_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("assistant.safety.gates.load_classifier", lambda: 1 / 0)
    assert command.main(["ask", "is anyone there", "--index", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(messages.URGENT_HEADING)


def test_forget_removes_a_pdf_from_the_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    pdf = tmp_path / "policy.pdf"
    pdf.write_bytes(b"%PDF")
    kept = tmp_path / "evidence" / f"{hashlib.sha256(b'%PDF').hexdigest()}.pdf"
    kept.parent.mkdir()
    kept.write_bytes(b"%PDF")
    assert command.main(["forget", str(pdf)]) == 0
    assert capsys.readouterr().out.startswith("0 checks")
    assert not kept.exists()
    assert command.main(["forget", str(tmp_path / "gone.pdf")]) == 1
    assert "neither a file" in capsys.readouterr().err
    os.mkfifo(tmp_path / "pipe.pdf")
    assert command.main(["forget", str(tmp_path / "pipe.pdf")]) == 1  # it does not wait for somebody to write into it


def test_draft_prints_a_letter_without_the_details_of_anybody(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "Jake Smith in Year 4 said that daddy threw a plate. Can I tell social care?"
    assert command.main(["draft", "social-care-referral", "--asked", asked]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Draft, not sent. Read every line.")
    assert "Smith" not in printed
    assert "Year 4" in printed


RECORD = "3/9/2025 Late.\n8/10/2025 Dad held mum by the throat. Rang MASH.\n20/10/2025 No reply from MASH.\n"


def test_chronology_reads_a_file_and_standard_input(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "record.txt"
    file.write_text(RECORD, encoding="utf-8")
    found = run_json(capsys, "chronology", str(file), "--as-at", "2025-10-21")
    assert isinstance(found, dict)
    promised = "as_at danger refused notices read unread entries facts guidance citations"
    assert set(found) == set(promised.split())
    assert {"strangulation", "social-care"} <= {fact["about"] for fact in found["facts"]}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(RECORD.encode())))
    assert command.main(["chronology", "-"]) == 0
    assert "Strangulation or suffocation: 8 October 2025." in capsys.readouterr().out


def test_a_chronology_without_dates_is_bad_use(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    file.write_text("He was late.", encoding="utf-8")
    assert command.main(["chronology", str(file)]) == 2
    assert "no date was found" in capsys.readouterr().err


def test_urgent_help_does_not_wait_for_a_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def damaged(settings: LibrarySettings) -> Assistant:
        raise IndexDamaged("the index is damaged", "build it again")

    monkeypatch.setattr(command, "build_assistant", damaged)
    file = tmp_path / "record.txt"
    file.write_text(f"3/9/2025 Late.\n8/10/2025 {URGENT}", encoding="utf-8")
    assert command.main(["chronology", str(file)]) == 1
    assert messages.URGENT_HEADING in capsys.readouterr().err


def test_training_lists_its_subjects_and_prints_the_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["training", "--list"]) == 0
    assert "coercive-control: Coercive control and economic abuse" in capsys.readouterr().out
    assert command.main(["training", "--year"]) == 0
    assert "September" in capsys.readouterr().out


def test_training_writes_the_files_of_a_briefing_and_names_them(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "briefing"
    assert command.main(["training", "send", "--out", str(folder), "--index", str(tmp_path)]) == 0
    written = sorted(file.name for file in folder.iterdir())
    assert written == ["send-handout.docx", "send-handout.pdf", "send-key.docx", "send-key.pdf", "send-slides.pptx"]
    assert sorted(Path(line).name for line in capsys.readouterr().out.splitlines()) == written
    assert asked_of[0].index_dir == tmp_path


def test_training_writes_the_plan_without_a_library(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command.main(["training", "--year", "--out", str(tmp_path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["training-year-plan.docx", "training-year-plan.pdf"]
    assert capsys.readouterr().out.count("training-year-plan") == 2


def test_training_says_what_it_needs_and_where_it_cannot_write(
    asked_of: list[LibrarySettings], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command.main(["training", "send"]) == 2
    assert "--out FOLDER" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert command.main(["training", "send", "--out", str(tmp_path / "file")]) == 1
    assert "cannot be written to" in capsys.readouterr().err
