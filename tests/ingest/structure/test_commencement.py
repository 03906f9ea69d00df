"""Provisions of Acts that are not law in force are marked, on made-up Acts and on the real ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from corpus.provisions import Standing
from corpus.register.register import load_register
from corpus.types import Authority, Document, Page, Passage, PassageKind
from ingest.passages.chunker import TokenLimit, chunk
from ingest.pdf.parser import parse
from ingest.structure.blocks import Block, BlockKind
from ingest.structure.commencement import with_standing
from ingest.structure.pages_to_blocks import structure
from tests.doubles import a_source

ACT = a_source("lamps-act-2019", title="Lamps Act 2019", authority=Authority.LAW)
LIMIT = TokenLimit(max_tokens=256, count=lambda text: 2 * len(text.split()))


@dataclass
class MadeAct:
    """An Act of one page, made block by block."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)

    def add(self, kind: BlockKind, text: str, paragraph: str = "", path: tuple[str, ...] = ()) -> MadeAct:
        start = len(self.text)
        self.text += text + "\n"
        end = start + len(text)
        self.blocks.append(Block(page=1, start=start, end=end, kind=kind, paragraph=paragraph, heading_path=path))
        return self

    def section(self, number: str, *subsections: str, under: tuple[str, ...] = ()) -> MadeAct:
        path = (*under, f"On {number}")
        self.add(BlockKind.HEADING, f"{number} On {number}", f"s.{number}", path)
        for n, text in enumerate(subsections, 1):
            self.add(BlockKind.BODY, f"({n}) {text}", f"s.{number}({n})", path)
        return self

    def note(self, text: str, paragraph: str = "") -> MadeAct:
        return self.add(BlockKind.NOTE, text, paragraph)

    def standings(self, **changes: object) -> dict[str, Standing]:
        """Return the standing of each provision."""
        document = Document(source_id=ACT.source_id, pages=(Page(number=1, printed="1", text=self.text),), sha256="0")
        source = replace(ACT, **changes)  # type: ignore[arg-type]
        passages = chunk(document, self.blocks, ACT.title, LIMIT)
        marked = with_standing(passages, document, self.blocks, source)
        assert [replace(p, standing=Standing.IN_FORCE) for p in marked] == list(passages)
        return {p.paragraph: p.standing for p in marked if p.kind is not PassageKind.NOTE}


WORDS = "A keeper must keep the lamp alight from dusk until dawn."


def one_section(note: str, number: str = "2") -> Standing:
    """The standing of section 2 when a note stands under it."""
    return MadeAct().section(number, WORDS).note(note, f"s.{number}").standings()[f"s.{number}(1)"]


def test_the_word_over_a_section_covers_that_section_alone() -> None:
    act = MadeAct().section("1", WORDS).note("PROSPECTIVE").section("2", WORDS, WORDS).section("3", WORDS)
    assert act.standings() == {
        "s.1(1)": Standing.IN_FORCE,
        "s.2(1)": Standing.PROSPECTIVE,
        "s.2(2)": Standing.PROSPECTIVE,
        "s.3(1)": Standing.IN_FORCE,
    }


def test_the_word_over_a_cross_heading_covers_all_sections_under_it() -> None:
    act = (
        MadeAct().section("1", WORDS).note("Textual Amendments\nF1 S. 1 substituted (1.1.2020) by an Act\nPROSPECTIVE")
    )
    act.add(BlockKind.HEADING, "Wicks", path=("Wicks",))
    act.section("2", WORDS, under=("Wicks",)).section("3", WORDS, under=("Wicks",))
    act.add(BlockKind.HEADING, "Oil", path=("Oil",)).section("4", WORDS, under=("Oil",))
    marked = [label for label, standing in act.standings().items() if standing is Standing.PROSPECTIVE]
    assert marked == ["s.2(1)", "s.3(1)"]


