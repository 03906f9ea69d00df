"""Evidence to checked sections: sentences of ours that fit, then a model's prose if it is borne out, else quotations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import messages, stages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.checked_prose import check_prose
from assistant.answer.draft import Draft, DraftSection
from assistant.answer.generate import Prose, generate
from assistant.answer.quoting import CheckedSections, QuotationChooser, SentenceVectors, by_authority, cite
from assistant.answer.recognised import Recognised
from assistant.answer.sections import (
    EditionChanges,
    case_sections,
    finding_sections,
    further_answers,
    sharing_sections,
    standing_lines,
    words_sections,
)
from assistant.errors import ChatModelError
from assistant.llm import ChatModel
from assistant.retrieve import Evidence
from assistant.stages import Stages
from assistant.types import Citation, Notice, Question, Section
from assistant.understand import AnswerReader, asks_where, page_for
from corpus.index import PassageIndex
from corpus.models import Embedder
from corpus.register import Register
from corpus.statements import ReviewLedger
from corpus.types import RetrievedPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedAnswer:
    """An answer before anything in it is checked.

    Parameters
    ----------
    ours : Draft
        Sentences of ours, each with what bears it out.
    draft : Draft
        Quotations.
    direct : bool
        Whether anything in it helps; if not, the draft has what is nearest, or nothing.
    prose : Prose or None
        What a model wrote, if one did; the draft stands where too little of it is borne out.
    failed : ChatModelError or None
        Why no model wrote.
    """

    ours: Draft
    draft: Draft
    direct: bool = True
    prose: Prose | None = None
    failed: ChatModelError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnswer:
    """The checked part of an answer.

    Parameters
    ----------
    prompt_id : str
        The version of the prompt, where a model's prose is shown.
    """

    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    prompt_id: str = ""


class Writer:
    """Writes from the evidence of one library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        All registered editions.
    embedder : Embedder
        Says how near sentences are to a question.
    model : ChatModel or None
        Writes prose; without it the guidance is quoted.
    reader : AnswerReader or None
        Says whether a quotation answers; without it the best that was found are quoted.
    reviews : callable
        Gives the ledger, as it is now: what was found of our sentences when an edition changed.

    Attributes
    ----------
    chooser : QuotationChooser
        Chooses what of the library is quoted.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        model: ChatModel | None,
        *,
        reader: AnswerReader | None = None,
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self._register = register
        self.chooser = QuotationChooser(register=register, sentences=SentenceVectors(embedder), reader=reader)
        self._model = model
        self._bound = BoundSentences(index=index, register=register, reviews=reviews)
        self._comparison = EditionChanges(index=index, register=register, embedder=embedder)

    def write(
        self,
        question: Question,
        evidence: Evidence,
        recognised: Recognised,
        watch: Stages,
        failed: ChatModelError | None = None,
    ) -> UncheckedAnswer:
        """Write from evidence; nothing is checked yet.

        Parameters
        ----------
        question : Question
            The standalone question.
        evidence : Evidence
            What was retrieved for it.
        recognised : Recognised
            What of ours fits it.
        watch : Stages
            Is told of each stage.
        failed : ChatModelError or None
            Why the model is not to be asked, if it just failed.
        """
        with watch.stage(stages.CHOOSING):
            leading = [] if recognised.high_risk else self.chooser.leading(question, evidence)
            if recognised.figures is not None and not leading:
                allowed = evidence.editions.source_ids
                return UncheckedAnswer(
                    ours=Draft(sections=finding_sections(recognised.figures, self._bound, allowed)),
                    draft=Draft(sections=()),
                )
            if leading:
                recognised = recognised.certain  # the school's own words are nearer than what only may fit
            ours = self._ours(question, recognised, evidence)
            changes = self._comparison.sections(question.text, evidence)
            chosen = self.chooser.choose(question, evidence, recognised, ours)
            direct = chosen.direct
            rest = [one for one in chosen.quotations if not (leading and self.chooser.is_own(one.passage))]
            # the steps of a case may answer what nothing else does
            silent = () if changes or recognised.case else _not_answered(chosen.silent)
            own, said = by_authority(leading, self._register), ours.sections
            ours = Draft(sections=(*own, *said[:1], *silent, *said[1:]))
            direct = direct or bool(leading or changes)
            sections = by_authority(rest, self._register)
            if not direct and sections:
                sections = (DraftSection(heading=messages.NEAREST_HEADING, quotations=tuple(rest)),)
            draft = Draft(sections=(*changes, *sections))
        unchecked = UncheckedAnswer(ours=ours, draft=draft, direct=direct, failed=failed)
        if self._model is None or failed is not None or not direct:
            return unchecked
        try:
            with watch.stage(stages.WRITING):
                prose = generate(question.text, _with_draft(draft, evidence), self._model)
        except ChatModelError as error:
            return replace(unchecked, failed=error)
        return replace(unchecked, prose=prose)

    def cite(self, unchecked: UncheckedAnswer, as_at: date) -> WrittenAnswer:
        """Return what is borne out: our sentences, then the model's prose if enough of it is, else quotations on their pages."""
        notices: tuple[Notice, ...] = ()
        if unchecked.failed:
            notices = (Notice("model_failed", messages.MODEL_FAILED.format(reason=unchecked.failed.message)),)
        if unchecked.prose:
            checked = check_prose(unchecked.prose, self._register, as_at)
            n = checked.cited.n_dropped
            if checked.enough:
                dropped = (Notice("unverified_dropped", messages.MODEL_DROPPED.format(n=n)),) if n else ()
                notices = (Notice("model_prose", messages.MODEL_PROSE), *dropped)
                sections, citations = _joined(
                    cite(unchecked.ours, self._register, as_at, self._bound.changed_since), checked.cited
                )
                return WrittenAnswer(
                    sections=sections, citations=citations, notices=notices, prompt_id=unchecked.prose.prompt_id
                )
            notices = (Notice("unverified_dropped", messages.MODEL_TOO_LITTLE.format(n=n)),)
        cited = cite(
            Draft(sections=(*unchecked.ours.sections, *unchecked.draft.sections)),
            self._register,
            as_at,
            self._bound.changed_since,
        )
        n = cited.n_dropped
        dropped = (Notice("unverified_dropped", messages.DROPPED.format(n=n)),) if n else ()
        return WrittenAnswer(sections=cited.sections, citations=cited.citations, notices=(*notices, *dropped))

    def _ours(self, question: Question, recognised: Recognised, evidence: Evidence) -> Draft:
        """Return our own sentences: which edition applies, the answer to what is asked, and what is said of the case."""
        lines = standing_lines(question.text, evidence.editions.named, self._register, question.as_at)
        standing = (DraftSection(heading=messages.STANDING_HEADING, before=lines, alone=True),) if lines else ()
        page = page_for(question.text)
        made = (
            (DraftSection(heading=messages.PAGES_HEADING, before=(messages.PAGES[page],), alone=True),) if page else ()
        )
        allowed = evidence.editions.source_ids
        known = recognised.answer.sentences if recognised.answer else ()
        drafts = self._bound.placed if asks_where(question.text) else self._bound.drafts
        answer = drafts((*recognised.verdict, *known), allowed)
        near = (messages.NEAR_QUESTION.format(asked=recognised.written_for),) if recognised.written_for else ()
        heading = messages.NEAR_HEADING if near else messages.SHORT_ANSWER_HEADING
        short = (DraftSection(heading=heading, before=near, sentences=answer),) if answer else ()
        in_a_case = recognised.case is not None
        sharing = sharing_sections(recognised.sharing, self._bound, allowed, in_a_case=in_a_case)
        words = words_sections(recognised.words, self._bound, allowed)
        if recognised.case is None:
            said = _together(short, sharing)
            return Draft(sections=(*standing, *said[:1], *words, *said[1:], *made))
        verdicts = sharing[0].sentences if sharing else ()
        also = further_answers(recognised.also, (*verdicts, *answer), self._bound, allowed)
        sections = case_sections(recognised.case, (*verdicts, *answer), self._bound, allowed, also)
        n_first = 1 + recognised.high_risk  # what cannot wait stands before what is said of sharing
        return Draft(sections=(*sections[:n_first], *words, *sharing[1:], *made, *sections[n_first:]))


