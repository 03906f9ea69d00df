"""Who outside the school can be told, and the words that tell, ask again, wait and answer, so that they can be read and added to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.safety import any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """Somebody outside the school who can be told.

    Parameters
    ----------
    agency_id : str
        A slug.
    title : str
        In words, at the beginning of a line.
    names : str
        What names it, as a regular expression.
    """

    agency_id: str
    title: str
    names: str


AGENCIES = (
    Agency(
        agency_id="social-care",
        title="Children’s social care",
        names=r"(?:mash|csc|cscs|children'?s social work|first contact|(?:family |children'?s )front door|(?:children'?s |multi-agency |social care )?safeguarding hub|social care hub|referral hub|(?:cp |ch |children's )social workers?|children'?s social care|social care|children'?s services|childrens services|social services|(?:duty |allocated |the |our |her |his |new )?social workers?|(?:duty )?sw|asw|front door|duty (?:team|desk|worker|line)|edt|emergency duty team|out[- ]of[- ]hours team|first response|multi-agency hub|spoa?|integrated front door|ifd|assessment team|contact centre|cass)",
    ),
    Agency(
        agency_id="police",
        title="The police",
        names=r"(?:police(?: officers?)?|(?<!attendance )(?<!housing )(?<!welfare )(?<!probation )(?<!safety )officers?|pcso|pc|101|neighbourhood team|officer in (?:the )?case|oic|encompass team|safer schools officer|domestic abuse unit|dau|ppu|cid)",
    ),
    Agency(
        agency_id="health-visitor",
        title="The health visitor",
        names=r"(?:health visit(?:or|ing)(?: team| service)?s?|hv|hvs)",
    ),
    Agency(
        agency_id="school-nurse",
        title="The school nurse",
        names=r"(?:school nurs(?:e|ing)(?: team| service)?|0-19 (?:team|service))",
    ),
    Agency(
        agency_id="gp", title="The GP", names=r"(?:gp|gps|gp surgery|surgery|family doctor|doctors|doctor's surgery)"
    ),
    Agency(
        agency_id="camhs",
        title="CAMHS",
        names=r"(?:camhs|mental health (?:team|support team|service)|mhst|crisis team)",
    ),
    Agency(
        agency_id="early-help",
        title="Early help",
        names=r"(?:eh (?:worker|hub|request|referral|team|practitioner|assessment|lead)|early help(?: hub| team| worker| assessment| practitioner)?|eha|family support(?: worker| team)?|fsw|family hub|family worker|children's centre|targeted help|family practitioner)",
    ),
    Agency(
        agency_id="nurse",
        title="Another nurse or health team",
        names=r"(?:(?:ld|learning disability|community|specialist|epilepsy|diabetes|continence|college|cyp) nurs(?:e|es|ing)(?: team| service)?|(?:comm(?:unity)?\.? )health team|community paediatric team|dietiti?c?ian|occupational therap\w+|physio(?:therapist)?|lac nurse)",
    ),
    Agency(agency_id="midwife", title="The midwife", names=r"(?:midwi(?:fe|ves|fery)(?: team)?)"),
    Agency(
        agency_id="hospital",
        title="The hospital or paediatrician",
        names=r"(?<!at )(?<!in )(?<!to )(?<!by )(?:hospital|paediatric\w*|a ?& ?e|paeds|ward|safeguarding nurse)",
    ),
    Agency(
        agency_id="housing",
        title="Housing",
        names=r"(?:housing(?: officer| association| team| department| options)?|landlord|council housing)",
    ),
    Agency(
        agency_id="domestic-abuse-service",
        title="The domestic abuse service",
        names=r"(?:(?:idva|isva)(?: service| team)?|(?:da|dv|domestic abuse|domestic violence) (?:outreach|support|specialist|helpline service)(?: worker| service| team)?|specialist domestic abuse service|women's aid|domestic abuse (?:service|charity|team|worker|support)|da (?:service|worker|support)|refuge (?:worker|staff)|marac|isva|victim support)",
    ),
    Agency(
        agency_id="attendance",
        title="The attendance service",
        names=r"(?:ewo|(?:la |local authority |council )?attendance (?:service|support(?: team)?)|la attendance|education welfare(?: officer| service)?|attendance (?:team|officer|service|lead at the council)|ews|cme(?: team| officer)?|children missing education(?: team)?|elective home education team)",
    ),
    Agency(
        agency_id="other-school",
        title="Another school or nursery",
        names=r"(?:(?:(?:brother|sister|sibling|his brother|her brother|half-brother|half-sister|baby|new|receiving|sending|old|previous|last|former|other|secondary|primary|junior|infant|high|sibling's)(?:'s|s')? )+(?:schools?|nursery|setting|academy|childminder)|child [a-z]\d*'s (?:schools?|nursery)|the (?:nursery|childminder|secondary|primary|college|juniors|infants)|childminder|pre-?school|their dsl|\[school [a-z]\]|sixth form(?: college)?(?: dsl)?|(?:primary|secondary|college|junior|infant|high|nursery)(?: school)?(?:'s)? dsl|nursery (?:dsl|manager|lead)|secondary dsl|primary dsl|dsl at \w+)",
    ),
    Agency(agency_id="probation", title="Probation", names=r"(?:probation(?: officer| service)?)"),
    Agency(agency_id="virtual-school", title="The virtual school", names=r"(?:virtual school)"),
    Agency(
        agency_id="youth",
        title="Youth services",
        names=r"(?:yot|yjs|youth (?:justice|offending|worker|service)(?: team| service)?)",
    ),
    Agency(agency_id="nspcc", title="The NSPCC", names=r"(?:nspcc)"),
    Agency(agency_id="lado", title="The LADO", names=r"(?:lado)"),
    Agency(
        agency_id="ed-psych",
        title="The educational psychologist",
        names=r"(?:ed(?:ucational)? psych(?:ologist)?|speech (?:and|&) language(?: therap\w+)?|salt)",
    ),
)

NAMES = {
    agency.agency_id: re.compile(rf"(?:\b|(?=\[)){agency.names}(?:\b|(?<=\]))(?!'s (?:fault))", re.IGNORECASE)
    for agency in AGENCIES
}
HEALTH = re.compile(
    "|".join(
        NAMES[name].pattern
        for name in ("health-visitor", "school-nurse", "gp", "camhs", "nurse", "midwife", "hospital")
    ),
    re.IGNORECASE,
)
NOT_THE_AGENCY = re.compile(
    r"^(?:police|encompass) (?:notification|alert|notif|report|email|ppn|car|officers? (?:dress|play))|^(?:hospital|gp|surgery|housing|police|midwife|hv) (?:station|benefit|visit on)",
    re.IGNORECASE,
)
TELLS = (
    r"(?:rang|rung|phoned|telephoned|called|emailed|e-mailed|contacted|messaged|texted|wrote to|written to|informed|notified|told|alerted|updated|asked|requested|shared (?:\w+ ){0,3}with|reported (?:\w+ ){0,3}to"
    r"|referred|ref'?d|re-?referred|sent|submitted|resubmitted|(?:contact |request |access |enquiry |referral |online )(?:form|referral|request)? ?(?:to|for)|(?:form|marf|letter|report|note) to|referred (?:mum|mam|the family|family|child|her|him|them|both|person \w\d*)(?: \w+)? to|passed (?:\w+ ){0,3}(?:on )?to|forwarded|consulted|raised (?:\w+ ){0,3}with|flagged (?:\w+ ){0,3}(?:to|with)|escalated (?:\w+ ){0,3}to|logged (?:\w+ ){0,2}with|made contact with|got in touch with|sought advice|tried(?: to (?:ring|call|contact|reach))?|left (?:a |another )?(?:message|voicemail|vm)|made a|completed|approached"
    r"|(?:telephone |phone |t/?c|tel )?call(?: made)? (?:made )?(?:to|with)|t/?c(?: to)?|p/?c to|tel:?|(?:an? |second |third |further |another |follow[- ]?up )?e-?mail(?: sent)? to|message(?: left)? (?:to|for|with)|voicemail(?: left)? (?:for|with|to)|letter(?: sent)? to|(?:new |second |third |further |another |fresh )?(?:re-?)?referral(?: form)? (?:made |sent |submitted |completed |has gone |went |in )?(?:in )?(?:to|with)|marf (?:sent |submitted )?to|request(?: for \w+(?: \w+)?)? (?:sent |made )?to|enquiry to|contact made with|copied (?:in|to))"
)
TALKS = r"(?:spoke(?:n)? (?:to|with)|discussed (?:\w+ ){0,3}with|discussion with|conversation with|met with|liaised with|meeting with|consultation with|consulted(?: with)?|talked to|advice (?:taken|sought|received)? ?from|telephone conversation with|took advice from)"
CHASES = r"(?:(?:chase|chaser)(?: call| email)? to|chased(?: up)?|chasing|chaser|re-?sent|followed up(?: with)?|follow[- ]?up (?:call|email|e-mail)(?: sent)? to|reminded|prompted|(?:rang|called|emailed|phoned|contacted|messaged|asked|tried|told|referred) (?:\w+ ){0,2}again)"
GAP = r"(?:(?!\b(?:mum|mother|dad|father|parents?|child|mam|gran|nan|home|pupil|advised|about|re|regarding|who|that|if|whether|because|offer(?:ed)?)\b)[^.;:\n]){0,45}?"
TOLD_BEFORE = re.compile(rf"\b(?P<verb>{TELLS}|{TALKS}|{CHASES})\b(?P<gap>{GAP})$", re.IGNORECASE)
TOLD_AFTER = re.compile(
    r"^(?: team| worker| \([^)]{0,30}\)| Person [A-Z]\d*| Adult [A-Z]\d*)?(?::| -| –)?\s(?:(?:has |have |was |were |been |also |and \w+(?: \w+)? )*(?:rung|informed|notified|told|alerted|updated|copied in|consulted|made aware|asked"
    r"|(?:emailed|e-mailed|contacted|messaged)(?=\W*$|\s*[.,;]|\s+w/|\s+(?:re|about|regarding|with|w/|quoting|to ask|to chase|asking|a (?:second|third|fourth)|second|third|\d|today|again|an?|twice|for|by|on|at|also|and|this|same)\b(?! (?:the )?(?:outcome|decision|to (?:say|ask))))"
    r"|(?:called|phoned)(?=\s+by\b))(?! (?:us|back|me|school|nursery|to (?:say|ask|inform|advise|confirm|tell))\b|\s+(?:that|mum|dad|parents?|dsl|the|police|him|her|them|child|nan|gran|all|both|staff|everyone)\b)"
    r"|(?:form |referral )?(?:was |has been )?submitted\b|(?:self-?|re-?)?(?:referral|ref|contact form|form|request|marf|notification|letter|email|e-mail|message|call|phone call|enquiry)(?: form)?(?:(?: \+| and|,| &)[^.;]{0,40}?(?:referral|request|form)s?)?(?: both| all| also)? (?:was |has been |has |re-?)?(?:made|sent|submitted|completed|resubmitted|gone|went in|done|in|left|written|posted)\b)",
    re.IGNORECASE,
)
POLICE_CALLED = re.compile(
    r"^ (?:were |was )?(?:called|rung|contacted)\b(?! (?:us|back|to|out|by(?! (?:dsl|us|school|staff|head|me)\b)|at|in|last|over|during|overnight|again last|school|the|about|mum|dad))",
    re.IGNORECASE,
)
CHASED_AFTER = re.compile(
    r"^(?: again)?(?: was| were| has been)? (?:chased|chased up|reminded|emailed again|rung again|called again|contacted again|re-?sent)\b",
    re.IGNORECASE,
)
BARE_REFERRAL = any_of(
    r"\b(?:(?:new |second |third |further |another |fresh |safeguarding |online |written |cp |child protection |urgent |formal )?(?:re-?)?referral|marf|inter-?agency (?:referral )?form|contact form|request for (?:support|service|help)|cin referral|s17 referral|s47 referral) (?:form )?(?:was |has been |had been |now )?(?:made|sent|submitted|completed|resubmitted|done|put in|gone in|went in|emailed)\b"
    r"|\b(?:made|sent|submitted|completed|resubmitted|put in) (?:a |another |the |our |second |new |an? \w+ )+(?:re-?)?(?:referral|marf|inter-?agency form)\b|\bre-?referred\b(?! by)|\breferred (?:today|again|online|this|the family)\b"
)
NO_ANSWER = any_of(
    r"\b(?:no (?:reply|response|answer|feedback|call back|callback|(?:phone )?calls?|contact|outcome|news|update|acknowledge?ment|decision|word|return call)(?: (?:yet|received|as yet|so far|from|to))?|not (?:yet )?(?:heard|replied|responded|answered|rung back|called back|got back|had (?:a|any) (?:reply|response|answer)|acknowledged|returned|received)|(?:have|has|had|did|do)(?:n't| not) (?:yet )?(?:heard|replied|reply|responded|respond|answer\w*|ring back|rung back|called back|call back|got back|get back|returned|had (?:a|any) (?:reply|response)|acknowledged|received a|rung|ring|phoned|called|come back|been in touch|sent anything)"
    r"|not (?:yet |ever )?(?:been in touch|phoned|rung|come back)|no (?:officer|social worker|worker) (?:has|had)|(?:someone|somebody|an officer|they) (?:would|will|'d|'ll) (?:ring|call|phone|be in touch|pass (?:it|this|that) on)|sent nothing|rang out|still silent|auto(?:matic)? receipt"
    r"|nothing (?:further|since|yet|to date)|no (?:one|body) has (?:come|rung|called|replied|been|got)|nobody (?:did|has (?:come|rung|been|got))|no (?:appointment|letter|contact|allocation|visit|date|worker|referral outcome)(?: \w+){0,3} (?:yet|to date|so far|allocated|offered|received|given)|not (?:yet )?(?:updated|allocated|been allocated|visited|called)|yet to (?:hear|reply|respond|come back|call|be allocated)|(?:has|have)(?:n't| not) (?:still )?(?:been )?(?:allocated|picked up|actioned|updated|visited|contacted)|(?:still )?in (?:the|their) (?:queue|inbox|backlog)|no joy|gone quiet|never (?:replied|rang back|got back|responded|heard|called back|rung|phoned|come back|been in touch)|still (?:waiting|no|nothing|awaiting|not|outstanding)|awaiting|await|nothing (?:back|heard|received|from)|heard nothing|unanswered|waiting (?:for|to hear|on)|went (?:straight )?to (?:voicemail|answerphone)|voicemail|answerphone|left (?:a |another )?(?:message|voicemail|vm)|message left|out of office|automatic reply|auto-?reply|auto-?response|not available|unavailable|on leave|line (?:was )?(?:engaged|busy)|on hold|cut off|no one (?:available|picked up|answered)|nobody (?:available|picked up|answered|has rung|has called)|will (?:call|ring|get|phone|email|come) (?:us )?back|would (?:call|ring|get|phone) back|to (?:call|ring|get) back|promised (?:to|a) (?:call|ring)|outcome (?:awaited|pending|not known)|pending)\b"
)
ANSWERS = r"(?:rang|called|phoned|telephoned|emailed|e-mailed|wrote|replied|responded|answered|acknowledged|confirmed|advised|advises|says|said|told|informed|notified|visited|accepted|allocated|closed|decided|agreed|opened|started|completed|attended|came|contacted|returned|got back|reported|asked|stated|explained|screened|declined|rejected|stepped|recommended|suggested|requested|offered|updated|confirms|undertook|arranged|is to|are to|will be|will visit|has (?:visited|seen|spoken|opened|closed|accepted)|(?:have|has) (?:rung|replied|confirmed|called|advised|acknowledged|allocated|decided|responded|been (?:to|out|in touch)|emailed)|in touch|outcome|decision|feedback|response|reply|threshold|nfa|no further action|visit(?:ed)?\b|looked|checked|examined|here\b|on site|at (?:school|college|nursery)\b|put (?:an?|the)|met\b|introduced|held|joined|practitioner (?:met|saw|rang)|worker (?:met|saw|started)|worker (?:rang|phoned|emailed|allocated|visited|met)|assessment|allocat\w+|strategy|saw|seen|letter(?! to\b)|appointment (?:letter|offered|received|given|date|booked|came|made))"
ANSWER_AFTER = re.compile(
    rf"^(?: team| worker| service| duty| hub| officer)?(?: \([^)]{{0,40}}\)|,? Person [A-Z]\d*|,? Adult [A-Z]\d*| and (?:the |a |an )?(?:\w+ )?\w+)?(?:,| -| –|:|\s*>)?\s*(?:then |later |has |have |also |today |now |duly |finally |have now |has now |\[?\w+\]? )?{ANSWERS}\b",
    re.IGNORECASE,
)
ANSWER_BEFORE = re.compile(
    r"\b(?:(?:reply|response|answer|call|call back|callback|email|e-mail|letter|feedback|update|acknowledge?ment|outcome|message|visit|phone call|contact|returned call|return call|confirmation|advice|decision|report|notes|minutes|info(?:rmation)?)(?: (?:received|back|today|came|in))? (?:from|by)|heard (?:back )?from|rung (?:back )?by|called (?:back )?by|contacted by|visited by|seen by|acknowledged by|accepted by|advised by|(?:meeting|discussion|conference) (?:held |today |yesterday )with|(?:closed|open(?:ed)?) (?:to|by)|allocated (?:to )?(?:a )?)\s*(?:the |our |a |duty |allocated |new |Person [A-Z]\d*,? ?\(?|Adult [A-Z]\d*,? ?\(?)*$",
    re.IGNORECASE,
)
BARE_ANSWER = any_of(
    r"\b(?:outcome|decision)\b\W{0,3}(?:received|was|is|of (?:the )?referral|nfa|no further|assessment|early help|s17|s47|single|cin|section|closed|accepted)|\b(?:nfa|no further action|n\.f\.a\.)\b|\b(?:rang|called|phoned|emailed|got|came|rung) (?:(?:me|us|dsl|school) )?back\b(?! (?:to|in|from|home|late))|\b(?:she|he|they) (?:rang|phoned|emailed|called|replied to) (?:me|us)\b|\backnowledge(?:d|ment)\b|\b(?:reply|response|call back|callback) (?:received|came)\b|\b(?:referral|case) (?:was |has been )?(?:accepted|closed|declined|allocated|rejected|acknowledged)\b|\b(?:does|did)(?:n't| not) meet (?:the )?threshold\b|\bthreshold not met\b|\bstrategy (?:meeting|discussion) (?:held|took place|today|called|arranged|convened|that|on|for|at)\b|\b(?:s47|section 47|s17|section 17|single assessment|assessment|child and family assessment|c&f assessment) (?:has )?(?:started|opened|begun|agreed|to be completed|completed|underway|initiated)\b"
)
ACTS_AFTER = re.compile(
    r"^(?: team| worker| service| duty| hub| officer| letter)?(?: \([^)]{0,40}\)|,? (?:Person|Adult) [A-Z]\d*)?"
    r"(?:\s?(?::| [–—-])\s+(?!no\b|awaiting|await|left|told|rang|rung|emailed|chased|referral|form|request|marf|contact)"
    r"|(?:,? (?!by\b|to\b|for\b|if\b|referral|form|request|email|message|again|chased)\w+){0,2}?,? (?:\w{2,}ing (?=to|in|at|on|with|out|up|tomorrow|today|her|him|them|the|a|mum|child)"
    r"|(?:(?:asks|wants|thinks|feels|rings|calls|knows|plans|visits|in (?:at|to|with|today|school|this)|into|here|came|come|held|met|spoke|invited|sent|gave|given|issued|arrested|took|made|found|put|did|went|is|are|was|were|will|would|going|letter|email|report|minutes|note|visit|named|assigned|involved|present|joined|chaired|now|has|have)"
    r"|(?<= )(?!chased|emailed|contacted|messaged|informed|notified|alerted|updated|asked|texted|referred|called|phoned|copied|reminded|consulted|telephoned|approached|needed|required|discussed|considered|mentioned)\w{2,}ed)\b"
    r"(?! (?:been |be |again )?(?:by|not|told|rung|informed|emailed|contacted|chased|updated|notified|asked|sent|made)\b)))",
    re.IGNORECASE,
)
"""It does something, whatever that is: no answer that we can show, and no silence either."""
SPOKEN_OF_BEFORE = re.compile(
    r"\b(?:per|via|from|by|with|attended by|according to|thanks to) (?:the |our |a |an |duty |allocated |new |her |his )*$",
    re.IGNORECASE,
)
CAME_FOR_NOTHING = re.compile(
    r"^(?: team| worker)?(?: \([^)]{0,40}\)|,? (?:Person|Adult) [A-Z]\d*)? (?:then |also |again )?(?:visited|rang|phoned|came|attended|wrote|saw|replied|tried|texted)\b(?! by\b)",
    re.IGNORECASE,
)
"""It acted, and what was not answered is its own call or visit: "SW visited, no answer at the door"."""
MEETING = re.compile(
    r"\b(?:placed on|made subject (?:of|to)|now on|on) (?:a |an )?(?:cp|child protection|cin|child in need) plan\b|^\W*(?:cp|cin) plan\b|\bjoint visit\b|^\W*(?:the |first |initial |second |third |review |\d+\w* )*(?:cin|child in need|cp|child protection|core group|icpc|rcpc|strategy)(?: (?:meeting|review|conference|discussion|minutes|group|plan))*\b(?! (?:to be|date|request))"
    r"|\battended (?:the |a |first |initial |review )*(?:cin|child in need|cp|child protection|core group|icpc|rcpc|strategy)\b",
    re.IGNORECASE,
)
"""A meeting that social care holds."""
REFERRED_THEN = re.compile(r"\breferral\b[^.;]{0,30}\b(?:sent|made|submitted|completed)\b", re.IGNORECASE)
"""The advice was followed at once: what is open is the referral."""
TALK_ANSWERED = any_of(
    r"\b(?:advised|advice (?:given|was|is|to|received)|they (?:said|say|agreed|will|have|confirmed|are|took)|took (?:the )?details|agreed|confirmed|said (?:to|they|she|he|that|it)|told (?:to|us|it|that|they|we|there)|suggested|recommended|given (?:crime |reference|ref|log)|log number|crime (?:number|ref\w*)|reference (?:number|given)|ref (?:no|number)|no concerns (?:from|known)|nothing known|known to|not known to|felt|feel|accepted|attended|welfare check (?:done|completed|carried)|answered)\b"
)
ASKS_US = re.compile(
    r"^ (?:also |then |has |have )?ask(?:s|ed|ing) (?:for|if|whether|how|when|what|us|dsl|school)\b", re.IGNORECASE
)
BY_OTHERS = re.compile(
    r"^[^.;:]{0,25}\bby (?:the |a |her |his )?(?:mum|mam|mother|dad|father|parents?|gran\w*|nan|neighbours?|family|partner|aunt\w*|child)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:mum|mummy|mam|mother|dad|daddy|father|gran\w*|nan|nana|aunt\w*|uncle|neighbours?|parents?|partner|stepdad|sister|brother|he|she|boyfriend|child(?: [A-Z]\d*)?|pupil|landlord|who|a member of the public)\b(?!')",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:dsl|ddsl|deputy|we|i|staff|head(?:teacher)?|ht|school|nursery|senco|ta|office|teacher|manager|keyworker|key person|pastoral|hoy|head of year|miss|then|and then|action(?:s)?|me)\b|[:>]",
    re.IGNORECASE,
)
WHO_ANSWERED = re.compile(
    r"^[^.;]{0,25}?,? (?:and )?(?:who|she|they) (?:then |has |have |will |is |are |'s )*(?:rang|rung|called|phoned|replied|came|coming|going|said|advised|agreed|took|visited|confirmed|saw|spoke|accepted|opened|emailed|attended|met|open)\b",
    re.IGNORECASE,
)
"""Told, and answered in the same breath: "rang the social worker, who rang back at three"."""
ASKED = re.compile(
    r"\b(?:re-?)?referr\w+|\brequest\w*|\bask(?:ed|ing|s)?\b|\bform\b|\bmarf\b|\badvice\b|\?|\bchas\w+|\b(?:rang|rung|phoned|called|emailed|contacted|messaged)\b|\bmessage\b|\bvoicemail\b|\bmsg\b",
    re.IGNORECASE,
)
"""What wants an answer: to keep somebody informed who has answered before does not."""
NO_REAL_ANSWER = re.compile(
    r"\backnowledg\w+|\breceipt\b|\breceived\b|\blog (?:no\b|num\w*)|\bref(?:erence)?\b(?: (?:no|num\w*))?|\btook (?:the |our |my )?details|\bpass(?:ed)? (?:\w+ ){0,3}on\b"
    r"|\b(?:will|would|'ll|to) (?:call|ring|get back|phone|be in touch|look (?:into|at)|check|email|pass|come back|chase)\b|\bwaiting list\b|\bauto\w*|\bqueue\b|\bbusy\b|\btriage\w*",
    re.IGNORECASE,
)
"""To be heard, and no more: where an answer is said to be missing later, it is missing since before."""
WE_DID = re.compile(
    rf"^\W*(?:{TELLS}|{CHASES})\b|\b(?:i|we|dsl|ddsl) (?:then |also )?(?:{TELLS}|{CHASES})\b", re.IGNORECASE
)
"""In what the police wrote, only this is ours: "told the officers" is what a mother did."""
INTENDED = any_of(
    r"\b(?:to|will|would|should|must|need to|needs to|plan to|going to|if|consider\w*|decid\w+ (?:not )?to|advised (?:to|that|mum|dad|us)|for|threshold for|discuss\w* (?:a |the )?(?:possible )?|possible|whether to|asked (?:mum|dad|us|school|her|him) to|not|no|never|n't|about (?:a |the )?|without|before|may|might|could|instead of|rather than|agreed to|consent (?:for|to)|refused|declined|against) (?:a |an |the |make a |send a |any |ring |be )?$"
)
