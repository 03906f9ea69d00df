"""From a turn to the answer that is shown: its sections, what the reader should know about it, and answers of fixed text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import (
    N_LEADING,
    context_notices,
    edition_notices,
    fixed_statement,
    later_notices,
    own_words_notices,
    standing_lines,
    unknown_figure,
    upkeep_notices,
    where_to_ask,
)
from assistant.errors import AssistantError
from assistant.retrieve import Evidence, chosen_notices, premise
from assistant.safety import gates
from assistant.turn import Turn
from assistant.types import (
    Answer,
    ExpandedWording,
    Notice,
    Outcome,
    Question,
    Review,
    Section,
    StatementKind,
)
from assistant.understand import whom_to_ask, writes_without_the_lead
from corpus.errors import CorpusError
from corpus.index import PassageIndex
from corpus.models import Embedder
from corpus.register import Register

# Cards that tell of staff: where no child is spoken of, it may be the lead.
_ABOUT_STAFF = frozenset({"colleague-as-victim", "colleague-as-abuser"})
_A_CHILD = re.compile(
    r"\b(?:child|children|bab(?:y|ies)|boys?|girls?|lads?|lass|pupils?|students?|kids?|sons?|daughters?|toddlers?"
    r"|teenager|infants?|learner|y(?:ear)? ?\d{1,2})\b",
    re.IGNORECASE,
)


class Finisher:
    """Puts answers together.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        All registered editions and the library's own sources.
    embedder : Embedder
        Reads which kind of question it is, where nothing answers it.
    model_name : str
        The chat model's, or ``none``.
    """

    def __init__(self, index: PassageIndex, register: Register, embedder: Embedder, model_name: str) -> None:
        self._index, self._register, self._embedder, self._model_name = index, register, embedder, model_name

    def answered(self, turn: Turn) -> Answer:
        """Put the answer together, with what the reader should know about it."""
        question, written, first = turn.question, turn.written, _comes_first(turn)
        prompts = tuple(filter(None, (turn.understood.prompt_id, written.prompt_id)))
        answered = bool(written.citations) or any(section.reviewed for section in written.sections)
        return Answer(
            outcome=Outcome.ANSWERED if answered else Outcome.ABSTAINED,
            question=question.text,
            standalone_question=turn.understood.question,
            as_at=question.as_at,
            sections=_with_what_comes_first(
                first, written.sections if answered else (*self._standing(turn), self._abstained(turn))
            ),
            citations=written.citations,
            retrieved=turn.evidence.passages,
            notices=self._notices(turn, first),
            review=turn.review,
            expansions=tuple(
                ExpandedWording("; ".join(wording.terms), wording.query) for wording in turn.evidence.expansions
            ),
            shapes=turn.shapes,
            generation=self._index.generation,
            model=self._model_name if prompts else "none",
            prompt_id=" ".join(prompts) or "none",
            library=question.library,
            letters=turn.recognised.letters if answered else (),
            timings_ms=turn.watch.timings_ms,
        )

    def _abstained(self, turn: Turn) -> Section:
        """Say that the library does not say it, what was looked for, and whom to ask about this kind of question."""
        if turn.recognised.figures is not None and not turn.review["evidence"].passed:
            return section(messages.FIGURE_UNKNOWN_HEADING, unknown_figure(turn.recognised.figures))
        whom = where_to_ask(whom_to_ask(turn.understood.question, self._embedder), self._register)
        looked_for = messages.LOOKED_FOR.format(question=turn.understood.question, found=turn.review["evidence"].reason)
        nothing, others = messages.ABSTAINED
        return section(messages.ABSTAINED_HEADING, (nothing, whom, others, looked_for))

    def _standing(self, turn: Turn) -> tuple[Section, ...]:
        """Return which edition applies, if that is asked: the register knows it of editions that the library has not."""
        named = turn.evidence.editions.named
        lines = standing_lines(turn.understood.question, named, self._register, turn.question.as_at)
        return (section(messages.STANDING_HEADING, lines),) if lines else ()

    def _notices(self, turn: Turn, first: Sequence[Section]) -> tuple[Notice, ...]:
        as_at, cited, register = turn.question.as_at, turn.written.citations, self._register
        quotes = (
            one for section in turn.written.sections for one in section.statements if one.kind is StatementKind.QUOTE
        )
        markers = {marker for quote in quotes for marker in quote.citations}
        shown = tuple(citation for citation in cited if citation.marker in markers)
        every = (
            *turn.shown.notices,
            *chosen_notices(turn.question.library, self._index.sources),
            *edition_notices(turn.evidence.editions, cited, register, as_at, quoted=shown),
            *upkeep_notices(cited, self._index.stats, register, as_at),
            *own_words_notices((*first, *filter(_is_of_guidance, turn.written.sections)), cited, register, as_at),
            *later_notices(turn.written.sections, as_at),
            *context_notices(shown),
            *_premise(turn.understood.question, turn.evidence),
            *turn.written.notices,
            *_nation_mentioned(turn.asked),
        )
        return tuple(dict.fromkeys(every))  # each is said once

    def failed(self, turn: Turn, error: Exception) -> Answer:
        """Say that something broke; before details are taken out, nothing of the question or of the gates' reasons is shown."""
        hint = "Try again, or ask less at once"
        if turn.plain is None:
            turn = replace(turn, review=Review(tuple(replace(found, reason="") for found in turn.review.findings)))
            message = f"{type(error).__name__} while reading the question"
        elif isinstance(error, CorpusError | AssistantError):
            message, hint = error.message, error.hint
        else:
            message = f"{type(error).__name__} while answering"
        text = messages.FAILED.format(message=message, hint=hint)
        return self.fixed(turn, Outcome.FAILED, *_cautions(turn), section(messages.FAILED_HEADING, (text,)))

    def fixed(self, turn: Turn, outcome: Outcome, *sections: Section) -> Answer:
        """Return an answer of fixed text, which quotes nothing."""
        return Answer(
            outcome=outcome,
            question=turn.question.text,
            standalone_question=turn.question.text,
            as_at=turn.question.as_at,
            sections=sections,
            notices=turn.shown.notices,
            review=turn.review,
            generation=self._index.generation,
            library=turn.question.library,
        )


