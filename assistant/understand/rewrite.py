"""A follow-up and its conversation become a question that stands alone; the result is shown, so that it can be corrected.

Without a model by rules: a question leans on the conversation if it points to something that it does not name itself. What it
then takes over is in assistant/understand/follow_up.py. A model words it instead, if there is one, and adds three searches and a
passage as it might stand in guidance: to search with a made-up passage too is HyDE (Gao et al. 2022). The gates
see the person's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from assistant.errors import ChatModelError, ChatModelMalformed, ChatModelRefused
from assistant.llm import ChatModel, ask_for, render
from assistant.safety import any_of
from assistant.types import Question
from assistant.understand.follow_up import brought_up_to_date, edition_named, resolved, story
from assistant.understand.question_type import asked_part, asks
from corpus.index import tokens

_NEW_SUBJECT = any_of(
    r"\b(?:different|another|new|separate|unrelated|other) (?:\w+ )?"
    r"(?:child|pupil|student|family|case|question|topic|subject|issue|matter|one|thing)\b(?![^.?!]*\b(?:same|too|as well)\b)",
    r"\b(?:moving on|change of subject|on another note|something else entirely|unrelated(?:ly)?)\b",
)
_CONTINUES = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|ok(?:ay)?|right|thanks?(?: you)?|yes|no|well|hmm|plus)\b[\s,.–-]*)+", re.IGNORECASE
)
_ELLIPTIC = any_of(
    r"^\W*(?:(?:and|but|so|ok|then) )*(?:what|how) (?:if|about)\b",
    r"^\W*(?:(?:and|but|so|ok) )*(?:if|when|for|in|with|why|how soon|how long|same)\b",
    r"\bthe 20\d\d (?:edition|version|one)\b",
    r"\b(?:does|do|is|would|will|did) (?:that|it|this|the same)\b(?! (?:mean|child|pupil|girl|boy)\b)",
)
_POINTS = any_of(
    r"\b(?:he|she|they|him|her|them|his|their|hers|theirs|it|its|those|these)\b",
    r"\b(?:hes|shes|theyre|he[’']s|she[’']s|they[’']re|he[’']d|she[’']d|they[’']d|he[’']ll|she[’']ll)\b",
    r"\b(?:do|does|did|is|about|with|to|of|for|after|by|in|than|like|decides?) (?:that|this)\b(?! \w+ (?:is|was|are|has)\b)",
    r"\b(?:though|still|instead|(?<!nothing\s)else|either|again|anyway|same)\b",
    r"\bthe (?:referral|notification|child|girl|boy|parents?|mum|dad|father|mother|file|meeting|conference|report|form|call|email"
    r"|other (?:parent|child|school|one)|assessment|enquir\w+|plan|social worker)\b",
)
_EMPTY_IT = re.compile(
    r"\b(?:is|was|would) it (?:(?!enough)\w+ ){1,3}(?:to|that|for|if|when)\b|\bit(?:[’']s| is) (?:ok|true|a)\b",
    re.IGNORECASE,
)
_NAMES_ITS_SUBJECT = re.compile(
    r"^\W*(?:what|who)(?:[’']s| is| are|s) (?!that|this|it|he|she|they|next|the )\w+|^\W*define\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:i|we)\b", re.IGNORECASE)
_OWN_PERSON = re.compile(
    r"\b(?:an?|one of (?:our|my)|two|three|our|my|some|any|every|each|all) (?:\w+ ){0,3}"
    r"(?:boy|girl|lad|child|children|pupils?|students?|mum|dad|mother|father|parents?|staff|teacher|caretaker|cook|head|colleague|governor|coach|school|schools"
    r"|baby|sibling|family)\b",
    re.IGNORECASE,
)
_FEW_WORDS, _MANY_WORDS = 3, 60
_FEWEST_STEMS = 3  # fewer, of somebody’s who asks what to do, and the same holds
_FEW_STEMS = 4  # fewer words of its own, after "and", and a question is about what came before
_N_TURNS = 3
_CARRIED_WORDS = 70  # what the embedder reads before the question itself
_N_MODEL_TURNS = 6
_TURN_CHARS = 600
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]


class _RewriteReply(BaseModel):
    """The model's answer."""

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600)]
    queries: list[_Line] = Field(min_length=3, max_length=3)
    passage: Annotated[str, StringConstraints(strip_whitespace=True, min_length=20, max_length=1200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """What to search with.

    Parameters
    ----------
    question : str
        The question as it stands alone; shown, so that it can be corrected.
    queries : tuple of str
        Three searches in the words of guidance.
    passage : str
        About sixty words that would answer it; never shown.
    """

    question: str
    queries: tuple[str, ...]
    passage: str
    prompt_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How a question was understood.

    Parameters
    ----------
    question : str
        Standing alone; shown, so that it can be corrected.
    queries : tuple of str
        Further searches, where a model gave some.
    prompt_id : str
        The version of the prompt, where a model was asked.
    failed : ChatModelError or None
        Why the model cannot be asked again for this question: one that is down or over its time is not waited for twice.
    """

    question: str
    queries: tuple[str, ...] = ()
    prompt_id: str = ""
    failed: ChatModelError | None = None


def understand(question: Question, model: ChatModel | None = None) -> Understood:
    """Return the question so that it stands alone; with a model also further searches, and its wording of a follow-up."""
    alone = standalone(question)
    if model is None:
        return Understood(question=alone)
    try:
        reworded = reword(question, model)
    except (ChatModelMalformed, ChatModelRefused):
        return Understood(question=alone)
    except ChatModelError as error:
        return Understood(question=alone, failed=error)
    return Understood(
        question=reworded.question if question.history else alone,
        queries=(*reworded.queries, reworded.passage),
        prompt_id=reworded.prompt_id,
    )


def reword(question: Question, model: ChatModel) -> Reworded:
    """Ask a model how to search for a question; a ``ChatModelError`` says why nothing that it returns can be used."""
    prompt = render(
        "rewrite",
        history="\n".join(
            f"{turn.role}: {_line(turn.content)[:_TURN_CHARS]}" for turn in question.history[-_N_MODEL_TURNS:]
        )
        or "(none)",
        question=_line(question.text),
    )
    reply = ask_for(_RewriteReply, model, prompt)
    return Reworded(
        question=_line(reply.question),
        queries=tuple(_line(query) for query in reply.queries),
        passage=_line(reply.passage),
        prompt_id=prompt.prompt_id,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def standalone(question: Question) -> str:
    """Return the question as it can be understood without the conversation, which is unchanged if it leans on nothing.

    What came before stands first, as far as there is room: the person's own words, without the answers.
    """
    earlier = [_line(turn.content) for turn in question.history if turn.role == "user"]
    text = _line(question.text)
    if not earlier or not leans(text):
        return text
    context = " ".join(_sentence(part) for part in _context(earlier, text)).split()[-_CARRIED_WORDS:]
    text = edition_named(text, " ".join(context))
    carried = brought_up_to_date(" ".join(context), text)
    return f"{carried} {resolved(text, carried)}"


def leans(text: str) -> bool:
    """Whether a question cannot be understood without what came before it."""
    words, stems = text.split(), set(tokens(_CONTINUES.sub("", text)))
    if _NEW_SUBJECT.search(text) or len(words) > _MANY_WORDS:
        return False
    pointing = _EMPTY_IT.sub(" ", text)
    if len(words) <= _FEW_WORDS or (len(stems) < _FEWEST_STEMS and _MINE.search(text)):
        return not _NAMES_ITS_SUBJECT.match(text)
    if _ELLIPTIC.search(pointing):
        return True
    points, own = _POINTS.search(pointing), _OWN_PERSON.search(pointing)
    if points and not (own and own.start() < points.start()):
        return True
    return _CONTINUES.match(text) is not None and len(stems) < _FEW_STEMS


def _context(earlier: Sequence[str], text: str) -> list[str]:
    """Return what is taken over: of the last turn all that the question needs, of those it leaned on their story."""
    last = earlier[-1]
    parts = [last if _ELLIPTIC.search(text) or len(text.split()) <= _FEW_WORDS else story(last)]
    for turn, before in zip(reversed(earlier), list(reversed(earlier))[1:_N_TURNS], strict=False):
        if asks(asked_part(turn)) and not leans(turn):
            break
        parts.insert(0, story(before))
    return parts


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
