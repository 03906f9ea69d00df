"""Traps of layout, each on a small PDF: boxes out of order, columns, close headers, endnotes, notes on the next page."""

from __future__ import annotations

from pathlib import Path

from corpus.types import Authority
from ingest.structure.blocks import BlockKind
from tests.ingest import hostile, pdfs
from tests.ingest.pdfs import Run, line, lines, number
from tests.ingest.structure.test_pages_to_blocks import read, starting


def test_a_box_read_last_stands_under_the_heading_above_it(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(780, "What the law asks", size=16, bold=True),
        *lines(500, "What the partners agree", size=16, bold=True),
        *lines(470, "Partners agree on a plan and keep to it every day."),
        *lines(300, "Who is told", size=16, bold=True),
        *lines(270, "The family is told first, in plain words."),
        *lines(740, "In a box: the law asks for a first visit within a week.", x=70),
        *lines(420, "In another box: a plan that nobody reads is not a plan.", x=70),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "In a box").heading_path[-1] == "What the law asks"
    assert starting(blocks, "In another box").heading_path[-1] == "What the partners agree"
    assert starting(blocks, "Sentence 1 of page 2").heading_path[-1] == "Who is told"


def test_a_paragraph_goes_on_in_the_second_column(tmp_path: Path) -> None:
    _, blocks = read(hostile.two_columns(tmp_path / "a.pdf"))
    over = starting(blocks, "until it ends")
    assert (over.paragraph, over.heading_path) == ("2", ("Two columns",))
    assert starting(blocks, "3. Paragraph 3").paragraph == "3"


def test_a_header_set_so_close_that_it_reads_as_one_is_no_heading(tmp_path: Path) -> None:
    def rows(top: float, *codes: str) -> list[pdfs.Draw]:
        cells = [
            (line(top - 20 * n, code, x=63), line(top - 20 * n, f"Concerns of kind {code}", x=106))
            for n, code in enumerate(codes)
        ]
        return [cell for row in cells for cell in row]

    def page(n: int, *codes: str) -> list[pdfs.Draw]:
        header = line(720, Run("Code Description", bold=True), x=63)
        return [number(str(n)), header, *rows(700, *codes)]

    title = lines(760, "Factors", size=16, bold=True)
    _, blocks = read(
        pdfs.make(tmp_path / "a.pdf", [[*title, *page(1, "3A", "3B", "3C")], page(2, "4A", "4B"), pdfs.filler(3)])
    )
    tables = [(block, text) for block, text in blocks if block.kind is BlockKind.TABLE]
    assert [text.split("\n")[-2] for _, text in tables] == ["3A", "3B", "3C", "4A", "4B"]
    assert {block.heading_path for block, _ in tables} == {("Factors",)}
    assert [block.lead_in for block, _ in tables] == [
        "",
        "Code Description",
        "Code Description",
        "",
        "Code Description",
    ]
    assert tables[3][1].startswith("Code Description")


def test_a_bold_sentence_above_a_table_stays_a_heading(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(740, "Codes that may be used", bold=True, x=63),
        line(715, "3A", x=63),
        line(715, "Concerns", x=150),
        line(695, "3B", x=63),
        line(695, "Worries", x=150),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "Codes that").kind is BlockKind.HEADING
    assert starting(blocks, "3B").heading_path == ("Codes that may be used",)


