"""The files of a briefing: they open again, say what they should, and the handout gives no key away."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import docx
import pptx
import pypdf

from assistant import messages
from assistant.training import files_of, handout, key, plan_files, plan_text, slide_show
from corpus.statements import SCHOOL_YEAR, load_training
from tests.assistant.export.test_evidence_pack import pdf_text, squeezed, word_text
from tests.assistant.training.test_briefing import AS_AT, HERE, a_briefing, a_composer

MADE = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
BEGINS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-", "pptx": b"PK\x03\x04"}
SUBJECTS = load_training().subjects


def made() -> dict[str, bytes]:
    return {file.name: file.write() for file in files_of(a_briefing(), MADE)}


def words(name: str, data: bytes) -> str:
    return squeezed(word_text(data) if name.endswith("docx") else pdf_text(data))


def slides(data: bytes) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def shown(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_there_is_a_handout_slides_and_apart_from_them_a_key() -> None:
    assert sorted(made()) == [
        "children-as-victims-handout.docx", "children-as-victims-handout.pdf", "children-as-victims-key.docx",
        "children-as-victims-key.pdf", "children-as-victims-slides.pptx",
    ]  # fmt: skip


def test_each_file_is_of_its_kind_and_the_same_each_time() -> None:
    again = made()
    for name, data in made().items():
        assert data.startswith(BEGINS[name.rsplit(".", 1)[1]])
        assert data == again[name], name


def test_the_handout_gives_no_key_and_no_answer_away() -> None:
    briefing, files = a_briefing(), made()
    for name in ("children-as-victims-handout.docx", "children-as-victims-handout.pdf"):
        text = words(name, files[name])
        for exercise in briefing.exercises:
            assert squeezed(exercise.asks) in text
            for statement in (*exercise.notice, *exercise.do, *exercise.never):
                assert squeezed(statement.text) not in text
        for check in briefing.checks:
            assert squeezed(check.asks) in text
            assert check.why is not None
            assert squeezed(check.why.text) not in text


def test_the_key_has_every_key_every_answer_the_minutes_and_where_each_stands() -> None:
    briefing, files = a_briefing(), made()
    for name in ("children-as-victims-key.docx", "children-as-victims-key.pdf"):
        text = words(name, files[name])
        for exercise in briefing.exercises:
            for statement in (*exercise.notice, *briefing.steps(exercise), *exercise.never):
                assert squeezed(statement.text) in text
                assert all(squeezed(one) in text for one in statement.elsewhere)
        for check in briefing.checks:
            assert squeezed(check.options[check.right]) in text
            assert check.why is not None
            assert squeezed(check.why.text) in text
        assert all(squeezed(what) in text for _, what in messages.TRAINING_TIMES)
        assert squeezed(briefing.citations[0].source.title) in text


def test_ten_minutes_are_ten() -> None:
    assert sum(int(time.split()[0]) for time, _ in messages.TRAINING_TIMES) == 10


def test_each_slide_has_its_own_title_large_print_and_notes() -> None:
    for subject in SUBJECTS:
        (data,) = [f.write() for f in files_of(a_composer().compose(subject, AS_AT), MADE) if f.name.endswith("pptx")]
        made_slides = slides(data)
        titles = [slide.shapes.title.text for slide in made_slides]
        assert all(titles)
        assert len(set(titles)) == len(titles)
        assert titles[0] == subject.title
        assert 11 <= len(made_slides) <= 14
        for slide in made_slides:
            assert slide.notes_slide.notes_text_frame.text
            body = slide.placeholders[1].text_frame
            sizes = [run.font.size.pt for paragraph in body.paragraphs for run in paragraph.runs]
            assert max(sizes) >= 22
            assert min(sizes) >= 16
            assert {run.font.name for paragraph in body.paragraphs for run in paragraph.runs} == {"Arial"}
            assert not [shape for shape in slide.shapes if shape.shape_type == 13], "there are no pictures to describe"


def test_what_is_on_a_slide_fits_on_it() -> None:
    """A rough measure of its own: letters of Arial are half as wide as high, and a line is a fifth higher than its print."""
    for subject in SUBJECTS:
        (data,) = [f.write() for f in files_of(a_composer().compose(subject, AS_AT), MADE) if f.name.endswith("pptx")]
        for slide in slides(data):
            body = slide.placeholders[1]
            height = sum(
                -(-len(p.text) * 0.5 * p.runs[0].font.size.pt // (body.width.pt - 15)) * p.runs[0].font.size.pt * 1.2
                for p in body.text_frame.paragraphs
                if p.runs
            )
            assert height <= body.height.pt, (subject.subject_id, slide.shapes.title.text)


def test_the_slides_have_the_question_points_case_key_and_where_each_stands() -> None:
    briefing = a_briefing()
    made_slides = slides(made()["children-as-victims-slides.pptx"])
    text = squeezed("\n".join(map(shown, made_slides)))
    case = briefing.exercises[0]
    wanted = [briefing.subject.asks, case.case, case.asks, "0808 2000 247", "999"]
    wanted += [one.text for one in (*briefing.points, *case.notice, *briefing.steps(case), *case.never, *briefing.do)]
    for part in wanted:
        assert squeezed(part) in text, part
    assert squeezed("Lamps 2025, page 1") in text
    assert squeezed("signals-2025, page 1: not in this library") in text
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in made_slides)
    assert f"“{HERE}”" in notes


def test_the_files_say_their_language_and_title_and_nobody_s_name() -> None:
    files = made()
    about = pptx.Presentation(io.BytesIO(files["children-as-victims-slides.pptx"])).core_properties
    assert (about.title, about.language, about.author, about.last_modified_by) == (
        "Children as victims",
        "en-GB",
        "",
        "",
    )
    word = docx.Document(io.BytesIO(files["children-as-victims-handout.docx"])).core_properties
    assert (word.title, word.language, word.author) == ("Children as victims", "en-GB", "")
    assert pypdf.PdfReader(io.BytesIO(files["children-as-victims-key.pdf"])).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_papers_and_slides_name_the_day_and_for_whom() -> None:
    briefing = a_briefing()
    assert "27 November 2026" in str(handout(briefing, MADE).parts[0].lines)
    assert "27 November 2026" in str(key(briefing, MADE).parts[0].lines)
    assert "all staff" in str(slide_show(briefing, MADE).slides[0].lines)


def test_the_plan_has_every_month_and_every_subject() -> None:
    files = {file.name: file.write() for file in plan_files(MADE)}
    assert sorted(files) == ["training-year-plan.docx", "training-year-plan.pdf"]
    texts = [words(name, data) for name, data in files.items()]
    for text in (*texts, squeezed(plan_text())):
        assert all(month in text for month in SCHOOL_YEAR)
        assert all(squeezed(subject.title) in text for subject in SUBJECTS)
