"""Fixed text: every sentence the assistant says in its own voice. One file, so that a trainer can review it word by word.

Nothing here is retrieved or generated, and nothing here depends on the index or a model. Numbers and claims carry where
they were read; digests/helplines-and-urgent-help.md holds the same numbers with full pinpoints. Reviewed 2026-11-25;
review again by 2027-09-01 or when a new edition of Keeping children safe in education comes into force.
"""

from __future__ import annotations

from types import MappingProxyType

# 999 is common knowledge and council practice; neither KCSIE 2025 nor Working together 2023 prints it, so it is a rule of
# ours. That action need not wait for the DSL, and is told to them as soon as it can be: KCSIE 2025, Part one, para 53 (p. 18);
# that nobody should take it that another will act: para 54 (p. 18); that a referral is made at once: para 57 (p. 19).
# Helpline 0808 2000 247: KCSIE 2025, Annex B, p. 155. NSPCC 0808 800 5000: KCSIE 2025, Part five, para 470, p. 118.
# Childline 0800 1111: read second-hand (a council's reporting page). Silent Solution (55): read second-hand.
URGENT_HEADING = "If a child may be in danger now"
URGENT_HELP = (
    "**Call 999** if anyone is in immediate danger or badly hurt. On a mobile, if it is not safe to speak, press 55 when"
    " asked.",
    "**If the child is with you**, keep them in a safe place with an adult they trust. Do not send them home or hand them over"
    " to anyone you are worried about while you take advice from the police or children’s social care.",
    "**If the child is somewhere else**, give 999 the address. Do not go there yourself, and do not ring or message anyone who"
    " may be the danger.",
    "**Ring your local authority children’s social care now** and say that it is urgent. When the office is closed, ring"
    " its out-of-hours duty team. You do not need anyone’s permission to do this.",
    "**Tell your DSL or deputy at once.** If neither can be reached, act anyway and tell them afterwards.",
    "**Helplines:** National Domestic Abuse Helpline (Refuge) 0808 2000 247, free, 24 hours. NSPCC, for worried adults,"
    " 0808 800 5000. Childline, for children, 0800 1111.",
    "**Afterwards, write down** what you saw and heard, in the child’s own words, what you did, whom you told and when.",
)

ABSTAINED_HEADING = "The library does not say"
ABSTAINED = (
    "Nothing in the library answers this closely enough to quote, so there is no answer here rather than a guess.",
    "**Where to ask:** your local authority children’s social care (for a child you are worried about), your local"
    " safeguarding children partnership (for local procedures and thresholds), or the NSPCC helpline for professionals on"
    " 0808 800 5000. If a child may be in danger now, call 999.",
)
LOOKED_FOR = "Looked for: “{question}” ({found})."

REFUSED_HEADING = "This is not something the assistant helps with"
REFUSED = (
    "The assistant quotes safeguarding guidance to school staff. It does not help to find, contact or identify a person, to"
    " see or change a child’s records, to influence what a child or a court is told, or to change how it works.",
    "If you or someone you know is being hurt or controlled, the National Domestic Abuse Helpline is free, 24 hours, on"
    " 0808 2000 247. If you are worried about your own behaviour, the Respect Phoneline is on 0808 802 4040 (number read in a"
    " published list, not checked with Respect). In an emergency call 999.",
)

# JUR-01: KCSIE 2025, Summary, p. 4: applies in England. Numbers for the other nations were read in secondary sources.
OTHER_NATION_HEADING = "This is England’s guidance"
OTHER_NATION = MappingProxyType({
    "Wales": "The library holds guidance for England, and schools in Wales follow other law and guidance: the Wales"
    " Safeguarding Procedures. **Ask:** your local authority’s children’s services, your regional safeguarding board, or"
    " the Live Fear Free helpline, 0808 80 10 800, 24 hours.",
    "Scotland": "The library holds guidance for England, and schools in Scotland follow other law and guidance: the"
    " National Guidance for Child Protection in Scotland. **Ask:** your local authority’s social work department, or"
    " Scotland’s Domestic Abuse and Forced Marriage Helpline, 0800 027 1234, 24 hours.",
    "Northern Ireland": "The library holds guidance for England, and schools in Northern Ireland follow other law and"
    " guidance. **Ask:** your Health and Social Care Trust’s gateway service, or the Domestic and Sexual Abuse Helpline,"
    " 0808 802 1414, 24 hours.",
})
OTHER_NATION_NOTICE = (
    "This answer quotes guidance for England. Part of what you asked about may fall under {nation}’s own law."
)

