"""Teach the tagger of details (assistant/safety/details/detail_tagger.py): additions of low rank to the encoder, and a head.

``python -m evals train-details`` reads what teaches of evals/questions/details.jsonl and messages.jsonl, and questions that hold
no detail, teaches a tagger without some hands, chooses on this from which likelihood a word is taken, prints what it measured,
and writes assistant/safety/details/detail_tagger.npz and its hash. The same messages on the same machine give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy.sparse import csr_matrix
from torch import nn
from torch.nn import functional

from assistant.encoders import low_rank_layers
from assistant.safety import (
    LIKE_A_NAME,
    N_DETAIL_LABELS,
    N_FEATURES,
    N_LETTER_BUCKETS,
    ON_LISTS,
    DetailTagger,
    Redactor,
    found_by_rules,
    label_scores,
    letter_buckets,
    places_of_words,
    shortened_encoder,
    tagged,
    windows_of,
    word_features,
)
from corpus.pii import DetailKind, Span, fold, name_lists
from corpus.practice import load_practice
from evals.labelled import low_rank
from evals.labelled.details.detail_lessons import DetailLesson, changed, lesson_of
from evals.labelled.details.redaction_scores import (
    DETAILS,
    MESSAGES,
    LabelledMessage,
    pii_table,
    read_messages,
    score_pii,
)
from evals.labelled.hearing_messages import HEARING, GateMessage
from evals.labelled.labelled_sets import read_labelled

WEIGHTS = Path(__file__).parents[3] / "assistant" / "safety" / "details" / "detail_tagger.npz"
_EPOCHS = 16
_RATE, _HEAD_RATE = 7e-4, 2e-3
_DROPOUT = 0.1
_LIST_DROPOUT = 0.15  # of words: those of other hands are on fewer lists
_RULE_DROPOUT = 0.5  # of messages: the tagger is to doubt rules, so it must find details without them
LEFT_OUT = frozenset({
    "d5",
    "k10",
    "k17",
    "k19",
})  # hands that teach nothing and on which the two likelihoods are chosen
PLAIN_HAND = "k19"  # of these, one whose messages hold no detail and were not written to look as if they did
_N_CLEAN = 1000  # of the clean texts that each epoch has beside the lessons
_PLAIN = frozenset({
    "answerable",
    "missing",
    "outside",
})  # kinds of hearing.jsonl that ask about rules, not about somebody
_TAKE = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_CLEAR = (0.01, 0.03, 0.1, 0.3, 0.5)
_TOUCHED = 0.02  # of the plain hand's messages, the share that may be touched
_IGNORED = -100

KINDS = tuple(DetailKind)
Learned = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A lesson as the encoder takes it: its words, their features and the label of each."""

    words: list[str]
    features: NDArray[np.float32]
    labels: NDArray[np.int64]


