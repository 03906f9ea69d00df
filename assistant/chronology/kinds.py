"""What an entry can tell: kinds of things that come again in a record, each found by words that a trainer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.chronology.child_words import POINTED, WORDS, words_on_home
from assistant.chronology.clauses import SPEECH, Clause, found_in, sentences_in
from assistant.chronology.kind_patterns import ADULT, SHOWN
from assistant.safety import Cue

_PARENTS_BODY = re.compile(
    rf"\b{ADULT}\b(?! (?:{SPEECH}))(?:(?!\b(?:{SPEECH}|child|he|she|pupil|who)\b)[^.;:]){{0,45}}$", re.IGNORECASE
)
_PETS = re.compile(r"\b(?:puppy|dog|kitten|cat|rabbit|hamster|baby) $", re.IGNORECASE)
_ON_A_PARENT = re.compile(
    rf"^[^.;:,]{{0,25}}\b(?:on|to|around|under|over|across) (?:\w+ )?(?:{ADULT})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing.

    Parameters
    ----------
    kind_id : str
        A slug.
    title : str
        In words, at the beginning of a line.
    shown : Cue
        The words that tell of it.
    event : bool
        Whether to speak about it later does not make it happen again.
    of_child : bool
        Whether it counts of the child alone, and not of a parent's body.
    counted : bool
        Whether it is a concern, whose dates are looked at for coming closer together.
    """

    kind_id: str
    title: str
    shown: Cue
    event: bool = False
    of_child: bool = False
    counted: bool = True


KINDS = (
    Kind(
        kind_id="police-notification",
        title="Police notifications",
        event=True,
        shown=SHOWN["police-notification"],
    ),
    Kind(
        kind_id="injury",
        title="Injuries or marks on the child",
        event=True,
        of_child=True,
        shown=SHOWN["injury"],
    ),
    Kind(
        kind_id="absence",
        title="Absences",
        event=True,
        of_child=True,
        shown=SHOWN["absence"],
    ),
    Kind(
        kind_id="late",
        title="Lateness",
        event=True,
        shown=SHOWN["late"],
    ),
    Kind(
        kind_id="late-collection",
        title="Collected late or not collected",
        shown=SHOWN["late-collection"],
    ),
    Kind(
        kind_id="hunger",
        title="Hunger",
        event=True,
        shown=SHOWN["hunger"],
    ),
    Kind(
        kind_id="care",
        title="Dirty, unwashed, or not dressed for the weather",
        shown=SHOWN["care"],
    ),
    Kind(
        kind_id="tired",
        title="Tiredness",
        of_child=True,
        event=True,
        shown=SHOWN["tired"],
    ),
    Kind(
        kind_id="upset",
        title="Upset, quiet or frightened",
        of_child=True,
        shown=SHOWN["upset"],
    ),
    Kind(
        kind_id="aggression",
        title="Hitting out or disruption",
        event=True,
        shown=SHOWN["aggression"],
    ),
    Kind(
        kind_id="wetting",
        title="Wetting or soiling",
        event=True,
        shown=SHOWN["wetting"],
    ),
    Kind(
        kind_id="not-home",
        title="Did not want to go home, or to somebody",
        event=True,
        shown=SHOWN["not-home"],
    ),
    Kind(
        kind_id=WORDS,
        title="The child’s own words about home",
        counted=False,
        shown=POINTED,
    ),
    Kind(
        kind_id="caring",
        title="Looking after others at home",
        shown=SHOWN["caring"],
    ),
    Kind(
        kind_id="home-violence",
        title="Shouting, fighting or violence at home",
        event=True,
        shown=SHOWN["home-violence"],
    ),
    Kind(
        kind_id="new-adult",
        title="A new adult, or one who came back",
        shown=SHOWN["new-adult"],
    ),
    Kind(
        kind_id="appointment",
        title="Appointments or meetings missed",
        shown=SHOWN["appointment"],
    ),
    Kind(
        kind_id="drink-drugs",
        title="Drink or drugs in the family",
        shown=SHOWN["drink-drugs"],
    ),
    Kind(
        kind_id="missing",
        title="Missing, or ran off",
        shown=SHOWN["missing"],
    ),
    Kind(
        kind_id="sexualised",
        title="Sexualised words or behaviour",
        shown=SHOWN["sexualised"],
    ),
    Kind(
        kind_id="money-housing",
        title="Money or housing",
        shown=SHOWN["money-housing"],
    ),
    Kind(
        kind_id="parent-not-reached",
        title="A parent not seen or not reached",
        shown=SHOWN["parent-not-reached"],
    ),
    Kind(
        kind_id="parent-contact",
        title="Contact with a parent or carer",
        counted=False,
        shown=SHOWN["parent-contact"],
    ),
)

