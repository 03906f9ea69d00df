"""The child's own words in an entry, and those about home: quoted, pointed to on a board, or told by the child."""

from __future__ import annotations

import re

from assistant.chronology.clauses import SPEECH, Clause, found_in, sentences_in
from assistant.chronology.kind_patterns import ADULT, SHOWN
from assistant.safety import any_of

WORDS = "words"
"""The kind that is read by what it says of home, beside who says it."""

_HOME = re.compile(
    rf"\b(?:{ADULT}|mam's|home(?! ?(?:time|work))|home's|ours|house|uncle's?|sisters?|brothers?|famil\w+|wedding|he(?:'s|'d)? (?:\w+ )?(?:hits?|hurts?|shout\w*|scream\w*|came in|comes in|threw|throws|broke|breaks|kick\w*|grabb\w*)"
    r"|they (?:\w+ )?(?:shout\w*|fight\w*|row|scream\w*|argu\w*|were (?:fight|shout|row|scream|argu)ing))\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“](?P<said>[^\"”]{6,}?)[\"”]|(?<!\w)['‘](?P<single>\w(?:[^'’\n]|['’](?=\w)){8,}?)['’](?!\w)")
_SAID_BEFORE = re.compile(
    rf"\b(?:{ADULT}|gran|nan|neighbour|police|officers?|sw|social worker|pc|friend|head|{SPEECH} (?:her|mum|mam))\b(?:(?!\b(?:child|he|she|person|to me|me|then)\b)[^.;:\"“])*(?:{SPEECH}|texts?|messaged|:|,|just|quote)?\W*$",
    re.IGNORECASE,
)
_A_PARENT_SPOKE = re.compile(
    rf"(?:[\w ]{{1,25}}[:.] ?)*\W*{ADULT}\b[^.;:]*\b{SPEECH}\b(?! back to (?:him|her|child))", re.IGNORECASE
)
POINTED = any_of(
    r"\b(?:on (?:his|her|their|the) (?:\w+ )?(?:talker|board|book|device|symbols?|ipad|aac)|pressed|makaton|on talker|via (?:talker|symbols))\b"
)
_TOLD_US = re.compile(
    r"^(?:[\w ]{1,25}[:.] ?)*\W*(?:(?:then|also|again|quietly|since) )*(?:says|said|disclosed|wrote|whispered|talked about|mentions|mentioned)\b(?! (?:by|to by|her that|mum|dad))"
    r"|(?P<telling>\b(?:told|tells|disclosed to|said to|to) (?:(?P<lead>(?:the )?d?dsl|hoy|us)|(?:his |her |their |the )?(?:me|ta|pastoral lead|tutor|staff|miss|sir|teacher|class teacher|key ?(?:worker|person)))\b)"
    r"|\b(?:child|pupil|person [a-z]\d*|learner|yp|student)\.? (?:\w+ )?(?:says|said|told|tells|wrote|disclosed|whispered)\b",
    re.IGNORECASE,
)

_CHILD_SAYS = re.compile(
    r"\b(?:(?P<name>child(?: [A-Z]\d*)?|pupil|student|the boy|the girl|yp|young person)|(?P<pronoun>he|she))"
    r"(?: (?:then|also|has|had|later|just|quietly|again|only|did|whispered and))?(?:,? (?:when asked|who),?)? "
    r"(?P<verb>said|says|told|tells|disclosed|discloses|whispered|wrote|shared|explained|described|stated|asked (?:if|whether|me|to|not|why|can)|confided|shouted|reported|announced|mentioned|talked about)\b",
    re.IGNORECASE,
)
_VOICE = any_of(
    r"\b(?:voice of (?:the )?child|child's (?:own )?(?:words|voice|views?)|in (?:his|her|their) own words|disclos(?:ed|ure)|wishes and feelings)\b",
    r"^\W*(?:said|told (?:me|ta|teacher|staff|miss|sir|his|her|us|key)|disclosed|says|asked (?:if|why|whether|not to))\b",
    r"\b(?:told|disclosed to|said to|confided in) (?:me|ta|the ta|teacher|staff|miss|sir|his teacher|her teacher|class teacher|his ta|her ta|friend|a friend|key ?worker|keyperson|dinner lady|lunchtime|school counsellor|elsa|mentor)\b",
)
_OTHER_SPEAKER = re.compile(
    rf"\b(?:{ADULT}|sw|social worker|police|officer|hv|health visitor|gp|neighbour|sister|brother|sibling|cousin|friend|mash|nurse|landlord|person [A-Z]\d*|adult [A-Z]\d*|head|caller|driver)\b",
    re.IGNORECASE,
)
_STAFF = (
    r"(?:tas?|(?:class |head)?teacher|head|tutor|staff|senco|dsl|ddsl|hoy|office|receptionist|mentor|key ?(?:worker|person)|lunchtime supervisor|midday|dinner lady|escort|caretaker"
    r"|ewo|childminder|camhs|midwife|housing|surgery|gp|hv|social worker|sw|fsw|counsellor|coach|club|nursery|driver|neighbour)"
)
_STAFF_SPEAKS = re.compile(
    rf"\b{_STAFF}(?: (?:also|then|has|had|just|later))*\s*$"
    rf"|\b{_STAFF} (?:rang|phoned|called|emailed)(?: (?:me|us|back|in|dsl))*\.\s*$",
    re.IGNORECASE,
)
"""A member of staff or of an agency who speaks next: "class teacher told me", or "EWO rang. He said"."""
_WHO_TOLD = re.compile(
    r"\b(?:child|pupil|student|learner|yp|young person|boy|girl|he|she|they|person [a-z]\d*|[a-z])\b", re.IGNORECASE
)
_NOBODY_NAMED = re.compile(
    r"^\W*$|[,:–-]\s*(?:then |also |again )?$|^\W*(?:then|also|again|quietly|later)\s*$|\bat \d[\d.:]*(?: ?[ap]m)?\s*$",
    re.IGNORECASE,
)


