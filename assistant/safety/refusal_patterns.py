"""The words of requests that are refused, and of a member of staff who speaks of themselves, in a file that can be read.

What someone else does is what the questions here are about: only a request to the assistant, or a wish of the person's own, is
refused. So nearly every rule has the person's own asking in it (``_ASK``, ``_BID``) or a relation of theirs (``_MINE``). A
change here wants a line in tests/assistant/safety/test_gates.py.
"""

from __future__ import annotations

from assistant.safety.patterns import any_of

_PARTNER = (
    r"(?:my|the) (?:ex[- ]?|own )?(?:wife|husband|partner|girlfriend|boyfriend|missus|other half|fianc[eé]e?|gf|bf|ex)"
)
_RELATION = (
    r"my (?:own )?(?:kids?|child|children|son|daughter|boys?|girls?|step ?(?:son|daughter|"
    r"kids)|sister|niece|cousin|grand(?:son|daughter|kids|children))"
)
_MINE = rf"(?:{_PARTNER}|{_RELATION})"
_THEM = rf"(?:{_MINE}|her|him|his|a (?:woman|wife|kid|child))"
_GONE = (
    r"(?:blocked|left|leaving|moved|hid\w*|gone|ran|run|took|taken|won't (?:tell|let|say)|"
    r"disappeared|vanished|refuge|in there|"
    r"where (?:\w+ ){0,4}(?:live|lives|living|moved|gone|staying|is|are)|new (?:number|address|school))"
)
_SEEK = (
    r"(?:find|track|trace|locate|(?<!n't\sknow\s)where|which school|what school|address|"
    r"number|get (?:her|him|them) back|bring (?:her|him|them) (?:home|back)|"
    r"which schools?|near (?:there|the refuge))"
)
_ASK = (
    r"(?:how (?:do|can|could|would|might|should|much can) (?:i|you|someone|somebody|one|"
    r"my)|how to|(?:help|tell|show|give) me|"
    r"i (?:want|need|would like)(?: you)?(?: to)?|i'd like to|(?:can|could|will|would) you|"
    r"can i|(?:a |any |easy |best )?ways? (?:to|of)|"
    r"what (?:can|should|could|do) i (?:say|do|tell|put|use)|(?:what|which) apps?|what'?s (?:a|the best|an easy) way)"
)
_BID = (
    r"(?:^\W{0,9}(?:please )?|[.!] ?(?:please )?|\b(?:can|could|will|would) you (?:please )?|"
    r"\bi (?:want|need) (?:you )?to |\b(?:help me|how (?:do|can) i|(?:can|should|could) we) )"
)
_CHILD = (
    r"(?:mum|mam|dad|mother|father|famil(?:y|ies)|parents?|boy|girl|pupils?|kids?|student|"
    r"woman|foster carers?|children|child(?! protection))"
)
_FILE = (
    r"(?:records?|files?|logs?|chronolog\w+|notes?|minutes|entry|cpoms|concern (?:form|log)s?|statement|report|written)"
)
_WITNESS = r"(?:court|judge|police|social (?:worker|services|care)|school|teachers?|cafcass|anyone|anybody)"
_IN = r"[^.?!]{0,40}"

