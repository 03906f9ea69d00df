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
# Whom to ask, by what is asked about, is in corpus/statements/whom_to_ask.toml, and shown on every page as well.
WHERE_TO_ASK = "**Where to ask:** {whom}"
ABSTAINED = (
    "Nothing in the library answers this closely enough to quote, so there is no answer here rather than a guess.",
    "For another kind of question, “Where to ask” at the top of the page has the others.",
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
    "This answer cites guidance for England. Part of what you asked about may fall under {nation}’s own law."
)

FAILED_HEADING = "The assistant could not answer"
FAILED = "Something went wrong before an answer could be checked, so none is shown: {message}. {hint}"

SUPERSEDED = (
    "{old} was replaced by {new} on {date}. The library holds only the earlier one: check the wording in the new."
)
SUPERSEDED_NAMED = "{old} is quoted because you named it. {new} replaced it on {date}."
APPLIES_NOW = " {name} applies now."
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
LATER = "You asked about {date}. What is said of {days} came later, and did not apply then."
# Parts of guidance that are about one thing and read like rules for all: heading, and the words that show it is asked about.
PARTICULAR_PARTS = (
    (r"^Part five: Child-on-child", r"sexual|rape|harass|child[- ]on[- ]child|peer|assault by penetration"),
    (
        r"^Part four: Safeguarding concerns or allegations",
        r"\bstaff|teacher|\bta\b|head|colleague|supply|volunteer|lado|allegation|caretaker|coach|governor|low[- ]level",
    ),
    (
        r"^Part three: Safer recruitment",
        r"recruit|\bdbs\b|barred|appoint|vett|reference|volunteer|visitor|contractor|agency|supply|checks?\b",
    ),
)
BREAKS_OFF = "{markers} breaks off at the foot of its page: open it and read on, since what follows may change it."
DROPPED = "{n} quotation(s) could not be found on the page they came from and are not shown."
PREMISE = "You take it that “{premise}”. Nothing found here bears that out: check it before you rely on the answer."
NAMED_MISSING = (
    "You named {title}. It is not in the library, so nothing is quoted from it."
    " Anything said of it here is in our own words."
)
CHOSEN_LIBRARY = MappingProxyType({
    "official": "You chose official publications only: our digests and your local procedures were not searched.",
    "local": "You chose local procedures only: law and national guidance were not searched.",
})
CHOSEN_NOTHING = MappingProxyType({
    "official": "You chose official publications only, and this library holds none: choose everything, or have them added.",
    "local": "You chose local procedures only, and this library holds none: choose everything, or have them added.",
})
SWITCHED_OFF = "Answers have been switched off by {by}. See {see}."

