"""The words the gates look for, apart from the gates so that they can be read, questioned and added to.

Each entry is a regular expression for one way of saying it; spaces match any white space (“ ?” none or
any), and case does not matter.
A change here wants a line in tests/assistant/safety/test_gates.py.
"""

from __future__ import annotations

import re

Cue = re.Pattern[str]


def any_of(*ways: str) -> Cue:
    """Return one expression for several ways of saying something."""
    spaced = (way.replace(" ?", r"\s*").replace(" ", r"\s+") for way in ways)
    return re.compile("|".join(rf"(?:{way})" for way in spaced), re.IGNORECASE | re.DOTALL)


# A nation other than England: its names, its larger places, and what only it has.
NATIONS = {
    "Wales": r"wales|welsh|cymru|cardiff|swansea|newport,? (?:in )?gwent|gwent|wrexham|gwynedd|ceredigion|powys|pembrokeshire|"
    r"carmarthen\w*|"
    r"aberystwyth|anglesey|conwy|merthyr|rhondda|caerphilly|bridgend|flintshire|denbighshire|"
    r"torfaen|llan\w{4,}|estyn|vawdasv|"
    r"keeping learners safe",
    "Scotland": r"scotland|scottish|scots|glasgow|edinburgh|aberdeen\w*|dundee|inverness|stirling|falkirk|paisley|fife|"
    r"\w*lothian|lanarkshire|"
    r"ayrshire|dumfries|girfec|getting it right for every child|children's (?:hearings?|reporter)|gtcs",
    "Northern Ireland": r"northern ireland|n\.? ireland|belfast|derry|londonderry|lisburn|newry|omagh|fermanagh|"
    r"(?:county|co\.?) (?:antrim|down|armagh|tyrone)|eani|psni|health and social care trusts?",
}

# England's law and England's and Wales's are the same law for much of this: to name both is not to ask about Wales.
ENGLAND_TOO = any_of(r"\bengland(?:,| and| &|/) ?wales\b")


def elsewhere(names: str) -> Cue:
    """Return the ways of saying that a child, a family or a service, not the school, is of a nation."""
    they = (
        r"(?:child(?! protection)|children(?!.s)|kids?|pupil|boy|girl|siblings?|family|"
        r"families|file|records?|mum|mother|dad|father|stepdad|gran\w*|nan|aunt\w*|uncles?|"
        r"relatives?|cousins?|ex|refuge|police|social (?:services|workers?|care)|council|"
        r"court|previous school|old school|last school)"
    )
    moved = rf"(?:mov\w+|came|com(?:e|ing)|transfer\w*|join\w*|arriv\w*|{they})"
    return any_of(
        rf"\b{moved}\b[^.?!]{{0,40}}\b(?:from|in|to|near) (?:an? |the )?(?:{names})\b(?: (?:primary|"
        rf"secondary|school|academy)\b)?",
        rf"\b(?:lives?|living|lived|moving|moved|gone|goes|stay\w*|housed) (?:\w+ ){{0,3}}(?:in|"
        rf"to|from|near) (?:{names})\b",
        rf"\b(?:{names}) (?:{they}|heritage|speaking|accent|border)\b",
    )
