"""Assistant.ask: the one function to read first. A question goes in; an answer whose every quotation was checked comes out.

The gates read the person's own words. After them names and details are taken out, and what is searched for, sent to a model,
kept and shown is without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant import messages, stages
from assistant.answer import (
    Writer,
    WrittenAnswer,
    context_notices,
    edition_notices,
    fixed_statement,
    own_words_notices,
    upkeep_notices,
)
from assistant.editions import EditionComparer
from assistant.errors import AssistantError
from assistant.llm import ChatModel
from assistant.retrieve import Evidence, Retriever, chosen_notices, premise, strength
from assistant.safety import Plain, Redactor, gates, review_without_details, without_details
from assistant.stages import OnStage, Stages
from assistant.types import Answer, ExpandedWording, Notice, Outcome, Question, Review, Section
from assistant.understand import Shape, Understood, shapes_of, understand
from corpus.errors import CorpusError
from corpus.index import PassageIndex, tokens
from corpus.models import Embedder, Reranker
from corpus.practice import Lexicon, load_practice
from corpus.register import Register


class Assistant:
    """Answers questions from one generation of the library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        All registered editions and the library's own sources.
    lexicon : Lexicon or None
        What staff say, and what guidance calls it.
    model : ChatModel or None
        Writes prose, which is checked; without it the guidance is quoted.
    new_redactor : callable
        Gives what takes details out of one conversation.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        reranker: Reranker | None = None,
        *,
        lexicon: Lexicon | None = None,
        model: ChatModel | None = None,
        new_redactor: Callable[[], Redactor] = Redactor,
    ) -> None:
        self.index = index
        self.register = register
        self.new_redactor = new_redactor
        self.bench = EditionComparer(index=index, register=register, embedder=embedder)
        self._model = model
        self._calibration = embedder.calibration
        self._retriever = Retriever(index, register, embedder, reranker, lexicon)
        self._writer = Writer(index, register, embedder, model)
        self._everyday = frozenset(tokens(" ".join(load_practice().messages())))

    def warm(self) -> None:
        """Load the models, so that the first question does not wait for them.

        Raises
        ------
        ModelError
            If one does not load.
        """
        self._retriever.warm()

    def ask(self, question: Question, on_stage: OnStage = lambda _: None, redactor: Redactor | None = None) -> Answer:
        """Answer a question.

        Parameters
        ----------
        question : Question
            With its conversation and the day it is asked about.
        on_stage : callable
            Told the name of each stage as it begins.
        redactor : Redactor or None
            That of the conversation, if its earlier turns were read with one.

        Raises
        ------
        QuestionError
            If the question is empty or too long. Everything else that goes wrong is an ``Answer`` of ``FAILED``, with
            the urgent text first when someone may be in danger.
        """
        gates.check_asked(question)
        watch = Stages(on_stage)
        with watch.stage(stages.CHECKING):
            danger = gates.shut("danger_now", gates.danger_now, question)
            harm = gates.shut("harmful", gates.harmful, question)
            elsewhere = gates.shut("other_nation", gates.other_nation, question)
        review = Review((danger, harm, elsewhere))
        try:
            redactor = redactor or self.new_redactor()
            plain = without_details(question, redactor)
            review = review_without_details(review, plain)
            answer = self._after_gates(plain, gates.nation_named(question), review, watch)
            answer = replace(answer, notices=(*_about_staff(question), *answer.notices))
        except Exception as error:  # whatever breaks, the person gets words and not a traceback
            hidden = Plain(question=replace(question, text=messages.NOT_SHOWN, history=()), spans=())
            answer = self._failed(hidden, _unquoted(review), f"{type(error).__name__} while reading the question")
        return answer if danger.passed else _escalated(answer)

    def _after_gates(self, plain: Plain, nation: str, review: Review, watch: Stages) -> Answer:
        """Refuse, show another nation's door, or answer from the library."""
        danger, harm, elsewhere = review.findings
        if not harm.passed:
            return self._fixed(plain, Outcome.REFUSED, _section(messages.REFUSED_HEADING, messages.REFUSED), review)
        if not elsewhere.passed and danger.passed:
            door = tuple(text for name, text in messages.OTHER_NATION.items() if nation in {name, ""})
            return self._fixed(plain, Outcome.ABSTAINED, _section(messages.OTHER_NATION_HEADING, door), review)
        try:
            answer = self._from_library(plain, review, watch)
        except (CorpusError, AssistantError) as error:
            return self._failed(plain, review, error.message, error.hint)
        except Exception as error:  # as above, with the question shown
            return self._failed(plain, review, f"{type(error).__name__} while answering")
        if not nation:
            return answer
        notice = Notice("jurisdiction", messages.OTHER_NATION_NOTICE.format(nation=nation))
        return replace(answer, notices=(*answer.notices, notice))

    def _failed(
        self, plain: Plain, review: Review, message: str, hint: str = "Try again, or ask less at once"
    ) -> Answer:
        text = messages.FAILED.format(message=message, hint=hint)
        return self._fixed(plain, Outcome.FAILED, _section(messages.FAILED_HEADING, (text,)), review)

    def search(self, text: str, as_at: date, k: int = 10) -> Evidence:
        """Return the passages for a query, without an answer."""
        return self._retriever.retrieve(" ".join(text.split()), as_at, k)

    def _from_library(self, plain: Plain, review: Review, watch: Stages) -> Answer:
        """Understand, retrieve, write, check; abstain when the evidence is too weak."""
        question = plain.question
        with watch.stage(stages.UNDERSTANDING):
            understood = understand(question, self._model)
            shapes = shapes_of(question, understood.question)
        with watch.stage(stages.SEARCHING):
            evidence = self._retriever.retrieve(
                understood.question, question.as_at, more=understood.queries, library=question.library
            )
        strong = strength(understood.question, evidence, self._calibration, self._everyday)
        if not strong.passed and Shape.NOTIFICATION in {shaped.shape for shaped in shapes} and evidence.passages:
            strong = replace(strong, passed=True, reason="a notification has steps of its own")
        written = WrittenAnswer()
        if strong.passed:
            asked = replace(question, text=understood.question)
            written = self._writer.write(asked, evidence, shapes, watch, understood.failed)
        review = Review((*review.findings, strong))
        answer = self._answer(plain, understood, evidence, written, review)
        return replace(answer, shapes=shapes, timings_ms=watch.timings_ms)

    def _answer(
        self, plain: Plain, understood: Understood, evidence: Evidence, written: WrittenAnswer, review: Review
    ) -> Answer:
        """Put together what was understood, found and written, with what the reader should know about it."""
        question, citations = plain.question, written.citations
        looked_for = messages.LOOKED_FOR.format(question=understood.question, found=review.findings[-1].reason)
        notices = (
            *plain.notices,
            *chosen_notices(question.library, self.index.sources),
            *edition_notices(evidence.editions, citations, self.register, question.as_at),
            *upkeep_notices(citations, self.index.stats, self.register, question.as_at),
            *own_words_notices(written.sections, citations, self.register, question.as_at),
            *context_notices(understood.question, citations),
            *_premise(understood.question, evidence),
            *written.notices,
        )
        prompts = (understood.prompt_id, written.prompt_id)
        return Answer(
            outcome=Outcome.ANSWERED if citations else Outcome.ABSTAINED,
            question=question.text,
            standalone_question=understood.question,
            as_at=question.as_at,
            sections=written.sections
            if citations
            else (_section(messages.ABSTAINED_HEADING, (*messages.ABSTAINED, looked_for)),),
            citations=citations,
            retrieved=evidence.passages,
            notices=notices,
            review=review,
            heard=tuple(ExpandedWording("; ".join(wording.heard), wording.query) for wording in evidence.expansions),
            generation=self.index.generation,
            model=self._model.name if self._model and any(prompts) else "none",
            prompt_id=" ".join(prompt for prompt in prompts if prompt) or "none",
            library=question.library,
        )

    def _fixed(self, plain: Plain, outcome: Outcome, section: Section, review: Review) -> Answer:
        """Return an answer of fixed text, for which nothing was retrieved."""
        return Answer(
            outcome=outcome,
            question=plain.question.text,
            standalone_question=plain.question.text,
            as_at=plain.question.as_at,
            sections=(section,),
            notices=plain.notices,
            review=review,
            generation=self.index.generation,
            library=plain.question.library,
        )


def _section(heading: str, texts: Sequence[str]) -> Section:
    return Section(heading=heading, statements=tuple(map(fixed_statement, texts)))


def _premise(question: str, evidence: Evidence) -> tuple[Notice, ...]:
    """Return that what the question takes for granted about the law is not borne out by what was found, if it is not."""
    taken = premise(question, [found.passage.text for found in evidence.passages])
    return (Notice("premise", messages.PREMISE.format(premise=taken)),) if taken else ()


def _about_staff(question: Question) -> tuple[Notice, ...]:
    """Return where a member of staff finds help, if they speak of being hurt themselves or of not coping."""
    about = gates.about_staff(question)
    return (Notice("staff_help", messages.STAFF_HELP[about]),) if about else ()


def _escalated(answer: Answer) -> Answer:
    """Put the urgent text before everything else."""
    urgent = _section(messages.URGENT_HEADING, messages.URGENT_HELP)
    return replace(answer, outcome=Outcome.ESCALATED, sections=(urgent, *answer.sections))


def _unquoted(review: Review) -> Review:
    """Return a review without its reasons, which may hold the words that could not be redacted."""
    return Review(tuple(replace(finding, reason="") for finding in review.findings))
