"""What the page shows: all that came from a PDF or a person is shown as text; a citation has its five parts."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import messages
from assistant.export.reference import OUTCOMES
from assistant.types import Notice, Outcome, Statement, StatementKind
from assistant.ui.shared import answer_html
from tests.assistant.ui.doubles import AS_AT, WORDS, a_citation, a_digest_citation, a_fixed_answer, an_answer

HOSTILE = '<script>alert(1)</script> <img src=x onerror="a()"> **bold** [x](javascript:y) :smile: $x$ & "quoted"'


class _Reader(HTMLParser):
    """Collects the elements and the text that a browser would make of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "html",
    [
        answer_html.question_html(HOSTILE, AS_AT),
        answer_html.error_html(HOSTILE, HOSTILE),
        answer_html.notices_html([Notice("x", HOSTILE)]),
        answer_html.heading_html(HOSTILE),
        answer_html.fixed_html(messages.LOOKED_FOR.format(question=HOSTILE, found="nothing was found")),
        answer_html.statement_html(Statement(text=HOSTILE, kind=StatementKind.QUOTE, citations=(1,))),
        answer_html.statement_html(Statement(text=HOSTILE, kind=StatementKind.PARAPHRASE, citations=(1,))),
        answer_html.outcome_html(an_answer("plain", standalone_question=HOSTILE)),
        answer_html.citation_html(a_citation(HOSTILE, heading_path=(HOSTILE,)), AS_AT),
        answer_html.facts_html([(HOSTILE, HOSTILE)]),
        answer_html.link_html("https://example.test/", HOSTILE),
    ],
)
def test_hostile_text_is_shown_as_the_characters_it_is_made_of(html: str) -> None:
    read = _Reader(html)
    assert HOSTILE.casefold() in read.text.casefold()
    assert not {"script", "img", "strong"} & set(read.tags)
    assert not {"onerror", "src"} & set(read.attributes)


@given(st.text(max_size=80))
def test_any_quotation_keeps_its_words(quote: str) -> None:
    html = answer_html.quote_lines(quote)
    assert "".join(_Reader(html.replace("<br>", " ")).text.split()) == "".join(quote.split())
    assert set(_Reader(html).tags) <= {"br"}


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=("Cc",)), max_size=60))
def test_a_label_leaves_no_markdown_unescaped(text: str) -> None:
    label = answer_html.escape_markdown(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]<>$:~#]", label)
    assert re.sub(r"\\(.)", r"\1", label) == " ".join(text.split())


def test_a_link_goes_to_the_web_or_nowhere() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "//example.test"):
        assert answer_html.link_html(address, "words") == ""
    html = answer_html.link_html('https://example.test/?a="1"', "words")
    assert _Reader(html).attributes["href"] == 'https://example.test/?a="1"'
    assert _Reader(html).attributes["rel"] == "noopener noreferrer"


def test_urgent_help_gives_numbers_that_can_be_tapped() -> None:
    html = answer_html.urgent_html()
    for number in ("999", "08082000247", "08088005000", "08001111"):
        assert f'href="tel:{number}"' in html
    assert html.count("<p>") == len(messages.URGENT_HELP)
    assert html.startswith("<details open")
    assert "<h4>" in answer_html.urgent_html(level=4)
    assert 'href="tel:999"' in answer_html.urgent_strip_html()


def test_a_number_inside_another_is_not_a_telephone_number() -> None:
    assert "tel:" not in answer_html.fixed_html("The limit is 4,999 or 19990 characters; see page 0121.")


def test_our_own_fixed_text_is_bold_where_it_says_so() -> None:
    assert "<strong>Where to ask:</strong>" in answer_html.fixed_html(
        messages.WHERE_TO_ASK.format(whom="your school’s data protection officer.")
    )


def test_list_items_stand_on_their_own_lines_and_other_line_ends_run_on() -> None:
    assert answer_html.quote_lines("who—\n(a) sees or\nhears, or\n(b) lives\n• there") == (
        "who—<br>(a) sees or hears, or<br>(b) lives<br>• there"
    )


def test_a_quotation_is_set_apart_with_its_number() -> None:
    html = answer_html.statement_html(Statement(text=WORDS, kind=StatementKind.QUOTE, citations=(3,)))
    assert html.startswith("<blockquote>“Staff")
    assert "[3]" in html


def test_a_citations_button_says_number_name_and_place() -> None:
    assert answer_html.citation_label(a_citation(marker=2)).replace("\\", "") == (
        "[2] Rules 2025, page 2, paragraph 7: show the page"
    )
    assert answer_html.citation_label(a_digest_citation()).replace("\\", "") == "[1] Telling, page 1: show the page"