WRITTEN_OFF = (
    "This answer cites guidance. It does not decide: whether to refer is for you, and what follows is for children’s social"
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

# What assistant/pipeline.py says around an answer.
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

# Our own sentences about what was asked (corpus/statements/), and the headings over them.
SHORT_ANSWER_HEADING = "Short answer"
POINTS_HEADING = "What this may point to"
NO_SITUATION = (
    "We recognised no particular situation in what you wrote. This holds for every worry about abuse at home:"
)
# What a page or a command makes, where an answer cannot (assistant/understand/question_type.py).
PAGES_HEADING = "What is made for this here"
PAGES = MappingProxyType({
    "training": "The page **Training** has fourteen subjects in the order of a school year, each with slides for ten"
    " minutes, a handout, made-up cases with keys and a self-check before and after.",
    "supervision": "**Think it through with me**, beneath an answer, asks six questions about a worry as a"
    " supervisor would, one at a time, and ends in a sheet for your own supervisor.",
    "record": "**Put dated entries in order**, on the page Ask, shows what is new in a record, what comes closer"
    " together, and who has not answered. Nothing is stored.",
})
SIGN_SEEN = "“{words}”: {points_to}"
TOLD_IN = "{title} (“{words}”). {points_to}"
NEAREST_HEADING = "Nothing that was found answers this directly. The nearest:"
NOT_ANSWERED_HEADING = "Not answered here"
NOT_ANSWERED = "Nothing that was found answers {asked}"
NEAR_HEADING = "The nearest question that we have an answer to"
NEAR_QUESTION = "**“{asked}”**"
ALSO_HEADING = "Also asked in such cases"
ASKED_BEFORE = "“{asked}” {text}"
DO_NOW_HEADING = "What to do, in this order"
NOT_TO_DO_HEADING = "What not to do"
ASK_YOURSELF_HEADING = "What a supervisor would ask you"
RECORD_HEADING = "What to record"
ALWAYS_HEADING = "In every case"
# Who may be told, asked or chased (assistant/answer/sections/sharing_plan.py), and letters to begin from
# (assistant/export/letter.py).
SHARING_HEADINGS = MappingProxyType({
    "tell": "What to share, and on which basis",
    "ask": "What to ask, and on which basis",
    "owed": "What to ask for, and what to quote",
    "chase": "How to chase it, and what to quote",
    "challenge": "How to challenge it",
    "asked": "What to answer, and on which basis",
})
SHARING_HEADING = "What to share, and whether to tell the family"
FAMILY_HEADING = "Whether to tell the family"
WORDS_HEADING = "Words you could use: {to}"
NOT_IN_WORDS = "**For you, not to be said:** {text}"
ENTITLED_HEADING = "What they should tell you"
LETTER_TITLE = "Draft, not sent. Read every line."
LETTER_MARKS_HEADING = "What bears it out: take these out before sending"
LETTER_EDITION = "Each names the edition that it was written from: check that it is the one in force."
LETTER_FIRST = MappingProxyType({  # by letter: what to know before anything else
    "social-care-referral": "**Ring now: this letter confirms the call and does not take its place. 999 where anyone is in"
    " danger now** (our rule).",
    "previous-school-file": "**If the family may be hiding, ask children’s social care first: the old school may be where the"
    " abuser asks** (our rule).",
})
LETTER_BEFORE = (
    "What stands in [square brackets] is for you to fill in, in your own secure system (our rule).",
    "Leave out every line that this case does not need (our rule).",
)
LETTER_HIDING = (
    "**The family may be hiding: nothing of where they are is filled in here. Ask children’s social care or your data"
    " protection lead before anything is sent** (our rule)."
)
NOTIFICATION_HEADING = "What the notification says, and what it does not"
GRAVE = "**High-risk in what you wrote: {features}. So {urged}** (our rule)."
PERHAPS_GRAVE = "**It may be high-risk: {features}. If it is, {urged}** (our rule)."
_TOLD_AS_PAST = (
    "**Told as long ago, or of somebody in prison: {features}. If that person lives with them, is in touch or may be near or free"
    " soon, {urged}"
)
PAST_GRAVE = _TOLD_AS_PAST + ". If not, it still counts: find out who knows of it, and what holds now** (our rule)."
ACT_TODAY = (
    "act today, before the child goes home; if they have gone home, ring children’s social care now, or 999 if"
    " anyone is in danger"
)
YOU_HAVE = "**It says:** {found}."
NOT_CLEAR_IN_IT = "**Not clear in it:** {unclear}."
NOT_IN_IT = "**Not found in it:** {missing}. Look in your own copy first: details are left out here (our rule)."
FOR_AN_ADULT = (
    "**If the student is already 18:** 999 in danger. Ask them, alone, what they want; ask adult social care, without a name if"
    " they freely refuse. Any child at risk: children’s social care. Our sources do not cover adult safeguarding (our rule)."
)
ASK_BACK = "**Ask back** what you do not hold: {asked} (our rule)."
ASK_BACK_OF = "of {whom}, {missing}"
FOLDED_HEADINGS = frozenset({NOTIFICATION_HEADING})
"""Sections that the page folds: whoever pasted a notification holds it in hand."""
OUR_RULE = "{text} (our rule)."
NOT_HERE = "not in this library"
NOT_IN_LIBRARY = f"{{places}}: {NOT_HERE}"
NOT_CHECKED_AGAINST = "written for {name}, {where}; not checked against {other}"
# Where a later edition has the paragraph otherwise (assistant/answer/carried.py).
WORDED_ANEW = "written for {name}, {where}; changed since: {other} has it in other words{place}, not checked yet"
CHANGED_AROUND = "{other} changed other words of that paragraph; not checked yet"
MAY_BE = "written for {name}, {where}; changed since: it may be what {other} has{place}, not checked yet"
NOT_FOUND_IN = "written for {name}, {where}; changed since: not found in {other}"
MEND_PROPOSED = "changed since {name}: other words are proposed"
CHECKED_AGAINST = "checked against {other} by {who}, {date}"
# A figure or a finding (assistant/answer/sections/finding_sections.py). What was found is in corpus/statements/findings.toml.
FINDING_HEADING = "What was found"
FINDING_MISSED_HEADING = "What was missed, as these reports say"
FINDING_READ_HEADING = "What we have not read, and what it is not"
FINDING_FROM = "{says} From {report}, {published}{where}."
FINDING_SECOND_HAND = " Second-hand, from {via}."
FINDING_NOT_HERE = f"{{name}}, {{where}}: {NOT_HERE}"
FINDING_HERE = "{name}, {where}: this library has the report, and we have not checked this sentence against it"
FINDING_MISSED = "{missed} ({report}, {where}{second_hand}.)"
FINDING_READERS = (
    "One person wrote these sentences and a second held them against what was read. No safeguarding professional has."
)
FINDING_NO_DUTY = (
    "A finding says what was found of those people at that time. It is no duty, and says nothing of your school or of one child"
    " (our rule)."
)
FINDING_LATEST = (
    "**The latest we know of** is {report}, published in {month}. A later one may exist: look at {url} (our rule)."
)
FINDING_LATEST_OLDER = (
    "**The latest we know of** is {report}, published in {month}; on this we know of nothing in it. What follows is from an"
    " earlier one. A later one may exist: look at {url} (our rule)."
)
FINDING_NOT_READ = "We have not read, and know only second-hand: {reports}."
FIGURE_UNKNOWN_HEADING = "This figure is not on our shelf"
FIGURE_UNKNOWN = "We know of no figure for that, so none is given, and none that is only near it."
FIGURE_NEAR = "**On the shelf, about something near it:** {about}. Ask for one of these by its words."
FIGURE_WHERE = (
    "**Where to ask:** {publishers}. For children in need, the Department for Education’s statistics"
    " (explore-education-statistics.service.gov.uk); for crime, the Office for National Statistics (our rule)."
)
# Where whoever writes is plainly not the safeguarding lead (assistant/understand/who_writes.py). Read against the pages on
# 2026-11-30 by two readers: KCSIE 2025, paras 51, 53 and 54 (p. 18); Working together 2023, para 150 (p. 57).
NOT_THE_LEAD_HEADING = "First, whom to tell"
NOT_THE_LEAD = (
    "**If anyone is in danger now, ring 999. Then, or if nobody is, tell your designated safeguarding lead or a deputy at once,"
    " before the child goes home if you can** (our rule). Staff with a concern should follow their own child protection policy"
    " and speak to one of them (KCSIE 2025, paragraph 51). Go past anyone the worry is about: to another leader, the chair of"
    " governors or children’s social care (our rule).",
    "If no lead or deputy is available, do not delay: consider a senior leader and advice from children’s social care, and share"
    " what you did with a lead or deputy as soon as you can (KCSIE 2025, paragraph 53). Do not assume that a colleague or another"
    " professional will act (KCSIE 2025, paragraph 54). Whoever is worried should consider a referral to children’s social care,"
    " and make it at once where significant harm is suffered or likely (Working Together 2023, paragraph 150).",
    "What follows is for whoever you tell to weigh. Until they advise, listen, but do not question the child or raise it with a"
    " parent. If a parent you worry about comes to collect, say nothing of it and get help before any handover; 999 if you are"
    " threatened (our rule).",
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
# Two editions side by side (assistant/answer/sections/edition_changes.py).
IN_EDITION = "In {name}"
BETWEEN_EDITIONS = "What changed"
NOTHING_CHANGED = (
    "On this, the words compared are the same in {new} as in {old}. Only the passages nearest to your question were compared;"
    " “Compare editions” shows all of them."
)
STANDING_HEADING = "Which edition applies"
STANDING_NOW = "{name} applies on {date}."
STANDING_REPLACED = "{old} was replaced by {new} on {date}.{now}"
STANDING_NOT_YET = "{name} begins on {date}."
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
# What legislation.gov.uk records of a provision (corpus/provisions.py).
NOT_FOR_ENGLAND = "A provision that does not extend to England: {markers}. Do not take it for the law here."
NOT_IN_THE_TEXT_YET = (
    "Changes are recorded that these words do not have yet: {markers}. Before you rely on them, look the provision up at"
    " legislation.gov.uk; the library page lists the changes."
)
# What differs between two quotations (assistant/answer/sections/edition_changes.py).
BETWEEN_QUOTATIONS = "Between the two quotations. {changes}"
# A worry thought through (assistant/supervision/). The questions and why each is asked are in corpus/statements/supervision.toml.
REFERRAL_FIRST = (
    "**High-risk in what you wrote: {features}. So {urged}** (our rule). That comes first: these questions do not replace it, and"
    " it does not wait for them."
)
REFERRAL_FIRST_PERHAPS = (
    "**It may be high-risk: {features}. If it is, {urged}** (our rule). That comes first: these questions do not replace it, and"
    " it does not wait for them."
)
REFERRAL_FIRST_PAST = _TOLD_AS_PAST + "** (our rule). These questions do not replace that."
WHY_OF_A_CARD = "What you wrote may speak of this: {title}. That is a possibility, and no finding."
REFLECTION_STOPPED = (
    "What you wrote sounds like danger now, so no further question is asked. Act first. It can sound so where it is not: you"
    " alone know. What you had written is kept on this page until you clear it."
)
REFLECTION_ABOUT = (
    "Written by the person whose worry it is, to be talked over with their supervisor. The assistant asked the questions. It"
    " wrote none of the answers, weighed nothing and decided nothing. What was skipped is left blank. This is no referral, no"
    " record of concern and no measure of risk."
)
# A record put in order (assistant/chronology/). What guidance says of it is in corpus/statements/chronology.toml.
CHRONOLOGY_ABOUT = (
    "Facts from the entries that were pasted, in the order of their dates. A small model found them: in records by strangers it"
    " missed two facts in five and misread some, so read the entries beneath. No score, no diagnosis, nothing about how likely."
    " The person who knows the child decides. Nothing was stored."
)
CHRONOLOGY_REFUSED = "Part of what was pasted asks for something that must be refused, so nothing was put in order."
CHRONOLOGY_RISK_FIRST = (
    "**High-risk in these entries: {features}. If this has not been referred since, the referral comes first: today, before home"
    " time** (our rule)."
)
CHRONOLOGY_HEADINGS = MappingProxyType({
    "risk": "Features of high risk",
    "unanswered": "Told, and no answer in the record",
    "closer": "What comes closer together",
    "new": "What is new",
    "silence": "Long silences in the record",
    "absent": "Who is not in it",
    "answered": "Told or heard from, and answered",
    "not-closer": "What comes again, and not closer together",
})
CHRONOLOGY_NOTHING = MappingProxyType({
    "risk": "None was found by the words that are looked for. That is no sign that there is none.",
    "unanswered": "Nobody was found who was told and has not answered.",
    "closer": "Nothing with three dates or more has gaps that get shorter.",
    "new": "Nothing was found that begins after the first day.",
})
CHRONOLOGY_READ_HEADING = "How it was read"
CHRONOLOGY_GUIDANCE_HEADING = "What guidance says of such a record"
CHRONOLOGY_ENTRIES_HEADING = "The entries in their order"
CHRONOLOGY_UNREAD_HEADING = "What could not be put in its place"
N_ENTRIES_READ = "{n} from {first} to {last}."
RISK_ON = "{title}: {days}."
TOLD_NOT_ANSWERED = "{agency}: told or asked on {day}"
NO_ANSWER_WRITTEN = "{agency}: that there is no answer is written on {day}"
ASKED_AGAIN = ", asked again on {days}"
NO_ANSWER_FOR = ". No answer is in the record: {n} to the last entry, {last}"
NO_ANSWER_TODAY = "; {n} to today"
ACTED_SINCE = ". It did something else since, on {days}: read there whether that was an answer"
ANSWERED = "{agency}: told or asked on {asked}; answered on {days}."
HEARD_FROM = "{agency}: heard from on {days}."
EACH_SHORTER = "Each gap is shorter than the one before."
LAST_SHORTER = "The last two gaps are each shorter than the one before; the earlier ones are not."
RUN_SHORTER = "In one part of it each gap is shorter than the one before ({gaps}); not so in the rest."
ON_THE_WHOLE = (
    "Not each gap is shorter, but the later ones ({last}) are together half as long as the first ({first}), or less."
)
NOT_SHORTER = "The gaps do not get shorter each time."
FIRST_ON = "{title}: first on {day} ({n})."
NO_ENTRIES = "No entries between {one} and {other} ({n})."
NONE_SINCE = "No entries since {day} ({n})."
HOLIDAYS = " The {names} holidays lie in it."
NAMED_ONCE = "“{who}” is in the entry of {day} and in none of the {n} after it."
NO_WORDS = "The child’s own words about home were found in none of the {n} entries."
LAST_WORDS = "The child’s own words about home were last found in the entry of {day}; {n} entries follow without them."
DAY_NOT_READ = "a day that could not be read"
JOINED = "{n} {lines} without a date: joined to the entry above."
NO_DATE = "“{words}” is no date. It stands with the entry above, and its facts count on that day."
NO_DAY = "“{words}” is no day of the calendar in British order"
BEFORE_THE_FIRST = "it stands before the first date"
INITIALS_LEFT_OUT = "Initials of staff in a column or line of their own were left out."
TURNED_ROUND = "The newest entry stood first: they were turned round."
SORTED = "Entries stood out of order and were sorted by date: {days}."
YEARS_TAKEN = "Dates without a year: {n}. The years were taken from their neighbours ({years}): check them."
NO_YEARS = "No year is written. The last entry was taken to be the latest day that it can be ({years}): check this."
OTHER_WEEKDAY = "“{words}” was read as {day}, which is a {weekday}: the weekday or the date is wrong."
AFTER_TODAY = "Dates after today: {days}. Check them."
WEEKS = "Entries for a whole week (“w/c”): {n}, each put at the beginning of its week."
# Training (assistant/training/). A briefing takes ten minutes; the minutes add up to that.
TRAINING_ABOUT = (
    "A ten-minute briefing from this library. Each sentence has the page that bears it out, or says that it is a rule of ours."
    " Every case is made up. No safeguarding professional has read it yet: read it yourself before you use it."
)
TRAINING_WHO_IS_YOU = (
    "The keys are written to the designated safeguarding lead: “you” is the lead or a deputy. Everybody else does one thing"
    " first, which is to tell them."
)
TRAINING_LOCAL = (
    ("Our lead and deputies", ""),
    ("Children’s social care, in the day", ""),
    ("Children’s social care, out of hours", ""),
    ("In immediate danger", "999"),
)
TRAINING_TIMES = (
    ("1 minute", "What this is about. Anyone may step out; no real child is spoken of."),
    ("2 minutes", "The question, in pairs. Hear two answers and correct nobody yet."),
    ("3 minutes", "The three things to remember, read aloud with where each stands."),
    ("3 minutes", "The case: one minute in pairs, then what to notice, what to do, what never to do."),
    ("1 minute", "The one thing to do, and where to ask."),
)
TRAINING_CHECK_ABOUT = MappingProxyType({
    "page": "For you alone: nothing of it is stored, and nobody else sees it. Other questions are asked after the briefing.",
    "before": "For yourself alone: nobody collects it, and nothing of it is stored. Other questions come after the briefing.",
    "after": "For yourself alone, as before. Whoever leads has the answers, and the page that bears each out.",
})
TRAINING_EDITIONS = "About the editions quoted"
TRAINING_KEY_ABOUT = "For whoever leads. Hand it out after the cases are talked over, or not at all."
TRAINING_YEAR_ABOUT = (
    "A suggestion of ours for a school year of short safeguarding updates on domestic abuse. Move what does not fit. It does not"
    " take the place of the training that your school and your safeguarding partners ask for."
)
