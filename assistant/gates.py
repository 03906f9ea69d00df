"""Gates on the question: danger now, other nations, requests that must be refused, text that cannot be asked.

Each gate is a plain function of the person's own words (never of a rewritten question, which hides urgency and intent) and
gives a Finding. They are rules, so that they work with no model and no index, and so that a trainer can read them.
"""

from __future__ import annotations

import re

from assistant.errors import QuestionError
from assistant.types import Finding, Question

MAX_QUESTION_CHARS = 4000

_I = re.IGNORECASE

# Someone is in danger whatever the time words are.
_DANGER_ALONE = re.compile(
    r"""\b(?:kill|hurt|harm|hang)(?:ing)?\s+(?:her|him|them|my|your)sel(?:f|ves)\b (?!.*\b(?:policy|training)\b)
      | \bsuicidal\b (?=.*\b(?:now|tonight|today|says?|told|plan)\b)
      | \b(?:end|take|taking|ending)\s+(?:her|his|their|my)\s+(?:own\s+)?li(?:fe|ves)\b
      | \btak(?:en|ing)\s+an?\s+overdose\b | \btaken\s+(?:\w+\s+){0,3}(?:tablets|pills|paracetamol)\b
      | \b(?:not|isn'?t|stopped)\s+breathing\b | \bunconscious\b (?!\s+bias)
      | \b(?:with|has|got|holding|waving|carrying|pulled)\s+(?:a|an|the|out\s+a)?\s*(?:\w+\s+)?(?:knife|gun|machete|weapon|hammer|bat|axe)\b
      | \bhelp\b.{0,40}\b(?:by\s+the\s+(?:neck|throat)|hitting|attacking|killing)\b
      | \b(?:hitting|beating|attacking|strangling|choking|stabbing|killing)\s+(?:\w+\s+){1,3}(?:right\s+)?now\b
      | \b(?:happening|kicking\s+off|going\s+on)\s+(?:right\s+)?now\b
      | \blocked\s+(?:\w+\s+){0,2}(?:in|inside)\b (?=.*\b(?:cry|scared|now|help|hit|drunk|mum|dad))""",
    _I | re.VERBOSE | re.DOTALL,
)
# A weapon in a drawing or a game is a worry, not an emergency.
_PICTURED = re.compile(r"\b(?:drew|drawn|drawing|picture|painted|stor(?:y|ies)|film|movie|game|minecraft|fortnite|lego|puppets?)\b", _I)
# It is happening, or about to.
_NOW = re.compile(
    r"""\b(?:right\s+now|as\s+we\s+speak|this\s+(?:very\s+)?minute|at\s+this\s+moment|imminent(?:ly)?|any\s+minute)\b
      | \b(?:tonight|2nite|this\s+(?:afternoon|evening))\b
      | \b(?:is|are|'?s|hes|shes|dads|mums|been|standing|waiting|sat|sitting|shouting)\s+(?:\w+\s+){0,3}?(?:in|at|outside|by|inside)\s+(?:\w+\s+){0,2}
        (?:reception|foyer|office|gates?|playground|car\s*park|medical\s+room|school|entrance|front\s+door|classroom|building)\b
      | \b(?:in|at|outside|into|to)\s+(?:the\s+|my\s+|our\s+)?(?:school\s+)?(?:reception|foyer|office|gates?|medical\s+room|car\s*park)\b.{0,60}\bnow\b
      | \boutside\s+(?:the\s+|our\s+)?(?:school|gates?|building|house)\b
      | \b(?:on|is\s+on|are\s+on)\s+(?:his|her|their)\s+way\b
      | \b(?:has|have|'?s|hes|shes|was)?\s*just\s+(?:now\s+)?(?:walked|come|came|turned|arrived|messaged|texted|showed|shown|rang|rung|called|phoned|grabbed|snatched
        |taken|took|run|ran|disclosed|attacked|hit|driven|fled|collapsed)\b
      | \bwalked\s+in(?:to)?\b | \bturned\s+up\b
      | \b(?:pick(?:ing|s)?|collect(?:ing|s)?)\s+(?:her|him|them|up)\b.{0,30}\b(?:\d|minutes?|soon|now|today|hour)\b
      | \b(?:home\s*time|goes\s+home|go\s+home|going\s+home)\s+(?:in|at|is)\s+\d
      | \b\d+\s*mins?\b | \bin\s+(?:my|the)\s+(?:office|medical\s+room|classroom|head'?s\s+office)\b""",
    _I | re.VERBOSE | re.DOTALL,
)
_NOW_SHOUTED = re.compile(r"\b(?:NOW|TONIGHT)\b")
_DANGER = re.compile(
    r"""\b(?:knife|knives|gun|machete|weapon|blood|bleeding|unconscious|collapsed|stab\w*|strangl\w*|chok(?:ed|ing)|throttl\w*|suffocat\w*|burn(?:t|ed|s)|fractur\w*
        |broken\s+(?:arm|leg|nose|wrist)|concuss\w*|beat(?:en|ing)?|batter\w*|attack\w*|punch\w*|assault\w*|kill\w*|murder\w*|terrified|petrified|hysterical
        |threat\w*|finish\s+(?:it|her|him|them)|lock(?:ed|ing)\s+\w+|smash\w*|kick(?:ing|ed)\s+(?:the|down|in)|snatch\w*|abduct\w*|kidnap\w*|driven\s+off|drove\s+off|grabbed
        |married\s+off|flown\s+(?:out|to|abroad)|flight|on\s+a\s+plane|fgm|cut\s+(?:tonight|today)|overdose|suicid\w*|self[- ]?harm\w*|fled|fleeing|hiding|escaped
        |drunk|smell\w*\s+of\s+(?:drink|alcohol)|shouting|screaming|raging|furious|aggressive|violent|hurt(?:ing)?\s+(?:her|him|them|mum|us|me)|scared\s+(?:to|of)\s+(?:go|going)
        |refus\w+\s+to\s+go\s+home|not\s+safe|court\s+order|non[- ]?mol\w*|by\s+the\s+(?:neck|throat)|bruis\w+\s+(?:all\s+over|on\s+\w+\s+(?:neck|face|throat)))\b""",
    _I | re.VERBOSE,
)

