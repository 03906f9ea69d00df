"""Which short answer a question asks for, if it is sure.

A question is held against every wording in which an answer is asked, against the answers themselves, and against the sentences of
guidance that were found for it: an answer that rests on them is likelier. Those that advisers would likeliest choose
(answer_chooser.py) are read together with the question (answer_reader.py). What was read is weighed with how likely each is
chosen, how near it is, how far the next one, what the question says that no wording of it says (another person, another number, a
"not"), how near a question that looks alike and is another, and how far each of these lies below the highest of those that were
read. Without the reader the nearest alone is judged, and nothing is chosen. The linear models that weigh this learned from what
advisers chose of all answers (``python -m evals answers --weigh``), and where there is no reader from questions that only look
alike. Wordings and questions are read by an encoder that was taught which belong together (answer_encoder.py). It stands beside
the bundled embedder: with another no answer is shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.encoders import TaughtChooser, TaughtEncoder
from assistant.understand.ages import ages_in
from assistant.understand.answer_chooser import chooser_of
from assistant.understand.answer_encoder import load_answer_encoder
from assistant.understand.answer_reader import AnswerReader
from assistant.understand.match_model import Features, MatchModel, load_match_model
from corpus.index import tokens
from corpus.models import Embedder, Reranker, Vectors
from corpus.statements import ShortAnswer, load_short_answers, sentence_spans
from corpus.types import Passage, RetrievedPassage

N_READ = 40  # passages found, in which the sentences that answers rest on are looked for
N_ANSWERS_READ = 4
"""Answers that are read with a message: those that would likeliest be chosen for it."""
_FIRST_RANKS = 3  # the first few ranks count alike
THRESHOLD = 0.5
"""How sure it must be that an answer fits, from 0 to 1: from this on three of four do (docs/evaluation/answers.md)."""
ENOUGH = 0.6
"""The same where nothing that was found is enough: what nothing answers is near some answer too (docs/adr/0067)."""
NEAR = 0.3
"""The same for an answer that is shown with the question it was written for, so that the reader sees whether it is theirs."""
ALSO = 0.6
"""The same for a further answer that is shown beside the surest, each with the question it was written for."""
N_ALSO = 2
"""How many further answers may be shown."""
BESIDE_A_NUMBER = 0.7
"""The same where a paragraph or section is named, whose own words are nearer."""
_UNREAD = 1.4
"""Log-odds taken off where no reader has read: so one in ten of what is then sure does not fit, instead of one in six."""
_RANKED_BY = ("nearest wording", "three nearest", "all wordings", "what it says", "what it rests on")
READ_FEATURES = (
    *_RANKED_BY,
    *("lead over the next", "alike and not its", "alike and nobody's"),
    *("unknown words", "rarest unknown word", "turns on", "number", "not"),
    *(f"{name}, of what is asked" for name in _RANKED_BY),
    *("read as answering", "read as helping", "chosen"),
)
"""What is known of an answer that was read with a question. Each counts as it is, and by how far it lies below the highest."""
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*\b")
_NOT = re.compile(r"\b(?:not|no|never|without|cannot|refus\w+|unless|except)\b|n[’']t\b", re.IGNORECASE)
# Who and what a question may turn on; one of them in the question and in no wording of the answer is a sign of another question.
_TURNS_ON = frozenset(
    tokens(
        "mum mother dad father stepdad parent grandparent nan uncle sibling brother sister baby unborn toddler"
        " teenager adult partner"
        " police officer nursery college school governor head teacher ta office receptionist gp doctor nurse health"
        " visitor midwife"
        " solicitor court judge cafcass probation prison housing refuge idva marac mash lado ofsted dfe council"
        " church coach volunteer"
        " supply contractor student staff pupil boy girl male female gay wales scotland abroad private independent"
        " academy"
        " weekend holiday night term year month week day hour email phone letter record file note policy plan"
        " meeting conference"
        " strategy review referral assessment consent refuse delete destroy keep copy transfer appeal complaint"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The nearest answer, how sure it is to fit, from 0 to 1, and further answers that surely fit as well, the surest first."""

    answer: ShortAnswer
    sure: float
    also: tuple[ShortAnswer, ...] = ()