def test_endnotes_in_roman_numbers_are_notes_of_their_own(tmp_path: Path) -> None:
    small = {"size": 6.5, "rise": 3.5}
    page = [
        number("1"),
        *lines(760, "A plain sentence to begin with."),
        line(150, Run("7", **small), Run(" The seventh note.", 10.0)),
        line(137, Run("i.", **small), Run(" The first note at the end.", 10.0)),
        line(124, Run("and its second line.", 10.0)),
        line(111, Run("ii.", **small), Run(" The second note at the end.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    notes = {block.paragraph: text for block, text in blocks if block.kind is BlockKind.FOOTNOTE}
    assert list(notes) == ["fn 7", "fn i", "fn ii"]
    assert notes["fn i"].endswith("its second line.")


def test_a_note_printed_on_the_page_after_its_mark_has_the_headings_at_the_mark(tmp_path: Path) -> None:
    mark = {"size": 8.0, "rise": 4.0}
    first = [
        number("1"),
        *lines(780, "An earlier part", size=16, bold=True),
        line(740, "The first sentence", Run("1", **mark), " has its note below."),
        *lines(300, "The part of the mark", size=16, bold=True),
        line(270, "The law of that year", Run("2", **mark), " says so."),
        line(120, Run("1", 6.5, rise=3.5), Run(" The first note.", 10.0)),
    ]
    second = [
        number("2"),
        *lines(780, "Another part", size=16, bold=True),
        *lines(740, "It has words of its own."),
        line(120, Run("2", 6.5, rise=3.5), Run(" The note of the page before.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, second, pdfs.filler(3)]))
    note = next(block for block, _ in blocks if block.paragraph == "fn 2")
    assert (note.page, note.heading_path) == (2, ("The part of the mark",))


def test_a_note_whose_mark_is_in_a_picture_has_the_headings_above_it(tmp_path: Path) -> None:
    first = [number("1"), *lines(780, "An earlier part", size=16, bold=True), *lines(740, "It has words of its own.")]
    second = [
        number("2"),
        *lines(780, "A flow chart", size=16, bold=True),
        pdfs.picture(57, 300, 400, 400),
        line(120, Run("1", 6.5, rise=3.5), Run(" The note of a box in the picture.", 10.0)),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, second, pdfs.filler(3)]))
    note = next(block for block, _ in blocks if block.paragraph == "fn 1")
    assert note.heading_path == ("A flow chart",)


def test_numbers_set_without_a_space_are_numbers(tmp_path: Path) -> None:
    page = [
        number("1"),
        *[
            draw
            for n in range(1, 13)
            for draw in lines(780 - 30 * n, f"{n}.{' ' * (n < 6)}Question {n} is asked of all.")
        ],
        *lines(380, "It is 4.5 miles and takes 12.30 minutes."),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2)]))
    numbered = [block.paragraph for block, text in blocks if "is asked of all" in text]
    assert numbered == [str(n) for n in range(1, 13)]


def test_sub_bullets_are_items_of_the_same_list(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(760, "A good record has:"),
        *lines(737, "• what was said, which means", x=75),
        *lines(714, "o the child’s own words", x=93),
        *lines(691, "o the question that was asked", x=93),
        *lines(668, "• what was done.", x=75),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    items = [(text, block.lead_in) for block, text in blocks if block.kind is BlockKind.LIST]
    assert [text[:7] for text, _ in items] == ["• what ", "o the c", "o the q", "• what "]
    assert {lead_in for _, lead_in in items} == {"A good record has:"}


def numbered_paragraphs(first: int, last: int, top: float, x: float = 57.0) -> list[pdfs.Draw]:
    return [
        draw
        for n in range(first, last + 1)
        for draw in lines(top - 24 * (n - first), f"{n}. Paragraph {n} is complete.", x=x)
    ]


def test_a_bold_numbered_line_between_paragraphs_is_a_heading(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(790, "Ways to reply", size=16, bold=True),
        *numbered_paragraphs(1, 4, 760),
        *lines(650, "1. Reply by letter", bold=True),
        *numbered_paragraphs(5, 7, 620),
        *lines(530, "2. Reply in person", bold=True),
        *numbered_paragraphs(8, 9, 500),
        *lines(430, "The room", bold=True),
        *numbered_paragraphs(10, 10, 400),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "2. Reply in").kind is BlockKind.HEADING
    assert starting(blocks, "5. Paragraph").heading_path == ("Ways to reply", "1. Reply by letter")
    assert starting(blocks, "9. Paragraph").heading_path == ("Ways to reply", "2. Reply in person")
    assert starting(blocks, "10. Paragraph").heading_path[1:] == ("2. Reply in person", "The room")


def test_a_bold_numbered_list_and_a_bold_first_line_are_text(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(780, "Three rules", size=16, bold=True),
        *lines(750, "1. Look at the child", bold=True),
        *lines(725, "2. Listen to the child", bold=True),
        *lines(700, "3. Write it down", bold=True),
        *lines(660, "Lack of a plan for the days on which", bold=True),
        *lines(643.5, "the office is closed was named by many."),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    kinds = {text[:12]: block.kind for block, text in blocks if block.page == 1}
    assert [kinds[words] for words in ("1. Look at t", "2. Listen to", "3. Write it ")] == [BlockKind.LIST] * 3
    assert kinds["Lack of a pl"] is BlockKind.BODY
    assert starting(blocks, "the office").heading_path == ("Three rules",)


def test_a_box_holds_until_the_numbering_goes_on_though_its_title_is_set_like_a_heading(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(790, "What to do first", size=14, bold=True),
        *numbered_paragraphs(1, 6, 760),
        *lines(600, "A case", size=14, bold=True, x=63),
        *lines(575, "A pupil told a teacher what had happened.", x=63),
        *numbered_paragraphs(7, 8, 530),
        *lines(470, "What to do next", size=14, bold=True),
        *numbered_paragraphs(9, 9, 440),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert starting(blocks, "A pupil").heading_path == ("What to do first", "A case")
    assert starting(blocks, "7. Paragraph").heading_path == ("What to do first",)
    assert starting(blocks, "9. Paragraph").heading_path == ("What to do next",)


def test_a_box_ends_where_text_stands_left_of_it(tmp_path: Path) -> None:
    titles = [(1, f"Part {n}") for n in range(1, 9)]
    page = [
        number("1"),
        *lines(790, "Part 1", size=16, bold=True),
        *lines(760, "The first words of the part."),
        *lines(700, "A good example: replies in a day", bold=True, x=63),
        *lines(675, "One school replies to each letter in a day.", x=63),
        *lines(650, "What helped:", bold=True, x=63),
        *lines(625, "• a list of letters", x=80),
        *lines(560, "The part goes on with other words."),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)], outline=titles))
    assert starting(blocks, "• a list").heading_path == ("Part 1", "A good example: replies in a day", "What helped:")
    assert starting(blocks, "The part goes").heading_path == ("Part 1",)


def test_a_caption_heads_its_table_and_not_the_paragraph_after_it(tmp_path: Path) -> None:
    titles = [(1, f"Part {n}") for n in range(1, 9)]
    after = "The part goes on with a sentence that is as wide as the page's text is."
    page = [
        number("1"),
        *lines(790, "Part 1", size=16, bold=True),
        *lines(750, "Table 1: Days and letters", bold=True, x=200),
        *[cell for n in range(3) for cell in (line(720 - 20 * n, f"Day {n}", x=63), line(720 - 20 * n, str(n), x=500))],
        *lines(600, after),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)], outline=titles))
    assert starting(blocks, "Day 2").heading_path == ("Part 1", "Table 1: Days and letters")
    assert starting(blocks, after).heading_path == ("Part 1",)


