"""Bring staff's words to a library: questions to their passages, words to BM25, phrases and cases to the bridge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.index import LexicalIndex, MessageVectors
from corpus.models import Vectors
from corpus.practice import Case, Pointer, Practice
from ingest.practice.find_passages import AnchorFinder, EmbeddedPassages
from ingest.practice.link_cases import link_asked, link_cases, link_phrases
from ingest.practice.link_questions import attach, relevant

EmbedTexts = Callable[[Iterable[str]], Mapping[str, Vectors]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageLinks:
    """Staff's words as one generation holds them."""

    lexical: LexicalIndex
    bridge: MessageVectors


def links_for(words: Practice, library: EmbeddedPassages, titles: Mapping[str, str], embed: EmbedTexts) -> PassageLinks:
    """Bring staff's words to a library.

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
    places = AnchorFinder(library)
    rows = relevant(words.questions, titles, library.register)
    vectors = embed(question for row in rows for question in row.questions)
    pointers = attach(rows, vectors, places, library.passages)
    said = embed(text for phrase in words.phrases for text in (phrase.say, phrase.formal))
    case_vectors = embed(case.say for case in words.cases)
    cases, links = link_cases(words.cases, case_vectors, library, places)
    lexical = _lexical(library, titles, pointers, links)
    phrases = link_phrases(words.phrases, said, library, lexical)
    asked = link_asked(pointers, vectors, library)
    adapter = library.learned.adapter
    if adapter is None:
        adapter = np.eye(library.vectors.shape[1], dtype=np.float32)
    return PassageLinks(
        lexical=lexical,
        bridge=MessageVectors(adapter=adapter, questions=asked, phrases=phrases, cases=cases),
    )


def _lexical(
    library: EmbeddedPassages,
    titles: Mapping[str, str],
    pointers: Sequence[Pointer],
    cases: Sequence[tuple[Case, list[int]]],
) -> LexicalIndex:
    """Index each passage's words, and those of the questions and cases that point to it."""
    said: dict[str, list[str]] = defaultdict(list)
    for pointer in pointers:
        said[pointer.passage_id].append(pointer.question)
    for case, positions in cases:
        for at in positions:
            said[library.passages[at].passage_id].append(case.say)
    texts = [
        " ".join([titles[p.source_id], *p.heading_path, p.lead_in, p.text, *said[p.passage_id]])
        for p in library.passages
    ]
    return LexicalIndex.build(texts, [passage.source_id for passage in library.passages])
