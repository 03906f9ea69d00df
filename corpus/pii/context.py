"""What stands before and after a name: titles, relations, ages, year groups, what people do and own. Patterns alone, no decision.

``BEFORE_…`` is searched in the text that ends where a word begins; ``AFTER_…`` is matched where the word ends.
"""

from __future__ import annotations

import re

_TITLE = (
    r"(?:mrs?|ms|miss|mx|dr|prof(?:essor)?|rev|sir|lady|lord|cllr|councillor|pc|wpc|pcso|dc|ds|di|sgt|sergeant|insp(?:ector)?"
    r"|detective|constable|officer|judge|nurse|imam|rabbi|pastor|aunt(?:ie|y)?|uncle|abti|eeddo|massi|masi|chacha|chachi"
    r"|khala|mamu|nani|nana|tata|señora?|senora|coach)"
)
_PARENT = (
    r"(?:mum|mam|mom|mummy|mammy|mother|ma|dad|daddy|father|step-?\s?(?:mum|dad|mother|father)|nan|nana|nanna|nanny"
    r"|gran|granny|grandma|grandmother"
    r"|gran?ddad|grandad|grandfather|aunt|auntie|aunty|uncle|carer|foster carer|guardian|parent)s?"
)
_CHILD = (
    r"(?:child|children|kids?|pupils?|students?|boys?|girls?|sons?|daughters?|brothers?|sisters?|siblings?|twins?|baby|toddler"
    r"|bairns?|niece|nephew|stepson|stepdaughter|grandson|granddaughter|pal|tutee|learner|starter|eldest|youngest"
    r"|oldest|little one|half-?\s?(?:brother|sister)|lad|lass)"
)
_ADULT = (
    r"(?:partner|hubby|husband|wife|neighbour|teacher|tutor|ta|head|headteacher|senco|governor|caretaker|idva|worker"
    r"|visitor|doctor|gp"
    r"|solicitor|victim|suspect|perpetrator|perp|lodger|colleague|officer|oic|staff member|member of staff|clerk|cook|coach"
    r"|escort|landlord|reporter|caller|counsellor|manager"
    r"|sw|hv|fsw|elsa|ewo|feller|fella|bloke|associate|housemate|childminder|babysitter|paramedic|therapist|keyworker)"
)
_PEER = r"(?:boyfriend|girlfriend|bf|gf|ex|friend|mate|cousin|bestie|best friend|fianc[eé]e?)"
_RELATED = rf"(?:{_PARENT}|{_CHILD}|{_ADULT}|{_PEER})"
_VERB = (
    r"(?:told|tells|said|says|asked|asks|rang|phoned|texted|txted|txt|emailed|wrote|cried|disclosed|hit|hits|bit|punched|pushed"
    r"|kicked|threatened|came|went|arrived|refuses|refused|keeps|lives|lived|draws|drew|screamed|confided|reported|repeated"
    r"|whispered|mentioned|admitted|denied|thinks|wants|wanted|saw|overheard|attends|moved|turned up|hid|flinches|wets|sleeps"
    r"|left|won['’]?t|doesn['’]t|didn['’]t|hasn['’]t|isn['’]t|wasn['’]t|has been|had been|jus)"
)
_OWNED = (
    rf"(?:{_RELATED}|massi|nani|baba|tata|hooyo|tad|bruis\w*|injur\w*|burns?|scars?|hair|lip|eye|hands?|uniform|passport|family|house|home|file|records?|arms?|legs?|face|neck|class|form|phone|bag"
    r"|book|behaviour|story|case|account|diary|room|new|big|little|older|younger|eldest|social|name|address|attendance|plan"
    r"|school|work|coat|chronology|key|voice|wishes|side|place)"
)
_NOT_AN_AGE = r"(?!\s*(?:%|days?|weeks?|months?|hours?|min|mile|\.\d|pm|am|th|st|nd|rd|/|:|of\b))"
_AGE = (
    r"(?:\s*[,(\[–-]\s*(?:who\s+is\s+|who['’]s\s+|just\s+|now\s+)?(?:aged?\s*)?(?:[1-9]|1\d)"
    r"(?=\s*(?:[,.;)\]?!]|$|yrs?\b|years?\b|y/?o\b|and\b|in\b|\())"
    rf"|\s+(?:is|was|turned|who\s+is)\s+(?:now\s+|only\s+|just\s+|aged?\s+)?(?:[1-9]|1\d)\b{_NOT_AN_AGE}"
    r"|\s+\(?aged?\s+\d|\s+(?:[1-9]|1\d)\s?(?:yrs?|years?|y/?o)\b)"
)
_YEAR = (
    r"(?:(?:\s|[,(\[–-])+(?:(?:is|was|are|who\s+is|also|now|currently|from|both)\s+)*(?:in\s+)?(?:a\s+|our\s+|the\s+)?"
    r"(?:(?:yr|year|y)\s?\d{1,2}[a-z]?\b|ks\d\b|(?:reception|nursery|sixth form|\d{1,2}[A-Z])\b(?!\s+(?:class|staff"
    r"|teacher|place))))"
)
_OPEN = r"[\"'“‘(]?$"


