"""The words of questions that ask for a thing guidance may not hold, and of what would show that it does.

Three tables, from narrow to wide: terms of art, kinds of fact, and words on which a question of fact turns. A change here wants
a line in tests/assistant/retrieve/test_sufficiency.py.
"""

from __future__ import annotations

from assistant.safety.patterns import Cue, any_of

# Terms of art that guidance either names or does not cover. Where a question turns on one and nothing retrieved mentions it,
# passages about something near it would pass for an answer.
TERMS = {
    "NIESR": any_of(r"\bniesr\b"),
    "the Dash checklist": any_of(r"\bdash\b"),
    "Marac": any_of(r"\bmarac\b"),
    "Idvas": any_of(r"\bidvas?\b", r"\bindependent domestic (?:abuse|violence) advis[eo]rs?\b"),
    "Clare’s Law": any_of(r"\bclare[’']?s law\b", r"\bdvds\b", r"\bdomestic violence disclosure scheme\b"),
    "Sarah’s Law": any_of(r"\bsarah[’']?s law\b", r"\bchild sex offender disclosure\b"),
    "non-molestation orders": any_of(r"\bnon[- ]?mol(?:estation)?s?\b"),
    "occupation orders": any_of(r"\boccupation orders?\b"),
    "domestic abuse protection orders and notices": any_of(
        r"\bdap[on]s?\b", r"\bdomestic abuse protection (?:orders?|notices?)\b"
    ),
    "stalking protection orders": any_of(r"\bstalking protection orders?\b"),
    "tracking apps": any_of(r"\b(?:tracking|tracker|stalker(?:ware)?|spy) apps?\b", r"\bstalkerware\b"),
}

_PRODUCTS = (
    r"(?:cpoms|myconcern|my concern|arbor|bromcom|sims|parentmail|parentpay|smoothwall|senso|impero|securly|safeguard my school"
    r"|class ?charts|tapestry|seesaw|edulink|evolve|scholarpack|outlook|teams|sharepoint|onedrive|google (?:drive|forms?|docs?)"
    r"|excel|spreadsheet|tracker|(?:encompass|mash|referral|parent) (?:portal|form|app))"
)
_OPERATED = (
    r"(?:button|menu|tab|export|bulk|reset|password|log(?:ged)? (?:me |us )?(?:in|out)|locked (?:me|us) out|whitelist|recall"
    r"|formula|macro|mail merge|auto[- ]?transfers?|times? out|timed out|crash\w*|where['’]?s the setting|subtitles"
    r"|how (?:do|can) (?:i|we|you) (?:stop|hide|link|merge|add|remove|delete|export|set|swap|change|bulk))"
)
# Who asks how to keep an address from somebody asks of safety, and not of a button.
_OF_NOBODY = (
    r"\A(?!.*\b(?:orders?|address\w*|fled|flee\w*|refuge|contact|track\w*|where (?:she|he|they) (?:lives?|are|is)"
    r"|dad|father|mum|mother|ex|stepdad|boyfriend|partner|parents?)\b)"
)
_NOT_OF_SAFETY = r"\A(?!.*\b(?:safe\w*|hurt\w*|harm\w*|risk\w*|danger\w*|kill\w*)\b).*"
_DIAGNOSES = (
    r"(?:adhd|autism|autistic|ptsd|asd|reactive attachment|attachment disorder|dissociat\w+|absence seizures?|anorexi\w+"
    r"|dyslexi\w+|epilep\w+|tourette\w*|depression|bipolar|foetal alcohol|fasd|sensory processing\w*|selective mutism)"
)

