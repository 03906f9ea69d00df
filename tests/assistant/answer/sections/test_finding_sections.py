"""A figure composed: the figure first, how it is known, what was missed and not read; and what is said where there is none."""

from __future__ import annotations

from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection
from assistant.answer.sections.finding_sections import finding_sections, unknown_figure
from assistant.understand import FigureKind, FigureRequest
from corpus.register import Register
from corpus.statements import IN_FULL, Binding, FindingReport, ReportFinding, sentence_key
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

REPORT = FindingReport(
    report_id="rules-2025", title="the survey", publisher="A bureau", published="2024-05", url="https://a.example"
)
READ = ReportFinding(
    finding_id="one", about="how many schools did", report=REPORT, where="page 2", population="schools", period="2023",
    country="England", value="12%", says="In 2023, 12% of schools in England did.",
    bindings=(Binding(source_id="rules-2025", where="page 2", key=sentence_key("Twelve per cent did.")),), read=IN_FULL,
    needs=frozenset({"schools"}),
)  # fmt: skip
HEARD = replace(READ, finding_id="two", read="second-hand from a blog", bindings=(), missed="Nobody asked the child.")
NOTHING_HERE = BoundSentences(index=MemoryIndex([], {}, WordEmbedder()), register=Register({}))
SOURCE = a_source()
HERE = BoundSentences(
    index=MemoryIndex([a_passage("Twelve per cent did.", page=2)], {SOURCE.source_id: SOURCE}, WordEmbedder()),
    register=Register({SOURCE.source_id: SOURCE}),
)


def composed(
    *findings: ReportFinding, bound: BoundSentences = NOTHING_HERE, newest: FindingReport | None = None
) -> list[DraftSection]:
    request = FigureRequest(kind=FigureKind.FIGURE, findings=findings, newest=newest)
    return list(finding_sections(request, bound, set(bound.index.sources)))


def test_the_figure_stands_first_with_its_report_and_page() -> None:
    first, *_ = composed(READ)
    assert (
        first.sentences[0].text
        == "In 2023, 12% of schools in England did. From the survey, published in May 2024, page 2."
    )
    assert first.sentences[0].elsewhere == ("The survey, page 2: not in this library",)


def test_what_bears_it_out_is_quoted_where_the_library_has_it() -> None:
    first, *_ = composed(READ, bound=HERE)
    assert [one.quote for one in first.sentences[0].quotations] == ["Twelve per cent did."]
    assert first.sentences[0].elsewhere == ()


def test_a_report_that_is_here_and_was_not_checked_says_so() -> None:
    first, *_ = composed(HEARD, bound=HERE)
    assert "we have not checked this sentence against it" in first.sentences[0].elsewhere[0]


def test_second_hand_is_always_said_and_the_report_named_as_not_read() -> None:
    first, missed, read = composed(READ, HEARD)
    assert "Second-hand, from a blog." in first.sentences[1].text
    assert "Second-hand" not in first.sentences[0].text
    assert missed.before == ("Nobody asked the child. (The survey, page 2, second-hand.)",)
    assert read.before == (
        messages.FINDING_NOT_READ.format(reports="the survey"),
        messages.FINDING_READERS,
        messages.FINDING_NO_DUTY,
    )


def test_the_latest_says_that_a_later_one_may_exist() -> None:
    assert "A later one may exist" in composed(READ, newest=REPORT)[0].before[0]
    later = replace(REPORT, report_id="later", title="the later survey")
    (line,) = composed(READ, newest=later)[0].before
    assert "the later survey" in line
    assert "from an earlier one" in line.replace("\n", " ")


def test_nothing_found_gives_no_section() -> None:
    assert composed() == []


def test_an_unknown_figure_names_what_is_near_without_its_figure_and_whom_to_ask() -> None:
    text = " ".join(unknown_figure(FigureRequest(kind=FigureKind.FIGURE, near=(READ,))))
    assert "how many schools did" in text
    assert "12%" not in text
    assert "A bureau" in text
    assert "Office for National Statistics" in " ".join(unknown_figure(FigureRequest(kind=FigureKind.FIGURE)))
