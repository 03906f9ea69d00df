"""CLML: its structure, every word of it, and what is refused. The law is made up; the shape is legislation.gov.uk's."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Passage, Source
from ingest.errors import FetchError
from ingest.law.clml import law_text, read_clml
from ingest.passages import TokenLimit, chunk
from ingest.pdf.parser import parse
from ingest.structure.pages_to_blocks import structure
from ingest.web.web_page import MARK, WebBlock, WebBlockKind, WebText
from ingest.web.web_pdf import Print, print_page
from tests.ingest.fetch.fetching import ACT
from tests.ingest.law.made_up_law import ACT_URL, LEGISLATION, law, limbs, long_act, note, part, schedule, section

REGULATIONS_URL = f"{LEGISLATION}/uksi/2020/77"
LIMIT = TokenLimit(max_tokens=256, count=lambda text: len(text.split()))


def read(data: bytes, url: str = ACT_URL) -> WebText:
    return read_clml(data, url)


def set_as(blocks: tuple[WebBlock, ...]) -> list[tuple[str, int, str]]:
    return [(b.kind.value, b.level, f"{b.marker} {b.text}".strip().replace(MARK, "^")) for b in blocks]


def passages(text: WebText, folder: Path, source: Source = ACT) -> tuple[Passage, ...]:
    to = folder / "law.pdf"
    print_page(Print(title=text.title, publisher="p", url=text.url, line="", blocks=text.body.blocks), to)
    document = parse(to, source.source_id)
    return tuple(chunk(document, structure(document, source), source.title, LIMIT))


def test_each_part_of_an_act_is_set_as_what_it_is() -> None:
    text = limbs(
        2,
        [
            ("1", "A keeper must trim the wick."),
            ("2", limbs(3, [("a", "in the evening;"), ("b", "at noon.")], "It is trimmed—")),
        ],
    )
    body = part(
        "1",
        "Lamps",
        '<Chapter id="c"><Number>CHAPTER 2</Number><Title>Wicks</Title><Pblock><Title>Trimming</Title>'
        f"{section('4A', 'Keeping of lamps', text)}</Pblock></Chapter>",
    )
    printed = read(law(body, schedules=schedule("A1", "Oils", [("1", "Oil is kept cool.", "")])))
    assert set_as(printed.body.blocks) == [
        ("heading", 2, "PART 1 – Lamps"),
        ("heading", 3, "CHAPTER 2 – Wicks"),
        ("heading", 4, "Trimming"),
        ("heading", 5, "4A Keeping of lamps"),
        ("text", 0, "(1) A keeper must trim the wick."),
        ("text", 0, "(2) It is trimmed—"),
        ("item", 1, "(a) in the evening;"),
        ("item", 1, "(b) at noon."),
        ("heading", 2, "SCHEDULE A1 – Oils"),
        ("text", 0, "1 Oil is kept cool."),
    ]
    anchors = [block.anchor for block in printed.body.blocks if block.anchor]
    assert anchors == ["part-1", "c", "section-4A", "schedule-A1", "schedule-A1-paragraph-1"]
    assert (printed.title, printed.site, printed.updated) == ("Lighthouse Act 2019", "legislation.gov.uk", None)


def test_what_was_put_in_stands_in_brackets_with_its_note_beneath() -> None:
    changed = (
        '<P2><Pnumber><Addition ChangeId="c1" CommentaryRef="k1">2A</Addition></Pnumber><P2para>'
        '<Text><Addition ChangeId="c1" CommentaryRef="k1">New words</Addition></Text></P2para></P2>'
        '<P2><Pnumber>3</Pnumber><P2para><Text>Old words <Substitution ChangeId="c2" CommentaryRef="k2">and others'
        "</Substitution>.</Text></P2para></P2>"
    )
    notes = (
        note("k1", "F", "S. 1(2A) inserted (5.5.2030)")
        + note("k2", "F", "Words in s. 1(3)")
        + note("k3", "I", "S. 1 in force at 1.6.2019")
    )
    printed = read(law(section("1", "Lamps", changed, number_xml='<CommentaryRef Ref="k3"/>1'), notes=notes))
    assert set_as(printed.body.blocks)[1:] == [
        ("text", 0, "[(2A) ^F1^New words]"),
        ("text", 0, "(3) Old words [^F2^and others]."),
        ("note", 0, "I1 S. 1 in force at 1.6.2019"),
        ("note", 0, "F1 S. 1(2A) inserted (5.5.2030)"),
        ("note", 0, "F2 Words in s. 1(3)"),
    ]


def test_a_change_that_has_no_name_has_brackets_of_its_own() -> None:
    words = "<Text>Lamps <Addition>of glass</Addition> and <Repeal>oil</Repeal>.</Text>"
    assert set_as(read(law(section("1", "One", words))).body.blocks)[1][2] == "Lamps [of glass] and [oil]."


def test_a_note_is_printed_once_and_its_mark_each_time() -> None:
    lamp = '<Text>Lamps <CommentaryRef Ref="k"/>of glass.</Text>'
    printed = read(
        law(section("1", "One", lamp) + section("2", "Two", lamp), notes=note("k", "C", "Modified elsewhere"))
    )
    assert [text for kind, _, text in set_as(printed.body.blocks) if kind == "text"] == ["Lamps ^C1^of glass."] * 2
    assert [text for kind, _, text in set_as(printed.body.blocks) if kind == "note"] == ["C1 Modified elsewhere"]


def test_what_is_quoted_is_set_in_and_is_no_provision_of_the_act() -> None:
    quoted = (
        "<Text>After section 3 insert—</Text><BlockAmendment><P1group><Title>Foghorns</Title><P1><Pnumber>3A</Pnumber><P1para>"
        f"{limbs(2, [('1', 'A horn is blown in fog')])}</P1para></P1></P1group></BlockAmendment>"
        "<AppendText>.</AppendText><AppendText>and so on</AppendText>"
    )
    printed = read(law(section("7", "Amendment", quoted)))
    assert set_as(printed.body.blocks)[1:] == [
        ("text", 0, "After section 3 insert—"),
        ("item", 2, "Foghorns"),
        ("item", 2, "3A (1) A horn is blown in fog."),
        ("text", 0, "and so on"),
    ]
    assert [one.label for one in printed.provisions] == ["s.7"]


def test_tables_footnotes_and_lists_keep_their_words() -> None:
    table = (
        "<Tabular><xhtml:table><xhtml:thead><xhtml:tr><xhtml:th>Tower</xhtml:th><xhtml:th>Lamp</xhtml:th></xhtml:tr></xhtml:thead>"
        "<xhtml:tbody><xhtml:tr><xhtml:td>North</xhtml:td><xhtml:td><P><Text>green;</Text></P><P><Text>red</Text></P></xhtml:td>"
        "</xhtml:tr></xhtml:tbody></xhtml:table></Tabular>"
    )
    listed = "<UnorderedList><ListItem><Para><Text>one</Text></Para></ListItem></UnorderedList>"
    text = f'<Text>As listed<FootnoteRef Ref="f1"/>:</Text>{table}{listed}'
    words = "<FootnoteText><Para><Text>S.I. 1999/1.</Text></Para></FootnoteText>"
    footnote = f'<Footnotes><Footnote id="f1">{words}</Footnote></Footnotes>'
    printed = read(law(section("1", "Towers", text), after=footnote))
    assert set_as(printed.body.blocks)[1:] == [
        ("text", 0, "As listed^1^:"),
        ("item", 1, "Tower | Lamp"),
        ("item", 1, "North | green; red"),
        ("item", 1, "one"),
        ("note", 0, "1 S.I. 1999/1."),
    ]


def test_what_has_not_begun_is_printed_under_the_word() -> None:
    printed = read(law(section("1", "Lamps", "A lamp is lit.", 'Status="Prospective"')))
    assert set_as(printed.body.blocks)[0] == ("note", 0, "PROSPECTIVE")


def test_its_print_is_read_by_sections_subsections_and_paragraphs(tmp_path: Path) -> None:
    title = "Lamps that are kept in towers by the sea and lit by keepers at night in every season of the year"
    text = limbs(
        2, [("1", "A keeper must trim the wick of each lamp before dusk."), ("2", "No keeper may leave a lamp unlit.")]
    )
    data = law(
        part(
            "II",
            title,
            section("4", "Keeping of lamps", text)
            + section("5", "Short title", "This Act is the Lighthouse Act 2019."),
        ),
        schedules=schedule(
            "A1",
            "Oils",
            [("1", "Oil is kept cool in a cellar of stone.", ""), ("2A", "Oil is never thrown into the sea.", "")],
        ),
    )
    found = {p.paragraph: p for p in passages(read(data), tmp_path)}
    assert list(found) == ["s.4(1)", "s.4(2)", "s.5", "Sch.A1 para.1", "Sch.A1 para.2A"]
    assert found["s.4(2)"].heading_path[-2:] == (f"Part II – {title}", "Keeping of lamps"), (
        "a title of two lines is one"
    )
    assert found["Sch.A1 para.2A"].heading_path[-1] == "Schedule A1 – Oils"


@pytest.mark.parametrize(
    ("title", "kind", "labels"),
    [
        ("Lighthouse Act 2019 (Commencement) Regulations 2020", "regulation", ["reg.1", "reg.2(1)"]),
        ("The Lighthouse (Oil) Order 2020", "article", ["art.1", "art.2(1)"]),
        ("The Lighthouse Procedure Rules 2020", "rule", ["r.1", "r.2(1)"]),
    ],
)
def test_an_instrument_is_read_by_what_its_provisions_are_called(
    tmp_path: Path, title: str, kind: str, labels: list[str]
) -> None:
    body = section("1", "Citation", "These may be cited by their name, and begin at once.", kind=kind)
    body += section(
        "2",
        "Lamps",
        limbs(2, [("1", "Section 4 comes into force on the first of June.")]),
        'RestrictStartDate="2020-06-01"',
        kind=kind,
    )
    text = read(law(body, title=title, item="uksi/2020/77"), REGULATIONS_URL)
    assert [one.label for one in text.provisions] == [labels[0], labels[1].partition("(")[0]]
    found = [p.paragraph for p in passages(text, tmp_path, replace(ACT, title=title))]
    assert [label for label in found if label] == labels


def test_an_act_of_250_sections_is_read_whole_and_quickly(tmp_path: Path) -> None:
    data = long_act(250)
    began = time.perf_counter()
    text = read(data)
    seconds = time.perf_counter() - began
    assert [one.label for one in text.provisions] == [f"s.{n}" for n in range(1, 251)]
    assert seconds < 3, f"reading took {seconds:.1f} s"
    found = passages(text, tmp_path)
    assert {p.paragraph for p in found} == {f"s.{n}({m})" for n in range(1, 251) for m in (1, 2, 3)}
    assert time.perf_counter() - began < 60


def test_it_says_what_it_is() -> None:
    found = law_text(fromstring(law(section("1", "A", "B"), version="/2030-05-05")))
    assert (found.title, found.item, found.year, found.number) == (
        "Lighthouse Act 2019",
        "/ukpga/2019/40",
        "2019",
        "40",
    )
    assert (found.made, found.valid, found.as_at) == (date(2019, 5, 1), date(2030, 5, 5), date(2030, 5, 5))
    assert (found.extent, found.is_revised) == ("E+W", True)
    assert (
        "Point in time view as at 05/05/2030"
        in read(law(section("1", "A", "B"), version="/2030-05-05"), f"{ACT_URL}/2030-05-05").names
    )
    assert "original version (as it was originally enacted)" in read(law(section("1", "A", "B"), status="final")).names


def test_another_text_than_was_asked_for_is_refused() -> None:
    with pytest.raises(FetchError, match="is another text: Harbour Act 1999"):
        read(law(section("1", "A", "B"), item="ukpga/1999/40", title="Harbour Act 1999"))
    with pytest.raises(FetchError, match="is another text"):
        read(law(section("1", "A", "B"), item="ukpga/2019/4"))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"<!DOCTYPE x [{LAUGHS}]><Legislation>&l8;</Legislation>".encode(), "declares a document type"),
        (
            b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Legislation>&f;</Legislation>',
            "declares a document type",
        ),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><Legislation/>', "declares a document type"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><Legislation>&a;</Legislation>'.encode(
                "utf-16"
            ),
            "declares a document type",
        ),
        (b"<a>" * 100_000, "more than 200 deep"),
        (b"<Legislation>&unknown;</Legislation>", "undefined entity"),
        (b"<Legislation>", "is not read"),
        (b"", "is not read"),
        (b"\x00\x01", "is not read"),
        (b'<?xml version="1.0" encoding="klingon"?><Legislation/>', "is not read"),
        (b"<!doctype html><html><body>Sorry</body></html>", "is not read"),
        (b"<html><body>Sorry</body></html>", "is XML, but no legislation"),
        (law(""), "without the text of any legislation"),
        (law(section("1", "A", "B"))[:-30], "is not read"),
    ],
)
def test_what_means_harm_or_is_no_legislation_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(FetchError, match=expected):
        read(data)


def test_more_elements_than_any_law_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.law.xml_tree._MOST", 1_000)
    with pytest.raises(FetchError, match="more than 1,000 elements"):
        read(b"<Legislation>" + b"<a/>" * 1_001 + b"</Legislation>")


WORDS = st.text(st.sampled_from("abcdefgh—;,.()“” é£\n"), min_size=1, max_size=30).filter(
    lambda text: text.strip() != ""
)
INLINE = st.recursive(
    WORDS.map(lambda text: text.replace("&", "")),
    lambda inner: st.one_of(
        st.builds("<Emphasis>{}</Emphasis>".format, inner),
        st.builds('<Citation URI="u">{}</Citation>'.format, inner),
        st.builds('<Addition ChangeId="{}" CommentaryRef="k1">{}</Addition>'.format, st.sampled_from("xyz"), inner),
        st.builds('{}<CommentaryRef Ref="k2"/>{}'.format, inner, inner),
    ),
    max_leaves=4,
)
TEXT = st.builds("<Text>{}</Text>".format, INLINE)
LIMB = st.recursive(
    TEXT,
    lambda inner: st.one_of(
        *(
            st.builds(
                "{}<P{}><Pnumber>{}</Pnumber><P{}para>{}</P{}para></P{}>{}".format,
                TEXT,
                st.just(d),
                st.sampled_from("abi"),
                st.just(d),
                inner,
                st.just(d),
                st.just(d),
                st.one_of(st.just(""), TEXT),
            )
            for d in (2, 3, 4)
        ),
        st.builds("<BlockAmendment><P1><Pnumber>9</Pnumber><P1para>{}</P1para></P1></BlockAmendment>".format, inner),
        st.builds(
            "<Tabular><xhtml:table><xhtml:tr><xhtml:td>{}</xhtml:td><xhtml:td>{}</xhtml:td></xhtml:tr></xhtml:table></Tabular>".format,
            INLINE,
            inner,
        ),
        st.builds("<UnorderedList><ListItem><Para>{}</Para></ListItem></UnorderedList>".format, inner),
    ),
    max_leaves=5,
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(f"{MARK}[^{MARK}]*{MARK}", "", text)).casefold()


@settings(max_examples=150, deadline=None)
@given(sections=st.lists(LIMB, min_size=1, max_size=3), paragraphs=st.lists(INLINE, max_size=2))
def test_every_letter_of_the_law_is_kept_in_order(sections: list[str], paragraphs: list[str]) -> None:
    body = "".join(
        f'<P1group><Title>title {n}</Title><P1 id="section-{n}"><P1para>{inner}</P1para></P1></P1group>'
        for n, inner in enumerate(sections)
    )
    inner = "".join(
        f'<P1 id="schedule-1-paragraph-{n}"><Pnumber>{n}</Pnumber><P1para><Text>{words}</Text></P1para></P1>'
        for n, words in enumerate(paragraphs)
    )
    over = "<Number>SCHEDULE 1</Number><TitleBlock><Title>Things</Title></TitleBlock>"
    schedules = f"<Schedule>{over}<ScheduleBody>{inner}</ScheduleBody></Schedule>"
    data = law(body, schedules=schedules, notes=note("k1", "F", "zzz") + note("k2", "C", "zzz"))
    root = fromstring(data)
    (primary,) = (one for one in root if one.tag.endswith("Primary"))
    kept = "".join(block.text for block in read(data).body.blocks if block.kind is not WebBlockKind.NOTE)
    assert letters(kept) == letters("".join(primary.itertext()))
