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
    r"(?:mum|mam|mom|mummy|mother|ma|dad|daddy|father|step-?\s?(?:mum|dad|mother|father)|nan|nanny|gran|granny|grandma|grandmother"
    r"|gran?ddad|grandad|grandfather|aunt|auntie|aunty|uncle|carer|foster carer|guardian|parent)s?"
)
_CHILD = (
    r"(?:child|children|kids?|pupils?|students?|boys?|girls?|sons?|daughters?|brothers?|sisters?|siblings?|twins?|baby|toddler"
    r"|niece|nephew|stepson|stepdaughter|half-?\s?(?:brother|sister)|lad|lass)"
)
_ADULT = (
    r"(?:partner|husband|wife|neighbour|teacher|tutor|ta|head|headteacher|senco|governor|caretaker|idva|worker|visitor|doctor|gp"
    r"|solicitor|victim|suspect|perpetrator|perp|lodger|colleague|officer|oic|staff member|member of staff|clerk|cook|coach"
    r"|escort|landlord|reporter|caller|counsellor|manager)"
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
    rf"(?:{_RELATED}|massi|nani|baba|tata|hooyo|tad|family|house|home|file|records?|arms?|legs?|face|neck|class|form|phone|bag"
    r"|book|behaviour|story|case|account|diary|room|new|big|little|older|younger|eldest|social|name|address|attendance|plan"
    r"|school|work|coat|chronology|key|voice|wishes|side|place)"
)
_NOT_AN_AGE = r"(?!\s*(?:%|days?|weeks?|months?|hours?|min|mile|pm|am|th|st|nd|rd|/|:|of\b))"
_AGE = (
    r"(?:\s*[,(\[–-]\s*(?:who\s+is\s+|who['’]s\s+|just\s+|now\s+)?(?:aged?\s*)?(?:[1-9]|1\d)"
    r"(?=\s*(?:[,.;)\]?!]|$|yrs?\b|years?\b|y/?o\b|and\b|in\b|\())"
    rf"|\s+(?:is|was|turned|who\s+is)\s+(?:now\s+|only\s+|just\s+|aged?\s+)?(?:[1-9]|1\d)\b{_NOT_AN_AGE}"
    r"|\s+\(?aged?\s+\d|\s+(?:[1-9]|1\d)\s?(?:yrs?|years?|y/?o)\b)"
)
_YEAR = (
    r"(?:(?:\s|[,(\[–-])+(?:(?:is|was|are|who\s+is|also|now|currently|from|both)\s+)*(?:in\s+)?(?:a\s+|our\s+|the\s+)?"
    r"(?:(?:yr|year|y)\s?\d{1,2}[a-z]?\b|(?:reception|nursery|sixth form|\d{1,2}[A-Z])\b(?!\s+(?:class|staff|teacher|place))))"
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
BEFORE_CALLED = _rule(r"\b(?:is called|named|name is|names|known as)\s+$")
BEFORE_NAMED = _rule(
    r"(?:\b(?:called|named|name\s+is|name['’]s|nicknamed|known\s+as|goes\s+by|aka|(?:spoke|speak(?:ing)?|talk(?:ed|ing|s)?)\s+(?:to|with)"
    r"|(?:told|seen|reported|collected)\s+by|(?:call|email|text|message|letter|disclosure|statement)\s+from|it['’]?s|i['’]?m|i\s+am"
    r"|this\s+is|disclosed\s+to|tell|told|asked|thanks|thank\s+you|hi|dear|hello|from:|re:?|name:|subject:|about|support|protect)"
    rf"|(?<=\n)\s*[-–—])\s*{_OPEN}"
)
BEFORE_DETERMINER = _rule(
    r"\b(?:the|an?|our|your|my|his|her|their|this|that|these|any|every|each|some|no|what|which|old|new|white|black|silver|red|blue)\s+$"
)
BEFORE_CAPITAL = re.compile(r"\s([A-Z][a-z]{3,})\s$")
BEFORE_NICKNAME = re.compile(r"(?<![.!?]\s)(?<!^)(?:\b[A-Z]\.?\s?)$|(?:^|[.!?]\s)[B-HJ-Z]\.?\s?$|\b(?i:big|lil|wee)\s$")
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
    r"\s+(?:is|was|has|had|isn|hasn|who|and\s+(?:his|her|their)|in\s+my|wet|cried|ran|bruised|looks?|seems?|gets?|got|took|tries"
    r"|tried|wore|wears|plays|writes)\b"
)
AFTER_TIMELY = re.compile(r"\s+(?:\(|is\b)|['’]")
AFTER_HOUSEHOLD = _rule(
    r"\s+(?:family|household|children|siblings|kids|twins|brothers|sisters|boys|girls|home|house)\b"
)
AFTER_LAW = re.compile(r"(?:['’]s)?\s+(?:Law|Rule|Bill|Act|Review|Inquiry|Story)\b")
AFTER_CAPITAL = re.compile(r"\s([A-Z][a-z][\w'’-]*)")
AFTER_LINE_END = re.compile(r"(?:\s+[A-Z][\w'’-]+){0,2}\s*(?:\n|$)")
# "Amendments": a heading, not a person
ABSTRACT = re.compile(r"(?:tions?|ments?|ness|olog(?:y|ies)|isms?|ships?)$")
# Names of laws and organisations, and our own placeholders
PROTECTED = re.compile(
    r"\b(?:Child|Adult|Person) [A-Z]\d*\b|\b(?i:[a-z]+['’]?s\s(?:law|rule))\b"
    r"|\b(?:[A-Z][\w’'-]+\s)+(?:Foundation|Trust|Centre|Inquiry|Convention|Commission(?:er)?|Programme|Charity|Helpline|Toolkit"
    r"|Protocol|Wheel|Guidance|Project|Council|Police|Constabulary|Phoneline|Association|Institute|University|Hospital|Infirmary"
    r"|Airport|Ideal|Unit|Team|Service|Report|Act)\b"
    r"|\bRoyal (?:Assent|Commission|Charter)\b|\b(?:Ministry|Secretary|Department) (?:of|for) (?:State for )?[A-Z]\w+"
)
