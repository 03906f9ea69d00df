"""The words by which a police notification says each thing, as forces’ forms, e-mails and people’s own notes have them.

``SHOWN`` says it; ``HINTED`` only touches it, so that a reader has to look. What is read is without details: a name is “Child A”,
a date of birth “[date of birth]”.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.safety import Cue, any_of
from corpus.statements import NotificationField as Field

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT_DAY = r"(?:mon|tues?|weds?|thurs?|fri|sat|sun)"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
_PART_OF_DAY = r"(?:night|evening|morning|afternoon|tea ?time|lunch ?time|just gone)"
_CLOCK = r"(?:\d{1,2}[:.]\d{2} ?(?:hrs?|am|pm)?|\d{1,2} ?(?:am|pm)|[012]\d[0-5]\d ?hrs)"
_CLOCK_IN_WORDS = r"\b(?:half|(?:quarter|ten|twenty|five) (?:past|to)) (?:past )?[a-z]+\b"
_OF_SCHOOL = (
    r"(?:me|us|(?:his|her|their|my|our|the) (?:form )?(?:tutor|ta|teacher|key ?(?:person|worker)|head of year|class))\b"
)
_CHILD = (
    r"(?:child(?:ren)?|kids?|boys?|girls?|lads?|pupils?|sons?|daughters?|bab(?:y|ies)|infants?|toddlers?|sib(?:ling)?s?"
    r"|brothers?|sisters?|twins|ch ?\d)"
)
_SOCIAL_CARE = r"(?:csc|children[’']?s (?:social care|services)|social (?:care|services|worker)|mash|edt)"
_BOX = r"[\s:?=\-☒☑✓✔\[\]()]{1,8}"  # between a label and the answer that is ticked or typed

AGES = any_of(
    r"\b(?:aged?s?|ages)\W{0,3}\d{1,2}\b(?:(?:, | and | & |/|,)\d{1,2}\b)*",
    r"\b\d{1,2}[- ]?(?:yo|y/o|yrs?|year)s?[- ]?(?:olds?)?\b",
    rf"\b{_CHILD}[,( ]{{1,3}}(?:aged )?\d{{1,2}}\b(?:(?:, | and | & )\d{{1,2}}\b)*",
    r"\b(?:y|yr|year) ?\d{1,2}\b|\breception\b|\bnursery\b",
    r"\b[MF],? ?\d{1,2}\b",
    r"\b(?:dob|d\.o\.b|born)\b[^;\n]{0,4}(?:\d{1,2}[/.-]){0,2}(?:19|20)?\d\d\b|\bdob\b[^;\n]{0,3}\[",
    r"(?<!in\s)(?<!last\s)(?<!past\s)\b\d{1,2} ?(?:months?|mths?|m/o|weeks?|wks?)(?:[- ]?olds?)?\b(?! (?:ago|pregnant|gone))",
)
"""A child’s age, year or date of birth."""
NAMED = any_of(r"\bchild [A-Z]\d?\b")
"""A child who was named."""
BORN = any_of(
    r"\bchild [A-Z]\d?(?: [\w’'-]+)?,? \d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b",
    r"\[date of birth\]",
    r"\b(?:dob|d\.o\.b\.?|date of birth|born)\W{0,4}(?:on )?\d{1,2}(?:st|nd|rd|th)?[/. -]\w+[/. -]\d{2,4}",
)
"""A date of birth."""

SHOWN: Mapping[Field, Cue] = MappingProxyType({
    Field.WHEN: any_of(
        r"\b(?:incident|event|occurred|offence)\b[^\n.]{0,20}\[date of birth\]",  # a date of a form that is taken for another
        rf"\b(?:{_DAY}|{_SHORT_DAY})\W{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?",
        r"\b(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]"
        r"|1[0-2])(?:[/.-]\d{2,4})?(?![\d-])(?:[^.\n]{0,12}\b\d{1,2}[:.]?\d{2} ?(?:hrs?|am|pm)?\b)?",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)\b",
        rf"\b(?:last |this |on |early |late )?(?:{_DAY}s?|{_SHORT_DAY})(?: {_PART_OF_DAY})?\b",
        r"\b(?:last night|yesterday(?: \w+)?|this morning|overnight|tonight|(?:over|at) the weekend"
        r"|earlier today|early hours)\b",
        rf"\b{_CLOCK}\b",
        r"\b(?:at )?[012]\d[0-5]\d (?:today|yesterday|this morning|last night)\b|\b(?:at|attended) [012]\d[0-5]\d\b",
    ),
    Field.WHERE: any_of(
        r"(?<!left\s)\b(?:home|family|incident|the|an|grandparents[’']?|mum[’']?s|dad[’']?s)"
        r" (?:addr(?:ess)?|home|house|flats?|property)\b",
        r"\bat home\b|\bhome (?:of|to)\b|\bdwelling\b|\baddress (?:of|where)\b|\[address|\[postcode|\bH/?A\b"
        r"|\bin (?:the )?(?:property|address)\b|\b(?:at|attended) address\b|\b(?:outside|at) (?:the )?school\b"
        r"|\bschool gates?\b|\b\w+[’']s?[’']? address\b",
        r"\b(?:location|venue|loc|where|address|place)(?: type)? ?[:=] ?\w|\blocation \w",
        r"\b(?:at|outside|in)(?! (?:the )?house\b) (?:(?:her|his|their|the|a|[a-z]+[’']s) ){0,2}(?:home|house|flats?"
        r"|street|road|garden|drive|alley"
        r"|car ?park|park|pub|shop|supermarket|kitchen|doorstep|hotel|hostel|car|vehicle)\b",
        r"\b(?:at|to) (?:his |her |their )?(?:grandparents|grandma|nan|mum|dad|mother|father|aunt\w*|uncle)[’']?s?[’']\W",
        r"\bat (?:mum|dad|nan)s\b|\bat (?:mum|dad|nan)[’']s\b|\baccommodation\b|\bcar ?park\b",
    ),
    Field.WHAT: any_of(
        r"\b(?:verbal(?: \w+)?|argu(?:ment|ing|ed)|altercation|assault\w*|strangl\w*|chok\w*|punch\w*|hit|kick\w*|push\w*"
        r"|slap\w*|grabb\w*|bit|dragg\w*"
        r"|threaten\w*|threats?|shout\w*|smash\w*|damage\w*|broke\w*|knife|weapon|harass\w*|stalk\w*|breach\w*"
        r"|hands? (?:a?round|on)|thr[eo]w\w*|row(?:ed|ing)?|f(?:ight\w*|ought)|dispute|drunk|drinking"
        r"|forced (?:the|his|her|open)|locked (?:her|him|them|out)|follow(?:ed|ing) her|spat|burn\w*|raped?|pour\w*"
        r"|scream\w*|discharg\w*|pinned|windpipe|forearm|struck|shov\w*|pull\w*|scratch\w*|(?:took|taken) hold|prevent\w*)\b"
        r"[^.;\n]{0,60}"
    ),
    Field.PRESENT: any_of(
        rf"\b(?:{_CHILD}(?:\(ren\))?(?:/\w+)? )?(?:present|witness\w*|seen|at (?:the )?(?:address|property)|see or hear"
        rf"|at (?:the )?incident){_BOX}(?:yes|no|y|n|heard|saw|both|\d|(?:person|child) [A-Z]\d?)\b(?! ?/)[^.;\n|]{{0,40}}",
        rf"\b{_CHILD}\b[^.;\n]{{0,40}}\b(?:present|in bed|asleep|upstairs|downstairs|in (?:\w+ )?(?:room|house"
        rf"|car|veh(?:icle)?|address|property|kitchen|bedroom|doorway|lounge|garden|(?:rear|back|front) seat)"
        rf"|at (?:home|school)|witness\w*|saw|seen|heard|hid\w*|safe and well|rang|called|watch\w*|filmed|stood"
        rf"|c[ao]me down|struck|interven\w*|answered|opened|approached|observed|awake|not present|not there|home"
        rf"|stepped|got (?:in )?between|sleepover)\b",
        rf"\b(?:present|witness\w*|in front of|seen by|heard by|with (?:the|both|their)|with (?:her|his)(?= (?:child"
        rf"|kid|son|daughter|bab)))\b"
        rf"[^.;\n]{{0,25}}\b{_CHILD}\b|\bno (?:other )?{_CHILD}\b",
        r"\b\d{1,2} ?(?:yrs?|years?|yo|y/o)\b[^.;\n]{0,14}"
        r"\b(?:asleep|present|upstairs|in bed|made the|rang|hid|saw|heard|witness\w*)\b",
        rf"\b{_CHILD}\b[^.\n]{{0,80}}\b(?:were|was) (?:not )?(?:there|present)\b",
        rf"\b{_CHILD} ?[:|] ?(?:both|all|none|in (?:the|a|arms|bed|car)|at |asleep|present|not present|upstairs)[^.;\n|]{{0,40}}",
        rf"\b{_CHILD}\b(?!(?: [A-Z]\d?)?[’']s (?:mother|father|mum|dad|parents?)\b)[^.;\n|]{{0,80}}"
        rf"\b(?:in (?:the )?arms|in (?:a |the )?(?:buggy|pram|cot|bath|caravan|next room)"
        rf"|(?:on|onto|to) the (?:landing|stairs)|top of the stairs|indoors|next to|in (?:a )?\w+ beside|travelling with"
        rf"|all w(?:ith|/) ?(?:mum|mother|dad|father|nan)|woken?|slept|crying|distressed|upset|throughout"
        rf"|(?:were|was) (?:both )?(?:in\b|out\b|at (?:a|the|his|her)\b))",
    ),
    Field.VOICE: any_of(
        rf"\b(?:voice of (?:the )?(?:{_CHILD}|yp)|(?:{_CHILD})[’']?s voice)\b[^\n|]{{0,60}}|\bvoice ?[:–-][^\n|]{{0,60}}",
        rf"\b{_CHILD}\b(?![’']?s? (?:services|social|schools?\b))(?:(?!\bno offences?\b)[^.;\n]){{0,80}}"
        rf" (?:said|told(?! {_OF_SCHOOL})|stated|states|disclosed|says|reported|say ?:)[^.;\n]{{0,50}}",
        rf"\b(?:{_CHILD}|yp)[’']?s (?:account|words)\b[^.;\n|]{{0,60}}",
        r"\b(?:nobody|no[- ]?one)\b[^.;\n]{0,30}\basked (?:him|her|them)\b(?! to\b)",
        rf"\b{_CHILD}\b[^.;\n]{{0,30}}\b(?:not )?spoken to\b[^.;\n|]{{0,30}}",
        r"\bwould(?:n[’']?t| not) (?:speak|talk|say anything)\b[^.;\n]{0,30}",
    ),
    Field.REFERENCE: any_of(
        r"\b(?:ref(?:erence)?|log|occ(?:urrence)?|crime|urn|cad|niche|urd|quote|incident (?:no|number|ref)|incident(?= \[ref))"
        r"(?:[ /](?:no|number|ref|incident number))?\W{0,3}(?!\d{1,2}[/.:]\d)(?:\[reference|\d{2,}|(?-i:[A-Z]{1,4})[/ -]?\d{2,})",
        r"\breference\b(?!\])|(?<!\bPC\s)(?<!\bPS\s)(?<!\bDC\s)(?<!\bDS\s)(?<!\bSgt\s)\[reference\]",
    ),
    Field.SENT: any_of(
        rf"\b(?:sent|created|e-?mailed|submitted|generated|issued|date of (?:report|notification)|(?<!\bcall\s)received|rec[’']?d"
        rf"|came (?:in|through)|rang|rung|phoned|voicemail"
        rf"|alert|notified|just (?:had|taken) a call)\b(?! 999)[^.;|\n]{{0,30}}?"
        rf"(?:{_CLOCK}(?: ?(?:this morning|today))?|\d{{1,2}}[/.-](?:\d{{1,2}}|{_MONTH})(?:[/.-]\d{{2,4}})?)",
        rf"\b(?:police|officer|encompass|pc|they) (?:rang|called|phoned)(?: us| me)?(?: at)? {_CLOCK}",
        rf"\b(?:(?:this|it|e-?mail|notice|notification|alert|message) (?:arrived|landed)|came (?:up|into)|reached (?:us|me)|inbox"
        rf"|voicemail|written down|rung|rang (?:us|me)|phoned (?:us|me|nursery|school|reception)"
        rf"|spoke to (?:our|us|me|reception))\b[^.;:|\n]{{0,30}}?(?:{_CLOCK}|{_CLOCK_IN_WORDS})",
        rf"\b(?:encompass|police)(?: line)?,? (?:at )?(?:{_CLOCK}|half (?:past )?[a-z]+)",
        rf"\b(?:encompass|police) (?:call|e-?mail|alert|notification|notice|message)"
        rf"(?: received| rec[’']?d| came(?: in| through)?)?,? (?:at |in )?"
        rf"(?:{_CLOCK}(?: ?(?:this morning|today))?|this morning|today)",
        r"\b(?:received|came (?:in|through)|reached (?:me|us))[^.;\n]{0,20}\b(?:overnight|yesterday|today|this morning)\b",
        rf"\b(?:e-?mail|call|message|notification) (?:from|at)\b[^.;\n]{{0,30}}?{_CLOCK}",
        r"\b(?:op(?:eration)? ?encompass|encompass|notification|alert|ppn) \d{1,2}[/.]\d{1,2}\b",
    ),
    Field.REFERRAL: any_of(
        rf"\b{_SOCIAL_CARE}\b[^.;\n?]{{0,40}}\b(?:informed|notified|aware|told|open|referr\w+|ref[’']?d|ref made|contacted"
        rf"|involved|allocated|known|shared|have the|yes|no|done|sent|made)\b",
        rf"\b(?:informed|notified|referr\w+(?: to)?|ref[’']?d(?: to)?|shared\b[^.;\n]{{0,40}}? with|copied to|gone to"
        rf"|told)\W{{1,3}}"
        rf"(?:[\w’',+&]+ ){{0,6}}{_SOCIAL_CARE}\b",
        rf"\breferral (?:to|has gone to) {_SOCIAL_CARE}\b|\bcontact(?:ed)? (?:made )?(?:by|with) (?:mash|csc|edt|social)\b",
        rf"\bshared with ?: ?[^.\n]{{0,60}}\b{_SOCIAL_CARE}\b",
    ),
    Field.RISK: any_of(
        r"\b(?:standard|medium|high)[- ]?(?:risk|grade)\b|/ ?(?:standard|medium|high)\b",
        r"\b(?:risk|dash|dara|grad\w+|level|rag)\b[^.;\n|]{0,25}\b(?:standard|std|medium|med|high|low|red|amber"
        r"|green)\b|\brag\W{1,3}(?:person|child|adult) [A-Z]\b",
        r"^[^\n.]{0,40}\b(?:domestic|ppn|vist|merlin|notification|encompass)\b[^\n.]{0,30}\b(?:standard|medium|high)\b",
        r"(?:(?<=[.;\n])|^) ?(?:standard|medium|high)(?=[.;\n]|$)|\bstd (?:risk|grade)\b",
    ),
    Field.ACTION: any_of(
        r"\b(?:arrest\w*|in custody|locked up|nicked|at the (?:police )?station|seized|bail\w*|charged|released"
        r"|remanded|on remand"
        r"|cautioned|nfa|no further (?:police )?action"
        r"|no (?:charges?|arrests?|offences?|complaints?|crimes?)|words of advice|advice given"
        r"|voluntary (?:interview|attendance)|(?:not|yet to be)(?: been| yet)? (?:located|found|traced)|outstanding"
        r"|looking for (?:him|her)|removed|left (?:the )?(?:address|property|prior|before)|dvpn|dvpo|dapn|non[- ]mol\w*"
        r"|restraining order)\b[^.;\n]{0,50}"
    ),
    Field.INJURY: any_of(
        r"\b(?:injur\w+|hospital|ambulance|bruis\w*|cuts?|bleed\w*|scratch\w*|graz\w+|marks?|no visible|unhurt"
        r"|uninjured|a ?& ?e|convey\w* to (?:\w+ )?hospital|black eye|lip|red(?:ness|den\w*)|sw[eo]ll\w*|sore|pain|lump|hurt"
        r"|fractur\w*|wounds?(?! (?:him|her|them) up)|wounded|bloody|burnt (?:her|his)|bite (?:mark|to (?:his|her|the))|bitten"
        r"|broken (?:nose|arm|wrist|rib|tooth|jaw)"
        r"|unconscious\w*|lost consciousness|hoarse|unable to (?:breathe|speak)"
        r"|strangl\w*|suffocat\w*|stabb\w*|hands? (?:a?round|to|on) (?:[\w’']+ )?(?:throat|neck)"
        r"|by (?:the )?(?:throat|neck))\b[^.;\n]{0,30}"
    ),
    Field.SCHOOLS: any_of(
        r"\b(?:(?:other|three|two|different|both|all) (?:\w+ )?(?:schools?|nurser\w+)"
        r"|(?<!our\s)(?<!the\s)(?<!this\s)(?<!a\s)(?<!his\s)(?<!her\s)(?<!their\s)(?<!private\s)(?<!local\s)(?<!['’]s\s)nursery"
        r"|(?:siblings?|sisters?|brothers?) at)\b[^.;\n]{0,30}",
        r"\b(?:school|college|nursery|pre-?school|(?:infants|primary|juniors)(?! (?:carer|victim|suspect))|education)\b"
        r"[^.;\n]{0,40}"
        r"\b(?:notified|informed|told|aware|had (?:this|the|their))\b(?! (?:mother|father|mum|dad|parents?|us|me)\b)",
    ),
})  # fmt: skip
"""By field the words that say it; of ``CHILD`` it is read from the name and the date of birth."""

PRONOUNS: Mapping[Field, Cue] = MappingProxyType({
    Field.PRESENT: any_of(
        r"\b(?:he|she|they) (?:rang|called|saw|heard|hid|watched|witnessed|filmed|was (?:not )?(?:present|there|asleep|upstairs))"
        r"\b[^.;\n]{0,40}"
    ),
    Field.VOICE: any_of(
        r"\b(?:he|she|they)(?:[’']s|[’']ve| has| have)? (?:told|said|says|stated|disclosed)\b[^.;\n]{0,60}"
    ),
})
"""By field words that say it, if “he” or “she” can only be a child."""

HINTED: Mapping[Field, Cue] = MappingProxyType({
    Field.WHEN: any_of(r"\b(?:recent(?:ly)?|last (?:week|month)|the other (?:day|night))\b"),
    Field.WHERE: any_of(r"\b(?:upstairs|downstairs|bedroom|in bed|household|in (?:the )?house|hall(?:way)?|landing)\b"),
    Field.WHAT: any_of(r"\b(?:domestic(?: (?:abuse|violence))?|da|dv|dva|incident|offence)\b[^.;\n]{0,40}"),
    Field.PRESENT: any_of(
        rf"\b{_CHILD}(?: ?\(?[a-z]{{0,3}} ?\d{{1,2}}\)?)? (?:in (?:the )?(?:household|family)|(?:normally )?(?:resident|lives?"
        rf"|living))\b[^.;\n]{{0,20}}",
        rf"\b{_CHILD}[^.;\n]{{0,12}}\bpresent\b[^.;\n|]{{0,20}}|\bif (?:the )?{_CHILD}\b[^.;\n]{{0,30}}",
    ),
    Field.VOICE: any_of(
        r"\b(?:he|she|they)(?:[’']s|[’']ve| has| have)? (?:told|said|says|stated|disclosed)\b[^.;\n]{0,60}",
        r"\bviews?\b[^.;\n]{0,30}",
    ),
    Field.REFERENCE: any_of(
        r"\b(?:ref(?:erence)?|log|crime|cad|urn) (?:no|number)\b[^.;\n|]{0,30}|\bref\b[^.;\n|]{0,20}"
    ),
    Field.REFERRAL: any_of(rf"\b{_SOCIAL_CARE}\b[^.;\n|]{{0,30}}"),
    Field.RISK: any_of(r"\b(?:risk|dash|dara|rag)\b[^.;\n|]{0,40}"),
    Field.ACTION: any_of(r"\b(?:suspect|outcome|action taken)\b[^.;\n|]{0,30}"),
    Field.INJURY: any_of(r"\binjur\w+\b[^.;\n|]{0,20}"),
    Field.SENT: any_of(r"\b(?:date sent|sent (?:on|at)|voicemail)\b[^.;\n|]{0,20}"),
})
"""By field words that touch it without saying it."""

MATTERS: Mapping[Field, Cue] = MappingProxyType({
    Field.SCHOOLS: any_of(
        r"\b(?:children|kids|siblings?|brothers?|sisters?|twins|boys|girls)\b|\b\d{1,2} (?:and|&) \d{1,2}\b|\bch(?:ild)? ?2\b"
    ),
})
"""By field what a notification must say for it to matter."""

NOT_KNOWN = any_of(
    r"\bnot (?:yet )?(?:stated|known|recorded|specified|given|obtained|available|provided|completed|assessed|confirmed|sure"
    r"|certain|asked)\b",
    r"\bunknown\b|\bn/?k\b|\bt\.?b\.?[ca]\b|\bto (?:follow|be (?:confirmed|informed|notified|told|referred|advised))\b",
    r"\bawait(?:ed|ing)\b|\bno (?:\w+ ){1,2}(?:given|recorded|stated|known|provided|supplied|available|yet)\b",
    r"\b(?:could|would|did|do|does|was|were|can)(?:n[’']?t| not) (?:yet )?(?:say|tell|confirm|ask|have|know|sure|record)\b",
    r"\bunable to (?:obtain|get|confirm|establish|say)\b",
    r"\bwill (?:e-?mail|send|follow|confirm|see|speak)\b|\blater (?:today|on)\b|\by ?/ ?n\b|\byes ?/ ?no\b",
    r"[☐□] ?(?:yes|y) ?[☐□] ?(?:no|n)\b|\[ ?\] ?(?:yes|y) ?\[ ?\] ?(?:no|n)\b",
    r"[:?][\s\"“”]*$",
)
"""Words after which a field is named and not said: in the clause that names it."""

UNSURE: Mapping[Field, Cue] = MappingProxyType({
    Field.WHEN: any_of(
        r"\b(?:reached (?:me|us)|(?<!\bcall\s)received|arrived|came (?:in|through)|got this|inbox|(?:are|is) in"
        r"|walked in)\b"
    ),
    Field.PRESENT: any_of(
        r"\b(?:believed|thought|may have|might have|possibly|apparently)\b|\bnot (?:been )?seen\b"
        r"|\bif (?:the )?(?:girl|boy|child)"
    ),
    Field.RISK: any_of(r"\b(?:refused|declined)\b"),
    Field.ACTION: any_of(r"\bwhether\b"),
})
"""By field words of the clause after which it is not sure."""

LABELS = any_of(
    r"(?:child(?:[’']?s)?|pupil(?:[’']?s)?)? ?(?:full )?names?|date of birth|d\.?o\.?b\.?|incident (?:date|time|address|location)"
    r"|(?:date|time|location|nature|type|details) of (?:the )?incident|location|venue|address"
    r"|(?:was |were )?(?:the )?child(?:ren)? (?:present|spoken to|seen)(?: at (?:the )?(?:incident|address))?"
    r"|(?:brief )?(?:circumstances|summary|details)|voice of (?:the )?child|child[’']?s voice"
    r"|(?:police |crime |incident )?reference(?: number)?|risk(?: level| grade| assessment)?|outcome|action taken|injur(?:y|ies)"
)
"""Labels of forms that stand on a line of their own, with what they ask for on the next."""
