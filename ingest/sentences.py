"""Pages as sentences with their keys, for whoever writes a short answer or a card and has to name what bears it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import (
    Binding,
    ReviewedSentence,
    load_cards,
    load_chronology,
    load_common,
    load_findings,
    load_fixed,
    load_general_steps,
    load_letters,
    load_notifications,
    load_sharing,
    load_short_answers,
    load_signs,
    load_spoken_words,
    load_supervision,
    load_training,
    load_verdicts,
    load_whom_to_ask,
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


class SentenceKind(StrEnum):
    """What a sentence of ours belongs to, as a person says it."""

    ANSWER = "short answer"
    CARD = "situation card"
    SIGN = "sign"
    NOTIFICATION = "what a notification should hold"
    VERDICT = "verdict"
    COMMON = "every worry or notification"
    GENERAL_STEP = "general step"
    SHARING = "who may be told"
    LETTER = "letter"
    WORDS = "words to say"
    SUPERVISION = "question of supervision"
    RECORD = "record in order"
    FINDING = "finding"
    TRAINING = "training"
    WHOM_TO_ASK = "whom to ask"
    FIXED = "fixed text"
    DIGEST = "digest"


def our_sentences() -> Iterator[tuple[str, ReviewedSentence]]:
    """Return every sentence of ours with the id of the answer, card, sign, letter, question or other entry that it belongs to.

    Yields
    ------
    tuple of str and ReviewedSentence
    """
    for sentences in sentences_by_kind().values():
        yield from sentences


def sentences_by_kind() -> Mapping[SentenceKind, Iterator[tuple[str, ReviewedSentence]]]:
    """Return every sentence of ours with the id of what it belongs to, by kind; those of the digests are in their files."""
    common = zip(("every worry", "every notification"), load_common(), strict=True)
    return {
        SentenceKind.ANSWER: ((one.answer_id, says) for one in load_short_answers() for says in one.sentences),
        SentenceKind.CARD: ((one.card_id, says) for one in load_cards() for says in one.sentences),
        SentenceKind.SIGN: ((one.sign_id, says) for one in load_signs() for says in (one.points_to, one.step)),
        SentenceKind.NOTIFICATION: (
            (f"notification-{one.sentence_id}", one.says) for one in load_notifications().sentences
        ),
        SentenceKind.VERDICT: ((one.verdict_id, s) for one in load_verdicts().values() for s in one.all_sentences),
        SentenceKind.COMMON: (
            (name, says)
            for name, one in common
            for says in (*one.points, *one.first, *one.steps, *one.nevers, *one.record, *one.always)
        ),
        SentenceKind.GENERAL_STEP: ((one.step_id, one.says) for one in load_general_steps().values()),
        SentenceKind.SHARING: iter(load_sharing().every_sentence()),
        SentenceKind.LETTER: ((one.letter_id, clause) for one in load_letters() for clause in one.clauses),
        SentenceKind.WORDS: ((one.words_id, says) for one in load_spoken_words().values() for says in one.sentences),
        SentenceKind.SUPERVISION: ((one.question_id, one.why) for one in load_supervision().questions),
        SentenceKind.RECORD: ((one.statement_id, one.says) for one in load_chronology().statements),
        SentenceKind.FINDING: (
            (one.finding_id, ReviewedSentence(text=one.says, bindings=one.bindings))
            for one in load_findings().findings
            if one.bindings
        ),
        SentenceKind.TRAINING: iter(load_training().new),
        SentenceKind.FIXED: ((f"fixed-{one.text_id}", says) for one in load_fixed() for says in one.sentences),
        SentenceKind.WHOM_TO_ASK: ((one.kind_id, says) for one in load_whom_to_ask().kinds for says in one.says),
    }


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