def _is_of_guidance(section: Section) -> bool:
    """Whether our own words in a section rest on an edition, and do not only name it."""
    return section.heading not in {messages.STANDING_HEADING, messages.BETWEEN_EDITIONS}


def section(heading: str, texts: Sequence[str]) -> Section:
    """Return fixed text under a heading."""
    return Section(heading=heading, statements=tuple(map(fixed_statement, texts)))


def _cautions(turn: Turn) -> tuple[Section, ...]:
    """Return what never to do in the situations that the person's own words speak of."""
    found = [messages.CAUTIONS[name] for name in turn.cautions]
    return (section(messages.CAUTIONS_HEADING, found),) if found else ()


def _to_the_lead(turn: Turn) -> tuple[Section, ...]:
    """Return whom to tell first, where staff tell a worry about a child who are not the lead; urgent help says it as well."""
    case = turn.recognised.case
    if case is None or not turn.review["danger_now"].passed:
        return ()
    told = turn.understood.question
    sure = {card.card_id for card in case.situations if card.card_id not in case.unsure}
    of_staff = bool(sure & _ABOUT_STAFF) and not _A_CHILD.search(told)
    if of_staff or not _is_without_the_lead(told):
        return ()
    return (section(messages.NOT_THE_LEAD_HEADING, messages.NOT_THE_LEAD),)


def _is_without_the_lead(text: str) -> bool:
    """Whether staff write who are not the lead; where the model cannot be used it is not known."""
    try:
        return writes_without_the_lead(text)
    except Exception:  # whatever is wrong with the model, the answer does not hang on it
        return False


def _comes_first(turn: Turn) -> tuple[Section, ...]:
    return (*_to_the_lead(turn), *_cautions(turn))


def _with_what_comes_first(first: Sequence[Section], sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections with whom to tell and what never to do first, or second where an answer of ours leads that is short."""
    n_leading = sum(_is_short_answer(section) for section in sections[:1])
    return (*sections[:n_leading], *first, *sections[n_leading:])


def _is_short_answer(section: Section) -> bool:
    return section.heading == messages.SHORT_ANSWER_HEADING and len(section.statements) <= N_LEADING


def _premise(question: str, evidence: Evidence) -> tuple[Notice, ...]:
    """Say that what the question takes for granted about the law is not borne out by what was found, if it is not."""
    taken = premise(question, [found.passage.text for found in evidence.passages])
    return (Notice("premise", messages.PREMISE.format(premise=taken)),) if taken else ()


def _nation_mentioned(question: Question) -> tuple[Notice, ...]:
    nation = gates.nation_named(question)
    return (Notice("jurisdiction", messages.OTHER_NATION_NOTICE.format(nation=nation)),) if nation else ()


def with_staff_help(turn: Turn, answer: Answer) -> Answer:
    """Say first where a member of staff finds help, if they speak of being hurt themselves or of not coping."""
    about = gates.about_staff(turn.asked) if turn.plain else ""
    if not about:
        return answer
    return replace(answer, notices=(Notice("staff_help", messages.STAFF_HELP[about]), *answer.notices))


def escalated(answer: Answer) -> Answer:
    """Put the urgent text before everything else."""
    urgent = section(messages.URGENT_HEADING, messages.URGENT_HELP)
    return replace(answer, outcome=Outcome.ESCALATED, sections=(urgent, *answer.sections))