def letter_weights() -> NDArray[np.float32]:
    """Return what each run of letters says for a name, learned from the lists of names and of words."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  # a second that scoring need not pay

    lists = name_lists()
    names = sorted(name for name in lists.given | lists.surnames | (lists.ambiguous - lists.hard) if name.isalpha())
    words = sorted(
        word for word in (lists.ordinary | lists.spoken | lists.typed) - lists.given - lists.ambiguous if word.isalpha()
    )
    found = [letter_buckets(key) for key in (*names, *words)]
    ends = np.cumsum([0, *map(len, found)])
    rows = csr_matrix((np.ones(ends[-1]), np.concatenate(found), ends), shape=(len(found), N_LETTER_BUCKETS))
    model = LogisticRegression(C=0.1, class_weight="balanced", max_iter=300, fit_intercept=False)
    model.fit(rows, np.arange(len(found)) < len(names))
    return np.asarray(model.coef_[0], dtype=np.float32)


def prepare(lesson: DetailLesson, letters: NDArray[np.float32], drawn: np.random.Generator | None = None) -> Prepared:
    """Return a lesson as the encoder takes it; with chance, some of what lists and rules say is left out."""
    places = places_of_words(lesson.text)
    ruled = found_by_rules(lesson.text).spans
    features = word_features(lesson.text, places, ruled, letters)
    labels = np.zeros(len(places), dtype=np.int64)
    if not lesson.schools_marked:
        labels[_within(places, [span for span in ruled if span.kind is DetailKind.SCHOOL])] = _IGNORED
    for span in lesson.spans:
        within = _within(places, [span])
        labels[within] = 1 + len(KINDS) + KINDS.index(span.kind)
        labels[within[:1]] -= len(KINDS)
    words = [lesson.text[start:end] for start, end in places]
    return Prepared(words=words, features=_forgotten(words, features, drawn) if drawn else features, labels=labels)


def _within(places: Sequence[tuple[int, int]], spans: Sequence[Span]) -> list[int]:
    """Return which words lie in a span by half or more."""
    return [
        at
        for at, (start, end) in enumerate(places)
        if any(2 * (min(end, span.end) - max(start, span.start)) >= end - start for span in spans)
    ]


def _forgotten(words: Sequence[str], features: NDArray[np.float32], drawn: np.random.Generator) -> NDArray[np.float32]:
    """Return features as if some words stood on no list, and as if rules had not found some."""
    unlisted = {key for key in sorted({fold(word) for word in words}) if drawn.random() < _LIST_DROPOUT}
    features = features.copy()
    for row, word in zip(features, words, strict=True):
        if fold(word) in unlisted and word.isalpha() and len(word) > 3:
            row[ON_LISTS] = 0
            row[LIKE_A_NAME - 1] = 1
            row[LIKE_A_NAME + 1] = row[LIKE_A_NAME]
    if drawn.random() < _RULE_DROPOUT:
        features[:, LIKE_A_NAME + 2 :] = 0
    return features


class _Tagger(nn.Module):
    """The bundled encoder's transformer with additions, and the two layers that are taught beside it."""

    def __init__(self) -> None:
        super().__init__()
        encoder = shortened_encoder()
        low_rank.add_to(encoder, list(low_rank_layers(encoder)))
        self.encoder, self.tokenizer = encoder, encoder.tokenizer
        width = encoder.get_embedding_dimension()
        self.into = nn.Linear(N_FEATURES, width, bias=False)
        self.head = nn.Linear(width + N_FEATURES, N_DETAIL_LABELS)
        nn.init.normal_(self.into.weight, std=0.01)

    def forward(self, prepared: Sequence[Prepared]) -> torch.Tensor:
        """Return the scores of labels for every word of some lessons."""
        windows = windows_of(self.tokenizer, [one.words for one in prepared])
        features = torch.from_numpy(np.concatenate([one.features for one in prepared]))
        model = self.encoder[0].auto_model
        scores: torch.Tensor = label_scores(model, self._dropped, self.into, windows, features)
        return scores

    def _dropped(self, given: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.head(functional.dropout(given, _DROPOUT, self.training))
        return scores

    def learned(self) -> Learned:
        """Return what was learned, as ``DetailTagger`` takes it."""
        taught = {
            "head.weight": self.head.weight, "head.bias": self.head.bias, "into.weight": self.into.weight,
            **dict(low_rank.added(self.encoder)),
        }  # fmt: skip
        return {name: weights.detach().numpy().astype(np.float16) for name, weights in taught.items()}


def teach(lessons: Sequence[DetailLesson], clean: Sequence[DetailLesson], seed: int = 0) -> Learned:
    """Teach the bundled encoder which words are details.

    Parameters
    ----------
    lessons : sequence of DetailLesson
        Messages with their details; in each epoch but the first, copies of them.
    clean : sequence of DetailLesson
        More that hold no detail; some of them in each epoch.
    seed : int
        For the order, for the copies, and for where the additions start from.

    Returns
    -------
    dict of str to array
        What ``DetailTagger`` takes, without its thresholds.
    """
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    letters = letter_weights()
    model = _Tagger()
    added = [some for _, some in low_rank.added(model.encoder)]
    optimizer = torch.optim.AdamW(
        [
            {"params": added, "lr": _RATE},
            {"params": [*model.head.parameters(), *model.into.parameters()], "lr": _HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    n = len(lessons) + min(_N_CLEAN, len(clean))
    rate = low_rank.decaying(optimizer, _EPOCHS * -(-n // low_rank.BATCH))
    model.train()
    for prepared in _epochs(lessons, clean, letters, drawn):
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(prepared)
        labels = torch.from_numpy(np.concatenate([one.labels for one in prepared]))
        loss = functional.cross_entropy(scores.float(), labels, ignore_index=_IGNORED)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(added, 1.0)
        optimizer.step()
        rate.step()
    return {"letters": letters.astype(np.float16), **model.learned()}


def _epochs(
    lessons: Sequence[DetailLesson],
    clean: Sequence[DetailLesson],
    letters: NDArray[np.float32],
    drawn: np.random.Generator,
) -> Iterator[list[Prepared]]:
    """Return batch after batch of lessons, each epoch with copies of its own.

    Yields
    ------
    list of Prepared
    """
    for epoch in range(_EPOCHS):
        some = [*lessons, *(clean[at] for at in drawn.permutation(len(clean))[:_N_CLEAN])]
        copies = [changed(lesson, drawn) if epoch else lesson for lesson in some]
        for batch in low_rank.batches([len(copy.text) for copy in copies], drawn):
            prepared = [prepare(copies[at], letters, drawn) for at in batch]
            yield [one for one in prepared if one.words]


def thresholds(learned: Learned, messages: Sequence[LabelledMessage]) -> Mapping[str, float]:
    """Return ``take`` and ``clear`` with which most details of some messages are found and few of the plain ones touched."""
    tagger = DetailTagger({**learned, "take": np.array(1.0), "clear": np.array(0.0)})
    likely = {
        message.text: tagger.likelihoods(
            message.text, places_of_words(message.text), found_by_rules(message.text).spans
        )
        for message in messages
    }

    plain = [message for message in messages if message.hand == PLAIN_HAND]

    def measured(take: float, clear: float) -> tuple[bool, float, float]:
        def tag(text: str, _: Sequence[Span]) -> Any:
            return tagged(text, places_of_words(text), likely[text], take, clear)

        scores, of_plain = (score_pii(some, lambda text: Redactor(tag=tag).redact(text)) for some in (messages, plain))
        found = scores.found.mean if scores.found else 0.0
        touched = of_plain.clean_touched.mean
        return touched <= _TOUCHED, found if touched <= _TOUCHED else -touched, -scores.clean_touched.mean

    take, clear = max(((take, clear) for take in _TAKE for clear in _CLEAR), key=lambda two: measured(*two))
    return {"take": take, "clear": clear}


def taught_messages() -> tuple[LabelledMessage, ...]:
    """Return the messages that teach."""
    return (*read_messages(DETAILS, "tune"), *read_messages(MESSAGES, "tune"))


def clean_lessons() -> tuple[DetailLesson, ...]:
    """Return questions about rules, in which rules and lists find nobody: staff's, and those of hands that teach the gates."""
    asked = [question for row in load_practice().questions for question in row.questions]
    heard = [row.text for row in read_labelled(HEARING, TypeAdapter(GateMessage), "tune") if row.kind in _PLAIN]
    texts = [text for text in dict.fromkeys((*asked, *heard)) if not found_by_rules(text).spans]
    return tuple(DetailLesson(text=text, spans=(), hand="", schools_marked=False) for text in texts)


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what ``python -m evals train-details`` takes."""
    command.add_argument("--to", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights are written")


def trained(chosen: argparse.Namespace) -> str:
    """Teach, write the weights with their hash, and return what was measured on the hands left out."""
    messages = taught_messages()
    left_out = [message for message in messages if message.hand in LEFT_OUT]
    learned = teach([lesson_of(message) for message in messages if message.hand not in LEFT_OUT], clean_lessons())
    levels = thresholds(learned, left_out)
    learned |= {name: np.array(level) for name, level in levels.items()}
    write(learned, chosen.to)
    scores = score_pii(left_out, lambda text: Redactor(tag=DetailTagger(learned).tag).redact(text))
    taken = ", ".join(f"{name} {level}" for name, level in levels.items())
    return f"The hands left out ({', '.join(sorted(LEFT_OUT))}), {taken}:\n{pii_table(scores)}"


def write(learned: Learned, to: Path) -> None:
    """Write weights, and their hash beside them."""
    np.savez_compressed(to, allow_pickle=False, **learned)
    digest = hashlib.sha256(to.read_bytes()).hexdigest()
    to.with_suffix(".sha256").write_text(f"{digest}\n", encoding="ascii")
