"""The words that mean danger whatever the time: what is being done, or about to be done, to somebody's life or body.

Each entry is a regular expression for one way of saying it (patterns.py says how they are written). A sign in a clause
that tells of the past, of a picture or of rules (hypothetical_patterns.py) is not taken for danger now. A change wants a line
in tests/assistant/safety/test_gates.py.
"""

from __future__ import annotations

from assistant.safety.patterns import any_of

_SELF = r"(?:her|him|them|my|your)sel(?:f|ves)"
_WHO = (
    r"(?:her|him|them|me|us|mum|mummy|mam|mom|dad|daddy|the (?:kids|children|baby)|(?:my|his|their|your) \w+|someone)"
)
_SOON = (
    r"(?:tonight|2nite|tomorrow|tmrw|2moro|today|this (?:afternoon|evening|week|weekend)|in (?:an|\d+) hours?|at \d)"
)
_ABROAD = (
    r"(?:abroad|overseas|out of the country|flight|plane|airport|flown|flying|fly|pakistan|bangladesh|somalia|gambia)"
)
_MANY = r"(?:an?|some|lots|loads|too|all|half|several|\d+|ten|twenty|thirty)"
_PILLS = r"(?:tablets|pills|paracetamol|ibuprofen|antidepressants|medication|meds|bleach)"
_POURED = r"(?:bleach|acid|petrol|boiling water|hot (?:water|oil)|ammonia)"
_CASUALTY = r"(?:child|pupil|student|girl|boy|mum|she|he|they|teacher|\d+)"

