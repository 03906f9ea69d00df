"""Web pages of GOV.UK: every letter of their text, in order, in blocks; and in the print."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import one_line
from ingest.errors import FetchError
from ingest.pdf.parser import parse
from ingest.web.web_page import MARK, WebBlock, WebBlockKind, read_body
from ingest.web.web_pdf import Anchors, Print, WebAnchor, print_page, read_anchors, unprintable, write_anchors

WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P")), min_size=1, max_size=12)
TAGS = st.sampled_from([
    "p",
    "li",
    "h2",
    "td",
    "div",
    "blockquote",
    "ul",
    "ol",
    "table",
    "tr",
    "strong",
    "a",
    "dd",
    "th",
])


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text or "|".join(block.cells)) for block in read_body(html).blocks]


def test_headings_carry_their_anchors() -> None:
    (block,) = read_body('<h3 id="who-pays"><span class="number">2.1 </span>Who   pays &amp; when</h3>').blocks
    assert block == WebBlock(kind=WebBlockKind.HEADING, text="2.1 Who pays & when", level=3, anchor="who-pays")


def test_lists_keep_their_marks_and_depth() -> None:
    blocks = read_body(
        '<p>Bring:</p><ul><li><p>oil</p><p>and more oil</p><ol start="4"><li>first</li><li>second</li></ol></li>'
        '<li>glass</li></ul><ol class="legislative-list"><li>(a) a wick</li></ol><p>Then go.</p>'
    ).blocks
    assert [(b.kind.value, b.marker, b.level, b.text) for b in blocks] == [
        ("text", "", 0, "Bring:"),
        ("item", "•", 1, "oil"),
        ("item", "", 1, "and more oil"),
        ("item", "4.", 2, "first"),
        ("item", "5.", 2, "second"),
        ("item", "•", 1, "glass"),
        ("item", "", 1, "(a) a wick"),
        ("text", "", 0, "Then go."),
    ]


def test_tables_are_rows_and_know_their_heads() -> None:
    body = read_body(
        "<table><caption>Lamps</caption><thead><tr><th>Lamp</th><th>Hours</th></tr></thead>"
        "<tbody><tr><th scope='row'>North</th><td><p>6</p><ul><li>in June</li></ul></td></tr></tbody></table><p>End.</p>"
    )
    assert [(b.kind.value, b.text, b.cells, b.is_head) for b in body.blocks if b.text != "Lamps"] == [
        ("row", "", ("Lamp", "Hours"), True),
        ("row", "", ("North", "6 in June"), False),
        ("text", "End.", (), False),
    ]


def test_a_tables_caption_stays() -> None:
    assert ("text", "Lamps") in kinds("<table><caption>Lamps</caption><tr><td>North</td></tr></table>")


def test_footnotes_are_marked_in_the_text_and_stand_at_the_end_without_their_way_back() -> None:
    blocks = read_body(
        '<p>It burns.<sup id="fnref:1"><a href="#fn:1" class="footnote">[footnote 1]</a></sup> E = mc<sup>2</sup></p>'
        '<div class="footnotes"><ol><li id="fn:1"><p>See the book. <a class="reversefootnote" href="#fnref:1">↩</a></p>'
        "</li></ol></div><p>After.</p>"
    ).blocks
    assert [(b.kind.value, b.marker, b.text.replace(MARK, "^")) for b in blocks] == [
        ("text", "", "It burns.[footnote 1] E = mc^2^"),
        ("note", "1", "See the book."),
        ("text", "", "After."),
    ]


def test_pictures_are_counted_and_scripts_are_not_text() -> None:
    body = read_body(
        '<p>A<img src="a.png"><br>B</p><script>var x = "<p>no</p>"</script><style>p{}</style><figure><img></figure>'
    )
    assert [block.text for block in body.blocks] == ["A B"]
    assert body.n_pictures == 2


@given(st.lists(st.tuples(TAGS, WORDS, st.booleans()), max_size=12))
def test_no_letter_is_lost_however_badly_tags_are_closed(parts: list[tuple[str, str, bool]]) -> None:
    html = "".join(f"<{tag}>{escape(word)} " + (f"</{tag}>" if closed else "") for tag, word, closed in parts)
    body = read_body(html)
    shown = "".join("".join((block.text, *block.cells)) for block in body.blocks)
    expected = "".join(word for _, word, _ in parts)
    assert sorted(re.sub(r"\s", "", shown)) == sorted(re.sub(r"\s", "", expected))


def printed(to: Path, *blocks: WebBlock) -> tuple[WebAnchor, ...]:
    return print_page(
        Print(
            title="Ringing bells", publisher="A department", url="https://www.gov.uk/x", line="A print.", blocks=blocks
        ),
        to,
    )


def text(words: str) -> WebBlock:
    return WebBlock(kind=WebBlockKind.TEXT, text=words)


def test_the_print_has_every_word_and_the_headings_in_its_outline(tmp_path: Path) -> None:
    html = (
        '<h2 id="a">Alpha</h2><p>One &lt;two&gt; &amp; three.</p><h4 id="b">Beta</h4><ul><li>four</li></ul>'
        "<table><tr><th>five</th><th>six</th></tr><tr><td>seven</td></tr></table><h3>No anchor</h3>"
    )
    found = printed(tmp_path / "x.pdf", *read_body(html).blocks)
    document = parse(tmp_path / "x.pdf", "x")
    shown = one_line(document.pages[0].text)
    for words in ("Ringing bells", "Alpha", "One <two> & three.", "Beta", "four", "five", "six", "seven", "No anchor"):
        assert words in shown
    assert [title for _, title, _ in document.outline] == ["Alpha", "Beta", "No anchor"]
    assert [(place.anchor, place.page) for place in found] == [("a", 1), ("b", 1)]
    assert "A print." not in shown


def test_tables_longer_than_a_page_and_cells_longer_than_one_are_printed(tmp_path: Path) -> None:
    rows = [WebBlock(kind=WebBlockKind.ROW, cells=(f"row {n}", "what it says"), is_head=n == 0) for n in range(120)]
    printed(tmp_path / "long.pdf", *rows)
    pages = parse(tmp_path / "long.pdf", "long").pages
    assert len(pages) >= 3
    assert all("row 0" in page.text for page in pages), "its head is repeated"
    assert "A print." in pages[0].text
    printed(tmp_path / "high.pdf", WebBlock(kind=WebBlockKind.ROW, cells=("a", "word " * 3_000)))
    shown = " ".join(page.text for page in parse(tmp_path / "high.pdf", "high").pages)
    assert shown.count("word") == 3_000


@pytest.mark.parametrize("n_columns", range(1, 15))
def test_rows_just_short_of_too_high_are_printed(tmp_path: Path, n_columns: int) -> None:
    cell = "wide words in a cell " * (3_000 // n_columns // 21)
    printed(tmp_path / "x.pdf", WebBlock(kind=WebBlockKind.ROW, cells=(cell,) * n_columns))
    shown = "".join(page.text for page in parse(tmp_path / "x.pdf", "x").pages)
    assert shown.count("wide") == n_columns * cell.count("wide")


def test_what_cannot_be_printed_is_reported(tmp_path: Path) -> None:
    cells = tuple("W" * 100 for _ in range(29))
    with pytest.raises(FetchError, match=r"https://www\.gov\.uk/x cannot be printed"):
        printed(tmp_path / "x.pdf", WebBlock(kind=WebBlockKind.ROW, cells=cells))


def test_characters_the_font_has_not_are_reported(tmp_path: Path) -> None:
    blocks = (text("“Curly” – £5 • café"), text("ŵ ≥ → 中"))
    assert unprintable(blocks) == {"ŵ", "≥", "中"}
    printed(tmp_path / "x.pdf", *blocks)
    shown = parse(tmp_path / "x.pdf", "x").pages[0].text
    assert "“Curly” – £5" in shown
    assert "w ? -> ?" in shown


def test_a_place_is_named_by_the_last_heading_above_it() -> None:
    headings = [(1, 700, "a"), (2, 600, "b")]
    found = (WebAnchor(page=page, top=top, heading=anchor, anchor=anchor) for page, top, anchor in headings)
    anchors = Anchors("u", tuple(found))
    for page, top, expected in [(1, 790, "u"), (1, 699, "u#a"), (2, 700, "u#a"), (2, 600, "u#b"), (9, 10, "u#b")]:
        assert anchors.address(page, top) == expected


@pytest.mark.parametrize("content", [None, "{", '{"url": "u"}', '{"url": "u", "places": [{"page": 1}]}'])
def test_a_pdf_that_is_no_print_has_no_anchors(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "x.anchors.json").write_text(content)
    assert read_anchors(tmp_path / "x.pdf") == Anchors()


def test_anchors_are_read_as_written(tmp_path: Path) -> None:
    anchors = Anchors("https://www.gov.uk/x", (WebAnchor(page=1, top=700.5, heading="Alpha", anchor="a"),))
    write_anchors(tmp_path / "x.pdf", anchors)
    assert read_anchors(tmp_path / "x.pdf") == anchors


def test_a_paragraph_with_an_anchor_is_found_where_it_begins_though_it_is_parted_over_pages(tmp_path: Path) -> None:
    words = "The lamp is kept and the wick is trimmed. "
    blocks = [
        WebBlock(kind=WebBlockKind.TEXT, text=words * n, anchor=anchor)
        for n, anchor in ((60, "a"), (90, "b"), (200, "c"), (2, "d"))
    ]
    anchors = print_page(Print(title="Lamps", publisher="p", url="u", line="", blocks=blocks), tmp_path / "a.pdf")
    assert [one.anchor for one in anchors] == ["a", "b", "c", "d"]
    assert [one.page for one in anchors] == [1, 1, 2, 4], "it is where its first line is"
    assert len(anchors[0].heading) == 80
    assert not parse(tmp_path / "a.pdf", "x").outline, "a paragraph is no heading"
