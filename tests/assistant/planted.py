"""Planted statements: true sentences of passages of our own, each changed in one way that makes it say something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Written for this test and never used to set the support check.
SENTENCES: tuple[str, ...] = (
    "The school office must ring home by 10 am on the first day of an absence that nobody has explained.",
    "A teacher who finds a pupil crying should tell the deputy before the end of the lesson.",
    "The deputy may speak to the pupil’s sister without asking the parents.",
    "The governors should read a report on attendance at least three times a year.",
    "The trust must keep the visitors’ book for six years.",
    "A parent may see the file within 15 working days of a written request.",
    "The headteacher must not leave a visitor alone with a pupil.",
    "Staff should never promise a pupil that a secret will be kept.",
    "The nurse should weigh every child under 5 once a term.",
    "The police must tell the school when a parent is released from prison.",
    "The court may send a copy of its order to the school.",
    "Coaches should be trained before they work with children under 12.",
    "The local authority must answer a complaint within 20 working days.",
    "Social workers should visit the child at home within 10 days of the referral.",
    "The college should name an officer for students aged 16 or over.",
    "Volunteers do not need a badge when a teacher is with them.",
    "From 1 January 2023 each club must have a policy on photographs.",
    "The minibus should not leave until the register has been checked by two adults.",
    "A pupil over 14 may walk home alone if a parent has agreed in writing.",
    "The caretaker must lock the side gate after 9 am.",
    "The panel should meet within five days and must record its reasons.",
    "The doctor may refuse to share the notes unless the court asks for them.",
)
RESTATED: tuple[tuple[str, int], ...] = (
    ("By 10 am on the first day of an unexplained absence, the school office must ring home.", 0),
    ("A teacher who finds a pupil in tears should tell the deputy before the lesson ends.", 1),
    ("A teacher should inform the deputy before the end of the lesson on finding a pupil crying.", 1),
    ("Without asking the parents, the deputy may speak to the pupil’s sister.", 2),
    ("The deputy can talk to the sister of the pupil without asking the parents.", 2),
    ("Governors should read an attendance report at least three times a year.", 3),
    ("The visitors’ book must be kept for six years.", 4),
    ("The trust has to retain the visitors’ book for 6 years.", 4),
    ("A parent may see the file within fifteen working days of asking in writing.", 5),
    ("The headteacher must not leave visitors alone with pupils.", 6),
    ("A visitor must not be left alone with a pupil by the headteacher.", 6),
    ("Staff should never promise pupils that they will keep a secret.", 7),
    ("Each child under five should be weighed once a term by the nurse.", 8),
    ("The nurse should weigh all children under 5 once a term.", 8),
    ("When a parent is released from prison, the police must tell the school.", 9),
    ("The police are required to notify the school of a parent’s release from prison.", 9),
    ("The court may send the school a copy of its order.", 10),
    ("A copy of the order may be sent to the school by the court.", 10),
    ("Before they work with children under 12, coaches should be trained.", 11),
    ("Coaches should have training before working with under-12s.", 11),
    ("Complaints must be answered by the local authority within 20 working days.", 12),
    ("The council must reply to a complaint within twenty working days.", 12),
    ("A social worker should visit the child at home within ten days of the referral.", 13),
    ("The college should name an officer for students aged at least 16.", 14),
    ("For students of 16 or over, the college should appoint an officer.", 14),
    ("A volunteer does not need a badge when with a teacher.", 15),
    ("Every club must have a photographs policy from 1 January 2023.", 16),
    ("The minibus should not leave until two adults have checked the register.", 17),
    ("A pupil over 14 may walk home alone if a parent has agreed in writing.", 18),
    ("The side gate must be locked by the caretaker after 9am.", 19),
    ("The panel should meet within 5 days.", 20),
    ("The panel must record its reasons.", 20),
    ("The doctor may refuse to share the notes unless asked by the court.", 21),
    ("Unless the court asks for the notes, the doctor may refuse to share them.", 21),
)

_NUMBERS = {
    "10": "11",
    "three": "two",
    "six": "four",
    "15": "50",
    "5": "7",
    "12": "16",
    "20": "10",
    "16": "18",
    "14": "12",
    "9": "8",
    "five": "fifteen",
    "two": "three",
    "2023": "2024",
    "1": "3",
}
_UNITS = {"working days": "days", "days": "weeks", "years": "months", "am": "pm", "lesson": "week"}
_ROLES = {
    "school office": "police",
    "deputy": "social worker",
    "governors": "parents",
    "headteacher": "nurse",
    "parent ": "neighbour ",
    "nurse": "teacher",
    "police": "court",
    "court": "police",
    "coaches": "parents",
    "local authority": "school",
    "social workers": "teachers",
    "college": "local authority",
    "doctor": "headteacher",
    "teacher": "parent",
    "volunteers": "parents",
}
_OTHERS = {
    "before": "after",
    "under": "over",
    "over": "under",
    "at least": "at most",
    "without asking": "after asking",
    "every": "no",
    "January": "June",
    "sister": "mother",
    "until": "after",
    "alone": "together",
}
_TAILS = (
    " and send a copy to the police",
    ", or face dismissal",
    " because the law says so",
    ", which protects the school from being sued",
    " and tell the newspapers",
    ", unless the family is well known",
)


def _swap(table: dict[str, str]) -> Callable[[str], Iterator[str]]:
    def change(sentence: str) -> Iterator[str]:
        for old, new in table.items():
            changed = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", new, sentence, count=1, flags=re.IGNORECASE)
            if changed != sentence:
                yield changed[0].upper() + changed[1:]

    return change


def _modals(sentence: str) -> Iterator[str]:
    for old, new in (("must", "should"), ("should", "must"), ("may", "must"), ("may", "should"), ("must", "may")):
        if re.search(rf"\b{old}\b", sentence):
            yield re.sub(rf"\b{old}\b", new, sentence, count=1)
    if "do not need" in sentence:
        yield sentence.replace("do not need", "must not have")


def _denied(sentence: str) -> Iterator[str]:
    for said in (r"(must|should|may) not ", r"(must|should|may) never ", r"(do) not "):
        if re.search(said, sentence):
            yield re.sub(said, r"\1 ", sentence, count=1).replace("do need", "need")
            return
    yield re.sub(r"\b(must|should|may)\b", r"\1 not", sentence, count=1)


def _longer(sentence: str) -> Iterator[str]:
    for tail in _TAILS:
        yield f"{sentence.removesuffix('.')}{tail}."


_CHANGES: dict[str, Callable[[str], Iterator[str]]] = {
    "modal": _modals,
    "negation": _denied,
    "number": _swap(_NUMBERS),
    "unit": _swap(_UNITS),
    "actor": _swap(_ROLES),
    "opposite": _swap(_OTHERS),
    "added": _longer,
}


def changes(sentence: str) -> Iterator[tuple[str, str]]:
    """Return a sentence with each change that can be made to it, and the kind of change."""
    for kind, change in _CHANGES.items():
        for changed in change(sentence):
            yield changed, kind


def planted() -> list[tuple[str, int, str]]:
    """Every false statement, with the place of its true sentence and the kind of change."""
    return [(changed, at, kind) for at, sentence in enumerate(SENTENCES) for changed, kind in changes(sentence)]
