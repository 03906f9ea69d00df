"""The sections of an answer to a worry about somebody: our own text, and the steps quoted under each heading.

A step is one thing that a section should say: what is searched for, and what a sentence must say to be quoted for it. A table, so
that a trainer can read and question it; situations.py does the work. A change here wants a line in
tests/assistant/answer/test_situations.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.safety import Cue, any_of
from assistant.types import Shaped
from assistant.understand import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationStep:
    """One thing a section should say.

    Parameters
    ----------
    words : str
        What is searched for, with the question; empty for what was found for the question itself.
    shows : Cue
        What a sentence must say to be quoted for it.
    says : str
        What the sentence quoted should speak of; the words searched for, if empty.
    when, unless : Cue or None
        What the question must say for it to be wanted, and what it must not say.
    rank : int
        How soon a short answer leaves it out: 0 never, the highest first.
    n : int
        How many quotations at most.
    n_read : int
        How many of the passages found for the question are looked at, where those are what it quotes.
    anywhere : bool
        Whether a part of guidance about something else may be quoted for it; a notice names the part.
    """

    words: str
    shows: Cue
    says: str = ""
    when: Cue | None = None
    unless: Cue | None = None
    rank: int = 1
    n: int = 1
    n_read: int = 10
    anywhere: bool = False

    def is_wanted(self, question: str) -> bool:
        """Whether a question wants it."""
        wanted = self.when is None or self.when.search(question) is not None
        return wanted and not (self.unless and self.unless.search(question))


_ABUSE = r"(?:abus\w*|exploit\w*|violen\w+|controlling|coerc\w+|neglect\w*|fgm|mutilation|marriage|stalk\w*|trauma\w*)"
_CHILD = r"(?:child(?: [A-Z]\d*)?|boy|girl|lad|pupil|student|daughter|son|he|she|they|twins?|year \d+|y\d+)"
_ADULT = r"(?:mum|mam|mother|dad|father|step-?mum|step-?dad|nan|gran|parent|carer)"
_TELLS = (
    r"(?:told|tells?|telling|says?|said|saying|disclos\w+|confid\w+|opened up|talk(?:s|ed|ing)?|whisper\w*"
    r"|begged|asked)"
)
_MAY = (
    r"(?:may|can|could|might|include\w*|involv\w+|indicat\w+|signs?|effects?|impact\w*|victims?|pattern"
    r"|any of|means|if)"
)
_NOT_A_RULE = (
    r"\A(?!.*\b(?:consent|promise|shar\w+|inform\w*|referr?\w*|should|must|requirement|required|record\w*"
    r"|came into force|royal assent)\b)"
)
POINT_TO = SituationStep(
    rank=0,
    words="",
    shows=any_of(
        rf"{_NOT_A_RULE}.*\b{_ABUSE}\b.{{0,240}}\b{_MAY}\b", rf"{_NOT_A_RULE}.*\b{_MAY}\b.{{0,240}}\b{_ABUSE}\b"
    ),
    says=(
        "children as victims: seeing, hearing, experiencing effects; controlling, coercive, economic, "
        "emotional, physical; impact on behaviour, health, wellbeing, learning; own relationships"
    ),
)
VICTIMS = SituationStep(
    rank=3,
    when=any_of(rf"\b{_ADULT}s?\b|\b(?:at home|partner|husband|wife|daddy|mummy|family|police)\b"),
    words=(
        "children seeing, hearing or experiencing effects of domestic abuse: victims themselves; impact on "
        "health, wellbeing, learning"
    ),
    shows=any_of(r"\bsees?,? (?:or )?hears?\b"),
)
SPECIFIC = SituationStep(
    rank=1,
    n_read=4,
    words="",
    shows=any_of(
        r"\b(?:should|must)(?: \w+){0,4} (?:be )?(?:follow\w*|offer\w*|support\w*|report\w*|refer\w*|speak\w*"
        r"|consider\w*|inform\w*|act|activate\w*)\b"
    ),
    says=(
        "school staff, designated safeguarding lead: should follow child protection procedures, refer, "
        "report, offer support"
    ),
)
LISTEN = SituationStep(
    rank=2,
    words="child tells: reassure, take seriously, listen, never promise secrecy, no leading questions",
    shows=any_of(
        r"\b(?:reassur\w+|never promise|not promis\w+|leading questions|listen\w* carefully|taken seriously)\b"
    ),
    when=any_of(rf"\b{_CHILD}\b(?:\W+\w+){{0,4}}\W+{_TELLS}\b", r"\bdisclos\w+|\bask (?:him|her|them|the child)\b"),
)
QUESTIONS = SituationStep(
    rank=1,
    anywhere=True,
    when=any_of(r"\b(?:ask|question)(?:s|ed|ing)? (?:him|her|them|the (?:child|boy|girl|pupil|twins))\b"),
    words="open questions, where, when, what; no leading questions; prompting only if necessary",
    shows=any_of(r"\bleading questions\b"),
)
REFER = SituationStep(
    rank=1,
    words=(
        "immediate referral: children’s social care of the local authority, the police if "
        "appropriate: child suffering harm, likely to suffer it"
    ),
    shows=any_of(
        r"\breferr?al\w*\b.{0,200}\bimmediate\w*", r"\bimmediate\w*\b.{0,80}\brefer\w*", r"\breferral should be made\b"
    ),
)
OPTIONS = SituationStep(
    rank=4,
    words=(
        "options: early help assessment; managing support in school, pastoral processes; referral to statutory services"
    ),
    shows=any_of(r"\bearly help\b.{0,200}\b(?:assess\w*|refer\w*|support|appropriate|benefit)\b"),
)
ESCALATE = SituationStep(
    rank=1,
    when=any_of(
        r"\b(?:nfa|no further action|(?:below|not met|doesn[’']?t meet|didn[’']?t meet"
        r"|under) (?:the )?threshold|closed|turned (?:it|us) down)\b",
        r"\b(?:social care|mash|front door|duty)\b.{0,40}\b(?:won[’']?t|refus\w+|reject\w+|not interested"
        r"|no reply|haven[’']?t replied)\b",
    ),
    words=(
        "local escalation procedures after a referral, if the situation is not improving; concerns addressed; "
        "refer again"
    ),
    shows=any_of(r"\bescalation\b", r"\brefer again\b", r"\bfollow up their concerns\b"),
)
AGENCIES = SituationStep(
    rank=5,
    words=(
        "never assume a colleague or other professional will act; share critical information early to keep "
        "children safe; children’s social care"
    ),
    shows=any_of(
        r"\b(?:colleague|professional|practitioners?|agenc\w+|organisations?)\b.{0,200}\bshar\w+",
        r"\bshar\w+.{0,160}\b(?:agenc\w+|organisations?)\b",
    ),
)
HELPLINE = SituationStep(
    rank=2,
    words="National Domestic Abuse Helpline: free, in confidence, day and night; guidance and support for victims",
    shows=any_of(r"\bhelpline\b.{0,160}\b0808\b"),
    when=any_of(
        rf"\b{_ADULT}\b(?:[’']?s)?\b.{{0,60}}\b(?:{_TELLS}|bruis\w*|black eye|hurt|scared|afraid|crying"
        rf"|controls?|hits?|injur\w+)\b"
    ),
)
# Telling the family may be what puts the child in danger: Information sharing 2024, rule 2 (p. 4).
_KEEP_FROM_FAMILY = any_of(r"\b(?:marri\w+|wedding|honour|fgm|genital|cutting|izzat|dishonou?r\w*|abroad)\b")
PARENTS = SituationStep(
    rank=3,
    unless=_KEEP_FROM_FAMILY,
    words="not informing, not notifying parents or carers where it increases a child’s risk of harm",
    shows=any_of(r"\b(?:not (?:required to )?(?:inform|notify)|unless)\b.{0,240}\brisk\b"),
)
MARRIAGE_UNIT = SituationStep(
    rank=1,
    when=any_of(r"\b(?:marri\w+|wedding|engaged|engagement)\b"),
    words="Forced Marriage Unit: contact for advice or information, telephone, email",
    shows=any_of(
        r"\bforced marriage unit\b.{0,200}\b(?:contact\w*|call\w*|advice|email\w*|0\d{2,4})\b",
        r"\bcontact the forced marriage unit\b",
    ),
)
WHEREABOUTS = SituationStep(
    rank=1,
    when=any_of(
        r"\b(?:refuge|fled|fleeing|in hiding|whereabouts|moved away|new address|safe house)\b",
        r"\b(?:which|what|new) school\b.{0,60}\b(?:go\w*|attend|at|now)\b",
    ),
    words="protect identities and details from an abuser, a violent partner: those known to them might suffer harm",
    shows=any_of(r"\b(?:details|identit\w+|information)\b.{0,200}\b(?:abusers?|violent partner|escaping)\b"),
)
CONSENT = SituationStep(
    rank=2,
    words="consent not needed for sharing personal information about a child at risk",
    shows=any_of(r"\bconsent\b"),
    when=any_of(r"\b(?:consent|shar\w+|pass\w*|gdpr|confidential\w*|nursery|other school|gp|permission|agree\w*)\b"),
)
RECORD = SituationStep(
    rank=0,
    words="recorded in writing: concerns, discussions, decisions made, reasons for decisions",
    shows=any_of(
        r"\b(?:concerns?|discussions?|decisions?|records?)\b.{0,160}\b(?:recorded|in writing|written"
        r"|should include|summary)\b"
    ),
)
ENCOMPASS = SituationStep(
    rank=1,
    words=(
        "Operation Encompass: statutory safeguarding procedures are not replaced; police, schools refer to "
        "social care where concerned for welfare"
    ),
    shows=any_of(
        r"\boperation encompass\b.{0,300}\b(?:replace|place of)\b",
        r"\bpolice and/or schools\b",
        r"\bpolice or the school\b",
    ),
)
# What was found for the question and nothing else quotes.
CLOSE = SituationStep(
    rank=2,
    words="",
    shows=any_of(
        r"\A(?!.*\b(?:has issued|further information|provides information|available at|royal assent"
        r"|approximately|per cent)\b)"
    ),
    n_read=2,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationSection:
    """A section: our own text, and the steps whose quotations follow it, in order.

    Parameters
    ----------
    alone : bool
        Whether our text stands without a quotation.
    """

    heading: str
    steps: tuple[SituationStep, ...] = ()
    before: tuple[str, ...] = ()
    alone: bool = False


_WORRY = (
    SituationSection(
        heading=messages.POINT_TO_HEADING, steps=(POINT_TO, VICTIMS), before=(messages.OTHER_EXPLANATIONS,)
    ),
    SituationSection(
        heading=messages.DO_NOW_HEADING, steps=(LISTEN, QUESTIONS, WHEREABOUTS, SPECIFIC, REFER, ESCALATE, OPTIONS)
    ),
    SituationSection(heading=messages.INVOLVE_HEADING, steps=(AGENCIES, MARRIAGE_UNIT, HELPLINE, CONSENT, PARENTS)),
    SituationSection(heading=messages.FIND_OUT_HEADING, before=messages.FIND_OUT, alone=True),
    SituationSection(heading=messages.RECORD_HEADING, steps=(RECORD,)),
    SituationSection(heading=messages.CLOSE_HEADING, steps=(CLOSE,)),
)
_NOTIFICATION = (
    SituationSection(
        heading=messages.DO_NOW_HEADING, steps=(ENCOMPASS, ESCALATE), before=messages.SAME_DAY, alone=True
    ),
    SituationSection(heading=messages.LEFT_OUT_HEADING, before=messages.LEFT_OUT, alone=True),
    SituationSection(heading=messages.NOT_TO_DO_HEADING, before=messages.NOT_TO_DO, alone=True),
    SituationSection(heading=messages.POINT_TO_HEADING, steps=(VICTIMS,), before=(messages.OTHER_EXPLANATIONS,)),
    SituationSection(heading=messages.RECORD_HEADING, steps=(RECORD,)),
)


def facets_for(shapes: Sequence[Shaped]) -> tuple[SituationSection, ...]:
    """Return the sections that a worry about somebody needs, in order."""
    if any(shaped.shape == Shape.NOTIFICATION for shaped in shapes):
        return _NOTIFICATION
    return _WORRY


def all_steps() -> tuple[SituationStep, ...]:
    """Return every step that is searched for in words of its own, once."""
    steps = (step for facet in (*_WORRY, *_NOTIFICATION) for step in facet.steps if step.words)
    return tuple(dict.fromkeys(steps))