def test_a_bold_line_set_apart_is_a_heading_even_where_lines_stand_far_apart(tmp_path: Path) -> None:
    wide = [line(740 - 20.5 * n, f"Line {n} of a page that is set with much space.") for n in range(1, 16)]
    second = [
        number("2"),
        *[line(780 - 16 * n, f"Is rule {n} of the first kind kept?") for n in range(3)],
        line(725, Run("Rules of the second kind", bold=True)),
        *[line(703 - 16 * n, f"Is rule {n} of the second kind kept?") for n in range(3)],
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [[number("1"), *wide], second, [number("3"), *wide]]))
    assert starting(blocks, "Is rule 0 of the second").heading_path == ("Rules of the second kind",)


def test_a_heading_in_plain_type_is_known_by_the_outline_or_by_its_number(tmp_path: Path) -> None:
    titles = [(1, "What we were told"), *[(2, f"Part {n}") for n in range(1, 9)]]
    page = [
        number("1"),
        *lines(790, "The report", size=16, bold=True),
        *lines(750, "What we were told"),
        *lines(720, "Many said that the days were long."),
        *lines(680, "1.3.2 How we counted"),
        *lines(650, "Each letter was counted once."),
        *lines(610, "1.4 The first rule is to count"),
        *lines(585, "1.5 The second rule is to count again"),
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)], outline=titles))
    assert starting(blocks, "Many said").heading_path[-1] == "What we were told"
    assert starting(blocks, "Each letter").heading_path[-1] == "1.3.2 How we counted"
    assert {starting(blocks, words).kind for words in ("1.4 The", "1.5 The")} == {BlockKind.BODY}