class QuestionMatcher:
    """Finds the short answer to a question.

    Parameters
    ----------
    answers : sequence of ShortAnswer
        In the order of the model's vectors; empty where there is no model for the embedder.
    model : MatchModel
        What was learned.
    embedder : Embedder or TaughtEncoder
        What the model's vectors are of.
    reranker : Reranker or None
        Says how near question and answer are, where there is no reader.
    reader : AnswerReader or None
        Says whether an answer answers.
    chooser : TaughtChooser or None
        Says which answers are worth reading; where there is a reader there is one, and its names are the answers' in their order.
    """

    def __init__(
        self,
        answers: Sequence[ShortAnswer],
        model: MatchModel,
        embedder: Embedder | TaughtEncoder,
        *,
        reranker: Reranker | None = None,
        reader: AnswerReader | None = None,
        chooser: TaughtChooser | None = None,
    ) -> None:
        self.answers = tuple(answers)
        self._model, self._embedder, self._reranker = model, embedder, reranker
        self._reader, self._chooser = reader, chooser
        self._resting: dict[str, frozenset[int]] = {}  # by passage: its sentences are hashed once
        self.of_asked = np.repeat(np.arange(len(answers)), model.n_asked[: len(answers)])
        self.of_near = np.repeat(np.arange(len(answers)), model.n_near[: len(answers)])

    def warm(self) -> None:
        """Load the encoder, the chooser and the reader; where there are no answers, none is needed."""
        if self.answers:
            self._embedder.embed(["a question"])
            if self._reader is not None and self._chooser is not None:
                self._chooser.scores("a question")
                self._reader.read("a question", ["an answer"])

    def find(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> Match | None:
        """Return the likeliest answer to a question and how sure it is to fit; ``None`` where there is none for this embedder.

        Parameters
        ----------
        question : str
            What is asked.
        found : sequence of RetrievedPassage
            What was found for it.
        told : str
            The whole message, where what is asked is only a part of it.
        """
        if not self.answers:
            return None
        if self._reader is not None:
            weights = self._model.told if told and told != question else self._model.read
            judged = [(at, logit(row, weights)) for at, row in self.read(question, found, told)]
        else:
            at, row = self.nearest(question, self._embedder.embed([question])[0], found)
            holds = self._is_of(at, ages_in(told or question))
            judged = [(at, logit(row, self._model.sure) - _UNREAD)] if holds else []
        if not judged:
            return None
        (at, best), *others = sorted(judged, key=lambda one: -one[1])
        also = tuple(self.answers[other] for other, found_so in others[:N_ALSO] if _likely(found_so) >= ALSO)
        return Match(answer=self.answers[at], sure=_likely(best), also=also)

    def _is_of(self, at: int, ages: frozenset[int]) -> bool:
        """Whether an answer holds of the ages that are named, or of one of them; of none it holds, as far as is known."""
        held = self.answers[at].ages
        return held is None or not ages or any(held[0] <= age <= held[1] for age in ages)

    def read(self, question: str, found: Sequence[RetrievedPassage], told: str = "") -> list[tuple[int, Features]]:
        """Return the answers that would likeliest be chosen, by their places, each with the features by which it is judged.

        These are ``READ_FEATURES``, and then how far each lies below the highest of them.
        Those that hold of other ages than are named are passed over, and the next likeliest read instead.

        Parameters
        ----------
        question, found, told
            As ``find`` takes them.
        """
        assert self._reader is not None
        assert self._chooser is not None
        message = told or question
        chosen = self._chooser.scores(message)
        ages = ages_in(message)
        likeliest = (int(at) for at in np.argsort(-chosen, kind="stable"))
        places = list(islice((at for at in likeliest if self._is_of(at, ages)), N_ANSWERS_READ))
        if not places:
            return []
        vectors = self._embedder.embed(list(dict.fromkeys((message, question))))
        of_message, of_question = self.ranking(vectors[0], found), self.ranking(vectors[-1], found)
        readings = self._reader.read(message, [self.as_read(at, vectors) for at in places])
        each = np.column_stack([
            np.array([self._features(message, at, vectors[0], of_message) for at in places]),
            of_question[places],
            np.array([(one.answers, one.helps) for one in readings]),
            chosen[places],
        ]).astype(np.float32)
        return list(zip(places, np.hstack([each, each - each.max(axis=0)]), strict=True))

    def as_read(self, at: int, vectors: Vectors, but: Collection[str] = ()) -> str:
        """Return what is read of an answer with a question: the nearest wording in which it is asked, then what it says.

        Parameters
        ----------
        at : int
            The answer, by its place.
        vectors : array
            Of the question, and of the message that it is a part of; shape ``(n, dimension)``.
        but : collection of str
            Wordings that are left out, when the reader is taught with them; in small letters.
        """
        nearness = (self._model.asked[self.of_asked == at] @ vectors.T).max(axis=1)
        ordered = (self.answers[at].asked[place] for place in np.argsort(-nearness, kind="stable"))
        wording = next((one for one in ordered if one.casefold() not in but), "")
        return f"{wording} {self.text_of(at)}".strip()

    def nearest(
        self, question: str, vector: Vectors, found: Sequence[RetrievedPassage], but_near: int = -1
    ) -> tuple[int, Features]:
        """Return the nearest answer, by its place, and the features by which it is judged.

        Parameters
        ----------
        question : str
            What is asked.
        vector : array
            Of the question, shape ``(dimension,)``.
        found : sequence of RetrievedPassage
            What was found for it.
        but_near : int
            A question that looks alike and is left out, when the models are taught with it.
        """
        ranking = self.ranking(vector, found)
        at = int(np.argmax(ranking @ self._model.rank))
        row = self._features(question, at, vector, ranking, but_near)
        return at, np.array([*row, self._nearness(question, at)], dtype=np.float32)

    def _features(self, question: str, at: int, vector: Vectors, ranking: Features, but_near: int = -1) -> list[float]:
        """Return what is known of an answer before it is read: how near it is, and what it lacks."""
        scores = ranking @ self._model.rank
        near = self._model.near @ vector
        if but_near >= 0:
            near[but_near] = -1.0
        nearest = ranking[at, 0]
        return [
            *ranking[at],
            scores[at] - float(np.delete(scores, at).max(initial=0.0)),
            max(0.0, float(near[self.of_near == at].max(initial=-1.0)) - nearest),
            max(0.0, float(near.max(initial=-1.0)) - nearest),
            *self._differences(question, at),
        ]

    def ranking(self, vector: Vectors, found: Sequence[RetrievedPassage]) -> Features:
        """Return what answers are ranked by; shape ``(n_answers, 5)``.

        The nearest wording, the three nearest, all of them, the answer's own text, and what was found that it rests on.
        """
        asked = self._model.asked @ vector
        by_answer = np.full((len(self.answers), max(self._model.n_asked)), np.nan, dtype=np.float32)
        by_answer[self.of_asked, self._column] = asked
        ordered = -np.sort(-by_answer, axis=1)  # what is missing goes last
        columns = (
            ordered[:, 0],
            np.nanmean(ordered[:, :3], axis=1),
            np.nanmean(ordered, axis=1),
            self._model.texts @ vector,
            self._rests_on(found),
        )
        return np.column_stack(columns).astype(np.float32)

    @cached_property
    def _column(self) -> NDArray[np.int64]:
        return (
            np.concatenate([np.arange(n) for n in self._model.n_asked]) if self.answers else np.zeros(0, dtype=np.int64)
        )

    @cached_property
    def _bound(self) -> dict[tuple[str, str], set[int]]:
        """The answers that rest on a sentence, by its source and key."""
        bound: dict[tuple[str, str], set[int]] = {}
        for at, answer in enumerate(self.answers):
            for sentence in answer.sentences:
                for binding in sentence.bindings:
                    bound.setdefault((binding.source_id, binding.key), set()).add(at)
        return bound

    @cached_property
    def _n_bound(self) -> Features:
        counts = [len({b.key for sentence in answer.sentences for b in sentence.bindings}) for answer in self.answers]
        return np.maximum(np.array(counts, dtype=np.float32), 1.0)

    def _rests_on(self, found: Sequence[RetrievedPassage]) -> Features:
        """Return how much of what was found each answer rests on; the higher it was ranked the more."""
        weight = np.zeros(len(self.answers), dtype=np.float32)
        for hit in found[:N_READ]:
            for at in self._rest_on(hit.passage):
                weight[at] += 1 / (_FIRST_RANKS + hit.rank)
        return np.asarray(weight / np.sqrt(self._n_bound), dtype=np.float32)

    def _rest_on(self, passage: Passage) -> frozenset[int]:
        """Return the answers that rest on a sentence of a passage."""
        known = self._resting.get(passage.passage_id)
        if known is None:
            keys = ((passage.source_id, key) for key, _ in sentence_spans(passage))
            known = frozenset(at for key in keys for at in self._bound.get(key, ()))
            self._resting[passage.passage_id] = known
        return known

    def _nearness(self, question: str, at: int) -> float:
        """Return how near a reranker finds an answer; 0 without one."""
        return float(self._reranker.score(question, [self.text_of(at)])[0]) / 10 if self._reranker else 0.0

    def text_of(self, at: int) -> str:
        """Return what an answer says, by its place."""
        return " ".join(sentence.text for sentence in self.answers[at].sentences)

    @cached_property
    def _stems(self) -> list[list[frozenset[str]]]:
        """The stems of each wording of each answer, and last those of what it says."""
        return [
            [frozenset(tokens(text)) for text in (*one.asked, self.text_of(at))] for at, one in enumerate(self.answers)
        ]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """How telling a stem is: the fewer answers know it, the more."""
        counts: dict[str, int] = {}
        for stems in self._stems:
            for stem in frozenset().union(*stems):
                counts[stem] = counts.get(stem, 0) + 1
        return {stem: float(np.log((len(self.answers) + 1) / n)) for stem, n in counts.items()}

    def _differences(self, question: str, at: int) -> tuple[float, ...]:
        """Return what the question says that no wording of the answer says."""
        known = frozenset().union(*self._stems[at])
        asked = self.answers[at].asked
        stems = set(tokens(question))
        weight = {stem: self._rarity.get(stem, float(np.log(len(self.answers) + 1))) for stem in stems}
        numbers = set(_NUMBER.findall(question)) - set(_NUMBER.findall(" ".join(asked)))
        negated = bool(_NOT.search(question)) - float(np.mean([bool(_NOT.search(one)) for one in asked]))
        return (
            sum(weight[stem] for stem in stems - known) / max(sum(weight.values()), 1e-6),
            max((weight[stem] for stem in stems - known), default=0.0) / 7,
            float(len((stems - known) & _TURNS_ON)),
            float(bool(numbers)),
            abs(negated),
        )


def _likely(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))


def logit(features: Features, weights: Features) -> float:
    """Return what a linear model makes of features; its bias stands last."""
    return float(features @ weights[:-1] + weights[-1])


def load_matcher(
    embedder: Embedder, reranker: Reranker | None = None, reader: AnswerReader | None = None
) -> QuestionMatcher:
    """Return what finds short answers with an embedder; with one that the model was not taught for, it finds none."""
    model = load_match_model()
    by_id = {answer.answer_id: answer for answer in load_short_answers()} if embedder.name == model.embedder else {}
    known = [by_id[answer_id] for answer_id in model.answer_ids if answer_id in by_id]
    answers = known if len(known) == len(model.answer_ids) else ()
    encoder = load_answer_encoder() if answers else embedder
    chooser = chooser_of(model.answer_ids) if answers and reader is not None else None
    return QuestionMatcher(answers, model, encoder, reranker=reranker, reader=reader, chooser=chooser)