def test_the_word_over_a_subsection_covers_it_alone() -> None:
    act = MadeAct().section("1", WORDS).note("PROSPECTIVE")
    act.add(BlockKind.BODY, f"(2) {WORDS}", "s.1(2)", ("On 1",)).add(
        BlockKind.BODY, f"(3) {WORDS}", "s.1(3)", ("On 1",)
    )
    assert [s for s in act.standings().values() if s] == [Standing.PROSPECTIVE]
    assert act.standings()["s.1(2)"] is Standing.PROSPECTIVE


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("I1 S. 2 in force at 1.4.2020 by S.I. 2020/1, art. 2", Standing.IN_FORCE),
        ("I1 S. 2 not in force at Royal Assent, see s. 9(2)", Standing.PROSPECTIVE),
        (
            "I1 S. 2 not in force at Royal Assent see s. 9(2); s. 2 in force for E. at 1.4.2020 by S.I. 2020/1",
            Standing.IN_FORCE,
        ),
        (
            "I1 S. 2 not in force at Royal Assent see s. 9(2); s. 2 in force for W. at 1.4.2020 by S.I. 2020/1",
            Standing.IN_FORCE,
        ),
        ("I1 S. 2 in force at 1.4.2020 for specified purposes by S.I. 2020/1", Standing.PARTLY),
        (
            "I1 S. 2 in force at 1.4.2020 for specified purposes by S.I. 2020/1\n"
            "I2 S. 2 in force at 1.5.2020 in so far as not already in force by S.I. 2020/2",
            Standing.IN_FORCE,
        ),
        ("I1 S. 2(1) in force at 1.4.2020 for certain purposes by S.I. 2020/1", Standing.PARTLY),
        ("F1 S. 2 repealed (1.4.2020) by the Oil Act 2020 (c. 1), s. 5", Standing.REPEALED),
        ("F1 Ss. 1-4 omitted (1.4.2020) by virtue of the Oil Act 2020 (c. 1), s. 5", Standing.REPEALED),
        ("F1 S. 2 repealed (prosp.) by the Oil Act 2020 (c. 1), s. 5", Standing.IN_FORCE),
        ("F1 S. 2 inserted (prosp.) by the Oil Act 2020 (c. 1), s. 5", Standing.PROSPECTIVE),
        ("F1 Words in s. 2(1) repealed (1.4.2020) by the Oil Act 2020 (c. 1), s. 5", Standing.IN_FORCE),
        ("F1 S. 2(1): definitions repealed (1.4.2020) by the Oil Act 2020 (c. 1), s. 5", Standing.IN_FORCE),
        ("F1 S. 12 repealed (1.4.2020) by the Oil Act 2020 (c. 1), s. 5", Standing.IN_FORCE),
    ],
)
def test_what_a_note_says_of_a_section(note: str, expected: Standing) -> None:
    assert one_section(note) is expected


def test_the_register_names_what_an_act_as_enacted_does_not_say() -> None:
    act = MadeAct().section("1", WORDS).section("2", WORDS, WORDS).section("22", WORDS)
    marked = [label for label, standing in act.standings(commencement_not_found=("s.2",)).items() if standing]
    assert marked == ["s.2(1)", "s.2(2)"]


def test_guidance_that_quotes_the_word_is_not_marked() -> None:
    act = MadeAct().section("1", WORDS).note("PROSPECTIVE").section("2", WORDS)
    assert set(act.standings(authority=Authority.STATUTORY_GUIDANCE).values()) == {Standing.IN_FORCE}


# ------------------------------------------------------------------------------------------------ against the real Acts


def marked_in(corpus_dir: Path, source_id: str) -> list[Passage]:
    """The passages of a real Act that are marked."""
    source = load_register()[source_id]
    document = parse(corpus_dir / f"{source_id}.pdf", source_id)
    blocks = structure(document, source)
    passages = with_standing(chunk(document, blocks, source.title, LIMIT), document, blocks, source)
    return [passage for passage in passages if passage.standing]


@pytest.mark.corpus
def test_the_one_prospective_section_of_the_2017_act_is_marked_whole_and_nothing_else(corpus_dir: Path) -> None:
    marked = marked_in(corpus_dir, "children-and-social-work-act-2017")
    assert {passage.standing for passage in marked} == {Standing.PROSPECTIVE}
    assert {passage.paragraph for passage in marked} == {f"s.32({n})" for n in range(1, 7)}
    assert {passage.page for passage in marked} == {23, 24, 25, 26}


@pytest.mark.corpus
def test_what_is_not_law_in_force_in_the_2004_act_is_marked_and_nothing_else(corpus_dir: Path) -> None:
    """Section 56 is in force in part; 66(7) is repealed for England and Wales."""
    marked = marked_in(corpus_dir, "children-act-2004")
    assert {(passage.paragraph, passage.standing) for passage in marked} == {
        ("s.56", Standing.PARTLY),
        ("s.66(7)", Standing.REPEALED),
    }


@pytest.mark.corpus
def test_nothing_in_part_1_of_the_domestic_abuse_act_is_marked(corpus_dir: Path) -> None:
    assert marked_in(corpus_dir, "domestic-abuse-act-2021") == []
