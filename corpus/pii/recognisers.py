"""Details that have a shape: numbers, codes, addresses, handles, schools, initials and dates of birth, as rules.

Every rule is a regular expression over the person's own words, with the words around it where the shape alone would catch
guidance too (``section 120``, ``KCSIE 2025``, ``15 days``). Rules stand in order: where two claim the same characters, the
earlier keeps them. Names are not here: see ``names``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from corpus.pii.addresses import ADDRESSES, SCHOOLS
from corpus.pii.name_lists import fold, name_lists


class DetailKind(StrEnum):
    """What a detail is."""

    NAME = "name"
    INITIALS = "initials"
    DATE_OF_BIRTH = "date_of_birth"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    UPN = "upn"
    NHS_NUMBER = "nhs_number"
    CASE_NUMBER = "case_number"
    HANDLE = "handle"
    REGISTRATION = "registration"
    SCHOOL = "school"


_COUNTED = MappingProxyType({
    DetailKind.NAME: ("name", "names"),
    DetailKind.INITIALS: ("set of initials", "sets of initials"),
    DetailKind.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    DetailKind.ADDRESS: ("address", "addresses"),
    DetailKind.POSTCODE: ("postcode", "postcodes"),
    DetailKind.PHONE: ("phone number", "phone numbers"),
    DetailKind.EMAIL: ("email address", "email addresses"),
    DetailKind.UPN: ("pupil number", "pupil numbers"),
    DetailKind.NHS_NUMBER: ("NHS number", "NHS numbers"),
    DetailKind.CASE_NUMBER: ("reference number", "reference numbers"),
    DetailKind.HANDLE: ("social media name", "social media names"),
    DetailKind.REGISTRATION: ("vehicle registration", "vehicle registrations"),
    DetailKind.SCHOOL: ("school name", "school names"),
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a detail stands: ``text[start:end]``. It has not the words themselves, so it may be logged."""

    start: int
    end: int
    kind: DetailKind

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


_PUBLISHED_EMAILS = frozenset({"fmu@fcdo.gov.uk", "help@nspcc.org.uk"})
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}|,?\s+'?\d{{2}}\b)?|{_MONTH}\s+\d{{1,2}}(?:st|nd"
    rf"|rd|th)?,?(?:\s+\d{{4}})?)"
)
DATE_AFTER_NAME = re.compile(rf"\s*(?:\(\s*|,\s*|-\s*|–\s*)({_DATE})(?!\d)", re.IGNORECASE)
_AREAS = (
    r"(?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GPV]|K[ATWY]|L[ADELNSU]?|M[EKL]?"
    r"|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
)
# What a case, log or collar number is called; the number may follow another of these words or "no", "is", ":".
_FILE = (
    r"(?:ref(?:erence)?|crime|cad|log|incident|urn|case|lcs|mosaic|liquidlogic|custody|collar|shoulder|badge|warrant|officer"
    r"|passport|claim|uln|ni|national insurance|court|police|marac|referral|pupil id|id|occurrence|niche)"
)
# forms, agencies, roles
_NOBODYS = r"(?!(?:PPN|VPN|VPA|DVA|DV|DA|CP|CIN|EHA|TAF|MASH|EDT|LADO|DSL|SW|HV|GP|NFA|MPS|WMP|GMP)\b)"
_INITIALS = rf"{_NOBODYS}[A-Z]{{2,3}}\b(?!['’/&-]?\d)"
_INITIALS_ANYWHERE = re.compile(rf"(?<![\w.&'’/-]){_NOBODYS}(?:[A-Z]{{2}}|[a-z]{{2}}|[A-Z]{{3}})\b(?![\w&/'’-]?\d)")
_PERSON = (
    r"(?:child|pupil|student|mother|mum|dad|father|sibling|brother|sister|boy|girl|partner|young person|YP|initials|parent|baby"
    r"|twins?|son|daughter|step-?(?:mum|dad|father|mother))s?"
)


