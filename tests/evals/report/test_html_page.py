from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from evals.metrics.scores import score
from evals.records import AnswerRow, EvalQuestion, RetrievedRow
from evals.report.html_page import chart, page
from evals.report.parts import Bar

QRELS = {"Q1": {"a#p1": 3}, "Q2": {"b#p7": 2, "b#p6": 3}}
QUESTIONS = [
    EvalQuestion(query_id="Q1", text="x", kind="answerable", topics=("<i>",), expected="answered"),
    EvalQuestion(query_id="Q2", text="x", kind="answerable", expected="refused"),
]
ANSWERS = [
    AnswerRow(
        query_id=query, outcome="answered", retrieved=(RetrievedRow(rank=1, source_id="a", page=1), )
    )
    for query in ("Q1", "Q2")
]  # fmt: skip
MANIFEST = {
    "date": "2026-11-05T04:21:37+00:00",
    "commit": "abc",
    "settings": {"index_dir": "somewhere", "n_threads": 0},
}
VOID = {"meta", "link", "img", "br", "hr", "input"}


class Tags(HTMLParser):
    """Reads the page strictly: every tag that opens must close, and everything it names is kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def html() -> str:
    return page(MANIFEST, score(ANSWERS, QRELS, QUESTIONS).as_dict())


def test_the_page_is_well_formed_and_holds_all_it_needs(html):
    seen = Tags(html).seen
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in seen}
    assert all(attrs["href"].startswith("#") for tag, attrs in seen if tag == "a")
    assert "http" not in html
    assert not re.search(r"url\(|@import", html)


def test_every_link_goes_to_a_part_and_ids_are_unique(html):
    seen = Tags(html).seen
    ids = [attrs["id"] for _, attrs in seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for tag, attrs in seen if tag == "a"} <= set(ids)
    assert {attrs["aria-labelledby"] for _, attrs in seen if "aria-labelledby" in attrs} <= set(ids)


def test_headings_go_down_one_step_at_a_time(html):
    levels = [int(tag[1]) for tag, _ in Tags(html).seen if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_chart_has_a_table_beside_it_with_heads(html):
    for section in html.split("<section")[1:]:
        assert 'class="chart"' not in section or "<table>" in section
    assert html.count('<th scope="col">expected</th>') == 1


def test_the_page_says_what_was_run_but_not_where(html):
    assert "run on 5 November 2026" in html
    assert "<dd>abc</dd>" in html
    assert "n_threads 0" in html
    assert "somewhere" not in html


def test_an_outcome_that_was_not_expected_is_marked_in_words_too(html):
    assert '<td class="wrong">1 <small>wrong</small></td>' in html
    assert '<td class="right">1</td>' in html


def test_a_question_is_shown_only_if_handed_in_and_is_escaped(html):
    assert "blockquote>" not in html
    shown = page(MANIFEST, score(ANSWERS, QRELS, QUESTIONS).as_dict(), {"Q2": "<script>alert('Q')</script> & so on"})
    assert "<blockquote>&lt;script&gt;alert(&#39;Q&#39;)&lt;/script&gt; &amp; so on</blockquote>" in shown
    Tags(shown)


def test_a_record_without_a_manifest_or_outcomes_has_a_page_all_the_same():
    bare = page({}, score(ANSWERS, QRELS).as_dict())
    Tags(bare)
    assert "Outcomes" not in bare


def test_bars_are_placed_by_share_and_named_for_those_who_do_not_see_them():
    drawn = chart([Bar(name="<b>", mean=0.25, low=0.1, high=0.5, n=7)], "nDCG@10")
    Tags(drawn)
    assert '<circle class="dot" cx="25.00%"' in drawn
    assert 'x1="10.00%" x2="50.00%"' in drawn
    assert 'aria-label="nDCG@10 with 95 % intervals for &lt;b&gt;;' in drawn
    assert "<b>0.250</b> <small>n 7</small>" in drawn


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        full = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
        parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_and_marks_stand_out_from_what_is_behind_them(html):
    colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", html))
    grounds = [colour["paper"], colour["wash"], *re.findall(r"td\.\w+ { background: (#[0-9a-f]{6})", html)]
    assert len(grounds) == 4
    assert min(contrast(colour[ink], ground) for ink in ("ink", "soft", "deep") for ground in grounds) >= 4.5
    assert contrast(colour["deep"], colour["pale"]) >= 3  # the interval's line on its bar
