"""The words for this moment, and the words that make a moment dangerous: each strong or weak.

A strong sign of either with a weak one of the other is danger now; two weak ones are not (gates.py does the sum). A
change here wants a line in tests/assistant/safety/test_gates.py.
"""

from __future__ import annotations

import re

from assistant.safety.patterns import any_of

_SPOT = (
    r"(?:reception|foyer|office|gates?|playground|car ?park|medical room|first aid(?: room)?|"
    r"entrance|front door|main door|"
    r"classroom|corridor|hall(?:way)?|library|canteen|staff ?room|(?:store )?cupboard|"
    r"fence|building|toilets?|loos?|bedroom|boot|car)"
)
_MAN = (
    r"(?:he|dad|stepdad|step ?dad|father|stepfather|ex|husband|partner|boyfriend|uncles?|"
    r"brothers?|cousins?|man|men|mates|family|they|"
    r"grandad|grandfather)"
)
_CHILD = (
    r"(?:child|boy|girl|pupil|student|kid|lad|toddler|baby|little (?:one|girl|boy)|year \d+|"
    r"y\d+|\w+ former|\w+ year old)"
)
_FROM = r"(?:child|pupil|mum|mother|girl|boy|she|he|sibling|sister|brother|parent)"
_EVENT = r"(?:parents'? ?eve(?:ning)?s?|meetings?|conference|sports day|play|concert|assembly|fair|fete|nativity|contact|court)"
_CLOCK = r"(?:\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?|half (?:past )?\w+|quarter (?:past|to) \w+|home ?time|lunch|break)"

# It is happening, or about to.
NOW = any_of(
    r"\b(?:right now|as we speak|this (?:very )?minute|at this (?:very )?moment|imminent(?:ly)?|"
    r"any (?:minute|second)|here now|happening now)\b",
    r"\b(?:tonight|2nite|this (?:afternoon|evening)|after school today|today is the day|straight from school)\b",
    r"\b(?:going to (?:\w+ ){1,4}(?:at|over|this)|by) (?:the )?weekend\b|\bon (?:satur|"
    r"sun|mon|tues|wednes|thurs|fri)day night\b",
    r"\b(?:is|are|am|'?s|hes|shes|dads|mums|been|standing|waiting|sat|sitting|shouting|attacked) (?:\w+ ){0,3}?"
    rf"(?:in|at|outside|by|inside|on) (?:\w+ ){{0,2}}{_SPOT}\b",
    rf"\b(?:threatening|banging|kicking off|fighting|shouting) (?:\w+ ){{0,4}}?(?:in|at|"
    rf"outside) (?:the |our ){_SPOT}\b",
    r"\b(?:in|inside) (?:the|our) (?:school|building) (?:with|and)\b|\b(?:who|he|dad|husband) is in (?:the )?school\b",
    rf"\b(?:in|at|outside|into|to) (?:the |my |our )?(?:school )?{_SPOT}\b.{{0,60}}\bnow\b",
    rf"\b(?:outside|across the road from|opposite|followed \w+ (?:to|into)) (?:the |our |"
    rf"my )?(?:main )?(?:house|school|college|nursery|{_SPOT})\b(?! class)",
    rf"\b{_MAN}(?:'?s| is| are)(?: still)? (?:here|coming|outside|downstairs|in school|back in the house)\b",
    r"\bon (?:his|her|their) way\b|\b(?:is|are|'s) (?:circling|hiding|waiting|following|driving (?:round|around))\b",
    r"\bjust (?:now )?(?:walked|come|came|turned|arrived|showed|shown|rang|rung|called|"
    r"phoned|grabbed|whispered|said|run|burst)\b",
    r"\bjust (?:now )?(?:snatched|taken|took|run|ran|fled|hit|driven|been|told|disclosed|"
    r"texted|messaged|sent|had a call|seen|found)\b",
    r"\bjust (?:now )?(?:attacked|collapsed|punched|threatened|dragged|kicked|stabbed|strangled|locked|smashed)\b",
    r"\bjust now\b|\bnow (?:rung|ringing|rang|phoned|messag\w+|crying|screaming)\b",
    r"\b(?:walked in(?:to)?|(?:has |have |'?s )run to us|(?:has|have|'s|just|dads|hes|shes) turned up|here to collect)\b",
    rf"\bturned up\b(?! (?:\w+ ){{0,3}}(?:at|to|for) (?:\w+ ){{0,3}}{_EVENT}\b)",
    r"\b(?:pick(?:ed|ing|s)?|collect(?:ed|ing|s)?) (?:(?:her|him|them) )?(?:up)?\b.{0,30}"
    r"\b(?:\d|half \d|minutes?|soon|now|today|hour)",
    rf"\b(?:collects?|pick ?up|comes?|coming|due(?: out)?|finish\w*|out|goes|home) (?:\w+ )?(?:in|at|is) {_CLOCK}",
    r"\b(?:home ?time|goes home|go home|going home) (?:in|at|is) (?:in )?\d",
    r"\b(?:(?:a few|\d+|two|five|ten) )?min(?:ute)?s? (?:ago|away)\b|\bin (?:\d+|ten|five|"
    r"an|half an) (?:mins?|minutes?|hours?)\b|\b\d+ ?mins?\b",
    r"\bin (?:my|the) (?:office|medical room|classroom|head'?s office)\b",
    rf"\b(?:i've|i have|i|we've|we have) got (?:an?|this|the) (?:\w+ )?{_CHILD}\b|\b{_CHILD} (?:\w+ )?(?:in f"
    rf"ront of|here with|with) me\b",
    r"\b(?:ringing|calling|texting|messaging) (?:me|us)\b.{0,20}\bnow\b",
    r"\b(?:on the phone|down the phone|whisper\w+|(?:can|could|can all|we) hear|heard (?:a|"
    r"him|her|dad|screams?)|on the call|on (?:a )?teams)\b",
    r"\b(?:texted|messaged|txt'?d|texting|messaging|whatsapped|msg'?d) (?:me|us)\b|\blast (?:text|message)\b",
    rf"\b{_FROM}(?: has)? (?:just )?(?:texted|messaged|rang|rung|phoned)\b",
    r"\bpolice (?:are|is|r) not here|\b(?:refus\w+ to|won'?t|will not|can'?t|cannot) (?:leave|get out)\b",
    r"\b(?:is|are|'?s|trying|standing|streaming himself) (?:\w+ ){0,3}?(?:climb\w*|smashing|"
    r"kicking|banging|breaking|hammering|driving|dragging|screaming)\b",
    r"\btrying to (?:force|drag|take|grab|break|get (?:in|to|at))\b|\bis being (?:hit|"
    r"beaten|kicked|punched|dragged|forced)\b",
    r"^\W*(?:please )?help(?: me| us)?(?: please)?(?:[!.,]| (?:he|she|they|dad|mum|there|"
    r"an?|the|someone)\b)|\b(?:please help|need (?:\w+ )?(?:someone|help|police) now)\b",
    r"\b(?:isn't|is not|not) answering\b|\b(?:haven't|hasn't|not) (?:come|turned up|been found|"
    r"arrived|in) ?(?:in|today|this morning|,)",
)
NOW_SHOUTED = re.compile(r"\b(?:NOW|TONIGHT)\b")

