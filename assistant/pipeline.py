"""Assistant.ask: the one function to read first. A question goes in; an answer whose every quotation was checked comes out.

``Assistant.steps`` is the table of contents. Each step takes the turn as it is so far and returns it further on, or an answer,
which ends the list. The gates come before the list and read the person's own words; after ``redact`` names and details are
gone, and what is searched for, sent to a model, stored and shown is without them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from threading import BoundedSemaphore

from assistant import messages, stages
from assistant.answer import FoundFor, Recogniser, Writer, standing_lines, what_is_asked
from assistant.chronology import Chronologist
from assistant.editions import EditionComparer
from assistant.finish import Finisher, escalated, section, with_staff_help
from assistant.llm import ChatModel
from assistant.retrieve import (
    NOT_MENTIONED,
    Editions,
    Evidence,
    QuestionEncoder,
    Retriever,
    asks_a_fact,
    beyond,
    strength,
)
from assistant.safety import (
    Redactor,
    cautions_in,
    gates,
    load_classifier,
    review_without_details,
    without_details,
)
from assistant.stages import OnStage, Stages
from assistant.supervision import Supervisor
from assistant.training import BriefingComposer
from assistant.turn import Turn
from assistant.types import Answer, Finding, Outcome, Question, Review
from assistant.understand import (
    AnswerReader,
    AskedPart,
    asked_part,
    asked_parts,
    asks,
    cautions_told,
    load_matcher,
    load_writer_model,
    shapes_of,
    understand,
)
from corpus.index import PassageIndex, tokens
from corpus.models import Embedder, Reranker
from corpus.practice import Lexicon, load_practice
from corpus.register import Register
from corpus.statements import FindingsShelf, ReviewLedger, load_findings

Step = Callable[[Turn], Turn | Answer]
_WITH_A_CHAT_MODEL = 16  # questions that are answered at once

_SURELY_ANSWERED = 0.8  # how sure a short answer must be to fit, whatever the question sounds like
_WHICH_IS_IT = "which-is-it"  # no guidance decides it, and the verdict says how to go on
_YEAR = re.compile(r"\b20\d\d\b")


class Assistant:
    """Answers questions from one generation of the library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        All registered editions and the library's own sources.
    reader : AnswerReader or None
        Says whether a text answers a question; without it the nearest is taken for an answer.
    lexicon : Lexicon or None
        What staff say, and what guidance calls it.
    question_encoder : QuestionEncoder or None
        Lays a question near the passages that answer it.
    model : ChatModel or None
        Writes prose, which is checked; without it the guidance is quoted.
    new_redactor : callable
        Makes what takes details out of one conversation.
    shelf : callable
        Gives the findings of the library, as they are now.
    reviews : callable
        Gives the library's ledger of reviews, as it is now.

    Attributes
    ----------
    comparer : EditionComparer
        Lays two editions of this library side by side.
    supervisor : Supervisor
        Asks the next question about a worry.
    chronologist : Chronologist
        Puts the dated entries of a record in order.
    composer : BriefingComposer
        Makes a subject of training into a briefing.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        reranker: Reranker | None = None,
        *,
        reader: AnswerReader | None = None,
        lexicon: Lexicon | None = None,
        question_encoder: QuestionEncoder | None = None,
        model: ChatModel | None = None,
        new_redactor: Callable[[], Redactor] = Redactor,
        shelf: Callable[[], FindingsShelf] = load_findings,
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self.index = index
        self.register = register
        self.new_redactor = new_redactor
        self.comparer = EditionComparer(index=index, register=register, embedder=embedder)
        self._model = model
        self._embedder = embedder
        self._retriever = Retriever(index, register, embedder, reranker, lexicon, question_encoder=question_encoder)
        self.supervisor = Supervisor(index, register, embedder, self._allowed, reviews)
        self.chronologist = Chronologist(index, register, self._allowed, reviews)
        self.composer = BriefingComposer(index, register, self._editions, reviews)
        matcher = load_matcher(embedder, reranker, reader)
        self._recogniser = Recogniser(embedder=embedder, matcher=matcher, shelf=shelf)
        self._finisher = Finisher(index, register, embedder, model.name if model else "none")
        self._writer = Writer(index, register, embedder, model, reader=reader, reviews=reviews)
        # more at once than there are processors make each other slower; a chat model is waited for, and not reckoned here
        self._at_once = BoundedSemaphore(_WITH_A_CHAT_MODEL if model else os.cpu_count() or 1)
        self._everyday = frozenset(tokens(" ".join(load_practice().messages())))

    def _allowed(self, as_at: date) -> Collection[str]:
        """Return the ids of the sources that may answer on a day."""
        return self._editions(as_at).source_ids

    def _editions(self, as_at: date) -> Editions:
        return self._retriever.editions("", as_at)

    def warm(self) -> None:
        """Load the models, so that the first question does not wait for them.

        Raises
        ------
        ModelError
            If one does not load.
        """
        load_classifier()  # the first to be asked: an emergency is heard before anything is searched
        self.new_redactor()
        self._retriever.warm()
        self._recogniser.warm()
        load_writer_model()

    def search(self, text: str, as_at: date, k: int = 10) -> Evidence:
        """Return the passages for a query, without an answer."""
        in_danger = not gates.shut("danger_now", gates.danger_now, Question(text=text, as_at=as_at)).passed
        return self._retriever.retrieve(" ".join(text.split()), as_at, k, in_danger=in_danger)

    def ask(
        self,
        question: Question,
        on_stage: OnStage = lambda _: None,
        redactor: Redactor | None = None,
        on_danger: Callable[[], None] = lambda: None,
    ) -> Answer:
        """Answer a question.

        Parameters
        ----------
        question : Question
            With its conversation and the day it is asked about.
        on_stage : callable
            Is given the name of each stage as it begins.
        redactor : Redactor or None
            That of the conversation, if its earlier turns were read with one.
        on_danger : callable
            Is called once if someone may be in danger, before anything is searched for.

        Raises
        ------
        QuestionError
            If the question is empty or too long. Everything else that goes wrong is an ``Answer`` of ``FAILED``, with
            the urgent text first when someone may be in danger.
        """
        gates.check_asked(question)
        turn = ask_gates(Turn(asked=question, watch=Stages(on_stage)))
        if not turn.review["danger_now"].passed:
            with suppress(Exception):  # whoever watches cannot stop an answer
                on_danger()
        with self._at_once:
            answer = self._walk(turn, self.steps(redactor))
        return answer if turn.review["danger_now"].passed else escalated(answer)

    def steps(self, redactor: Redactor | None = None) -> tuple[Step, ...]:
        """Return what is done with a question once the gates have read it, in order."""
        return (
            self._caution,
            lambda turn: self._redact(turn, redactor),
            self._refuse,
            self._lead_to_other_nation,
            self._understand,
            self._retrieve,
            self._recognise,
            self._judge_evidence,
            self._write,
            self._cite,
            self._finisher.answered,
        )

    def _walk(self, turn: Turn, steps: Sequence[Step]) -> Answer:
        """Take the steps until one answers; whatever breaks, the person gets words and not a traceback."""
        came: Turn | Answer = turn
        try:
            for step in steps:
                came = step(turn)
                if isinstance(came, Answer):
                    break
                turn = came
        except Exception as error:  # a step that breaks must not silence what the gates found
            came = self._finisher.failed(turn, error)
        assert isinstance(came, Answer), "the last step answers"
        return with_staff_help(turn, came)

    def _caution(self, turn: Turn) -> Turn:
        """Find the situations in which an ordinary step does harm; a model that cannot be used leaves them to the patterns."""
        text = turn.asked.text
        try:
            return replace(turn, cautions=cautions_told(text, self._embedder, turn.asked.as_at))
        except Exception:  # whatever is wrong with the model, the patterns need none, and the answer goes on
            return replace(turn, cautions=cautions_in(text))

    def _redact(self, turn: Turn, redactor: Redactor | None) -> Turn:
        plain = without_details(turn.asked, redactor or self.new_redactor())
        return replace(turn, plain=plain, review=review_without_details(turn.review, plain))

    def _refuse(self, turn: Turn) -> Turn | Answer:
        if turn.review["harmful"].passed:
            return turn
        return self._finisher.fixed(turn, Outcome.REFUSED, section(messages.REFUSED_HEADING, messages.REFUSED))

    def _lead_to_other_nation(self, turn: Turn) -> Turn | Answer:
        """Show another nation's own services, unless someone is in danger: then the answer follows the urgent text."""
        if turn.review["other_nation"].passed or not turn.review["danger_now"].passed:
            return turn
        nation = gates.nation_named(turn.asked)
        services = tuple(text for name, text in messages.OTHER_NATION.items() if nation in {name, ""})
        return self._finisher.fixed(turn, Outcome.ABSTAINED, section(messages.OTHER_NATION_HEADING, services))

    def _understand(self, turn: Turn) -> Turn:
        with turn.watch.stage(stages.UNDERSTANDING):
            # whoever is in danger now is not taken for somebody spoken of before
            question = turn.question if turn.review["danger_now"].passed else replace(turn.question, history=())
            understood = understand(question, self._model, self._embedder)
            return replace(turn, understood=understood, shapes=shapes_of(question, understood.question))

    def _recognise(self, turn: Turn) -> Turn:
        """Find what of our own sentences speaks to the question."""
        standalone = turn.understood.question
        recognised = self._recogniser.recognise(
            turn.question, standalone, turn.shapes, turn.asks, by_number=bool(turn.evidence.exact)
        )
        return replace(turn, recognised=recognised)

    def _retrieve(self, turn: Turn) -> Turn:
        with turn.watch.stage(stages.SEARCHING):
            evidence = self._retriever.retrieve(
                turn.understood.question,
                turn.question.as_at,
                more=turn.understood.queries,
                library=turn.question.library,
                in_danger=not turn.review["danger_now"].passed,
            )
            return replace(turn, evidence=evidence, asks=self._found_for_each(turn, evidence))

    def _found_for_each(self, turn: Turn, evidence: Evidence) -> tuple[FoundFor, ...]:
        """Return what the whole asks with what was found for it, and after it each thing that is asked, if they are several."""
        asked, day, library = (
            what_is_asked(turn.question, turn.understood.question, turn.shapes),
            turn.question.as_at,
            turn.question.library,
        )
        parts = asked_parts(asked)
        whole = FoundFor(
            part=AskedPart(words=asked, question=asked, text=parts[0].text if len(parts) == 1 else asked),
            passages=evidence.passages,
        )
        if len(parts) == 1:
            return (whole,)
        found = (self._retriever.retrieve(part.text, day, library=library).passages for part in parts)
        return (whole, *(FoundFor(part=part, passages=some) for part, some in zip(parts, found, strict=True)))

    def _judge_evidence(self, turn: Turn) -> Turn:
        found = strength(turn.understood.question, turn.evidence, self._embedder.calibration, self._everyday)
        given = found.passed and asks_a_fact(turn.understood.question)
        ours = turn.recognised.reason
        if not ours and turn.recognised.case is not None and found.reason.startswith(NOT_MENTIONED):
            ours = "a case is told, whose words guidance need not have"
        if turn.recognised.figures is not None and not self._is_local(turn.evidence):
            known = bool(turn.recognised.figures.findings)
            found = replace(found, passed=known, reason=ours if known else "no finding on the shelf gives that figure")
        elif not found.passed and ours and not turn.evidence.absent and self._is_of_named(turn):
            found = replace(found, passed=True, reason=ours)
        if found.passed and not given and (reason := self._beyond(turn)):
            found = replace(found, passed=False, reason=reason)
        return replace(turn, review=Review((*turn.review.findings, found)))

    def _beyond(self, turn: Turn) -> str:
        """Return why a question is turned away although something is near: it sounds so, surely or with nothing that answers."""
        asked, evidence, ours = turn.understood.question, turn.evidence, turn.recognised
        only_told = ours.case is not None and not asks(asked_part(ours.asked))
        told = not turn.review["danger_now"].passed or ours.high_risk or only_told
        looked_up = evidence.exact or evidence.editions.named or self._is_local(evidence) or ours.figures is not None
        surely = _WHICH_IS_IT in ours.verdict_on or (ours.answered and ours.sure >= _SURELY_ANSWERED)
        if told or looked_up or surely:
            return ""
        reason = beyond(asked, enough=True)
        if not reason or beyond(asked):
            return reason
        chooser = self._writer.chooser
        found = ((one.part.text, one.passages) for one in turn.asks)
        return "" if any(chooser.may_be_answered(text, passages) for text, passages in found) else reason

    def _is_of_named(self, turn: Turn) -> bool:
        """Whether a named edition is here, or what of ours answers was read in it or speaks of its year."""
        named, asked = turn.evidence.editions.named, turn.understood.question
        if not turn.evidence.unheld:
            return True
        if turn.recognised.case is None and standing_lines(asked, named, self.register, turn.question.as_at):
            return True
        answer = turn.recognised.answer if not turn.recognised.written_for else None
        if answer is None:
            return False
        read_in = {binding.source_id for sentence in answer.sentences for binding in sentence.bindings}
        said = " ".join(sentence.text for sentence in answer.sentences)
        return not read_in.isdisjoint(one.source_id for one in named) or bool(
            set(_YEAR.findall(asked)) & set(_YEAR.findall(said))
        )

    def _is_local(self, evidence: Evidence) -> bool:
        """Whether the best that was found is a document of the school’s own: it may have a figure that no report has."""
        return bool(evidence.passages) and self._writer.chooser.is_own(evidence.passages[0].passage)

    def _write(self, turn: Turn) -> Turn:
        if not turn.review["evidence"].passed:
            return turn
        asked = replace(turn.question, text=turn.understood.question)
        unchecked = self._writer.write(asked, turn.evidence, turn.recognised, turn.watch, turn.understood.failed)
        if unchecked.direct or unchecked.draft.sections:
            return replace(turn, unchecked=unchecked)
        others = (finding for finding in turn.review.findings if finding.gate != "evidence")
        nothing = Finding("evidence", False, "nothing that was found answers it")
        return replace(turn, unchecked=unchecked, review=Review((*others, nothing)))

    def _cite(self, turn: Turn) -> Turn:
        if turn.unchecked is None:
            return turn
        with turn.watch.stage(stages.VERIFYING):
            return replace(turn, written=self._writer.cite(turn.unchecked, turn.question.as_at))


def ask_gates(turn: Turn) -> Turn:
    """Ask every gate about the person's own words; one that breaks has let nothing through."""
    with turn.watch.stage(stages.CHECKING):
        asked = (("danger_now", gates.danger_now), ("harmful", gates.harmful), ("other_nation", gates.other_nation))
        return replace(turn, review=Review(tuple(gates.shut(name, gate, turn.asked) for name, gate in asked)))
