"""Words to say, where words are asked for: a few lines for whom they are meant, and what never to say.

Whose words are wanted comes from assistant/understand/words_asked.py, and the words from corpus/statements/words.toml. They stand
beside what else we say, and nothing is quoted on what they answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection
from assistant.answer.recognised import Recognised
from assistant.understand import may_ask_for_words, words_asked
from corpus.statements import ReviewedSentence, SpokenWords, load_spoken_words


def with_words(found: Recognised, message: str, whole: str) -> Recognised:
    """Return what fits with the words that a message asks for.

    Parameters
    ----------
    found : Recognised
        What fits without them.
    message : str
        What is asked.
    whole : str
        The message with what it goes on with.

    Raises
    ------
    ModelError
        If the encoder that reads whom they are for does not load.
    """
    wanted = words_asked(message, whole)
    if not wanted:
        return found
    parts = tuple(replace(one, words=_asks_for_them(one.part.words, wanted)) for one in found.parts)
    return replace(found, parts=parts, words=tuple(load_spoken_words()[one] for one in dict.fromkeys(wanted.values())))


def _asks_for_them(asked: str, wanted: Mapping[str, str]) -> bool:
    """Whether what is asked asks for words, and for such as there are: its sentence does, or one of those it was joined from."""
    line = " ".join(asked.split())
    sentences = (" ".join(sentence.split()) for sentence in wanted)
    return any(line in one or one in line for one in sentences) and may_ask_for_words(asked)


def words_sections(
    words: Sequence[SpokenWords], bound: BoundSentences, allowed: Collection[str]
) -> tuple[DraftSection, ...]:
    """Return a section for each listener: the lines, and what never to say.

    Parameters
    ----------
    words : sequence of SpokenWords
        What could be said.
    bound : BoundSentences
        Finds what bears a sentence out in this library.
    allowed : collection of str
        The sources that may answer.
    """
    return tuple(
        DraftSection(
            heading=messages.WORDS_HEADING.format(to=one.to),
            sentences=bound.drafts((*one.says, _instead_of_said(one.never)), allowed),
        )
        for one in words
    )


def _instead_of_said(never: ReviewedSentence) -> ReviewedSentence:
    """Return what never to say, marked so that nobody takes it for a line to speak."""
    return replace(never, text=messages.NOT_IN_WORDS.format(text=never.text))