def test_answers_stand_under_their_question_however_long_it_is_or_cut(tmp_path: Path) -> None:
    def answers(top: float, n: int) -> list[pdfs.Draw]:
        return [
            *lines(top, f"We received {n} replies to this question", bold=True),
            *[line(top - 30, word, x=x) for word, x in (("Yes", 60), (str(n), 250))],
            *[line(top - 52, word, x=x) for word, x in (("No", 60), (str(n + 1), 250))],
        ]

    long = ["Question 3: We have set a limit on the days for which a letter may", *["be kept in the room or store"] * 6]
    first = [
        number("1"),
        *lines(780, "Letters", size=16, bold=True),
        *lines(750, *long, "by the keeper?", bold=True),
        *answers(590, 30),
        *lines(120, "Question 4: Should the keeper of the room", bold=True),
    ]
    second = [number("2"), *lines(780, "also keep the store?", bold=True), *answers(740, 40)]
    titles = [(1, "Letters"), *[(3, f"Part {n}") for n in range(1, 9)]]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, second, pdfs.filler(3)], outline=titles))
    third = starting(blocks, "Question 3")
    assert (third.kind, third.heading_path[:1]) == (BlockKind.BODY, ("Letters",))
    assert third.heading_path[-1].startswith("Question 3: We have set a limit")
    assert third.heading_path[-1].endswith(" …")
    tables = [block.heading_path for block, text in blocks if block.kind is BlockKind.TABLE and text.startswith("No")]
    assert tables[0] == (*third.heading_path, "We received 30 replies to this question")
    fourth = "Question 4: Should the keeper of the room also keep the store?"
    assert tables[1] == ("Letters", fourth, "We received 40 replies to this question")
    assert starting(blocks, "also keep").heading_path == ("Letters", fourth)


def test_cells_of_a_header_over_several_lines_are_no_headings(tmp_path: Path) -> None:
    page = [
        number("1"),
        *lines(790, "Checks", size=16, bold=True),
        *[line(750 - 14 * n, Run(word, bold=True), x=62) for n, word in enumerate(("Year on", "year", "check"))],
        line(750, Run("Description", bold=True), x=127),
        *[
            cell
            for n in (1, 2)
            for cell in (line(700 - 20 * n, f"C{n}", x=62), line(700 - 20 * n, f"Count {n}", x=127))
        ],
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert {block.heading_path for block, _ in blocks if block.kind is BlockKind.TABLE} == {("Checks",)}


def test_the_name_of_a_group_of_rows_is_no_header_of_the_others(tmp_path: Path) -> None:
    def row(y: float, code: str, name: str, bold: bool = False) -> list[pdfs.Draw]:
        return [line(y, Run(code, bold=bold), x=63), line(y, Run(name, bold=bold), x=150)]

    page = [
        number("1"),
        *lines(790, "Days", size=16, bold=True),
        *row(750, "Code", "Description", bold=True),
        line(730, Run("Winter", bold=True), x=63),
        *[cell for n, word in enumerate(("JAN", "FEB", "JUN")) for cell in row(710 - 20 * n, word, f"Month {n}")],
    ]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    assert [starting(blocks, code).lead_in for code in ("JAN", "FEB", "JUN")] == ["Code Description"] * 3


def test_a_list_with_dotted_numbers_is_a_list(tmp_path: Path) -> None:
    items = ["1.1.", "the name;", "1.2.", "the day;", "1.10.1.", "the place."]
    cells = [line(720 - 20 * (n // 2), words, x=75 + 45 * (n % 2)) for n, words in enumerate(items)]
    page = [number("1"), *lines(750, "A record has these items:"), *cells]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page, pdfs.filler(2), pdfs.filler(3)]))
    found = [(" ".join(text.split()), block.lead_in) for block, text in blocks if block.kind is BlockKind.LIST]
    lead_in = "A record has these items:"
    assert found == [("1.1. the name;", lead_in), ("1.2. the day;", lead_in), ("1.10.1. the place.", lead_in)]


def test_the_page_about_the_publication_has_no_heading(tmp_path: Path) -> None:
    last = [*lines(760, "© Made-up copyright 2031", "This may be copied by anyone who asks.")]
    first = [number("1"), *lines(790, "The last part", size=16, bold=True), *lines(750, "Its words.")]
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [first, pdfs.filler(2), last]))
    assert starting(blocks, "Sentence 1 of page 2").heading_path == ("The last part",)
    assert starting(blocks, "©").heading_path == ()


