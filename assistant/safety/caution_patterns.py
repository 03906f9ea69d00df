"""The words of situations in which an ordinary step does harm: a refuge, honour-based abuse, a watched phone, pressure on the neck.

Whoever says them is shown what never to do (assistant/messages.py, ``CAUTIONS``), whatever else is found. A question about a
rule, with nobody in it, is not such a situation. A change here wants a line in tests/assistant/safety/test_caution_patterns.py.
"""

from __future__ import annotations

from assistant.safety.hypothetical_patterns import ABOUT
from assistant.safety.patterns import any_of

_PERSON = any_of(
    r"\b(?:he|she|they|him|her|his|them|mum\w*|mam|dad\w*|mother|father|step-?\w+|our|my|husband|partner|boyfriend|ex|bf|wife)\b",
    r"\b(?:an?|one of|the|this|two|three|new) (?:\w+ ){0,2}(?:girl|boy|lad|child|children|kid|kids|pupil|student|family|parent|y\d+|year \d+)\b",
)
_NECK = r"(?:necks?|throats?|windpipe)"
_FACE = r"(?:face|head|mouth|nose)"
_OF = r"(?:\w+(?:'s|s')? ){0,3}"
_TIED = r"(?:hands?|arms?|fingers|forearm|belt|scarf|rope|cord|lead|cable|tie|string|wire|towel|lanyard)"
_PRESSED = r"(?:grab\w*|squee?z\w*|squash\w*|hold\w*|held|press\w*|push\w*|crush\w*|pinn\w*|kneel\w*|knelt|wring\w*|wrung|tighten\w*)"
_HAD = r"(?:got|had|has|have|put\w*|stood|stand\w*|sat|sits|lift\w*|pull\w*|drag\w*|pick\w*|pin|hung|hang\w*)"
_LIMP = r"(?:blue|purple|floppy|limp|unconscious|to sleep)"
_CONTROLLER = (
    r"(?:he|she|dad\w*|step-?(?:dad|mum)|father|partner|boyfriend|bf|husband|ex|ex-\w+|girlfriend|gf|wife|mum's \w+|uncle|brothers?"
    r"|in-?laws?|family)"
)
_WATCHES = (
    r"(?:check\w*|track\w*|monitor\w*|reads?|reading|go(?:es|ing)? (?:through|thru|on)|went through|look(?:s|ing|ed)? (?:at|through)|"
    r"controls?|controlling|watch\w*|sees?|bugg\w*|clon\w*|spy\w*|spies|hack\w*|log(?:s|ged|ging)? in\w*|has|have|got|gets|keeps|took|takes|"
    r"taken|holds|knows|demands?|wants|makes? \w+ (?:hand over|unlock|show)|changed|set up|installed|put)"
)
_PHONE = (
    r"(?:phones?|mobiles?|texts?|messages|msgs|whats ?app\w*|e?mails?|inboxe?s?|insta\w*|snap\w*|tik ?tok|facebook|location|call (?:log|history)|"
    r"accounts?|log ?ins?|passwords?|pass ?codes?|pins?|ipad|laptop|icloud|google|sim|apps?)"
)
_FLED = (
    r"(?:fled|flee\w*|escap\w+|got away|getting away|ran (?:away|off)|left|leaving|hiding|hid|moved (?:away|out|area))"
)
_FROM = r"(?:him|dad|father|husband|partner|ex|boyfriend|step-?dad|abuse|abusive|violen\w+|dv|the relationship)"

