"""The words the gates listen for, kept apart from the gates so that they can be read, questioned and added to.

Each entry is a regular expression for one way of saying it; spaces match any white space, and case does not matter.
A change here wants a line in tests/assistant/test_gates.py.
"""

from __future__ import annotations

import re

Cue = re.Pattern[str]


def _any(*ways: str) -> Cue:
    spaced = (way.replace(" ", r"\s+") for way in ways)
    return re.compile("|".join(rf"(?:{way})" for way in spaced), re.IGNORECASE | re.DOTALL)


# Someone is in danger whatever the words about time are.
DANGER_ALONE = _any(
    r"\b(?:kill|hurt|harm|hang)(?:ing)? (?:her|him|them|my|your)sel(?:f|ves)\b(?!.*\b(?:policy|training)\b)",
    r"\bsuicidal\b(?=.*\b(?:now|tonight|today|says?|told|plan)\b)",
    r"\b(?:end|take|taking|ending) (?:her|his|their|my) (?:own )?li(?:fe|ves)\b",
    r"\btak(?:en|ing) an? overdose\b",
    r"\btaken (?:\w+ ){0,3}(?:tablets|pills|paracetamol)\b",
    r"\b(?:not|isn'?t|stopped|can'?t|cannot|struggling to) breath(?:e|ing)\b",
    r"\bunconscious\b(?! bias)",
    r"\b(?:with|has|got|holding|waving|carrying|pulled) (?:out )?(?:a|an|the)?\s*(?:\w+ )?"
    r"(?:knife|gun|machete|weapon|hammer|axe)\b",
    r"\bhelp\b.{0,40}\b(?:by the (?:neck|throat)|hitting|attacking|killing)\b",
    r"\b(?:hitting|beating|attacking|strangling|choking|stabbing|killing) (?:\w+ ){1,3}(?:right )?now\b",
    r"\b(?:happening|kicking off|going on) (?:right )?now\b",
    r"\blocked (?:\w+ ){0,2}(?:in|inside)\b(?=.*\b(?:cry|scared|now|help|hit|drunk|mum|dad))",
)

# A weapon or a death in a drawing or a game is a worry, not an emergency.
PICTURED = _any(
    r"\b(?:drew|drawn|drawing|picture|painted|stor(?:y|ies)|film|movie|game|minecraft|fortnite|lego|puppets?)\b"
)

_PLACE = (
    r"(?:reception|foyer|office|gates?|playground|car ?park|medical room|school|entrance|front door|classroom|building)"
)

# It is happening, or about to.
NOW = _any(
    r"\b(?:right now|as we speak|this (?:very )?minute|at this moment|imminent(?:ly)?|any minute)\b",
    r"\b(?:tonight|2nite|this (?:afternoon|evening))\b",
    r"\b(?:is|are|'?s|hes|shes|dads|mums|been|standing|waiting|sat|sitting|shouting) (?:\w+ ){0,3}?"
    rf"(?:in|at|outside|by|inside) (?:\w+ ){{0,2}}{_PLACE}\b",
    rf"\b(?:in|at|outside|into|to) (?:the |my |our )?(?:school )?{_PLACE}\b.{{0,60}}\bnow\b",
    r"\boutside (?:the |our )?(?:school|gates?|building|house)\b",
    r"\bon (?:his|her|their) way\b",
    r"\bjust (?:now )?(?:walked|come|came|turned|arrived|messaged|texted|showed|shown|rang|rung|called|phoned|grabbed)\b",
    r"\bjust (?:now )?(?:snatched|taken|took|run|ran|disclosed|attacked|hit|driven|fled|collapsed)\b",
    r"\bwalked in(?:to)?\b",
    r"\bturned up\b",
    r"\b(?:pick(?:ing|s)?|collect(?:ing|s)?) (?:her|him|them|up)\b.{0,30}\b(?:\d|minutes?|soon|now|today|hour)",
    r"\b(?:home ?time|goes home|go home|going home) (?:in|at|is) \d",
    r"\b\d+ ?mins?\b",
    r"\bin (?:my|the) (?:office|medical room|classroom|head'?s office)\b",
)
NOW_SHOUTED = re.compile(r"\b(?:NOW|TONIGHT)\b")

