"""Pages as sentences with their keys, for whoever writes a short answer or a card and has to name what bears it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import (
    Binding,
    ReviewedSentence,
    load_cards,
    load_chronology,
    load_common,
    load_findings,
    load_letters,
    load_notifications,
    load_sharing,
    load_short_answers,
    load_signs,
    load_supervision,
    load_training,
    load_verdicts,
    sentence_spans,
)
from corpus.text import one_line
from corpus.types import Passage


def printed_sentences(index: PassageIndex, source_id: str, page: int = 0) -> Iterator[str]:
    """Return the lines of a source, or of one page: where each passage stands, then each sentence with its binding.

    Parameters
    ----------
    index : PassageIndex
        A library that holds the source.
    source_id : str
        Which source.
    page : int
        A PDF page, from 1; 0 for all.

    Yields
    ------
    str
    """
    for passage in index.of_source(source_id):
        if page in {0, passage.page}:
            yield f"\n{place(passage)}: {passage.heading}"
            for key, words in sentence_spans(passage):
                yield f"  {Binding(source_id=source_id, where=place(passage), key=key)}\n    {one_line(words)}"


def place(passage: Passage) -> str:
    """Return where a passage stands on paper, as bindings have it: ``page 19, paragraph 57``."""
    printed = passage.printed or str(passage.page)
    where = f"page {printed}" if printed == str(passage.page) else f"page {printed} (PDF page {passage.page})"
    label = passage.paragraph
    for prefix, word in (("s.", "section "), ("fn ", "footnote ")):
        if label.startswith(prefix):
            return f"{where}, {word}{label.removeprefix(prefix)}"
    return where if not label else f"{where}, paragraph {label}" if label[0].isdigit() else f"{where}, {label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """A sentence of ours that the library does not bear out any more.

    Parameters
    ----------
    statement_id : str
        The short answer, card, question, finding or subject that it belongs to.
    text : str
        What we say.
    binding : Binding
        What is not where it was.
    """

    statement_id: str
    text: str
    binding: Binding


def our_sentences() -> Iterator[tuple[str, ReviewedSentence]]:
    """Return every sentence of ours with the id of the answer, card, sign, letter, question or other entry that it belongs to.

    Yields
    ------
    tuple of str and ReviewedSentence
    """
    for answer in load_short_answers():
        yield from ((answer.answer_id, sentence) for sentence in answer.sentences)
    for card in load_cards():
        yield from ((card.card_id, sentence) for sentence in card.sentences)
    for sign in load_signs():
        yield from ((sign.sign_id, sentence) for sentence in (sign.points_to, sign.step))
    for verdict in load_verdicts().values():
        yield from ((verdict.verdict_id, sentence) for sentence in verdict.all_sentences)
    for name, common in zip(("every worry", "every notification"), load_common(), strict=True):
        yield from (
            (name, sentence)
            for sentence in (*common.points, *common.first, *common.steps, *common.nevers, *common.record)
        )
    yield from load_sharing().every_sentence()
    for letter in load_letters():
        yield from ((letter.letter_id, clause) for clause in letter.clauses)
    for question in load_supervision().questions:
        yield question.question_id, question.why
    yield from ((one.statement_id, one.says) for one in load_chronology().statements)
    yield from ((f"notification-{one.sentence_id}", one.says) for one in load_notifications().sentences)
    for finding in load_findings().findings:
        if finding.bindings:
            yield finding.finding_id, ReviewedSentence(text=finding.says, bindings=finding.bindings)
    yield from load_training().new


def unbound(index: PassageIndex, register: Register) -> list[Unbound]:
    """Return the sentences whose binding is not found in a source that the library holds.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        To know a binding to a source that nobody registered.
    """
    keys: dict[str, Mapping[str, str]] = {}
    found: list[Unbound] = []
    for statement_id, sentence in our_sentences():
        for binding in sentence.bindings:
            source_id = binding.source_id
            if source_id in index.sources and source_id not in keys:
                keys[source_id] = {key: place(p) for p in index.of_source(source_id) for key, _ in sentence_spans(p)}
            unknown = source_id not in index.sources and source_id not in register
            if unknown or (source_id in keys and binding.key not in keys[source_id]):
                found.append(Unbound(statement_id=statement_id, text=sentence.text, binding=binding))
    return found
