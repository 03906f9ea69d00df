"""The words of situations in which an ordinary step does harm: a refuge, honour-based abuse, a watched phone, pressure on the neck.

Whoever says them is shown what never to do (assistant/messages.py, ``CAUTIONS``), whatever else is found. A question about a
rule, with nobody in it, is not such a situation. A change here wants a line in tests/assistant/safety/test_caution_patterns.py.
"""

from __future__ import annotations

from assistant.safety.hypothetical_patterns import ABOUT
from assistant.safety.patterns import any_of

_PERSON = any_of(
    r"\b(?:he|she|him|her|his|mum\w*|mam|dad\w*|mother|father|step-?\w+|my|husband|partner|boyfriend|ex|bf|wife|male|female|suspect|susp|victim|vic|aggrieved)\b",
    r"\b(?:an?|one of|this|two|three|new) (?:\w+ ){0,2}(?:girl|boy|lad|child|kid|kids|pupil|student|family|parent|y\d+|year \d+)\b",
)
_NECK = r"(?:necks?|throats?|windpipe)"
_BLADE_AT = r"(?:knife|knives|blades?|scissors|razors?|machetes?|glass|bottle|gun) (?:up )?(?:to|at|against|near)"
"""A blade at a throat is no pressure on the neck."""
_FACE = r"(?:face|head|mouth|nose)"
_OF = r"(?:\w+(?:'s|s')? ){0,3}"
_TIED = r"(?:hands?|arms?|fingers|forearm|belt|scarf|rope|cord|lead|cable|tie|string|wire|towel|lanyard)"
_PRESSED = r"(?:grab\w*|squee?z\w*|squash\w*|hold\w*|held|press\w*|push\w*|crush\w*|pinn\w*|kneel\w*|knelt|wring\w*|wrung|tighten\w*)"
_HAD = r"(?:got|had|has|have|put\w*|stood|stand\w*|sat|sits|lift\w*|pull\w*|drag\w*|pick\w*|pin|hung|hang\w*|by)"
_LIMP = r"(?:blue|purple|floppy|limp|unconscious|to sleep)"
_SOMEBODY = (
    r"(?:he|she|dad\w*|step-?(?:dad|mum)|mum\w*|father|mother|partner|boyfriend|bf|husband|ex|ex-\w+|girlfriend|gf|wife|uncles?|aunt\w*|"
    r"brothers?|grandad|nan|gran\w*|in-?laws?|family|fella|carer|they|who|(?:ex-?)?(?:male|suspect|offender|perp\w*|accused|respondent))"
)
_VICTIM = (
    r"(?:her|him|me|my|mum\w*|mam|them|his|us|baby|sister|brother|female|male|victim|vic|ip|aggrieved|"
    r"the (?:baby|boy|girl|kids?|child|female|male|victim|ip|aggrieved))"
)
_STOPS_BREATH = r"(?:strang(?:l|el|ul)\w*|throttl\w*|smother\w*|suffocat\w*|chok(?:e|ed|es|ing))"
_WATCHES = (
    r"(?:check(?:s|ed|ing)?|tracks?|tracked|tracking|monitor\w*|reads?|reading|go(?:es|ing)? (?:through|thru|in|into|on)|went (?:through|thru)|"
    r"look(?:s|ing|ed)? (?:at|through|in)|controls?|controlling|watch(?:es|ed|ing)|vets?|bugg\w*|clon\w*|spy\w*|spies|hack\w*|logs? in\w*|"
    r"demands?|set up|picks? up|answers|sees?|seen)"
)
_HAS = r"(?:has|have|got|gets|keeps|took|takes|taken|holds|knows|wants|put|installed)"
_PHONE = (
    r"(?:phones?|mobiles?|texts?|messages|msgs|whats ?app\w*|e?mails?|inboxe?s?|insta\w*|snap\w*|tik ?tok|facebook|location|call (?:log|history)|"
    r"accounts?|log ?ins?|passwords?|pass ?codes?|ipad|laptop|tablet|icloud|sim|calendar|phone bill)"
)
_FLED = (
    r"(?:fled|flee\w*|escap\w+|got (?:away|out)|get(?:ting)? away|ran (?:away|off|with)|run (?:away|off) from|hiding|hid|bolt\w*|"
    r"(?:done|did) a (?:flit|runner)|moved (?:away|out|area) to|went underground)"
)
_FROM = r"(?:him|dad|father|husband|partner|ex|boyfriend|step-?dad|mum|abuse|abusive|violen\w+|dv|the relationship)"
_UNWILLING = (
    r"(?:does ?n'?t|do ?n'?t|did ?n'?t|dont|doesnt) (?:\w+ )?want|not want(?:ing)? to|no (?:say|choice)|won'?t be (?:back|coming)|wont be back|"
    r"not (?:be )?(?:coming|returning) back|is ?n'?t laughing|likes? it or not|say yes|scared|frightened|cried|crying|begg\w+|passport|help"
)