# What makes a moment dangerous.
DANGER = _any(
    r"\b(?:knife|knives|gun|machete|weapon|blood|bleeding|unconscious|collapsed|stab\w*)\b",
    r"\b(?:strangl\w*|chok(?:ed|ing)|throttl\w*|suffocat\w*|by the (?:neck|throat))\b",
    r"\bhands? (?:a?round|on) (?:her|his|their|\w+'?s) (?:neck|throat)\b",
    r"\b(?:burn(?:t|ed|s)|fractur\w*|broken (?:arm|leg|nose|wrist)|concuss\w*)\b",
    r"\bbruis\w+ (?:all over|(?:on|round|around) \w+ (?:neck|face|throat))\b",
    r"\b(?:beat(?:en|ing)?|batter\w*|attack\w*|punch\w*|assault\w*|kill\w*|murder\w*|smash\w*)\b",
    r"\b(?:terrified|petrified|hysterical|threat\w*|finish (?:it|her|him|them)|lock(?:ed|ing) \w+)\b",
    r"\b(?:kick(?:ing|ed) (?:the|down|in)|snatch\w*|abduct\w*|kidnap\w*|driven off|drove off|grabbed)\b",
    r"\b(?:married off|flown (?:out|to|abroad)|flight|on a plane|fgm|cut (?:tonight|today))\b",
    r"\b(?:overdose|suicid\w*|self[- ]?harm\w*|fled|fleeing|hiding|escaped)\b",
    r"\b(?:drunk|smell\w* of (?:drink|alcohol)|shouting|screaming|raging|furious|aggressive|violent)\b",
    r"\b(?:hurt(?:ing)? (?:her|him|them|mum|us|me)|scared (?:to|of) (?:go|going)|refus\w+ to go home|not safe)\b",
    r"\b(?:court order|non[- ]?mol\w*)\b",
)

NATIONS = {
    "Wales": r"wales|welsh|cardiff|swansea|newport gwent|wrexham|gwynedd|ceredigion|powys|pembrokeshire|estyn",
    "Scotland": r"scotland|scottish|glasgow|edinburgh|aberdeen|dundee|inverness|fife|lanarkshire|girfec",
    "Northern Ireland": r"northern ireland|belfast|derry|londonderry|lisburn|county (?:antrim|down|armagh|tyrone)",
}


def works_in(places: str) -> Cue:
    """Give the ways of saying that the asker works in a nation, or asks for its rules."""
    return _any(
        r"(?:i'?m|i am|we'?re|we are|i work|we work|teach(?:er|ing)?|dsp|school is|our school|my school|based)\b"
        rf"[^.?!]{{0,60}}\b(?:{places})\b",
        rf"\b(?:{places})\b[^.?!]{{0,30}}\b(?:here|primary|secondary|school|academy|head ?teacher|teacher)\b",
        rf"\b(?:{places}) (?:guidance|law|legislation|procedures?|rules?|act)\b",
        rf"\b(?:guidance|law|duty|duties|rules?|apply|applies)\b[^.?!]{{0,30}}\bin (?:{places})\b",
    )