# It is of today: much that is not urgent is of today too.
TODAY = any_of(
    r"\b(?:this morning|today|last night|yesterday|at (?:lunch|break)(?:time)?|before school|"
    r"on the way (?:in|to school)|tomorrow)\b",
    r"(?<!by\s)(?<!until\s)(?<!till\s)(?<!than\s)(?<!from\s)(?<!right\s)\bnow\b(?! (?:wets|"
    r"living|lashing|in y|settled))",
    r"\b(?:goes|go|going|went|gone) (?:back )?home\b|\b(?:rang|rung|says (?:she|he)'ll|is saying)\b|\bon saturday\b",
    rf"\b(?:at|by) {_CLOCK}\b|\ball morning\b|\bi don'?t know what to do\b|"
    r"\b(?:waiting(?! (?:lists?|times?)\b)|hiding)\b",
)

# What makes a moment dangerous.
GRAVE = any_of(
    r"\b(?:knife|knives|gun|machete|weapon|blood|bleeding|unconscious|collapsed|stab\w*|"
    r"hammer|bat|shoot\w*|shot(?! of\b)|acid|petrol|noose|rope|axe)\b",
    r"\b(?:strangl\w*|chok(?:ed|ing)|throttl\w*|suffocat\w*|by the (?:neck|throat|hair|leg|arm)|rap(?:ed|ing))\b",
    r"\bhands? (?:a?round|on) (?:her|his|their|\w+'?s) (?:neck|throat)\b|\bthroat\b",
    r"\b(?:burn(?:t|ed|s|ing)|fractur\w*|broken (?:arm|leg|nose|wrist|jaw|rib)|concuss\w*|"
    r"welts?|cut head|head injury)\b",
    r"\bbruis\w+ (?:all over|(?:on|round|around) \w+ (?:neck|face|throat|back))\b|\bfresh (?:burns?|"
    r"bruises)\b|\bbruised and\b",
    r"\b(?:punched|kicked|hit|beat\w*) (?:\w+ ){0,5}?(?:in the (?:stomach|head|face|back|"
    r"belly)|with an? \w+|so (?:hard|bad))\b",
    r"\b(?:can'?t|cannot|couldn'?t) (?:walk|stand|get up|see(?! \w)|swallow|wake)\b|\bpregnant and bleeding\b|\bpassed out\b",
    r"\b(?:wasn'?t|isn'?t|not|won'?t|stopped) (?:talking|moving|responding|waking|getting up|opening)\b",
    r"\b(?:beat(?:en|ing)? (?:her|him|them|mum|up|someone)|batter(?:ed|ing)|murder\w*|kill(?:s|ed|ing)?|"
    r"(?<!phone\s)(?<!phone's\s)(?<!phones\s)dead(?! (?:to|calm|end|keen|easy|tired|set|good)\b))\b",
    r"\b(?:for (?:her|his|their) (?:own )?li(?:fe|ves)|in the boot|force (?:her|him|them|"
    r"mum) in(?:to)?|forced? in(?:to)? (?:the|his|a) car)\b",
    r"\b(?:married off|married to|flown (?:out|to|abroad)|(?:flights?|a plane|airport)"
    r"\b(?! (?:mode|trip))|fgm|(?:to be|be|getting) cut|no choice)\b",
    r"\b(?:overdose|(?<!by\s)suicid\w*|end it|take (?:her|his) own life|kills? (?:him|her)self|jump off)\b",
    r"\b(?:snatch\w*|abduct\w*|kidnap\w*|driven off|drove off|driving drunk|car keys|locked (?:her|"
    r"him|us|me|them|mum) (?:in|up)|leave the country)\b",
    r"\b(?:hurts to (?:wee|pee|sit)|sexually (?:abus|assault|touch)\w+|touched (?:her|his|my) (?:private|bits))\b",
    r"\b(?:smash\w* (?:up|the)|tak(?:e|ing) the (?:kids|children) with him|burst in|screams|"
    r"threatening to (?:kill|drop|burn|shoot|stab|jump|hurt))\b",
    r"\b(?:get|gets|got) (?:the|a) (?:belt|beating|battering)\b|\bmouthed help\b|\bcall the police\b|\bsafe ?word\b",
)
WORRYING = any_of(
    r"\b(?:hit|hits|hitting) (?:mum|mummy|her|him|them|me|us|a|the|staff|by)\b|\b(?:attack\w*|"
    r"punch\w*|assault\w*|smash\w*|dragg\w*|beat(?:en|ing)?)\b",
    r"\b(?:being|been|was|got) (?:hit|hurt|kicked|thrown|forced|made to go|released)\b|"
    r"\b(?:shook|shaken|threw|thrown)\b",
    r"\b(?:terrified|petrified|hysterical|in bits|threat\w*|finish (?:it|her|him|them)|"
    r"lock(?:ed|ing) (?!down|er|door)\w+)\b",
    r"\b(?:is|are|'?s|shes|hes|mums|so|really|too|very|and) (?:scared|frightened|shaking|"
    r"crying|begging)\b|\bbegging not to\b",
    r"\b(?:kick(?:ing|ed) (?:the|down|in)|hammering|grabbed|hold of (?:his|her|the)|bruis\w+)\b",
    r"\b(?:self[- ]?harm\w*|fled|fleeing|escaped|hiding(?=[^.?!]{0,40}(?:from|because|since|and)))\b",
    r"\b(?:drunk|smell\w* of (?:drink|alcohol)|shouting|screaming|raging|aggressive|violent|ranting)\b",
    r"\b(?:hurt(?:ing|s)? (?:her|him|them|mum|us|me|the baby)|scared (?:to|of) (?:go|going)|"
    r"refus\w+ to (?:go home|leave)|not safe|can'?t go home)\b",
    r"\b(?:court order|restraining order|bail|non[- ]?mol\w*|999|"
    r"emergency(?! (?:housing|accommodation|contacts?|numbers?|exits?|funds?|payments?|planning|legislation))|urgent(?=!)|"
    r"found (?:them|us|her)\b(?! \w+ing))",
    r"\b(?:taking|take|grab|snatch|get) (?:the|his|her|my) (?:kids|children|child|baby|"
    r"twins)\b|\bat the (?:kids|children)\b",
    r"\b(?:find|found) (?:her|them|us|me) and\b|\bhe will find (?:her|them)\b|\bhelp me"
    r"\b(?! \w)|\bfollowed (?:her|him|them|mum)\b",
    r"\bhe'?(?:ll| will) (?:hurt|get|find|come for|take)\b",
)
