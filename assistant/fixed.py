"""Fixed text: every sentence the assistant says in its own voice. One file, so that a trainer can review it word by word.

Nothing here is retrieved or generated, and nothing here depends on the index or a model. Numbers and claims carry where
they were read; digests/helplines-and-urgent-help.md holds the same numbers with full pinpoints. Reviewed 2026-11-25;
review again by 2027-09-01 or when a new edition of Keeping children safe in education comes into force.
"""

from __future__ import annotations

from types import MappingProxyType

# 999 is common knowledge and council practice; neither KCSIE 2025 nor Working together 2023 prints it, so it is a rule of
# ours. That anybody may refer, and at once: KCSIE 2025, Part one, paras 53, 54 and 57 (pp. 18-19).
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
