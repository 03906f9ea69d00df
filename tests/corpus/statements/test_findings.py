"""The shelf of findings: each mistake is named, ours say whom and when they are about, and a library adds its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import StatementError
from corpus.register import load_register
from corpus.statements import IN_FULL, OWN_FINDINGS, findings_with_own, load_findings

HEAD = (
    '[subjects]\nschools = ["school*"]\n[[report]]\nid = "survey-2024"\ntitle = "the survey"\npublisher = "A bureau"\n'
    'published = "2024-05"\n'
)
FINDING = (
    '[[finding]]\nid = "one"\nabout = "how many"\nreport = "survey-2024"\nwhere = "page 3"\npopulation = "schools"\n'
    'period = "2023"\nvalue = "12%"\nsays = "In 2023, 12% of schools did."\nread = "in full"\nneeds = ["schools"]\n'
)


def written(folder: Path, text: str) -> Path:
    file = folder / OWN_FINDINGS
    file.write_text(text)
    return file


def test_a_finding_is_read_with_its_report(tmp_path: Path) -> None:
    (finding,) = load_findings(written(tmp_path, HEAD + FINDING)).findings
    assert (finding.report.month, finding.country, finding.via) == ("May 2024", "England", "")
    assert finding.years == {"2023"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + FINDING.replace('"survey-2024"', '"another"'), "names no report"),
        (HEAD + FINDING.replace('["schools"]', '["moons"]'), "unknown subject, 'moons'"),
        (HEAD + FINDING.replace('"in full"', '"somewhere"'), r"finding\.0\.read"),
        (HEAD + FINDING.replace('"2023"', '""'), r"finding\.0\.period"),
        (HEAD.replace("2024-05", "2024-13") + FINDING, r"report\.0\.published"),
        (HEAD + FINDING + FINDING, "the finding 'one' stands twice"),
        (HEAD + FINDING + 'cites = ["page 3"]\n', "is no binding"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(StatementError, match=words):
        load_findings(written(tmp_path, text))


def test_a_figure_of_another_nation_does_not_hold_for_england(tmp_path: Path) -> None:
    shelf = load_findings(written(tmp_path, HEAD + FINDING + 'country = "Wales"\n'))
    assert not shelf.findings[0].holds_for_england


def test_a_librarys_own_findings_stand_beside_ours(tmp_path: Path) -> None:
    ours = load_findings()
    written(tmp_path, FINDING.replace('"survey-2024"', '"panel-annual-report-2023-24"'))
    together = findings_with_own(tmp_path)
    assert len(together.findings) == len(ours.findings) + 1
    assert together.findings[-1].report.series == "the Panel’s annual reports"
    assert findings_with_own(tmp_path / "elsewhere").findings == ours.findings


def test_an_own_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    written(tmp_path, "[[finding]\n")
    with pytest.raises(StatementError, match=re.escape(f"{OWN_FINDINGS} cannot be used")):
        findings_with_own(tmp_path)


def test_ours_are_as_many_as_promised_and_each_says_the_year_and_the_nation_that_it_knows() -> None:
    findings = load_findings().findings
    assert len(findings) >= 40
    for finding in findings:
        assert finding.holds_for_england
        assert len(finding.says.split()) <= 45
        if finding.country != "not stated":
            assert finding.country in finding.says, finding.finding_id
        if finding.years and finding.report.report_id != "niesr-survey-of-dsls":
            assert any(year in finding.says for year in finding.years), finding.finding_id


def test_no_report_that_the_register_knows_unread_is_said_to_be_read_in_full() -> None:
    register = load_register()
    for finding in load_findings().findings:
        source = register.get(finding.report.report_id)
        if source is not None and finding.read == IN_FULL:
            assert "was not read" not in source.note or "Foreword" in finding.where, finding.finding_id


def test_every_subject_is_used_and_every_report_has_a_finding() -> None:
    shelf = load_findings()
    assert set(shelf.subjects) == {one for finding in shelf.findings for one in finding.needs | finding.also}
    assert {report.report_id for report in shelf.reports} == {one.report.report_id for one in shelf.findings}
