"""A chat model's reply to data: the JSON in it, whatever stands around it, or an error that says what is wrong with it."""

from __future__ import annotations

import re
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import ChatModelMalformed, ChatModelRefused
from assistant.llm.chat_model import QUOTED_INSTEAD, ChatModel
from assistant.llm.prompts import Prompt

Reply = TypeVar("Reply", bound=BaseModel)

_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_DECLINES = re.compile(
    r"\bi(?:['’]m| am) (?:sorry|unable|not able)\b|\bi (?:can(?:no|['’])t|won['’]t|will not|must decline)\b",
    re.IGNORECASE,
)


def ask_for(kind: type[Reply], model: ChatModel, prompt: Prompt) -> Reply:
    """Ask for JSON of a kind and read it, whatever stands around it: a code fence, thoughts, a greeting.

    Parameters
    ----------
    kind : type of pydantic.BaseModel
        What the answer must be.
    model : ChatModel
        Who is asked.
    prompt : Prompt
        What is asked.

    Raises
    ------
    ChatModelRefused
        If the model says that it will not answer.
    ChatModelMalformed
        If its answer is not of that kind.
    """
    text = _THOUGHT.sub("", model.complete(prompt.system, prompt.user))
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        if not text.strip() or _DECLINES.search(text[:300]):
            raise ChatModelRefused("the chat model declined to answer", QUOTED_INSTEAD)
        raise ChatModelMalformed("the chat model’s answer is not in the form asked for", QUOTED_INSTEAD)
    try:
        return kind.model_validate_json(text[start : end + 1])
    except ValidationError as error:
        raise ChatModelMalformed("the chat model’s answer is not in the form asked for", QUOTED_INSTEAD) from error
