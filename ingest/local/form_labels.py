"""The labels of a form about a child, and whether one has been filled in.

A label without a value of its own kind is an empty form's: "Date of birth:" needs a date, "Name of child:" a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.pii import DetailKind, fold, name_lists

_CHILD = r"(?:child|pupil|student|young person|yp|subject)"
_PLACEHOLDER = re.compile(
    r"insert|enter|click|tap|select|choose|example|sample|name|surname|forename|first|last|please|full|block|tbc|n/?a|none|unknown"
    r"|date|signature|see|yes|no|delete|print|tick|if|all|any|school|role|position|title|contact|details|number|telephone|email",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z][a-z]*(?:['’-]?[A-Z]?[a-z]+)*|[A-Z]{2,}")
_DATE = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+\d{2,4}"
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_PERSONAL = frozenset({
    "male", "female", "boy", "girl", "m", "f", "non-binary", "white british", "black british", "asian british", "british",
    "pakistani", "indian", "bangladeshi", "black african", "black caribbean", "white", "mixed", "polish", "english", "urdu",
    "arabic", "punjabi", "somali", "romanian", "christian", "muslim", "sikh", "hindu", "jewish", "roman catholic",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Label:
    """A label, what fills it, and whether a form that has it filled is about one child."""

    pattern: re.Pattern[str]
    fills: Callable[[str], re.Match[str] | str | None]
    kind: DetailKind | None
    of_a_child: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A label with its value."""

    label: str
    value: str
    kind: DetailKind | None
    of_a_child: bool


def a_name(value: str) -> str | None:
    """Return the name with which a value begins, if it begins with one."""
    lists, found = name_lists(), []
    for word in value.split()[:4]:
        bare = word.strip(",.;()")
        if not _WORD.fullmatch(bare) or _PLACEHOLDER.fullmatch(bare):
            break
        found.append(bare)
    keys = [fold(word) for word in found if fold(word) not in {"mr", "mrs", "ms", "miss", "dr", "mx"}]
    known = lists.given | lists.ambiguous | lists.surnames
    if not keys or not (any(key in known for key in keys) or not any(map(lists.is_known, keys))):
        return None
    return " ".join(found)


def _personal(value: str) -> str | None:
    return value if value.strip(" .").lower() in _PERSONAL else None


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{pattern})(?![\w’'-])", re.IGNORECASE)


_YEAR = re.compile(r"(?:(?:year|yr|y)\s?)?\d{1,2}[A-Za-z]?|reception|nursery", re.IGNORECASE)
_POSSESSIVE = r"(?:['’]s)?"
_NAME = r"(?:(?:full|legal|preferred|first|family|last)\s+)?(?:name|surname|forename)s?"
_LABELS = (
    _Label(_rule(rf"{_CHILD}{_POSSESSIVE}\s+{_NAME}|{_NAME}\s+of\s+(?:the\s+)?{_CHILD}"), a_name, DetailKind.NAME, True),
    _Label(_rule(r"date of birth|d\.?\s?o\.?\s?b\.?"), _DATE.match, DetailKind.DATE_OF_BIRTH, True),
    _Label(_rule(r"upn|unique pupil number"), re.compile(r"[A-Z]?\d[\d ]{9,}[A-Z\d]").match, DetailKind.UPN, True),
    _Label(_rule(r"nhs (?:no|num|number)"), re.compile(r"\d[\d -]{8,}\d").match, DetailKind.NHS_NUMBER, True),
    _Label(_rule(r"year\s?(?:group)?(?:\s?/\s?(?:class|form))?|class|tutor group"), _YEAR.fullmatch, None, True),
    _Label(_rule(r"ethnicity|ethnic (?:origin|group)|gender|sex|religion|(?:first|home) language"), _personal, None, True),
    _Label(
        _rule(rf"(?:parents?|carers?|mother|father|guardian)(?:\s?/\s?(?:carers?|guardian))?{_POSSESSIVE}(?:\s+{_NAME})?"),
        a_name, DetailKind.NAME, True,
    ),
    _Label(
        _rule(rf"(?:(?:home|current|child{_POSSESSIVE}|family)\s+)?address"),
        lambda value: re.match(r"(?:flat\s+)?\d+[a-z]?,?\s+[A-Z]\w+", value) or _POSTCODE.search(value),
        DetailKind.ADDRESS,
        False,
    ),
    _Label(_rule(r"post\s?code"), _POSTCODE.match, DetailKind.POSTCODE, False),
    _Label(
        _rule(r"(?:contact |home |mobile )?(?:tel(?:ephone)?|phone|mobile)(?: (?:no|number))?"),
        re.compile(r"\+?\(?0?[\d() ]{9,}").match, DetailKind.PHONE, False,
    ),
    _Label(_rule(_NAME), a_name, DetailKind.NAME, False),
    _Label(
        _rule(r"(?:reported|completed|referred|recorded) by|referrer|signed|(?:member of )?staff(?: member)?"),
        a_name, DetailKind.NAME, False,
    ),
    _Label(
        _rule(r"date(?: and time)?(?: of (?:the )?(?:incident|concern|disclosure|referral|report))?"), _DATE.match, None, False
    ),
)  # fmt: skip


def filled(text: str) -> list[Filled]:
    """Return the labels in a text that have been filled in, in order."""
    found = list(_labels(text))
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    results = []
    for (start, end, label), value_ends in zip(found, ends, strict=False):
        value = _value(text[end:value_ends])
        fit = label.fills(value) if value else None
        if fit:
            words = fit if isinstance(fit, str) else fit[0]
            results.append(Filled(label=text[start:end], value=words, kind=label.kind, of_a_child=label.of_a_child))
    return results


def filled_field(name: str, value: str) -> Filled | None:
    """Return a form's field as a label filled in, if its name is such a label and its value fits."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", name).strip()
    found = filled(f"{spaced}: {value}")
    return found[0] if found else None


def _labels(text: str) -> Iterator[tuple[int, int, _Label]]:
    """Find the labels, none inside another: at the start of a line, or with a colon behind.

    Yields
    ------
    tuple
        Start, end and the label.
    """
    taken: list[tuple[int, int, _Label]] = []
    for label in _LABELS:
        for match in label.pattern.finditer(text):
            start, end = match.span()
            begins = text[text.rfind("\n", 0, start) + 1 : start].strip(" •|\t") == ""
            if not (begins or re.match(r"\s?(?:\([^)\n]{0,40}\))?\s?:", text[end:])):
                continue
            if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                taken.append((start, end, label))
    yield from sorted(taken, key=lambda found: found[0])


def _value(after: str) -> str:
    """Return the value of a label: the rest of its line, or the next line if that is empty."""
    rest = re.sub(r"^\s?(?:\([^)\n]{0,40}\))?[ :?.…_–|-]*", "", after, count=1)
    lines = rest.split("\n")
    first = lines[0].strip(" _.…|")
    return first or (lines[1].strip(" _.…|") if len(lines) > 1 else "")