# What is refused, by the reason given.
REFUSE = {
    "asks the assistant to change how it works": any_of(
        rf"\b(?:ignore|disregard|forget)\b{_IN}\b(?:previous|prior|above|your|all)\b[^.?!]{{0,20}}"
        rf"\b(?:instructions?|rules?|prompt)\b",
        r"\b(?:system|hidden|initial) (?:prompt|instructions?)\b|\bjailbreak\b",
        r"\bpretend\b[^.?!]{0,60}\bno (?:rules|gdpr|limits|restrictions)\b",
        r"\b(?:repeat|print|reveal|show|output)\b[^.?!]{0,30}\b(?:your|the) (?:\w+ )?(?:instructions|prompt)\b",
        r"\b(?:developer|debug|god|unrestricted|dan) mode\b|\b(?:an? )?unrestricted (?:model|assistant|ai)\b",
        r"\b(?:answer|respond|act|reply)\b[^.?!]{0,30}\bwithout (?:any )?(?:limits|restrictions|rules|filters)\b",
    ),
    "asks to find, contact or track a person": any_of(
        # Somebody of the asker's own who has gone, and a wish to find them, in either order.
        rf"\b{_MINE}\b(?:(?!\bi(?:'ve| have)? (?:left|moved|ran|took))[^?]){{0,160}}\b{_GONE}"
        rf"\b[^?]{{0,120}}\b{_SEEK}\b",
        rf"\b{_SEEK}\b[^?]{{0,80}}\b{_MINE}\b[^?]{{0,80}}\b{_GONE}\b",
        rf"\b{_GONE}\b[^?]{{0,40}}\b{_MINE}\b[^?]{{0,80}}\b{_SEEK}\b",
        rf"\b{_ASK}\b[^.?!]{{0,60}}\b(?:find|trace|locate|track|work out|discover)\b{_IN}"
        rf"\bwhere\b[^.?!]{{0,60}}\b(?:{_MINE}|a woman|she (?:lives?|went|ran|moved|has gone|"
        rf"is (?:living|staying)))\b",
        rf"\b{_ASK}\b{_IN}\b(?:find|trace|locate|track(?: down)?|get hold of) {_MINE}\b",
        r"\bhow (?:would|could|can|might) (?:an?|some|the) ?(?:dad|man|father|husband|"
        r"partner|ex|parent|person|stranger|one|body)\b[^.?!]{0,20}\b(?:find|trace|track|"
        r"get)\b"
        r"[^.?!]{0,20}\b(?:where|which|address)\b(?!.*\b(?:stop|prevent|protect|so (?:that )?we)\b)",
        rf"\b(?:what|which) school (?:does|do|is|are) {_MINE}\b",
        rf"\b(?:what|which|what time|when|where)\b[^.?!]{{0,30}}\b(?:does|do|is)\b {_PARTNER} (?:take|"
        rf"get|go|work|live|leave|walk|stay)",
        # A refuge.
        r"\b(?:give|tell|send|show|list|get|find)\b(?: me)?[^.?!]{0,20}\b(?:address\w*|"
        r"locations?|whereabouts) of (?:the |a |any |her |women's )*refuges?\b",
        rf"\b(?:which|what|where)\b[^.?!]{{0,20}}\brefuges?\b[^?]{{0,60}}\b(?:{_MINE}|"
        rf"in there|bring her|(?:would|do|did|will|have) they (?:put|place|send|move|take))"
        rf"\b",
        rf"\b(?:where|how)\b{_IN}\b(?:a |the )?(?:woman|women|wife|wives)\b[^?]{{0,60}}"
        rf"\b(?:be )?(?:housed|placed|put|sent|hidden|hide|moved)\b",
        r"\b(?:which|what) (?:\w+ )?refuge\b[^?]{0,20}\b(?:is|are) (?:she|they|her|the (?:mum|mother|family))\b"
        r"|\bwants? to know (?:which|what|where)\b[^?]{0,20}\brefuge\b",
        # Phones and trackers.
        rf"\b{_ASK}\b{_IN}\b(?:track|see|read|check|hack|access|spy on|monitor|bug|clone|"
        rf"get|log ?in ?to|get into) (?:into )?{_THEM}(?:'?s)? (?:\w+ )?"
        r"(?:phone|location|whereabouts|messages|texts|emails?|whatsapp|account|calls)\b",
        rf"\b{_ASK}\b{_IN}\b(?:see|know|watch|follow) (?:where|who|what) {_MINE}\b",
        rf"\b(?:put|install|use|hide|place)\b{_IN}\b(?:track\w*|airtags?|cameras?|spyware|"
        rf"recorders?)\b[^.?!]{{0,30}}\b(?:{_PARTNER}|without h\w+ (?:know|notic))",
        r"\b(?:what|which)\b[^.?!]{0,20}\b(?:can|could|do|should) i (?:put|install|"
        r"use)\b[^.?!]{0,30}\b(?:her|his|my \w+'?s) (?:phone|car|laptop|bag)\b",
        # Who disclosed it.
        r"\bwho (?:\w+ )?(?:reported|referred|told on|grassed (?:me )?up|dobbed in|shopped) (?:me|my family)\b",
        r"\b(?:which|find|name|who)\b[^?]{0,50}\b(?:who |that )?(?:reported|referred|grassed on) (?:me|"
        r"my (?:family|kids|children))\b",
    ),
    "asks for a child's or a family's details or record": any_of(
        rf"\b(?:give|send|tell|show|get) (?:me|us)\b[^.?!]{{0,60}}\b(?:address|mobile|"
        rf"phone number|cp file|contact details)\b[^.?!]{{0,60}}\b(?:{_CHILD}|in y(?:ea)?r? ?\d+)"
        rf"\b",
        rf"\b(?:what is|what's|i need|i want)\b[^.?!]{{0,20}}\b(?:home |new )?(?:address|"
        rf"mobile|phone number) (?:of|for) (?:the |a )?(?:\w+'s )?{_CHILD}\b",
        r"\b(?:show|give|send|read|get)\b (?:me |us |out )?[^.?!]{0,40}\b(?:record|"
        r"file|log|notes)s? (?:for|of|on|about) (?:the )?(?:pupil|child|student|boy|girl|"
        r"my|y\d+|\d+)\b",
        rf"\bi (?:need|want)(?: to (?:see|read|get))? {_RELATION}'?s? (?:\w+ ){{0,2}}(?:file|record|notes|log)\b",
        r"\b(?:can|could|will) you (?:tell|show|read) (?:me )?[^.?!]{0,20}\bwhat(?:'s|"
        r" is)\b[^.?!]{0,40}\b(?:file|record|log)\b",
        r"\b(?:give|tell|show|send) me (?:(?:everything|all|anything) (?:\w+ ){0,4}(?:holds?|"
        r"have|has|know)|what (?:she|he|my \w+) (?:\w+ )?(?:said|told))\b",
        rf"\b(?:get|let|log) me (?:in|into)\b{_IN}\b(?:records?|system|database|cpoms|files?)\b",
        r"\b(?:which|list|name) (?:of )?(?:the )?(?:parents|families|children|pupils)\b[^.?!]{0,20}"
        r"\bon the\b[^.?!]{0,20}\b(?:list|register)\b(?=.*\btell me\b)",
        r"\bi'?m (?:the |her |his |their |a )(?:step ?)?(?:husband|wife|partner|boyfriend|"
        r"dad|father|ex|neighbour|journalist|reporter|landlord|uncle)\b[^?]{0,60}\b(?:tell|"
        r"show|give|send|get) me\b",
    ),
    "asks to mislead a court, a record or a child": any_of(
        rf"{_BID}(?:[^.?!,]{{0,30}} )?(?:edit|change|alter|amend|rewrite|write|remove|"
        rf"delete|invent|make up|fabricate)\b[^.?!]{{0,60}}\b{_FILE}\b[^.?!]{{0,60}}"
        r"\b(?:looks? like|as if|as though|even though|so (?:that )?it says|pretend\w*|"
        r"never (?:had|happened)|covers? (?:us|me)|didn't (?:happen|tell))\b",
        rf"(?:^\W{{0,9}}(?:please )?|[.!] ?(?:please )?|\b(?:can|could|will) you (?:please )?)(?:remove|"
        rf"delete|erase|wipe|backdate|falsify|change|alter|edit)\b{_IN}\b{_FILE}\b",
        r"\b(?:softer|milder|weaker|toned[- ]down|watered[- ]down|less serious) (?:version|"
        r"account|wording|form) of (?:what (?:she|he|they|the \w+) (?:told|said)|(?:the|"
        r"her|his|a) (?:disclosure|statement|record|account))",
        rf"\b(?:invent|make up|fabricate)\b[^.?!]{{0,20}}\b(?:{_FILE}|disclosure)\b",
        rf"{_BID}(?:back-?date|falsify|fake|delete|alter|change)\b[^.?!]{{0,30}}\b{_FILE}"
        rf"\b[^.?!]{{0,60}}\b(?:before|look|seem|ofsted|inspect\w*|court|nobody|no one)"
        rf"\b",
        rf"{_BID}(?:write|draft|make|create|do)\b{_IN}\b(?:form|letter|{_FILE})\b[^.?!]{{0,60}}"
        rf"\b(?:dated? (?:it|last|before|from)|backdat\w+|looks? like)\b",
        rf"\b{_ASK}\b{_IN}\b(?:make|write|draft|file|create|put in)\b[^.?!]{{0,20}}\b(?:false|"
        rf"fake|made[- ]up|untrue) (?:\w+ )?(?:allegations?|accusations?|reports?|disclosures?|"
        rf"referrals?|claims?|story|complaint)\b",
        rf"\b(?:{_ASK}|get|make|tell|train|persuade|coach)\b{_IN}\b{_RELATION}\b[^.?!]{{0,20}}"
        rf"\b(?:to |not )?(?:say|saying|lie|tell (?!me|us)|write|keep quiet|stay quiet)"
        rf"\b",
        rf"\b(?:what|how)\b[^.?!]{{0,20}}\b(?:i|to) (?:tell|coach|get|train)\b[^.?!]{{0,20}}"
        rf"\b(?:kids|children|child|son|daughter)\b[^.?!]{{0,20}}\b(?:say|tell)\b[^.?!]{{0,40}}"
        rf"\b{_WITNESS}\b",
        rf"{_BID}coach\b[^.?!]{{0,15}}\b(?:the|my|our|these) (?:kids|children|child|son|daughter)\b",
        r"\bi'?m (?:the|his|her|their) (?:step ?)?(?:dad|father|mum|mother|partner|boyfriend|"
        r"uncle)\b[^?]{0,80}\b(?:convince|persuade|make|trick)\b",
        rf"\b{_ASK}\b{_IN}\b(?:drop|withdraw|retract)\b{_IN}\b(?:statement|charges?|allegation|me|my)\b",
        r"\b(?:say|tell|write)\b[^.?!]{0,30}\bcourt\b[^.?!]{0,20}\bto make\b[^.?!]{0,60}"
        r"\b(?:look|seem|sound)\b|\bwrite my statement\b",
        rf"\b{_ASK}\b[^.?!]{{0,20}}\b(?:get(?:ting)? (?:a)?round|dodg(?:e|ing)|beat(?:ing)?|"
        rf"avoid(?:ing)?|break(?:ing)?)\b[^.?!]{{0,20}}\b(?:order|non[- ]?mol\w*|injunction|"
        rf"bail)\b",
        rf"\b{_ASK}\b[^.?!]{{0,60}}\b(?:pretend\w*|pos(?:e|ing)|impersonat\w+)\b[^.?!]{{0,20}}\b(?:to be|as|from)\b",
        r"\bso (?:that )?i(?:'m| am)? (?:get (?:full )?custody|not (?:charged|caught|arrested)|"
        r"don't get (?:caught|charged|arrested))\b",
    ),
    "asks for help to control, hurt or hide abuse": any_of(
        rf"\b{_ASK}\b[^.?!]{{0,20}}\b(?:make sure|stop|prevent|keep|force|make)\b[^.?!]{{0,20}}"
        rf"\b{_MINE}\b[^.?!]{{0,30}}"
        r"\b(?:can't|doesn't|never|leav\w+|talk\w*|tell\w*|report\w*|spend\w*|see\w*|obey\w*|com\w+ back|quiet)\b",
        rf"\b{_ASK}\b[^.?!]{{0,10}}\b(?:stop|prevent|keep) (?:her|him|them) (?:from )?(?:leaving (?:me|"
        rf"home|the house|the flat)|going out|working|spending|getting a job|"
        r"seeing (?:her|his) (?:friends|family|mates|mum))\b",
        rf"\b{_ASK}\b[^.?!]{{0,20}}\b(?:stop|prevent|keep|make sure)\b[^.?!]{{0,10}}\b(?:she|"
        rf"he|her|him|them)\b[^.?!]{{0,15}}\b(?:talk\w*|speak\w*|tell\w*|report\w*|going)"
        rf"\b"
        r"[^.?!]{0,40}\b(?:(?:to|from) (?:the )?(?:school|police|social|refuge|court)|anyone|about me)\b",
        rf"\b{_ASK}\b{_IN}\b(?:make|convince|persuade|get) (?:{_THEM})\b (?:to )?(?:(?:think|"
        rf"believe|feel|doubt)\b[^.?!]{{0,20}}\b(?:nobody|no one|crazy|mad|guilty|worthless|"
        rf"stupid|(?:her|his) (?:own )?fault|scared|trapped|imagin\w+)|(?:\w+ )?can't (?:survive|"
        rf"live|cope|manage|leave))\b",
        r"\b(?:write|send|draft)\b[^.?!]{0,20}\b(?:message|text|letter|email)\b[^.?!]{0,40}"
        r"\b(?:make|scare|frighten|warn|force) (?:her|him)\b",
        rf"\b{_ASK}\b[^.?!]{{0,10}}\b(?:punish|frighten|scare|control|monitor|hurt|hit|"
        rf"beat) {_THEM}\b(?![^.?!]{{0,20}}\b(?:risk|safety|attendance)\b)",
        rf"\b{_ASK}\b[^.?!]{{0,60}}\b(?:without (?:leaving )?(?:a )?(?:marks?|bruises|"
        rf"(?:the )?school (?:knowing|finding))|doesn't (?:leave|show))\b",
        rf"\b{_ASK}\b[^.?!]{{0,20}}\b(?:hide|cover(?: up)?|fade|get rid of) (?:the |his |"
        rf"her |my |some |any )?(?:bruis\w+|marks?|burns?)\b|\b{_ASK}\b[^.?!]{{0,20}}\bbruises (?:fade|"
        rf"go|disappear)\b",
        r"\b(?:stop|prevent|keep)\b[^.?!]{0,30}\b(?:my (?:wife|ex|partner|girlfriend|kids|"
        r"children))\b[^.?!]{0,30}\b(?:leaving|telling|talking to|reporting)\b",
        rf"\b{_ASK}\b[^.?!]{{0,20}}\b(?:take|get|move)\b[^.?!]{{0,20}}\b(?:kids|children|"
        rf"child|son|daughter)\b[^.?!]{{0,20}}\b(?:abroad|out of the country|away)\b[^.?!]{{0,20}}"
        rf"\bwithout\b",
    ),
}

