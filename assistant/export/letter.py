"""A letter to begin from: what was given filled in as it was without details, the rest left open, each clause with its pinpoint.

It is a draft, says so first, and is never sent from here. Nothing of where a family is comes into it: a message that speaks of a
refuge or of hiding fills in no story, and a sentence that speaks of an address fills in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant import messages
from assistant.export.evidence_pack import writable
from assistant.understand import read_notification, told_part
from corpus.register import Register
from corpus.statements import AskedOf, Letter, ReviewedSentence, load_letters, load_sharing, sentences_of
from corpus.text import one_line

_CHILD = re.compile(r"\bChild [A-Z]\d*\b")
_YEAR = re.compile(r"\b(?:year|yr|y) ?(\d{1,2})\b", re.IGNORECASE)
_EARLY = re.compile(r"\b(reception|nursery)\b (?:child|boy|girl|pupil|class)", re.IGNORECASE)
_A_NOTIFICATION = 2  # facts: what speaks of a notification has fewer
_WHERE = re.compile(
    r"\b(?:address|postcode|road|street|avenue|lane|close|flat|hotel|hostel|b ?& ?b|accommodation|refuge|safe house"
    r"|lives? (?:at|in|on|with)"
    r"|living (?:at|in|on|with)|stay(?:s|ing|ed)? (?:at|in|with)|moved? (?:to|in)|gone to|new school|town|village)\b|\[address",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"\b(?:refuge|hostel|emergency accommodation|temporary accommodation|safe house|hiding|fled|flee\w*|escap\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLetter:
    """A letter as it may be looked at, changed and taken away.

    Parameters
    ----------
    letter_id : str
        Of the letter that it was made from.
    subject : str
        What it is.
    before : tuple of str
        What to know before it is sent; not a part of it.
    lines : tuple of str
        Whom it goes to, and what about.
    opening : str
        Its first sentence.
    clauses : tuple of pairs
        What it says, each with the numbers of what bears it out, such as ``[1] [2]``.
    pinpoints : tuple of str
        What bears the clauses out, in the order of the numbers.
    made_at : datetime
        When it was made, in England.
    """

    letter_id: str
    subject: str
    before: tuple[str, ...]
    lines: tuple[str, ...]
    opening: str
    clauses: tuple[tuple[str, str], ...]
    pinpoints: tuple[str, ...]
    made_at: datetime

    @property
    def title(self) -> str:
        """What stands over it, whatever it is."""
        return messages.LETTER_TITLE

    @property
    def name(self) -> str:
        """What its file is called: no word of the case."""
        return f"draft-{self.letter_id}-{self.made_at:%Y-%m-%d-%H%M}"


def draft_letter(letter_id: str, asked: str, register: Register, made_at: datetime) -> DraftLetter:
    """Return a letter with what was given filled in.

    Parameters
    ----------
    letter_id : str
        Of one of ours.
    asked : str
        The question, without details.
    register : Register
        Names the editions that its clauses rest on.
    made_at : datetime
        Now, in England.

    Raises
    ------
    KeyError
        If there is no such letter.
    """
    letter = {one.letter_id: one for one in load_letters()}[letter_id]
    given = _given(asked)
    numbers: dict[str, int] = {}
    clauses = tuple((_filled(one.text, given), _marks(one, register, numbers)) for one in letter.clauses)
    first = (messages.LETTER_FIRST[letter_id],) if letter_id in messages.LETTER_FIRST else ()
    hiding = (messages.LETTER_HIDING,) if is_hiding(asked) else ()
    return DraftLetter(
        letter_id=letter.letter_id,
        subject=letter.title,
        before=tuple(text.replace("**", "") for text in (*first, *hiding, *messages.LETTER_BEFORE)),
        lines=tuple(_filled(line, given) for line in _head(letter)),
        opening=_filled(letter.opening, given),
        clauses=clauses,
        pinpoints=tuple(numbers),
        made_at=made_at,
    )


def letter_text(letter: DraftLetter) -> str:
    """Return a letter as plain text, with what it rests on at its end."""
    return "\n\n".join(_blocks(letter))


def is_hiding(asked: str) -> bool:
    """Whether a question speaks of a family that is, or may be, hiding from somebody."""
    refuge = next(one for one in load_sharing().circumstances if one.circumstance_id == "refuge")
    cued = any(cue.is_in(sentence) for cue in refuge.cues for sentence in sentences_of(asked))
    return cued or _HIDING.search(asked) is not None


def _blocks(letter: DraftLetter) -> Iterator[str]:
    yield letter.title
    yield "\n".join(f"- {line}" for line in letter.before)
    yield letter.subject
    yield "\n".join(letter.lines)
    yield letter.opening
    yield from (f"{text} {marks}" for text, marks in letter.clauses)
    yield "\n".join(SIGNATURE)
    yield f"{messages.LETTER_MARKS_HEADING}\n{messages.LETTER_EDITION}"
    yield "\n".join(f"[{number}] {words}" for number, words in enumerate(letter.pinpoints, start=1))


SIGNATURE = ("[your name], Designated Safeguarding Lead", "[school], [secure address], [telephone]", "[date]")
"""Who writes: for the person to fill in."""


def _head(letter: Letter) -> tuple[str, ...]:
    return (f"To: {letter.to}", *letter.about)


def _marks(clause: ReviewedSentence, register: Register, numbers: dict[str, int]) -> str:
    """Return the numbers of what bears a clause out; each place on paper has one."""
    found = []
    for binding in clause.bindings:
        source = register.get(binding.source_id)
        name = source.name if source is not None else binding.source_id
        place = f"{name}, {binding.where}"
        found.append(numbers.setdefault(place, len(numbers) + 1))
    return " ".join(f"[{number}]" for number in dict.fromkeys(found))


def _given(asked: str) -> dict[str, str]:
    """Return what was given for each gap, or the gap in square brackets."""
    child, year, early = _CHILD.search(asked), _YEAR.search(asked), _EARLY.search(asked)
    notification = read_notification(asked)
    missing = notification.missing.get(AskedOf.POLICE, ()) if notification.n_facts >= _A_NOTIFICATION else ()
    return {
        "child": child.group() if child else "[name]",
        "year": f"Year {year[1]}" if year else early[1].capitalize() if early else "[year group]",
        "missing": "; ".join(missing) or "[what you need to know]",
        "story": _story(asked) or "[what was seen and heard, from whom and when, in the words used]",
    }


def _story(asked: str) -> str:
    """Return what was told, in quotation marks; nothing of where a family is, and nothing at all of one that may be hiding."""
    if is_hiding(asked):
        return ""
    told = (one_line(sentence) for sentence in re.split(r"(?<=[.?!;])\s+|\n", told_part(asked)))
    safe = [sentence for sentence in told if len(sentence.split()) > _FEW and not _WHERE.search(sentence)]
    return f"“{' '.join(safe)}”" if safe else ""


_FEW = 2  # words: fewer tell nothing


def _filled(text: str, given: dict[str, str]) -> str:
    return writable(re.sub(r"\{(\w+)\}", lambda gap: given[gap[1]], text))
