"""Fixed text: every sentence the assistant says in its own voice. One file, so that a trainer can review it word by word.

Nothing here is retrieved or generated, and nothing here depends on the index or a model. Numbers and claims carry where
they were read; digests/helplines-and-urgent-help.md holds the same numbers with full pinpoints. Reviewed 2026-11-25 against the
editions named. The 2026 editions of Keeping children safe in education, Working together and the information sharing guidance
have not been read: review again when they have, and by 2027-09-01.
"""

from __future__ import annotations

from types import MappingProxyType

# What to do in the first minutes is a rule of ours, where it names no source: neither KCSIE 2025 nor Working together 2023
# prints
# 999. Read for it: refer at once, KCSIE 2025, para 57 (p. 19); anyone, Working together 2023, para 150 (p. 57); no consent is
# needed where a child is at risk, Information sharing 2024, rule 3 (p. 4); the DSL, and acting without one, KCSIE 2025,
# paras 51
# and 53 (p. 18); the record, KCSIE 2025, para 66 (p. 21) and para 474 (p. 121). Refuge: KCSIE 2025, Annex B, p. 155. NSPCC:
# KCSIE
# 2025, para 470 (p. 118). Second-hand: 55 (a charity’s page), out-of-hours teams (a partnership’s), Childline (a council’s).
URGENT_HEADING = "If a child may be in danger now"
URGENT_HELP = (
    "**Call 999** if anyone is in immediate danger or badly hurt. On a mobile, if it is not safe to speak, press 55 when"
    " asked.",
    "**If the child is with you**, keep them in a safe place with a member of staff they trust. Do not send them home or hand"
    " them over to anyone you are worried about while you take advice from the police or children’s social care. If anyone"
    " threatens you or insists on taking the child, call 999.",
    "**If the child is somewhere else**, give 999 the address. Do not go there yourself, and do not ring or message the home or"
    " anyone who may be the danger: the phone may be in the wrong hands.",
    "**Ring your local authority children’s social care now** and say that it is urgent. When the office is closed, ring"
    " its out-of-hours duty team. Anyone may refer, and you do not need consent to do this.",
    "**Tell your DSL or deputy at once.** If neither can be reached, act anyway and tell them afterwards.",
    "**Helplines:** National Domestic Abuse Helpline (Refuge) 0808 2000 247, free, 24 hours. NSPCC, for professionals,"
    " 0808 800 5000. Childline, for children, 0800 1111. The hours of the last two were not checked: do not wait for them.",
    "**Afterwards, write down** what you saw and heard, in the child’s own words, what you did, whom you told and when.",
    "Our rules for the first minutes. Read for them: KCSIE 2025, paragraphs 51, 53, 57, 66, 470 and 474, and page 155; Working"
    " Together 2023, paragraph 150; Information sharing 2024, page 4. Read second-hand: 55, out-of-hours teams, Childline.",
)

ABSTAINED_HEADING = "The library does not say"
ABSTAINED = (
    "Nothing in the library answers this closely enough to quote, so there is no answer here rather than a guess.",
    "**Where to ask:** your local authority children’s social care (for a child you are worried about), your local"
    " safeguarding children partnership (for local procedures and thresholds), or the NSPCC helpline for professionals on"
    " 0808 800 5000 (KCSIE 2025, paragraph 470). If a child may be in danger now, call 999.",
)
LOOKED_FOR = "Looked for: “{question}” ({found})."

REFUSED_HEADING = "This is not something the assistant helps with"
REFUSED = (
    "The assistant quotes safeguarding guidance to school staff. It does not help to find, contact or identify a person, to"
    " see or change a child’s records, to influence what a child or a court is told, or to change how it works.",
    "If you or someone you know is being hurt or controlled, the National Domestic Abuse Helpline is free, 24 hours, on"
    " 0808 2000 247 (KCSIE 2025, page 155). If you are worried about your own behaviour, the Respect Phoneline is on"
    " 0808 802 4040"
    " (read in a list of 2020, not checked with Respect). In an emergency call 999.",
)