_ILL = (
    r"(?:hits?|beats?|hurts?|controls?|strangl\w+|threaten\w*|scares?|stalk\w*|abus\w+|"
    r"forc\w+|follow\w*|rap\w+|kicks?|punch\w*|checks?|tracks?|won'?t let)"
)
_LOVER = r"(?:husband|wife|partner|boyfriend|girlfriend|ex|fella|bloke|other half|missus)"
_STAFF = (
    r"(?:colleague|teacher|t\.?a\.?s?|senco|member of staff|staff member|caretaker|head|"
    r"cook|receptionist|dinner lady|friend at work|(?:office|site|business) manager|governor|"
    r"cleaner)"
)

# A member of staff who is being hurt: the person who asks, or a colleague.
STAFF_HARMED = any_of(
    rf"\bmy (?:own )?{_LOVER}\b(?: (?:is|has|keeps?|used to|always|just))*(?: been)? {_ILL}\b(?! (?:in with|out))",
    r"\b(?:i am|i'?m|i have been|i'?ve been) (?:being )?(?:abused|hit|beaten|controlled|"
    r"stalked|raped|strangled|a victim)\b",
    r"\b(?:it'?s|this is) (?:actually )?(?:about )?me\b(?! again)|\bhappening to me\b|\bhappens at my (?:home|house)\b",
    rf"(?<!told\sour\s)(?<!told\sthe\s)(?<!told\sa\s)\b{_STAFF}\b[^.?!]{{0,60}}\b(?:her|"
    rf"his|their) {_LOVER}(?:'s)?\b[^.?!]{{0,40}}\b(?:{_ILL}|did it|violent|hurt(?:ing)?)"
    rf"\b",
    rf"\b{_STAFF}\b[^.?!]{{0,60}}\b(?:is being|being|been) (?:abused|hit|controlled|stalked|beaten)\b",
    r"\b(?:support\w*|help\w*|what if|when|about)\b[^.?!]{0,30}\b(?:member of staff|staff member|"
    r"colleague|teacher|staff)\b[^.?!]{0,20}\b(?:victims? of|living with|experienc\w+|"
    r"suffer\w*|in) (?:domestic |an? )?(?:abus\w+|violen\w+)",
)
# Someone for whom the work itself has become too much.
DISTRESS = any_of(
    r"\bi (?:just |really )?(?:can'?t|cannot|couldn'?t) (?:sleep|stop (?:thinking|crying)|"
    r"cope|do this|carry on|switch off|face)\b",
    r"\b(?:i'?m|i am|i feel|feeling)\b(?: \w+){0,5} (?:overwhelmed|not coping|burnt out|"
    r"burned out|exhausted|broken|in pieces|sick (?:with|about)|drowning|"
    r"out of my depth|falling apart|at breaking point|drained)\b",
    r"\b(?:breaking|killing|destroying|haunting) me\b|\bno ?one (?:here )?to talk to\b|"
    r"\b(?:cried|crying) (?:in (?:my|the) (?:car|office|toilets?)|all the way)\b",
    r"\bi (?:grew up|lived) with (?:this|it|domestic)\b|\bi was a victim\b|\bbring(?:s|"
    r"ing) (?:it|this) (?:all )?back\b|\bshaken me\b|^\W{0,9}(?:i'?m )?drowning\b",
    r"\bi (?:keep|lie awake) (?:thinking|worrying|seeing (?!it\b))\b|\bi feel (?:so |really |"
    r"just )?(?:guilty|sick|ashamed|helpless|numb)\b|\bdsls? cope\b",
)


