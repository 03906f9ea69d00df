"""What is recorded of each provision, and what is not claimed where nothing is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.provisions import Provision, Standing
from ingest.law.clml import read_clml
from ingest.law.commencement_table import COLUMNS, as_record, as_rows, summary_of, table_for_terminal
from ingest.law.provision_records import label_of
from tests.ingest.law.made_up_law import ACT_URL, effect, law, note, part, schedule, section


def recorded(data: bytes) -> dict[str, Provision]:
    return {one.label: one for one in read_clml(data, ACT_URL).provisions}


def test_a_wording_is_in_force_from_the_day_of_the_provision_itself() -> None:
    found = recorded(
        law(
            part(
                "1",
                "Lamps",
                section("1", "A", "B", 'RestrictStartDate="2020-03-01" RestrictEndDate="2022-04-01"')
                + section("2", "C", "D"),
                'RestrictStartDate="2024-01-01"',
            ),
            schedules=schedule(
                "1",
                "Oils",
                [("1", "E", 'RestrictStartDate="2021-01-01"'), ("2", "F", "")],
                'RestrictStartDate="2024-01-01"',
            ),
        )
    )
    assert (found["s.1"].in_force_from, found["s.1"].replaced_on) == (date(2020, 3, 1), date(2022, 4, 1))
    assert found["s.1"].days == "in force from 1 March 2020 until it was changed on 1 April 2022"
    assert found["s.2"].in_force_from is None, "a Part has the latest day of its sections: nothing is claimed from it"
    assert not found["s.2"].words
    assert found["Sch.1 para.1"].in_force_from == date(2021, 1, 1)
    assert found["Sch.1 para.2"].in_force_from is None


def test_the_day_over_a_cross_heading_is_not_taken_for_that_of_what_stands_under_it() -> None:
    inner = '<P1 id="schedule-1-paragraph-1"><Pnumber>1</Pnumber><P1para><Text>Oil is kept cool.</Text></P1para></P1>'
    block = f'<Pblock RestrictStartDate="2024-01-01"><Title>Oils</Title>{inner}</Pblock>'
    schedules = f'<Schedule id="schedule-1"><Number>SCHEDULE 1</Number><ScheduleBody>{block}</ScheduleBody></Schedule>'
    assert recorded(law(section("1", "A", "B"), schedules=schedules))["Sch.1 para.1"].in_force_from is None


def test_where_it_extends_to_holds_for_all_that_is_in_it() -> None:
    found = recorded(
        law(
            part(
                "1",
                "Lamps",
                section("1", "A", "B") + section("2", "C", "D", 'RestrictExtent="E"'),
                'RestrictExtent="S+N.I."',
            )
            + section("3", "E", "F"),
            extent="E+W+S+N.I.",
        )
    )
    assert (found["s.1"].extent, found["s.2"].extent, found["s.3"].extent) == ("S+N.I.", "E", "E+W+S+N.I.")
    assert found["s.1"].elsewhere == "Scotland and Northern Ireland"
    assert "does not extend to England (Scotland and Northern Ireland only)" in found["s.1"].words
    assert not found["s.2"].elsewhere
    assert recorded(law(section("1", "A", "B"), extent=""))["s.1"].nations == ()


@pytest.mark.parametrize(
    ("over", "own", "expected"),
    [
        ("", 'Status="Prospective"', Standing.PROSPECTIVE),
        ('Status="Prospective"', "", Standing.PROSPECTIVE),
        ('Status="Prospective"', 'RestrictStartDate="2020-01-01"', Standing.IN_FORCE),
        ("", 'Status="Repealed" RestrictStartDate="2020-01-01"', Standing.REPEALED),
        ('Status="Repealed"', 'RestrictStartDate="2020-01-01"', Standing.REPEALED),
        ("", 'Status="Discarded"', Standing.REPEALED),
        ("", 'Status="Dead"', Standing.NOT_CONFIRMED),
        ("", 'Status="Something new"', Standing.NOT_CONFIRMED),
        ("", 'Match="false"', Standing.NOT_CONFIRMED),
        ("", 'Match="false" Status="Prospective"', Standing.PROSPECTIVE),
        ("", 'RestrictStartDate="2020-01-01"', Standing.IN_FORCE),
        ("", "", Standing.IN_FORCE),
    ],
)
def test_what_is_no_law_in_force_is_marked(over: str, own: str, expected: Standing) -> None:
    found = recorded(law(part("1", "Lamps", section("1", "A", "B", own), over)))["s.1"]
    assert found.standing is expected
    if expected in {Standing.PROSPECTIVE, Standing.REPEALED}:
        assert not found.days, "no day is given from which it is in force"


def test_an_act_that_has_not_begun_as_a_whole_is_marked_section_by_section() -> None:
    found = recorded(
        law(
            section("1", "A", "B") + section("2", "C", "D", 'RestrictStartDate="2020-01-01"'),
            of_root='Status="Prospective"',
        )
    )
    assert (found["s.1"].standing, found["s.2"].standing) == (Standing.PROSPECTIVE, Standing.IN_FORCE)


def test_a_text_as_enacted_has_no_record() -> None:
    data = law(
        section("1", "A", "B", 'RestrictStartDate="2020-01-01"'), status="final", effects=effect("section-1", "s. 1")
    )
    assert read_clml(data, ACT_URL).provisions == ()


def test_changes_that_are_not_in_the_text_stand_with_their_provision() -> None:
    effects = (
        effect("section-2-1-a", "s. 2(1)(a)", on="2031-09-30")
        + effect("section-2-9", "s. 2(9)", "inserted", found="section-2")
        + effect("section-3", "s. 3", applied="false")
        + effect("section-22", "s. 22")
        + effect("schedule-1-paragraph-1-2", "Sch. 1 para. 1(2)", "repealed")
        + effect("", "Act")
        + '<ukm:UnappliedEffect Type="modified" AffectedProvisions="ss. 1-3"><ukm:AffectedProvisions>'
        '<ukm:SectionRange Start="section-1" End="section-3">ss. 1-3</ukm:SectionRange>'
        "</ukm:AffectedProvisions></ukm:UnappliedEffect>"
    )
    body = "".join(section(str(n), "A", "B") for n in (1, 2, 3, 4))
    text = read_clml(law(body, effects=effects, schedules=schedule("1", "Oils", [("1", "E", "")])), ACT_URL)
    found = {one.label: [effect.words for effect in one.effects] for one in text.provisions}
    assert found == {
        "s.1": ["ss. 1-3 modified, on no day that is set"],
        "s.2": [
            "s. 2(1)(a) words inserted by Harbour Act 2031, s. 9, from 30 September 2031",
            "s. 2(9) inserted by Harbour Act 2031, s. 9, on no day that is set",
            "ss. 1-3 modified, on no day that is set",
        ],
        "s.3": ["ss. 1-3 modified, on no day that is set"],
        "s.4": [],
        "Sch.1 para.1": ["Sch. 1 para. 1(2) repealed by Harbour Act 2031, s. 9, on no day that is set"],
        "other": [
            "s. 22 words inserted by Harbour Act 2031, s. 9, on no day that is set",
            "Act words inserted by Harbour Act 2031, s. 9, on no day that is set",
        ],
    }
    assert text.provisions[-1].anchor == ""


@pytest.mark.parametrize("url", [f"{ACT_URL}/section/1", f"{ACT_URL}/section/1/2030-05-05"])
def test_of_a_part_of_an_act_changes_to_other_provisions_are_left_out(url: str) -> None:
    effects = effect("section-22", "s. 22") + effect("", "Act") + effect("section-1", "s. 1")
    text = read_clml(law(section("1", "A", "B"), effects=effects), url)
    assert {one.label: [effect.where for effect in one.effects] for one in text.provisions} == {
        "s.1": ["s. 1"],
        "other": ["Act"],
    }


@pytest.mark.parametrize("url", [ACT_URL, f"{ACT_URL}/2030-05-05"])
def test_of_a_whole_act_a_section_that_will_be_put_in_is_told(url: str) -> None:
    text = read_clml(
        law(section("1", "A", "B"), effects=effect("section-16LA", "s. 16LA", "inserted", "2031-09-30")), url
    )
    (row,) = [row for row in as_rows(text.provisions) if row[0] == "other"]
    assert row[1:3] == ("The whole of it, or provisions that are not in this text", "")
    assert row[-1] == "s. 16LA inserted by Harbour Act 2031, s. 9, from 30 September 2031"
    assert summary_of(text.provisions).startswith("1 provision,")


def test_notes_of_commencement_say_when_it_began() -> None:
    number = '<CommentaryRef Ref="k1"/><CommentaryRef Ref="k2"/>1'
    notes = note("k1", "I", "S. 1 in force at 1.6.2019, see s. 80") + note("k2", "F", "S. 1 substituted")
    found = recorded(law(section("1", "A", "B", number_xml=number), notes=notes))["s.1"]
    assert found.begun == ("S. 1 in force at 1.6.2019, see s. 80",)


@pytest.mark.parametrize(
    ("anchor", "label"),
    [
        ("section-49A", "s.49A"),
        ("regulation-5", "reg.5"),
        ("article-3", "art.3"),
        ("rule-12.3", "r.12.3"),
        ("schedule-paragraph-2", "Sch. para.2"),
        ("schedule-A1-paragraph-10", "Sch.A1 para.10"),
        ("schedule-2-part-1-paragraph-4", "Sch.2 para.4"),
        ("schedule-2-part-1-chapter-3-paragraph-4", "Sch.2 para.4"),
        ("schedule-part-1-paragraph-4", "Sch. para.4"),
        ("part-2", ""),
        ("schedule-2", ""),
        ("", ""),
    ],
)
def test_each_provision_is_cited_as_people_do(anchor: str, label: str) -> None:
    assert label_of(anchor) == label


def test_the_table_has_a_row_for_each_provision_and_says_what_is_not_recorded() -> None:
    data = law(
        section("1", "Lamps", "B", 'RestrictStartDate="2020-03-01"')
        + section("2", "Oil", "D", 'Status="Prospective" RestrictExtent="S"')
        + section("3", "Rope", "E"),
        effects=effect("section-1", "s. 1", on="2031-09-30"),
        extent="",
    )
    provisions = read_clml(data, ACT_URL).provisions
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in as_rows(provisions)]
    assert [row["This wording in force from"] for row in rows] == ["1 March 2020", "", "not recorded"]
    assert [row["Extends to"] for row in rows] == ["not recorded", "Scotland", "not recorded"]
    assert [row["Mark"] for row in rows] == ["", "not yet in force; not England", ""]
    assert rows[0]["Not in the text yet"] == "s. 1 words inserted by Harbour Act 2031, s. 9, from 30 September 2031"
    printed = table_for_terminal(provisions)
    assert "s.1  Lamps\n    This wording in force from: 1 March 2020" in printed
    assert "Mark: not yet in force; not England" in printed
    assert summary_of(provisions) == "3 provisions, 1 of them marked. The latest wording is in force from 1 March 2020."
    assert as_record(provisions[1])["standing"] == "prospective"
    assert as_record(provisions[0])["not_in_the_text_yet"][0]["on"] == "2031-09-30"