def _rule(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a rule; the detail is its last group that matched, or the whole of it."""
    return re.compile(pattern, flags)


_AS_WRITTEN = re.NOFLAG
_SITES = r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|discord|xbox|roblox|ig|twitter|psn|facebook|fb|telegram|kik)"
_ACCOUNT = r"(?:handle|user ?name|gamertag)"
_LINKED = r"(?:\s+(?:name|handle|user(?:name)?|acct|account|is|id|called|as|under|tag|was|he'?s|she'?s))*"
_MODERN_PLATE = r"[A-Z]{2}\d{2}\s?[A-Z]{3}"
_VEHICLE = r"(?:reg(?:istration)?|plates?|car|van|vehicle|number ?plate|vrm|drives)"
_BIRTH = r"(?:\bd\.?\s?o\.?\s?b\b\.?|\bdate\s+of\s+birth|\bbirth\s?(?:date|day)|\bborn|\bb\.)"
_NOT_A_NUMBER_OF_THEIRS = (
    r"(?!(?:19|20)\d\d\b(?![/-]))(?!\d{1,2}[/.]\d{1,2}\b(?!/\d{3}))(?!\d{1,2}(?::|st|nd|rd|th))"
    r"(?!\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b)"  # the day of an incident
    r"(?!\d{1,3}[\s-]?(?:yrs?|years?|y/?o|months?|weeks?|days?|hrs?|hours?|mins?|minutes?|children|kids|pupils|am|pm)\b)"
    r"(?!(?:[01]?\d|2[0-3])\.?[0-5]\d\s?(?:hrs?|hours|[ap]m)\b)"
)
# what a machine writes that was spoken to: "oh seven seven double oh", "the third of the ninth two thousand and fourteen"
_DIGIT = (
    r"(?:(?:double|treble|triple)\s)?(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|dash|hyphen"
    r"|slash|stroke|\d)"
)
_ORDINAL = (
    r"(?:twenty[\s-]|thirty[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_YEAR_IN_WORDS = (
    r"(?:two\sthousand|twenty|nineteen)(?:\s(?:and\s)?(?:oh|hundred|\w+teen|ten|eleven|twelve|twenty|\w+ty"
    r"|one|two|three|four|five|six|seven|eight|nine))*"
)
_SPOKEN_DATE = (
    rf"(?:the\s)?(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th)?)\s(?:of\s)?(?:the\s)?(?:{_ORDINAL}"
    rf"|{_MONTH})(?:\s{_YEAR_IN_WORDS})?"
)
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|xlsx?|csv|pptx?|txt|png|jpe?g|mp[34]|mov|zip|msg)$", re.IGNORECASE)
_DOES = (
    r"(?:has|had|says?|said|told|tells|was|came|comes|wont|won['’]t|hasnt|hasn['’]t|didnt|didn['’]t|doesnt|doesn['’]t"
    r"|lives|cried|disclosed|hit|went|keeps|wants|refused"
    r"|got|gets|is)"
)
_TWO_LETTER_WORDS = r"(?!is|in|at|on|of|to|as|an|or|by|if|we|he|it|so|up|my|be|do|no|me|go|us|am|da|dv|cp|pr|ok|hi)"
_NOT_OURS = r"(?<!Child )(?<!Adult )(?<!Person )(?<!Mr )(?<!Mrs )(?<!Ms )(?<!Miss )(?<![\w.&'’])"
_RULES: tuple[tuple[DetailKind, re.Pattern[str]], ...] = (
    (DetailKind.EMAIL, _rule(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    (DetailKind.HANDLE, _rule(r"(?:instagram|tiktok|facebook|snapchat|twitter|x|youtube|t)\.(?:com|me)/(@?[\w.-]+\w)")),
    (DetailKind.HANDLE, _rule(r"\b\w{2,}#\d{4}\b")),
    (DetailKind.HANDLE, _rule(r"(?<![\w.])@\w[\w.]*\w")),
    (
        DetailKind.HANDLE,
        _rule(
            rf"\b(?:{_SITES}|{_ACCOUNT})\b{_LINKED}\s*[:=(–-]?\s*"
            r"[\"'“]?((?=[\w.]*[._\d])\w[\w.]*\w)"
        ),
    ),
    (
        DetailKind.HANDLE,
        _rule(
            rf"\b(?:{_ACCOUNT}|{_SITES}(?:\s+name)?(?:\s+is|\s*:))\s*(?:is|:)?\s+[\"'“‘]?"
            r"(\w{4,})\b(?!['’])"
        ),
    ),
    (DetailKind.HANDLE, _rule(r"(?<![\w./])(?=\w*[a-z])[a-z\d]+(?:_+[\w.]*\w)\b|(?<![\w./])_\w{3,}")),
    (
        DetailKind.HANDLE,
        _rule(r"(?<![\w./@])(?=[a-z]{0,3}\d?[a-z]{4,})[a-z]+\d?[a-z]+\d{2,4}\b(?!['’]?s?\s?(?:guidance|edition))"),
    ),
    (
        DetailKind.HANDLE,
        _rule(r"(?<![\w@./])(?!www\.)[a-z]{2,}(?:\.[a-z\d_]{2,}){2,}(?<!uk)(?<!com)(?<!org)(?<!net)\b(?![/@])"),
    ),
    (
        DetailKind.HANDLE,
        _rule(rf"\b{_SITES}\s(?:he|she|they)(?:['’]?s|\sis|['’]?re|\sare)\s(?:called\s)?((?=[\w.-]*[\d_.])[\w.-]*\w)"),
    ),
    (
        DetailKind.HANDLE,
        _rule(rf"\b(?i:{_SITES})\s(?:user|name|account)\s(?:is\s)?([A-Z]\w+\s[A-Z]\w+)\b", _AS_WRITTEN),
    ),
    (
        DetailKind.HANDLE,
        _rule(rf"\b{_SITES}\s(?:user|acct|account|as|name|called|under)\s(?:is\s)?[\"'“‘]?(\w{{4,}})\b"),
    ),
    (
        DetailKind.HANDLE,
        _rule(
            r"\b(?:account|page|profile|user|someone) (?:is )?(?:called|named"
            r"|known as) [\"'“‘]?((?=[\w.]*[\w][._\d])\w[\w.]*\w)"
        ),
    ),
    (
        DetailKind.HANDLE,
        _rule(r"\b(?:name|calls? (?:him|her)self) (?:online|on there|on here) (?:is )?(?=\w*[\d_.])(\w[\w.]*\w)"),
    ),
    (DetailKind.UPN, _rule(r"\b[A-Z]\d{11}[\dA-Z]\b")),
    (DetailKind.UPN, _rule(r"\bUPN\b\W{0,3}(?:(?:no|number|is|was)\W+)*([A-Z]?\s?[\d ]{9,16}[\dA-Z])\b")),
    (DetailKind.NHS_NUMBER, _rule(r"\bNHS\W{0,3}(?:(?:no|num|number|#|is|was)\W+)*(\d{3}[ -]?\d{3}[ -]?\d{4})\b")),
    (DetailKind.NHS_NUMBER, _rule(r"(?<![\d+/-])[1-9]\d{2}[ -]\d{3}[ -]\d{4}\b(?![/-])")),
    (DetailKind.PHONE, _rule(r"(?<![\w/+-])(?:\+|00)\d{1,3}(?:[\s.-]?\(?\d\)?){7,12}(?![\d/])")),
    (DetailKind.PHONE, _rule(r"(?<![\w/+-])\(?0(?:[\s.-]?\(?\d\)?){9,10}(?![\d/])")),
    (DetailKind.PHONE, _rule(r"(?<![\w/+-])7\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d/])")),
    (
        DetailKind.PHONE,
        _rule(
            r"\b(?:tel|phone|mob|mobile|landline|ring|call|text)\b(?:\s+(?:her|him|mum|dad|them|me|on|is|no|number))*"
            r"[.:\s]+(\d[\d ]{4,}\d)\b"
        ),
    ),
    (
        DetailKind.DATE_OF_BIRTH,
        _rule(rf"{_BIRTH}\W{{0,4}}(?:(?:on|in|is|was|the|of|as|given|child|her|his)\W+){{0,3}}({_DATE})(?!\d)"),
    ),
    (DetailKind.DATE_OF_BIRTH, _rule(rf"{_BIRTH}\W+(?:(?:is|was|on)\W+)?({_SPOKEN_DATE})")),
    (DetailKind.PHONE, _rule(rf"\b(?:oh|zero|nought)(?:\s{_DIGIT}){{6,}}\b")),
    (
        DetailKind.CASE_NUMBER,
        _rule(rf"\b(?:{_FILE})\s(?:(?:no|number|is)\s)*((?:[A-Z]\s){{0,4}}{_DIGIT}(?:\s(?:{_DIGIT}|[A-Z]\b)){{2,}})\b"),
    ),
    (DetailKind.POSTCODE, _rule(r"\b(?!Y\d)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b", _AS_WRITTEN)),
    (
        DetailKind.POSTCODE,
        _rule(rf"\b{_AREAS}(?:\d[A-Z]|\d{{1,2}})\s?(?!\d(?:st|nd|rd|th|am|pm|yr|hr|wk)\b)\d[A-Z]{{2}}\b"),
    ),
    (DetailKind.REGISTRATION, _rule(r"\b(?!YR|KS|NO)[A-Z]{2}\d{2}\s?[A-Z]{3}\b", _AS_WRITTEN)),
    (DetailKind.REGISTRATION, _rule(r"\b(?!yr|ks|no)[A-Z]{2}\d{2}[A-Z]{3}\b")),
    (
        DetailKind.REGISTRATION,
        _rule(
            rf"\b{_VEHICLE}\b[^.\n]{{0,30}}?\b({_MODERN_PLATE}|[A-Z]\d{{1,3}}\s?[A-Z]{{3}}|[A-Z]{{3}}\s?\d{{1,3}}[A-Z])\b"
        ),
    ),
    (
        DetailKind.REGISTRATION,
        _rule(r"\b(?:reg|plate|vrm)\b\W{0,3}(?:(?:is|was|no|number)\W+)?([A-Z]{1,3}\s?\d{1,4})\b"),
    ),
    (DetailKind.CASE_NUMBER, _rule(r"(?<![A-Z\d])(?!NG|KS)[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", _AS_WRITTEN)),
    (
        DetailKind.CASE_NUMBER,
        _rule(
            rf"\b{_FILE}\b[\s:#.,)(-]*(?:(?:no|num(?:ber)?|ref(?:erence)?|id|is|was|log|#|{_FILE})\b[\s:#.)(-]*){{0,3}}"
            rf"({_NOT_A_NUMBER_OF_THEIRS}(?=[A-Z\d/-]*\d{{2}})[A-Z\d]+(?:[/-][A-Z\d]+)*)(?![\w:])"
        ),
    ),
    (
        DetailKind.CASE_NUMBER,
        _rule(r"\b(?:Officer|OIC|PC|DC|DS|Sgt|WPC)\b[:\s]+(?:[A-Z][\w'’.-]*\s){1,3}\(?(\d{3,6})\b", _AS_WRITTEN),
    ),
    (DetailKind.CASE_NUMBER, _rule(r"\b(?!DFE|SI\b)[A-Z]{1,4}[/-]\d{2,}(?:[/-]\d{2,})+\b")),
    (DetailKind.CASE_NUMBER, _rule(r"(?<![\d/])\d{2,6}/\d{3,6}/\d{2,4}\b")),
    (DetailKind.CASE_NUMBER, _rule(r"(?<!S\.I\. )(?<!SI )(?<![\w/])(?:19|20)\d\d[-/]\d{3,}\b")),
    (DetailKind.CASE_NUMBER, _rule(r"\bCAD\s?\d{3,}\b")),
    (DetailKind.CASE_NUMBER, _rule(r"\b[A-Z]{1,4}\d{2}[A-Z]\d{4,6}\b|\b[A-Z]{1,4}-?\d{5,}\b", _AS_WRITTEN)),
    (DetailKind.CASE_NUMBER, _rule(r"(?<![\d/.-])\d{7,}\b")),
    *((DetailKind.ADDRESS, rule) for rule in ADDRESSES),
    *((DetailKind.SCHOOL, rule) for rule in SCHOOLS),
    (
        DetailKind.INITIALS,
        _rule(
            r"(?<![\w.])(?!U\.K|S\.I|U\.S|D\.A\b|D\.V|P\.S|N\.B|R\.E|P\.E|A\.M|P\.M"
            r"|D\.O)[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?(?!\w)",
            _AS_WRITTEN,
        ),
    ),
    (DetailKind.INITIALS, _rule(r"\b[A-Z][.\s]{0,2}(?:O['’]|Mc|Mac|D['’])[A-Z]\b\.?", _AS_WRITTEN)),
    (DetailKind.INITIALS, _rule(r"\b(?:[A-Z][\s-]){3,}[A-Z]\b", _AS_WRITTEN)),  # a name spelt out: "S I V A N"
    (
        DetailKind.INITIALS,
        _rule(
            rf"(?:(?<=that )|(?<=about )|(?<=and )|(?<=re )|(?<=, )|(?<=\. )|^)({_NOBODYS}[A-Z]{{2}})(?=\s{_DOES}\b)",
            _AS_WRITTEN,
        ),
    ),
    (
        DetailKind.INITIALS,
        _rule(
            rf"(?:^|[.!?,]\s|\b(?:and|that|cos|when|if|re|n)\s){_TWO_LETTER_WORDS}([a-z]{{2}})(?=['’]s\s(?:{_PERSON})"
            rf"|\s(?!is\b){_DOES}\b)",
            _AS_WRITTEN,
        ),
    ),
    (DetailKind.INITIALS, _rule(rf"\b({_INITIALS})(?=,\s\d{{1,2}}\b(?!\s?(?:%|am|pm|[A-Za-z/:])))", _AS_WRITTEN)),
    (DetailKind.INITIALS, _rule(rf"\b(?i:yr|year|y)\s?\d{{1,2}}\s({_INITIALS})", _AS_WRITTEN)),
    (
        DetailKind.INITIALS,
        _rule(
            rf"\b(?i:can|should|does|did|if|when)\s({_NOBODYS}[A-Z]{{2}})(?=\s(?:go|come|stay|say|see|live|is|was|has"
            rf"|get)s?\b)",
            _AS_WRITTEN,
        ),
    ),
    (
        DetailKind.INITIALS,
        _rule(r"\b(?i:boy|girl|lad|brother|sister|called)\s([B-HJ-Z])\b(?![.'’&+/-]|\s[A-Z])", _AS_WRITTEN),
    ),
    (DetailKind.INITIALS, _rule(rf"\b(?i:{_PERSON})\s*[:,(]?\s*({_INITIALS})", _AS_WRITTEN)),
    (
        DetailKind.INITIALS,
        _rule(rf"\b(?i:{_PERSON})(?:['’]s)?\s(?i:{_PERSON}|mate|ex)\s*\(?({_INITIALS})", _AS_WRITTEN),
    ),
    (DetailKind.INITIALS, _rule(rf"\b({_INITIALS})(?=\s*\((?i:{_PERSON}|aged?|y\d|yr|year|\d|dob\b))", _AS_WRITTEN)),
    (
        DetailKind.INITIALS,
        _rule(
            rf"\b({_INITIALS})(?=,?\s(?:(?i:{_PERSON}|aged|(?:yr|y)\s?\d+|year)\b|in (?:\d{{1,2}}[A-Z]\b|(?i:y\d|yr|year)"
            r"|(?i:reception|nursery))))",
            _AS_WRITTEN,
        ),
    ),
    (
        DetailKind.INITIALS,
        _rule(rf"\b({_INITIALS})(?=\s(?:told|said|says|disclosed|came|lives|and {_INITIALS}))", _AS_WRITTEN),
    ),
    (DetailKind.INITIALS, _rule(rf"\b({_INITIALS})(?=['’]s\s(?i:{_PERSON}|class|file|arm|form|phone)\b)", _AS_WRITTEN)),
    (
        DetailKind.INITIALS,
        _rule(
            rf"{_NOT_OURS}([B-HJ-Z])(?=['’]s\s(?i:{_PERSON})\b|\s*\((?i:y\d|yr|year|aged?|\d{{1,2}}\)))",
            _AS_WRITTEN,
        ),
    ),
    (
        DetailKind.INITIALS,
        _rule(rf"\b({_NOBODYS}[A-Z]{{2}})(?=\s(?:&|and)\s[A-Z]{{2}}\s(?:are|were|have|both|had)\b)", _AS_WRITTEN),
    ),
    (DetailKind.INITIALS, _rule(rf"(?<=[A-Z] and )({_INITIALS})", _AS_WRITTEN)),
    (
        DetailKind.INITIALS,
        _rule(
            rf"\b(?:child|pupil)\s{_TWO_LETTER_WORDS}([a-z]{{2}})\b",
            _AS_WRITTEN,
        ),
    ),
)


def find_details(text: str) -> tuple[Span, ...]:
    """Return the details in a text that have a shape, in order of place, none overlapping another."""
    found: list[Span] = []
    for kind, rule in _RULES:
        for match in rule.finditer(text):
            start, end = match.span(match.lastindex or 0)
            span = Span(start=start, end=end, kind=kind)
            if not is_published(kind, text[start:end]) and not any(map(span.overlaps, found)):
                found.append(span)
    if any(span.kind is DetailKind.INITIALS for span in found):
        found += _other_initials(text, found)
    return tuple(sorted(found, key=lambda span: span.start))


def _other_initials(text: str, found: Iterable[Span]) -> list[Span]:
    """Return what else looks like initials in a message that has some: "SM hit LR at break. SM cried"."""
    met = {text[span.start : span.end] for span in found if span.kind is DetailKind.INITIALS}
    other = (
        Span(start=match.start(), end=match.end(), kind=DetailKind.INITIALS)
        for match in _INITIALS_ANYWHERE.finditer(text)
        if match[0] in met
        or (match[0].isupper() and len(match[0]) == 2 and not is_published(DetailKind.INITIALS, match[0]))
    )
    return [span for span in other if not any(map(span.overlaps, found))]


def is_published(kind: DetailKind, detail: str) -> bool:
    """Whether something in the shape of a detail is nobody's: a helpline, an acronym, "a Cardiff primary"."""
    lists = name_lists()
    if kind is DetailKind.PHONE:
        return "".join(filter(str.isdigit, detail)) in lists.helplines
    if kind is DetailKind.EMAIL:
        return detail.lower() in _PUBLISHED_EMAILS
    if kind is DetailKind.INITIALS:
        word = lists.is_known(detail.lower()) and not (detail.isupper() and len(detail) == 2)  # "child AM, 15"
        return word or detail.lower() in lists.not_initials
    if kind is DetailKind.ADDRESS:
        return bool(re.fullmatch(r"The \w+", detail)) and lists.is_form(fold(detail[4:]))
    if kind is DetailKind.HANDLE and (_FILE_NAME.search(detail) or lists.is_known(fold(detail.rstrip("0123456789")))):
        return True
    return kind in {DetailKind.SCHOOL, DetailKind.HANDLE} and all(lists.is_known(fold(word)) for word in detail.split())


def counted(kinds: Iterable[DetailKind]) -> str:
    """Return how many details there are of each kind, such as ``2 names, 1 postcode``."""
    counts = Counter(kinds)
    return ", ".join(f"{n} {_COUNTED[kind][n > 1]}" for kind in DetailKind if (n := counts[kind]))