# Terms of art that guidance either names or does not cover. Where a question turns on one and nothing retrieved mentions it,
# passages about something near it would pass for an answer.
TERMS = {
    "the Dash checklist": _any(r"\bdash\b"),
    "Marac": _any(r"\bmarac\b"),
    "Idvas": _any(r"\bidvas?\b", r"\bindependent domestic (?:abuse|violence) advis[eo]rs?\b"),
    "Clare’s Law": _any(r"\bclare[’']?s law\b", r"\bdvds\b", r"\bdomestic violence disclosure scheme\b"),
    "Sarah’s Law": _any(r"\bsarah[’']?s law\b", r"\bchild sex offender disclosure\b"),
    "non-molestation orders": _any(r"\bnon[- ]?mol(?:estation)?s?\b"),
    "occupation orders": _any(r"\boccupation orders?\b"),
    "domestic abuse protection orders and notices": _any(
        r"\bdap[on]s?\b", r"\bdomestic abuse protection (?:orders?|notices?)\b"
    ),
    "stalking protection orders": _any(r"\bstalking protection orders?\b"),
    "tracking apps": _any(r"\b(?:tracking|tracker|stalker(?:ware)?|spy) apps?\b", r"\bstalkerware\b"),
}

_THEM = r"(?:my (?:wife|ex|husband|partner|girlfriend|boyfriend)|her)"
_FAMILY = r"(?:she|my (?:wife|ex|husband|partner|girlfriend|kids|children|son|daughter)|(?:a|the) woman)"

# What is refused, by the reason given.
REFUSE = {
    "asks the assistant to change how it works": _any(
        r"\b(?:ignore|disregard|forget)\b[^.?!]{0,40}\b(?:previous|prior|above|your|all)\b[^.?!]{0,20}"
        r"\b(?:instructions?|rules?|prompt)\b",
        r"\b(?:system|hidden|initial) prompt\b",
        r"\bpretend\b[^.?!]{0,60}\bno (?:rules|gdpr|limits|restrictions)\b",
        r"\bjailbreak\b",
    ),
    "asks to find or track a person": _any(
        rf"\b(?:find|trace|locate|track(?: down)?|work out|discover)\b[^.?!]{{0,40}}\bwhere\b[^.?!]{{0,60}}\b{_FAMILY}\b",
        r"\bmy (?:wife|ex|husband|partner|girlfriend)\b[^?!]{0,160}\b(?:which|what) (?:schools?|refuge|address)\b",
        r"\bmy (?:wife|ex|husband|partner|girlfriend|kids|children)\b[^?!]{0,120}"
        r"\bwhere (?:\w+ ){0,3}(?:gone|moved|liv\w+|staying)\b",
        rf"\b(?:get|track|see|read|hack|check) (?:into )?{_THEM}(?:'?s)? (?:phone|location|messages|emails?|whatsapp)\b",
    ),
    "asks for a child's or family's details": _any(
        r"\b(?:give|send|tell|show|get) me\b[^.?!]{0,60}\b(?:home address|mobile|phone number|cp file|contact details)\b"
        r"[^.?!]{0,80}\b(?:for|of|in y(?:ea)?r?\s?\d+)\b",
    ),
    "asks to mislead a court, a record or a child": _any(
        r"\b(?:coach|tell)\b[^.?!]{0,30}\b(?:kids|children|child|son|daughter)\b[^.?!]{0,20}\b(?:what )?(?:to|should) say\b"
        r"(?=.*\b(?:judge|court|social worker|cafcass)\b)",
        r"\bcoach\b[^.?!]{0,30}\b(?:kids|children|child)\b",
        r"\bwrite my statement\b",
        r"\b(?:back-?date|falsify|fake|delete|alter|change)\b[^.?!]{0,30}\b(?:record|log|chronology|file|cpoms|notes?|minutes)\b"
        r"[^.?!]{0,60}\b(?:so|before|look|seem|ofsted|inspect|court|nobody|no one)\b",
    ),
    "asks for help to control or hide abuse": _any(
        r"\b(?:stop|prevent|keep)\b[^.?!]{0,30}\b(?:my (?:wife|ex|partner|girlfriend|kids|children))\b[^.?!]{0,30}"
        r"\b(?:leaving|telling|talking to|reporting)\b",
        rf"\bhow (?:do|can|could) i\b[^.?!]{{0,40}}\b(?:control|punish|hit|scare|monitor) {_THEM}\b",
        r"\bwithout (?:leaving )?(?:marks|bruises|(?:the )?school (?:knowing|finding))\b",
    ),
}