_OPENS = re.compile(r"(?<!\w)['‘“\"](?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?])['’”\"](?!\w)")
_SUBJECT = re.compile(rf"\b(?:i|i'm|me|we|us|he|she|they|it|{ADULT}|brother|sister|baby)\b", re.IGNORECASE)
_A_PARENT_FIRST = re.compile(rf"\W*{ADULT} (?!{SPEECH}|and\b|collected|brought|dropped)", re.IGNORECASE)
_ANIMAL = r"(?:puppy|pup|dog|kitten|cat|rabbit|hamster|guinea pig|pony|horse)"
_ANOTHER_FIRST = re.compile(
    rf"\W*(?:(?:the|a|his|her|their|our|new|class|school) )*"
    rf"(?:(?:{ADULT}|teacher|ta|head|staff|sw|social worker|childminder)\b(?! (?:{SPEECH}|and|collected|brought|dropped)\b)"
    rf"|{_ANIMAL}\b(?! (?:bit|scratched|knocked|jumped|nipped)\b))",
    re.IGNORECASE,
)


def kinds_in(text: str, read: Mapping[str, Clause] = MappingProxyType({})) -> Iterator[tuple[Kind, Clause]]:
    """Return what an entry tells of its day, by kind, each with the first words that tell it.

    Parameters
    ----------
    text : str
        An entry.
    read : mapping of str to Clause
        What a model read in it, by the ids of kinds: asked where no pattern finds the kind.

    Yields
    ------
    tuple of Kind and Clause
    """
    for kind in KINDS:
        if kind.kind_id == WORDS:
            if clause := words_on_home(text):
                yield kind, clause
            continue
        clauses = [*found_in(text, kind.shown), *_read_as(kind, read)]
        if told := next((clause for clause in clauses if _is_told(kind, clause, text)), None):
            yield kind, told


def _read_as(kind: Kind, read: Mapping[str, Clause]) -> list[Clause]:
    """Return what a model read of a kind: not of an adult or an animal, where the kind is of the child."""
    clause = read.get(kind.kind_id)
    if clause is None or (kind.of_child and (_ANOTHER_FIRST.match(clause.words) or _of_animal(clause.sentence))):
        return []
    return [clause]


def _of_animal(sentence: str) -> bool:
    """Whether a sentence is of an animal from its first word on: "Puppy limping, paw wrapped up"."""
    first = _ANOTHER_FIRST.match(sentence)
    return first is not None and re.search(rf"\b{_ANIMAL}$", first.group(), re.IGNORECASE) is not None


def _is_told(kind: Kind, clause: Clause, text: str) -> bool:
    """Whether words that speak of a kind tell of it on the day of their entry."""
    return (
        clause.is_told
        and not (kind.event and clause.is_only_spoken_about)
        and not (kind.of_child and (is_of_parent(clause) or _is_of_another(text, clause)))
        and not (kind.kind_id == "upset" and SHOWN["not-home"].search(clause.sentence))
    )


def is_of_parent(clause: Clause) -> bool:
    """Whether what is told is of a parent's body, a pet or a baby, and not of the child."""
    before = clause.before.replace("’", "'")
    if _PETS.search(before):
        return True
    return _PARENTS_BODY.search(before) is not None or _ON_A_PARENT.search(clause.after) is not None


def _is_of_another(text: str, clause: Clause) -> bool:
    """Whether the one who is upset is a parent who was named just before, or somebody whom the child speaks of."""
    if not clause.before.strip(" \"'‘’“”-–"):
        earlier = [sentence for _, sentence in sentences_in(text[: clause.at])]
        if earlier and _A_PARENT_FIRST.match(earlier[-1]):
            return True
    before = text[: clause.at + clause.start]
    opened, closed = _last(_OPENS, before), _last(_CLOSES, before)
    within = before[opened:]
    if opened < 0 or opened < closed or not _CLOSES.search(text[clause.at + clause.end :]):
        return False
    subjects = [match.group().casefold() for match in _SUBJECT.finditer(within)]
    return bool(subjects) and subjects[-1] not in {"i", "i'm", "me", "we", "us"}


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