_NATIONS = {
    "Wales": r"wales|welsh|cardiff|swansea|newport\s+gwent|wrexham|gwynedd|ceredigion|powys|pembrokeshire|live fear free|estyn",
    "Scotland": r"scotland|scottish|glasgow|edinburgh|aberdeen|dundee|inverness|fife|lanarkshire|girfec",
    "Northern Ireland": r"northern\s+ireland|belfast|derry|londonderry|\bNI\s+school|county\s+(?:antrim|down|armagh|tyrone)|lisburn",
}
_WORKS_THERE = (
    r"(?:i'?m|i\s+am|we'?re|we\s+are|i\s+work|we\s+work|teach(?:er|ing)?|dsp|school\s+is|our\s+school|my\s+school|based)\b[^.?!]{{0,60}}\b(?:{place})\b"
    r"|\b(?:{place})\b[^.?!]{{0,30}}\b(?:here|primary|secondary|school|academy|head\s*teacher|teacher)\b"
    r"|\b(?:{place})\s+(?:guidance|law|legislation|procedures?|rules?|act)\b|\b(?:guidance|law|duty|duties|rules?|apply|applies)\b[^.?!]{{0,30}}\bin\s+(?:{place})\b"
)

_REFUSE = {
    "asks the assistant to change how it works": re.compile(
        r"\b(?:ignore|disregard|forget)\b[^.?!]{0,40}\b(?:previous|prior|above|your|all)\b[^.?!]{0,20}\b(?:instructions?|rules?|prompt)\b"
        r"|\b(?:system|hidden|initial)\s+prompt\b|\bpretend\b[^.?!]{0,60}\bno\s+(?:rules|gdpr|limits|restrictions)\b|\bjailbreak\b|\bDAN\s+mode\b",
        _I,
    ),
    "asks to find or track a person": re.compile(
        r"\b(?:find|trace|locate|track(?:\s+down)?|work\s+out|discover)\b[^.?!]{0,40}\bwhere\b[^.?!]{0,60}"
        r"\b(?:she|my\s+(?:wife|ex|husband|partner|girlfriend|kids|children|son|daughter)|(?:a|the)\s+woman)\b"
        r"|\bmy\s+(?:wife|ex|husband|partner|girlfriend)\b[^?!]{0,160}\b(?:which|what)\s+(?:schools?|refuge|address)\b"
        r"|\bmy\s+(?:wife|ex|husband|partner|girlfriend|kids|children)\b[^?!]{0,120}\bwhere\s+(?:\w+\s+){0,3}(?:gone|moved|living|live|staying)\b"
        r"|\b(?:get|track|see|read|hack|check)\s+(?:into\s+)?(?:her|my\s+(?:wife|ex|partner|girlfriend)(?:'?s)?)\s+(?:phone|location|messages|emails?|whatsapp)\b",
        _I,
    ),
    "asks for a child's or family's details": re.compile(
        r"\b(?:give|send|tell|show|get)\s+me\b[^.?!]{0,60}\b(?:home\s+address|mobile|phone\s+number|cp\s+file|records?\s+of|contact\s+details)\b[^.?!]{0,80}"
        r"\b(?:for|of|in\s+y(?:ea)?r?\s?\d+)\b",
        _I,
    ),
    "asks to mislead a court, a record or a child": re.compile(
        r"\b(?:coach|tell)\b[^.?!]{0,30}\b(?:the\s+)?(?:kids|children|child|son|daughter)\b[^.?!]{0,20}\b(?:what\s+)?(?:to|should)\s+say\b"
        r"|\bwrite\s+my\s+statement\b|\b(?:back-?date|falsify|fake|delete|alter|change)\b[^.?!]{0,30}\b(?:record|log|chronology|file|cpoms|notes?|minutes)\b[^.?!]{0,60}"
        r"\b(?:so|before|look|seem|ofsted|inspect|court|nobody|no\s+one)\b",
        _I,
    ),
    "asks for help to control or hide abuse": re.compile(
        r"\b(?:stop|prevent|keep)\b[^.?!]{0,30}\b(?:my\s+(?:wife|ex|partner|girlfriend|kids|children)|her)\b[^.?!]{0,30}\b(?:leaving|telling|talking\s+to|reporting)\b"
        r"|\bhow\s+(?:do|can|could)\s+i\b[^.?!]{0,40}\b(?:control|punish|hit|scare|monitor)\s+(?:my\s+(?:wife|ex|partner|girlfriend)|her)\b"
        r"|\bwithout\s+(?:leaving\s+)?(?:marks|bruises|(?:the\s+)?school\s+(?:knowing|finding))\b",
        _I,
    ),
}


