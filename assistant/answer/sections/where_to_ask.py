"""Whom to ask, in words: our sentences about one kind of question, each with where it was read."""

from __future__ import annotations

from assistant import messages
from corpus.register import Register
from corpus.statements import ReviewedSentence, WhomToAsk

_DIGEST = "digest-"


def where_to_ask(kind: WhomToAsk, register: Register) -> str:
    """Return whom to ask about one kind of question, as one paragraph.

    Parameters
    ----------
    kind : WhomToAsk
        The kind.
    register : Register
        Has what editions are called.
    """
    return messages.WHERE_TO_ASK.format(whom=" ".join(with_place(one, register) for one in kind.says))


def with_place(sentence: ReviewedSentence, register: Register) -> str:
    """Return a sentence with the place on paper that bears it out, or marked as a rule of ours."""
    if sentence.ours:
        return messages.OUR_RULE.format(text=sentence.text)
    places = dict.fromkeys(f"{_name(one.source_id, register)}, {one.where}" for one in sentence.bindings)
    return f"{sentence.text.removesuffix('.')} ({'; '.join(places)})."


def _name(source_id: str, register: Register) -> str:
    """Return how an edition, or a digest of ours, is called."""
    if source_id.startswith(_DIGEST):
        return f"our digest “{source_id.removeprefix(_DIGEST).replace('-', ' ')}”"
    source = register.get(source_id)
    return source.name if source is not None else source_id
