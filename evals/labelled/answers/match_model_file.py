"""The file of what was learned of short answers: wordings, answers and the questions that vote, as the encoder reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant.encoders import TaughtEncoder
from assistant.understand import KNOWN_VECTORS, SCALE, VECTORS, KnownQuestions, MatchModel, load_match_model
from corpus.models import BUNDLED_NAME
from corpus.statements import ShortAnswer, load_short_answers
from evals.labelled.answers.shown_questions import ShownQuestion, voting_questions

WEIGHTS = Path(__file__).parents[3] / "assistant" / "understand" / "short_answers.npz"
N_RANKED = 5  # features by which answers are ranked, at first alike


def known_questions(
    rows: Sequence[ShownQuestion], answers: Sequence[ShortAnswer], encoder: TaughtEncoder
) -> KnownQuestions:
    """Return questions that vote, with the answers that were chosen for them; those whose answers are no more are left out."""
    places = {answer.answer_id: at for at, answer in enumerate(answers)}
    rows = [row for row in rows if places.keys() & set(row.fits)]
    pairs = [(n, places[one]) for n, row in enumerate(rows) for one in row.fits if one in places]
    return KnownQuestions(
        asked=encoder.embed([row.text for row in rows]),
        told=encoder.embed([row.told or row.text for row in rows]),
        fits=np.array(pairs, dtype=np.int16).reshape(-1, 2),
    )


def voted_by_other_hands(
    rows: Sequence[ShownQuestion], answers: Sequence[ShortAnswer], encoder: TaughtEncoder
) -> Iterator[tuple[ShownQuestion, KnownQuestions]]:
    """Return questions, each with what votes when none by its own hand does.

    Yields
    ------
    tuple of ShownQuestion and KnownQuestions
    """
    ids = {answer.answer_id for answer in answers}
    voting = [row for row in voting_questions() if ids & set(row.fits)]
    known = known_questions(voting, answers, encoder)
    for hand in dict.fromkeys(row.hand for row in rows):
        others = np.array([row.hand != hand for row in voting])
        theirs = replace(
            known,
            asked=known.asked * others[:, None],  # what is nought is near nothing
            told=known.told * others[:, None],
            fits=known.fits[others[known.fits[:, 0]]],
        )
        yield from ((row, theirs) for row in rows if row.hand == hand)


def untaught_model(answers: Sequence[ShortAnswer], encoder: TaughtEncoder) -> MatchModel:
    """Return a model of answers and of the questions that vote, as the encoder reads them, in which nothing is weighed yet."""
    return MatchModel(
        embedder=BUNDLED_NAME,
        answer_ids=tuple(answer.answer_id for answer in answers),
        n_asked=tuple(len(answer.asked) for answer in answers),
        n_near=tuple(len(answer.near) for answer in answers),
        asked=encoder.embed([text for answer in answers for text in answer.asked]),
        near=encoder.embed([text for answer in answers for text in answer.near]),
        texts=encoder.embed([" ".join(one.text for one in answer.sentences) for answer in answers]),
        known=known_questions(voting_questions(), answers, encoder),
        rank=np.ones(N_RANKED, dtype=np.float32),
        sure=np.zeros(1, dtype=np.float32),
        read=np.zeros(1, dtype=np.float32),
        told=np.zeros(1, dtype=np.float32),
    )


def read_wordings(encoder: TaughtEncoder, to: Path) -> None:
    """Embed wordings, answers and the questions that vote as they are now, and keep the weights that were learned."""
    learned = load_match_model()
    now = untaught_model(load_short_answers(), encoder)
    save_model(replace(now, rank=learned.rank, sure=learned.sure, read=learned.read, told=learned.told), to)


def save_model(model: MatchModel, to: Path) -> None:
    """Write a model, its vectors as whole numbers."""
    vectors = {name: getattr(model, name) for name in VECTORS}
    vectors |= dict(zip(KNOWN_VECTORS, (model.known.asked, model.known.told), strict=True))
    whole: dict[str, Any] = {name: np.round(of * SCALE).astype(np.int8) for name, of in vectors.items()}
    np.savez_compressed(
        to,
        embedder=np.array(model.embedder),
        answer_ids=np.array(model.answer_ids),
        n_asked=np.array(model.n_asked, dtype=np.int16),
        n_near=np.array(model.n_near, dtype=np.int16),
        **whole,
        known_fits=model.known.fits,
        rank=model.rank,
        sure=model.sure,
        read=model.read,
        told=model.told,
    )
