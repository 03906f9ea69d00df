"""The forms in which staff ask about sharing, over sentences in which each recipient stands as its id in angle brackets.

``can i tell the <nursery>`` asks whether they may be told; ``the <nursery> told us`` asks nothing of the kind. A form that is
missing wants a line in evals/questions/sharing.jsonl first.
"""

from __future__ import annotations

import re

NAMED = r"<(?P<who>[a-z-]+)>"
_US = r"(?:us|me|school|the school|schools|staff|the dsl|dsls|anyone|anything)"
_WE = (
    r"(?:i|we|you|one|school|the school|schools|the dsl|a dsl|dsls|staff|my deputy|our dsl|a teacher|teachers|the head"
    r"|a school)"
)
_MODAL = r"(?:can|could|may|might|should|shall|must|do|did|would|am|are|have|need|is)"
# Words that may stand between a verb and its receiver: whose, what kind, and nothing that begins another thought.
_WORD = (
    r"(?!(?:if|whether|what|that|how|who|when|why|us|me|we|i|you|anyone|anybody|nobody|everyone|about|because|and|or|but|so|"
    r"told|said|says|tells|to|without|there|theres|there's|has|is|are|was|been)\b)[\w'-]+"
)
_GAP = rf"(?:{_WORD} ){{0,6}}"
_FEW = (
    r"(?:(?:the|a|an|his|her|their|our|my|this|that|to|its|both|new|old|little|whole|allocated|local|young|child's"
    r"|pupil's) ){0,4}"
)
_MANY = r"(?:[\w'/\"-]+ ){0,12}"

ASKS_OF_OURS = re.compile(
    rf"\b{_MODAL} {_WE}\b"
    rf"|\b{_WE} (?:can|could|may|might|should|shall|must|have to|need to|ought to|am allowed|are allowed)\b(?!')"
    r"|\b(?:is|would|will) (?:it|this|that) (?:[\w']+ ){0,3}(?:ok|okay|alright|all right|fine|lawful|legal|legit|illegal|breach"
    r"|breaking|wrong|right|safe|allowed|acceptable|permitted|appropriate)\b"
    r"|\b(?:ok|okay|alright|fine|allowed|permitted|lawful|legal|supposed|free) (?:for (?:me|us) )?to\b|\bam i ok\b"
    r"|\b(?:do|need|require\w*|without|get|got|got to have) (?:[\w']+ ){0,3}(?:consent|permission|agreement)\b"
    r"|\b(?:what|how much|how far|whether|if|when|how) to\b"
    r"|\b(?:can|may|could|should|must) (?:[\w',-]+ ){0,12}be (?:shared|passed|disclosed|given|sent|released)\b"
)
BARE = re.compile(
    r"^(?:and |so |ok |just )?(?:tell|share|inform|pass|disclose|sharing|telling|informing|passing)\b.*\?"
)

