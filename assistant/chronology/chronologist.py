"""Puts the dated entries of a record in order: hears danger first, takes details out, and finds facts.

Rules find them, and the models of situations some features of high risk. Nothing is decided about a child, nothing is scored,
nothing is stored, and nothing of what is pasted is logged.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import messages
from assistant.answer import BoundSentences, cite_sentences, fixed_statement
from assistant.chronology.over_time import ShownOverTime, shown_over_time
from assistant.chronology.record import Entry, ReadRecord, UnreadPart, read_record, with_text
from assistant.chronology.when import circumstances_of
from assistant.errors import QuestionError
from assistant.safety import Redactor, gates
from assistant.types import Citation, Notice, Question, Section, Statement
from assistant.types import Finding as GateFinding
from corpus.index import PassageIndex
from corpus.pii import Span, counted
from corpus.register import Register
from corpus.statements import ReviewLedger, load_chronology

_A_MESSAGE = 4  # words; what has fewer is a scrap of a record: “31/02/2026 odd”
_CAUTION_OF = {
    "strangulation": "strangulation",
    "refuge-or-flight": "refuge",
    "honour-based": "honour",
    "forced-marriage": "honour",
    "fgm": "honour",
}
"""What never to do, by the high-risk feature that speaks of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedRecord:
    """A record in order, without details.

    Parameters
    ----------
    as_at : date
        The day it is read on, whose editions count.
    record : ReadRecord
        Its entries.
    shown : ShownOverTime or None
        What it shows; nothing where it must be refused.
    guidance : tuple of Statement
        What guidance says of such a record.
    citations : tuple of Citation
        What bears it out.
    danger : bool
        Whether danger now was heard in the newest entries.
    notices : tuple of Notice
        What else the person should know.
    """

    as_at: date
    record: ReadRecord
    shown: ShownOverTime | None = None
    guidance: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    danger: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether part of it must be refused."""
        return self.shown is None

    @property
    def before(self) -> tuple[Section, ...]:
        """The fixed text that stands above the facts: what never to do, or the refusal."""
        cautions = dict.fromkeys(_CAUTION_OF.get(card.card_id, "") for card in (self.shown.grave if self.shown else ()))
        parts = (
            (
                messages.CAUTIONS_HEADING,
                tuple(messages.CAUTIONS[name] for name in cautions if name in messages.CAUTIONS),
            ),
            (messages.REFUSED_HEADING, (messages.CHRONOLOGY_REFUSED, *messages.REFUSED) if self.refused else ()),
        )
        return tuple(
            Section(heading=heading, statements=tuple(map(fixed_statement, texts))) for heading, texts in parts if texts
        )


class Chronologist:
    """Puts records in order, from one library.

    Parameters
    ----------
    index : PassageIndex
        The library, in which what bears a sentence out is looked up.
    register : Register
        All registered editions.
    allowed : callable
        Returns the ids of the sources that may answer on a day.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        allowed: Callable[[date], Collection[str]],
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self._register, self._allowed = register, allowed
        self._bound = BoundSentences(index=index, register=register, reviews=reviews)

    def put_in_order(self, text: str, as_at: date, redactor: Redactor) -> OrderedRecord:
        """Return a record in order, with what it shows and what guidance says of it.

        Parameters
        ----------
        text : str
            As pasted.
        as_at : date
            The day it is read on.
        redactor : Redactor
            That of the conversation.

        Raises
        ------
        QuestionError
            If no entry can be read, or there are too many.
        """
        typed = read_record(text, as_at)
        danger = _danger(typed, as_at)
        refused = any(_must_be_refused(part, as_at) for part in _parts(typed))
        record = _plain(typed, redactor)
        if record is None or refused:
            nothing = replace(typed, entries=(), unread=(), notes=())
            return OrderedRecord(as_at=as_at, record=nothing, danger=danger)
        shown = shown_over_time(record[0], as_at)
        said = load_chronology().said_of(circumstances_of(shown))
        drafts = [self._bound.drafted(sentence, self._allowed(as_at)) for sentence in said]
        statements, citations = cite_sentences(drafts, self._register, as_at, self._bound.changed_since)
        return OrderedRecord(
            as_at=as_at,
            record=record[0],
            shown=shown,
            guidance=tuple(statement for statement in statements if statement is not None),
            citations=citations,
            danger=danger,
            notices=(*record[1], *_staff(typed, as_at)),
        )