CAUTIONS = {
    "strangulation": any_of(
        rf"\b{_SOMEBODY}(?:'s|'d)? (?:\w+ ){{0,4}}?{_STOPS_BREATH} (?!on\b|up\b|a (?:laugh|giggle))(?!(?:\w+ ){{0,2}}with (?:cuddles|love|kisses|hugs))",
        rf"(?<!it's\s)(?<!is\s)\b{_STOPS_BREATH} (?:(?:out|at) )?{_VICTIM}\b(?! with (?:cuddles|love|kisses|hugs))",
        rf"\b(?:was|been|being|got|gets?|were) {_STOPS_BREATH}\b(?! (?:by|with|under|in) (?:paper|work|admin|emails|cuddles))",
        rf"\b(?:non-?fatal strangulation|nfs)\b(?=.*\b(?:{_SOMEBODY}|{_VICTIM})\b)|(?<!\w)(?:nfs|strangulation):? (?:alleged|reported|disclosed|yes)\b",
        r"\b(?:choke ?holds?|head ?locks?|sleeper (?:hold|one|move)s?|neck thing|strangle ?hold)\b",
        rf"\b{_TIED} (?:\w+ ){{0,2}}?(?:a?round|on|at|over|across|to|against|into) {_OF}{_NECK}\b",
        rf"\b{_PRESSED} (?!(?:\w+ ){{0,3}}{_BLADE_AT}\b){_OF}(?:(?:up|down|back|tight|hard|really|so) ){{0,2}}(?:(?:by|on|at|against|a?round|across|under|from) )?{_OF}{_NECK}\b",
        rf"\b{_HAD} {_OF}(?:(?:up|down|back|off the (?:floor|ground)) ){{0,2}}(?:(?:by|on|at|a?round|across) )?(?:the |her |his |my |mum\w*'s ){_NECK}\b",
        rf"\b(?:go(?:es|ing)?|went|goes) for {_OF}{_NECK}\b|\bpoint\w* (?:to|at) (?:(?:his|her|the|their) )?{_NECK}\b",
        rf"\b(?:pillows?|cushions?|duvets?|blankets?|teddy|bags?|hands?|towels?|cloths?|cover\w*) (?:\w+ ){{0,2}}?(?:over|on|across|against) (?:her|his|my|mum\w*'s|mam's|the baby's|baby's|\w+'s) {_FACE}\b",
        rf"\b{_PRESSED} (?:\w+ ){{0,4}}{_FACE} (?:in|into|under|down) (?:\w+ ){{0,2}}(?:pillow|cushion|bed|mattress|sofa|water|bath|sink|duvet)\b",
        r"\b(?:hold\w*|held|push\w*|kept|keeps|dunk\w*) (?:\w+ ){0,3}under (?:the )?(?:bath|water|shower)",
        r"\b(?:hands?|held|hold\w*|pinned|sat|squee?z\w*|on top|arm) (?:[^.?!]*)\b(?:can'?t|cannot|couldn'?t|could not|cudnt|can't) (?:even )?(?:breath\w*|get (?:any|her|his|my|a|no) (?:air|breath))",
        r"\b(?:can'?t|couldn'?t|can not) get (?:no|any|my) (?:air|breath)\b|\bturned (?:\w+(?:'s)? ){1,3}breathing off\b|\bstopped (?:her|him|me|mum\w*)(?: from)? breathing\b",
        rf"\b(?:until|till|til|so that|made (?:her|him|me|mum\w*)) (?:\w+ ){{0,3}}?(?:went|goes|go|was|turned|gone|going) (?:\w+ ){{0,2}}?{_LIMP}\b",
        r"\b(?:she|he|mum\w*|mam|baby|i) (?:\w+ )?(?:went|goes|turned|gone) (?:all )?(?:blue|purple|floppy|limp)\b",
        rf"\b(?:squee?z\w*|hold\w*|held|press\w*|push\w*) (?:\w+(?:'s)? ){{0,5}}(?:till|until|til|so|to make|and) (?:\w+ ){{0,4}}(?:{_LIMP}|breath\w*)\b|\b(?:till|until|til) (?:he|she|mum\w*|i) stopped (?:kicking|moving|crying|wriggling|breathing)\b",
        r"\b(?:both )?hands? (?:[^.?!]*)\b(?:black(?:ed|ing) out|pass(?:ed|ing) out)\b|\b(?:black(?:ed|ing) out|pass(?:ed|ing) out)\b(?:[^.?!]*)\b(?:hands|neck|throat|hold)\b",
        rf"\b(?:marks?|bruis\w*|fingerprints?|red line|lines?) (?:\w+ ){{0,4}}(?:a?round|on|across|to) {_OF}{_NECK}\b|\b(?:red|purple) (?:dots|spots) (?:a?round|in|on) (?:\w+ ){{0,2}}eyes\b",
        r"\b(?:lift\w*|held|hold\w*|picked|pinned) (?:\w+ ){0,6}by (?:(?:his|her|the|their) )?(?:collar|tie|scruff|hood)\b",
    ),
    "refuge": any_of(
        r"\b(?:in|into|at|to|from|a|the|our|their|women'?s) refuge\b(?! (?:of|line|helpline|charity|for (?:birds|wildlife)))",
        r"\brefuge (?:address|worker|staff|space|room|manager|families|kids|children|mum|say\w*|has|have|rang|called)\b",
        r"\b(?:crisis|protected|confidential|emergency|undisclosed|women'?s|men'?s|young women'?s|da|dv|domestic abuse) (?:\w+ ){0,2}(?:accommodation|housing|house|hostel|flat|placement|space|b&b|hotel|unit|address)\b|\b(?:in|at|to|into) (?:a |the )?(?:safe|secret) ?house\b",
        r"\b(?:hostel|b&b|unit|hotel|accommodation) (?:on|from|off) the emergency\b",
        rf"\b{_FLED} (?:\w+ ){{0,5}}?(?:from )?(?:\w+ ){{0,2}}{_FROM}\b(?!'s (?:job|house|home|work))(?! (?:at|in) (?:the )?(?:gate|school|work))",
        r"\b(?:fled|bolted|flee(?:ing|s)?) (?:\w+ ){0,3}(?:him|dad|mum|husband|home|with)\b|\b(?:mum|mam|mother|she) (?:just )?ran (?:with|in the night|on \w+day)\b",
        r"\b(?:moved|placed|relocated|rehoused|housed|put) (?:\w+ ){0,4}(?:out of area|by (?:the )?(?:idva|marac|women'?s aid|charity|police)|for (?:her|their|his) safety)\b|\b(?:relocated|moved) by marac\b|\b(?:women'?s ?aid|idva|charity) (?:\w+ ){0,4}(?:found|moved|placed|put|got) (?:\w+ ){0,3}(?:room|place|house|flat|area|in)\b",
        r"\b(?:must ?n'?t|must not|can'?t|cannot|should ?n'?t|should not|does ?n'?t|does not|don'?t|do not|not to|never to|supposed to|begged \w+ not to) (?:\w+ ){0,3}(?:find out|know|be told|learn|trace|tell|let|give) (?:\w+ ){0,4}(?:where|which school|what school|address|street|(?:her|his|the) (?:husband|dad|ex|partner) know)\b",
        r"\b(?:dad|father|he|ex|ex-\w+|husband|partner|step-?dad|his (?:mum|mother|sister|family)|nan|gran\w*|aunt\w*|parents|solicitor\w*|officer) (?:[^.?!]{0,60})\b(?:where (?:they|she|the \w+|his|her|mum) (?:live|is|are|have|has|moved|gone|went)|(?:(?<!at\s)home|new|current|their|forwarding) (?:address|postcode)|which school|what school|traced?|track(?:ing)? (?:them|her) down)\b",
        r"\b(?:forwarding|confirm (?:the )?child'?s|current home) address\b|\bin hiding\b|\bgone underground\b|\bwent underground\b|\bnew identit\w+|\bwitness protection\b",
        r"\b(?:leave|left|leaving|got out) (?:\w+ ){0,3}(?:in the middle of the night|tonight|in the night|with (?:a|her|one) (?:suit)?case)\b|\bnowhere to go\b|\bsuitcase and the (?:baby|kids|children)\b|\bno men allowed\b",
        r"\b(?:ctf|common transfer file|school2school|(?<!get\sa\s)(?<!gets\sa\s)(?<!criminal\s)records?|old file|files?)\b(?:[^?]{0,120})\b(?:fled|flee\w*|refuge|hiding|safe ?house|escap\w+|get away from|violent|abuser|perpetrator|find (?:them|her|us)|tip \w+ off)\b",
    ),
    "honour": any_of(
        r"\bhonou?r[- ]?(?:based|crime|killing|abuse|violence)\b|\bso[- ]called honou?r\b|\bizzat\b|\bhba\b",
        r"\bforced? (?:\w+ )?marriages?\b|\b(?:forc\w+|mak\w+|made|pressur\w+|pushed|blackmail\w*) (?:\w+ ){0,3}(?:in)?to (?:get |do )?(?:an? )?(?:marr\w+|engag\w+|wedding|nikah?)\b|\bmak\w+ (?:her|him|me|them) (?:get |do )?(?:marr\w+|nikah?)\b",
        r"\bmarried off\b|\b(?:marry|marries|marrying|married to|engaged to|promised to|betrothed to|rishta) (?:\w+ ){0,3}(?:cousin|uncle|man|older|stranger|someone|boy)\b|\bmarrying out\b|['\"‘]promised['\"’]",
        r"\b(?:picked|chosen|found|choosing|finding|getting|lined up|sort \w+ out with|arranging) (?:\w+ ){0,2}(?:a (?:wife|husband|girl|match|man|groom|bride)|some(?:body|one) for (?:her|him|me))\b|\bgroom'?s family\b|\b(?:it'?s|its) all arranged\b",
        r"\b(?:shamed?|shaming|dishonou?r\w*|disgrac\w*) (?:\w+ ){0,4}(?:famil\w+|community|parents|father|brothers?|everyone|us|them|house)\b|\b(?:brought|bring\w*) (?:shame|disgrace)\b|\b(?:dirt\w*|blacken\w*|ruin\w*) (?:\w+ ){0,2}family(?:'s)? (?:name|honou?r)\b|\b(?:family|community|brothers?|uncles?)'?s? (?:\w+ ){0,2}(?:honou?r|reputation)\b|\bruined us\b",
        r"\b(?:brothers?|uncles?|family|cousins?|parents|elders?) (?:\w+ ){0,4}(?:will|would|'ll|going to|gonna|threaten\w*) (?:\w+ ){0,2}(?:kill|stone|burn) (?:her|him|me)\b|\bbetter off dead\b|\bcommunity leader\b|\b(?:different|wrong|lower) (?:caste|tribe|clan|sect)\b",
        r"\bfgm\b|\bfemale (?:genital|circumci)\w*|\b(?:cutting season|khitan|gudniin|tahur)\b|\b(?:to (?:be|get)|have|having|get|getting) (?:\w+ ){0,8}cut (?:when|at|over|abroad|there|in)\b|\bbecom\w+ a (?:woman|big girl)\b|\bmy special day\b",
        r"\bcousin got (?:sewed|sewn|cut|stitched)\b|\b(?:sewed|sewn) up\b|\bspoon\b(?:[^?]{0,60})\b(?:knickers|pants|underwear|airport)\b|\bdone like in (?:our|the) village\b|\b(?:granny|gran|nan|grandma|aunt\w*|lady|woman)\b(?:[^.?!]{0,30})\bto ['\"‘]?(?:do|cut)['\"’]? (?:them|her|the girls)\b",
        rf"^(?=.*\b(?:wedding|marri\w*|marry|engage\w*|nikah?|husband|fianc\w+|henna|bride)\b)(?=.*\b(?:{_UNWILLING})\b)(?=.*\b(?:girl|boy|lad|she|he|y\d+|yr ?\d+|year \d+|1[0-7]|pupil|student)\b)(?=.*\b(?:abroad|back home|summer|plane|fly\w*|flown|flight|pakistan|bangladesh|india|somalia|iraq|iran|afghan\w*|turkey|nigeria|yemen|sudan|gambia|romania|kurd\w*|airport|sept\w*|august|half term|cousin|parents|family|aunt\w*|uncle))",
        r"\b(?:taken|taking|take|flown|flying|sent|going) (?:\w+ ){0,6}to (?:get|be) (?:married|engaged)\b|\b(?:sent|taken|send|take|flown|fly) (?:\w+ ){0,3}(?:back|back home|abroad) (?:[^.?!]{0,40})\b(?:not be returning|won'?t (?:be )?(?:back|return)|not come back|for good|marr\w+)\b",
    ),
    "watched_phone": any_of(
        rf"\b{_SOMEBODY}(?:'s|'d|'ll)? (?:\w+ ){{0,7}}?{_WATCHES} (?:\w+(?:'s|s')? ){{0,5}}{_PHONE}\b",
        rf"\b{_SOMEBODY}(?:'s|'d|'ll)? (?:\w+ ){{0,3}}?{_HAS} (?:all )?(?:of )?(?:her|his|my|mum\w*'?s|their|mam's) (?:\w+ ){{0,2}}{_PHONE}\b",
        r"\b(?:find my (?:iphone|phone|friends)|life ?360|air ?tags?|spy ?ware|stalker ?ware|snap ?maps?|tracking (?:app|device))\b|\btracker (?:on|in) (?:her|his|my|mum)|\b(?:got|hacked|logged|gets) (?:back )?into (?:her|his|my|mum\w*'?s) (?:\w+ )?(?:e?mails?|accounts?|phone|messages|insta\w*|snap\w*)\b|\b(?:something|app|thing|software) on (?:her|my|mum\w*'?s|wife'?s|the) (?:phone|mobile|handset)\b",
        rf"\b{_PHONE} (?:is|are|gets?|was|being|has been)? ?(?:\w+ )?(?:checked|tracked|monitored|bugged|cloned|read|watched|hacked|taken|controlled|searched)(?: \w+){{0,3}} by {_OF}{_SOMEBODY}\b",
        r"\b(?:not allowed|isn'?t allowed|won'?t let (?:her|him|me|mum)|doesn'?t let (?:her|him|me|mum)) (?:\w+ ){0,4}(?:phone|mobile|password|lock)\b",
        r"\b(?:don'?t|dont|do not|not to|please don'?t|can'?t|never) (?:text|e?mail|phone|message|(?:ring|call)(?! (?:the )?(?:police|999)\b))\b(?:[^?]{0,80})\b(?:he|him|dad|partner|husband|ex|boyfriend)\b",
        r"\b(?:he|dad\w*|partner|husband|ex|boyfriend|step-?dad|in-?laws?)(?:'s)? (?:\w+ ){0,3}(?:looks? at|sees?|reads?|hears?|listens? (?:in )?to|checks?|watches) (?:everything|it all|all (?:her|of it)|us|them)\b|\b(?:he|dad) (?:can )?(?:hears?|listens?|listen|see) (?:\w+ ){0,3}(?:thru|through) it\b",
        r"\b(?:makes?|made|has to|have to|makes \w+) (?:\w+ ){0,3}(?:share (?:\w+ )?location|send (?:him|her|\w+) (?:a )?(?:pics?|photos?|selfies?|pictures?)|put (?:\w+ ){1,3}on speaker|unlock|hand over)\b|\bon speaker (?:every|each|when|whenever)\b",
        r"\b(?:shared|linked|synced|logged in) (?:\w+ ){0,2}(?:w/|with|to) (?:him|dad|her ex|his)\b|\b(?:contract|account|phone|sim|bill) (?:is|are|was)? ?in (?:his|dad'?s|her ex'?s|her husband'?s) name\b|\bitemi[sz]ed bill\b|\b(?:secret|second|hidden|burner) (?:\w+ )?phone\b",
        r"\bcameras? in (?:every|all|each|the (?:house|kitchen|bedroom|living room|hall))\b|\bring doorbell\b|\bspeaks through (?:it|them|the camera)\b|\b(?:smart ?watch|tablet|teddy|toy|ipad) (?:\w+ ){0,6}(?:listens?|tracks?|knows?|hears?|records?)\b|\bknows? (?:every|each) (?:place|where|time)\b",
    ),
}  # fmt: skip


def cautions_in(text: str) -> tuple[str, ...]:
    """Return which of ``CAUTIONS`` a message speaks of; none if it asks about a rule and speaks of nobody."""
    plain = " ".join(text.replace("’", "'").split())
    if ABOUT.search(plain) and not _PERSON.search(plain):
        return ()
    return tuple(name for name, pattern in CAUTIONS.items() if pattern.search(plain))