_TELL = r"(?:tell|telling|inform|informing|notify|notifying|alert|warn|brief|update)"
_NOT_DONE = r"(?<!have )(?<!has )(?<!had )(?<!'ve )(?<!data )"  # what is done is not asked about
_SHARE = (
    rf"{_NOT_DONE}(?:share|sharing|shared|pass|passing|passed|disclose|disclosing|disclosed|discuss|reveal|divulge)"
)
_GIVE = (
    rf"{_NOT_DONE}(?:give|giving|given|send|sending|sent|release|hand|forward|transfer|provide|supply|write|show|copy)"
)
_A_THING = (
    r"(?:it|this|that|files?|records?|notes|reports?|info|information|details|address|statement|chronology|cctv"
    r"|attendance|minutes"
    r"|everything|anything|evidence|data|copy|copies|letter|what|concerns?|worries|about)"
)
RECEIVING = tuple(
    re.compile(form)
    for form in (
        rf"(?<!without )\b{_TELL} {_GAP}{NAMED}(?! to (?!know|be)\b)",
        rf"\blet(?:ting)? {_GAP}{NAMED} (?:[\w'-]+ ){{0,3}}(?:know|see|have)\b",
        rf"\b(?:give|send|show|email|write) {_FEW}{NAMED} (?:[\w'-]+ ){{0,4}}?{_A_THING}\b",
        rf"\b{_SHARE} {_MANY}(?:with|to|on to|onto) {_GAP}{NAMED}",
        rf"\b{_GIVE} {_MANY}?{_A_THING} {_MANY}?(?:with|to|on to|onto|over to) {_GAP}{NAMED}",
        rf"\bwrite to {_GAP}{NAMED} about\b",
        rf"\b(?:what|what else|how much) (?:can|may|should|could|must|do|to) (?:[\w']+ ){{0,2}}?{_GIVE} (?:to )?{_GAP}{NAMED}",
        rf"\bkeep {_MANY}from {_GAP}{NAMED}",
        rf"\b(?:consent|permission|agreement|without) (?:[\w'-]+ ){{0,4}}?refer\w* {_MANY}to {_GAP}{NAMED}",
    )
)
SAYING = re.compile(
    rf"\b(?:say|mention|explain) (?:(?!to\b)[\w'-]+ ){{0,6}}to {_GAP}{NAMED}"
    rf"|\b(?:talk|speak) (?:to|with) {_GAP}<(?P<whom>[a-z-]+)> about\b"
)
"""Which tells, of those outside the family and the school: what to say to a parent is another question."""
TO_THEM = re.compile(
    rf"\b{_SHARE} {_MANY}(?:with|to|on to) (?:them|her|him)\b(?! [a-z])|\b(?:discuss"
    rf"|share) (?:[\w'-]+ ){{0,4}}with (?:them|her|him)\b"
)
HOW_MUCH = re.compile(
    rf"\bhow (?:much|far|little) (?:[\w']+ ){{0,4}}?(?:{_TELL}|{_SHARE} (?:it )?with) "
    r"(?P<each>(?:each|all|any|both) (?:\w+ )?of )?them\b"
)
"""Which asks what those may know who work in school."""
ASKING_WHY = re.compile(r"<colleague>[^.?!]{0,40}\b(?:asks?|asking|asked|wants? to know|wanting to know|wonder\w*)\b")
COLLEGE = re.compile(r"\bcollege|\bsixth[- ]form")
ANOTHER = re.compile(r"\b(?:(?:boy|girl)friend|partner|ex|(?:step|half[- ])?(?:brother|sister|sibling)|cousin)s?\b")
"""Somebody besides our pupil, who may be at a college."""
GOING_THERE = re.compile(
    r"\bnew\b|\bnext (?:school|college)|\breceiving\b|\b(?:mov|leav|start)(?:e?s|ed|ing|e)?\b|\bleft\b|\btransfer|\btransition"
    r"|\benrol|\bgo(?:es|ing)? (?:on )?to\b|\bseptember\b|\bfiles?\b"
)
"""A pupil of ours goes to another school or college."""
SEVERAL_CHILDREN = re.compile(r"\b(?:girls|boys|children|kids|pupils|students|twins|siblings|brothers|sisters)\b")
TOLD = re.compile(
    rf"\b(?:should|can|could|must|may|does|do|will|would|is|are) {_GAP}{NAMED}(?: [\w'-]+){{0,3}} "
    r"(?:be (?:told|informed|made aware|notified|given)|(?:allowed |entitled )?to (?:know|be told|be informed|hear)"
    r"|know about|know that|know what|know the)\b"
)
_ASK = r"(?:ask|asking|request|requesting|get|obtain|find out|demand)"
ASKING = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:ask|asking) {_GAP}{NAMED}(?: [\w'-]+){{0,4}}? (?:for|if|whether|what|about|how|where|when|who|which"
        rf"|to (?:share|tell"
        rf"|send|give|confirm|say|provide|clarify)|more|again)\b",
        rf"\b(?:ask|asking|request|requesting) {_GAP}{NAMED}\W*$",
        r"\b(?:ask|asking) (?:for )?(?:his|her|their|the|a|our) <(?P<who>[a-z-]+)> (?:for|if|whether|what|about)\b",
        rf"\b{_ASK} {_MANY}(?:from|of) {_GAP}{NAMED}",
    )
)
CONTACT = re.compile(
    rf"\b(?:contact|ring|call|phone|speak to|talk to|speak with|talk with|liaise with|approach|email) {_GAP}{NAMED}"
)
"""Which asks, of those whom one rings to learn something; to ring a parent or the police is another question."""

_BOUND_TO = (
    r"(?:have|has|need|to|be|not|still|ever|always|legally|really|obliged|supposed|required|going|allowed|got"
    r"|actually|even|also|now"
    r"|already|then|just|automatically)"
)
OWED = tuple(
    re.compile(form)
    for form in (
        rf"\b(?:do|does|should|must|will|can|could|did|would|has|have|is|are) {_GAP}{NAMED} (?:{_BOUND_TO} ){{0,5}}?"
        rf"(?:tell|told|inform|informed|let|give|given|send|sent|update|updated|notify|notified|feed back to"
        rf"|share with) {_US}\b",
        rf"\b(?:do|does|should|must|can|could|are) {_GAP}{NAMED} (?:[\w'-]+ ){{0,2}}?(?:have to|need to|obliged to"
        rf"|refuse to|required to)"
        rf" (?:tell|send|share|give|provide|disclose)\b(?! (?:the |his |her |their )?<)",
        rf"\b{_MODAL} {_WE} (?:[\w'-]+ ){{0,2}}?(?:be|been|have been) (?:told|informed|notified) {_MANY}by {_GAP}{NAMED}",
    )
)
_OURS_TO_KNOW = (
    r"to (?:know|be told|be informed|see|have|get|hear|receive|a copy|copies|feedback|information|the|what|any)"
)
ENTITLED = re.compile(
    rf"\b{_WE} (?:[\w'-]+ )?(?:entitled|a right|have the right|the right) {_OURS_TO_KNOW}\b"
    rf"|\b{_WE} allowed to (?:know|be told|see|receive)\b"
)

