"""Staff's words brought to a library: questions, phrases and cases lead to passages of the editions that are there."""

from __future__ import annotations

from datetime import date

import numpy as np

from corpus.models import Calibration
from corpus.practice.learned import Learned, anchor_key
from corpus.practice.practice_data import Case, ParagraphAnchor, Phrase, Point, Practice, StaffQuestions
from corpus.register.register import Register
from corpus.types import Passage
from ingest.practice.find_passages import EmbeddedPassages
from ingest.practice.links import PassageLinks, links_for
from tests.doubles import WORD_CALIBRATION, WordEmbedder, a_passage, a_source

OLD = a_source("book-2025", in_force_from=date(2025, 9, 1))
NEW = a_source("book-2026", in_force_from=date(2026, 9, 1), supersedes=("book-2025",))
REGISTER = Register({source.source_id: source for source in (OLD, NEW)})
ROLL = "Schools must inform the authority when a name is deleted from the admission register."
CONTACTS = "Staff must hold more than one emergency contact number for each pupil."
PLACE = ParagraphAnchor(source_id="book-2025", paragraph="12", page=4, heading="Registers")
EMBEDDER = WordEmbedder()
EVERYWHERE = np.ones(2, dtype=bool)


def book(source_id: str, number: str = "12") -> list[Passage]:
    return [
        a_passage(ROLL, source_id, page=4, paragraph=number, heading_path=("Registers",)),
        a_passage(CONTACTS, source_id, page=5, paragraph="30", heading_path=("Contacts",)),
    ]


def vector(text: str) -> np.ndarray:
    return EMBEDDER.embed([text])[0]


def bring(
    words: Practice,
    passages: list[Passage],
    learned: Learned | None = None,
    calibration: Calibration | None = WORD_CALIBRATION,
) -> PassageLinks:
    vectors = EMBEDDER.embed([passage.text for passage in passages])
    library = EmbeddedPassages(
        passages=passages, vectors=vectors, register=REGISTER, learned=learned or Learned(), calibration=calibration
    )
    titles = {passage.source_id: "Book" for passage in passages}
    return links_for(words, library, titles, lambda texts: {text: vector(text) for text in texts})


def a_case(say: str, grade: int = 3, place: ParagraphAnchor = PLACE) -> Case:
    return Case(say=say, points=(Point(anchor=place, grade=grade),))


def test_a_case_leads_to_its_paragraph_and_lends_it_its_words() -> None:
    links = bring(Practice(cases=(a_case("head wants him off roll"),)), book("book-2025"))
    assert links.messages.cases.vote(vector("can we take him off roll"), EVERYWHERE, 4, WORD_CALIBRATION) == [(0, 1.0)]
    assert [at for at, _ in links.lexical.search("off roll", 5, {"book-2025"})] == [0]


def test_a_paragraph_that_answers_in_part_has_less_to_say() -> None:
    case = Case(
        say="head wants him off roll",
        points=(
            Point(anchor=PLACE, grade=3),
            Point(anchor=ParagraphAnchor(source_id="book-2025", paragraph="30", page=5, heading="Contacts"), grade=2),
        ),
    )
    votes = dict(
        bring(Practice(cases=(case,)), book("book-2025")).messages.cases.vote(
            vector("off roll"), EVERYWHERE, 4, WORD_CALIBRATION
        )
    )
    assert votes[0] > votes[1] > 0


def test_a_case_whose_paragraphs_are_not_there_is_left_out() -> None:
    elsewhere = ParagraphAnchor(source_id="other-2020", paragraph="1", page=1, heading="")
    links = bring(Practice(cases=(a_case("off roll", place=elsewhere),)), book("book-2025"))
    assert len(links.messages.cases.vectors) == 0


def test_an_edition_that_is_not_in_the_library_is_reached_from_the_paragraphs_known_vector() -> None:
    """The next edition alone, renumbered and under other headings: only the vector can tell which paragraph it became."""
    moved = [a_passage(p.text, "book-2026", p.page + 9, paragraph=f"9{p.paragraph}") for p in book("book-2026")]
    words = Practice(cases=(a_case("head wants him off roll"),))
    assert len(bring(words, moved).messages.cases.vectors) == 0
    learned = Learned("words@1", {anchor_key(PLACE): vector(ROLL)})
    assert bring(words, moved, learned).messages.cases.vote(vector("off roll"), EVERYWHERE, 4, WORD_CALIBRATION) == [
        (0, 1.0)
    ]


def test_without_calibration_nothing_is_carried_to_another_edition_by_likeness() -> None:
    words = Practice(cases=(a_case("head wants him off roll"),))
    learned = Learned("words@1", {anchor_key(PLACE): vector(ROLL)})
    own = bring(words, book("book-2025"), learned, calibration=None)
    assert own.messages.cases.vote(vector("off roll"), EVERYWHERE, 4, None) == [(0, 1.0)]
    assert len(bring(words, book("book-2026"), learned, calibration=None).messages.cases.vectors) == 0


def test_a_phrase_leads_to_what_its_formal_wording_finds_in_any_library() -> None:
    phrase = Phrase(
        say="off roll",
        means="deleted from the admission register",
        queries=("admission register",),
        passage="A name is deleted from the register.",
    )
    votes = bring(Practice(phrases=(phrase,)), book("book-2026")).messages.phrases.vote(
        vector("off roll"), EVERYWHERE, 4, WORD_CALIBRATION
    )
    assert votes[0][0] == 0
    assert votes[0][1] == 1.0


def test_a_question_becomes_a_vector_and_words_of_its_paragraph() -> None:
    row = StaffQuestions(
        source_id="book-2025", paragraph="12", page=4, heading="Registers", questions=("who hears he went off roll",)
    )
    links = bring(Practice(questions=(row,)), book("book-2025"))
    assert [at for at, _ in links.messages.questions.nearest(vector(row.questions[0]), EVERYWHERE, 5)] == [0]
    assert links.lexical.search("roll", 5, {"book-2025"})[0][0] == 0


def test_without_words_there_are_no_messages() -> None:
    links = bring(Practice(), book("book-2025"))
    assert (
        len(links.messages.questions.vectors)
        == len(links.messages.phrases.vectors)
        == len(links.messages.cases.vectors)
        == 0
    )


def test_a_source_left_out_is_led_into_by_nothing() -> None:
    words = Practice(
        questions=(
            StaffQuestions(
                source_id="book-2025", paragraph="12", page=4, heading="Registers", questions=("off roll?",)
            ),
        ),
        phrases=(Phrase(say="he is never in", means="admission register", queries=("register",), passage=ROLL),),
        cases=(a_case("head wants him off roll"),),
    )
    passages = [*book("book-2025"), *book("book-2026", "13")]
    vectors = EMBEDDER.embed([passage.text for passage in passages])
    library = EmbeddedPassages(
        passages=passages,
        vectors=vectors,
        register=REGISTER,
        calibration=WORD_CALIBRATION,
        left_out=frozenset({"book-2026"}),
    )
    embed = lambda texts: {text: vector(text) for text in texts}  # noqa: E731
    links = links_for(words, library, {"book-2025": "Book", "book-2026": "Book"}, embed)
    led_to = [
        some.positions[some.strengths > 0]
        for some in (links.messages.questions, links.messages.cases, links.messages.phrases)
    ]
    assert all(len(some) for some in led_to)
    assert max(some.max() for some in led_to) < 2
    assert links.lexical.search("roll", 5, {"book-2026"}) == []
