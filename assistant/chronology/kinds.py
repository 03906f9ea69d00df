"""What an entry can tell: kinds of things that come again in a record, each found by words that a trainer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chronology.clauses import SPEECH, Clause, found_in, sentences_in
from assistant.safety import Cue, any_of

_PARENT = r"(?:mum|mummy|mam|mother|dad|daddy|father|step-?(?:dad|mum|father|mother)|parents?|nan|nana|gran(?:ny|dma|dad)?|grandmother|grandfather|auntie|aunt|uncle|carer)(?:'s)?"
_MAN = r"(?:mum's|mother's|her|his) (?:\w+ )?(?:partner|boyfriend|ex|ex-partner)"
_ADULT = rf"(?:{_PARENT}|{_MAN}|partner|boyfriend|ex-partner)"
_PARENTS_BODY = re.compile(
    rf"\b{_ADULT}\b(?! (?:{SPEECH}))(?:(?!\b(?:{SPEECH}|child|he|she|pupil|who)\b)[^.;:]){{0,45}}$", re.IGNORECASE
)
_PETS = re.compile(r"\b(?:puppy|dog|kitten|cat|rabbit|hamster|baby) $", re.IGNORECASE)
_ON_A_PARENT = re.compile(
    rf"^[^.;:,]{{0,25}}\b(?:on|to|around|under|over|across) (?:\w+ )?(?:{_ADULT})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing.

    Parameters
    ----------
    kind_id : str
        A slug.
    title : str
        In words, at the beginning of a line.
    shown : Cue
        The words that tell of it.
    event : bool
        Whether to speak about it later does not make it happen again.
    of_child : bool
        Whether it counts of the child alone, and not of a parent's body.
    counted : bool
        Whether it is a concern, whose dates are looked at for coming closer together.
    """

    kind_id: str
    title: str
    shown: Cue
    event: bool = False
    of_child: bool = False
    counted: bool = True


_PEER = r"(?:out\b|another (?:child|pupil|boy|girl|student)|a (?:peer|child|boy|girl|friend|classmate|pupil|ta|teacher|member of staff|younger child)|other (?:children|pupils|child)|peers?|staff|the ta|(?:his|her) (?:friend|ta|teacher|keyworker|key worker)|two (?:boys|girls|children)|someone in class|one of (?:the|his|her) (?:\w+ )?(?:girls|boys|children|others|friends|class)|a chair|chairs?|tables?|at staff|furniture)"