# Someone is in danger whatever the words about time are.
DANGER_ALONE = any_of(
    # Life and self.
    rf"\b(?:kill|hang)(?:ing)? {_SELF}\b",
    rf"\b(?:to|will|gonna|wanna|'?ll|might|may) (?:hurt|harm) {_SELF}\b",
    r"\bsuicidal\b(?=[^.?!]*\b(?:now|tonight|today|says?|told|plan)\b)",
    r"\b(?:end|take|taking|ending) (?:her|his|their|my) (?:own )?li(?:fe|ves)\b",
    r"\b(?:wants?|wanted|wanting|going|wish\w*) to (?:die|be dead|end it)\b",
    r"\b(?:cut|slit|slashed|cutting|slitting|slashing) (?:her|his|their|my) (?:own )?(?:wrists?|throat)\b",
    r"\b(?:taken|took|taking) an? (?:overdose|od)\b",
    r"\boverdosed\b",
    rf"\b(?:taken|took|swallowed) {_MANY} (?:\w+ ){{0,4}}?{_PILLS}\b(?! (?:off|away|from))",
    rf"\b(?:taken|took|swallowed) {_PILLS}\b",
    rf"\b(?:taken|took|swallowed) (?:\w+(?:'?s)? )?(?:mum|dad|nan|gran)'?s {_PILLS}\b",
    rf"\bhad (?:a load|loads|a lot|lots|too many) (?:of )?(?:\w+ ){{0,2}}?{_PILLS}\b",
    r"\b(?:jump|jumping|throw \w+) (?:off|in front of)\b(?=[^.?!]{0,30}\b(?:roof|bridge|"
    r"building|train|balcony|window)\b)",
    # The body.
    r"\b(?:not|isn'?t|stopped|can'?t|cannot|struggling to) breath(?:e|ing)\b",
    r"\bunconscious\b(?! bias)",
    rf"\b{_CASUALTY}(?:'?s| is) (?:fitting|choking)\b(?! in\b| \w+ in\b)",
    r"\b(?:unresponsive|(?:won'?t|can'?t|not) wak(?:e|ing)(?: up)?|having (?:a|another) (?:seizure|"
    r"fit)|fitting on the)\b",
    rf"\b{_CASUALTY}(?:'?s| has| have)? (?:just )?collapsed\b(?! in(?:to)? tears)",
    r"\b(?:is|are|'?s|she'?s|he'?s|still|badly|heavily) bleeding\b",
    r"\bbleeding (?:from|heavily|badly|everywhere|a lot|out)\b",
    r"\b(?:has|have|'s|just|got) (?:just )?(?:been )?(?:stabbed|shot)\b(?! of\b)",
    # What is being done to someone.
    rf"\b(?:is|are|he'?s|she'?s|they'?re|dad'?s|mum'?s) (?:now )?(?:strangling|choking|"
    rf"stabbing|attacking|killing) {_WHO}\b",
    r"\b(?:is|are|he'?s|dad'?s|stepdad'?s) (?:now )?(?:hitting|hurting|beating|battering|"
    r"punching|kicking) (?:mum|mummy|me|us)\b",
    r"\b(?:is|are|'s) being (?:attacked|strangled|stabbed|choked|held hostage|dragged)\b",
    r"\b(?:hitting|beating|attacking|strangling|choking|stabbing|killing) (?:\w+ ){1,3}(?:right )?now\b",
    r"\b(?:strangled|choked|throttled) (?:\w+ ){1,3}(?:this morning|today|last night|at (?:lunch|break)|just now)\b",
    r"\b(?:breaking|kicking|smashing|bashing|bashed|kicked) (?:down |in |through )?(?:the|"
    r"her|our|my|their) (?:front )?door\b",
    r"\bholding (?:\w+ ){1,3}hostage\b",
    r"\b(?:trying to (?:get|break) in(?:to)?|burning (?:\w+ )?the house|pour(?:ed|ing) petrol|set(?:ting)? fire to)\b",
    r"\b(?:happening|kicking off|going on) (?:right )?now\b",
    r"\blocked (?:us|me) (?:in|inside|up)\b",
    r"\blocked (?:\w+ ){0,2}(?:in|inside)\b(?: \w+){0,3} with (?:him|dad|stepdad|her ex)\b",
    r"\b(?:locked (?:her|him|them|mum) (?:in|inside)|(?:are|is|'s|'re|been) locked (?:in|inside))\b"
    r"(?=.{0,80}\b(?:cry|scared|now|help|hit|drunk|mum|dad))",
    rf"\b(?:poured|threw|thrown|chucked|tipped) (?:\w+ ){{0,2}}?{_POURED} (?:over|at|on|in) {_WHO}\b",
    rf"\b(?:drank|drunk|swallowed) (?:\w+ )?(?:{_POURED}|antifreeze|weed ?killer)\b",
    r"\b(?:pillow|hand|bag) over (?:(?:her|his|their|my)|(?:the |a )?\w+[’']?s) (?:face|head|mouth)\b",
    r"\b(?:she|he|mum|mam|mummy|they|the baby|it) (?:won'?t|will not|isn'?t|wouldn'?t) wak(?:e|ing)\b",
    rf"\b(?:is|are|has|'?s) (?:got |holding )?{_WHO} by the (?:hair|neck|throat)\b",
    r"\b(?:been |being )?(?:dragged|bundled|forced|pulled) (?:\w+ )?into (?:an?|the|his|their) (?:car|van|taxi)\b",
    r"\b(?:won'?t|will not|wont|not) let(?:ting)? (?:us|me) (?:leave|out|go)\b",
    r"\b(?:please )?(?:call|ring|phone|get) (?:the )?police\b(?= he| she| they| dad| mum| now|[!:])",
    r"\b(?:he|she|they|pupil|girl|boy|child|y\d+)(?: (?:is|says?|said|'s))*(?: \w+){0,3} on (?:the|a) "
    r"(?:roof|ledge|bridge|(?:train|railway) (?:tracks?|line))\b",
    r"\bgoodbye (?:to everyone|note|letter|texts?|messages?)\b",
    r"\b(?:photo|picture|pic) of (?:\w+ )?(?:pills|tablets|blade)\b",
    r"\b(?:is|'?s|are) (?:cutting|hurting|harming) (?:her|him|them)sel(?:f|ves)\b(?=.{0,40}"
    r"\b(?:in|now|loo|toilets?)\b)",
    r"\b(?:line|phone|call) (?:then )?(?:went|has gone|cut) (?:dead|off)\b",
    rf"\b(?:get|got|has|hold of) (?:\w+ ){{0,4}}(?:and|he) (?:won'?t|will not) let (?:go|{_WHO})\b",
    # Help is asked for by a hand: the thumb laid into the palm, the fingers closed over it.
    r"\bthumb\b[^.?!]{0,30}\bpalm\b[^.?!]{0,50}\b(?:fingers?|fist|closed|folded)\b",
    # What is about to be done.
    rf"\b(?:is|'?s|are) (?:going to|gonna) (?:hurt|beat|batter|attack|get|shoot|burn) {_WHO}\b",
    rf"\b(?:will|'?ll|gonna|going to) (?:\w+ ){{0,6}}(?:kill|shoot|stab|murder) {_WHO}\b",
    r"\b(?:will|'?ll|gonna|going to|going) be (?:killed|murdered|beaten)\b",
    r"\b(?:they|we|you)(?: will| ?'?ll| are| ?'?re)? all (?:going to )?die\b",
    rf"\b(?:coming|here|on (?:his|their) way)\b(?: \w+){{0,6}} to (?:get|take|find|hurt|kill|shoot) {_WHO}\b",
    r"\b(?:don'?t|do not) (?:send|make|let) (?:me|her|him|them|us) (?:go |back )*home\b",
    r"\b(?:can'?t|cannot) (?:face|bear) (?:go|going) home\b",
    r"\b(?:mum|mummy|i am|i'm|she|he) (?:is|will be)? ?next\b(?=[^.?!]{0,30}$)",
    rf"\b(?:will|'?ll|gonna|gunna|going to|wants to) (?:\w+ )?(?:kill|murder|stab|strangle) {_WHO}\b",
    r"\b(?:frightened|scared|terrified|afraid|petrified) (?:to|of) (?:go|going) (?:back )?home\b",
    r"\b(?:refus\w+|won'?t|do(?:es)?(?:n'?t| not) want) (?:to )?go (?:back )?home\b.{0,60}\b(?:beat|kill|hurt|hit)\b",
    rf"\b{_ABROAD}\b.{{0,50}}\b{_SOON}\b",
    rf"\b{_SOON}\b.{{0,50}}\b{_ABROAD}\b",
    r"\b(?:having|getting) (?:the )?fgm\b",
    rf"\b(?:fgm|circumcis\w+|(?:be|being|get) cut)\b.{{0,50}}\b(?:{_SOON}|(?:at|over) the weekend|"
    rf"(?:we|they) break up)\b",
    rf"\b{_SOON}\b.{{0,50}}\b(?:fgm|circumcis\w+|be cut|married off)\b",
    # Taken.
    r"\b(?:has|have|'s|just|been) (?:just )?(?:been )?(?:snatched|abducted|kidnapped)\b",
    r"\b(?:drove|driven|driving|run|ran) off with (?:the|her|his|my|our|them|him|both|all)\b(?! (?:boy|girl)friend)",
    # Weapons.
    r"\b(?:with|has|got|holding|waving|carrying|pulled|drew) (?:out )?(?:a|an|the)?\s*(?:\w+ )?"
    r"(?:knife|gun|machete|weapon|axe)\b",
    r"\b(?:with|holding|waving|swinging|has|got) (?:a|the) (?:hammer|(?:\w+ )?bat|crowbar|iron bar|sword)\b",
    # Calls for help.
    r"\bhelp\b.{0,40}\bby the (?:neck|throat)\b",
    r"\bhelp[!,:.]* (?:me |us |mum )?(?:he|she|dad|they)\b.{0,30}\b(?:hitting|attacking|killing|hurting)\b",
    r"\b(?:texted|texting|messaged|messaging|whatsapped)\b.{0,60}\bhelp\b(?! with)",
    r"(?<!\bno\s)(?<!\bnot\sin\s)(?<!n't\sin\s)(?<!n't\sin\sany\s)(?<!\bnot\sin\sany\s)\b(?:immediate|imminent) danger\b",
    r"\b(?:is this|this is|it'?s|its) an emergency\b",
)
