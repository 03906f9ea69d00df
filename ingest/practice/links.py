"""Link staff's words to a library: questions, phrases and cases to passages, and their words to the lexical index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.index import LexicalIndex, MessageSet, MessageVectors, fuse, message_set_of
from corpus.models import Vectors
from corpus.practice import Case, Phrase, Pointer, Practice, StaffQuestions
from corpus.register import Register
from corpus.types import Passage
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages

EmbedTexts = Callable[[Iterable[str]], Mapping[str, Vectors]]
LINKS_VERSION = "3"
_N_LINKS = 60
_PART_STRENGTH = 0.6  # of a paragraph that answers a case in part


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLinks:
    """Staff's words as one generation holds them."""

    lexical: LexicalIndex
    messages: MessageVectors


def links_for(words: Practice, library: EmbeddedPassages, titles: Mapping[str, str], embed: EmbedTexts) -> PassageLinks:
    """Link staff's words to the passages of a library.

    Parameters
    ----------
    words : Practice
        Any of it may be empty.
    library : EmbeddedPassages
        What they can lead to.
    titles : mapping of str to str
        Of each source, by id.
    embed : callable
        Gives the vectors of texts, by text.
    """
    finder = AnchorFinder(library)
    rows = relevant(words.questions, titles, library.register)
    vectors = embed(question for row in rows for question in row.questions)
    pointers = attach(rows, vectors, finder, library.passages)
    phrase_vectors = embed(text for phrase in words.phrases for text in (phrase.say, phrase.formal))
    case_vectors = embed(case.say for case in words.cases)
    cases, links = link_cases(words.cases, case_vectors, library, finder)
    lexical = _lexical(library, titles, pointers, links)
    phrases = link_phrases(words.phrases, phrase_vectors, library, lexical)
    asked = link_asked(pointers, vectors, library)
    return PassageLinks(lexical=lexical, messages=MessageVectors(questions=asked, phrases=phrases, cases=cases))


def _lexical(
    library: EmbeddedPassages,
    titles: Mapping[str, str],
    pointers: Sequence[Pointer],
    cases: Sequence[tuple[Case, list[int]]],
) -> LexicalIndex:
    """Index each passage's words, and those of the questions and cases that point to it."""
    messages: dict[str, list[str]] = defaultdict(list)
    for pointer in pointers:
        messages[pointer.passage_id].append(pointer.question)
    for case, positions in cases:
        for at in positions:
            messages[library.passages[at].passage_id].append(case.say)
    texts = [
        " ".join([titles[p.source_id], *p.heading_path, p.lead_in, p.text, *messages[p.passage_id]])
        for p in library.passages
    ]
    return LexicalIndex.build(texts, [passage.source_id for passage in library.passages])


def relevant(asked: Sequence[StaffQuestions], source_ids: Collection[str], register: Register) -> list[StaffQuestions]:
    """Return the questions that can point into some sources: written for one of them, or for another edition of one."""
    related = {source_id: with_related(source_id, register) for source_id in {row.source_id for row in asked}}
    return [row for row in asked if related[row.source_id] & set(source_ids)]


def with_related(source_id: str, register: Register) -> set[str]:
    """Return a source and the other editions of its publication."""
    if source_id not in register:
        return {source_id}
    chain = (*register.successors(source_id), *register.predecessors(source_id))
    return {source_id, *(source.source_id for source in chain)}


def attach(
    asked: Sequence[StaffQuestions],
    question_vectors: Mapping[str, Vectors],
    finder: AnchorFinder,
    passages: Sequence[Passage],
) -> list[Pointer]:
    """Point each question to its passages.

    Parameters
    ----------
    asked : sequence of StaffQuestions
        The questions, by paragraph.
    question_vectors : mapping of str to array
        Each question's vector, of shape ``(dimension,)``.
    finder : AnchorFinder
        What they can point to.
    passages : sequence of Passage
        By position.
    """
    pointers: dict[Pointer, None] = {}
    for row in asked:
        vectors = np.stack([question_vectors[question] for question in row.questions])
        for question, vector in zip(row.questions, vectors, strict=True):
            for at in finder.of(row, vector, vectors.mean(axis=0)):
                pointers[Pointer(question, passages[at].passage_id)] = None
    return list(pointers)


def link_asked(pointers: Sequence[Pointer], vectors: Mapping[str, Vectors], library: EmbeddedPassages) -> MessageSet:
    """Link each question to the passage it points to."""
    at = {passage.passage_id: position for position, passage in enumerate(library.passages)}
    asked = _stack([vectors[pointer.question] for pointer in pointers], library)
    return message_set_of(asked, [{at[pointer.passage_id]: 1.0} for pointer in pointers])


def link_phrases(
    phrases: Sequence[Phrase], vectors: Mapping[str, Vectors], library: EmbeddedPassages, lexical: LexicalIndex
) -> MessageSet:
    """Link each phrase to the passages that its formal wording finds, by vectors and by words.

    Parameters
    ----------
    phrases : sequence of Phrase
        In the order of the set.
    vectors : mapping of str to array
        Of each ``say`` and each ``formal``, by text.
    library : EmbeddedPassages
        What they lead to.
    lexical : LexicalIndex
        Over the library's passages.
    """
    sources = {passage.source_id for passage in library.passages}
    formal = _stack([vectors[phrase.formal] for phrase in phrases], library)
    links = []
    for phrase, cosines in zip(phrases, formal @ library.vectors.T, strict=True):
        near = np.argpartition(-cosines, min(_N_LINKS, len(cosines)) - 1)[:_N_LINKS]
        dense = near[np.argsort(-cosines[near], kind="stable")]
        worded = [at for at, _ in lexical.search(phrase.words, _N_LINKS, sources)]
        scores: dict[int, float] = fuse((dense.tolist(), worded))
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:_N_LINKS]
        links.append({
            at: score / best[0][1] for at, score in best if library.passages[at].source_id not in library.left_out
        })
    return message_set_of(_stack([vectors[phrase.say] for phrase in phrases], library), links)


def link_cases(
    cases: Sequence[Case], vectors: Mapping[str, Vectors], library: EmbeddedPassages, finder: AnchorFinder
) -> tuple[MessageSet, list[tuple[Case, list[int]]]]:
    """Link each case to the passages of the paragraphs that answer it.

    Returns
    -------
    tuple
        The set, and the cases in it with the positions they lead to; one whose paragraphs are all absent is left out.
    """
    linked: list[tuple[Case, dict[int, float]]] = []
    for case in cases:
        vector = vectors[case.say]
        found: dict[int, float] = {}
        for point in case.points:
            for at in finder.of(point.anchor, vector, vector):
                found[at] = max(found.get(at, 0.0), 1.0 if point.grade > 2 else _PART_STRENGTH)
        if found:
            linked.append((case, found))
    message_set = message_set_of(
        _stack([vectors[case.say] for case, _ in linked], library), [found for _, found in linked]
    )
    return message_set, [(case, list(found)) for case, found in linked]


def _stack(rows: Sequence[Vectors], library: EmbeddedPassages) -> Vectors:
    dimension = library.vectors.shape[1]
    return np.stack(rows) if rows else np.zeros((0, dimension), dtype=np.float32)