CAUTIONS = {
    "strangulation": any_of(
        r"\b(?:strang(?:l|el|ul)\w*|throttl\w*|smother\w*|suffocat\w*|choke ?holds?|head ?locks?|garrott?\w*)\b",
        r"\bchok(?:e|ed|es|ing) (?!on\b|hazard|up\b|back\b)(?:(?:out|at|my|his|their|the) )?(?:her|him|me|my|mum\w*|mam|them|his|their|us|out|baby|sister|brother)\b",
        rf"\b{_TIED} (?:\w+ ){{0,2}}?(?:a?round|on|at|over|across|to|against|into) {_OF}{_NECK}\b",
        rf"\b{_PRESSED} {_OF}(?:(?:up|down|back|tight|hard|really|so) ){{0,2}}(?:(?:by|on|at|against|a?round|across|under|from) )?{_OF}{_NECK}\b",
        rf"\b{_HAD} {_OF}(?:(?:up|down|back|off the (?:floor|ground)) ){{0,2}}(?:by|on|at|a?round|across) {_OF}{_NECK}\b",
        rf"\b(?:pillows?|cushions?|duvets?|blankets?|teddy|bags?|hands?|towels?|cloths?|cover\w*) (?:\w+ ){{0,3}}?(?:over|on|across|against|into) {_OF}{_FACE}\b",
        rf"\b{_PRESSED} (?:\w+ ){{0,4}}{_FACE} (?:in|into|under|down) (?:\w+ ){{0,2}}(?:pillow|cushion|bed|mattress|sofa|water|bath|sink|duvet)\b",
        r"\b(?:so|until|till|til|and) (?:\w+ ){0,3}(?:can'?t|cannot|couldn'?t|could not|can not|cudnt) (?:even )?(?:breath\w*|get (?:any|her|his|my) (?:air|breath))\b(?=[^.?!]*\b(?:neck|throat|hands?|held|pinned|sat|on top|squeez\w*|him|he|dad)\b|$)",
        rf"\b(?:until|till|til|so that|made (?:her|him|me|mum\w*)) (?:\w+ ){{0,3}}?(?:went|goes|go|was|turned|gone|going) (?:\w+ ){{0,2}}?{_LIMP}\b",
        r"\b(?:she|he|mum\w*|mam|baby|i) (?:\w+ )?(?:went|goes|turned|gone) (?:all )?(?:blue|purple|floppy|limp)\b",
        rf"\b(?:squee?z\w*|hold\w*|held|press\w*|push\w*) (?:\w+(?:'s)? ){{0,5}}(?:till|until|til|so|to make|and) (?:\w+ ){{0,4}}(?:{_LIMP}|breath\w*)\b",
        rf"\b(?:marks?|bruis\w*|fingerprints?|red line|lines?) (?:\w+ ){{0,4}}(?:a?round|on|across|to) {_OF}{_NECK}\b",
    ),
    "refuge": any_of(
        r"\b(?:in|into|at|to|from|a|the|our|their|women'?s) refuge\b(?! (?:of|for (?:birds|wildlife)))",
        r"\brefuge (?:address|worker|staff|space|room|manager|families|kids|children|mum|say\w*|has|have|rang|called)\b",
        r"\b(?:emergency|temporary|secret|confidential|safe|undisclosed) (?:accommodation|housing|house|address|location|hotel|hostel)\b|\bsafe ?house\b",
        rf"\b{_FLED} (?:\w+ ){{0,5}}(?:from )?(?:\w+ ){{0,2}}{_FROM}\b(?!'s (?:job|house|home|work))",
        r"\b(?:must ?n'?t|must not|can'?t|cannot|should ?n'?t|should not|does ?n'?t|does not|don'?t|do not|mustn?t) (?:\w+ ){0,3}(?:find out|know|find|be told|learn|trace|get hold of) (?:\w+ ){0,3}(?:where|which|what school|the (?:new )?(?:address|school)|her|them|us|address)\b",
        r"\b(?:dad|father|he|ex|ex-\w+|husband|partner|step-?dad|his (?:mum|mother|sister|family)|gran\w*|solicitor) (?:\w+ ){0,6}(?:where (?:they|she|the|his|her|mum)|(?:new|current|their|her|home) (?:address|school|postcode)|which school|what school|the address|traced?|tracking (?:them|her) down|track (?:them|her) down)\b",
        r"\b(?:in hiding|gone into hiding|relocated for (?:her|their) safety|new identit\w+|changed (?:her|their|the) (?:sur)?names?|witness protection)\b",
        r"\b(?:ctf|common transfer file|school2school|records?|files?) (?:\w+ ){0,8}(?:fled|flee\w*|refuge|hiding|safe ?house|escap\w+|violent|abuser|perpetrator|find (?:them|her|us))\b",
    ),
    "honour": any_of(
        r"\bhonou?r[- ]?(?:based|crime|killing|abuse|violence)\b|\bso[- ]called honou?r\b|\bizzat\b|\bhba\b",
        r"\bforced? (?:\w+ )?marriages?\b|\b(?:forc\w+|mak\w+|made|pressur\w+|pushed|blackmail\w*) (?:\w+ ){0,3}(?:in)?to (?:get )?(?:an? )?(?:marr\w+|engag\w+|wedding)\b|\bmak\w+ (?:her|him|me|them) (?:get )?marr\w+\b",
        r"\bmarried off\b|\b(?:marry|marries|marrying|married to|engaged to|promised to|betrothed to|rishta) (?:\w+ ){0,3}(?:cousin|uncle|man|older|stranger|someone|him|boy)\b",
        r"\b(?:shame[ds]?|shaming|dishonou?r\w*|disgrac\w*|ashamed|reputation|good name) (?:\w+ ){0,4}(?:famil\w+|community|parents|father|brothers?)\b|\b(?:family|community|brothers?|uncles?)'?s? (?:\w+ ){0,2}(?:honou?r|name|reputation|shame)\b",
        r"\bfgm\b|\bfemale (?:genital|circumci)\w*|\b(?:cutting season|khitan|sunna|gudniin|tahur|special (?:ceremony|procedure|party) (?:abroad|back home|for (?:girls|her)))\b|\b(?:going|taken|taking|flown) (?:\w+ ){0,8}to be cut\b|\bbecom\w+ a woman\b",
        r"\b(?:tak\w+|taken|took|fly|flying|flown|going|sent|sending|send|travel\w*|trip|flights?|tickets?|holiday) (?:\w+ ){0,10}(?:wedding|marri\w*|marry|engag\w*|husband|fianc\w+|mehndi|nikah?)\b",
        r"\b(?:wedding|marri\w*|nikah?|fianc\w+|mehndi) (?:\w+ ){0,10}(?:abroad|back home|overseas|cousin|summer|airport|pakistan|bangladesh|india|somalia|iraq|iran|afghan\w*|turkey|nigeria|kurd\w*)\b",
    ),
    "watched_phone": any_of(
        rf"\b{_CONTROLLER}(?:'s|'d|'ll)? (?:\w+ ){{0,7}}?{_WATCHES} (?:\w+(?:'s|s')? ){{0,5}}{_PHONE}\b",
        r"\b(?:find my (?:iphone|phone|friends)|life ?360|air ?tags?|spy ?ware|stalker ?ware|snap ?maps?|track(?:er|ing) (?:app|on|in|device)|gps)\b",
        rf"\b{_PHONE} (?:is|are|gets?|was|being|has been)? ?(?:\w+ )?(?:checked|tracked|monitored|bugged|cloned|read|watched|hacked|taken|controlled|searched)(?: \w+){{0,3}} by {_OF}{_CONTROLLER}\b",
        r"\b(?:not allowed|isn'?t allowed|won'?t let (?:her|him|me|mum)|doesn'?t let (?:her|him|me|mum)) (?:\w+ ){0,4}(?:phone|mobile|password|lock)\b",
        r"\b(?:knows?|knew) (?:\w+ ){0,3}(?:where (?:she|mum|her|i|he|we) (?:is|am|are|was|goes|been)|her (?:location|pin|passcode|password)s?)\b",
        rf"\b(?:deletes?|deleted|deleting|hides?|hiding|scared to|can'?t|daren'?t) (?:\w+ ){{0,5}}(?:texts?|messages|calls?|email\w*|phone|ring|reply)\b(?=[^.?!]*\b{_CONTROLLER}\b)",
    ),
}  # fmt: skip


def cautions_in(text: str) -> tuple[str, ...]:
    """Return which of ``CAUTIONS`` a message speaks of; none if it asks about a rule and speaks of nobody."""
    plain = " ".join(text.replace("’", "'").split())
    if ABOUT.search(plain) and not _PERSON.search(plain):
        return ()
    return tuple(name for name, pattern in CAUTIONS.items() if pattern.search(plain))