REFERRED = re.compile(
    r"\b(?:made|sent|put in|did|submitted|filled in|emailed) (?:a|an|the|our|my|another|in a) (?:\w+ )?(?:referral|marf)\b"
    r"|\b(?:we|i|i've|we've) (?:have )?referred\b"
)
NO_ANSWER = re.compile(
    r"\bchas(?:e|ing)\b"
    r"|\b(?:no|not had (?:a|any)|never had (?:a|any)|without (?:a|any)) (?:\w+ )?(?:reply|response|answer"
    r"|acknowledge\w*|feedback|word)\b"
    r"|(?:\bnot|n't|\b(?:have|has|had|did)nt|\bnever|\bnobody has|\bno one has|\byet to) (?:[\w']+ ){0,2}"
    r"(?:replied|answered|responded|got back|gotten back|come back|came back|rung back|rang back|called back|sent"
    r"|acknowledged|been in touch"
    r"|come through)\b"
    r"|\b(?:won't|wont|will not|doesn't|doesnt|don't|dont) (?:[\w']+ ){0,2}"
    r"(?:reply|answer (?:us|me|my|our|the)|respond|get back|ring back|call back|come back)\b"
    r"|\b(?:heard nothing|hear nothing|still waiting|not heard|haven't heard|havent heard|never heard|not hearing"
    r"|nothing back|anything back)\b"
    r"|\bignor(?:es|ed|ing) (?:us|me|my|our)\b"
)
REFUSES = re.compile(
    rf"{NAMED}(?: [\w'-]+){{0,6}} (?:refuses?|refused|refusing|won't|wont|will not|can't|cannot|keep refusing)(?: to)? "
    r"(?:tell|share|send|give|discuss|say|disclose)\b(?! (?:the |his |her )?<)"
)
NEXT_STEP = re.compile(
    r"\b(?:what (?:now|next|can|do|should|else|are my|are our)|how (?:long|do|can|should)|who do|where do|chase"
    r"|right\?|refuse|allowed|"
    r"options)\b"
)
NOT_AGREED = re.compile(
    r"\bnfa\b|\bno further action\b|(?:\bnot|n't|\b(?:does|did|do)nt) (?:[\w']+ )?(?:meet|met|reach|reached)(?: the"
    r"| their)? threshold\b"
    r"|\bclosed (?:my|our|the|it)\b|\b(?:refus\w+|reject\w+|declin\w+|bounc\w+) (?:my|our|the|all our) referrals?\b"
    r"|\bthreshold (?:is|was|has) not\b|\bbelow threshold\b|\bdecision\b"
)
CHALLENGES = re.compile(
    r"\bchallenge\b|\bdisagree\w*|(?:\bnot|n't|\bdont|\bdoesnt) agree\b|\bescalat\w+|\bappeal\b|\bdispute\b"
    r"|\bpush back\b|\bunhappy\b"
    r"|\bnot happy\b|\bkeep refusing\b|\boverturn\w*|\bcontest\b"
)