# Kinds of fact: how one asks for it, and what a passage that gives it would have.
FACTS: dict[str, tuple[Cue, Cue]] = {
    "how long files are kept": (
        any_of(
            r"\bhow (?:long|many years)\b[^.?!]{0,60}\b(?:keep|kept|hold|held|hang on to|"
            r"retain\w*|store\w*)\b[^.?!]{0,60}\b(?:files?|records?|logs?|notes|data)\b"
        ),
        any_of(
            r"\A(?!.*\b(?:accused|allegation|low-level)).*\b(?:retain\w*|retention|kept|"
            r"keep)\b.{0,200}\b(?:\d+ years|years|birthday|age of)\b"
        ),
    ),
    "what only your school, an agency or a court can tell": (
        any_of(
            r"\b(?:does|do|did) (?:our|my) (?:\w+(?:['’]s)? ){0,3}(?:polic(?:y|ies)|handbook|procedures?|protocol)\b",
            r"\bwho (?:is|are|chairs|runs) (?:our|my)\b|\bwhich of (?:our|my)\b|\bhow many (?:\w+ ){0,4}(?:at"
            r"|in|did|does|has|have) our\b",
            r"\bwhat did (?:the |our |her |his )?(?:social worker|judge|court|police|officer|"
            r"doctor|head|other school|council) (?:write|say|decide|find|conclude|put)"
            r"\b",
            r"^\W*(?:is|has|did|was|have) (?:the )?(?:dad|mum|he|she|they|police|social worker|judge|court|officer)\b"
            r"(?![^?]*\b(?:should|must|allowed|have to|need)\b)[^?]*\b(?:still|yet|already)\b",
            r"\bhow long (?:will it take|is the (?:wait|waiting|queue))\b|\bdid (?:the|that|another) school in\b",
            r"\bhas (?:the )?(?:police|social|officer|judge)\b[^?]{0,60}\byet\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "what happened in a case": (
        any_of(
            r"\b(?:verdict|found guilty|acquitted|coroner|jury|inquest|trial)\b",
            r"\bwhich judge\b|\bwhat did the (?:judge|court) (?:say|decide)\b",
        ),
        any_of(r"\b(?:verdict|guilty|acquitted|coroner|jury)\b"),
    ),
    "which service or programme works best": (
        any_of(
            r"\b(?:best|recommend\w*|strongest|most effective|which|does|do|what does)\b[^.?!]{0,50}"
            r"\b(?:therap\w+|counsell?\w+|programmes?|programs?|courses?|charit\w+|interventions?)"
            r"\b(?! (?:protection|plan))"
            r"[^.?!]{0,40}\b(?:best|work\w*|take\w*|teach\w*|recommend\w*|evidence|near|for|children)\b",
            r"\b(?:best|recommend\w*)\b[^.?!]{0,30}\b(?:apps?|schemes?|therap\w+|counsell?\w+|"
            r"book\w*|union|solicitor|software)\b",
        ),
        any_of(r"\b(?:therap\w+|counsell\w+|programmes?)\b.{0,160}\b(?:effective\w*|trial|randomised|promising)\b"),
    ),
    "whom a refuge takes": (
        any_of(
            r"\brefuges?\b[^.?!]{0,40}\b(?:take|takes|accept\w*|allow\w*|have (?:space|"
            r"room)|spaces?|full|cost|rules)\b",
            r"\b(?:average|how long|which|what)\b[^.?!]{0,40}\brefuges?\b(?! (?:or|and))",
        ),
        any_of(r"\brefuges?\b.{0,120}\b(?:accept\w*|takes?|boys|sons|aged|average|weeks|spaces?)\b"),
    ),
    "how a device, an app or a system is used": (
        any_of(
            r"\b(?:how (?:do|can|could|to|would|should)|recommend|which|what)\b"
            r"(?! (?:i|we|you|staff) (?:word|write|record|log|phrase|put|describe)\b)[^.?!]{0,70}"
            r"\b(?:apps?|tablets?|ipads?|iphones?|android|airtags?|"
            r"phone settings|whatsapp|snapchat|tiktok|instagram|facebook|cpoms|myconcern|"
            r"spreadsheets?|excel|password|pin|passcode|doorbell|laptop|"
            r"printer|wi-?fi|email account|gps)\b",
            r"\bhow (?:do|can|could) (?:i|we|you|she|mum) (?:unlock|disable|block|reset|"
            r"install|set up|log in|switch off|turn off|delete)\b",
        ),
        any_of(
            r"\b(?:unlock|disable|install|settings|reset|switch off|tracking app|stalkerware|"
            r"spyware|location services)\b"
        ),
    ),
    "words written for you": (
        any_of(
            r"\b(?:write|draft|make|compose|create|plan|give)\b(?: me| us)? (?:an?|the|some|my) (?:\w+ ){0,4}?"
            r"(?:lesson|speech|poem|song|story|recipe|quiz|newsletter|assembly|risk assessment|"
            r"display|worksheet|card)\b",
            r"\b(?:lyrics|recipe|formula|icebreaker)\b|\b(?:please |can you )translate"
            r"\b|\bexplain \w+ (?:for|to) (?:year|y|ks) ?\d",
        ),
        any_of(r"\A\b\B"),
    ),
    "what is in a picture, a recording or a file that cannot be seen from here": (
        any_of(
            r"\b(?:i|we)(?:['’]ve| have)?(?: just)? (?:attached|scanned)\b",
            r"\b(?:i|we)(?:['’]ve| have) (?:just )?(?:uploaded|pasted)\b[^.?!]{0,40}\b(?:here|below|above|for you)\b",
            r"\b(?:the|this|my|our) attached\b|^\W*attached\b",
            r"(?:^|[.!?]\W)\W?(?:please |pls |can (?:you|u) |could you )?(?:see|look at|listen to|watch|transcribe|read|check"
            r"|open|go through) (?:(?:the|this|these|my|our) |(?=attach|screenshot))"
            r"(?:attach\w+|screenshots?|photos?|pictures?|pics?|scans?|recordings?"
            r"|clips?|videos?|voice notes?|spreadsheets?|pdfs?|drawings?|images?|footage)\b"
            r"(?! (?:on|from|of|in) (?:an?|his|her|their|the) )",
            r"\bin (?:this (?:clip|photo|pic|picture|video|recording|screenshot|image)|the pic)\b",
            r"\b(?:can|could) (?:you|u) (?:check|see|tell|read|hear|translate|transcribe)\b[^.?!]{0,40}"
            r"\b(?:photo|picture|clip|recording|cctv|scan|pdf|screenshot)\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "which button or setting of a product to use": (
        any_of(
            rf"{_OF_NOBODY}.*\b{_PRODUCTS}\b[^?!]{{0,90}}\b{_OPERATED}\b",
            rf"{_OF_NOBODY}.*\b{_OPERATED}\b[^?!]{{0,90}}\b{_PRODUCTS}\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "a diagnosis, a dose or a treatment": (
        any_of(
            r"\A(?!.*\b(?:abus\w+|violen\w+|at home|contact|trauma\w*|saw|seen|heard)\b).*"
            r"\b(?:do you (?:think|reckon)|could (?:it|this|that|he|she) (?:be|have)|is (?:it|this|that)|are (?:these|they))"
            rf"(?! true| that)(?: [\w'’]+){{0,4}} {_DIAGNOSES}\b(?!,? or)",
            r"\b(?:what|which|how much|right|safe) (?:\w+ ){0,2}(?:dose|dosage)\b|\bdose of\b",
            r"\b(?:should|would|can|could|is|ought)\b[^.?!]{0,60}\b(?:melatonin|sertraline|fluoxetine|ritalin|methylphenidate"
            r"|piriton|antidepressants?|emdr|cbt|play therapy|lego therapy|bloods done)\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "what will happen": (
        any_of(
            rf"{_NOT_OF_SAFETY}\bwill (?:he|she|they|the (?:judge|court|baby|lad|girl|boy)|dad|mum"
            r"|this (?:mother|father|mum|dad)) "
            r"(?:ever |really |actually )?(?:grow|go back|reoffend|get (?:custody|bail|off|sent|weekends)|give (?:him|her))\b",
            rf"{_NOT_OF_SAFETY}(?:\bhow likely is (?:it that )?(?:he|she|they|this|that|the)\b"
            r"|\bwhat are (?:his|her|their|the) (?:chances|odds)\b)",
            r"\bwhat sentence (?:will|would|might|could)\b|\bhow long will (?:he|she|dad|mum) (?:get|go down)\b",
            r"\b(?:has|have) (?:he|she|they|dad|mum|we) (?:got )?any (?:hope|chance) of\b",
            r"\b(?:would|will|could|can) (?:i|we|he|she|they|mum|dad) (?:win|lose)\b(?! (?:my|our|the) (?:job|right|pay))",
            r"\bwho (?:won|will win) the (?:appeal|case)\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "the name of who holds an office, or the news": (
        any_of(
            r"\bwho(?:['’]?s| is)? (?:the )?(?:new |current )?(?:safeguarding |education |children['’]?s |home )?"
            r"(?:minister|education secretary|home secretary|chief inspector)\b",
            r"\bwho(?:['’]?s| is| has| will be)? (?:replacing|taking over from|taken over from)\b|\breshuffle\b",
            r"\b(?:has|did) the\b[^.?!]{0,40}\bresign(?:ed)?\b|\bhow did (?:the )?(?:commons|lords|mps|parliament) vote\b"
            r"|\bwhich mp\b",
        ),
        any_of(r"\A\b\B"),
    ),
    "the law of another country": (
        any_of(
            r"\b(?:irish|french|polish|german|spanish|american|australian|swedish|dutch|italian|indian|pakistani|canadian|swiss"
            r"|portuguese|romanian|turkish) (?:law|statutes?|courts?|equivalent)\b",
            r"\bhow (?:do|does) (?:ireland|france|poland|germany|spain|america|australia|australian states|sweden|canada"
            r"|scandinavia|new zealand|other countries) \w+",
            r"\b(?:statutes?|laws?|teachers?|equivalent)\b[^.?!]{0,30}\bin (?:texas|america|the us|the usa|ireland|france|poland"
            r"|australia|canada|ontario|sweden|dubai)\b",
        ),
        any_of(r"\A\b\B"),
    ),
}

# Figures: how one asks for them, and what they look like in the sentence that gives them.
FIGURES: dict[str, tuple[Cue, Cue]] = {
    "a penalty": (
        any_of(
            r"\bwhat (?:happens|will happen|would happen) to (?:him|her|them|dad|mum)\b[^.?!]{0,40}\bbreach\w*\b",
            r"\b(?:sentence|penalty|punishment|fine|prison|jail)\b[^.?!]{0,20}\b(?:for|"
            r"if|breach\w*)\b|\bhow long\b[^.?!]{0,30}\b(?:prison|jail)\b",
        ),
        any_of(r"\b(?:imprison\w*|fine|fined|arrest\w*|criminal offence)\b"),
    ),
    "what it costs or pays": (
        any_of(
            r"\bhow much (?:\w+ ){0,2}(?:pay|money|salary|allowance)\b|"
            r"\bhow much (?:\w+ ){0,2}(?:does|do|is|are|will|would|should|can|did|pay)"
            r"\b[^.?!]{0,80}\b(?:cost|charge|pay|paid|get|earn|per|it)\b",
            r"\b(?:what|which|how much|is there|are there|any)\b[^.?!]{0,40}\b(?:fees?|"
            r"price|salary|salaries|pay scale|pay grade)\b",
        ),
        any_of(r"£ ?\d"),
    ),
    "a count of that": (
        any_of(
            r"\b(?:what|which) (?:percentage|per ?cent|%|proportion|share|number of|fraction)\b",
            r"\bhow many\b(?![^.?!]{0,60}\b(?:should|must|do (?:we|i)|contacts|days|hours|"
            r"weeks|years|times|stages|people|ticks)\b)"
            r"[^.?!]{0,80}\b(?:are|were|have|live|had|last year|each year|a year|nationally|"
            r"in england|in the uk|came|there)\b",
            r"\b(?:statistics?|stats|figures) (?:on|for|about)\b|\bwhat is the average\b|\bon average\b",
        ),
        any_of(
            r"\d ?%|\bper cent\b|\b\d{1,3},\d{3}\b|\b(?:one|two|three|1|2|3) (?:in|out of) (?:\w+)"
            r"\b|\b(?:half|third|quarter)s? of\b"
        ),
    ),
}

# A question of fact about one place: its number, hours, forms. The place follows.
LOCAL = any_of(
    r"\b(?:phone|telephone|number|e?mail|address|postcode|website|opening|open|hours|waiting (?:list|"
    r"time)|term dates|half[- ]term|"
    r"threshold document|lado|front door|mash|contact details|spaces|judge|court|charity|counsell\w+|wait)\b"
)
TOWN_AFTER = r"\b(?:for|in|at|near|around|of|the) ([A-Z][a-z]{2,}(?:shire)?)\b"

# Words on which a question turns: where one is asked about, the very word must be in what was found.
TURNS_ON = any_of(
    r"\b(?:grants?|discount|legal aid|universal credit|child benefit|mileage|expenses|"
    r"council tax|pupil premium|mortgage|divorce|passport|"
    r"visa|national insurance|licen[cs]e|minibus|bus|uniforms?|bank holidays?|boiler|phonics|"
    r"union|vaccin\w+|sertraline|medication|"
    r"supply teachers?|ofsted grade|strategy target|accredited|kick[- ]?off|parking|split payments?)\b"
)

# What the library is about, in the words of those who ask: of a question with none of them, near passages are near by chance.
SUBJECT = any_of(
    r"\b(?:child\w*|kids?|kiddo|pupils?|students?|girls?|boys?|lads?|bab(?:y|ies)|toddlers?|"
    r"siblings?|brothers?|sisters?|teenagers?|y(?:ea)?r? ?\d+s?)\b",
    r"\b(?:parents?|mums?|dads?|mam|mothers?|fathers?|step\w+|partners?|ex|boyfriend\w*|"
    r"girlfriend\w*|bf|gf|husband\w*|wi(?:fe|ves)|famil\w+|carers?|gran\w*|nan)\b",
    r"\b(?:abus\w*|violen\w*|dv|da|hurt\w*|hit\w*|harm\w*|neglect\w*|bruis\w*|marks|coerc\w*|"
    r"control\w*|honou?r|marriages?|fgm|victims?|risks?|unsafe|danger\w*|scared)\b",
    r"\b(?:safeguard\w*|dsls?|kcsie|working together|keeping children|cp|cme|rs?h?e|eyfs|"
    r"lados?|early help|threshold\w*|allegation\w*|low[- ]level)\b",
    r"\b(?:refer\w*|social (?:care|work\w*|services)|csc|mash|police|encompass|op enc\w*|"
    r"notif\w*|disclos\w*|conference|strategy|section|sec|s ?\d+|part \w+|para\w*)\b",
    r"\b(?:records?|recording|logs?|files?|cpoms|shar(?:e|ed|ing)|consent|confidential\w*|"
    r"gdpr|court|orders?|law|legal|act|statut\w*|guidance|dut(?:y|ies)|polic(?:y|ies))"
    r"\b",
    r"\b(?:refuges?|helplines?|nspcc|childline|idvas?|marac|dash|clare\w*|sarah\w*|supervis\w*|"
    r"training|reviews?|panel|attend\w*|absen\w*|missing|exclu\w*|send|home|s?hes?|her|"
    r"him|his|connected|relationships?)\b",
)

# Short for something known: contractions with and without their apostrophe, and words that lost their vowels.
SHORT_FOR = any_of(
    r"['’]|^(?:i|you|we|they|he|she|it|that|what|who|there|here|mums|dads)(?:ve|d|ll|re|"
    r"m|s)$|^\w+nt$|^[^aeiouy]+$|^(?:til|cos|coz|bc|shud|cud|wud|gonna|wanna|smt|slt|ppl)$"
)

# "Since the Act repealed …", "KCSIE abolished …": what a question takes for granted about the law. Of a father who was removed
# from the home nothing is taken for granted about the law, so the law, or those it binds, must be named.
_LAW = (
    r"(?:acts?|laws?|bill|kcsie|keeping children safe|working together|guidance|government|"
    r"ofsted|dfe|parliament|definition|dut(?:y|ies)|gdpr|"
    r"encompass|clare['’]?s law|sarah['’]?s law|marac|dash|lados?|dsls?|schools?|colleges?|"
    r"police|teachers?|staff|heads?|parents?|consent|section \d+)"
)
_UNDONE = (
    r"(?:repeal(?:ed|s)?|abolish(?:ed|es)?|scrapp?ed|scraps|revoked?|ended|banned|bans|"
    r"removed|withdrew|withdrawn|cancelled|replaced|outlawed)"
)
PREMISE = any_of(
    rf"\b(?:since|now that|now|given that|because|seeing as|as|i heard|apparently|if|so) (?P<opened>(?:the |"
    rf"new )*(?:\w+ )?{_LAW}\b[^,.?!]{{0,60}}\b(?:{_UNDONE}|"
    r"(?:no longer|doesn['’]?t|don['’]?t|does not|do not|aren['’]?t|are not) (?:have to|"
    r"need\w*|requires?d?|counts?|applies|apply|allow\w*)|"
    r"(?:is|are|was|were|has been|have been) (?:now )?(?:compulsory|mandatory|illegal|"
    r"optional|against the law)|made (?:it )?(?:\w+ ){1,3}(?:a crime|illegal|optional|"
    r"mandatory|"
    r"compulsory))\b[^,.?!]{0,60})",
    rf"(?:^|[.?!,] ?)(?:why (?:did|has|have) )?(?P<told>(?:the )?(?:\w+ )?{_LAW}\b(?: \d{{4}})?(?: (?:has|"
    rf"have|had|was|were|been|now|just))* {_UNDONE}\b[^,.?!]{{3,60}})",
    rf"\bwhy (?:did|has|have) (?P<why>(?:the )?(?:\w+ )?{_LAW}\b[^,.?!]{{0,20}}\b(?:repeal|"
    rf"abolish|scrap|revoke|end|ban|remove|drop|withdraw|cancel)(?:ed)?\b[^,.?!]{{3,60}})",
)
