"""The encoder of short answers: the wordings are kept as it reads them, and it tells answers apart better than the plain one."""

from __future__ import annotations

import numpy as np

from assistant.understand import load_answer_encoder, load_match_model
from corpus.models import SentenceTransformerEmbedder
from corpus.statements import load_short_answers


def test_wordings_are_kept_as_it_reads_them() -> None:
    texts = [answer.asked[0] for answer in load_short_answers()[:3]]
    model = load_match_model()
    kept = model.asked[np.cumsum((0, *model.n_asked[:2]))]
    np.testing.assert_allclose(kept, load_answer_encoder().embed(texts), atol=0.01)


def test_the_answer_to_a_wording_that_it_was_not_shown_is_among_the_nearest() -> None:
    asked = {
        "is he allowed to collect her while he is out on bail": "bail-and-collecting",
        "would it be adhd then or stuff at home": "trauma-or-adhd",
    }
    model, answers = load_match_model(), load_short_answers()
    of = np.repeat(np.arange(len(answers)), model.n_asked)
    for vector, answer_id in zip(load_answer_encoder().embed(list(asked)), asked.values(), strict=True):
        nearest = list(dict.fromkeys(answers[at].answer_id for at in of[np.argsort(-(model.asked @ vector))]))
        assert answer_id in nearest[:5]


def test_it_is_another_encoder_than_the_plain_one() -> None:
    texts = ["Is a child who hears abuse a victim?", "he only heard it through the wall, does that count"]
    taught, plain = load_answer_encoder().embed(texts), SentenceTransformerEmbedder().embed(texts)
    assert taught[0] @ taught[1] > plain[0] @ plain[1]