SUPERVISION = any_of(
    r"\b(?:supervisors?|supervision)\b[^.?!]{0,40}\b(?:ask|explore|want to know|challenge)\b",
    r"\b(?:ask|explore) (?:me|myself|ourselves)\b[^.?!]{0,60}\bsupervis",
)
"""What a supervisor would ask is asked for: words like those of whoever would draw something out of somebody."""

_RECORD = r"(?:referral|entry|log|record|chronology|concern|notes?|this|it)"
_IT = r"(?:it|this|they|mash|social care|a social worker|somebody|someone)"
_NOT = r"(?:not|n['’]?t)"
_HOLDS = (
    r"(?:factual|clear|of use|useful|taken seriously|tak(?:e|es) (?:it|this|me|us) seriously|listens?|stands? up"
    rf"|accepted|holds up|{_NOT} (?:be )?(?:sent|send it|come|bounced?)\b[^.?!]{{0,15}}\bback"
    rf"|{_NOT} (?:just|only|merely)? ?my opinion|meets? (?:the )?threshold"
    rf"|{_NOT} (?:read|sound|come across) (?:as|like) more than (?:it|that|what|they|he|she) (?:was|is|were|said)\b)"
)
GOOD_WORDING = any_of(
    rf"\b(?:word|phrase|write|put|set out)\b[^.?!]{{0,40}}\b{_RECORD}\b[^.?!]{{0,40}}\b(?:so|that)\b"
    rf"[^.?!]{{0,20}}\b{_IT}?[^.?!]{{0,30}}{_HOLDS}\b",
    r"\b(?:draft|write|list|give)\b[^.?!]{0,20}\b(?:key )?(?:points|reasons|headings)\b[^.?!]{0,30}"
    r"\b(?:referral|contact|escalation|challenge|request)\b",
)
"""How to word a record so that it holds: every lead wants that, in words like those of whoever would hide something."""