FAILED_HEADING = "The assistant could not answer"
FAILED = "Something went wrong before an answer could be checked, so none is shown: {message}. {hint}"

SUPERSEDED = (
    "{old} was replaced by {new} on {date}. The library holds only the earlier one: check the wording in the new."
)
SUPERSEDED_NAMED = "{old} is quoted because you named it. {new} replaced it on {date}."
NOT_IN_FORCE = "{old} applied until {date}. The register knows no later edition; check whether there is one."
DIGEST_DATE = "The digests quoted say what was known in {edition}, and you asked as at {date}: follow each reference."
NOT_YET = "{title} comes into force on {date}."
# Parts of guidance that are about one thing and read like rules for all: heading, words that show it is asked about, notice.
CONTEXTS = (
    (
        r"^Part five: Child-on-child",
        r"sexual|rape|harass|child[- ]on[- ]child|peer|assault by penetration",
        "{markers} comes from KCSIE’s part on sexual violence and harassment between children. “Victim”, “alleged"
        " perpetrator” and “parents” there mean those children and theirs: it may not fit what you asked.",
    ),
    (
        r"^Part four: Safeguarding concerns or allegations",
        r"\bstaff|teacher|\bta\b|head|colleague|supply|volunteer|lado|allegation|caretaker|coach|governor",
        "{markers} comes from KCSIE’s part on concerns and allegations about staff: it may not fit what you asked.",
    ),
    (
        r"^Part three: Safer recruitment",
        r"recruit|\bdbs\b|barred|appoint|vett|reference|volunteer|visitor|contractor|agency|supply|check",
        "{markers} comes from KCSIE’s part on recruiting staff: it may not fit what you asked.",
    ),
)
BREAKS_OFF = "{markers} breaks off at the foot of its page: open it and read on, since what follows may change it."
DROPPED = "{n} quotation(s) could not be found on the page they came from and are not shown."
PREMISE = "You take it that “{premise}”. Nothing found here bears that out: check it before you rely on the answer."
NAMED_MISSING = "You named {title}. It is not in the library, so nothing here is quoted from it."
WRITTEN_OFF = (
    "This answer quotes guidance. It does not decide: thresholds and referrals are yours and children’s social care’s."
)

SECTION_HEADINGS = MappingProxyType({
    "law": "What the law says",
    "statutory_guidance": "What statutory guidance says",
    "non_statutory_advice": "What non-statutory advice says",
    "data_guide": "What the data collection guide says",
    "consultation_response": "What a consultation response said (not guidance)",
    "review": "What reviews found (not a duty)",
    "research": "What research found (not a duty)",
    "local": "What your local procedures say",
    "digest": "From our practice digests (our words; follow the reference to the official source)",
})

# Shapes. What assistant/pipeline.py and assistant/facets.py say around quotations.
REDACTED = "Replaced before anything was searched for, kept or sent: {what}. The answer says “Child A”, “Person B” and the like."
NOT_SHOWN = "(the question is not shown)"
MODEL_FAILED = "The language model gave nothing that can be used, because {reason}. The guidance is quoted instead."
MODEL_DROPPED = (
    "{n} statement(s) written by the language model were not borne out by the passages cited, and are not shown."
)
MODEL_TOO_LITTLE = (
    "Too little of what the language model wrote was borne out by the passages cited ({n} left out), so the guidance is"
    " quoted instead."
)