def childs_words(text: str) -> Clause | None:
    """Return where an entry has the child's own words; nothing if it has none."""
    for clause in found_in(text, _CHILD_SAYS):
        earlier = text[: clause.at] + clause.before
        match = _CHILD_SAYS.match(clause.words)
        if clause.is_denied or match is None:
            continue
        if match["name"] or not _other_speaks(earlier):
            return clause
    for clause in found_in(text, _VOICE):
        if not clause.is_denied and not _other_speaks(text[: clause.at] + clause.before) and not clause.is_supposed:
            return clause
    return None


def words_on_home(text: str) -> Clause | None:
    """Return where an entry has the child's own words about home: quoted, pointed to on a board, or told by the child.

    What the police pass on is not told to us.
    """
    if SHOWN["police-notification"].search(text):
        return None
    for at, sentence in sentences_in(text):
        plain = sentence.replace("’", "'").replace("‘", "'")
        for match in _QUOTED.finditer(text, at, at + len(sentence) + 400):
            said = match["said"] or match["single"]
            if (
                match.start() < at + len(sentence)
                and _HOME.search(said)
                and not _said_by_another(text[: match.start()])
            ):
                return Clause(sentence=match.group(), start=0, end=len(match.group()), at=match.start())
        told = _TOLD_US.search(plain) or POINTED.search(plain)
        if told and told.groupdict().get("telling") and not _is_child_telling(plain[: told.start()], told):
            continue
        if told and _HOME.search(plain, told.end()) and not _said_by_another(text[:at] + sentence[: told.start()]):
            clause = Clause(sentence=sentence, start=told.start(), end=told.end(), at=at)
            if not (clause.is_denied or clause.is_supposed):
                return clause
    return None


def _is_child_telling(before: str, told: re.Match[str]) -> bool:
    """Whether the child tells somebody: named before, or left out as in "told TA", which is not how the DSL is told."""
    if _STAFF_SPEAKS.search(before):
        return False
    return _WHO_TOLD.search(before) is not None or (not told["lead"] and _NOBODY_NAMED.search(before) is not None)


def _said_by_another(before: str) -> bool:
    """Whether what is quoted next is what a parent, the police or a friend said."""
    sentences = [sentence.replace("’", "'") for _, sentence in sentences_in(before)]
    if not sentences:
        return False
    if before.rstrip()[-1:] in ".!?":  # a sentence of its own: whoever spoke in the one before
        return _A_PARENT_SPOKE.match(sentences[-1]) is not None
    return _SAID_BEFORE.search(sentences[-1]) is not None


def _other_speaks(earlier: str) -> bool:
    """Whether "he" or "she" is somebody other than the child: the last who was named before."""
    if _STAFF_SPEAKS.search(earlier):
        return True
    others = [match.end() for match in _OTHER_SPEAKER.finditer(earlier)]
    children = [match.end() for match in re.finditer(r"\b(?:child|pupil|boy|girl|student)\b", earlier, re.IGNORECASE)]
    return bool(others) and max(others) > max(children, default=-1)
