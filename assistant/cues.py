"""The words the gates listen for, kept apart from the gates so that they can be read, questioned and added to.

Each entry is a regular expression for one way of saying it; spaces match any white space (“ ?” none or
any), and case does not matter.
A change here wants a line in tests/assistant/test_gates.py.
"""

from __future__ import annotations

import re

Cue = re.Pattern[str]


def _any(*ways: str) -> Cue:
    spaced = (way.replace(" ?", r"\s*").replace(" ", r"\s+") for way in ways)
    return re.compile("|".join(rf"(?:{way})" for way in spaced), re.IGNORECASE | re.DOTALL)


_SELF = r"(?:her|him|them|my|your)sel(?:f|ves)"
_WHO = (
    r"(?:her|him|them|me|us|mum|mummy|mam|mom|dad|daddy|the (?:kids|children|baby)|(?:my|his|their|your) \w+|someone)"
)
_SOON = (
    r"(?:tonight|2nite|tomorrow|tmrw|2moro|today|this (?:afternoon|evening|week|weekend)|in (?:an|\d+) hours?|at \d)"
)
_ABROAD = (
    r"(?:abroad|overseas|out of the country|flight|plane|airport|flown|flying|fly|pakistan|bangladesh|somalia|gambia)"
)
_MANY = r"(?:an?|some|lots|loads|too|all|half|several|\d+|ten|twenty|thirty)"
_PILLS = r"(?:tablets|pills|paracetamol|ibuprofen|bleach)"
_CASUALTY = r"(?:child|pupil|student|girl|boy|mum|she|he|they|teacher|\d+)"

