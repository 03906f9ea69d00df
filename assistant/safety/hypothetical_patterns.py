"""The words that say a sign of danger is not happening: pictured, long past, supposed, taught, or settled since.

A change here wants a line in tests/assistant/safety/test_gates.py.
"""

from __future__ import annotations

import re

from assistant.safety.patterns import any_of

# A weapon or a death in a drawing or a game is a worry, not an emergency; to draw a knife on someone is one.
PICTURED = any_of(
    r"\bdrew\b(?! (?:a|the|his|her) (?:knife|gun|blade|machete|weapon) (?:on|at)\b)",
    r"\b(?:drawn|draws|drawing|picture|painted|stor(?:y|ies)|film|movie|game|play(?:s|"
    r"ing)? (?:\w+ )?(?:games?|dolls?|where)|"
    r"dolls?|minecraft|fortnite|lego|puppets?|nightmares?|dreams?|dreamt|novel|role[- ]?play)\b",
)

# It was long ago. Yesterday is not: an overdose or a strangling of yesterday still needs a doctor today.
PAST = any_of(
    r"\blast (?:week|month|year|term|summer|autumn|spring|winter|christmas|easter|\w+day)\b",
    r"\b(?:weeks?|months?|years?|yrs?|terms?|decades?) (?:ago|back)\b",
    r"\bwhen (?:she|he|they|i|we|mum|dad) (?:was|were)\b",
    r"\b(?:convicted|conviction|sentenced|acquitted|inquest|trial|old case|case review)\b",
    r"\b(?:in|since) (?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|jan|feb|aug|sept?|oct|nov|dec)\b",
    r"\b(?:used to|never|historic\w*|previously|in the past|years? later|was once|had once)\b",
    r"\b(?:at|over|before) (?:the )?(?:weekend|half term|summer|holidays|christmas|easter)\b",
)

# "No bruises": none were seen. Of other signs a "no" before them says too little ("no English, mum terrified").
NO_BRUISES = re.compile(r"\bno[^\S\n]+(?:(?:visible|obvious)[^\S\n]+)?bruis\w+", re.IGNORECASE)

# It belongs to teaching. A man with a knife may come in the middle of training, so a sign of now outweighs it.
TAUGHT = any_of(
    r"\b(?:polic(?:y|ies)|training|inset|in general|awareness)\b",
    r"\b(?:law on|(?:school|we have a) trip|flow ?chart)\b",
    r"\b(?:lessons?|assembl(?:y|ies)|workshop|session|poster|leaflet|webinar) (?:on|about|plan\w*)\b",
    r"\b(?:exclu\w+|perm(?:anent)? ex\w*)\b",
)

# It asks about rules, or passes on what a report says.
ABOUT = any_of(
    r"\b(?:hypothetical\w*|scenarios?|role[- ]?play|does (?:\w+ ){0,2}(?:kcsie|guidance|law) say)\b",
    r"^\W*(?:(?:and|so|but|ok|please|hi|quick one) )*(?:what(?:'s| is| are| does| do| counts| should have)|which|"
    r"does|do (?:we|i|schools?|staff)|did|are (?:there|we|pupils|children)|could (?:a|an|the)|why|"
    r"how (?:should|does|do|would|can)|when (?:might|should|must|would|do)|where (?:does|do|is)|(?:need to )?explain) "
    r"(?!(?:happening|going)\b)",
    r"\b(?:signs (?:that|of|are)|difference between|definition|defined|counts? as|covered by|offences?|checklist|"
    r"guidance|kcsie|research|reviews?|is that abuse|under section|procedures?|most dangerous)\b",
    r"\b(?:police|encompass)(?:'s)? (?:notification|email|form|report|log) (?:says?|said|reads?|lists?)\b",
)

# It is supposed, to ask about a rule: "if a child says …".
SUPPOSED = any_of(
    r"^\W*(?:(?:and|so|but|ok) )?(?:what (?:if|do (?:we|i|you) do if)|if|whether|when) "
    r"(?:a|an|any|some\w*|they|staff|parents?|pupils?|children)\b",
    r"\b(?:should|do|can|could|would) (?:we|i|staff|schools?) (?:\w+ )?(?:if|when) (?:a|an|any|someone|parents?)\b",
    r"\b(?:in case|suppose|imagine|say) (?:a|an|any|some\w*)\b|\bshould (?:a|any) (?:school|teacher|member)\b",
)

# Where the words about a sign end, and the question about it begins.
CLAUSE_END = any_of(r"[,.;?!\n]", r"\b(?:what|who|how|where|do i|do we|should|is this)\b")

# Somebody has acted since: more must be said before it is taken for an emergency.
SETTLED = any_of(
    r"\b(?:arrest\w*|(?:in|to) custody|remanded|bailed|in prison|jailed|convicted|sentenced|"
    r"charged)\b(?! and (?:is|has been) (?:out|released))",
    r"\b(?:are|is|been|both|they're|now) (?:all )?(?:safe|fine|ok)\b|\bsafe (?:at|with|in|now|since)\b",
    r"\b(?:in|to) hospital\b|\ba&e\b|\bparamedics?\b",
    r"\bpolice (?:have )?(?:came|attended|log|report|told)\b|\b(?:notification|encompass|"
    r"incident log|email from police)\b",
    r"\b(?:we(?:'ve| have)?|already|been|was|were) (?:already )?(?:referred|rang 999|called 999)"
    r"\b|\breferral (?:went|made|has been|was)\b|"
    r"\bclosed (?:the|her|his|their) case\b|\bseparated\b|\bleft him in\b|\bmoved away\b",
)
