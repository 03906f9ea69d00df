"""The table of formats: each row names a writer that is there and loads nothing until a file is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.export.evidence_pack import pack_of
from assistant.export.formats import FORMATS, ExportFormat
from tests.assistant.export.test_evidence_pack import MADE
from tests.assistant.ui.doubles import an_answer

BEGINS = {"docx": b"PK", "pdf": b"%PDF-"}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.ending)
def test_each_format_makes_a_file_of_its_kind(form: ExportFormat) -> None:
    assert form.write(pack_of(an_answer(), MADE)).startswith(BEGINS[form.ending])


def test_no_two_formats_share_a_label_an_ending_or_a_type() -> None:
    for field in ("label", "ending", "mime"):
        values = [getattr(form, field) for form in FORMATS]
        assert len(set(values)) == len(values), field


def test_the_page_loads_no_library_that_writes_files() -> None:
    pages = "app, assistant.ui.ask.ask_page, assistant.ui.training.training_page"
    code = f"import sys, {pages}; print({{'docx', 'pptx', 'reportlab', 'lxml'}} & set(sys.modules))"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
