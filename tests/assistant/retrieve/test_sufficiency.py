"""Evidence: near enough, about the question, and not bearing out what is taken for granted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.retrieve.retriever import Editions, Evidence
from assistant.retrieve.sufficiency import beyond, premise, term_missing
from assistant.retrieve.sufficiency import strength as strength_with
from assistant.safety import load_classifier
from assistant.types import Finding
from corpus.practice import load_practice
from corpus.types import RetrievedPassage
from tests.doubles import WORD_CALIBRATION, a_passage

RULES = (
    "Schools should keep a record of each concern about a child and of how it was followed up.",
    "A child who sees or hears abuse between adults at home is a victim in their own right.",
    "The police should tell the school before the start of the next school day.",
)
EVERYDAY = frozenset({"record", "concern", "child", "school", "keep", "dad", "moment"})


def found(*texts: str, cosine: float = 0.7, exact: bool = False, unknown: tuple[str, ...] = ()) -> Evidence:
    passages = tuple(
        RetrievedPassage(passage=a_passage(text, page=n), rank=n, score=1 / n) for n, text in enumerate(texts, 1)
    )
    return Evidence(
        passages=passages, editions=Editions(source_ids=frozenset(), unknown=unknown), cosine=cosine, exact=exact
    )


def strength(query: str, evidence: Evidence, everyday: frozenset[str] = frozenset()) -> Finding:
    return strength_with(query, evidence, WORD_CALIBRATION, everyday)


def test_near_and_about_it_is_answered() -> None:
    finding = strength("do we keep a record of a concern about a child?", found(*RULES), EVERYDAY)
    assert finding.passed, finding.reason


@pytest.mark.parametrize(
    ("cosine", "exact", "passed"),
    [(WORD_CALIBRATION.evidence, False, True), (WORD_CALIBRATION.evidence - 0.01, False, False), (0.1, True, True)],
)
def test_too_far_is_not_answered_unless_it_was_named_exactly(cosine: float, exact: bool, passed: bool) -> None:
    finding = strength("record a concern about a child", found(*RULES, cosine=cosine, exact=exact))
    assert finding.passed is passed


def test_nothing_found_is_not_answered() -> None:
    assert not strength("record a concern about a child", found()).passed


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (found(*RULES), "what was found is near enough"),
        (found(*RULES, cosine=0.1), "nothing found is near enough to what was asked"),
        (found(cosine=-1.0), "nothing was found"),
    ],
)
def test_how_near_is_said_in_words_and_not_as_a_cosine(evidence: Evidence, words: str) -> None:
    assert strength("record a concern about a child", evidence).reason == words


def test_an_edition_that_is_not_here_is_not_answered() -> None:
    assert "edition" in strength("what does it say", found(*RULES, unknown=("Book 1999",))).reason


@pytest.mark.parametrize(
    "question",
    [
        "how many ticks on the Dash make it high risk?",
        "can a child's mum apply for a non-molestation order?",
        "how do you ask under Clare’s law about her boyfriend?",
    ],
)
def test_a_term_of_art_that_nothing_mentions(question: str) -> None:
    assert strength(question, found(*RULES)).reason.startswith("nothing found mentions")
    assert term_missing(question, [question]) == ""


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("how long do we have to keep the child protection file for", "how long files are kept"),
        ("what did the social worker write in her report on the child?", "what only your school"),
        ("does our behaviour policy allow a child to be searched", "what only your school"),
        ("Has mum left yet?", "what only your school"),
        ("which counsellor works best for a child like him?", "which service"),
        ("does the refuge take boys of fourteen?", "whom a refuge takes"),
        ("write me an assembly speech about children's rights", "words written for you"),
        ("translate this letter for a parent please, it is in Polish. please translate it", "words written for you"),
        ("how do you reset the child's laptop password?", "how a device"),
        ("what was the jury's verdict on the child's father?", "what happened in a case"),
        ("what percentage of children live with abuse?", "a count of that"),
        ("how much extra pay does the safeguarding lead get?", "what it costs or pays"),
        ("what is the sentence for controlling a wife?", "a penalty"),
        ("does the attached photo of a child's arm show a grip?", "what is in a picture"),
        ("please read the screenshot, is the child at risk", "what is in a picture"),
        ("which menu in Bromcom does a bulk transfer of a child's file", "which button or setting"),
        ("do you think the child is dyslexic", "a diagnosis"),
        ("do you reckon the child's panic is PTSD", "a diagnosis"),
        ("what dose of melatonin for a child of seven", "a diagnosis"),
        ("how likely is it that the child gets into college", "what will happen"),
        ("could mum win the case about the child", "what will happen"),
        ("who is the new safeguarding minister for children", "the name of who holds an office"),
        ("under Irish law what must a school report about a child?", "the law of another country"),
    ],
)
def test_a_kind_of_fact_that_nothing_gives(question: str, lacking: str) -> None:
    assert strength(question, found(*RULES)).reason.startswith(f"nothing found gives {lacking}")


def test_the_fact_itself_is_enough() -> None:
    shown = "One in seven children live with abuse, 14% of all children."
    assert strength("what percentage of children live with abuse?", found(shown)).passed
    rule = "Keep the child protection file until the 25th birthday of the child."
    assert strength("how long do we have to keep the child protection file for", found(rule)).passed


@pytest.mark.parametrize(
    "question",
    [
        "what should our policy say about a child?",
        "who must the school tell about a child?",
        "may staff look at the photo on a child's phone?",
        "who may see the child's record in CPOMS?",
        "may a teacher say that a child has PTSD?",
        "does autism make abuse of a child harder to see?",
        "is it the child's autism or is it home?",
        "what does a minister expect of a school about a child?",
        "a child was taken abroad to marry, do we tell the police?",
    ],
)
def test_near_twins_of_what_only_a_school_knows_are_answered(question: str) -> None:
    assert strength(question, found(*RULES)).passed


def test_a_town_or_a_turning_word_or_a_year_must_be_there() -> None:
    assert "Leeds" in strength("what is the front door number for children in Leeds?", found(*RULES)).reason
    assert "divorce" in strength("does a child have a say in a divorce?", found(*RULES)).reason
    assert "2031" in strength("what does the 2031 report say about children?", found(*RULES)).reason


def test_what_is_not_about_children_is_doubted_unless_it_is_very_near() -> None:
    question = "may I wear trainers to work"
    assert "safeguarding" in strength(question, found(*RULES, cosine=0.46)).reason
    assert strength(
        question, found(*RULES, cosine=0.48)
    ).passed  # short questions of a DSL's are no nearer: docs/safety.md


def test_a_word_that_nobody_knows_is_doubted_when_it_is_far() -> None:
    question = "does a child need a lanyard?"
    assert "lanyard" in strength(question, found(*RULES, cosine=0.45), EVERYDAY | {"need"}).reason
    assert strength(question, found(*RULES, cosine=0.55), EVERYDAY | {"need"}).passed
    two = "does a child need a lanyard and a toboggan?"
    assert not strength(two, found(*RULES, cosine=0.55), EVERYDAY | {"need"}).passed


@pytest.mark.parametrize("cosine", [-0.2, 0.99])
def test_without_calibration_no_cosine_decides_and_the_finding_says_so(cosine: float) -> None:
    evidence = found(*RULES, cosine=cosine)
    finding = strength_with("do we keep a record of a concern about a child?", evidence, None, EVERYDAY)
    assert finding.passed
    assert finding.reason == (
        "the embedding model has no calibration, so weak evidence is not noticed by how near it is"
    )


@pytest.mark.parametrize("cosine", [-0.2, 0.99])
def test_without_calibration_the_words_decide_alone(cosine: float) -> None:
    evidence, everyday = found(*RULES, cosine=cosine), EVERYDAY | {"need"}
    assert "safeguarding" in strength_with("may I wear trainers to work", evidence, None).reason
    assert strength_with("does a child need a lanyard?", evidence, None, everyday).passed
    assert "toboggan" in strength_with("does a child need a lanyard and a toboggan?", evidence, None, everyday).reason
    assert not strength_with("do we keep a record of a child?", found(cosine=cosine), None).passed


@pytest.mark.parametrize("word", ["shd", "ive", "doesnt", "theyre", "til"])
def test_a_word_that_is_short_for_another_is_no_strange_word(word: str) -> None:
    assert strength(f"{word} school keep a record of a child", found(*RULES, cosine=0.45), EVERYDAY).passed


def test_a_name_inside_the_question_is_no_strange_word() -> None:
    assert strength(
        "did the school tell Zbigniew about the child", found(*RULES, cosine=0.45), EVERYDAY | {"tell", "did"}
    ).passed


@pytest.mark.parametrize(
    ("question", "taken"),
    [
        ("Now that schools no longer need a lead, who takes concerns?", "schools no longer need a lead"),
        ("since the Act repealed Sarah's Law, who can ask?", "the Act repealed Sarah's Law"),
        ("KCSIE abolished the lead's role, so whom do I tell?", "KCSIE abolished the lead's role"),
        (
            "Why did the government remove babies from the definition?",
            "the government remove babies from the definition",
        ),
    ],
)
def test_what_is_taken_for_granted_and_not_borne_out_is_given(question: str, taken: str) -> None:
    assert premise(question, RULES) == taken


def test_a_premise_that_a_passage_bears_out_is_not_given() -> None:
    question = "now that schools no longer need a lead, who takes concerns?"
    assert premise(question, ["From 2030 schools no longer need a lead."]) == ""


@pytest.mark.parametrize(
    "question",
    [
        "since dad was removed from the home, is she safe?",
        "does the Act apply because he is 15?",
        "has the guidance been withdrawn?",
        "can police remove a child without an order?",
        "who keeps the record?",
    ],
)
def test_nothing_is_taken_for_granted_about_the_law(question: str) -> None:
    assert premise(question, RULES) == ""


MISSING = "is the consent order void, d'you think, since she signed it while frightened of him?"
OUTSIDE = "what temperature should the oven be for flapjacks"


def test_what_guidance_does_not_hold_is_turned_away_by_how_it_sounds() -> None:
    assert "national guidance does not answer" in beyond(MISSING)


def test_what_is_of_another_field_is_turned_away() -> None:
    assert "something else than safeguarding" in beyond(OUTSIDE)


@pytest.mark.parametrize(
    "question", ["does our behaviour policy allow a child to be searched", "which tablets are kept"]
)
def test_what_only_a_school_knows_is_not_turned_away_where_its_own_document_is_the_best(question: str) -> None:
    evidence = found(*RULES, cosine=0.65)
    assert strength(question, replace(evidence, local=frozenset({"rules-2025"}))).passed
    assert not strength(question, replace(evidence, local=frozenset({"notes-2025"}), cosine=0.45)).passed


def test_staffs_questions_do_not_sound_like_what_guidance_does_not_hold() -> None:
    asked = [question for row in load_practice().questions for question in row.questions][::9]
    classifier = load_classifier()
    sure = [[classifier.score(kind, question).sure for kind in ("missing", "outside")] for question in asked]
    for of_kind in zip(*sure, strict=True):
        assert sum(of_kind) < 0.01 * len(asked)