def an_act_with(*rows: pdfs.Draw) -> list[pdfs.Draw]:
    part = [line(690, Run("PART 3", 11), x=280), line(665, Run("HARBOURS", 11), x=265)]
    return [*part, line(640, Run("Boards", 11), x=279), *rows]


def test_a_cross_heading_that_opens_with_a_bracket_is_one(tmp_path: Path) -> None:
    page = an_act_with(
        line(610, Run("7", 11, bold=True), x=90),
        line(610, Run("Duty of boards", 11, bold=True), x=126),
        line(585, Run("(1) Each board must meet.", 11), x=116),
        line(545, Run("[", 11, bold=True), x=258),
        line(549, Run("F1", 6.6), x=261),
        line(545, Run("Keepers of the light", 11), x=262),
        line(515, Run("7A", 11, bold=True), x=88),
        line(515, Run("Duty of keepers", 11, bold=True), x=126),
        line(490, Run("(1) Each keeper must be awake.]", 11), x=116),
        line(470, Run("(2) A keeper may rest.", 11), x=116),
    )
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page]), Authority.LAW)
    assert starting(blocks, "(1) Each board").heading_path[-2:] == ("Boards", "Duty of boards")
    assert starting(blocks, "(1) Each keeper").heading_path[-2:] == ("Keepers of the light", "Duty of keepers")
    assert all("Keepers" not in text for block, text in blocks if block.kind is BlockKind.BODY)


def test_a_plain_cross_heading_stands_below_a_bold_one(tmp_path: Path) -> None:
    page = an_act_with(
        line(610, Run("Day keepers", 11, bold=True), x=264),
        line(580, Run("Who may apply", 11), x=260),
        line(550, Run("7", 11, bold=True), x=90),
        line(550, Run("Age", 11, bold=True), x=126),
        line(525, Run("(1) A keeper must be of age.", 11), x=116),
        line(500, Run("(2) A keeper may be old.", 11), x=116),
    )
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page]), Authority.LAW)
    assert starting(blocks, "(1) A keeper").heading_path[-3:] == ("Day keepers", "Who may apply", "Age")


def test_a_heading_of_an_act_may_be_wide_and_have_two_lines(tmp_path: Path) -> None:
    page = an_act_with(
        line(610, Run("7", 11, bold=True), x=90),
        line(610, Run("Boards", 11, bold=True), x=126),
        line(585, Run("(1) Each board must meet.", 11), x=116),
        line(565, Run("(2) It must meet often.", 11), x=116),
        line(530, Run("SCHEDULE 2", 11), x=264),
        line(506, Run("THE KEEPING OF LIGHTS IN HARBOURS AND ON THE SEA ROCKS", 11), x=122),
        line(494, Run("OF ENGLAND AND OF THE ISLES", 11), x=210),
        line(460, Run("Lights that are kept by day, lights that are kept", 11), x=176),
        line(448, Run("by night and others", 11), x=250),
        line(420, Run("1 The board keeps the lights.", 11), x=93),
    )
    _, blocks = read(pdfs.make(tmp_path / "a.pdf", [page]), Authority.LAW)
    first = starting(blocks, "1 The board")
    assert first.heading_path[-2:] == (
        "Schedule 2 – The keeping of lights in harbours and on the sea rocks of England and of the isles",
        "Lights that are kept by day, lights that are kept by night and others",
    )
    assert first.paragraph == "Sch.2 para.1"