# KCSIE 2025, Summary, p. 4: applies in England. The helplines were read on the pages named here, what each nation follows on
# others; whom else to ask is common knowledge.
OTHER_NATION_HEADING = "This is England’s guidance"
OTHER_NATION = MappingProxyType({
    "Wales": "The library holds guidance for England. Schools in Wales follow other guidance, and in part other law: the Wales"
    " Safeguarding Procedures. **Ask:** your local authority, or the Live Fear Free helpline, 0808 80 10 800, 24 hours (read on"
    " the Welsh Government’s page, not checked with the helpline).",
    "Scotland": "The library holds guidance for England. Schools in Scotland follow other law and guidance: the"
    " National Guidance"
    " for Child Protection in Scotland. **Ask:** your local authority, or Scotland’s Domestic Abuse and Forced"
    " Marriage Helpline,"
    " 0800 027 1234, 24 hours (read on Safer Scotland’s page, not checked with the helpline).",
    "Northern Ireland": "The library holds guidance for England. Schools in Northern Ireland follow other law and guidance."
    " **Ask:** your Health and Social Care Trust, or the Domestic and Sexual Abuse Helpline, 0808 802 1414, 24 hours (read on"
    " Victim Support NI’s page, not checked with the helpline).",
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
# What the library knows of how current it is: review dates of the register, what was found at official addresses.
REVIEW_PASSED = (
    "Somebody was to look again whether this still stands, and as far as the library knows nobody has: {titles}. Check"
    " that it does before you rely on it."
)
REVIEW_PASSED_EACH = "{title} (by {date})"
OTHER_AT_ADDRESS = (
    "On {date} the official address of {title} gave something else: {reason}. It is not in the library: look whether there"
    " is a newer edition."
)
EDITION_AT_ADDRESS = (
    "On {date} the official address of {title} gave {new}, which is not in the library: look whether it is the one to"
    " use."
)
DIGEST_DATE = "The digests quoted say what was known in {edition}, and you asked as at {date}: follow each reference."
NOT_YET = (
    "The register has {title} in force from {date}, after the day you asked about. Parts of an Act may begin earlier."
)
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
        "{markers} comes from KCSIE’s part on safer recruitment: it may not fit what you asked.",
    ),
)
BREAKS_OFF = "{markers} breaks off at the foot of its page: open it and read on, since what follows may change it."
DROPPED = "{n} quotation(s) could not be found on the page they came from and are not shown."
PREMISE = "You take it that “{premise}”. Nothing found here bears that out: check it before you rely on the answer."
NAMED_MISSING = "You named {title}. It is not in the library, so nothing here is quoted from it."
CHOSEN_LIBRARY = MappingProxyType({
    "official": "You chose official publications only: our digests and your local procedures were not searched.",
    "local": "You chose local procedures only: law and national guidance were not searched.",
})
CHOSEN_NOTHING = MappingProxyType({
    "official": "You chose official publications only, and this library holds none: choose everything, or have them added.",
    "local": "You chose local procedures only, and this library holds none: choose everything, or have them added.",
})
WRITTEN_OFF = (
    "This answer quotes guidance. It does not decide: whether to refer is for you, and what follows is for children’s social"
    " care."
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
    "digest": "From our practice digests (our words; follow the reference, which is not always an official source)",
})

# Shapes. What assistant/pipeline.py and assistant/answer/situation_sections.py say around quotations.
REDACTED = "Taken out before anything was searched for, kept or sent: {what}. The answer says “Child A”, “Person B” and the like."
NOT_SHOWN = "(the question is not shown)"
REASON_NOT_SHOWN = "words that are not shown, since a detail of somebody is among them"
MODEL_FAILED = "The language model gave nothing that can be used, because {reason}. The guidance is quoted instead."
MODEL_PROSE = (
    "Experimental: a language model wrote these statements, and they were checked by rules that miss things, so read the"
    " pages that they cite."
)
MODEL_DROPPED = (
    "{n} statement(s) written by the language model were not borne out by the passages cited, and are not shown."
)
MODEL_TOO_LITTLE = (
    "Too little of what the language model wrote was borne out by the passages cited ({n} left out), so the guidance is"
    " quoted instead."
)

