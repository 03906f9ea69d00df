"""What kind of question it is: rules, each with the words it found as its reason.

Several shapes may hold: a worry about a child asks about signs, response, sharing and recording at once. The shape decides
which sections an answer has and nothing else; where no cue is found, the question is taken for one of definition or duty. A
change here wants a line in tests/assistant/understand/test_question_type.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from types import MappingProxyType

from assistant.safety import any_of
from assistant.types import Question, Shaped
from assistant.understand.asked_parts import asked_part, asks, begins_to_ask, told_part
from assistant.understand.case import read_notification


class Shape(StrEnum):
    """A kind of question."""

    DEFINITION_OR_DUTY = "definition_or_duty"
    RECOGNISING = "recognising"
    RESPONDING = "responding"
    NOTIFICATION = "notification"
    SHARING = "sharing"
    EDITION = "edition"
    FOLLOW_UP = "follow_up"


A_STORY = 20
"""Words: a question of so many that speaks of a situation tells of one."""
_A_LONG_QUESTION = 40  # words: one question on the law of fewer tells of nobody
_WHAT_IF = re.compile(r"^\W*(?:(?:and|but|so|ok) )*(?:(?:what|how) (?:if|about)|if)\b|^\W*and in\b", re.IGNORECASE)
_PERSON = (
    r"(?:boy|girl|lad|child|pupil|student|sibling|brother|sister|son|daughter|toddler|baby|family|mum|dad|parent)s?"
)
# Somebody in particular, and not a child or a parent as such.
_PARTICULAR = any_of(
    rf"\b(?:one|two|three|some) of (?:our|my|the) \w+|\b(?:our|my|this|that|these|those"
    rf"|the same) (?:\w+ ){{0,2}}{_PERSON}\b",
    r"\b(?:y|yr|year|key ?stage) ?\d{1,2}\b|\b(?:reception|nursery) (?:boy|girl|child|pupil)\b"
    r"|\b\d{1,2}[- ]year[- ]olds?\b",
    r"\b(?:child|adult|person) [A-Z]\d*\b(?<=[A-Z0-9])",
    r"\b(?:mum|mam|dad|step-?dad|step-?mum|nan|gran|stepfather|stepmother)(?:'s|’s|s)?\b(?! and dads?\b| or dad\b)",
    r"\b(?:her|his|their) (?:\w+ )?(?:boyfriend|girlfriend|partner|husband|wife|ex|mum|dad|mother|father"
    r"|brother|sister)\b",
    rf"\b(?:a|an) (?:\w+ ){{0,3}}{_PERSON} (?:has|had|was|is (?:being|now)|keeps?|came|comes|said|says|told"
    rf"|tells|disclosed|won[’']?t|who (?:has|is now))\b",
    r"\bthe (?:boy|girl|lad|child|twins|family|pupil)\b(?! protection)",
    r"^\W*(?:he|she|they)(?:[’']s|[’']re|[’']ve)? ",
)
_OF_THE_LAW = any_of(
    r"\b(?:in|by) law\b|\blegally\b|\blegal (?:dut|requirement|definition)|\bstatutory\b",
    r"\bunder the (?:\w+ ){0,2}act\b|\bcount(?:s|ed)? as\b|\bkcsie\b|\bworking together 20",
)
_OF_A_CASE = any_of(
    r"\b(?:i|we|us|our|my|he|him|his|she|her|hers)\b|[\"“‘]",
    r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|week)|last (?:night|week)|just now|right now)\b|[.?!]\s+\S",
)
_POLICE_NOTE = any_of(
    r"\b(?:merlin|ppn|vpn|vpa)s?\b|\bpublic protection notice\b|\bvulnerability report\b|\bop(?:eration)?\.? encompass\b",
    r"(?<!\bno\W)(?<!\bany\W)\b(?:encompass|police)(?:[- ]\w+){0,2} (?:calls?|e-?mails?|alerts?|notifications?|notices?|messages?"
    r"|reports?|forms?|logs?|shares?)\b",
    r"\b(?:da|dv|dva|domestic(?: abuse| violence)?) (?:incident|notifications?|alerts?|call-?outs?)\b",
    r"\b(?:e-?mail|call|notification|message|letter|form) from (?:the )?(?:police|encompass)\b",
)
_RECEIVED = any_of(
    r"\b(?:we|i)(?:[’']ve| have)? (?:just |also )?(?:had|got|get|received|been sent|been told|opened)\b",
    r"\breceived by\b|^\W*(?:just |have |also )?(?:had|got|received)\b|\b(?:came|come|comes|arrived|landed|in my inbox"
    r"|waiting for me)\b",
    r"\b(?:this morning|last night|yesterday|overnight|over the weekend|at the weekend|on (?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day)\b",
    r"\b(?:saying|says|reads|nothing else|that[’']?s all|no (?:more )?details?)\b",
)
_A_HISTORY = re.compile(  # notices that came over a longer time, or one that came long ago
    r"\b(?:one|an?|the) (?:\w+ ){0,3}(?:call|alert|notification|notice|report|form)\b[^.?!\n]{0,40}"
    r"\b(?:last (?:(?:academic |school )?year|term|spring|summer|autumn|winter|christmas|easter)"
    r"|(?:years?|months?|terms?) (?:ago|back|before))\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|(?:a )?dozen|twelve|several|many|\d{1,2}) (?:\w+ ){0,2}"
    r"(?:calls|alerts|notifications|notices|reports|forms)"
    r"(?: (?:in|over|within|across|during) (?:the )?(?:(?:last|past) )?(?:\w+ )?(?:years?|months?|terms?)"
    r"| since (?:the )?(?:last |start of )?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|spring|summer|autumn|winter|christmas|easter|year|term)| (?:this|last) (?:academic |school )?(?:year|term))\b",
    re.IGNORECASE,
)
_HAS_COME_IN = any_of(
    r"\b(?:this morning|last night|today|tonight|yesterday|overnight|at the weekend|over the weekend"
    r"|the (?:last|latest|second|third|newest)(?: one)?)\b",
    r"\bjust (?:now|had|got|received|come|came)\b",
)
_A_NOTE_SAYS = 3  # facts, or more: a question about notifications says fewer
_POLICE_WORDS = (
    any_of(
        r"\b(?:police|officers?|pcs?)(?: \w+)? (?:attended|called)\b",
        r"\battended\b[^.?!]{0,40}\b(?:verbal|domestic|argument|altercation|address|property)\b",
    ),
    any_of(r"\bverbal (?:only|arguments?|altercations?|domestics?|dispute)\b|\bverbal\W{1,3}child\b"),
    any_of(r"\bchild(?:ren)?(?: was| were)? (?:present|upstairs|asleep|at (?:the )?(?:address|property))\b"),
    any_of(
        r"\b(?:suspect|victim|aggrieved)\W{0,2}[:|]|\b(?:agg|vic)\W{0,2}:|\((?:victim|suspect)\)"
        r"|\bsubject child\b|\bsusp\b|\bdash\b"
    ),
    any_of(r"\bno (?:offences?|complaints?|crimes?|arrests?|injur\w+)\b|\bnfa\b"),
    any_of(
        r"\b(?:standard|medium|high) risk\b|\b(?:dash|risk|grad(?:e|ed|ing))(?: grad\w+)?\W{1,3}(?:standard|medium|high)\b"
        r"|\bocc(?:urrence)?\.? (?:no|number|ref)\b"
    ),
)
_RECOGNISING = any_of(
    r"\b(?:could|might|can|would|may) (?:this|it|that|he|she|they|these|there) (?:\w+ )?(?:be|mean|point|indicate)\b",
    r"\bis (?:this|it|that) (?:\w+ )?(?:domestic|abuse|abusive|controlling|coerc\w+|neglect|normal|okay|ok"
    r"|a (?:sign|worry|concern|red flag|safeguarding))\b",
    r"\b(?:signs?|indicators?|red flags?|warning signs?)\b|\bwhat(?:[’']?s| is) (?:that|this|it|going on|happening)\b",
    r"\bshould (?:i|we|staff) be (?:worried|concerned)\b|\b(?:am i|are we) (?:over-?reacting|right to|wrong to"
    r"|reading too much)\b",
    r"\b(?:does|would) (?:this|that|it) (?:sound|look|count|amount)\b|\bwhat (?:might|could) (?:this|it|that|be)\b",
    r"\b(?:spot|recogni[sz]e|look out for|cause for concern|make of (?:this|it|that))\b",
)
_RESPONDING = any_of(
    r"\bwhat (?:do|should|can|must|shall|would|could|else (?:do|should|can)|happens) (?:i|we|she|he|they|staff"
    r"|you|school|the \w+)\b"
    r"[^.?!]{0,30}\b(?:do|say|ask|next|offer|put in place)\b",
    r"\bwhat (?:now|next)\b|\b(?:next|first|right|immediate) steps?\b|\bwhere (?:do|should) (?:i|we) (?:start"
    r"|go|turn)\b|\bwhat to do\b",
    r"\bhow (?:do|should|can|shall|would|best) (?:i|we|she|he|they|staff|the \w+|to)\b[^.?!]{0,30}"
    r"\b(?:respond|handle|deal|help|support|approach|manage|react|play|protect|safeguard|keep)\b",
    r"\b(?:do|should|shall|must) (?:i|we)\b[^.?!]{0,20}\b(?:refer|report|act|wait|intervene|do (?:anything"
    r"|something)|get involved)\b",
    r"\b(?:do|need|have) (?:i|we) (?:need|have|got) to (?:refer|report|do|act)\b|\bis (?:this|that"
    r"|it) enough (?:to|for)\b",
)
_SHARING = any_of(
    r"\bconsent\w*\b|\bshar(?:e|ed|ing)\b|\bgdpr\b|\bdata protection\b|\bconfidential\w*\b|\bsubject access\b"
    r"|\blawful basis\b",
    r"\bpass(?:ing|ed)? (?:it |this |that |them |the \w+ )?(?:on|information)\b"
    r"|\btransfer\w*\b[^.?!]{0,20}\b(?:files?|records?)\b",
    r"\b(?:can|could|may|should|do|must|am|are|need|allowed)\b (?:i|we|school|they)\b[^.?!]{0,25}\b(?:tell"
    r"|inform|disclose|send|let|notify)\b",
)
_EDITION = any_of(
    r"\b(?:chang\w+|differen\w+|new|updated?|revised)\b[^.?!]{0,40}\b(?:kcsie|keeping children safe"
    r"|working together|edition|version)\b",
    r"\b(?:kcsie|keeping children safe|working together)\b[^.?!]{0,60}\b(?:chang\w+|differen\w+|updated?"
    r"|new edition|used to|say before)\b",
    r"\b(?:kcsie|keeping children safe in education"
    r"|working together)(?: to safeguard children)?(?: guidance)? (?:in )?20\d\d\b",
    r"\b(?:last year[’']?s|previous|old|earlier) (?:kcsie|edition|version|guidance)\b|\b(?:still"
    r"|no longer) in force\b|\bsuperseded\b",
)
_OURS_TO_DO = any_of(
    r"\b(?:do|does|should|can|could|must|may|shall|need) (?:i|we|(?:the )?school)\b", r"\bwhat (?:now|next)\b"
)
_SCENARIO = {Shape.RECOGNISING, Shape.RESPONDING, Shape.NOTIFICATION}


_PLACE = r"(?:section|para(?:graph)?|page|clause|chapter|reference|citation|wording|source)"
_WHERE = any_of(
    r"\b(?:which|what) (?:\w+ )?(?:document|guidance|section|paragraph|para|page|act|law|chapter|part|clause)s?\b",
    r"\bwhere (?:do(?:es)?|is|in|exactly)\b[^.?]{0,60}\b(?:says?|said|written|set out|kcsie|guidance|act)\b",
    rf"\b{_PLACE}s? (?:and (?:wording|page|para\w*)|please|pls|plz|no\b|number|needed|for (?:this|that|the|it)\b|for \w+ as\b)",
    r"\b(?:cite|quote|give|need|want|have|got)(?: me| us)? (?:the |an? )?"
    rf"(?:exact |legal |statutory )*(?:{_PLACE}|law)s? (?:for|on|of|that)\b",
    rf"\bcite\b|\bexact {_PLACE}s?\b|\b(?:statutory|legal) (?:basis|reference)\b|\bis there an? (?:section|paragraph|chapter)\b",
    r"\b(?:chapter and verse|section number|para(?:graph)? number|page number)s?\b",
)


_PAGES = MappingProxyType({
    "training": any_of(
        r"\b(?:plan|draft|year|programme|slides?|handout|briefing|quiz|self-?check|session|scenarios?|case stud(?:y|ies))\b"
        r"[^.?!]{0,60}\b(?:training|inset|twilight|staff meeting)\b",
        r"\b(?:training|inset|staff)\b[^.?!]{0,40}\b(?:plan|slides?|handout|briefing|quiz|self-?check|scenarios?|session)\b",
    ),
    "supervision": any_of(
        r"\b(?:supervisors?|supervision|social worker)\b[^.?!]{0,40}\b(?:ask me|ask us|ask|explore)\b[^.?!]{0,80}\?",
        r"\bwhat should (?:i|we) (?:be )?(?:explor|ask(?:ing)? (?:myself|ourselves))",
        r"\bthink (?:it|this) through\b",
    ),
    "record": any_of(
        r"\b(?:chronology|log|entries|record)\b[^.?!]{0,60}\b(?:in order|pattern|escalat\w+|getting worse|closer together)\b",
    ),
})


def shapes_of(question: Question, standalone: str) -> tuple[Shaped, ...]:
    """Return the shapes a question has, with the words that show each.

    Parameters
    ----------
    question : Question
        As asked: a follow-up is known by its conversation.
    standalone : str
        How it was understood.
    """
    asked = asked_part(standalone)
    before = standalone[: standalone.rfind(asked)].strip()
    if question.history and before and _WHAT_IF.match(question.text):
        asked = asked_part(before)  # "and what if she's 16?" asks what was asked before
    found = [
        *_notification(standalone),
        *_shown_by(Shape.RECOGNISING, _RECOGNISING, asked),
        *_shown_by(Shape.RESPONDING, _RESPONDING, asked),
        *_shown_by(Shape.SHARING, _SHARING, asked),
        *_shown_by(Shape.EDITION, _EDITION, standalone),
    ]
    if not asks(asked) and _PARTICULAR.search(standalone):
        found += [
            Shaped(shape, "tells of somebody and asks nothing") for shape in (Shape.RECOGNISING, Shape.RESPONDING)
        ]
    elif not found or (found[-1].shape == Shape.NOTIFICATION and asks(asked) and not _OURS_TO_DO.search(asked)):
        found.append(Shaped(Shape.DEFINITION_OR_DUTY, f"asks one thing: “{_short(asked)}”"))
    if question.history and standalone != " ".join(question.text.split()):
        found.append(Shaped(Shape.FOLLOW_UP, "leans on the conversation before it"))
    return tuple({shaped.shape: shaped for shaped in found}.values())


def asks_in_general(text: str) -> bool:
    """Whether a text asks about a rule: too short to tell a story, or one question on the law, and of nobody in particular."""
    if not (begins_to_ask(text) or _WHAT_IF.match(text)) or _PARTICULAR.search(text):
        return False
    n = len(text.split())
    return n < A_STORY or (
        n < _A_LONG_QUESTION and _OF_THE_LAW.search(text) is not None and not _OF_A_CASE.search(text)
    )


def asks_what_to_do(text: str) -> bool:
    """Whether a text asks what to make of a case or what to do about it, which the steps for a case answer."""
    return _RECOGNISING.search(text) is not None or _RESPONDING.search(text) is not None


def asks_where(text: str) -> bool:
    """Whether a text asks which document, section or paragraph says something."""
    return _WHERE.search(text) is not None


def page_for(text: str) -> str:
    """Return which page makes what a text asks for: ``training``, ``supervision``, ``record``; empty if none does."""
    return next((page for page, asked in _PAGES.items() if asked.search(text)), "")


def names_somebody(text: str) -> bool:
    """Whether a text speaks of somebody in particular."""
    return _PARTICULAR.search(text) is not None


def is_scenario(shapes: Sequence[Shaped], standalone: str) -> bool:
    """Whether a question is about what to make of, or do for, somebody in particular, and not one point alone."""
    names = {shaped.shape for shaped in shapes}
    if Shape.DEFINITION_OR_DUTY in names or Shape.EDITION in names or not names & _SCENARIO:
        return False
    return Shape.NOTIFICATION in names or _PARTICULAR.search(standalone) is not None


def _notification(text: str) -> list[Shaped]:
    """Find a notification that has come in: named and received, or in the words police write them in."""
    note, received = _police_note(text), _RECEIVED.search(text)
    words = [match for match in (way.search(text) for way in _POLICE_WORDS) if match]
    told = _police_note(told_part(text)) is not None  # “are we in Operation Encompass?” speaks of none
    if len(words) > 1 or (note and (received or (told and read_notification(text).n_facts >= _A_NOTE_SAYS))):
        found = [match.group() for match in (note, received if note else None, *words) if match]
        return [Shaped(Shape.NOTIFICATION, " and ".join(f"“{_short(shown)}”" for shown in found[:2]))]
    return []


def _police_note(text: str) -> re.Match[str] | None:
    """Find where a notice is named; those of a longer time are none, unless one has come in as well."""
    return _POLICE_NOTE.search(text if _HAS_COME_IN.search(text) else _A_HISTORY.sub(" ", text))


def _shown_by(shape: Shape, cue: re.Pattern[str], text: str) -> list[Shaped]:
    match = cue.search(text)
    return [Shaped(shape, f"“{_short(match.group())}”")] if match else []


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