KINDS = (
    Kind(
        kind_id="police-notification",
        title="Police notifications",
        event=True,
        shown=any_of(
            r"\b(?:police|operation encompass|op encompass|encompass|domestic abuse|da|dv|dva) (?:\w+ )?(?:notification|notif|notice|alert|report received|email received|form received)s?\b",
            r"\b(?:op(?:eration)?\.? )?encompass\b(?! (?:team|officer|policy|training|key adult|lead|coordinator|to (?:ask|chase)))",
            r"\b(?:notification|notif|ppn|vulnerable child form|vcf|police report|call|email|phone call) (?:received |came |in )?(?:from|by) (?:the )?(?:police|encompass|op)\b",
            r"\bpolice (?:rang|called|emailed|informed|told|notified) (?:us|school|nursery|the school|dsl)\b",
            r"\bppn\b|\bnotification (?:was )?received\b",
        ),
    ),
    Kind(
        kind_id="injury",
        title="Injuries or marks on the child",
        event=True,
        of_child=True,
        shown=any_of(
            r"\b(?:bruis\w*|black eyes?|grazes?|grazed|scratch(?:es)?|burns?(?! (?:the|it|him|her|them|us|me|down)\b)|injur\w+|swelling|swollen|fractur\w*|welts?|bite marks?|split lip|cut lip|bump(?: to| on)|sore (?:arm|wrist|leg|neck|ribs?|back)|nosebleed|carpet burns?|hand ?prints?)\b",
            r"\b(?:red |finger(?:tip)? |pinch |linear |small |round |faint |purple |yellow |cigarette |belt )?marks? (?:on|to|around|under|across|behind|above|below)\b",
            r"\b(?:a |deep |small )?cuts? (?:on|to|above|under|across|over) (?:\w+ )?(?:\w+)\b|\blimping\b|\bholding (?:his|her) (?:arm|wrist|side|ribs)\b",
            r"\b(?:broken|broke) (?:\w+ )?(?:arm|wrist|leg|collar ?bone|tooth|nose|finger)\b",
        ),
    ),
    Kind(
        kind_id="absence",
        title="Absences",
        shown=any_of(
            r"\b(?:absent|absences?|non-attendance|truant\w*|no show|kept off|off (?:school|sick|ill|again|today|all week|nursery)|unauthorised(?: absence)?|didn't come in|not in (?:school|today|again|nursery|all week|class)"
            r"|not at (?:school|nursery) (?:today|again|all)|did(?:n't| not) (?:come in|attend (?:school|nursery|his session|her session|session)|arrive|turn up (?:for|at|to) (?:school|nursery))|missed (?:school|nursery|\w+ (?:days?|sessions?))"
            r"|stay(?:ed|s) (?:at )?home(?! with)|n code|(?:\d+|two|three|four|five|six) (?:days?|sessions?) (?:off|missed|absent)|not brought (?:in|to (?:school|nursery)))\b",
            r"\battendance (?:is |now |at |has |down |fallen |dropped |fell |of |currently |this \w+ )+(?:\w+ ){0,3}(?:9[0-4]|[1-8]\d)(?:\.\d)? ?(?:%|per ?cent)?|\battendance (?:9[0-4]|[1-8]\d)(?:\.\d)? ?(?:%|per ?cent)",
            r"\bcollected early\b|\bsigned out early\b",
        ),
    ),
    Kind(
        kind_id="late",
        title="Lateness",
        shown=any_of(
            r"\b(?:arriv(?:ed|es|ing)|came in|brought(?: in)?|dropped(?: off)?|in|is|was|both|child|pupil|turned up|got in|again|very|\d+ ?min(?:ute)?s?|half an hour|an hour|persistently|often|came) late\b(?! (?:at night|last night|in the (?:evening|night)|night))",
            r"^\W*(?:again )?late\b(?! (?:collection|pick ?up|at night|night|to collect|collect\w*))(?: (?:to|for|again|this|in|on|by|with|arriv\w*|x|x2|x3|and|, )|\W|$)",
            r"\blate (?:to|for) (?:school|nursery|registration|class|lesson|session)\b|\blate (?:again|marks?|arrivals?|this morning|today|three|twice|four|every)\b|\blateness\b|\bl codes?\b|\barrived (?:at )?(?:9[.:]?[1-5]\d|10[.:]?\d\d|11[.:]?\d\d)\b",
        ),
    ),
    Kind(
        kind_id="late-collection",
        title="Collected late or not collected",
        shown=any_of(
            r"\b(?:collected|picked up) (?:\w+ )?(?:\w+ )?late\b|\blate (?:collection|pick ?-?up|to collect|collecting)\b|\bnot (?:been )?collected\b|\b(?:nobody|no one) (?:came|collected|turned up|to collect|arrived)\b"
            r"|\bstill (?:here|at school|at nursery|in school) at \d\b|\buncollected\b",
        ),
    ),
    Kind(
        kind_id="hunger",
        title="Hunger",
        shown=any_of(
            r"\b(?:hungry|hunger|starving|ravenous|famished)\b",
            r"\b(?:no|without|not had|hadn't had|didn't have|had not had|missed|not eaten|hadn't eaten|not having|had no|hasn't had|have no) (?:any )?(?:breakfast|lunch|packed lunch|tea|dinner|food|snack|supper)\b",
            r"\b(?:ask(?:ed|ing|s)?|beg(?:ged|ging)?|look(?:ed|ing)) for (?:more |extra |some )?(?:food|toast|snacks?|seconds|breakfast|something to eat)\b|\b(?:took|taking|stole|stealing|hid|hiding|hoarding|scavenging) (?:\w+ ){0,2}(?:food|snacks?|crisps|biscuits|sandwich(?:es)?|toast|lunch(?:es)?|bread|crackers)\b",
            r"\b(?:nothing to eat|not eaten since|hadn't eaten|hasn't eaten|not eaten (?:anything|at all|today|tea)|(?:ate|eating|eaten) (?:\w+ ){0,2}(?:left ?overs|from (?:the )?bins?|\w+ (?:bowls|helpings|portions|plates))|lunch ?box (?:was |is )?(?:empty|only)|empty lunch ?box|no lunch(?: ?box)?)\b",
        ),
    ),
    Kind(
        kind_id="care",
        title="Dirty, unwashed, or not dressed for the weather",
        shown=any_of(
            r"\b(?:dirty|unwashed|unkempt|grubby|filthy|smell(?:s|ed|ing|y)?(?: strongly)? of (?:urine|wee|smoke|damp|faeces|poo|body)|body odour|strong (?:smell|odour)|same (?:clothes|uniform|top|jumper|t-?shirt|nappy)|no coat|without (?:a )?coat|nits|head ?lice"
            r"|(?:full|soiled|heavy|heavily soiled|sodden|same|wet|saturated) nappy|nappy (?:rash|full|soiled|heavy|sodden)|(?:shoes?|clothes|coat|trainers?|uniform|trousers) (?:\w+ ){0,2}(?:too small|with holes|broken|falling apart|split)|holes in (?:his|her|their) (?:shoes|clothes|trainers)|inadequate clothing|not dressed for|thin (?:jacket|clothes)|sandals in|matted hair|unbrushed|untreated)\b",
        ),
    ),
    Kind(
        kind_id="tired",
        title="Tiredness",
        of_child=True,
        shown=any_of(
            r"\b(?:tired|exhausted|fell asleep|falling asleep|fallen asleep|asleep (?:in|at|on|during)|sleepy|lethargic|head on (?:the )?(?:desk|table)|(?:not|hadn't|hasn't|didn't|barely|couldn't) (?:slept|sleep|sleeping|get any sleep)|up (?:all|late at|most of the) night|awake (?:all|most of the) night|no sleep|dark circles)\b",
        ),
    ),
    Kind(
        kind_id="upset",
        title="Upset, quiet or frightened",
        of_child=True,
        shown=any_of(
            r"\b(?:withdrawn|tearful|crying|cried|in tears|sobb(?:ed|ing)|clingy|clung|flinch(?:ed|es|ing)?|anxious|frightened|scared|terrified|afraid|distressed|panic(?:ked|ky|king)?(?: attack)?|low mood|subdued|hid(?:es|ing)? (?:under|behind|in|when|if|away|from)|jumps? (?:at|when)|jumped (?:at|when)|startle\w*|chew(?:s|ed|ing) (?:his|her|their) (?:sleeves?|fingers|nails|hair|collar|cuffs?)|rocking|cries|sobs|shakes|wary|fearful|nightmares|unsettled|inconsolable|curled up|burst into tears|shaking|trembl\w+|jumpy|watchful|on edge|hypervigilan\w+|very quiet|quieter|unusually quiet|quiet (?:all|today|and|again|in)|gone quiet|went quiet|not (?:speaking|talking|herself|himself)|won't speak|selectively mute|stopped (?:talking|speaking|playing|eating)|(?:seemed|very|really|was|is|got|became) (?:upset|quiet|sad|worried|nervous))\b",
        ),
    ),
    Kind(
        kind_id="aggression",
        title="Hitting out or disruption",
        event=True,
        shown=any_of(
            rf"\b(?:hit|hitting|kick(?:ed|ing)|bit|biting|punch(?:ed|ing)|push(?:ed|ing)|hurt(?:ing)?|slapp(?:ed|ing)|scratch(?:ed|ing)|attack(?:ed|ing)|threw|throwing|thumped|strangled|bitten|lash(?:ed|ing)|spat at|swore at|swearing at|shouted at|shouting at|shoved|tripped) {_PEER}",
            r"\b(?:lash(?:ed|ing|es) out|aggressi(?:ve|on)|outbursts?|fight(?:ing)? (?:with|in|on|at) (?:the )?(?:a |another |playground|class|break|lunch|school|peers?|\w+ boy|\w+ girl)|in a fight|disrupti(?:ve|on)|defiant|meltdowns?|trashed|smash(?:ed|ing) up|fixed[- ]term|suspended|suspension|excluded|exclusion|threw (?:a )?(?:chair|table|book|scissors)|detention|isolation for)\b",
        ),
    ),
    Kind(
        kind_id="wetting",
        title="Wetting or soiling",
        event=True,
        shown=any_of(
            r"\b(?:wet (?:himself|herself|themselves|themself|the bed|her bed|his bed|trousers|pants|again)|bed-?wet\w*|wetting|soil(?:ed|ing) (?:himself|herself|themselves|pants|again|trousers)|soiling|toilet(?:ing)? accidents?|(?:had|having) (?:an |another |two )?(?:wet |toilet )?accidents?(?= in (?:class|school|nursery|assembly)|\W|$))\b",
        ),
    ),
    Kind(
        kind_id="not-home",
        title="Did not want to go home, or to somebody",
        shown=any_of(
            r"\b(?:(?:did|does|do)(?:n't| not) (?:want(?:ing)? to|wanna|like to) (?:go|leave|be picked up|go (?:back )?home)(?: (?:back )?(?:home|to|with|there|at))?|not want(?:ing)? to (?:go|leave|be collected)|reluctan\w* to (?:go|leave|be collected)|would(?:n't| not) (?:get in(?:to)?|go home|go with|go to (?:dad|mum|him)|leave)|refus(?:ed|ing|es) to (?:go (?:home|with|to (?:dad|mum|contact|his|her))|leave|get in)|(?:scared|frightened|afraid|worried|anxious) (?:of|about|to) (?:go|going) (?:home|to)|begged (?:not to|to stay)|(?:begged|begging|crying|cried|pleaded|asked|wanted|asked again|twice,?) (?:\w+ ){0,3}not to (?:be (?:sent|taken|picked up|collected)|go|have to go) (?:back )?home|so (?:that )?(?:he|she|they) (?:would|did|could)(?:n't| not) (?:have to go|be sent|be taken|go) home|not to be (?:sent|taken) home|asked (?:\w+ ){0,2}to (?:stay|stop) (?:at|in) (?:school|nursery)|can i stay here|hung back at home ?time|lingered at home ?time)\b",
        ),
    ),
    Kind(
        kind_id="caring",
        title="Looking after others at home",
        shown=any_of(
            r"\b(?:look(?:s|ed|ing) after (?:\w+ )?(?:\w+ )?(?:baby|brothers?|sisters?|siblings?|mum|little|the little|younger|twins)|car(?:ing|ed|es) for (?:\w+ )?(?:\w+ )?(?:baby|brothers?|sisters?|siblings?|mum)|young carer|(?:gets?|getting|got) (?:\w+ ){0,2}(?:brothers?|sisters?|siblings) (?:ready|dressed|up)|(?:feeds?|feeding|fed|chang(?:es|ed|ing)) the baby|(?:puts?|putting) (?:\w+ ){0,3}to bed|(?:mak(?:es|ing)|made|cook(?:s|ed|ing)) (?:\w+ )?(?:tea|dinner|breakfast|meals) for|stay(?:ed|s|ing)? (?:at )?home to (?:look after|help|protect|watch|be with)|left (?:home )?alone|home alone)\b",
        ),
    ),
    Kind(
        kind_id="home-violence",
        title="Shouting, fighting or violence at home",
        event=True,
        shown=any_of(
            rf"\b(?:{_ADULT}|he|she|they|police said he) (?:\w+ )?(?:\w+ )?(?:hit(?:s|ting)?|hurts?|push(?:ed|es)|punch(?:ed|es)|slapp(?:ed|s)|kick(?:ed|s)|shov(?:ed|es)|grabb(?:ed|s)|dragg(?:ed|s)|threw|thr(?:ows)|smash(?:ed|es)|br(?:oke|eaks) (?:the|a)|shout(?:ed|s|ing)?|scream(?:ed|s|ing)?|yell(?:ed|s|ing)?|attack(?:ed|s)|assault(?:ed|s)) (?:at )?(?:mum|mummy|mam|mother|dad|daddy|each other|her mum|his mum|the (?:door|tv|window|phone|plates?|wall|house)|plates?|things|him and|her and|me\b|us\b|my)",
            r"\b(?:row(?:s|ing|ed)?(?= (?:at|last|again|with|between|all|in)|\W|$)|argu(?:ing|e|ed|ments?|es)|verbal (?:argument|altercation|dispute)|shouting (?:at home|at night|downstairs|in the night|and|again|heard|match)|screaming (?:at home|at night|downstairs|at each other)|fight(?:s|ing)? (?:at home|between (?:mum|parents|the parents)|downstairs|at night|last night|with (?:mum|dad))|mum and dad (?:fight\w*|fought|shout\w*|row\w*|argu\w*)|parents (?:fight\w*|fought|shout\w*|row\w*|argu\w*)|domestic (?:incident|dispute|violence|assault)|assault(?:ed)?|physical altercation)\b",
        ),
    ),
    Kind(
        kind_id="new-adult",
        title="A new adult, or one who came back",
        shown=any_of(
            r"\b(?:new (?:partner|boyfriend|man|girlfriend|step-?dad|bloke|relationship)|unknown (?:man|male|adult|woman)|(?:a |the )?(?:man|male|adult) (?:that |whom? )?(?:we|staff|i|school) (?:do(?:n't| not)|did(?:n't| not)) (?:know|recognise)|(?:has |have |'s )?moved (?:back )?in(?: with| to|\W|$)|moved back home|(?:dad|father|he|partner|ex) (?:is |has |'s )?(?:back (?:home|living|in the (?:house|home)|with)|come back|returned (?:home|to the))|(?:back|got back) together|back in the (?:house|family home|home) with|gone back to (?:him|dad))\b",
        ),
    ),
    Kind(
        kind_id="appointment",
        title="Appointments or meetings missed",
        shown=any_of(
            r"\b(?:(?:missed|cancelled|failed|not (?:attended|brought to|taken to)) (?:[\w-]+ ){0,4}?(?:appointments?|appts?|check|review|meetings?|visits?|immunisations?|jabs)|dna'?d?|was not brought|wnb|did(?:n't| not) (?:attend|turn up (?:to|for)|come to|make) (?:\w+ ){0,4}?(?:appointments?|appts?|meetings?|review|parents'? evening|tac|taf|conference|clinic)|no access visit|(?:appointments?|appt|meeting|review) (?:was )?(?:missed|not (?:attended|kept)))\b",
        ),
    ),
    Kind(
        kind_id="drink-drugs",
        title="Drink or drugs in the family",
        shown=any_of(
            r"\b(?:smel(?:t|led|ling|ls?) (?:\w+ )?of (?:alcohol|drink|cannabis|weed|beer|wine)|smell of (?:alcohol|cannabis|weed|drink)|intoxicated|drunk|under the influence|slurr(?:ed|ing)|cannabis|cocaine|(?:is|was|been|are|were|started) drinking(?: again| heavily| a lot)?|unsteady on (?:his|her) feet|heavy drinking|hung ?over|using (?:drugs|again))\b",
        ),
    ),
    Kind(
        kind_id="missing",
        title="Missing, or ran off",
        shown=any_of(
            r"\b(?:(?:went|gone|reported|goes|been|was|is) missing|gone from (?:home|school)|not (?:come|came|gone) home|did(?:n't| not) (?:come|return|get) home|missing (?:from (?:home|school|class|lesson)|episode|overnight|since)|ran (?:away|off|out of (?:school|class|site))|run away|absconded|left (?:the )?(?:school )?site|whereabouts unknown)\b",
        ),
    ),
    Kind(
        kind_id="sexualised",
        title="Sexualised words or behaviour",
        shown=any_of(
            r"\b(?:sexuali[sz]ed (?:\w+)|sexual (?:language|behaviour|words|play|touching)|touched (?:\w+ ){0,3}(?:inappropriately|private parts)|private parts|indecent)\b"
        ),
    ),
    Kind(
        kind_id="money-housing",
        title="Money or housing",
        shown=any_of(
            r"\b(?:evict(?:ed|ion)|rent arrears|food ?bank|no (?:electric(?:ity)?|heating|gas|hot water)|electricity (?:cut|off|has)|homeless|sofa[- ]surfing|temporary accommodation|emergency accommodation|b&b|moved (?:house|address|to (?:a )?(?:hostel|temporary|hotel))|(?:not|n't) afford)\b",
        ),
    ),
    Kind(
        kind_id="parent-not-reached",
        title="A parent not seen or not reached",
        shown=any_of(
            rf"\b(?:{_PARENT} (?:has |have |was |were )?(?:still )?not (?:been )?(?:seen|answer\w*|respond\w*|repl\w*|return\w*|contactable|available|at home|pick\w* up)|(?:not|n't|never) (?:been )?(?:seen|see|reach(?:ed)?|get hold of|got hold of|able to (?:reach|contact|speak to|get hold of)|seen anything of) (?:\w+ )?{_PARENT}|no (?:sign of|reply from|answer from|response from|contact (?:with|from)) (?:\w+ )?{_PARENT}|(?:none of (?:us|the (?:team|staff))|nobody|no one) (?:here |in school )?(?:has|have) seen {_PARENT}|(?:unable to|could(?:n't| not)|can(?:'t|not)) (?:reach|contact|get hold of|speak to|see) (?:\w+ )?{_PARENT}|{_PARENT} (?:did|does|has|have)(?:n't| not) (?:answer\w*|attend\w*|come|turn\w* up|repl\w*|respond\w*|return\w*|been seen|be seen|pick up)|{_PARENT}(?:'s)? phone (?:is |was |goes |went )?(?:off|switched off|to voicemail|dead|straight)|(?:have|has)(?:n't| not) seen {_PARENT}|(?:rang|called|phoned|telephoned|tried|texted|emailed|messaged) {_PARENT}\b[^.;]{{0,15}}?,? ?(?:no (?:answer|reply|response)|went to voicemail|voicemail|unanswered|not answered))\b",
        ),
    ),
    Kind(
        kind_id="parent-contact",
        title="Contact with a parent or carer",
        counted=False,
        shown=any_of(
            rf"\b(?:spoke|spoken|talked|chatted|met|rang|called|phoned|telephoned|emailed|texted|messaged|meeting|conversation|phone call|call|informed|told|asked|discussed|letter|invited|home visit)\b[^.;:\n]{{0,25}}?\b{_PARENT}\b",
            rf"\b{_PARENT} (?:\w+ )?(?:{SPEECH}|came in|attended|came to|at (?:the )?(?:gate|office|door)|collected)\b",
        ),
    ),
)