# Someone is in danger whatever the words about time are.
DANGER_ALONE = _any(
    # Life and self.
    rf"\b(?:kill|hang)(?:ing)? {_SELF}\b",
    rf"\b(?:to|will|gonna|wanna|'?ll|might|may) (?:hurt|harm) {_SELF}\b",
    r"\bsuicidal\b(?=[^.?!]*\b(?:now|tonight|today|says?|told|plan)\b)",
    r"\b(?:end|take|taking|ending) (?:her|his|their|my) (?:own )?li(?:fe|ves)\b",
    r"\b(?:wants?|wanted|wanting|going|wish\w*) to (?:die|be dead|end it)\b",
    r"\b(?:cut|slit|slashed|cutting|slitting|slashing) (?:her|his|their|my) (?:own )?(?:wrists?|throat)\b",
    r"\b(?:taken|took|taking) an? (?:overdose|od)\b",
    r"\boverdosed\b",
    rf"\b(?:taken|took|swallowed) {_MANY} (?:\w+ ){{0,4}}?{_PILLS}\b(?! (?:off|away|from))",
    rf"\b(?:taken|took|swallowed) {_PILLS}\b",
    rf"\bhad (?:a load|loads|a lot|lots|too many) (?:of )?(?:\w+ ){{0,2}}?{_PILLS}\b",
    r"\b(?:jump|jumping|throw \w+) (?:off|in front of)\b(?=[^.?!]{0,30}\b(?:roof|bridge|building|train|balcony|window)\b)",
    # The body.
    r"\b(?:not|isn'?t|stopped|can'?t|cannot|struggling to) breath(?:e|ing)\b",
    r"\bunconscious\b(?! bias)",
    rf"\b{_CASUALTY}(?:'?s| is) (?:fitting|choking)\b(?! in\b| \w+ in\b)",
    r"\b(?:unresponsive|(?:won'?t|can'?t|not) wak(?:e|ing)(?: up)?|having (?:a|another) (?:seizure|fit)|fitting on the)\b",
    rf"\b{_CASUALTY}(?:'?s| has| have)? (?:just )?collapsed\b(?! in(?:to)? tears)",
    r"\b(?:is|are|'?s|she'?s|he'?s|still|badly|heavily) bleeding\b",
    r"\bbleeding (?:from|heavily|badly|everywhere|a lot|out)\b",
    r"\b(?:has|have|'s|just|got) (?:just )?(?:been )?(?:stabbed|shot)\b",
    # What is being done to someone.
    rf"\b(?:is|are|he'?s|she'?s|they'?re|dad'?s|mum'?s) (?:now )?(?:strangling|choking|stabbing|attacking|killing) {_WHO}\b",
    r"\b(?:is|are|he'?s|dad'?s|stepdad'?s) (?:now )?(?:hitting|hurting|beating|battering|punching|kicking) (?:mum|mummy|me|us)\b",
    r"\b(?:is|are|'s) being (?:attacked|strangled|stabbed|choked|held hostage|dragged)\b",
    r"\b(?:hitting|beating|attacking|strangling|choking|stabbing|killing) (?:\w+ ){1,3}(?:right )?now\b",
    r"\b(?:strangled|choked|throttled) (?:\w+ ){1,3}(?:this morning|today|last night|at (?:lunch|break)|just now)\b",
    r"\b(?:breaking|kicking|smashing|bashing|bashed|kicked) (?:down |in |through )?(?:the|her|our|my|their) (?:front )?door\b",
    r"\bholding (?:\w+ ){1,3}hostage\b",
    r"\b(?:trying to (?:get|break) in(?:to)?|burning (?:\w+ )?the house|pour(?:ed|ing) petrol|set(?:ting)? fire to)\b",
    r"\b(?:happening|kicking off|going on) (?:right )?now\b",
    r"\blocked (?:us|me) (?:in|inside|up)\b",
    r"\blocked (?:\w+ ){0,2}(?:in|inside)\b(?: \w+){0,3} with (?:him|dad|stepdad|her ex)\b",
    r"\b(?:locked (?:her|him|them|mum) (?:in|inside)|(?:are|is|'s|'re|been) locked (?:in|inside))\b"
    r"(?=.{0,80}\b(?:cry|scared|now|help|hit|drunk|mum|dad))",
    # What is about to be done.
    rf"\b(?:will|'?ll|gonna|gunna|going to|wants to) (?:\w+ )?(?:kill|murder|stab|strangle) {_WHO}\b",
    r"\b(?:frightened|scared|terrified|afraid|petrified) (?:to|of) (?:go|going) (?:back )?home\b",
    r"\b(?:refus\w+|won'?t|do(?:es)?(?:n'?t| not) want) (?:to )?go (?:back )?home\b.{0,60}\b(?:beat|kill|hurt|hit)\b",
    rf"\b{_ABROAD}\b.{{0,50}}\b{_SOON}\b",
    rf"\b{_SOON}\b.{{0,50}}\b{_ABROAD}\b",
    r"\b(?:having|getting) (?:the )?fgm\b",
    rf"\b(?:fgm|circumcis\w+|(?:be|being|get) cut)\b.{{0,50}}\b{_SOON}\b",
    rf"\b{_SOON}\b.{{0,50}}\b(?:fgm|circumcis\w+|be cut|married off)\b",
    # Taken.
    r"\b(?:has|have|'s|just|been) (?:just )?(?:been )?(?:snatched|abducted|kidnapped)\b",
    r"\b(?:drove|driven|driving|run|ran) off with (?:the|her|his|my|our|them|him|both|all)\b(?! (?:boy|girl)friend)",
    # Weapons.
    r"\b(?:with|has|got|holding|waving|carrying|pulled|drew) (?:out )?(?:a|an|the)?\s*(?:\w+ )?"
    r"(?:knife|gun|machete|weapon|axe)\b",
    r"\b(?:with|holding|waving|swinging) (?:a|the) hammer\b",
    # Calls for help.
    r"\bhelp\b.{0,40}\bby the (?:neck|throat)\b",
    r"\bhelp[!,:.]* (?:me |us |mum )?(?:he|she|dad|they)\b.{0,30}\b(?:hitting|attacking|killing|hurting)\b",
    r"\b(?:texted|texting|messaged|messaging|whatsapped)\b.{0,60}\bhelp\b(?! with)",
    r"\b(?:immediate|imminent) danger\b",
    r"\b(?:is this|this is|it'?s|its) an emergency\b",
)

# A weapon or a death in a drawing or a game is a worry, not an emergency; to draw a knife on someone is one.
PICTURED = _any(
    r"\bdrew\b(?! (?:a|the|his|her) (?:knife|gun|blade|machete|weapon) (?:on|at)\b)",
    r"\b(?:drawn|drawing|picture|painted|stor(?:y|ies)|film|movie|game|minecraft|fortnite|lego|puppets?)\b",
)

# It was long ago. Yesterday is not: an overdose or a strangling of yesterday still needs a doctor today.
PAST = _any(
    r"\blast (?:week|month|year|term|summer|autumn|spring|winter|christmas|easter|\w+day)\b",
    r"\b(?:weeks?|months?|years?|yrs?|terms?|decades?) (?:ago|back)\b",
    r"\bwhen (?:she|he|they|i|we|mum|dad) (?:was|were)\b",
    r"\b(?:convicted|conviction|sentenced|acquitted|inquest|trial)\b",
    r"\b(?:in|since) (?:19|20)\d\d\b",
    r"\b(?:used to|never|historic\w*|previously|in the past|years? later)\b",
    r"\b(?:at|over|before) (?:the )?(?:weekend|half term|summer|holidays|christmas|easter)\b",
)

