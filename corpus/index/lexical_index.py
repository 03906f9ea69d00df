"""BM25 over passages, by bm25s: what finds MARAC, DASH, s.47 and "para 43" when vectors do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from corpus.errors import IndexDamaged
from corpus.text import fold

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_N_SCOPES = 16
_SECTION_MARK = re.compile(r"\bs(?=\d)")  # s47 is written s.47 as often
# Words of a question that say nothing about its subject. Kept short: "not", "must" and "should" carry meaning here.
_STOP = frozenset(
    """a an and are as at be been but by can do does for from had has have he her his how i if in into is it its me my of on
    or our she so that the their them then there they this to us was we were what when which who why will with you your
    """.split()  # noqa: SIM905  # read as words, not as a list of literals
)


def tokens(text: str) -> list[str]:
    """Split a text into the stems that are compared; numbers and section marks stay.

    Examples
    --------
    >>> tokens("The child's referrals under s.47")
    ['child', 'referr', 's', '47']
    """
    words = [
        word.removesuffix("'s") for word in _WORD.findall(_SECTION_MARK.sub("s ", fold(text))) if word not in _STOP
    ]
    return list(Stemmer.Stemmer("english").stemWords(words))


class LexicalIndex:
    """BM25 scores for passages that are known by their position.

    Parameters
    ----------
    retriever : bm25s.BM25
        Built or loaded.
    source_ids : sequence of str
        The source of each passage, in order.
    """

    def __init__(self, retriever: bm25s.BM25, source_ids: Sequence[str]) -> None:
        self._retriever = retriever
        self._names, self._source_of = np.unique(np.asarray(source_ids, dtype=str), return_inverse=True)
        self._scopes: dict[frozenset[str], NDArray[np.bool_]] = {}  # a search asks for the same sources again and again

    @classmethod
    def build(cls, texts: Sequence[str], source_ids: Sequence[str]) -> LexicalIndex:
        """Index texts; ``texts[i]`` belongs to ``source_ids[i]``."""
        retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        retriever.index([tokens(text) or ["-"] for text in texts], show_progress=False)
        return cls(retriever, source_ids)

    @classmethod
    def load(cls, folder: Path, source_ids: Sequence[str]) -> LexicalIndex:
        """Load what ``save`` wrote.

        Raises
        ------
        IndexDamaged
            If the files are missing or unreadable.
        """
        try:
            return cls(
                bm25s.BM25.load(str(folder), mmap=False), source_ids
            )  # mapped, a file cut short would end the process
        except Exception as error:  # numpy, json and OS errors for one cause
            raise IndexDamaged(
                f"the word index in {folder} cannot be read: {error}", "run 'python -m ingest doctor'"
            ) from error

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        self._retriever.save(str(folder), show_progress=False)

    def search(self, query: str, k: int, source_ids: Collection[str]) -> list[tuple[int, float]]:
        """Return the positions and scores of the best passages of some sources; scores of zero are left out."""
        known = [token for token in dict.fromkeys(tokens(query)) if token in self._retriever.vocab_dict]
        if not known:
            return []
        scores = self._retriever.get_scores(known) * self.of_sources(source_ids)
        some = np.flatnonzero(scores)
        if len(some) > k:  # only what can be among the best is sorted
            some = some[scores[some] >= np.partition(scores[some], len(some) - k)[len(some) - k]]
        best = some[np.argsort(-scores[some], kind="stable")][:k]
        return [(int(position), float(scores[position])) for position in best]

    def of_sources(self, source_ids: Collection[str]) -> NDArray[np.bool_]:
        """Say of each passage, by position, whether it is of one of some sources; what is returned cannot be changed."""
        wanted = frozenset(source_ids)
        found = self._scopes.get(wanted)
        if found is None:
            found = np.asarray(np.isin(self._names, list(wanted))[self._source_of])
            found.flags.writeable = False
            if len(self._scopes) >= _N_SCOPES:
                self._scopes = {}
            self._scopes[wanted] = found
        return found
