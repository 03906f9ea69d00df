"""Identifying what arrived: by its title page and the register, never by its address."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.register.register import load_register
from corpus.types import Authority, Source
from ingest.fetch import legislation
from ingest.fetch.identity import Arrival, IdentityVerdict, identify, of_document
from ingest.fetch.titles import edition_years, fits_title, likeness, years
from ingest.pdf.parser import parse
from tests.ingest.fetch.fetching import act, lighthouses, register_of

OLD, GUIDANCE = lighthouses(2030), lighthouses(2031, supersedes=("lighthouses-2030",))
PART_ONE = lighthouses(
    source_id="part-one",
    title="Looking after lighthouses: part one, information for boat crews",
    names=("Part one 2031",),
)
REVIEW = lighthouses(
    source_id="review", title="Keepers panel: annual report 2029 to 2030", names=("Keepers report 2029 to 2030",)
)
ADVICE = lighthouses(source_id="advice", title="Ringing bells", names=("Bells",), edition="", in_force_from=None)
REGISTER = register_of(OLD, GUIDANCE, PART_ONE, REVIEW, ADVICE, act())
COVER = "Looking after\nlighthouses\n2031\nStatutory guidance for keepers\nSeptember 2031"


def verdict(source: Source, title_page: str, **more: object) -> tuple[IdentityVerdict, str]:
    found = identify(source, Arrival(title_page=title_page, **more), REGISTER)  # type: ignore[arg-type]
    return found.verdict, found.is_source


@pytest.mark.parametrize(
    ("source", "title_page", "expected"),
    [
        (GUIDANCE, COVER, (IdentityVerdict.SAME, "")),
        (GUIDANCE, COVER.replace("2031", "2030"), (IdentityVerdict.OTHER_EDITION, "lighthouses-2030")),
        (OLD, COVER, (IdentityVerdict.OTHER_EDITION, "lighthouses-2031")),
        (GUIDANCE, COVER.replace("2031", "2033"), (IdentityVerdict.OTHER_EDITION, "")),
        (GUIDANCE, COVER.replace("2031", ""), (IdentityVerdict.OTHER_EDITION, "")),  # which of two, it does not say
        (GUIDANCE, COVER + "\nPart one: information for boat crews", (IdentityVerdict.OTHER_PUBLICATION, "part-one")),
        (PART_ONE, COVER + "\nPart one: information for boat crews", (IdentityVerdict.SAME, "")),
        (PART_ONE, COVER, (IdentityVerdict.OTHER_PUBLICATION, "lighthouses-2031")),
        (REVIEW, "Keepers Panel\nAnnual report\n2029-30", (IdentityVerdict.SAME, "")),
        (REVIEW, "Keepers Panel\nAnnual report\n2030 to 2031", (IdentityVerdict.OTHER_EDITION, "")),
        (ADVICE, "Ringing bells", (IdentityVerdict.SAME, "")),  # the only edition known
        (ADVICE, "Ringing lamps", (IdentityVerdict.OTHER_PUBLICATION, "")),
        (GUIDANCE, "", (IdentityVerdict.OTHER_PUBLICATION, "")),
    ],
)
def test_the_title_page_decides(source: Source, title_page: str, expected: tuple[IdentityVerdict, str]) -> None:
    assert verdict(source, title_page) == expected


def test_the_year_of_an_act_on_a_cover_is_not_the_editions() -> None:
    cover = "Looking after lighthouses\nStatutory guidance for keepers under the Lamp Act 2012\n" + "September 2031"
    assert verdict(GUIDANCE, cover) == (IdentityVerdict.SAME, "")


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2031, 9, 3), IdentityVerdict.SAME), (date(2032, 1, 1), IdentityVerdict.OTHER_EDITION)]
)
def test_a_web_page_without_a_year_is_dated_by_its_update(day: date, expected: IdentityVerdict) -> None:
    assert verdict(GUIDANCE, "Looking after lighthouses: statutory guidance for keepers", updated=day)[0] is expected


def test_another_month_of_the_same_year_is_remarked_on() -> None:
    found = identify(GUIDANCE, Arrival(title_page=COVER.replace("September", "March")), REGISTER)
    assert found.verdict is IdentityVerdict.SAME
    assert "it is dated March 2031" in found.remark
    assert identify(GUIDANCE, Arrival(title_page=COVER), REGISTER).remark == ""


@pytest.mark.parametrize(
    ("edition", "text", "expected"),
    [
        ("revised to 5 May 2030", "Lighthouse Act 2019\n2019 CHAPTER 40\nin force on or before 5 May\n2030.", ""),
        ("revised to 5 May 2030", "Lighthouse Act 2019 Document Generated: 2030-05-05", ""),
        ("revised to 5 May 2030", "Lighthouse Act 2019 Document Generated: 2030-06-05", "the version of 5 June 2030"),
        ("as amended", "Lighthouse Act 2019 Document Generated: 2030-06-05", ""),
        ("as enacted", "Lighthouse Act 2019 This is the original version (as it was originally enacted).", ""),
        ("as enacted", "Lighthouse Act 2019 Changes to legislation: it is up to date", "a revised version"),
        ("as amended", "Harbour Act 2019: it amends the Lighthouse Act 2019", "do not name"),
        ("as amended", "The great Lighthouse Act 2019", ""),
        ("as amended", "Nothing of the kind", "do not name"),
    ],
)
def test_an_act_is_known_by_the_first_act_it_names_and_its_version(edition: str, text: str, expected: str) -> None:
    found = legislation.differs(act(edition=edition), text)
    assert expected in found
    assert bool(found) is bool(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lighthouse Act 2019 (Commencement No. 3) Regulations 2020 made under the Lamp Regulations 2001", ""),
        ("The Lamp Regulations 2001, see the Lighthouse Act 2019 Regulations 2020", "do not name"),
        ("Lighthouse Act 2019", "do not name"),
    ],
)
def test_regulations_are_known_by_the_first_regulations_they_name(text: str, expected: str) -> None:
    source = act(title="Lighthouse Act 2019 (Commencement No. 3) Regulations 2020", edition="as made")
    assert (expected in legislation.differs(source, text)) if expected else not legislation.differs(source, text)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2033, 6, 12), IdentityVerdict.SAME), (date(2030, 1, 1), IdentityVerdict.OTHER_EDITION)]
)
def test_a_page_updated_in_a_later_year_is_taken_with_a_remark_if_no_other_edition_is_known(
    day: date, expected: IdentityVerdict
) -> None:
    only = replace(GUIDANCE, supersedes=())
    arrival = Arrival(title_page="Looking after lighthouses: statutory guidance for keepers", updated=day)
    found = identify(only, arrival, register_of(only))
    assert found.verdict is expected
    assert ("it is dated 12 June 2033" in found.remark) is (expected is IdentityVerdict.SAME)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023 to 2024", ("2023 to 2024",)),
        ("2023-24 and 2025", ("2023 to 2024", "2025")),
        ("1999–2003", ("1999 to 2003",)),
        ("Lamp Act 2012, September 2031", ("2031",)),
        ("version 1.2031, no. 12031", ()),
        ("2030 2031", ("2030", "2031")),
    ],
)
def test_years_are_read_as_people_write_them(text: str, expected: tuple[str, ...]) -> None:
    assert years(text) == expected


def test_the_year_of_an_edition_is_what_people_call_it_then_its_edition_then_its_first_day() -> None:
    assert edition_years(GUIDANCE) == "2031"
    assert edition_years(replace(GUIDANCE, names=("Lamps",), edition="May 2029, reissued 2030")) == "2029"
    assert edition_years(replace(GUIDANCE, names=(), edition="second")) == "2031"
    assert edition_years(replace(GUIDANCE, names=(), edition="", in_force_from=None)) == ""


def test_titles_are_compared_by_the_words_that_tell() -> None:
    assert fits_title(GUIDANCE, "LOOKING AFTER LIGHTHOUSES – keepers’ statutory guidance")
    assert not fits_title(GUIDANCE, "Looking after lighthouses: a song")
    assert likeness("Looking after lighthouses 2031", "Looking after Lighthouses (2030)") == 1.0
    assert likeness("", "2031") == 0.0


@pytest.mark.corpus
@pytest.mark.slow
def test_each_real_pdf_is_known_as_itself_and_as_nothing_else(corpus_dir: Path) -> None:
    register = load_register()
    for pdf in sorted(corpus_dir.glob("*.pdf")):
        document = parse(pdf, pdf.stem)
        taken_for = {
            source.source_id
            for source in register.values()
            if identify(source, of_document(document, source), register).verdict is IdentityVerdict.SAME
        }
        assert taken_for == {pdf.stem}


@pytest.mark.corpus
@pytest.mark.slow
def test_a_later_edition_of_each_real_pdf_would_be_noticed(corpus_dir: Path) -> None:
    register = load_register()
    n_noticed = 0
    for pdf in sorted(corpus_dir.glob("*.pdf")):
        source = register[pdf.stem]
        arrival = of_document(parse(pdf, pdf.stem), source)
        if source.authority is Authority.LAW:
            continue
        later = {
            name: re.sub(r"20\d\d", lambda y: str(int(y[0]) + 20), getattr(arrival, name))
            for name in ("title_page", "named")
        }
        for asked in register.values():
            found = identify(asked, Arrival(**later), register)
            assert found.verdict is not IdentityVerdict.SAME, (pdf.name, asked.source_id)
        n_noticed += identify(source, Arrival(**later), register).verdict is IdentityVerdict.OTHER_EDITION
    assert n_noticed == sum(register[pdf.stem].authority is not Authority.LAW for pdf in corpus_dir.glob("*.pdf"))
