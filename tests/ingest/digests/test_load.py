"""The bundled digests: their Markdown, their pinpoints, their PDFs, and that they keep to our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from corpus.errors import RegisterError
from corpus.register.register import load_register
from corpus.statements import sentence_key
from corpus.text import clean, one_line, sentences
from corpus.types import Authority, Page
from ingest.digests.digest_pdf import render
from ingest.digests.load import Digest, load_digests, pinpoints
from ingest.errors import DigestError
from ingest.pdf.parser import parse
from ingest.sentences import our_sentences
from ingest.structure.pages_to_blocks import structure

FRONT = '---\ntitle = "Otters"\nedition = "May 2026"\nreview_by = 2027-05-31\nsummary = "About otters."\n---\n'
STATEMENT = "Otters hold hands when they sleep.\n^ kcsie-2024 | paragraph 3, page 7 | checked in the PDF\n"
GOOD = f"{FRONT}\n## Sleep\n\n{STATEMENT}"

REQUIRED = {
    "digest-what-is-domestic-abuse",
    "digest-children-as-victims",
    "digest-recognising-domestic-abuse-by-age",
    "digest-hearing-a-disclosure",
    "digest-thresholds-and-referral",
    "digest-sharing-information",
    "digest-operation-encompass",
    "digest-helplines-and-urgent-help",
}
REPLACED = {
    "kcsie-2025": "KCSIE 2025",
    "kcsie-2024": "KCSIE 2024",
    "working-together-2023": "Working Together 2023",
    "information-sharing-2024": "2024",
}
SAYS_SECOND_HAND = re.compile(
    r"report|quot|reproduc|second-hand|secondary source|[Ww]e (?:read|have (?:not|read|seen))|solicitors|lawyer|charity"
)
PHONE = re.compile(r"\b0\d{2,3}(?: ?\d){4,8}\b")
BLAME = re.compile(
    r"failure to protect|fail(?:ed|s|ing)? to protect (?:her|his|the child)|refuses? to leave|chose to stay"
    r"|provok|toxic relationship|alleges? that (?:she|he)|allows? (?:it|the abuse)|put up with",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def digests() -> tuple[Digest, ...]:
    return load_digests()


def write(folder: Path, text: str, name: str = "otters.md") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path) -> str:
    with pytest.raises(DigestError) as raised:
        load_digests(folder)
    assert raised.value.hint
    return raised.value.message


# ------------------------------------------------------------------------------------------------ reading


def test_a_digest_is_read_with_its_sections_statements_and_pinpoints(tmp_path):
    more = STATEMENT.replace("Otters hold hands", "Some otters hold\nhands")
    (digest,) = load_digests(write(tmp_path, f"{GOOD}\n{more}\n## Food\n\n{STATEMENT}"))
    assert digest.source.source_id == "digest-otters"
    assert digest.source.authority is Authority.DIGEST
    assert digest.source.publisher == "This project"
    assert digest.source.in_force_from is None
    assert digest.review_by == date(2027, 5, 31)
    assert "31 May 2027" in digest.source.note
    assert [section.heading for section in digest.sections] == ["Sleep", "Food"]
    assert [statement.number for statement in digest.statements] == [1, 2, 3]
    assert digest.statements[1].text == "Some otters hold hands when they sleep."
    pin = pinpoints(digest)["2"]
    assert (pin.source_id, pin.reference, pin.how_read) == ("kcsie-2024", "paragraph 3, page 7", "Checked in the PDF")
    assert pin.document == load_register()["kcsie-2024"].title
    assert set(pinpoints(digest)) == {"1", "2", "3"}


def test_a_pdf_is_opened_at_the_page_and_a_given_address_stays(tmp_path):
    text = GOOD.replace("kcsie-2024 |", "working-together-2023 |")
    (digest,) = load_digests(write(tmp_path, text))
    assert digest.statements[0].pinpoint.url.endswith(".pdf#page=7")
    (digest,) = load_digests(write(tmp_path, text.replace("in the PDF", "in the PDF | https://example.org/s/3")))
    assert digest.statements[0].pinpoint.url == "https://example.org/s/3"


def test_a_document_of_the_readme_can_be_cited_and_stands_for_a_registered_edition(tmp_path):
    entry = '[documents.{0}]\ntitle = "The {0} print"\nedition = "first"\nurl = "https://example.org/{0}.pdf"\n'
    write(tmp_path, f"---\n{entry.format('pond-news')}{entry.format('kcsie-2024')}---\n", "README.md")
    pond = STATEMENT.replace("kcsie-2024", "pond-news").replace("checked in the PDF", "reported by a pond newsletter")
    (digest,) = load_digests(write(tmp_path, f"{GOOD}\n{pond}"))
    registered, unregistered = (statement.pinpoint for statement in digest.statements)
    assert (registered.document, registered.source_id) == ("The kcsie-2024 print", "kcsie-2024")
    assert (unregistered.document, unregistered.source_id) == ("The pond-news print", "")
    assert unregistered.how_read == "Reported by a pond newsletter; the original was not read"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1: the file does not begin with front matter"),
        ("---\ntitle = 1\n", "line 1: the front matter is not closed"),
        (GOOD.replace('"Otters"', "Otters"), "line 1: the front matter is not TOML"),
        (GOOD.replace("2027-05-31", '"next spring"'), "line 4: review_by: it is not a date"),
        (GOOD.replace('"About otters."', '""'), "line 5: summary: it is empty"),
        (GOOD.replace('edition = "May 2026"\n', ""), "edition: it is missing"),
        (GOOD.replace("summary", "sumary"), "line 5: sumary: there is no such field"),
        (FRONT, "the digest has no statements"),
        (f"{GOOD}\n## Food\n", "the section 'Food' has no statements"),
        (f"{FRONT}\n{STATEMENT}", "line 8: a statement stands before the first ## heading"),
        (f"{GOOD}\nOtters eat fish.\n", "line 13: the statement has no pinpoint"),
        (f"{GOOD}\n^ kcsie-2024 | page 7 | checked in the PDF\n", "line 13: a pinpoint stands without a statement"),
        (GOOD + STATEMENT.splitlines()[1] + "\n", "line 10: the statement has two pinpoints"),
        (GOOD.replace("| checked in the PDF", ""), "line 11: a pinpoint reads"),
        (GOOD.replace("page 7 |", "|").replace("paragraph 3, ", ""), "line 11: a pinpoint reads"),
        (GOOD.replace("kcsie-2024", "kcsie-1924"), "line 11: the document 'kcsie-1924' is neither registered"),
        (GOOD.replace("checked in the PDF", "I just know"), "line 11: how it was read begins with one of"),
        (GOOD.replace("the PDF", "the PDF | example.org"), "line 11: 'example.org' is not an https address"),
        (GOOD.replace("hands", "hands \u2603"), "line 10: the PDF's fonts cannot print '\u2603'"),
        (GOOD.replace("## Sleep\n\n", "## Sleep\n"), "line 8: a heading needs a blank line after it"),
    ],
)
def test_each_mistake_is_one_sentence_with_file_and_line(tmp_path, text, sentence):
    expected = mistakes(write(tmp_path, text))
    assert "otters.md, line" in expected
    assert sentence in expected


def test_all_mistakes_of_all_files_are_listed(tmp_path):
    write(tmp_path, GOOD.replace("kcsie-2024", "nowhere"), "a.md")
    write(tmp_path, f"{GOOD}\nNo pinpoint.\n".replace("2027-05-31", "soon"), "b.md")
    write(tmp_path, '---\n[documents.x]\ntitle = "X"\n---\n', "README.md")
    expected = mistakes(tmp_path)
    assert expected.count("\n- ") == 5
    assert expected.count("README.md, line 1: documents.x") == 2


def test_a_folder_without_digests_and_a_missing_folder_are_reported(tmp_path):
    assert "has no digests" in mistakes(tmp_path)
    assert "cannot be read" in mistakes(tmp_path / "nowhere")


# ------------------------------------------------------------------------------------------------ the bundled digests


def test_the_bundled_digests_carry_the_subject(digests):
    assert {digest.source.source_id for digest in digests} >= REQUIRED
    assert len(digests) >= 12
    assert sum(len(digest.statements) for digest in digests) >= 220
    assert all(digest.review_by > date(2026, 11, 1) for digest in digests)


def test_the_bundled_digests_fit_the_register(digests):
    register = load_register().with_sources(digest.source for digest in digests)
    assert len(register) == len(load_register()) + len(digests)
    with pytest.raises(RegisterError):
        register.with_sources([digests[0].source])


def test_statements_are_short_and_no_two_are_the_same(digests):
    texts = [statement.text for digest in digests for statement in digest.statements]
    assert len(set(texts)) == len(texts)
    lengths = {text: len(text.split()) for text in texts}
    assert {text: n for text, n in lengths.items() if not 12 <= n <= 62} == {}


def test_a_statement_from_a_replaced_edition_names_the_edition(digests):
    for digest in digests:
        for statement in digest.statements:
            name = REPLACED.get(statement.pinpoint.source_id)
            assert name is None or name in statement.text, statement.text


def test_what_is_known_second_hand_says_so_in_its_own_words(digests):
    for digest in digests:
        for statement in digest.statements:
            if statement.pinpoint.how_read.startswith("Reported"):
                assert SAYS_SECOND_HAND.search(statement.text), statement.text


def test_every_statement_can_be_followed_to_its_source(digests):
    for digest in digests:
        for pinpoint in pinpoints(digest).values():
            assert pinpoint.url.startswith("http"), pinpoint
            assert pinpoint.document
            assert pinpoint.edition
            assert pinpoint.reference


def test_the_numbers_of_the_helplines_digest_are_the_only_ones_given(digests):
    helplines = next(digest for digest in digests if digest.source.source_id == "digest-helplines-and-urgent-help")
    known = {number for statement in helplines.statements for number in PHONE.findall(statement.text)}
    assert len(known) == 14
    given = {
        number for digest in digests for statement in digest.statements for number in PHONE.findall(statement.text)
    }
    assert given == known


def test_nobody_who_is_harmed_is_blamed(digests):
    texts = [statement.text for digest in digests for statement in digest.statements]
    assert [text for text in texts if BLAME.search(text)] == []


# ------------------------------------------------------------------------------------------------ the PDFs


def test_the_same_digest_gives_the_same_bytes(digests, tmp_path):
    first, second = render(digests[0], tmp_path / "a.pdf"), render(digests[0], tmp_path / "b.pdf")
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != render(digests[1], tmp_path / "c.pdf").read_bytes()


def test_every_statement_is_read_back_from_the_pdf_on_one_page_under_its_heading(digests, tmp_path):
    for digest in digests:
        source = digest.source
        document = parse(render(digest, tmp_path / f"{source.source_id}.pdf"), source.source_id)
        pages = {page.number: page for page in document.pages}
        found: dict[str, list[tuple[int, str, str]]] = {}
        for block in structure(document, source):
            text = one_line(pages[block.page].text[block.start : block.end])
            if block.paragraph:
                found.setdefault(block.paragraph, []).append((block.page, block.heading_path[-1], text))
        assert set(found) == set(pinpoints(digest)), source.source_id
        for section in digest.sections:
            for statement in section.statements:
                blocks, pin = found[str(statement.number)], statement.pinpoint
                assert len({page for page, _, _ in blocks}) == 1
                assert {heading for _, heading, _ in blocks} == {section.heading}
                assert " ".join(text for _, _, text in blocks) == (
                    f"{statement.number}. {statement.text}"
                    f" Source: {pin.document}, {pin.edition}, {pin.reference}. {pin.how_read}."
                )


def test_the_first_page_says_what_it_is_and_pages_are_numbered(digests, tmp_path):
    digest = max(digests, key=lambda digest: len(digest.statements))
    document = parse(render(digest, tmp_path / "digest.pdf"), digest.source.source_id)
    first = one_line(document.pages[0].text)
    assert first.startswith(digest.source.title)
    assert f"digest in our own words, edition {digest.source.edition}, to be reviewed by" in first
    assert str(digest.source.review_by.year) in first
    assert "official source comes first" in first
    assert len(document.pages) > 3
    assert [page.printed for page in document.pages] == [str(page.number) for page in document.pages]


def test_curly_quotes_dashes_and_pounds_are_printed_and_read_back(tmp_path):
    odd = "“Otters’ fish – about £3 – is ‘fresh’ & <raw>…” say 12% of them."
    lines = "".join(f"{odd} ({n})\n{STATEMENT.splitlines()[1]}\n\n" for n in range(1, 10))
    (digest,) = load_digests(write(tmp_path, f"{FRONT}\n## Food\n\n{lines}"))
    document = parse(render(digest, tmp_path / "odd.pdf"), "digest-otters")
    assert one_line(" ".join(page.text for page in document.pages)).count(odd) == 9


# ------------------------------------------------------------------------------------------------ against the real PDFs

RUN = 12
WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    return WORD.findall(clean(text).lower().replace("’", "").replace("'", ""))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return (tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def pages_of(pdf: Path) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return texts
    finally:
        document.close()


@pytest.mark.corpus
def test_no_twelve_words_in_a_row_come_from_the_guidance(digests, corpus_dir):
    guidance: set[tuple[str, ...]] = set()
    pdfs = sorted(corpus_dir.glob("*.pdf"))
    assert len(pdfs) >= 13
    for pdf in pdfs:
        pages = [re.sub(r"\A\s*\d{1,3}\s*\n", "", text) for text in pages_of(pdf)]
        guidance |= set(runs(" ".join(pages)))
    ours = [text for digest in digests for text in (digest.summary, *(s.text for s in digest.statements))]
    assert [text for text in ours if not guidance.isdisjoint(runs(text))] == []


@pytest.mark.corpus
@pytest.mark.parametrize("source_id", ["kcsie-2025", "working-together-2023"])
def test_each_paragraph_and_heading_cited_is_on_the_page_cited(digests, corpus_dir, source_id):
    pages = parse(corpus_dir / f"{source_id}.pdf", source_id).pages
    starts = paragraph_pages(pages)
    checked = 0
    for digest in digests:
        for statement in digest.statements:
            pin = statement.pinpoint
            if pin.source_id != source_id or "page" not in pin.reference:
                continue
            cited = [int(n) for n in re.findall(r"\d+", " ".join(re.findall(r"pages? ([\d, to and]+)", pin.reference)))]
            assert cited, pin.reference
            around = range(min(cited), max(cited) + 1)
            for numbers in re.findall(r"paragraphs? ([\d, to and]+?)(?:,? page|, [a-z“]| and f|$)", pin.reference):
                for number in map(int, re.findall(r"\d+", numbers)):
                    last = starts.get(number + 1, starts[number] + 1)
                    assert any(starts[number] <= page <= last for page in around), f"{pin.reference}: {starts[number]}"
                    checked += 1
            for heading in re.findall(r"“([^”]+)”", pin.reference):
                near = " ".join(pages[page - 1].text for page in range(min(cited) - 3, max(cited) + 1))
                assert " ".join(words(heading)) in " ".join(words(near)), f"{pin.reference}: {heading}"
                checked += 1
    assert checked >= 30


def paragraph_pages(pages: tuple[Page, ...]) -> dict[int, int]:
    """Where each numbered paragraph starts: numbers that follow one another, from 1."""
    starts: dict[int, int] = {}
    for page in pages:
        for match in re.finditer(r"^(\d{1,3})\. ", page.text, re.MULTILINE):
            number = int(match[1])
            if number == len(starts) + 1:
                starts[number] = page.number
    return starts


def test_what_our_sentences_rest_on_in_the_digests_is_there() -> None:
    has = {
        (digest.source.source_id, sentence_key(statement.text[start:end]))
        for digest in load_digests()
        for statement in digest.statements
        for start, end in sentences(statement.text)
    }
    wanted = {
        (b.source_id, b.key) for _, one in our_sentences() for b in one.bindings if b.source_id.startswith("digest-")
    }
    assert len(wanted) > 100
    assert wanted - has == set()
