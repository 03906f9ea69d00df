"""The ages that a question names, in the words that people use: “she's 15”, “17 yr old”, “aged 12”, “Y11”."""

from __future__ import annotations

import re

_IN_WORDS = {
    word: age
    for age, word in enumerate(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        start=10,
    )
}
_WORDS = "|".join(_IN_WORDS)
_BEFORE_AN_AGE = r"aged?|is|was|turned|just|only|both|boy|girl|lad|lass|pupil|of|he['’]?s|she['’]?s|they['’]?re"
_COUNTED = r"%|per cent|days?|weeks?|months?|hours?|minutes?|times?|schools?|pages?|of\b"
_A_CHILD = r"child|boy|girl|lad|lass|pupil|student|learner|apprentice"
_AGE = re.compile(
    rf"\b(\d{{1,2}}|{_WORDS})\s*(?:-|–)?\s*(?:yo\b|y/o\b|yrs?\b|years?\b)"
    rf"|\b(?:{_BEFORE_AN_AGE}|are)\s+(\d{{1,2}})\b(?!\s*(?:{_COUNTED}))"
    rf"|\b(?:aged?|turned|he['’]?s|she['’]?s|they['’]?re|(?:he|she|they) (?:is|are|was|were)"
    rf"|(?:{_A_CHILD}|son|daughter|brother|sister)(?: of| is| was| aged)?)\s+(?:just |only |now )?({_WORDS})\b"
    rf"(?!\s*(?:{_COUNTED}|past|to|times))",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:until|till|before|when) (?:he|she|they)(?:['’]?s| is| was| are|['’]re| turns?) \w+", re.IGNORECASE
)
_ANYBODY = rf"{_A_CHILD}|male|female|son|daughter|sibling|brother|sister|twin|(?<!part )(?<!section )(?<!group )(?<!annex )[mfgb]"
_SET_APART = re.compile(
    rf"\b(?:{_ANYBODY})(?: [a-z])?(?: ?\((\d{{1,2}})\b(?!\s*(?:{_COUNTED}))|, (\d{{1,2}}),)", re.IGNORECASE
)
_YEAR_GROUP = re.compile(r"\b(?:y|yr|year)\s?(\d{1,2})s?\b(?!\s*olds?\b)", re.IGNORECASE)
_STARTS_AT, _GROUPS = 4, range(1, 14)  # a child in Year 1 is five or six
_AGES = range(2, 26)

_STUDENT = r"(?:students?(?! teacher)|learners?|sixth[- ]formers?|apprentices?|pupils?|leavers?)"
_GROWN = r"(?:1[89]|2[0-5]|eighteen|nineteen|twenty(?![- ](?:one|two|three|four|five|six|seven|eight|nine)))"
_YEARS_OLD = r"[\s-]*(?:yo|y/o|yrs?|years?)[\s-]*(?:olds?\s+)?"
_BEFORE = r"boyfriend|girlfriend|partner|ex|brother|sister|husband|wife|cousin"  # in the sentence before, whose age may be told
_HURTS = r"hits|hit|beats|beat|slaps|kicks|controls|threatens|shouts"  # a student, whose age may be told next
_SOMEBODY_ELSE = (
    rf"{_BEFORE}|mum|mother|dad|father|step\w+|son|daughter|uncle|aunt\w*|carer"
    r"|neighbour|man|woman"
)
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec"
_NO_AGE = (
    rf"(?!\s*(?:{_COUNTED}|weeks?|wks?|absences?|lates?|months?|sessions?|marks?|occasions?|things|past|people|pupils|students|th\b|[:/.]\d"
    rf"|{_MONTHS}|next|in (?:\w+ (?:days?|weeks?|months?)|{_MONTHS})|soon|tomorrow|on\b))"
)
_ANOTHER_SIDE = (
    "not|nearly|almost|under|until|till|before|seeing|dating|by|with"  # of what a student is, or whose age it is
)
_ADULT_STUDENT = re.compile(
    rf"\b{_STUDENT}\b(?!['’])(?:(?!\b(?:{_SOMEBODY_ELSE}|{_ANOTHER_SIDE})\b|n['’]t\b)[^.?!\d£]){{0,30}}"
    rf"\b(?:(?<=turned ){_GROWN}\b|{_GROWN}\b{_NO_AGE})"
    rf"|\b{_GROWN}{_YEARS_OLD}(?:{_STUDENT}|y(?:ear )?13|in (?:our|the|upper) sixth"
    r"|(?:in|on) our (?:[\w-]+ ){0,3}(?:course|college|class|programme))\b"
    rf"|\byear 13,? (?:aged |is )?{_GROWN}\b",
    re.IGNORECASE,
)
_IS_GROWN = re.compile(
    rf"\b(?:she|he|lad|girl|boy|young (?:man|woman)) (?:has |have )?(?:just )?turned {_GROWN}\b"
    rf"|\b(?:she|he)(?:['’]?s| is) (?:now |just |already |over )*{_GROWN}\b{_NO_AGE}(?![^.?!]{{0,20}}\bsaid\b)"
    rf"|\b(?:girl|boy|lad|lass|young (?:man|woman)) (?:of|aged|is) {_GROWN}\b{_NO_AGE}"
    rf"|\b(?:{_A_CHILD})(?: ?\({_GROWN}\b{_NO_AGE}|, {_GROWN}(?=[,.]|$))",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    rf"\b(?:{_SOMEBODY_ELSE})\b[^.?!]{{0,30}}$|\b(?:{_BEFORE})\b[^.?!]{{0,60}}[.?!]\s+[^.?!]{{0,30}}$"
    rf"|\b(?:{_SOMEBODY_ELSE})\b(?! (?:{_HURTS}))[^.?!]{{0,40}}[.?!]\s+$",
    re.IGNORECASE,
)
_SEEING = re.compile(r"\b(?:(?:seeing|dating|with|by|meets?|met) (?:a|an|the|some)|her|his|their) $", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:reception|nursery|baby|toddler|eyfs|infants?|primary|ks[1-4])\b", re.IGNORECASE)
_GROWN_UP, _SIXTH_FORM = 18, 12


def tells_of_an_adult_student(text: str) -> bool:
    """Whether a message says that the student it tells of is 18 or over: “he’s 18” may be a boyfriend, where a child is named."""
    text = _NOT_YET.sub("", text)
    if _ADULT_STUDENT.search(text):
        return True
    of_a_child = (
        any(age < _GROWN_UP for age in _ages_written(text))
        or any(group < _SIXTH_FORM for group in _groups_written(text))
        or _SMALL.search(text)
    )
    return not of_a_child and any(
        not (_OF_ANOTHER.search(text[: one.start()]) or _SEEING.search(text[: one.start()]))
        for one in _IS_GROWN.finditer(text)
    )


def ages_in(text: str) -> frozenset[int]:
    """Return the ages in years that a text names; of a year group both that its pupils may be, of an adult student 18 alone."""
    of_groups = {group + _STARTS_AT + more for group in _groups_written(text) for more in (0, 1)}
    if tells_of_an_adult_student(text):
        of_groups = {age for age in of_groups if age >= _GROWN_UP}
    return frozenset(_ages_written(text) | of_groups)


def _ages_written(text: str) -> set[int]:
    text = _NOT_YET.sub("", text)
    written = ("".join(found) for found in (*_AGE.findall(text), *_SET_APART.findall(text)))
    return {_IN_WORDS.get(number.lower()) or int(number) for number in written} & set(_AGES)


def _groups_written(text: str) -> set[int]:
    return {int(group) for group in _YEAR_GROUP.findall(text)} & set(_GROUPS)
