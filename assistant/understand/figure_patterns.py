"""The ways of asking for a figure, a finding, themes or the latest report, and what only looks like them.

A change here wants a question in evals/questions/figures.jsonl, which tests/assistant/understand/test_figure_question.py asks.
"""

from __future__ import annotations

import re

from assistant.safety import NATIONS, any_of
from corpus.index import tokens

# Who or what is counted: “how many rules” and “how many days” ask for no statistic.
_COUNTED = (
    r"(?:child|children|kids?|pupils?|students?|young people|teen\w*|girls?|boys?|bab(?:y|ies)|women|men|mothers?|"
    r"fathers?|mums?|dads?|parents?|victims?|survivors?|famil(?:y|ies)|people|adults?|households?|schools?|"
    r"nurser(?:y|ies)|dsls?|(?:designated )?safeguarding leads?|teachers?|staff|police forces?|local authorities|"
    r"referrals?|incidents?|cases?|deaths?|(?:\w+ ){0,2}reviews?|assessments?|notifications?|murders?|homicides?|"
    r"suicides?|calls|orders?|themes?|recommendations?)"
)
_REPORT = (
    r"(?:panel\w*|csprp|reviews?|scrs?|inspect\w*|jtais?|ofsted|report\w*|briefing\w*|survey\w*|stud(?:y|ies)|research|"
    r"niesr\w*|evaluations?|commissioner\w*|safelives|nspcc|foundations|consultation)"
)
REPORT = any_of(rf"\b{_REPORT}\b")
_FEATURES = (
    r"(?:feature\w*|appear\w*|present|occur\w*|happen\w*|involve\w*|recorded|mentioned|part of|a factor|come up|see|"
    r"witness\w*)"
)
FIGURE = any_of(
    r"\b(?:what|which|what's|wot) (?:(?:is|was|are|were) the )?(?:\w+ )?"
    r"(?:percentage|percent|per cent|%|proportion|share|fraction|prevalence|statistics?|stats?|figures?)"
    r"(?!\w)(?! (?:is|are|counts?)\b)",
    r"\b(?:percentage|percent|per cent|proportion|share|fraction|prevalence) of\b|%\s?of\b",
    rf"(?<!\bhighest\x20)\bnumber of (?:\w+[ -]){{0,4}}?{_COUNTED}\b",
    rf"\bhow many (?:of )?(?:the |all )?(?:\w+[ -]){{0,4}}?{_COUNTED}\b",
    rf"\bof (?:the |all )?(?:\w+ )?{_COUNTED}\b[^.?!]{{0,40}}\bhow many\b",
    r"\bhow (?:common|prevalent|widespread)\b",
    rf"\bhow (?:often|frequent\w*)\b[^.?!]{{0,70}}\b{_FEATURES}\b",
    r"\bone in how many\b|\bwhat are the odds\b",
    r"\b(?:statistics?|stats?|figures)\b(?: \w+){0,2} (?:on|for|about|of|showing)\b",
    r"\b(?:any|impact|national|recent|latest) (?:\w+ )?data on\b",
    r"\b(?:any|have you got|got any|latest|recent) (?:\w+ )?(?:statistics?|stats|figures)\b",
)
FINDING = any_of(
    rf"\bwhat (?:did|do|does|has|have) (?:\S+ ){{0,8}}?{_REPORT}\b[^.?!]{{0,60}}?\b(?:find|found|say|said|show|shown|"
    r"conclude\w*|report|reported|recommend\w*|identif\w*|tell us|miss|missed)\b",
    rf"\b(?:findings?|conclusions?|lessons|learning|recommendations?) (?:of|from|in) (?:\S+ ){{0,5}}?{_REPORT}\b",
    rf"\b{_REPORT}\b(?:\S+ ){{0,3}}?\s?(?:findings?|conclusions?|recommendations?)\b",
    rf"\baccording to (?:\S+ ){{0,4}}?{_REPORT}\b",
    r"\bwhat (?:did|do|have|has) (?:the )?(?:schools?|agencies|professionals)\b[^.?!]{0,20}\bmiss(?:ed)?\b"
    r"[^.?!]{0,60}\b(?:reviews?|cases|incidents?)\b",
    r"\b(?:how many|which|what) recommendations\b",
)
THEMES = any_of(r"\b(?:themes|principles of practice|practice principles|four principles|areas for better practice)\b")
LATEST = any_of(
    r"\b(?:latest|newest|most recent|last|this year[’']?s|current|up[- ]to[- ]date)\b[^.?!]{0,40}"
    r"\b(?:reports?|reviews?|briefing|statistics|stats|figures?|data|findings?|numbers?)\b"
)
# What looks like it: a rule, a time, what only the school knows, somebody, or what guidance says.
A_RULE = any_of(
    r"\b(?:should|must|shall|(?<!\bin\x20)need\w*|required?|have to|has to|supposed to|meant to|allowed|entitled|legally|"
    r"minimum|maximum|at least|recommended|can (?:i|we|you|a|an|the)|may (?:i|we))\b",
    r"\b(?:do|am|are|did|have) (?:i|we|you)\b(?! (?:know|have (?:any|the)))|\bwhat (?:happens|does an?)\b",
    r"\bhow (?:do|can|would|long|soon|quickly)\b",
    r"\b(?:trigger\w*|counts? as|threshold|classed as|before (?:a|we|i|you|it)|ratio|rules?|(?<!\bage\x20)limit|cap|"
    r"best practice|proper|per child|formula)\b",
    r"\bhow many (?:\w+ ){0,2}?(?:days?|hours?|minutes?|weeks?|months?|years?|times?|terms?|sessions?|points?|ticks?|"
    r"contacts?|copies|pages?|stages?|steps?|levels?|types?|kinds?|rules?|people)\b",
    r"\b(?:attendance (?:percentage|rate|figure)|percentage (?:of )?(?:attendance|pay|salary|fte|timetable))\b",
)
OURS = any_of(
    r"\b(?:our|ours|my|mine)\b",
    r"\b(?:at|in|for) (?:this|your) (?:school|nursery|college|trust|borough|area|town|city)\b",
    r"\b(?:here|locally|next (?:academic )?year)\b",
)
SOMEBODY = any_of(r"\b(?:he|she|him|his|hers?|this (?:child|pupil|boy|girl)|the (?:dad|mum|father|mother))\b")
GUIDANCE = any_of(
    r"\b(?:kcsie|keeping children safe|working together|guidance|statutory|policy|policies|procedures?|the act|"
    r"section \d+|eyfs)\b"
)
NATION = re.compile(rf"\b(?:{'|'.join(NATIONS.values())}|ireland|irish)\b", re.IGNORECASE)
YEARS = re.compile(r"\b(?:20)?(\d\d)\s?(?:[-–/]|to)\s?(?:20)?(\d\d)\b|\b(?:20(\d\d))\b|\b19\d\d\b")

# Words that change nothing of what is counted. Whom or where it is about does: girls, a town, an age are none of them.
GENERIC = frozenset(
    tokens(
        "what which how many much percentage percent per cent proportion share fraction rate number numbers figure "
        "figures prevalence statistics statistic stats stat data exact exactly approximately roughly about find finds "
        "found say says said show shows shown conclude concluded report reported reports reporting tell give given any "
        "latest newest recent recently current currently last year annual england english national nationally country "
        "across child children kid kids young people person family families household present featured feature features "
        "featuring involve involved involves involving mention mentioned mentions factor part appear appears identified "
        "identify recorded know known common often happening happen happens please need slide governors want wants "
        "wanted training assembly staff meeting get total overall all every each actually really there whole list name "
        "names named key main practice make made come came comes coming according research evidence finding findings "
        "pupil pupils student students compared compare hear heard received receive roughly dont don't made up uk wot "
        "felt feel surveyed survey asked most where among after "
        "lesson lessons learning review reviews panel safeguarding have had has having did does do was were are is be "
        "been being out of in who that their them what's the a an on for with from to by look looked miss missed"
    )
)
