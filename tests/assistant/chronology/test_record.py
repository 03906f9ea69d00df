"""Entries out of pasted text: every line is in an entry or named, whatever its form; too much is a clear sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chronology import MAX_RECORD_CHARS, ReadRecord, read_record
from assistant.errors import QuestionError

TODAY = date(2026, 11, 27)


def read(text: str) -> ReadRecord:
    return read_record(text, TODAY)


def test_lines_without_a_date_are_joined_to_the_entry_above_and_it_says_so() -> None:
    record = read("3/9/2025 late\nNo breakfast.\nlast Tuesday he cried\n8/9/2025 fine")
    assert [entry.text for entry in record.entries] == ["late\nNo breakfast.\nlast Tuesday he cried", "fine"]
    assert any(note.startswith("2 lines without a date") for note in record.notes)
    assert any("“last Tuesday” is no date" in note for note in record.notes)


def test_entries_out_of_order_are_sorted_and_it_says_so() -> None:
    record = read("8/9/2025 b\n3/9/2025 a\n10/9/2025 c")
    assert [entry.text for entry in record.entries] == ["a", "b", "c"]
    assert any("sorted by date: 3 September 2025" in note for note in record.notes)
    assert any("turned round" in note for note in read("8/9/2025 b\n3/9/2025 a").notes)


def test_what_cannot_be_read_is_named_with_the_lines_beneath_it() -> None:
    record = read("Chronology for a Year 4 boy\n3/9/2025 late\n31/02/2026 odd\nand more of it\n5/3/2026 fine")
    assert [(part.text, bool(part.why)) for part in record.unread] == [
        ("Chronology for a Year 4 boy", True),
        ("31/02/2026 odd\nand more of it", True),
    ]


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_a_table_is_read_by_its_columns_and_initials_of_staff_are_left_out(mark: str) -> None:
    rows = (
        ("Date", "Time", "Category", "Staff", "Details", "Actions"),
        ("03/09/2025", "09:15", "Attendance", "JB", "Arrived late", "Rang MASH"),
    )
    record = read("\n".join(mark.join(row) for row in rows))
    (entry,) = record.entries
    assert entry.text == "09:15. Attendance: Arrived late. Actions: Rang MASH."
    assert not record.unread
    assert any("Initials" in note for note in record.notes)


def test_a_table_with_commas_keeps_commas_and_lines_in_a_cell() -> None:
    (entry,) = read('date,category,details\n03/09/2025,Concern,"Cried, then slept.\nNo lunch."').entries
    assert entry.text == "Concern: Cried, then slept. No lunch."


def test_entries_run_together_in_a_line_are_cut_at_their_dates() -> None:
    record = read("3 Sept 2025: late. 5 Sept 2025: hungry. Rang home on 6 Sept.")
    assert [entry.text for entry in record.entries] == ["late.", "hungry. Rang home on 6 Sept."]


def test_a_time_at_the_head_of_a_line_is_no_date_where_others_have_another_form() -> None:
    (entry,) = read("3/9/2025 late\n9.10 mum rang").entries
    assert "9.10 mum rang" in entry.text


def test_a_date_of_birth_is_no_entry() -> None:
    assert len(read("DOB 04/03/2016\n3/9/2025 late").entries) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  \n", "no entries"),
        ("He was late last Tuesday.", "no date was found"),
        ("3/9/2025 " + "a" * MAX_RECORD_CHARS, "characters"),
        ("\n".join("3/9/2025 late" for _ in range(301)), "301 entries"),
    ],
)
def test_what_cannot_be_put_in_order_is_one_clear_sentence(text: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        read(text)


@given(
    st.lists(
        st.sampled_from([
            "3/9/2025 late",
            "8 Sept: cried",
            "no date here",
            "31/02/26 odd",
            "a | b | c",
            "- Mon 9 Jan x",
        ]),
        min_size=1,
    )
)
def test_no_word_is_ever_dropped(lines: list[str]) -> None:
    text = "\n".join(["1/9/2025 first", *lines])
    record = read(text)
    kept = " ".join([*(entry.text for entry in record.entries), *(part.text for part in record.unread)])
    for word in ("late", "cried", "here", "odd", "c", "x"):
        assert len(re.findall(rf"\b{word}\b", kept)) == len(re.findall(rf"\b{word}\b", text))


@pytest.mark.parametrize(
    "head", ["DSL 11/09/25:", "Logged 11/09/2025 09:31 -", "Entry 3 (11 Sept 2025)", "K.W. - 11 Sep 2025"]
)
def test_dates_that_never_stand_at_the_head_are_found(head: str) -> None:
    record = read_record(f"{head} Late.\n{head.replace('11', '18', 1)} Absent.", date(2025, 11, 1))
    assert [entry.day for entry in record.entries] == [date(2025, 9, 11), date(2025, 9, 18)]
    assert "Absent" in record.entries[1].text
