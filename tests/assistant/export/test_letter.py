"""Letters to begin from: they say that they are drafts, each clause has its pinpoint, and no address comes into one."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import docx
import pypdf
import pytest

from assistant import messages
from assistant.export import LETTER_FORMATS, draft_letter, letter_text
from assistant.export.letter import DraftLetter
from corpus.register import load_register
from corpus.statements import load_letters

MADE = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
IDS = [letter.letter_id for letter in load_letters()]
STORY = (
    "Child A in Year 4 said that daddy threw a plate. There is a bruise on his arm. Can I share this with social care?"
)
HIDING = (
    "Child A is in a refuge in Fernhill. They live at 12 Mill Lane now. Dad threw a plate. Can I share this with social care?",
    "They fled on Sunday to the Rosebank hostel. Dad threw a plate at her. Can I share this with social care?",
    "Mum and the boys are hiding with a friend in Fernhill. Dad threw a plate at her. May I share it?",
)


def made(letter_id: str, asked: str = "") -> DraftLetter:
    return draft_letter(letter_id, asked, load_register(), MADE)


@pytest.mark.parametrize("letter_id", IDS)
def test_each_clause_has_a_mark_and_each_mark_its_pinpoint(letter_id: str) -> None:
    letter = made(letter_id)
    used = {int(number) for _, marks in letter.clauses for number in re.findall(r"\[(\d+)\]", marks)}
    assert all(marks for _, marks in letter.clauses)
    assert used == set(range(1, len(letter.pinpoints) + 1))
    assert all(re.search(r", page \d+", pinpoint) for pinpoint in letter.pinpoints)
    assert len(set(letter.pinpoints)) == len(letter.pinpoints)


@pytest.mark.parametrize("letter_id", IDS)
def test_it_says_first_that_it_is_a_draft_and_last_what_to_take_out(letter_id: str) -> None:
    text = letter_text(made(letter_id))
    assert text.startswith("Draft, not sent. Read every line.")
    assert "take these out before sending" in text
    assert "{" not in text


def test_what_was_given_is_filled_in_and_the_rest_left_open() -> None:
    text = letter_text(made("social-care-referral", STORY))
    assert "Child: Child A, [date of birth], Year 4" in text
    assert "“Child A in Year 4 said that daddy threw a plate. There is a bruise on his arm.”" in text
    assert "Can I share" not in text


def test_what_a_notification_leaves_out_is_asked_for() -> None:
    told = "Verbal argument on 29/09/2025 at 23:40. 2 children aged 7 and 4 present, in bed. No arrests."
    text = letter_text(made("police-request", f"{told} Can I ask the police for more?"))
    assert "the risk grade" in text
    assert "when it happened" not in text
    assert "[what you need to know]" in letter_text(made("police-request", "Can I ask the police for more?"))


@pytest.mark.parametrize("letter_id", IDS)
@pytest.mark.parametrize("asked", HIDING)
def test_nothing_of_where_a_family_hides_is_filled_in(letter_id: str, asked: str) -> None:
    letter = made(letter_id, asked)
    text = letter_text(letter)
    for word in ("Fernhill", "Mill Lane", "Rosebank", "friend", "plate"):
        assert word not in text
    assert messages.LETTER_HIDING.replace("**", "") in letter.before[:2]


@pytest.mark.parametrize("asked", ["", STORY, HIDING[0]])
def test_a_referral_says_first_to_ring(asked: str) -> None:
    letter = made("social-care-referral", asked)
    assert letter.before[0].startswith("Ring now: this letter confirms the call")
    assert "999" in letter.before[0]
    text = letter_text(letter)
    assert text.index("Ring now") < text.index(letter.subject)


@pytest.mark.parametrize("asked", ["", STORY, HIDING[0]])
def test_a_letter_to_a_previous_school_always_warns_of_a_family_that_may_hide(asked: str) -> None:
    assert made("previous-school-file", asked).before[0].startswith("If the family may be hiding, ask")


def test_what_is_said_first_of_a_letter_is_of_one_of_ours() -> None:
    assert set(messages.LETTER_FIRST) <= set(IDS)
    assert not any("Ring now" in line for line in made("chase-outcome").before)


def test_the_thresholds_of_a_challenge_are_marked_as_alternatives() -> None:
    texts = [text for text, _ in made("challenge-no-further-action", STORY).clauses]
    marked = [text for text in texts if text.startswith("[Keep the one of three that fits]")]
    assert len(marked) == 3
    for words in ("child in need", "Significant harm", "Domestic abuse"):
        assert sum(words in text for text in marked) == 1


def test_a_sentence_with_an_address_is_left_out_though_nobody_hides() -> None:
    text = letter_text(
        made("social-care-referral", "He lives at 12 Mill Lane with nan. Dad threw a plate at her. May I share it?")
    )
    assert "Mill Lane" not in text
    assert "Dad threw a plate at her." in text


@pytest.mark.parametrize("form", LETTER_FORMATS, ids=lambda form: form.ending)
def test_a_letter_is_made_in_every_format(form: object) -> None:
    assert form.write(made("chase-outcome"))  # type: ignore[attr-defined]


def test_the_word_file_and_the_pdf_say_what_the_text_says() -> None:
    letter = made("challenge-no-further-action", STORY)
    files = {form.ending: form.write(letter) for form in LETTER_FORMATS}
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(files["docx"])).paragraphs)
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages)
    for words in (letter.title, letter.clauses[0][0], letter.pinpoints[-1]):
        assert words in word
        assert "".join(words.split()) in "".join(printed.split())


def test_its_file_is_called_by_no_word_of_the_case() -> None:
    assert made("chase-outcome", STORY).name == "draft-chase-outcome-2026-11-27-0930"
