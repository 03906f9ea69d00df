from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.entailment.numbers import numbers
from assistant.entailment.support import check
from tests.assistant.entailment.support_pairs import FALSE, PAIRS, Pair
from tests.doubles import a_passage, a_source

SOURCES = {
    source.source_id: source
    for source in (
        a_source("rules-2024", title="The club rules", names=("Rules 2024",)),
        a_source("rules-2025", title="The club rules", names=("Rules 2025",)),
        a_source("handbook", title="The harbour handbook"),
    )
}
KINDS = {kind for statements in FALSE.values() for kind, _ in statements}


def outcome(statement: str, passage: str, source_id: str = "rules-2025") -> tuple[bool, str]:
    support = check(statement, [a_passage(passage, source_id)], SOURCES)
    return support.supported, support.reason


def test_the_pairs_plant_every_kind_of_mistake() -> None:
    assert len(PAIRS) >= 150
    assert {"negation", "number", "modal", "actor", "edition", "consequence", "added", "invented"} <= KINDS


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.supported], ids=lambda pair: pair.statement[:60])
def test_a_falsehood_is_not_supported(pair: Pair) -> None:
    supported, reason = outcome(pair.statement, pair.passage)
    assert not supported
    assert reason != "supported"


def test_plain_restatements_are_seldom_dropped() -> None:
    restated = [pair for pair in PAIRS if pair.supported]
    dropped = [pair.statement for pair in restated if not outcome(pair.statement, pair.passage)[0]]
    assert len(dropped) <= 0.16 * len(restated), dropped  # one in ten before each word of its own became a veto


FERRY = "Crew must tell the harbour master within two hours. The harbour master should then ring the coastguard."


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("Crew should tell the harbour master within two hours.", "says “should” where the words it rests on do not"),
        ("Crew must tell the harbour master and the police.", "names police, whom the words it rests on do not"),
        (
            "Crew must tell the harbour master within 3 hours.",
            "the number at most 3 hours is not so in the words it rests on",
        ),
        ("Crew must not tell the harbour master within two hours.", "denies what the words it rests on do not"),
        ("Teachers must tell the harbour master within two hours.", "names teacher, whom the words it rests on do not"),
        ("Crew must always tell the harbour master within two hours.", "says “always”"),
        ("Crew must tell the harbour master “at once”.", "puts words in quotation marks that are not in the passage"),
        ("Crew must tell the harbour master (see page 4).", "names a page"),
        ("Crew must tell the harbour master: https://example.test", "writes a web address"),
        ("Crew must tell the harbour master [PQRS234].", "writes a reference or markup"),
        ("Crew must tell the harbour master [1].", "writes a reference or markup"),
        ("Crew must tell the <b>harbour</b> master.", "writes a reference or markup"),
        ("Crew must tell the harbour master and Ofsted.", "names Ofsted, which the passage does not"),
        ("In Rules 2024, crew must tell the harbour master.", "names an edition that it does not cite"),
        ("In Rules 2019, crew must tell the harbour master.", "names an edition that it does not cite"),
        ("The harbour handbook says crew must tell the harbour master.", "names a publication that it does not cite"),
        ("And or but if.", "says nothing"),
    ],
)
def test_the_reason_is_given(statement: str, reason: str) -> None:
    supported, given_reason = outcome(statement, FERRY)
    assert not supported
    assert given_reason.startswith(reason)


def test_a_statement_that_cites_nothing_is_not_supported() -> None:
    assert check("Crew must tell the harbour master.", []).reason == "cites nothing that it was given"


def test_the_words_that_support_a_statement_are_given_verbatim() -> None:
    passage = a_passage(FERRY)
    support = check("The harbour master should then phone the coastguard.", [passage], SOURCES)
    assert support.supported
    assert support.passage is passage
    assert support.quote == "The harbour master should then ring the coastguard."
    assert support.score == 1.0


def test_one_of_several_passages_must_support_all_of_it() -> None:
    one, other = a_passage("Crew must wear a life jacket."), a_passage("The office should keep a list of names.")
    assert check("The office should keep a list of names.", [one, other]).passage is other
    assert not check("Crew must wear a life jacket and keep a list of names.", [one, other]).supported


def test_the_right_words_of_the_wrong_edition_are_not_supported() -> None:
    words = "Rules 2025 says crew must tell the harbour master within two hours."
    assert outcome(words, FERRY, "rules-2025")[0]
    assert outcome(words, FERRY, "rules-2024") == (False, "names an edition that it does not cite")


def test_an_item_of_a_list_is_read_with_what_introduces_it() -> None:
    listed = a_passage("• a rope\n• a lamp", lead_in="Each boat must carry:")
    assert check("Each boat must carry a lamp.", [listed]).supported
    assert not check("Each boat should carry a lamp.", [listed]).supported


def test_a_sentence_that_points_back_is_read_with_the_one_before() -> None:
    text = "A steward may open the gate. They must wear a badge on duty."
    assert outcome("A steward must wear a badge on duty.", text)[0]
    assert not outcome("A volunteer must wear a badge on duty.", text)[0]


def test_a_quotation_may_be_part_of_a_statement() -> None:
    assert outcome("Crew must “tell the harbour master” within two hours.", FERRY)[0]


def test_a_number_word_and_its_figures_are_the_same() -> None:
    found = [numbers(text.split()) for text in ("aged sixteen", "aged 16", "twenty four hours", "24 hours", "one rule")]
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert found[4] == ()
    assert [str(n) for n in numbers(["two", "hundred", "and", "section", "47"])] == ["200", "47 section"]


@given(st.sampled_from(sorted(FALSE)), st.integers(0, 5))
def test_a_passage_supports_its_own_sentences(passage: str, at: int) -> None:
    lines = [line for line in passage.replace("\n• ", " ").split(". ") if line]
    sentence = lines[at % len(lines)].rstrip(".") + "."
    if sentence.split()[0] in {"These", "It", "If", "They"} or "•" in passage:
        return
    assert outcome(sentence, passage)[0], sentence


@given(st.text(max_size=200), st.text(min_size=1, max_size=200))
def test_whatever_is_written_the_check_gives_a_result(statement: str, passage: str) -> None:
    support = check(statement, [a_passage(passage)], SOURCES)
    assert support.reason
    assert 0.0 <= support.score <= 1.0
