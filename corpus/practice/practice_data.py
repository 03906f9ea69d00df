"""All that is known of how staff speak: questions for paragraphs, phrases, and cases. A build attaches it to its passages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from corpus.practice.cases import Case, load_cases
from corpus.practice.phrases import Phrase, load_phrases
from corpus.practice.questions import StaffQuestions, load_questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Questions, phrases and cases; any may be empty."""

    asked: tuple[StaffQuestions, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all of it: equal fingerprints, equal bridges."""
        rows = [*self.asked, *self.phrases, *self.cases]
        return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()

    def said(self) -> Iterator[str]:
        """Return every message in it, as typed."""
        asked = (question for row in self.asked for question in row.questions)
        return chain(asked, (phrase.say for phrase in self.phrases), (case.say for case in self.cases))


def load_practice() -> Practice:
    """Load what comes with the project.

    A ``StaffWordsError`` names the file and line that cannot be read.
    """
    return Practice(asked=load_questions(), phrases=load_phrases(), cases=load_cases())