def hears_danger(text: str, as_at: date) -> bool:
    """Whether danger now is heard in the newest entries of a pasted record, which need no library; of one unreadable, in all."""
    try:
        return _danger(read_record(text, as_at), as_at)
    except QuestionError:
        question = Question(text=text[-gates.MAX_QUESTION_CHARS :], as_at=as_at)
        return not gates.shut("danger_now", gates.danger_now, question).passed


def without_names(record: ReadRecord, redactor: Redactor) -> ReadRecord:
    """Return a record without details: read twice, so that who is known late has the same letter early."""
    return _with_texts(record, _redacted(record, redactor)[0])


def _redacted(record: ReadRecord, redactor: Redactor) -> tuple[list[str], list[Span]]:
    texts = _parts(record)
    found = [redactor.redact(text) for text in texts]
    again = [redactor.redact(one.text, only_met=True).text for one in found]
    return again, [span for one in found for span in one.spans]


def _plain(record: ReadRecord, redactor: Redactor) -> tuple[ReadRecord, tuple[Notice, ...]] | None:
    """Return a record without details and the notice that they were taken out; nothing of it if that cannot be done."""
    try:
        texts, spans = _redacted(record, redactor)
    except Exception:  # without its words rather than with a name
        return None
    what = counted(span.kind for span in spans)
    notices = (Notice("redacted", messages.REDACTED.format(what=what)),) if what else ()
    return _with_texts(record, texts), notices


def _parts(record: ReadRecord) -> list[str]:
    return [*(entry.text for entry in record.entries), *(part.text for part in record.unread)]


def _with_texts(record: ReadRecord, texts: Sequence[str]) -> ReadRecord:
    n = len(record.entries)
    entries: list[Entry] = [with_text(entry, text) for entry, text in zip(record.entries, texts[:n], strict=True)]
    unread = [UnreadPart(text=text, why=part.why) for part, text in zip(record.unread, texts[n:], strict=True)]
    return replace(record, entries=tuple(entries), unread=tuple(unread))


def _danger(record: ReadRecord, as_at: date) -> bool:
    """Whether danger now is heard in the entries of the newest day, or where no day could be read."""
    newest = record.entries[-1].day
    texts = [entry.text for entry in record.entries if entry.day == newest] + [part.text for part in record.unread]
    questions = [Question(text=text[: gates.MAX_QUESTION_CHARS], as_at=as_at) for text in texts if text.strip()]
    return any(not gates.shut("danger_now", _heard_in(question.text), question).passed for question in questions)


def _heard_in(text: str) -> Callable[[Question], GateFinding]:
    """Return what hears danger in a part of a record: in a scrap the rules alone, since the classifier was taught messages."""
    return gates.danger_now if len(text.split()) >= _A_MESSAGE else gates.danger_by_rule


def _must_be_refused(text: str, as_at: date) -> bool:
    """Whether rules refuse a part; what asks nothing is a record and no request, so that the classifier is not asked."""
    question = Question(text=text[: gates.MAX_QUESTION_CHARS], as_at=as_at)
    return not gates.shut("harmful", gates.harmful if text.rstrip().endswith("?") else _by_rule, question).passed


def _by_rule(question: Question) -> GateFinding:
    reason = gates.harmful_by_rule(question)
    return GateFinding("harmful", not reason, reason)


def _staff(record: ReadRecord, as_at: date) -> tuple[Notice, ...]:
    staff = next(filter(None, (gates.about_staff(Question(text=text, as_at=as_at)) for text in _parts(record))), "")
    return (Notice("staff_help", messages.STAFF_HELP[staff]),) if staff else ()