def check_asked(question: Question) -> None:
    """Check that there is a question and that it is not endless.

    Raises
    ------
    QuestionError
        If the question is empty, or longer than ``MAX_QUESTION_CHARS`` characters.
    """
    if not re.search(r"\w", question.text):
        raise QuestionError("the question is empty", "type what you want to know, in your own words")
    if len(question.text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"the question has {len(question.text):,} characters, and at most {MAX_QUESTION_CHARS:,} can be asked at once",
            "leave out what is not needed to understand it, names above all",
        )


def danger_now(question: Question) -> Finding:
    """Find whether someone may be in danger now; ``passed`` is False if so."""
    text = _with_last_question(question)
    alone = _DANGER_ALONE.search(question.text)
    if alone and not _PICTURED.search(question.text):
        return Finding("danger_now", False, f"“{_short(alone.group())}”")
    now = _NOW.search(question.text) or _NOW_SHOUTED.search(question.text)
    danger = _DANGER.search(text)
    if now and danger:
        return Finding("danger_now", False, f"“{_short(now.group())}” with “{_short(danger.group())}”")
    return Finding("danger_now", True, "no sign of danger at this moment")


def _with_last_question(question: Question) -> str:
    """Join the question to the one before it: the danger may have been named a turn ago."""
    earlier = [turn.content for turn in question.history if turn.role == "user"][-1:]
    return "\n".join([*earlier, question.text])


def harmful(question: Question) -> Finding:
    """Find whether the question asks for help to harm, find or deceive; ``passed`` is False if so."""
    for reason, pattern in _REFUSE.items():
        if pattern.search(question.text):
            return Finding("harmful", False, reason)
    return Finding("harmful", True, "nothing that must be refused")


def other_nation(question: Question) -> tuple[Finding, str]:
    """Find whether the question is about another nation's guidance.

    Returns
    -------
    tuple of Finding and str
        ``passed`` is False if the person works there or asks for that nation's rules; the nation named, or empty.
    """
    for nation, places in _NATIONS.items():
        if not re.search(rf"\b(?:{places})\b", question.text, _I):
            continue
        there = re.search(_WORKS_THERE.format(place=places), question.text, _I)
        return Finding("other_nation", not there, f"{nation} is {'where the school is' if there else 'mentioned'}"), nation
    return Finding("other_nation", True, "England, or not said"), ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:57] + "…"
