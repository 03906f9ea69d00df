"""The register: what its file must look like, and which edition may answer on a day."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RegisterError
from corpus.register.register import Register, load_register
from corpus.types import Authority, Source, Verified

HANDBOOK = """
[[source]]
source_id = "handbook-2030"
title = "Handbook"
publisher = "A department"
edition = "2030"
authority = "statutory_guidance"
in_force_from = 2030-09-01
names = ["Handbook 2030"]
"""


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


def edition(source_id: str, **changes: Any) -> Source:
    given: dict[str, Any] = {
        "title": "Handbook",
        "publisher": "A department",
        "edition": source_id,
        "authority": Authority.STATUTORY_GUIDANCE,
    }
    return Source(source_id=source_id, **(given | changes))


def chain() -> Register:
    """Return three editions, each from 1 September, and an extract of the second."""
    years = {2029: (), 2030: ("h-2029",), 2031: ("h-2030",)}
    whole = [edition(f"h-{y}", in_force_from=date(y, 9, 1), supersedes=before) for y, before in years.items()]
    part = edition("h-2030-part", part_of="h-2030", in_force_from=date(2030, 9, 1))
    return Register({}).with_sources([*whole, part])


def ids(sources: tuple[Source, ...]) -> list[str]:
    return [source.source_id for source in sources]


# -- the file


def mistakes(tmp_path: Path, text: str) -> str:
    file = tmp_path / "sources.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError) as error:
        load_register(file)
    assert error.value.hint
    return error.value.message


def test_a_table_becomes_a_source(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(HANDBOOK + 'verified = "url_seen"\nfile_url = "https://www.gov.uk/h.pdf"\n', encoding="utf-8")
    assert load_register(file)["handbook-2030"] == edition(
        "handbook-2030",
        edition="2030",
        in_force_from=date(2030, 9, 1),
        names=("Handbook 2030",),
        verified=Verified.URL_SEEN,
        file_url="https://www.gov.uk/h.pdf",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("names =", 'notes = "x"\nnames =', "handbook-2030: there is no field 'notes'; did you mean 'note'?"),
        ("names =", "colour = 1\nnames =", "handbook-2030: there is no field 'colour'"),
        ('title = "Handbook"\n', "", "handbook-2030: title is missing"),
        ('title = "Handbook"', 'title = "  "', "handbook-2030: title is empty"),
        ('"A department"', "7", "handbook-2030: publisher 7 is not a text"),
        ('names = ["Handbook 2030"]', 'names = "Handbook 2030"', "names 'Handbook 2030' is not a list of texts"),
        ('names = ["Handbook 2030"]', 'names = [""]', "handbook-2030: names contains an empty name"),
        ('"statutory_guidance"', '"statutry"', "authority 'statutry' is not one of law, statutory_guidance, "),
        ("2030-09-01", '"1 September 2030"', "in_force_from '1 September 2030' is not a date; write 2025-09-01"),
        (
            "2030-09-01",
            "2030-09-01\nin_force_to = 2030-08-31",
            "last day 2030-08-31 is before its first day 2030-09-01",
        ),
        ('"handbook-2030"', '"Handbook 2030"', "Handbook 2030: source_id 'Handbook 2030' is not a slug"),
        ('"handbook-2030"', '""', "an entry without an id: source_id '' is not a slug"),
        ('source_id = "handbook-2030"\n', "", "entry 1: source_id is missing"),
        (
            "names =",
            'file_url = "http://www.gov.uk/h.pdf"\nnames =',
            "file_url 'http://www.gov.uk/h.pdf' is not an https",
        ),
        ("names =", 'file_url = "https://[www.gov.uk/h.pdf"\nnames =', "is not an https address"),
        ("names =", 'landing_url = "www.gov.uk"\nnames =', "landing_url 'www.gov.uk' is not an https address"),
        ("names =", 'supersedes = ["handbok-2029"]\nnames =', "supersedes 'handbok-2029' is not registered"),
        (
            "names =",
            'part_of = "handbook"\nnames =',
            "part_of 'handbook' is not registered; did you mean 'handbook-2030'?",
        ),
        (
            "names =",
            'supersedes = ["handbook-2030"]\nnames =',
            "handbook-2030: it comes round to itself through supersedes",
        ),
        ("[[source]]", "[source]", "the register has no [[source]] tables"),
        ("[[source]]", 'version = "1"\n[[source]]', "the register has 'version' at the top"),
        ('title = "Handbook"', 'title = "Handbook', "is not TOML"),
    ],
)
def test_a_mistake_is_one_clear_sentence(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in HANDBOOK
    message = mistakes(tmp_path, HANDBOOK.replace(old, new))
    assert message in message
    if "is not TOML" not in message:
        assert message.startswith("the register of sources has 1 mistake:\n- ")
        assert message.count("\n") == 1


def test_all_mistakes_are_listed_at_once(tmp_path: Path) -> None:
    broken = HANDBOOK.replace('"A department"', "7").replace("2030-09-01", '"soon"')
    newer = HANDBOOK.replace("2030", "2031").replace("names =", 'supersedes = ["handbook-2030"]\nnames =')
    backwards = newer.replace("handbook-2031", "handbook-2032").replace('["Handbook 2031"]', "[]")
    backwards = backwards.replace('["handbook-2030"]', '["handbook-2031", "handbook-2028"]')
    message = mistakes(tmp_path, broken + newer + newer + backwards)
    assert message.splitlines() == [
        "the register of sources has 5 mistakes:",
        "- handbook-2030: publisher 7 is not a text",
        "- handbook-2030: in_force_from 'soon' is not a date; write 2025-09-01, without quotation marks",
        "- handbook-2031: the id is used twice; a new edition needs an id of its own",
        "- handbook-2032: supersedes 'handbook-2028' is not registered; did you mean 'handbook-2032'?",
        "- handbook-2032: it begins on 2031-09-01, not after handbook-2031, which it supersedes (2031-09-01)",
    ]


def test_a_circle_of_editions_is_reported_once() -> None:
    day = date(2030, 1, 1)
    circle = [edition(f"h-{n}", in_force_from=day, supersedes=(f"h-{(n + 1) % 3}",)) for n in range(3)]
    with pytest.raises(RegisterError) as error:
        Register({}).with_sources(circle)
    assert error.value.message.count("comes round to itself") == 1


def test_a_successor_must_say_from_when() -> None:
    with pytest.raises(RegisterError, match="h-2: it supersedes another edition but has no in_force_from"):
        Register({}).with_sources([edition("h-1"), edition("h-2", supersedes=("h-1",))])


def test_a_name_belongs_to_one_edition() -> None:
    with pytest.raises(RegisterError, match=r"h-2: the name 'THE Handbook' is already a name of h-1"):
        Register({}).with_sources([edition("h-1", names=("The handbook",)), edition("h-2", names=("THE Handbook",))])


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"none\.toml cannot be read"):
        load_register(tmp_path / "none.toml")


# -- the register that comes with the program


def test_the_packaged_register_knows_what_superseded_what(register: Register) -> None:
    assert len(register) >= 63
    assert ids(register.predecessors("kcsie-2026")) == ["kcsie-2025", "kcsie-2024"]
    assert ids(register.successors("working-together-2018")) == ["working-together-2023", "working-together-2026"]
    assert register["information-sharing-2026"].supersedes == ("information-sharing-2024",)
    assert register["kcsie-2025-part-one"].part_of == "kcsie-2025"


def test_an_edition_ends_the_day_before_its_successor_begins(register: Register) -> None:
    pairs = [(register[earlier], later) for later in register.values() for earlier in later.supersedes]
    assert len(pairs) >= 5
    for earlier, later in pairs:
        assert earlier.in_force_to is not None
        assert later.in_force_from is not None
        assert (later.in_force_from - earlier.in_force_to).days == 1, (earlier.source_id, later.source_id)


def test_every_entry_says_what_a_reader_needs(register: Register) -> None:
    for source in register.values():
        assert source.licence, source.source_id
        assert source.names, source.source_id
        assert source.note.endswith("."), source.source_id
        if not (source.landing_url or source.file_url):
            assert any(word in source.note for word in ("address", "No such report")), source.source_id


@pytest.mark.parametrize(
    ("source_id", "field", "value"),
    [
        ("working-together-2026", "file_url", "/media/69fb1c28d0e316a40f269a5b/"),
        ("kcsie-2026", "file_url", "/media/6a9081309a177a1decf97b00/"),
        ("kcsie-2025", "note", "/media/68add931969253904d155860/"),
        ("kcsie-2026-part-one", "file_url", "/media/6a47c29b1c8bd7ce25a5eb6d/"),
        ("eyfs-2025", "file_url", "/media/68c024cb8c6d992f23edd79c/"),
        ("eyfs-2025", "landing_url", "/early-years-foundation-stage-framework--2"),
        ("school-attendance-2026", "file_url", "/media/6a4f9ec6a6586e258d371bd0/"),
        ("vawg-strategy-2025", "landing_url", "/freedom-from-violence-and-abuse-a-cross-government-strategy"),
        ("crime-and-policing-act-2026", "landing_url", "https://www.legislation.gov.uk/ukpga/2026/20"),
        ("crime-and-policing-act-2026", "note", "S.I. 2026/689"),
        ("independent-advisers-factsheet-2024", "note", "published on 9 May 2025"),
        ("joint-inspections-domestic-abuse-2017", "landing_url", "https://hmicfrs.justiceinspectorates.gov.uk/"),
        ("victims-and-prisoners-act-commencement-8-2025", "landing_url", "/uksi/2025/1168/made"),
        ("family-law-act-1996", "landing_url", "/ukpga/1996/27"),
        ("fgm-2020", "edition", "July 2020"),
        ("panel-race-and-racism-2025", "edition", "11 March 2025"),
        ("joint-inspections-domestic-abuse-guidance-2024", "edition", "12 September 2024"),
        ("independent-advisers-guidance-2025", "edition", "9 May 2025"),
        ("tackling-domestic-abuse-plan-2022", "authority", "non_statutory_advice"),
        ("families-first-partnership-guide-2025", "landing_url", "/families-first-partnership-programme"),
    ],
)
def test_what_was_corrected_and_added_stays(register: Register, source_id: str, field: str, value: str) -> None:
    assert value in str(getattr(register[source_id], field))


def test_an_edition_that_is_only_reported_says_so(register: Register) -> None:
    for source in register.values():
        if "reported" in source.edition:
            assert source.verified in {Verified.SECONDARY, Verified.NOT_VERIFIED}, source.source_id
            assert re.search(r"\breport(?:ed|s)\b", source.note, re.IGNORECASE), source.source_id


def test_every_entry_is_found_by_each_of_its_names(register: Register) -> None:
    for source in register.values():
        for name in source.names:
            assert source in register.named(f"what does {name.upper()} say about it?"), name


@pytest.mark.corpus
def test_every_real_pdf_is_registered(register: Register, corpus_dir: Path) -> None:
    stems = {file.stem for file in corpus_dir.glob("*.pdf")}
    assert stems
    assert stems <= set(register)


# -- which edition answers


def test_current_is_the_newest_that_has_begun() -> None:
    register = chain()
    for source_id in register:
        assert register.current(source_id, date(2031, 8, 31)).source_id == (
            "h-2030-part" if source_id == "h-2030-part" else "h-2030"
        )
        assert register.current(source_id, date(2031, 9, 1)).source_id == "h-2031"
    assert register.current("h-2029", date(2001, 1, 1)).source_id == "h-2029"


@pytest.mark.parametrize(
    ("available", "as_at", "expected"),
    [
        ("h-2029 h-2030 h-2031", date(2031, 8, 31), "h-2030"),
        ("h-2029 h-2030 h-2031", date(2031, 9, 1), "h-2031"),
        ("h-2029 h-2030 h-2031", date(2029, 8, 31), ""),
        ("h-2029 h-2030", date(2040, 1, 1), "h-2030"),
        ("h-2029 h-2031", date(2031, 1, 1), "h-2029"),
        ("h-2030 h-2030-part", date(2031, 1, 1), "h-2030 h-2030-part"),
        ("h-2030-part", date(2031, 9, 1), "h-2030-part"),
        ("h-2030-part h-2031", date(2031, 8, 31), "h-2030-part"),
        ("h-2030-part h-2031", date(2031, 9, 1), "h-2031"),
        ("h-2030 not-registered", date(2031, 1, 1), "h-2030"),
    ],
)
def test_answering(available: str, as_at: date, expected: str) -> None:
    assert chain().answering(available.split(), as_at) == frozenset(expected.split())


def test_an_extract_does_not_begin_before_its_whole() -> None:
    part = edition("p", part_of="w")
    register = Register({}).with_sources([edition("w", in_force_from=date(2030, 9, 1)), part])
    assert register.answering(["w", "p"], date(2030, 8, 31)) == frozenset()
    assert register.answering(["w", "p"], date(2030, 9, 1)) == {"w", "p"}


def test_a_source_that_has_run_out_without_a_successor_still_answers() -> None:
    register = Register({}).with_sources([edition("h", in_force_to=date(2020, 1, 1)), edition("undated")])
    assert register.answering(["h", "undated"], date(2031, 1, 1)) == {"h", "undated"}


@given(
    available=st.sets(st.sampled_from(["h-2029", "h-2030", "h-2030-part", "h-2031"])),
    as_at=st.dates(date(2028, 1, 1), date(2033, 1, 1)),
)
def test_no_edition_ever_answers_next_to_its_successor(available: set[str], as_at: date) -> None:
    register = chain()
    answers = register.answering(available, as_at)
    assert answers <= available
    for source_id in answers:
        assert not {later.source_id for later in register.successors(source_id)} & answers
    assert bool(answers) == any((register[known].in_force_from or date.min) <= as_at for known in available)


# -- more sources


def test_with_sources_adds_and_leaves_the_first_as_it_was() -> None:
    first = chain()
    more = first.with_sources([edition("policy", authority=Authority.LOCAL, edition="")])
    assert "policy" in more
    assert "policy" not in first
    assert list(more) == [*first, "policy"]


@pytest.mark.parametrize("extra", [edition("h-2030"), edition("new", part_of="h-1999"), edition("new", title="")])
def test_with_sources_refuses_what_does_not_fit(extra: Source) -> None:
    with pytest.raises(RegisterError, match=extra.source_id):
        chain().with_sources([extra])


def test_a_register_cannot_be_changed_from_outside() -> None:
    given = {"h": edition("h")}
    register = Register(given)
    given.clear()
    assert list(register) == ["h"]
    with pytest.raises(TypeError):
        register.sources["x"] = edition("x")  # type: ignore[index]


def test_the_fingerprint_is_of_the_content() -> None:
    a, b = edition("a"), edition("b")
    assert Register({"a": a, "b": b}).fingerprint() == Register({"b": b, "a": a}).fingerprint()
    for change in ({"note": "x"}, {"in_force_to": date(2030, 1, 1)}, {"names": ("x",)}, {"authority": Authority.LAW}):
        assert Register({"a": dataclasses.replace(a, **change)}).fingerprint() != Register({"a": a}).fingerprint()