def _together(short: Sequence[DraftSection], sharing: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    """Return an answer and what is said of sharing, with what both say first under one heading."""
    if not (short and sharing):
        return (*short, *sharing)
    verdicts = sharing[0]
    return (replace(verdicts, sentences=(*short[0].sentences, *verdicts.sentences)), *sharing[1:])


def _not_answered(asked: Sequence[str]) -> tuple[DraftSection, ...]:
    """Say of what is asked what nothing that was found answers."""
    line = messages.NOT_ANSWERED.format(asked=", ".join(f"“{one}”" for one in asked))
    return (DraftSection(heading=messages.NOT_ANSWERED_HEADING, before=(line,), alone=True),) if asked else ()


def _with_draft(draft: Draft, evidence: Evidence) -> tuple[RetrievedPassage, ...]:
    """Return what a model reads: the passages that would be quoted first, then what was found for the question."""
    quoted = [quotation.passage for section in draft.sections for quotation in section.quotations]
    others = [hit.passage for hit in evidence.passages if hit.duplicate_of is None]
    passages = {passage.passage_id: passage for passage in (*quoted, *others)}.values()
    return tuple(
        RetrievedPassage(passage=passage, rank=rank, score=1 / rank) for rank, passage in enumerate(passages, start=1)
    )


def _joined(ours: CheckedSections, prose: CheckedSections) -> tuple[tuple[Section, ...], tuple[Citation, ...]]:
    """Return our sections and a model's in one, with their citations, the model's markers counted on from ours."""
    n = len(ours.citations)
    moved = tuple(replace(citation, marker=citation.marker + n) for citation in prose.citations)
    sections = tuple(
        replace(
            section,
            statements=tuple(
                replace(statement, citations=tuple(marker + n for marker in statement.citations))
                for statement in section.statements
            ),
        )
        for section in prose.sections
    )
    return (*ours.sections, *sections), (*ours.citations, *moved)
