"""Whether words to say are wanted, and to whom: “what do I actually say to her?”, “give me a line for reception”.

Two small models, taught messages by many hands (evals/questions/words.jsonl). The first says of a sentence whether it asks for
words, from its own words in a row. Where one does, the bundled encoder reads it with the message, and says for which listener and
wish (assistant/encoders/named_encoder.py). ``python -m evals words --train`` makes both anew.
"""

from __future__ import annotations

from importlib import resources

import numpy as np

from assistant.encoders import NamedEncoder, WordRows, log_odds, read_named_encoder, read_word_rows
from assistant.understand.asked_parts import sentences_as_typed
from corpus.once import once

SURE_OF_ASKING, SURE_OF_BOTH = 0.25, 1.2
"""How likely it must be that a sentence asks for words, from 0 to 1; and that and the listener together, in log odds added up.

Who surely asks needs a less sure listener. A listener must be likelier than not in any case (docs/evaluation/answers.md).
"""
_MOST = 2  # listeners of one message
_FILE = "words_asked.npz"
_STRETCH, _STEP = 16, 5  # words of a long sentence that are read at once, and from one such stretch to the next
_LAST_WORDS = 110  # of a message, read with the sentence that asks


@once
def load_asking_model() -> WordRows:
    """Load what comes with the project; it says how likely a sentence asks for words."""
    with resources.files("assistant.understand").joinpath(_FILE).open("rb") as file, np.load(file) as stored:
        return read_word_rows(stored)


@once
def load_listener_encoder() -> NamedEncoder:
    """Load the encoder that comes with the project.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """
    return read_named_encoder("assistant.understand", _FILE)


def words_asked(message: str, whole: str = "") -> dict[str, str]:
    """Return the sentences of a message that ask for words, each with the id of the words in corpus/statements/words.toml.

    Of the words for more than two listeners, the two that are likeliest.

    Parameters
    ----------
    message : str
        What is asked.
    whole : str
        The message with what it goes on with, if that is more.

    Raises
    ------
    ModelError
        As ``load_listener_encoder`` does, where a sentence asks for words.
    """
    found = ((sentence, *_asking_most(sentence)) for sentence in sentences_as_typed(message))
    asking = [one for one in found if one[2] >= SURE_OF_ASKING]
    if not asking:
        return {}
    known = load_listener_encoder()
    read = known.encoder.log_odds([with_its_story(asked, whole or message) for _, asked, _ in asking])
    wanted = {
        sentence: (known.names[int(odds.argmax())], float(odds.max()))
        for (sentence, _, likely), odds in zip(asking, read, strict=True)
        if odds.max() >= max(0, SURE_OF_BOTH - log_odds(likely))
    }
    surest = sorted(wanted.values(), key=lambda one: one[1], reverse=True)
    kept = list(dict.fromkeys(words_id for words_id, _ in surest))[:_MOST]
    return {sentence: words_id for sentence, (words_id, _) in wanted.items() if words_id in kept}


def may_ask_for_words(text: str) -> bool:
    """Whether some words of a text may ask for words to say."""
    return _asking_most(text)[1] >= SURE_OF_ASKING


def _asking_most(text: str) -> tuple[str, float]:
    """Return the stretch of a text that is likeliest to ask for words, and how likely that is, from 0 to 1."""
    likely = {one: load_asking_model().likely(one) for one in _stretches(text)}
    most = max(likely, key=lambda one: likely[one])
    return most, likely[most]


def _stretches(sentence: str) -> list[str]:
    """Return a sentence, or of a long one stretches that overlap: who dictates asks in the midst of what is told."""
    words = sentence.split()
    if len(words) <= _STRETCH:
        return [sentence]
    return [" ".join(words[at : at + _STRETCH]) for at in range(0, len(words) - _STRETCH + _STEP, _STEP)]


def with_its_story(sentence: str, message: str) -> str:
    """Return a sentence that asks with the end of its message, as the encoder reads it."""
    return f"{' '.join(sentence.split())} | {' '.join(message.split()[-_LAST_WORDS:])}"
