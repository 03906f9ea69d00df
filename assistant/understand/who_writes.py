"""Whether staff write who are not the safeguarding lead: “I’m on lunches”, “she’s in my form”, “our DSL is off”.

Who names a job that a lead does not have is known by its words, and a lead who says so is none. Else two models say of a sentence
whether it shows: one from words in a row, one with the bundled encoder and small additions. Both were taught messages by many
hands (evals/questions/writers.jsonl); ``python -m evals writers --train`` makes who_writes.npz anew.
"""

from __future__ import annotations

import re
from importlib import resources

import numpy as np

from assistant.encoders import LabelledEncoder, WordRows, read_word_rows, taught_in
from assistant.understand.asked_parts import sentences_as_typed
from corpus.once import once

SURE_OF_THE_WRITER = 0.5
"""How likely both models together must find it of one sentence, from 0 to 1, the mean of the two (docs/evaluation/answers.md)."""
_FILE = "who_writes.npz"
_MOST_READ = 3  # sentences of a message: those that its words in a row make likeliest
_JOBS = (
    r"ta|t\.a\.|teaching assistant|lsa|learning support assistant|hlta|(?:class |supply |subject |pe |music )?teacher|form tutor"
    r"|lecturer|cover supervisor|ect(?! mentor)|nqt|dinner lady|(?:midday|mid-day|lunchtime) (?:supervisor|assistant)|caretaker"
    r"|(?:school|nursery|college) (?:cook|cleaner|secretary)|site manager|receptionist|librarian|technician|lollipop (?:lady|man)"
    r"|passenger assistant|key ?worker|key person|nursery (?:nurse|practitioner)|room leader|attendance officer|head of year"
    r"|pastoral (?:assistant|manager|worker)"
)
_LEAD = r"(?:d?dsl|designated (?:safeguarding )?(?:lead|person|teacher)|safeguarding (?:lead|officer|manager)|head ?teacher)\b"
_NO_ROLE = (
    r"not|no|our|my|his|her|their|to|with|for|in|from|under|off|about|if|that|but|so|should|who|do|need|feel|can|know|would|will"
    r"|going|telling|seeing|asking|sure|waiting|worried|told"
)
_OTHER_LIFE = "parent|mum|mam|mom|mother|dad|father|former|retired|ex|and|at|of"
_IS_LEAD = re.compile(
    rf"\b(?:i['’]?m|i am)\b,?(?: (?!(?:{_NO_ROLE})\b)[\w'’-]+[,/&(]{{0,2}}){{0,8}}? ?[/(]?{_LEAD}"
    r"(?!['’]s| (?!and|at|in|of|for|as|here)[a-z])"
    rf"|\bi (?:was made|became|took over as|lead on safeguarding)\b|\bas (?:a |the )?(?:\w+ )?{_LEAD} (?:and|i['’]?m?)\b"
    rf"|\bi['’]?m [^.?!\n]*\bresponsib\w+ for safeguarding\b|(?:^|[.!?\n] ?){_LEAD} here\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    rf"\b(?:i['’]?m|i am) (?:just |only )?(?:a|an|the|his|her|their) (?:(?!(?:{_OTHER_LIFE})\b)[\w-]+ ){{0,2}}?(?:{_JOBS})\b"
    r"(?!['’])"
    rf"|(?:^|[.!?\n] ?)(?:(?!(?:my|our|his|her|their|a|the|head|designated|one|no|another|every)\b)\w+ )?(?:{_JOBS}) here\b"
    r"(?! (?:saw|told|said|has|is|was|says))"
    r"|\bi['’]?m (?:just |only )?the (?:cook|cleaner)\b"
    rf"|\b(?:i['’]?m|i am) not (?:the|a|our) {_LEAD}",
    re.IGNORECASE,
)


class WriterModel:
    """What was learned.

    Parameters
    ----------
    rows : WordRows
        How likely it shows in a sentence, from its words in a row.
    encoder : LabelledEncoder
        The same from the sentence as a whole, of one label.
    """

    def __init__(self, rows: WordRows, encoder: LabelledEncoder) -> None:
        self._rows, self._encoder = rows, encoder

    def likely(self, message: str) -> float:
        """Return how likely it shows in one of the sentences, from 0 to 1."""
        shown = {sentence: self._rows.likely(sentence) for sentence in sentences_as_typed(message)}
        read = sorted(shown, key=lambda sentence: -shown[sentence])[:_MOST_READ]
        if not read:
            return 0.0
        by_encoder = 1 / (1 + np.exp(-self._encoder.log_odds(read)[:, 0]))
        return max((shown[sentence] + float(likely)) / 2 for sentence, likely in zip(read, by_encoder, strict=True))


@once
def load_writer_model() -> WriterModel:
    """Load what comes with the project.

    Raises
    ------
    ModelError
        If the bundled encoder is not installed, or its weights are not the expected ones.
    """
    with resources.files("assistant.understand").joinpath(_FILE).open("rb") as file, np.load(file) as stored:
        return WriterModel(read_word_rows(stored), LabelledEncoder(taught_in(stored)))


def writes_without_the_lead(message: str) -> bool:
    """Whether a message shows that whoever writes works there and is not the safeguarding lead.

    Raises
    ------
    ModelError
        As ``load_writer_model`` does.
    """
    if _IS_LEAD.search(message):
        return False
    return bool(_SAYS_SO.search(message)) or load_writer_model().likely(message) >= SURE_OF_THE_WRITER