_OPENS = re.compile(r"(?<!\w)['‘“\"](?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])['’”\"](?!\w)")
_SUBJECT = re.compile(rf"\b(?:i|i'm|me|we|us|he|she|they|it|{_ADULT}|brother|sister|baby)\b", re.IGNORECASE)
_A_PARENT_FIRST = re.compile(rf"\W*{_ADULT} (?!{SPEECH}|and\b|collected|brought|dropped)", re.IGNORECASE)
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
    rf"\b(?:{_ADULT}|sw|social worker|police|officer|hv|health visitor|gp|neighbour|sister|brother|sibling|cousin|friend|mash|nurse|landlord|person [A-Z]\d*|adult [A-Z]\d*|head|caller|driver)\b",
    re.IGNORECASE,
)


def kinds_in(text: str) -> Iterator[tuple[Kind, Clause]]:
    """Return what an entry tells of its day, by kind, each with the first words that tell it.

    Yields
    ------
    tuple of Kind and Clause
    """
    for kind in KINDS:
        for clause in found_in(text, kind.shown):
            if (
                clause.is_told
                and not (kind.event and clause.is_only_spoken_about)
                and not (kind.of_child and (is_of_parent(clause) or _is_of_another(text, clause)))
            ):
                yield kind, clause
                break


def is_of_parent(clause: Clause) -> bool:
    """Whether what is told is of a parent's body, a pet or a baby, and not of the child."""
    before = clause.before.replace("’", "'")
    if _PETS.search(before):
        return True
    return _PARENTS_BODY.search(before) is not None or _ON_A_PARENT.search(clause.after) is not None


def _is_of_another(text: str, clause: Clause) -> bool:
    """Whether the one who is upset is a parent who was named just before, or somebody whom the child speaks of."""
    if not clause.before.strip(" \"'‘’“”-–"):
        earlier = [sentence for _, sentence in sentences_in(text[: clause.at])]
        if earlier and _A_PARENT_FIRST.match(earlier[-1]):
            return True
    before = text[: clause.at + clause.start]
    opened, closed = _last(_OPENS, before), _last(_CLOSES, before)
    within = before[opened:]
    if opened < 0 or opened < closed or not _CLOSES.search(text[clause.at + clause.end :]):
        return False
    subjects = [match.group().casefold() for match in _SUBJECT.finditer(within)]
    return bool(subjects) and subjects[-1] not in {"i", "i'm", "me", "we", "us"}


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


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


def _other_speaks(earlier: str) -> bool:
    """Whether "he" or "she" is somebody other than the child: the last who was named before."""
    others = [match.end() for match in _OTHER_SPEAKER.finditer(earlier)]
    children = [match.end() for match in re.finditer(r"\b(?:child|pupil|boy|girl|student)\b", earlier, re.IGNORECASE)]
    return bool(others) and max(others) > max(children, default=-1)
