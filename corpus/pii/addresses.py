"""Addresses and schools, as patterns: the detail is a pattern's last group that matched, or the whole of it."""

from __future__ import annotations

import re

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|close|crescent|cres|drive|way|court|place|gardens|gdns|terrace|row|hill|grove|park"
    r"|square|walk|mews|rise|view|parade|quay|wharf|croft|garth|fold|ginnel|yard|bank|end|gate|common|mount|villas|buildings"
    r"|heights|meadows?|chase|ridge|vale|dene|heath|brow|cottages?|estate|green|broadway|crossing|embankment|approach|link|loan"
    r"|wynd)"
)
_SURE_STREET = r"(?:Street|Road|Rd|Avenue|Ave|Lane|Crescent|Terrace|Gardens|Close|Drive|Mews|Grove|Walk)"
_SURE_STREET_IN_LOWER_CASE = r"(?:street|road|rd|avenue|ave|lane|crescent|cres|terrace|gardens|drive|grove|mews|st)"
_BUILDING = (
    r"(?:House|Tower|Court|Lodge|Cottage|Farm|Barn|Forge|Rectory|Vicarage|Manor|Hall|Grange|Point|Heights|Mansions|Flats"
    r"|Laurels|Bungalow|Inn|Hotel|Hostel)"
)
_ALONE = r"(?:Tower|Lodge|Cottage|Farm|Barn|Forge|Rectory|Vicarage|Manor|Grange|Mansions|Flats|Yard|Bungalow)"
_UNIT = r"(?:fl|flat|apartment|apt|rm|room|plot|pitch|unit|bay|caravan)\s*\.?\s*(?:no\.?\s*)?\d{1,4}[a-z]?\b"
# Words that stand between a number and a street word without making an address: "2 children in the way".
_PLAIN = (
    r"(?!(?:day|week|month|year|hour|minute|child|kid|sibling|pupil|call|mile|time|file|people|question|adult|boy|girl"
    r"|word|mate"
    r"|page|part|old|of|in|at|to|and|or|who|from|on|by|with|for|is|are|was|were|yr|term|point|step|way|the|a|an|my|our|per"
    r"|sister|brother)(?:s|ren)?\b)"
)
_PROPER = r"[A-Z][\w'’-]*[a-z]"
_SCHOOL_TYPE = (
    r"(?:primary|infants?|juniors?|high|secondary|grammar|academy|nursery|pre-?school|college|school|comprehensive|sixth\s+form"
    r"|kindergarten|playgroup|prep)"
)
_FAITH = r"(?:C\sof\sE|CE|CofE|RC|Catholic|Church of England|Community|Free)"
# Capitalised words before "School" that name no school.
_GENERAL = (
    r"(?!(?:Our|The|A|An|My|Your|New|Local|Rural|State|Special|Independent|Maintained|Boarding|National|Free|Virtual|Sunday"
    r"|Primary|Secondary|Early|Safer|Every|Each|Any|If|When|Is|Does|Do|Can|Could|Will|Should|May|What|Which|Who|How|Where|Old"
    r"|Home|Head|Years?|And|Or|In|At|To|From|For|Of|This|That|All|Day|Summer|After|Before|Another|Other|Some|No|Faith|Multi"
    r"|Trust|Church|Catholic|Mum|Dad|Nan|Keeping|Private|Previous|Next|Same|Their|His|Her|Both|Use|Tell|Ask|Ring|Mainstream"
    r"|Alternative|Further|Higher|Junior|Infant|Nursery|High|Sixth|England)\b)"
)
_NO_SCHOOL = (
    r"(?!the|an?|our|my|your|another|any|their|his|her|new|old|local|rural|this|that|each|every|which|secondary|junior|early"
    r"|church|catholic|state|faith|special|small|big|feeder|nearby|same|different|first|previous|next|both|all|some|one|into"
    r"|and|town|village|city|trust|sister|join|year)"
)

