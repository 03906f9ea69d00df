"""High-risk features in an entry: those of the grave situation cards, found by words and only where they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from assistant.chronology.clauses import Clause, found_in
from assistant.safety import Cue, any_of
from corpus.statements import SituationCard, load_cards

_ADULT = r"(?:mum|mummy|mam|mother|dad|daddy|father|step-?(?:dad|mum|father|mother)|parents?|nan|gran(?:ny|dad)?|uncle|aunt(?:ie)?|partner|boyfriend|carer|grown[- ]?up|older brother|big brother)(?:'s (?:partner|boyfriend))?"
_HURTS = r"(?:hit(?:s|ting)?|hurt(?:s|ing)?|smack(?:ed|s|ing)?|slapp?(?:ed|s)?|kick(?:ed|s)?|punch(?:ed|es)?|push(?:ed|es)?|pull(?:ed|s)? (?:his|her|my) hair|bit|burn(?:ed|t)|grabb?(?:ed|s)?|shook|shak(?:es|ing)|thr(?:ew|own|ows)|whack(?:ed|s)?|drag(?:ged|s)?|pinned|belt(?:ed)?|hits out at)"
_CHILD = r"(?:me|him|her|them|us|child(?: [a-z]\d*)?|my (?:arm|leg|head|face|back|brother|sister)|his (?:arm|leg|head|face|back|brother)|her (?:arm|leg|head|face|back|brother)|the (?:child|baby|boy|girl|children))"

FEATURES: Mapping[str, Cue] = MappingProxyType({
    "strangulation": any_of(
        r"\b(?:strangl\w+|strangulation|chok(?:ed|ing)(?! on)|suffocat\w+|smother\w*|throttl\w+)\b",
        r"\b(?:hands?|arm|belt|rope|cord|scarf|lead|wire|tie|fingers|grip|grabbed|held|squeez\w+|pressed|pinned|hold of|marks?|bruis\w+|fingermarks) (?:[\w']+ ){0,5}(?:throat|neck)\b",
        r"\b(?:could(?:n't| not)|can't|unable to|stopped (?:her|him|me|mum)) breath(?:e|ing)\b|\b(?:mum|mummy|she|her|he) (?:went floppy|passed out|blacked out|lost consciousness)\b",
        r"\b(?:pillow|cushion) (?:[\w']+ ){0,3}(?:over|on) (?:[\w']+ ){0,2}face\b",
    ),
    "pregnancy-or-baby": any_of(
        r"\b(?:pregnan\w+|expecting (?:a|another|her|their|twins)|(?:\d+|few|two|three|four|five|six|seven) (?:weeks|months) (?:pregnant|gone)|due (?:date|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|the new year|\w+ weeks))|midwife|antenatal|new-?born|new baby|baby (?:born|is due|due|brother|sister|sibling|arrived|at home|in the house)|(?:the|her|his|their|mum's|a|and|with|re|of|mum &|about) baby(?! (?:voice|doll|toy|group|clinic|room|photo|wipes?|class|massage|sitter|steps|teeth|talk|book|changing|and toddler))|gave birth|had the baby|\d+[- ](?:weeks?|months?)[- ]old (?:baby|sibling|brother|sister))\b",
    ),
    "weapon-or-threat-to-kill": any_of(
        r"\b(?:knife|knives|machete|hammer|baseball bat|(?:air )?gun|firearm|shotgun|axe|weapon|screwdriver|scissors (?:at|to|held)|crowbar|petrol|acid)\b",
        r"\b(?:threat(?:s|en\w*)? to (?:kill|murder|stab|burn|shoot)|(?:going to|gonna|'ll|will|would) (?:kill|stab|murder|shoot|burn) (?:her|him|me|mum|us|them|you|the|everyone|both|my)|death threats?|kill (?:her|mum|us|them|me) (?:all|and)|said he(?:'d| would| will|'ll) (?:kill|stab|burn))\b",
    ),
    "recent-separation": any_of(
        r"\b(?:separat(?:ed|ing|ion)|split up|(?:has |have |had |'s )?left (?:dad|him|her partner|her husband|the relationship|mum's partner|his dad|her dad)|leaving (?:him|dad|her partner|her husband)|(?:dad|he|father|partner|stepdad|boyfriend) (?:has |was |had |'s )?(?:moved out|asked to leave|thrown out|kicked out|left the (?:family )?home)|(?:ended|ending) the relationship|relationship (?:has )?ended|broken up|divorc\w+|(?:wants|want|wanted|planning|plans|plan|trying|hoping) to leave(?: him| dad| the relationship| her partner|(?= but|,? and (?:has|needs)|\.|$))|on a break|staying apart|living apart|not living together|asked (?:him|dad) to (?:leave|move out)|told (?:him|dad) to (?:leave|get out)|no longer (?:together|in a relationship)|moved out(?= of the (?:family )?home|\W|$))\b",
    ),
    "release-bail-or-breached-order": any_of(
        r"\b(?:(?:released|release|out|home|let out) (?:[\w']+ )?(?:from|of|on) (?:prison|custody|jail|bail|licence|police custody|tag)|release date|(?:due to be|being|been|be|was|is|has been) released\b|due (?:for release|out of prison)|on bail|bail (?:conditions?|ends?|ended|expires?|lifted|breach\w*)|bailed|breach\w* (?:[\w']+ ){0,3}(?:order|conditions?|bail|injunction|non[- ]mol\w*|restraining)|(?:broke|broken|breaking) (?:[\w']+ ){0,3}(?:order|conditions?|bail|injunction)|released under investigation|out of prison|non[- ]mol\w*|restraining order|rui'?d?|dvpo|dvpn|dapo|dapn|injunction)\b",
    ),
    "stalking-or-harassment": any_of(
        r"\b(?:stalk(?:ed|er|ing)|harass\w*|follow(?:ed|ing|s) (?:her|mum|them|us|him|mother|me)\b(?! (?:up|into|around the (?:class|playground)))|track(?:er|ing|ed) (?:device|app|on|her|mum|in|under)|tracker|airtag|(?:waiting|sitting|parked|turned up|turning up|turns up|seen|hanging around|drove past|driving past|watching) (?:[\w']+ ){0,3}(?:outside|near) (?:[\w']+ )?(?:school|house|home|the house|mum's|nursery|gate|flat|work)|turn(?:ed|s|ing) up (?:at|uninvited|again)(?! (?:the )?(?:school|nursery|class|club|late))|(?:\d+|hundreds? of|dozens? of|constant|repeated) (?:texts|calls|messages|missed calls))\b",
    ),
    "refuge-or-flight": any_of(
        r"\b(?:(?:in|to|into|at|from|moved to|place in) (?:a |the )?refuge|refuge (?:place|space|worker)|fled|fleeing|safe house|hidden address|address (?:is |to be |must be )?(?:kept )?(?:confidential|withheld|secret)|confidential address|(?:do not|don't|must not|not to) (?:give out|share|disclose|pass on) (?:the|her|their|our|this|new) (?:\w+ )?address|address (?:is |must |to |should )*(?:not |never )(?:be )?(?:shared|given|disclosed|passed))\b",
    ),
    "child-hurt": any_of(
        rf"\b{_ADULT} (?:[\w']+ ){{0,2}}(?!hurt (?:her|his) (?:arm|leg|head|face|back|own)){_HURTS} (?:[\w']+ )?{_CHILD}(?!\w)",
        rf"\b(?:was |been |got |being |get )?{_HURTS} (?:[\w']+ ){{0,3}}by (?:[\w']+ )?{_ADULT}\b",
        rf"\b{_ADULT} did (?:it|this|that)\b|\b(?:from|it was) (?:when )?{_ADULT} {_HURTS}\b",
        rf"\b{_ADULT} (?:[\w']+ ){{0,2}}{_HURTS} (?:with (?:a|the|his|her)|when)\b|\b{_ADULT} (?:hits|hurts|smacks|kicks|punches|slaps)\b(?! (?:mum|mummy|dad|mam|mother|each))",
        r"\b(?:bruis\w*|marks?|injur\w*|burn|fracture)\b[^\n]{0,60}\b(?:not (?:yet )?(?:crawling|mobile|walking|rolling)|non-mobile|pre-mobile)\b",
        r"\b(?:unexplained|unexplainable|multiple|several|fingertip|grip|pinch|non[- ]accidental|loop|pattern(?:ed)?) (?:[\w']+ ){0,2}(?:bruis\w+|injur\w+|marks?|burns?)\b|\b(?:explanation|account|story)s? (?:[\w']+ ){0,3}(?:chang\w+|differ\w*|inconsistent|did(?:n't| not) (?:match|fit)|(?:does(?:n't| not)) (?:match|fit))\b|\b(?:different|two|changing|conflicting|inconsistent) (?:explanations?|accounts?|stories|versions?)\b",
        rf"\b{_ADULT} (?:said|says|told us) [^.;]{{3,70}}?(?:[,;]|but|and|whereas|while) {_ADULT} (?:said|says|told us) [^.;]{{0,40}}?\b(?:fell|fallen|hit|bump\w*|scratch\w*|tripp\w*|knock\w*|trapp\w*|caught|bit|banged|rolled)\b",
        r"\bcigarette burns?\b|\bbelt marks?\b|\bhand ?prints?\b|\bfinger(?:tip)? (?:marks?|bruis\w+)\b",
    ),
    "child-steps-in-or-calls-999": any_of(
        r"\b(?:stepp?(?:ed|ing|s) in(?! to (?:class|the class))|(?:got|gets|getting|get|stood|put (?:himself|herself)|tried to get|standing) (?:in )?between|(?:got|gets|get|getting) in the (?:way|middle)|(?:tried|tries|trying) to (?:stop|protect|pull|help) (?:him|dad|mum|them|her|it)|pull(?:ed|s|ing) (?:him|dad) off|to get (?:him|dad|daddy) off (?:her|mum|mummy|mam|me)|(?:make|made) (?:him|dad|daddy|her|it|them) stop|to stop (?:him|dad|daddy) (?:hitting|hurting)|protect(?:ed|s|ing) (?:mum|his mum|her mum|mother))\b",
        r"\bperson [a-z]\d* (?:rang|called|phoned|dialled) (?:the )?(?:999|police) (?:himself|herself|themself|from (?:mum|dad|his|her)(?:'s)? \w+)",
        r"\b(?:child(?: [a-z]\d*)?|he|she|boy|girl|pupil|student|i|sister|brother|sibling|eldest|daughter|son|yp) (?:had |has |himself |herself |who )?(?:rang|called|phoned|dialled|ringing|calling|calls) (?:the )?(?:999|police)\b|\b999 call (?:was )?(?:made )?by (?:the )?(?:child|daughter|son|boy|girl|eldest)\b|\b(?:hid|ran) (?:[\w']+ ){0,5}(?:and|to) (?:call|ring|phone)(?:ed)? (?:the )?(?:999|police)\b|\bcall made by (?:the )?(?:child|daughter|son|boy|girl|student|pupil)\b",
    ),
    "honour-based": any_of(
        r"\b(?:honou?r[- ]?based|honou?r of the family|family(?:'s)? honou?r|(?:brought|bring|bringing) shame|shame on (?:the|her|his) family|disown\w*)\b|[‘'\"]honou?r[’'\"]",
    ),
    "forced-marriage": any_of(
        r"\b(?:forced marriage|(?:being |be |to be |getting |is )?(?:forced|made|promised|going) to (?:get )?(?:marry|married|be married)|(?:forced|made) to (?:get )?marr(?:y|ied)|arranged (?:a )?marriage|engaged to (?:a|her|his) (?:cousin|man)|marr(?:y|ied) (?:her|his|a) cousin|cousin\b[^.;]{0,40}\bwedding|wedding\b[^.;]{0,40}\bcousin|wedding (?:abroad|in (?:pakistan|bangladesh|india|somalia))|one[- ]way ticket)\b",
    ),
    "fgm": any_of(
        r"\b(?:fgm|female genital mutilation|cutting ceremony|sunna|special ceremony|being cut (?:abroad|in))\b"
    ),
    "self-harm": any_of(
        r"\b(?:cuts|scars|scratches) (?:on|to|along|up|all over|across) (?:her |his |the |both |inner |left |right )*(?:forearms?|wrists?|thighs?|inner arms?)|\b(?:been|started|is|was|admitted|admits to|caught) cutting\b(?! (?:out|up|grass|class|lessons|paper|food))|\b(?:self[- ]?harm\w*|cut(?:s|ting)? (?:himself|herself|themselves|her (?:arms?|wrists?|legs?|thighs?)|his (?:arms?|wrists?|legs?|thighs?))|suicid\w+|overdose\w*|(?:want(?:s|ed)?|wish(?:es|ed)?) (?:to|(?:he|she|they) (?:was|were)) (?:die|dead|be dead)|want(?:s|ed)? to (?:kill|hurt) (?:himself|herself|themselves|myself)|kill myself|end (?:it all|(?:his|her|their|my) life)|not want(?:ing)? to (?:be alive|live|be here any ?more)|doesn't want to (?:be alive|live|be here any ?more)|better off dead|tak(?:en|ing|ook) (?:[\w']+ ){0,3}(?:paracetamol|tablets|pills))\b",
    ),
    "sexual-abuse-at-home": any_of(
        r"\b(?:sexual(?:ly)? (?:abus\w+|assault\w*)|rap(?:ed|e)\b|touch(?:ed|es|ing) (?:[\w']+ ){0,3}(?:private parts|down there|privates|fanny|willy|bottom|where he shouldn't|inappropriately)|(?:comes|came|gets|got) into (?:my|her|his) bed\b|secret game|incest|(?:hurts?|hurting|touche?s?) my (?:bottom|bum|fanny|willy|private\w*))\b",
    ),
    "suicide-threat-by-abuser": any_of(
        rf"\b(?:{_ADULT}|he|ex) (?:[\w']+ ){{0,4}}(?:kill himself|take his own life|end his life|hang himself|commit suicide)\b",
    ),
    "parent-injured": any_of(
        r"\b(?:mum|mother|mummy|mam|dad|father|step-?mum|parent)(?:'s)? (?!said|says|told|explain|report|ask|noticed|thinks|thought|rang|showed)(?:(?!\b(?:said|says|told|explained|reported|asked|child|noticed|that)\b)[^.;:]){0,60}\b(?:bruis\w*|black eye|split lip|cut lip|injur\w+|arm in (?:a )?(?:sling|cast|plaster)|swollen|broken (?:[\w']+ )?(?:arm|wrist|nose|rib|finger|cheekbone)|stitches|marks? on|scratch(?:es)?|burns? (?:on|to)|burnt|limping)\b",
        r"\b(?:bruis\w*|black eye|split lip|marks?|scratch(?:es)?|swelling|cuts?|injur\w+) (?:seen |noticed |visible )?(?:on|to|around|under|over) (?:[\w']+ )?(?:mum|mother|mummy|mam|dad|father)(?:'s)?\b",
        r"\b(?:mum|mother|mam|mummy) (?:[\w']+ ){0,3}(?:in|to|taken to|went to|at|from) (?:hospital|a ?& ?e|a and e)\b(?! (?:for|with) (?:the )?(?:baby|him|her|scan|child|birth|appointment))",
    ),
    "moved-or-gone": any_of(
        r"\b(?:family (?:has |have |had )?(?:gone|disappeared|moved (?:away|out|without)|vanished|left the (?:area|country))|whereabouts (?:unknown|not known|of (?:the )?family)|house (?:is |was |appears |looks )?(?:empty|emptied)|moved (?:away|without (?:telling|notice|a forwarding))|no (?:one|longer) (?:living )?at (?:the |that )?address|no forwarding address|flight (?:booked|to)|left the country|neighbour (?:says|said|reports) (?:they|family|the family) (?:have |had |has )?(?:gone|moved|left))\b",
    ),
})
"""What speaks of each high-risk feature, by the id of its situation card."""

_PICTURED = any_of(
    r"\b(?:drew|drawing|drawn|picture|painted|story|film|movie|game|play(?:ing|ed)?(?: with)? (?:dolls?|a game|games?|fighting|mums and dads)|minecraft|fortnite|lego|nightmares?|dreams?|dreamt|youtube|tiktok|video|book|cookery|cooking|design|art|dt lesson|pencil)\b"
)
HURTING = any_of(rf"\b{_HURTS}\b")
_NOT_MOBILE = any_of(
    r"\b(?:not (?:yet )?(?:crawling|mobile|walking|rolling|able to (?:crawl|walk|roll))|non-?mobile|pre-?mobile|immobile)\b"
)
_MARKED = any_of(r"\b(?:bruis\w*|marks?|injur\w*|burns?|fractur\w*|scratch\w*)\b")
MENTIONED_ONLY = frozenset({"pregnancy-or-baby"})
"""What is so whether or not an entry is about it: only a denial or the past undoes it."""
_OF_ONESELF = frozenset({"self-harm"})
"""What counts in a drawing or a story too."""
_AGAINST_A_CHILD = frozenset({"weapon-or-threat-to-kill", "strangulation", "stalking-or-harassment"})
BETWEEN_CHILDREN = any_of(
    r"\b(?:another (?:child|pupil|boy|girl)|peers?|(?:a|his|her) (?:friend|classmate|boy|girl) (?:in|at|on|from|by)|in (?:the )?playground|at (?:break|lunch|playtime)|year \d+ (?:boy|girl|pupil))\b"
)


def features_in(text: str) -> Iterator[tuple[SituationCard, Clause, bool]]:
    """Return the high-risk features that an entry tells of, each with its words, and whether it tells of it as past.

    Yields
    ------
    tuple of SituationCard, Clause and bool
    """
    cards = {card.card_id: card for card in load_cards()}
    for card_id, cue in FEATURES.items():
        told = [clause for clause in found_in(text, cue) if counts(card_id, clause)]
        if card_id == "child-hurt" and not told and _MARKED.search(text):
            told = list(found_in(text, _NOT_MOBILE))
        now = [clause for clause in told if not clause.is_past]
        if told:
            yield cards[card_id], (now or told)[0], not now


def counts(card_id: str, clause: Clause) -> bool:
    """Whether words that speak of a feature tell of it: not denied, not only thought of, no story, no fight between pupils."""
    if clause.is_denied or (card_id not in _OF_ONESELF and _PICTURED.search(clause.sentence)):
        return False
    if card_id in _AGAINST_A_CHILD and BETWEEN_CHILDREN.search(clause.sentence):
        return False
    return card_id in MENTIONED_ONLY or not clause.is_supposed or card_id in {"recent-separation", "self-harm"}