# Headings and sentences for a worry about somebody (answer/situation_sections.py). They are ours; each names where it was
# read, and was held against that place on 2026-11-25. “KCSIE 2025” is the July 2025 print, “Working Together 2023” the
# edition of
# December 2023, “Information sharing 2024” that of May 2024. Where a sentence names nothing, it is advice of ours.
POINT_TO_HEADING = "What this may point to"
DO_NOW_HEADING = "What to do now"
INVOLVE_HEADING = "Who to involve and tell"
FIND_OUT_HEADING = "What to find out next, and from whom"
RECORD_HEADING = "What to record"
CLOSE_HEADING = "Also close to what you asked"
LEFT_OUT_HEADING = "What the notification may leave out, and whom to ask"
NOT_TO_DO_HEADING = "What not to do"
# KCSIE 2025, para 20 (p. 11): issues overlap in most cases. Information sharing 2024, p. 20: an open and inquiring mind, since
# behaviour may hide harm; that it may also have another cause is our rule.
OTHER_EXPLANATIONS = (
    "Possibilities, not findings. In most cases several things overlap (KCSIE 2025, paragraph 20), and there can be"
    " other reasons (our rule). Keep an open and curious mind about what lies behind it, harm included (Information sharing"
    " 2024, page 20)."
)
# KCSIE 2025, para 15 (p. 9): only those who need to be involved; para 177 (p. 49): absence as a warning sign; para 474 (p.
# 120): a
# child is likely to tell somebody they trust; para 121 (p. 35): the file follows the child. Working Together 2023, para 14
# (p. 12):
# see, speak, listen, observe; para 128 (p. 48): absence. Information sharing 2024, rules 5 and 6 (pp. 4 and 5); p. 19: seek.
FIND_OUT = (
    "**What has changed, and since when?** Ask the few staff who see the child most, and involve only those who need"
    " to be (KCSIE"
    " 2025, paragraph 15). Look at attendance (KCSIE 2025, paragraph 177; Working Together 2023, paragraph 128).",
    "**What does the child say and show?** Let a member of staff whom the child trusts see them, listen and observe (Working"
    " Together 2023, paragraph 14; KCSIE 2025, paragraph 474).",
    "**Who lives at home, who comes and goes, and which other children are there?** Look in your records, and take advice from"
    " children’s social care before you ask others: share only what is needed, and nothing that could lead an abuser"
    " to somebody"
    " (Information sharing 2024, pages 4 and 5, rules 5 and 6).",
    "**What is already known?** Look in your own file and the one that came from the last school (KCSIE 2025,"
    " paragraph 121), and"
    " seek what other agencies know (Information sharing 2024, page 19).",
)
# KCSIE 2025, Annex B (p. 155): support at once, according to need, and procedures as ever; paras 15 (p. 9), 57 (p. 19), 66
# (p. 21).
# Working Together 2023, para 14 (p. 12). Cheshire West and Chester 2021: read second-hand.
SAME_DAY = (
    "**Today:** see which pupils it concerns; tell only the staff who need to know (KCSIE 2025, paragraph 15); have a member of"
    " staff whom the child trusts see how they are (Working Together 2023, paragraph 14) and give support (KCSIE 2025, Annex B,"
    " page 155, says that the notice can make it immediate). Guidance for schools in Cheshire West and Chester (2021, read"
    " second-hand) also suggests to log it and to think of brothers and sisters elsewhere.",
    "**If a child is suffering harm or is likely to,** refer at once to children’s social care and, if appropriate,"
    " the police (KCSIE"
    " 2025, paragraph 57). Whatever you decide, record it with the reasons (KCSIE 2025, paragraph 66).",
)
# The list is a law firm’s, July 2025, cut off where it was read. Helpline: KCSIE 2025, Annex B, p. 155.
LEFT_OUT = (
    "**It may lack** when and where, whether children were there, what the child said, or a police reference. A law"
    " firm’s summary"
    " of July 2025, from before the duty began, names these among others; it was not checked against the guidance of"
    " November 2025."
    " Ask the police team that sent it.",
    "**Children’s social care:** ask what is known of the family, and say what you hold (Information sharing 2024, page 19).",
    "**Brothers and sisters:** ask which schools the police told, and agree with children’s social care what others"
    " may be told:"
    " only what they need for their part (Information sharing 2024, page 5, rule 6).",
    "**To talk it through:** Operation Encompass helpline for education staff, 0204 513 9990, 8:00 to 13:00, Monday"
    " to Friday, as"
    " printed in July 2025 (KCSIE 2025, Annex B, page 155).",
)
# KCSIE 2025, paras 15 and 16 (p. 9); para 474 (p. 120), in its part on sexual violence and harassment between children.
# Information sharing 2024, rules 2 and 6 (pp. 4 and 5). Whom to ring with care: Cheshire West and Chester 2021, second-hand.
NOT_TO_DO = (
    "**Do not interview the child** about what the police reported. If the child talks, listen and reassure (KCSIE"
    " 2025, paragraph"
    " 16), ask nothing leading and do not promise to tell nobody (paragraphs 15 and 474). You may ask whether they have been"
    " harmed, and how (paragraph 474, written of reports between children).",
    "**Do not ring or message home** before you know who may answer, and whether it could add to the risk (our"
    " rule; guidance for schools in Cheshire West and Chester, 2021, read second-hand, asks for care about whom you"
    " contact). Where it is practicable and safe, tell the child or carer what you will share and why;"
    " you need not"
    " where that may put the child at more risk (Information sharing 2024, page 4, rule 2).",
    "**Do not pass it round** (KCSIE 2025, paragraph 15).",
)
# Where an ordinary step does harm (safety/caution_patterns.py); shown first, whatever else is found. Read against the pages on
# 2026-11-26 by two readers: KCSIE 2025, para 118, third bullet (p. 34); para 57 (p. 19); Annex B, pp. 161 to 163. Children
# missing education 2024, p. 16, with the pointer to the guidance on these files on p. 17. Domestic Abuse Act 2021, s. 70 and
# Schedule 2, which put s. 75A into the Serious Crime Act 2015: read in the official text by one reader alone.
CAUTIONS_HEADING = "Before you do anything: what could do harm"
CAUTIONS = MappingProxyType({
    "strangulation": "**Take strangling, smothering or pressure on the neck as grave, and act today. Whoever was hurt"
    " in this way should see a doctor, also if it was days ago** (both our rules). If a child is "
    "suffering harm or is likely to, refer at once to children’s social care and, if appropriate, "
    "the police (KCSIE 2025, paragraph 57). Strangulation and suffocation are offences of their own "
    "(Domestic Abuse Act 2021, section 70).",
    "refuge": "**Give nobody anything that could lead an abuser to them** (our rule). Where the serious harm test is "
    "met, for example because a child is in a refuge, the school must withhold the child’s data; where in "
    "doubt, seek legal advice (KCSIE 2025, paragraph 118). An ordinary Common Transfer File may not be "
    "right for a family escaping a violent partner: the guidance on these files says how to share then "
    "(Children missing education 2024, pages 16 and 17). Ask the local authority and children’s social care"
    " before you send one (our rule).",
    "honour": "**Do not tell the family or the community, and let none of them interpret** (our rule). Honour-based "
    "abuse often involves wider pressure from family or community, and can involve several people (KCSIE "
    "2025, Annex B, page 161). The DSL or a deputy works through local procedures with the police and "
    "children’s social care (page 162). A teacher who finds that FGM appears to have been done to a girl "
    "under 18 must tell the police themselves (pages 162 and 163). On forced marriage, the Forced Marriage "
    "Unit advises: 020 7008 0151 (page 163).",
    "watched_phone": "**Do not ring, text or email on a phone or account that somebody else may look at. Agree first "
    "on a safe way and time, face to face if you can** (both our rules).",
})
# For a member of staff who is hurt, or for whom the work has become too much. Helpline: KCSIE 2025, Annex B, p. 155. Time,
# training and support for the DSL: KCSIE 2025, para 103, p. 31.
STAFF_HELP = MappingProxyType({
    "harmed": "If you or a colleague are being hurt or controlled: the National Domestic Abuse Helpline is free, in confidence,"
    " 24 hours, on 0808 2000 247 (KCSIE 2025, Annex B, page 155). If anyone is in danger now, call 999.",
    "distress": "If the work has become too much, do not carry it alone: tell your head teacher, a deputy or your GP. Governing"
    " bodies should see that the DSL has the time, training and support the role needs (KCSIE 2025, paragraph 103).",
})
# Two editions side by side (assistant/answer/edition_changes.py).
IN_EDITION = "In {name}"
SAME_WORDS = "The words quoted from {old} below are the same."
OTHER_WORDS = "The nearest words in {old} are below. Look at both pages: more may differ than is quoted."
COMPARED = "{old} is quoted to compare. {new} replaced it on {date}."
SUPERSEDED_MANY = (
    "Replaced since, with only the earlier edition in the library: {pairs}. Check the wording in the new ones."
)
SUPERSEDED_PAIR = "{old} (by {new}, {date})"
OWN_WORDS_REPLACED = (
    "Our own sentences here were written from editions replaced since: {pairs}. Check them against the new ones."
)
# A provision of an Act that is not law in force (ingest/structure/commencement.py).
NOT_LAW_IN_FORCE = (
    "A provision that is {standing}, as its file or our register says: {markers}. Do not take it for the law as it stands: look"
    " the Act up at legislation.gov.uk."
)
# What differs between two quotations (assistant/answer/edition_changes.py).
BETWEEN_QUOTATIONS = "Between the two quotations. {changes}"