@pytest.mark.parametrize(
    ("changes", "position"),
    [
        ({"printed": None, "paragraph": ""}, "unnumbered page (PDF page 2)"),
        ({"printed": "1", "paragraph": "s.3(2)"}, "page 1 (PDF page 2), section 3(2)"),
        ({"printed": "iv", "paragraph": "fn 61"}, "page iv (PDF page 2), footnote 61"),
    ],
)
def test_says_both_page_numbers_where_they_differ(changes: dict[str, object], position: str) -> None:
    assert answer_html.where(a_citation(**changes)) == position


def test_the_open_citation_has_its_five_parts_and_more() -> None:
    text = _Reader(answer_html.citation_html(a_citation(in_force=False), date(2027, 1, 2))).text
    for part in (
        "The rules-2025 book", "first edition", "page 2, paragraph 7", "Part one › Telling", WORDS,
        "Statutory guidance, not in force on 2 January 2027", "Test Office", "England", "The other book, page 9",
        "A note of the register.",
    ):  # fmt: skip
        assert part in text


def test_a_digests_statement_names_its_official_source() -> None:
    pinpoint = a_digest_citation().pinpoint
    assert pinpoint
    text = _Reader(answer_html.pinpoint_html(pinpoint)).text
    for part in ("The Rules", "2025", "paragraph 7", "Full text read"):
        assert part in text
    assert 'href="https://example.test/rules"' in answer_html.pinpoint_html(pinpoint)


def test_the_standing_is_in_words_and_not_in_colour_alone() -> None:
    assert "Statutory guidance, in force on 1 October 2025" in answer_html.standing_html(a_citation(), AS_AT)
    assert "not in force on 1 October 2025" in answer_html.standing_html(a_citation(in_force=False), AS_AT)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words(outcome: Outcome) -> None:
    answer = an_answer() if outcome is Outcome.ANSWERED else a_fixed_answer(outcome, "Heading", ("Text.",))
    assert OUTCOMES[outcome] in _Reader(answer_html.outcome_html(answer)).text


def test_a_rewritten_question_is_shown_as_understood_and_one_left_alone_is_not() -> None:
    assert "Understood as: And at 16?" in answer_html.outcome_html(
        an_answer("at 16?", standalone_question="And at 16?")
    )
    assert "Understood" not in answer_html.outcome_html(an_answer("at 16?"))


def test_a_quotation_that_answers_its_heading_is_shown_with_it() -> None:
    statement = Statement(text="No, it can.", kind=StatementKind.QUOTE, citations=(1,), answers="It <cannot> be shared")
    shown = answer_html.statement_html(statement)
    assert shown.startswith('<p class="dsl-answers">On “It &lt;cannot&gt; be shared”:</p><blockquote>“No, it can.”')


def test_a_models_statement_has_its_weight_beside_it() -> None:
    statement = Statement(text="A duty.", kind=StatementKind.PARAPHRASE, citations=(1,), label="Law")
    assert "(Law)" in answer_html.statement_html(statement)


def test_an_error_is_two_sentences() -> None:
    assert _Reader(answer_html.error_html("the index is gone", "run it again")).text == (
        "There is a problemThe index is gone.Run it again."
    )


def test_the_provenance_says_whether_a_model_wrote() -> None:
    assert "no language model" in answer_html.provenance_html(an_answer())
    assert "language model m1" in answer_html.provenance_html(an_answer(model="m1"))


REPLACED = Notice("superseded", "Rules 2024 was replaced by Rules 2025.")
LATE = Notice("review_passed", "Nobody has looked again.")
TAKEN_OUT = Notice("redacted", "One name was taken out.")


def test_what_is_said_of_editions_is_said_once_and_folded_and_the_rest_is_open() -> None:
    shown = answer_html.notices_html([REPLACED, TAKEN_OUT, LATE, REPLACED])
    open_, _, folded = shown.partition("<details")
    assert TAKEN_OUT.text in open_
    assert shown.count(REPLACED.text) == 1
    summary = folded.partition("</summary>")[0]
    assert "one has been replaced or has ended; one is past the day for its review" in summary
    assert REPLACED.text in folded
    assert LATE.text in folded
    assert "open" not in folded.partition(">")[0]


def test_what_an_earlier_answer_said_of_editions_is_not_said_again() -> None:
    before = {REPLACED, TAKEN_OUT}
    again = answer_html.notices_html([REPLACED, TAKEN_OUT], before)
    assert REPLACED.text not in again
    assert "said above about editions" in again
    assert TAKEN_OUT.text in again, "what is said of this question is said of it"
    more = answer_html.notices_html([REPLACED, LATE], before)
    assert REPLACED.text not in more
    assert LATE.text in more
    assert "said above about editions" in more
    assert "said above" not in answer_html.notices_html([LATE], before)
    assert answer_html.notices_html([]) == ""
