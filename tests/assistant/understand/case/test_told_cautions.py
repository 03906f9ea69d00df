"""What never to do is shown where a pattern finds it, or where two models agree."""

from __future__ import annotations

import pytest

from assistant.safety import cautions_of
from assistant.understand import cautions_told
from corpus.models import SentenceTransformerEmbedder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They have booked her a ticket and she is to meet her husband when she lands. She is fifteen.", "honour"),
        (
            "She left him in the night with a bin bag of clothes and both kids, and he does not know where they are.",
            "refuge",
        ),
        ("He grabbed her by the throat last night.", "strangulation"),
    ],
)
def test_what_is_told_is_cautioned(embedder: SentenceTransformerEmbedder, text: str, expected: str) -> None:
    assert expected in cautions_told(text, embedder)


@pytest.mark.parametrize(
    "text",
    [
        "Spoke to her. She said it's nothing and that if I ring home she'll stop coming to school. Do I have to tell someone?",
        "How do I record a disclosure made by a non-verbal pupil on their communication device?",
    ],
)
def test_what_only_one_model_hears_is_not(embedder: SentenceTransformerEmbedder, text: str) -> None:
    assert cautions_of(text, embedder), "else nothing is shown by this"
    assert cautions_told(text, embedder) == ()
