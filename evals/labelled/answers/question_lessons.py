"""What the encoder of questions is taught with: texts as staff type them, and where each is answered.

There are four kinds: staff's questions and cases, with the passages they were written for; practitioner phrases, with their
formal wording; what short answers are asked in, with the passages that bear these out; and questions about passages of documents
that were made up for this (passages.jsonl), so that it learns more than a few publications.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from corpus.index import PassageIndex
from corpus.models import Embedder, Vectors
from corpus.practice import load_practice
from corpus.statements import load_short_answers, sentence_spans
from corpus.types import Passage
from evals.errors import RecordError
from evals.json_lines import read_lines, read_rows
from evals.labelled.labelled_sets import QUESTIONS

PASSAGES = QUESTIONS / "passages.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePassage:
    """A passage of a document that does not exist, and what would be asked for it.

    Parameters
    ----------
    id : str
        Of the writer and the line.
    document : str
        The title of its document; passages of one are in a row.
    heading, passage : str
        The words that are embedded.
    questions : tuple of str
        Each is answered by this passage better than by the others of its document.
    """

    id: str
    document: str
    heading: str
    passage: str
    questions: tuple[str, ...]

    @property
    def embedded_text(self) -> str:
        """The text as a passage of a library would be embedded."""
        return f"{self.heading}\n{self.passage}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLessons:
    """Texts, and the vectors that they should come near.

    Parameters
    ----------
    texts : tuple of str
        As staff type them, each once.
    answered_by : tuple of tuple of int
        For each text the rows of ``vectors`` that answer it.
    vectors : array
        Shape ``(n, dimension)``, rows of length 1: passages, and formal wordings.
    """

    texts: tuple[str, ...]
    answered_by: tuple[tuple[int, ...], ...]
    vectors: Vectors


def lessons(index: PassageIndex, index_dir: Path, embedder: Embedder, left_out: Collection[str]) -> QuestionLessons:
    """Return what the encoder is taught with.

    Parameters
    ----------
    index : PassageIndex
        Of the official PDFs and the digests.
    index_dir : Path
        Its folder.
    embedder : Embedder
        What it was made with.
    left_out : collection of str
        Sources of which nothing is taught, and whose passages are not what is wrong either.

    Raises
    ------
    RecordError
        If one of these is not in the index.
    """
    if absent := set(left_out) - set(index.sources):
        raise RecordError(f"not in the index: {', '.join(sorted(absent))}", "name sources by their ids")
    passages = [one for source_id in sorted(set(index.sources) - set(left_out)) for one in index.of_source(source_id)]
    phrases, made = load_practice().phrases, read_rows(PASSAGES, TypeAdapter(MadePassage))
    rows: dict[str, dict[int, None]] = defaultdict(dict)
    at = {passage.passage_id: row for row, passage in enumerate(passages)}
    for text, passage_id in chain(_of_staff(index_dir), _of_answers(passages)):
        if passage_id in at:
            rows[text][at[passage_id]] = None
    for row, phrase in enumerate(phrases, len(passages)):
        rows[phrase.say][row] = None
    for row, one in enumerate(made, len(passages) + len(phrases)):
        for question in one.questions:
            rows[question][row] = None
    texts = [*(phrase.formal for phrase in phrases), *(one.embedded_text for one in made)]
    return QuestionLessons(
        texts=tuple(rows),
        answered_by=tuple(tuple(some) for some in rows.values()),
        vectors=np.concatenate([index.vectors([one.passage_id for one in passages]), embedder.embed(texts)]),
    )


def _of_staff(index_dir: Path) -> Iterator[tuple[str, str]]:
    """Go through staff's questions and cases.

    Yields
    ------
    tuple of str and str
        A text, and the id of a passage that it was written for.

    Raises
    ------
    RecordError
        If the index cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lessons.jsonl"
        command = [sys.executable, "-m", "ingest", "lessons", str(file), "--index", str(index_dir)]
        bundled = os.environ | {"DSL_EMBEDDING_MODEL": "bundled"}  # that of the index, whatever else is set
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, env=bundled
        )
        if done.returncode:
            raise RecordError(
                f"no lessons could be read: {done.stderr.strip()[-300:]}", "see `python -m ingest lessons`"
            )
        for _, line in read_lines(file):
            text, passage_id = json.loads(line)
            yield text, passage_id


def _of_answers(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Go through what short answers are asked in.

    Yields
    ------
    tuple of str and str
        A question, and the id of a passage that bears a sentence of its answer out.
    """
    borne_out = {
        (passage.source_id, key): passage.passage_id for passage in passages for key, _ in sentence_spans(passage)
    }
    for answer in load_short_answers():
        bindings = [(one.source_id, one.key) for said in answer.sentences for one in said.bindings]
        places = dict.fromkeys(borne_out[one] for one in bindings if one in borne_out)
        yield from ((question, place) for question in answer.asked for place in places)
