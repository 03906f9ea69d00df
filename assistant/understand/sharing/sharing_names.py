"""Recipients by their names: “the nursery rang” as “the <nursery> rang”, so that a form need not know who there is."""

from __future__ import annotations

import re

from corpus.once import once
from corpus.statements import load_sharing, names_pattern

FAMILY = frozenset({"parent", "other-parent", "abusive-parent"})
"""The ids of parents."""
PARENT = "parent"
"""The id of a parent of whom no more is known."""
_NOBODY = ("designated officer", "lado", "data protection officer", "home office", "parents' evening", "parents evening",
           "head of safeguarding", "police car", "police station", "family court*", "family help",
           *(f"{whose} {who}*" for who in ("solicitor", "lawyer", "barrister", "law firm")  # the school’s adviser is no party’s
             for whose in ("our", "our own", "my", "school", "school's", "schools", "trust", "trust's", "trusts", "academy's")),
           *(f"{who} {by} {us}" for who in ("solicitor*", "lawyer*") for by in ("for", "acting for", "of")
             for us in ("us", "the school", "our school", "the trust", "our trust")))  # fmt: skip
# “The police notice” and “police were out twice” name nobody who may be told; “the police called and asked” does.
_OF_THE_POLICE = re.compile(
    r"\b(?:the )?police (?="
    r"(?:notif\w*|notices?|call-?outs?|calls|letters?|incidents?|cars?|refer\w*|reports?|logs?|visits?|papers?)\b"
    r"|(?:called|were|was|came|attended|told|sent|only|out)\b(?![^.?!]{0,60}\b(?:ask|want|need|request)))"
)
# Who rings the office rings us: the office asks nothing.
_RANG_US = re.compile(
    r"\b(rang|rung|ringing|phoned|phoning|called|calling|e-?mailed|contacted)"
    r" (?:the |our )?(?:school )?(?:office|reception|school)\b"
    r"(?! (?:nurse|counsellor|transport|she|he|they|where|that|down|up)\b)"
)
_OWNED = re.compile(r"<[a-z-]+>(?:'s|'|s)?\s+(?:(?:new|old|own|the|at|from)\s+){0,2}(?=<)")
_AT_THE_DESK_OF = re.compile(
    r"(<(?!parent|other-parent|abusive-parent|kinship|bystander|colleague)[a-z-]+>)(?:'s|')? (?:<colleague>|<outsider>)"
)
# Whose consent is asked for is not who is told: “do I need mum’s say-so before I ring the GP?”
_CONSENT_OF = re.compile(
    r"<(?:parent|other-parent|abusive-parent)>(?:'s|s|')?"
    r" (?=(?:consent|permission|say[- ]so|agreement|agreeing|approval|signature|blessing|ok|okay)\b)"
)
_SELF = re.compile(
    r"\b(?:i am|i'm) (?:(?:a|an|the|new|our|only|acting) ){0,3}<colleague>"
)  # who asks is nobody they tell
_RELATIVE_OF = re.compile(  # “the coach’s wife” is no coach; “mum’s husband” may be the one who abuses
    r"<(?!parent|other-parent|abusive-parent)[a-z-]+>'s? (?:wife|husband|partner|girlfriend|boyfriend|friend|mate)\b"
)


def as_one(who: str) -> str:
    """Return the id by which a recipient is counted: each parent is a parent."""
    return PARENT if who in FAMILY else who


def names_nobody(sentence: str) -> bool:
    """Whether somebody is named of whom nothing is said, such as the school’s own solicitor."""
    return _nobody().search(sentence) is not None


def named(sentence: str) -> str:
    """Return a sentence with each recipient as its id, and of two of which one is the other’s, the other alone.

    Parameters
    ----------
    sentence : str
        As ``sentences_of`` gives it.
    """
    line = _nobody().sub("somebody", sentence)
    return _with_ids(line, in_a_story=False)


def named_in_a_story(sentence: str) -> str:
    """Return a sentence with each recipient as its id, also by names that only tell in a story; see ``named``."""
    line = _OF_THE_POLICE.sub("they ", _nobody().sub("somebody", sentence))
    return _with_ids(line, in_a_story=True)


def _with_ids(sentence: str, *, in_a_story: bool) -> str:
    plain = _RANG_US.sub(r"\1 us", sentence.replace("<", " ").replace(">", " "))  # only ids stand in angle brackets
    line = _every_name(in_a_story=in_a_story).sub(lambda match: f"<{_id_of(match.group())}>", plain)
    line = _RELATIVE_OF.sub("somebody", _AT_THE_DESK_OF.sub(r"\1", line))
    return _OWNED.sub("", _SELF.sub("i am staff", _CONSENT_OF.sub("the ", line)) if in_a_story else line)


@once
def _nobody() -> re.Pattern[str]:
    return re.compile(
        names_pattern(_NOBODY).pattern + r"(?! advis)"
    )  # the family court is nobody, its adviser is Cafcass


@once
def _every_name(*, in_a_story: bool) -> re.Pattern[str]:
    return names_pattern([
        name for one in load_sharing().recipients for name in (*one.names, *(one.also if in_a_story else ()))
    ])


@once
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((one.recipient_id, one.pattern) for one in load_sharing().recipients)


def _id_of(name: str) -> str:
    """Return the id of the recipient that has a name."""
    return next(recipient_id for recipient_id, pattern in _patterns() if pattern.fullmatch(name))
