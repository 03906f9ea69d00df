"""Answers that did not help, as HTML. Pure, as ``answer_html`` is."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.export import OUTCOMES
from assistant.store.feedback import Unhelpful, WhyUnhelpful
from assistant.types import Outcome
from assistant.ui.shared.answer_html import facts_html, quote_lines
from corpus.days import day_words
from corpus.text import one_line
from corpus.types import Passage


def counts_html(counts: Mapping[WhyUnhelpful, int]) -> str:
    """Return how many answers did not help, by reason."""
    return facts_html([(why.words, str(counts[why])) for why in WhyUnhelpful if counts.get(why)])


def entry_html(one: Unhelpful, number: int, expected: Mapping[Outcome, str]) -> str:
    """Return what was said of one answer, and how its question was judged.

    Parameters
    ----------
    one : Unhelpful
        What was said.
    number : int
        Its number on the page.
    expected : Mapping of Outcome to str
        What should have become of a question, in words.
    """
    judged = one.judgement
    places = judged.places if judged else one.cited
    rows = [
        ("Why", one.why.words),
        ("In their words", one.note),
        ("It was", OUTCOMES[one.outcome]),
        ("Guidance as at", day_words(one.as_at)),
        ("Said on", day_words(one.created.date())),
        ("Kept until", day_words(one.expires.date())),
        ("Judged", f"it should have been: {expected[judged.expected]}" if judged else ""),
        ("Pages judged" if judged else "Pages cited", "; ".join(f"{p.source_id}, PDF page {p.page}" for p in places)),
        ("A good answer says", judged.fact if judged else ""),
    ]
    heading = f"{number}. {one_line(one.question)}"
    return f'<article class="dsl-file"><h2>{escape(heading)}</h2>{facts_html(rows)}</article>'


def passage_html(passage: Passage, name: str, number: str) -> str:
    """Return a passage that was found, with where it stands."""
    where = f"{number}. {name}, PDF page {passage.page}" + (f", {passage.paragraph}" if passage.paragraph else "")
    return f"<p><strong>{escape(where)}</strong></p><blockquote>“{quote_lines(passage.text)}”</blockquote>"