ADDRESSES = (
    # a numbered house, with its flat and building: "Flat 3, Quayside House, 9 Dock Road"
    re.compile(
        rf"(?:(?i:{_UNIT})\s*,?\s*|\b(?i:(?:top|ground|first|second|third)\sfloor(?:\sflat)?|basement(?:\sflat)?),?\s|\b(?i:plot|pitch|flat|unit|number|no\.?)\s)?"
        rf"(?:(?:The\s)?(?:{_PROPER}\s){{1,3}}{_BUILDING},\s*|The\s{_PROPER},\s*|(?:(?<=at )|(?<=to )"
        rf"|(?<=address )){_PROPER},\s)?"
        rf"\b\d{{1,4}}[a-zA-Z]?,?\s+(?:{_PROPER}\s){{1,4}}(?i:{_STREET})\b(?!['’])"
    ),
    # "flat 2, 90 alma road"
    re.compile(
        rf"(?:{_UNIT}\s*,?\s*)?(?<![\d:/.])\b\d{{1,4}}[a-z]?,?\s+(?:{_PLAIN}[a-z'’-]+\s){{1,2}}{_SURE_STREET_IN_LOWER_CASE}\b",
        re.IGNORECASE,
    ),
    # "lives at 6 mill end": a street word that says little, after a word that says much
    re.compile(
        r"\b(?:at|lives?|living|address(?: is)?|moved to|home is|stay(?:s|ing) (?:at|on))\W{1,3}"
        rf"((?:{_UNIT}\s*,?\s*)?\d{{1,4}}[a-z]?,?\s+(?:(?:the|{_PLAIN}[a-z'’-]+)\s){{1,2}}{_STREET})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_UNIT},?\s(?:{_PLAIN}[a-z'’-]+\s){{1,2}}{_BUILDING}\b", re.IGNORECASE),  # "flat 9 corbel house"
    re.compile(
        rf"\b(?i:{_UNIT}),?\s+(?:The\s)?{_PROPER}(?:\s{_PROPER}){{0,3}}\b|\b(?i:{_UNIT})(?!\s(?:mile|minute|hour|day|week|month"
        rf"|year)s?\b)"
    ),
    # a house with a name, and the street after it if there is one: "at Rose Cottage, Mill Lane"
    re.compile(
        r"(?:(?<=at )|(?<=at: )|(?<=to )|(?<=in )|(?<=address )|(?<=is )|(?<=: )|(?<=of )|(?<=, ))(?:The\s)?"
        rf"(?!The\b){_PROPER}(?:\s{_PROPER})?(?<!Town)(?<!City)(?<!Village)\s{_ALONE}"
        rf"(?:,\s*(?:{_PROPER}\s){{1,3}}(?i:{_STREET})\b)?(?!\s(?i:{_SCHOOL_TYPE})\b)"
    ),
    re.compile(
        r"\b\d{1,4}[a-z]?,?\sthe\s(?:crescent|close|green|avenue|drive|grove|terrace|street|lane|paddocks?|square|mews"
        r"|gardens)\b",
        re.IGNORECASE,
    ),
    # "at The Gables": a house that has no other word for one
    re.compile(rf"\b(?:at|to|in|into|near|is)\s(The\s{_PROPER}s)\b(?!\s[A-Z])"),
    # "moved into Fernlea House": any house, where somebody lives
    re.compile(
        r"\b(?:liv(?:es?|ed|ing)|mov(?:es?|ed|ing)|stay(?:s|ed|ing)?|(?:re)?housed|placed)\s(?:at|in|into|to|over at)\s"
        rf"((?:The\s)?{_PROPER}(?:\s{_PROPER})?\s{_BUILDING}\b(?:(?:,|\son)\s(?:{_PROPER}\s){{1,3}}(?i:{_STREET})\b)?)"
    ),
    # "The Old Bakery on Pound Lane"
    re.compile(
        rf"\bThe\sOld\s{_PROPER}(?:\s(?:House|Office|Station))?(?:(?:,|\son|\sin)\s(?:{_PROPER}\s){{1,3}}(?i:{_STREET})\b)?"
    ),
    # "lives at rose cottage"
    re.compile(
        r"\b(?:at|liv(?:es?|ing) (?:at|in)|staying (?:at|in)|moved (?:to|into))\s"
        r"((?!(?:the|an?|his|her|my|our|their)\b)[a-z'’]{{3,}}\s(?:cottage|farm|lodge|manor|rectory|vicarage|grange))\b"
    ),
    # a street with a name and no number
    re.compile(rf"\b(?!Coronation|Downing|Sesame)(?!The\b|In\b|On\b|At\b|To\b)(?:{_PROPER}\s){{1,3}}{_SURE_STREET}\b"),
    re.compile(
        r"\b(?:on|at|lives?|in|to|off|down)\s(?!the|a|my|our|her|his|their|this|that|main)"
        r"([a-z]{4,}\s(?:road|rd|avenue|crescent|terrace))\b",
        re.IGNORECASE,
    ),
)
SCHOOLS = (
    # "St Brendan's RC Primary School", "Jack and Jill Nursery"
    re.compile(
        rf"\b(?:(?:St|Saint)\.?\s)?(?:{_GENERAL}{_PROPER}\s(?:and\s(?={_PROPER}))?){{1,4}}(?:{_FAITH}\s)*"
        rf"(?:(?i:{_SCHOOL_TYPE})\b(?!s)\s?)+(?<!\s)(?!\s?London)(?<!\sinfant)"
    ),
    re.compile(rf"\bYsgol(?:\s(?:y|yr|an)(?=\s[A-Z]))?(?:\s{_PROPER}){{1,4}}"),
    re.compile(
        r"\b(?:St|Saint)\.?\s[A-Z][a-z]+['’]?s\b(?:\s(?:RC|CE|Primary|Juniors?|Infants?|High|School|Nursery|Academy))*"
    ),
    # "from oakwood primary", "st marys"
    re.compile(
        rf"\b(?:at|from|to|attends?|with|tell|told|of)\s({_NO_SCHOOL}[a-z]{{4,}}\s(?:primary|infants|juniors|academy|high))\b"
    ),
    re.compile(
        r"(?<!\d)\b(?:st|saint)\.?\s(?!kids|this|is|was)[a-z]{3,}['’]?s\b(?:\s(?:rc|ce|cofe|primary|infants?|juniors?"
        r"|high|nursery|academy)\b)*",
        re.IGNORECASE,
    ),
)