# Headings and sentences for a worry about somebody in particular (assistant/facets.py). They are ours; each names where it was
# read, and the passage was checked there on 2026-11-25. “KCSIE 2025” is the July 2025 print, “Working Together 2023” the
# edition of December 2023, “Information sharing 2024” that of May 2024. What a notification should hold is in
# corpus/digests/operation-encompass.md, with its sources.
POINT_TO_HEADING = "What this may point to"
DO_NOW_HEADING = "What to do now"
INVOLVE_HEADING = "Who to involve and tell"
FIND_OUT_HEADING = "What to find out next, and from whom"
RECORD_HEADING = "What to record"
CLOSE_HEADING = "Also close to what you asked"
LEFT_OUT_HEADING = "What the notification may leave out, and whom to ask"
NOT_TO_DO_HEADING = "What not to do"
# KCSIE 2025, para 20 (p. 11): seldom one label alone, and issues overlap. Para 44 (p. 17): diagnosis is for the trained.
OTHER_EXPLANATIONS = (
    "Possibilities, not findings. There can be other explanations, and more than one thing may be true at once (KCSIE 2025,"
    " paragraph 20)."
)
# KCSIE 2025, para 44 (p. 17): staff see children from day to day; Working Together 2023, para 128 (p. 48): absence, mental
# health. Working Together 2023, para 14 (p. 12): see, speak, listen, observe. Para 148 (p. 56): adults in the household; para
# 162 (pp. 60-61): all of the family, earlier referrals. Information sharing 2024, p. 19: small pieces make the picture.
FIND_OUT = (
    "**What has changed, since when, and who has seen it?** Ask everyone who sees the child, and look at attendance (KCSIE"
    " 2025, paragraph 44; Working Together 2023, paragraph 128).",
    "**What does the child say and show?** Ask the adult the child trusts most (Working Together 2023, paragraph 14).",
    "**Who lives at home, who comes and goes, and which other children?** Ask the family’s other schools and nurseries"
    " (Working Together 2023, paragraphs 148 and 162).",
    "**What is already known?** Look in your own file; ask children’s social care and the last school (Working Together 2023,"
    " paragraph 162; Information sharing 2024, page 19).",
)
# KCSIE 2025, Annex B (p. 155): support at once, according to need; a notification does not take the place of procedures.
# Working Together 2023, para 14 (p. 12): observe and listen. Cheshire West and Chester 2021 (read on the partnership’s page):
# log it, think of brothers and sisters.
SAME_DAY = (
    "**Today:** log it; see which pupils it concerns, brothers and sisters too; tell only the staff who will look after them;"
    " have an adult they trust notice how they are; decide whether to refer, and record why (KCSIE 2025, paragraphs 15 and 66,"
    " and Annex B, page 155).",
)
# The list is a law firm’s, July 2025, read on its page. Helpline: KCSIE 2025, Annex B, p. 155.
LEFT_OUT = (
    "**It should say** who, when and where, whether children were there, the child’s voice, and a police reference (a law firm’s"
    " summary, July 2025). Ask the police team that sent it for what is missing.",
    "**Children’s social care:** is the family known, and what else is held (Working Together 2023, paragraph 162)?",
    "**Brothers and sisters:** who are they, and do their schools and nurseries know (Information sharing 2024, page 19)?",
    "**To talk it through:** Operation Encompass helpline for education staff, 0204 513 9990, 8:00 to 13:00, Monday to Friday"
    " (KCSIE 2025, Annex B, page 155).",
)
# KCSIE 2025, para 474 (p. 120): no leading questions, no promise of secrecy, in its part on sexual violence and harassment.
# Information sharing 2024, rule 2 (p. 4): a parent need not be told where that may add to the risk. KCSIE 2025, para 15 (p. 9).
NOT_TO_DO = (
    "**Do not question the child** about it. If the child begins, listen, ask nothing leading and promise no secrecy (KCSIE 2025,"
    " paragraphs 15 and 474).",
    "**Do not confront a parent,** or ring home before you know whom you would reach: being told may make somebody more dangerous"
    " (Information sharing 2024, page 4).",
    "**Do not pass it round** (KCSIE 2025, paragraph 15).",
)
# For a member of staff who is hurt, or for whom the work has become too much. Helpline: KCSIE 2025, Annex B, p. 155. Time,
# training and support for the DSL: KCSIE 2025, para 103, p. 31.
STAFF_HELP = MappingProxyType({
    "harmed": "If you or a colleague are being hurt or controlled: the National Domestic Abuse Helpline is free, in confidence,"
    " 24 hours, on 0808 2000 247 (KCSIE 2025, Annex B, page 155). If anyone is in danger now, call 999.",
    "distress": "If the work has become too much, say so to your head teacher, a deputy or your GP, and do not carry it alone:"
    " the DSL should be given the time, training and support the role needs (KCSIE 2025, paragraph 103).",
})
# Two editions side by side (assistant/comparing.py).
IN_EDITION = "In {name}"
SAME_WORDS = "The words quoted from {old} below are the same."
OTHER_WORDS = "The nearest words in {old} are below. Look at both pages: more may differ than is quoted."
COMPARED = "{old} is quoted to compare. {new} replaced it on {date}."
SUPERSEDED_MANY = (
    "Replaced since, with only the earlier edition in the library: {pairs}. Check the wording in the new ones."
)
SUPERSEDED_PAIR = "{old} (by {new}, {date})"