# It is about rules, teaching or what comes after.
GENERAL = _any(
    r"\b(?:polic(?:y|ies)|training|inset|in general|hypothetical\w*|scenarios?|awareness)\b",
    r"\b(?:law on|(?:school|we have a) trip|flow ?chart)\b",
    r"\bdoes (?:\w+ ){0,2}(?:kcsie|guidance|law) say\b",
    r"\b(?:lessons?|assembl(?:y|ies)|workshop|session|poster|leaflet|webinar) (?:on|about|plan\w*)\b",
    r"\b(?:exclu\w+|perm(?:anent)? ex\w*)\b",
)

# Where what is said of a sign ends, and the question about it begins.
CLAUSE_END = _any(r"[,.;?!\n]", r"\b(?:what|who|how|where|do i|do we|should|is this)\b")

_PLACE = r"(?:reception|foyer|office|gates?|playground|car ?park|medical room|entrance|front door|classroom)"
_MAN = r"(?:he|dad|stepdad|step ?dad|father|ex|husband|partner|boyfriend|uncle|brothers?|man)"

# It is happening, or about to.
NOW = _any(
    r"\b(?:right now|as we speak|this (?:very )?minute|at this moment|imminent(?:ly)?|any minute|here now)\b",
    r"\b(?:tonight|2nite|this (?:afternoon|evening)|after school today)\b",
    r"\b(?:is|are|'?s|hes|shes|dads|mums|been|standing|waiting|sat|sitting|shouting) (?:\w+ ){0,3}?"
    rf"(?:in|at|outside|by|inside) (?:\w+ ){{0,2}}{_PLACE}\b",
    rf"\b(?:threatening|banging|kicking off|fighting) (?:\w+ ){{0,4}}?(?:in|at|outside) (?:the |our ){_PLACE}\b",
    r"\b(?:in|inside) (?:the|our) (?:school|building) (?:with|and)\b",
    rf"\b(?:in|at|outside|into|to) (?:the |my |our )?(?:school )?{_PLACE}\b.{{0,60}}\bnow\b",
    r"\boutside (?:the |our )?(?:school|gates?|building|house)\b",
    rf"\b{_MAN}(?:'?s| is| are)(?: still)? (?:here|coming|outside|downstairs|back in the house)\b",
    r"\bon (?:his|her|their) way\b",
    r"\bjust (?:now )?(?:walked|come|came|turned|arrived|messaged|texted|showed|shown|rang|rung|called|phoned|grabbed)\b",
    r"\bjust (?:now )?(?:snatched|taken|took|run|ran|disclosed|attacked|hit|driven|fled|collapsed|punched|threatened)\b",
    r"\bwalked in(?:to)?\b",
    r"\bturned up\b",
    r"\b(?:pick(?:ing|s)?|collect(?:ing|s)?) (?:her|him|them|up)\b.{0,30}\b(?:\d|minutes?|soon|now|today|hour)",
    r"\b(?:home ?time|goes home|go home|going home) (?:in|at|is) \d",
    r"\b\d+ ?mins?\b",
    r"\bin (?:my|the) (?:office|medical room|classroom|head'?s office)\b",
    r"\b(?:ringing|calling|texting|messaging) (?:me|us)\b.{0,20}\bnow\b",
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
    r"\b(?:hit|hits|hitting) (?:mum|mummy|her|him|them|me|us|a|the|staff)\b",
    r"\b(?:terrified|petrified|hysterical|threat\w*|finish (?:it|her|him|them)|lock(?:ed|ing) \w+)\b",
    r"\b(?:is|are|'?s|shes|hes|mums|so|really|too|very) (?:scared|frightened|shaking)\b",
    r"\b(?:kick(?:ing|ed) (?:the|down|in)|snatch\w*|abduct\w*|kidnap\w*|driven off|drove off|grabbed)\b",
    r"\b(?:married off|flown (?:out|to|abroad)|flight|on a plane|fgm|cut (?:tonight|today))\b",
    r"\b(?:overdose|(?<!by\s)suicid\w*|self[- ]?harm\w*|fled|fleeing|hiding|escaped)\b",
    r"\b(?:drunk|smell\w* of (?:drink|alcohol)|shouting|screaming|raging|furious|aggressive|violent)\b",
    r"\b(?:hurt(?:ing)? (?:her|him|them|mum|us|me)|scared (?:to|of) (?:go|going)|refus\w+ to go home|not safe)\b",
    r"\b(?:court order|non[- ]?mol\w*|999|emergency|urgent(?=!)|found (?:them|us|her)\b(?! \w+ing))",
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


def elsewhere(places: str) -> Cue:
    """Give the ways of saying that a child or family, not the school, comes from or lives in a nation."""
    moved = r"(?:mov\w+|came|com(?:e|ing)|transfer\w*|join\w*|arriv\w*|child|children|kids?|pupil|boy|girl|family|file|mum|dad)"
    return _any(
        rf"\b{moved}\b[^.?!]{{0,40}}\bfrom (?:an? |the )?(?:{places})\b(?: (?:primary|secondary|school|academy)\b)?",
        rf"\b(?:lives|living|moving|moved|gone) (?:\w+ )?(?:in|to) (?:{places})\b",
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

_PARTNER = r"my (?:wife|ex|husband|partner|girlfriend|boyfriend)"
_THEM = rf"(?:{_PARTNER}|her|his)"
_FAMILY = rf"(?:{_PARTNER}|my (?:kids|children|son|daughter)|(?:a|the) woman|she (?:lives|went|ran)|she(?:'s| is| has) \w+ing)"

# A request to the assistant, or a wish of the person's own: what someone else does is what these questions are about.
_ASK = (
    r"(?:how (?:do|can|could|would|might|should) (?:i|you|someone|somebody|one)|how to|(?:help|tell|show) me|"
    r"i (?:want|need|would like) to|i'?d like to|(?:can|could|will|would) you|can i|(?:a |any )?ways? to)"
)
_BID = rf"(?:^\s*(?:please )?|[.!]\s*(?:please )?|\b{_ASK}\b[^.?!]{{0,40}}\b|\b(?:can|could|shall|should) (?:i|we) )"
_CHILD = r"(?:mum|mam|dad|mother|father|famil(?:y|ies)|parents?|boy|girl|pupil|kid|student|woman|child(?! protection))"

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
        rf"\b{_ASK}\b[^.?!]{{0,60}}\b(?:find|trace|locate|track|work out|discover)\b[^.?!]{{0,40}}"
        rf"\bwhere\b[^.?!]{{0,60}}\b{_FAMILY}\b",
        rf"\b{_ASK}\b[^.?!]{{0,40}}\b(?:find|trace|locate|track(?: down)?) {_PARTNER}\b",
        rf"\b{_PARTNER}\b[^?!]{{0,160}}\b(?:which|what) (?:schools?|refuge|address)\b",
        r"\bmy (?:wife|ex|husband|partner|girlfriend|kids|children)\b[^?!]{0,120}"
        r"\bwhere (?:\w+ ){0,3}(?:gone|moved|liv\w+|staying)\b",
        rf"\b{_ASK}\b[^.?!]{{0,40}}\b(?:track|see|read|hack|access|spy on) (?:into )?{_THEM}(?:[’']?s)? "
        r"(?:phone|location|messages|texts|emails?|whatsapp)\b",
        rf"\b{_ASK}\b[^.?!]{{0,40}}\bget {_THEM}(?:[’']?s)? (?:phone |live )?(?:location|whereabouts|messages)\b",
    ),
    "asks for a child's or family's details": _any(
        r"\b(?:give|send|tell|show|get) me\b[^.?!]{0,60}\b(?:home address|mobile|phone number|cp file|contact details)\b"
        rf"[^.?!]{{0,60}}\b(?:{_CHILD}|in y(?:ea)?r?\s?\d+)\b",
    ),
    "asks to mislead a court, a record or a child": _any(
        rf"{_BID}(?:coach|tell)\b[^.?!]{{0,30}}\b(?:kids|children|child|son|daughter)\b[^.?!]{{0,20}}"
        r"\b(?:what )?(?:to|should) say\b"
        r"(?=.*\b(?:judge|court|social worker|cafcass)\b)",
        rf"{_BID}coach\b[^.?!]{{0,30}}\b(?:kids|children|child)\b",
        r"\bwrite my statement\b",
        rf"{_BID}(?:back-?date|falsify|fake|delete|alter|change)\b[^.?!]{{0,30}}"
        r"\b(?:record|log|chronology|file|cpoms|notes?|minutes)\b"
        r"[^.?!]{0,60}\b(?:before|look|seem|ofsted|inspect\w*|court|nobody|no one)\b",
    ),
    "asks for help to control or hide abuse": _any(
        r"\b(?:stop|prevent|keep)\b[^.?!]{0,30}\b(?:my (?:wife|ex|partner|girlfriend|kids|children))\b[^.?!]{0,30}"
        r"\b(?:leaving|telling|talking to|reporting)\b",
        rf"\bhow (?:do|can|could) i\b[^.?!]{{0,40}}\b(?:control|punish|hit|scare|monitor) {_THEM}\b",
        rf"\b{_ASK}\b[^.?!]{{0,60}}\bwithout (?:leaving )?(?:marks|bruises|(?:the )?school (?:knowing|finding))\b",
    ),
}