ELSEWHERE = re.compile(
    r"\bclare'?s law|\bsarah'?s law|\bdone time\b|\bconvict\w+|\bcriminal record|\bprivacy notice|\bdata sharing agreement"
    r"|\bhow long (?:do|must|should|can) (?:i|we) keep\b|\bkeep (?:a |the )?cop(?:y|ies)\b"
)
"""What is asked with the same words and answered by another part of the guidance."""
_INFORMATION = (
    r"(?:copy|copies|files?|records?|notes|reports?|info|information|details|address|statement|chronology|cctv"
    r"|attendance|minutes"
    r"|everything|evidence|data|form|subject access|sar|what we|what the|what happened|what school|which school"
    r"|where they|where she"
    r"|where he|to know|to see|to read|to confirm|if the children|whether the children|what you hold|logs?)"
)
WANTS = re.compile(
    rf"{NAMED}(?:'s)?(?: (?:acting )?(?:for|of|from|with) (?:the )?<[a-z-]+>)?(?:,? (?!<|no\b"
    rf"|nobody\b)[\w',-]+){{0,14}}? (?:asked|asking|asks|to ask|(?<!not )wants?|wanting|request(?:ed|s|ing)?"
    rf"|demand(?:ed|s|ing)?|put in|made"
    rf"|after|insist(?:s|ing)?|(?:e-?mailed|rang|phoned|called|wrote|written) (?:us |me )?for)\b(?! (?:me"
    rf"|us) to (?!share|give|send|confirm|provide|tell|disclose|answer|let))(?: (?!<)[\w',-]+){{0,8}}? {_INFORMATION}\b"
)
WANTS_FROM_US = re.compile(
    rf"\b(?:letter|request|demand|form) (?:has |have |had )?(?:come |came "
    rf"|in )?from {_GAP}{NAMED}(?: [\w'-]+){{0,3}} (?:for|asking)\b"
    rf"|<(?P<whom>[a-z-]+)>'?s? letter(?: [\w'-]+){{0,3}} asking for\b"
)
ACCESS_REQUEST = re.compile(r"\bsubject access\b|\bsars?\b|\bdsar\b")
ANSWERING = re.compile(
    rf"\b{_MODAL} (?:i|we|school|the school) (?:[\w']+ ){{0,3}}?(?:give|share|send|tell|answer|comply|let|hand"
    rf"|release|reply|respond"
    r"|disclose|provide|confirm|include|withhold|refuse|show|write)\b"
    rf"|\b{_MODAL} (?:i|we) say(?: no| yes| where| which school)?\W*$"
    r"|\b(?:must|can|do|should|may) we\W*$|\bdo (?:i|we) have to\W*$"
    r"|\b(?:is|are) (?:he|she|they) (?:entitled|allowed)\b|\bare we allowed\b"
    r"|\b(?:do|does) (?:we need )?(?:the |his |her )?<parent> (?:need |have )?to (?:agree|consent)\b"
)
OUR_ANSWER = re.compile(rf"\b(?:is|are) {_GAP}{NAMED} (?:entitled|allowed) to (?:see|have|know|get|read|a)\b")

_MAN = r"(?:dad|daddy|father|step-?dad|stepfather|boyfriend|husband|ex|partner|he)"
_WOMAN = r"(?:mum|mummy|mother|step-?mum|stepmother|girlfriend|wife|she)"
_HARM = (
    r"(?:hit|hits|hitting|punch\w*|push\w*|shov\w*|strangl\w*|kick\w*|threat\w*|abus\w*|assault\w*|attack\w*|hurt\w*"
    r"|controls|beat\w*"
    r"|violent|violence|arrested|bail|non-mol\w*|perpetrator|slap\w*|chok\w*|throws?|threw|smash\w*|knife|broke)"
)
_OTHER_MAN, _OTHER_WOMAN = (
    r"\b(?:he|dad|daddy|father|partner|boyfriend|husband|ex)\b",
    r"\b(?:she|mum|mummy|mother|girlfriend|wife)\b",
)
HARMS = {
    "man": re.compile(rf"\b{_MAN}\b(?:(?!\bno\b|\bnot\b|{_OTHER_WOMAN})[^.?!;]){{0,60}}?\b{_HARM}\b"),
    "woman": re.compile(
        rf"\b{_WOMAN}\b(?:(?!\bno\b|\bnot\b|\bby\b|\bwas\b|\bbeing\b|\bbeen\b|{_OTHER_MAN})[^.?!;]){{0,30}}?\b{_HARM}\b"
    ),
}
NOUNS = {
    "man": re.compile(r"\b(?:dads?|daddy|father|step-?dad|stepfather|boyfriend|husband|mum's partner)\b"),
    "woman": re.compile(
        r"\b(?:mums?|mummy|mother|mam|mom|step-?mum|stepmother)\b(?!'s (?:partner|boyfriend|husband|ex))"
    ),
}
PRONOUNS = {"man": re.compile(r"\b(?:he|him|his)\b"), "woman": re.compile(r"\b(?:she|her|hers)\b")}
HE_WANTS = re.compile(
    r"\b(?P<subject>he|she)\b(?: [\w',-]+){0,6}? (?:asked|asks|wants?|requested|demand(?:s|ed)|put in)(?: (?!<)[\w',-]+){0,8}? "
    r"(?:copy|file|records?|notes|reports?|address|chronology|subject access|sar)\b"
)
TO_ONE = re.compile(r"\b(?:give|let|show|send|tell|hand)\b(?: [\w']+){0,3}? (?:him|her)\b")
WANTING = re.compile(
    r"\b(?P<subject>dads?|daddy|father|step-?dad|stepfather|ex|boyfriend|husband|partner|he|mums?|mother|step-?mum"
    r"|stepmother|she)\b"
    r"(?:(?!\b(?:he|she|dad|mum|father|mother)\b)[^.?!]){0,60}?\b(?:asked|asking|asks|wants?|wanting|request\w*|demand\w*"
    r"|put in|made|rang|phoned|called|texted|e-?mailed|wrote)\b"
)
