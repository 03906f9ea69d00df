"""What a new edition does to our sentences, as HTML. Pure, as ``answer_html`` is."""
# ruff: noqa: E501  # the style of what is wide is at the end: a rule of CSS a line reads better than a property a line

from __future__ import annotations

from html import escape

from assistant.ui.shared.answer_html import sentence
from assistant.ui.shared.editions_html import words_html
from corpus.days import day_words
from corpus.index import Became
from corpus.text import one_line
from ingest.changes import BECAME_WORDS, TouchedEdition, TouchedParagraph, TouchedSentence, summary

_SURE = 0.8  # a link that is as sure as this has been right in all that were judged: docs/adr/0020


def edition_html(edition: TouchedEdition) -> str:
    """Return what an edition does to our sentences, in a sentence; where nothing can be compared, which they are."""
    lost = "".join(f"<li><p>{escape(text)}</p></li>" for _, text in edition.not_compared)
    listed = (
        f"<details><summary>These sentences ({len(edition.not_compared)})</summary><ul>{lost}</ul></details>"
        if lost
        else ""
    )
    heading = f"{edition.earlier.name}, then {edition.later.name}"
    return f'<h2 class="dsl-step" tabindex="-1">{escape(heading)}</h2><p>{escape(summary(edition))}</p>{listed}'


def paragraph_html(number: int, paragraph: TouchedParagraph) -> str:
    """Return what became of a paragraph, and how sure that is."""
    moved = paragraph.later_at != paragraph.earlier_at
    there = f"; now {paragraph.later_at}" if paragraph.later_at and moved else ""
    became = BECAME_WORDS[paragraph.became]
    sure = "" if paragraph.became is Became.GONE else f" {_how_sure(paragraph)}"
    return (
        f'<div class="dsl-pair"><h3>{number}. {escape(sentence(f"{paragraph.earlier_at}{there}"))}</h3>'
        f"<p>{escape(sentence(became))}{escape(sure)}</p></div>"
    )


def side_html(name: str, paragraph: TouchedParagraph, *, later: bool) -> str:
    """Return one edition’s wording of a paragraph with what changed marked."""
    words = paragraph.wordings.later if later else paragraph.wordings.earlier
    if not words:
        return f'<h4 class="dsl-side">{escape(name)}</h4><p class="dsl-absent">Nothing like it was found here.</p>'
    return f'<h4 class="dsl-side">{escape(name)}</h4><blockquote>{words_html(words)}</blockquote>'


def sentence_html(one: TouchedSentence, later: str) -> str:
    """Return a sentence of ours, what it rested on and may rest on now, and what was found of it."""
    rests = f" {one.n_resting} of our other sentences rest on it." if one.n_resting else ""
    parts = [
        f'<p class="dsl-statement">{escape(one_line(one.text))}</p>',
        f'<p class="dsl-hint">{escape(one.kind.value[:1].upper() + one.kind.value[1:])}, {escape(one.statement_id)}.{rests}</p>',
    ]
    if one.words:
        parts.append(f"<p><strong>It rested on:</strong> “{escape(one.words)}”</p>")
    if one.is_same:
        parts.append(f"<p>That sentence is in {escape(later)} too; other words of the paragraph changed.</p>")
    elif one.proposed is not None:
        parts.append(f"<p><strong>Most like it in {escape(later)}:</strong> “{escape(one.proposed_words)}”</p>")
    else:
        parts.append(f"<p>No sentence of {escape(later)} is like it.</p>")
    return f'<article class="dsl-touched">{"".join(parts)}{found_html(one)}</article>'


def found_html(one: TouchedSentence) -> str:
    """Return what somebody found of a sentence; nothing if nobody has looked."""
    check = one.check
    if check is None:
        return ""
    who = f"{check.checked_by}, {day_words(check.checked_on)}"
    if one.is_confirmed:
        return f'<p class="dsl-found"><strong>It still holds:</strong> {escape(who)}.</p>'
    words = f" “{escape(check.mend)}”" if check.mend else ""
    until = "Until it is taken into the project, answers say “changed since”."
    return f'<p class="dsl-found"><strong>Proposed:</strong>{words} ({escape(who)}). {until}</p>'


def _how_sure(paragraph: TouchedParagraph) -> str:
    if paragraph.became is Became.UNSURE:
        return f"Look whether it is the same paragraph at all (sure to {paragraph.confidence:.2f} of 1)."
    if paragraph.confidence < _SURE:
        return f"Look whether it is the same paragraph (sure to {paragraph.confidence:.2f} of 1)."
    return f"Sure to {paragraph.confidence:.2f} of 1 that it is the same paragraph."


CSS = """
.st-key-edition-changes .dsl-pair { border-top: 2px solid var(--ink); padding: .8rem 0 0; }
.st-key-edition-changes h2 { font-size: 1.35rem; padding: .6rem 0 .2rem; margin: 0; }
.st-key-edition-changes blockquote { max-height: 24rem; overflow-y: auto; margin: .4rem 0; }
.st-key-edition-changes [data-testid="stTextInputRootElement"], .st-key-edition-changes [data-testid="stTextAreaRootElement"], .st-key-edition-changes [data-baseweb="select"] > div { background: #fff; border-color: var(--ink); }
.st-key-edition-changes label p { font-size: 1rem; }
.dsl-touched { border-left: 4px solid var(--line); padding: .1rem 0 .2rem .9rem; max-width: 48rem; }
.dsl-touched p { margin: 0 0 .35rem; overflow-wrap: anywhere; } .dsl-touched .dsl-statement { font-size: 1.05rem; }
"""