def _rule(pattern: str) -> re.Pattern[str]:
    """Compile a pattern that does not mind case."""
    return re.compile(pattern, re.IGNORECASE)


CHILD, PEER = _rule(_CHILD), _rule(_PEER)
BEFORE_TITLE = _rule(rf"(?<!\w){_TITLE}(?:\.|\b)[ \t]*(?:and\s+(?:mrs?|ms|miss)\.?\s*)?{_OPEN}")
BEFORE_SURE_TITLE = _rule(r"\b(?:mrs?|ms|miss|pc)\.?\s*$")
BEFORE_PERSON = _rule(
    rf"(?<![\w’'])({_RELATED})(?:['’]s)?(?:\s+(?:is|was|are|called|named|known as|aka|who is|(?:is|was) called))*"
    rf"(?:\s*[,(:–-])?\s*{_OPEN}"
)
BEFORE_RELATED = _rule(rf"\b{_RELATED}\s+$|\b(?:called|named|name is)\s+$")
BEFORE_RELATIVE = _rule(rf"\b(?:{_PARENT}|{_CHILD}|{_PEER})\s+$")
BEFORE_RELATIVE_OR_NAMED = _rule(rf"\b(?:{_PARENT}|{_CHILD}|called|named|spoke to|speak to)\s+$")
BEFORE_TALK = _rule(r"\b(?:spoke|talk(?:ed|ing)?|speak(?:ing)?) (?:to|with)\s+$")
BEFORE_CALLED = _rule(
    r"\b(?:is called|(?:boy|girl|child|pupil|student|lad|man|woman|someone|somebody|one|kid|sister|brother|mum"
    r"|dad) called|named|name is|names|known as|goes by"
    r"|calls? (?:him|her|them)(?:self)?|nicknamed)\s+[\"'“‘]?$"
)
BEFORE_KIN = _rule(
    r"\b(?:mum|mam|mom|dad|nan|gran|aunt|auntie|uncle|sister|brother|cousin|boyfriend|girlfriend|bf|gf|stepdad|stepmum"
    r"|partner)\s+$"
)
BEFORE_ARTICLE = _rule(r"\b(?:the|an?)\s+$")
BEFORE_NAMED = _rule(
    r"(?:\b(?:called|named|name\s+is|name['’]s|nicknamed|known\s+as|goes\s+by|aka|(?:spoke|speak(?:ing)?|talk(?:ed|ing"
    r"|s)?)\s+(?:to|with)"
    r"|(?:told|seen|reported|collected)\s+by|(?:call|email|text|message|letter|disclosure|statement)\s+from|it['’]?s"
    r"|i['’]?m|i\s+am"
    r"|this\s+is|disclosed\s+to|tell|told|asked|thanks|thank\s+you|hi|dear|hello|from:|re:?|name:|subject:|about"
    r"|support|protect)"
    rf"|(?<=\n)\s*[-–—])\s*{_OPEN}"
)
# what comes before a word in lower case that no list knows, where a person stands
BEFORE_SLOT = _rule(
    rf"(?<![\w’'])(?:(?:{_RELATED})\s+(?:(?:is|was)\s+)?(?:called\s+|named\s+)?|(?:{_RELATED})\s?[(:]\s?|(?:is called"
    rf"|called|named|names?\s+is|names"
    r"|known as|goes by|calls? (?:him|her|them)|calls? (?:him|her)self|nicknamed|aka|spoke (?:to|with)|speak to"
    r"|talk(?:ed|ing)? to|(?:he|she)['’]s"
    r"|i teach|worried about|worry about|concerns? (?:about|for|re|over)|concerned (?:about|for)|told me about"
    r"|disclosed to|disclosure from"
    r"|picked up by|collected by|staying with|lives with|living with|moved in with|little|poor)\s+)[\"'“‘(]?$"
)
BEFORE_HANDED = _rule(r"\b(?:hand|let|send|take|collect|release|keep|pick|took|sent|left|move|moved|put|call|see)\s+$")
BEFORE_GIVEN_TO = _rule(r"(?<!\bback )(?<!\bup )\b(?:to|with|by|asked|told|tell|saw|about|for|that|and|of)\s+$")
BEFORE_PLACE = _rule(
    r"\b(?:in|near|at|around|past|outside|towards|over in|up in|out at|via|through|off|across|live[sd]?|"
    r"(?:moved?|moving|goes|go|going|went|gone|flown?|flew|flying|flights?|travel(?:led|ling)?|travels?|trip|cab|taxi"
    r"|coach|train|bus|back|planned|drove|driving|drive"
    r"|taken|taking|take|off|down|up|over|way|road|ferry|relocat(?:ed|ing)|transferred|(?:taking|taken|take|takes|took"
    r"|sending|flying|bringing)\s(?:her|him|them|me|us|the kids)|return(?:ed|ing)?|sent|ran|close|next) to"
    r"|(?:moved?|moving|drove|comes?|came|family|is|are|was|were|originally|lad|girl|boy|mum|dad|he['’]s|she['’]s"
    r"|they['’]re|arrived|train|coach|bus|back|over"
    r"|transferred|refugees?|people|lads|kids|children|back|fled) from|from|leaves?|leaving|left|visit(?:ed|ing)?"
    r"|speaks?|speaking)\s+(?:the\s+)?$"
)
# a person and no thing does or suffers this
AFTER_PERSONAL = _rule(
    rf"\s+(?:(?:is|was|has been)\s+(?:now\s+|still\s+|also\s+|very\s+|so\s+)*(?:in\s+(?:foster|care|tears|my|our"
    rf"|hospital|y\d|year|reception|a\s+(?:refuge|state))|upset|crying|scared"
    r"|frightened|quiet|absent|not safe|unsafe|bruised|tearful|withdrawn|hungry|missing|pregnant|seen by|being (?:hit"
    r"|groomed|hurt))\b"
    r"|has\s+(?:told|said|disclosed|come|gone|asked|been (?:hit|seen|crying|off|absent)|a\s+(?:new|black|mark|bruise"
    r"|burn|cut|boyfriend|girlfriend|social))\b"
    r"|from\s+(?:the\s+)?(?:office|kitchen|reception|class|form|year|y\d)\b"
    rf"|(?:wo?n['’]?t|isn['’]?t|hasn['’]?t)\s+(?:safe|talk|tell|say|go|come|eat|been))|,\s(?:our|my|his|her|their"
    rf"|a)\s(?:\w+\s)?{_RELATED}\b"
)
AFTER_DOING = re.compile(
    r"\s+(?:[a-z]{3,}(?:[^s\W]s(?=\s(?:to|her|him|his|me|us|it|them|that|the|a|an|my|in|at|better|more|like|when|every"
    r"|about|from|with|what|all|up|out|off|on)\b|\s[A-Z]|\sthey)|ed)|has an?\b|can|could|might|must|should|would"
    r"|[a-z]+n['’]?t)\b(?!\s+(?:of|and|for)\b)"
)
AFTER_TALKED_TO = _rule(r"\s*(?:$|[,.;?]|\s(?:at|about|today|yesterday|this|after|in|before|and|again|n)\b)")
AFTER_TWO = re.compile(
    r"\s+(?:and|&|n)\s+([a-z]+)\s+(?:both|have|had|are|were|got|get|keep|share|live|fight|fought|told|said)\b"
)
AFTER_TWO_END = re.compile(r"\s+(?:both|have|had|are|were|got|get|keep|share|live|fight|fought|told|said)\b")
BEFORE_DATE = _rule(r"(?:\b(?:in|since|until|till|by|from|last|next|of|early|late|mid)|\d(?:st|nd|rd|th)?)\s+$")
# "caught jaydn", "does jaydn need": a verb that asks for somebody
BEFORE_SOMEBODY = _rule(
    r"\b(?:caught|sent|send|gave|give|help(?:ed|ing)?|asked|ask|told|tell|saw|seen|kept|met|heard|let|protect|hit|kissed|hurt|touched"
    r"|grabbed|pushed|slapped|followed|bullied|bullying|does|did|has|can|should|ring|collect|because|cos|supporting|involving)\s+$"
)
AFTER_BEGUN = _rule(
    r"\s+(?:again\b|[a-z]{3,}in[g']?\b|(?:and|n|&)\s(?:i|me|mum|dad|mam|his|her)\b|(?:snr|jnr|senior|junior|kids|boys|girls|twins|family)\b)"
)
AFTER_CRYING = _rule(
    r"\s+(?:cries|cried|hides|hid|says|said|told|tells|hates|loves|wants|refuses|keeps|flinches|sleeps|hits|hit|bit|came|went|ran)\b"
)
BEFORE_MET = _rule(r"\b(?:saw|met|seen|caught|between|with)\s+$")
BEFORE_POSSESSOR = _rule(r"\b(?:the|an?|our|my|his|her|their|your|its|any|some|no|every|each|these|those)\s+$")
AFTER_GROUP = _rule(r"\s+(?:family|boys|girls|kids|twins|brothers|sisters|siblings|lads)\b")
AFTER_PLURAL = _rule(r"(?=\s+(?:are|were|have|had|moved|live|keep|family)\b|\s*[,.?]|\s*$)")
BEFORE_ASKED_OF = _rule(r"\b(?:should|can|could|does|did|if|when|whether)\s+$")
AFTER_ASKED_OF = _rule(
    r"\s+(?:go|come|stay|see|say|says|said|live|know|tell|speak|talk|attend|get|isn['’]?t|hasn['’]?t|has|goes|comes|lives)\b"
)
AFTER_HANDED = _rule(r"\s+(?:over|home|back|up|go|to|alone|with|in|away|out|safe)\b")
AFTER_WORK = _rule(
    r"['’]?s?\s+(?:serious case\s+|safeguarding practice\s+|case\s+)?(?:review|inquiry|enquiry|report|cup|bridge|road"
    r"|arms|rover|class|classroom|ward|alert)\b"
)
# a verb that never follows a helping verb: "will was crying" is about a boy
AFTER_FINITE = _rule(
    r"\s+(?:(?:also|just|then|never|always|only|now|still|already)\s+)?(?:is|was|has|had|said|says|told|tells|came"
    r"|comes|went|goes|did|does|got|gets|wants|wanted|asked|wo?n['’]?t"
    r"|isn?['’]?t|wasn?['’]?t|hasn?['’]?t|hadn?['’]?t|didn?['’]?t|doesn?['’]?t|keeps|kept|hit|hits|cried|cries|seems"
    r"|looks|lives|turned|refused|refuses|disclosed"
    r"|saw|thinks|feels|hates|loves|gave|took|ran|walked|hides|hid|knows|bit|punched|kicked|pushed|slapped|flinched"
    r"|flinches|rang|texted|arrived|stays|sleeps)(?!\w)"
)
_SEASONAL = (
    r"(?:term|holidays?|hols|school|schools|camp|break|fair|fete|half|born|clubs?|scheme|show|ball|leavers"
    r"|exams?|budget|statement|uniform|count|\d)"
)
AFTER_SEASON = _rule(rf"['’]?s?\s+{_SEASONAL}")
BEFORE_THAT = _rule(r"\bthat\s+$")
BEFORE_OWNER = _rule(
    r"['’]s?\s+$|\b(?:in|by|with|of|last|next|all|since|free|good|bad|own|to|more|much|have|has|had|lost)\s+$"
)
BEFORE_CLAUSE = _rule(
    r"(?:,|\b(?:and|because|cos|coz|cause|that|when|if|n|but|so|today|yesterday|says|said|think|re))\s+$"
)
AFTER_OWNS_PERSON = _rule(
    rf"\s+(?:step-?\s?)?(?:{_PARENT}|{_CHILD}|{_PEER}|bf|gf|teacher|tutor|ta|social worker|school|attendance|arm|leg"
    rf"|phone|behaviour|file|house)\b"
)
LIST_GAP = _rule(
    rf",\s|,?\s(?:and|&|n|or|\+)\s(?:(?:his|her|their|my)\s)?(?:(?:older|younger|little|big|baby|twin"
    rf"|half)\s)?(?:{_RELATED}\s)?|\s?[/&+]\s?"
)
BEFORE_DETERMINER = _rule(
    r"\b(?:the|an?|our|your|my|his|her|their|this|that|these|any|every|each|some|no|what|which|old|new|white|black"
    r"|silver|red|blue)\s+$"
)
BEFORE_CAPITAL = re.compile(r"\s([A-Z][a-z]{3,})\s$")
BEFORE_NICKNAME = re.compile(
    r"(?<![.!?]\s)(?<!^)(?:\b[A-Z]\.?\s?)$|(?:^|[.!?]\s)[B-HJ-Z]\.?\s?$|\b(?i:big|lil|wee|de|de la|van|van der|von|bin|ibn)\s$"
)
SENTENCE_START = re.compile(r"(?:^|(?<!\b[A-Z])[.!?…:;]|\n|[•*>\]])\s*[\"'“‘(\-–—]*\s*$|(?:^|\s)[\"“‘]$")
AFTER_POSSESSED = _rule(rf"\s+(?:own\s+|step-?\s?)?{_OWNED}\b")
AFTER_RELATIVE = _rule(rf"\s+(?:step-?\s?)?(?:{_PARENT}|brothers?|sisters?|siblings|class|form|teacher|tutor)\b")
AFTER_AGE = _rule(rf"['’]?{_AGE}")
AFTER_YEAR = _rule(rf"['’]?{_YEAR}")
AFTER_VERB = _rule(
    r"(?:\s+\([^)\n]{1,20}\))?\s+(?:(?:also|just|then|has|had|never|always|only|now|still|since|who|jus|later|already)\s+)*"
    rf"{_VERB}(?!\w)"
)
AFTER_PAIR = re.compile(rf"\s+(?:and|&)\s+[A-Z][a-z]+\s+(?:are|were|have|had|both|got|live|{_VERB})\b")
AFTER_BEING = re.compile(
    r"\s+(?:\((?:mum|dad|mam|step|his|her|their|our|my|y\d)|is|was|has|had|isn|hasn|who|(?:and|n|&)\s+(?:his|her|their)|in\s+my|wet|cried|ran|bruised|looks?|seems?|gets?|got"
    r"|took|tries"
    r"|tried|wore|wears|plays|writes|says|said|came|comes|went|goes|told|tells|hasnt|isnt|wasnt|wont|doesnt|didnt|wants"
    r"|keeps|lives"
    r"|does|did|didn|doesn|started|refused|asked|administered|disclosed|arrived|walked|pulled|senior|jnr|snr|junior)\b"
)
AFTER_TIMELY = re.compile(r"\s+(?:\(|is\b)|['’]")
AFTER_HOUSEHOLD = _rule(
    r"\s+(?:family|household|children|siblings|sibs|kids|twins|brothers|sisters|boys|girls|home|house)\b"
)
AFTER_LAW = re.compile(r"(?:['’]s)?\s+(?:Law|Rule|Bill|Act|Review|Inquiry|Story)\b")
AFTER_CLASS = re.compile(r"\s+(?:[Cc]lass|classroom)\b")
AFTER_CAPITAL = re.compile(r"\s([A-Z][a-z][\w'’-]*)")
AFTER_LINE_END = re.compile(r"(?:\s+[A-Z][\w'’-]+){0,2}\s*(?:\n|$)")
# "Amendments": a heading, not a person
ABSTRACT = re.compile(r"(?:tions?|ments?|ness|olog(?:y|ies)|isms?|ships?)$")
# Names of laws and organisations, and our own placeholders
PROTECTED = re.compile(
    r"\b(?:Child|Adult|Person) [A-Z]\d*\b|\b(?i:[a-z]+['’]?s\s(?:law|rule))\b"
    r"|\b(?:[A-Z][\w’'-]+\s)+(?:Foundation|Trust|Centre|Inquiry|Convention|Commission(?:er)?|Programme|Charity|Helpline|Toolkit"
    r"|Protocol|Wheel|Guidance|Project|Council|Police|Constabulary|Phoneline|Association|Institute|University|Hospital"
    r"|Infirmary"
    r"|Airport|Ideal|Unit|Team|Service|Report|Act)\b"
    r"|\bRoyal (?:Assent|Commission|Charter)\b|\b(?:Ministry|Secretary|Department) (?:of|for) (?:State for )?[A-Z]\w+"
)
