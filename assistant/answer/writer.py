"""Evidence to checked sections: sentences of ours that fit, then a model's prose if it is borne out, else quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from assistant import messages, stages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.case import case_sections
from assistant.answer.checked_prose import check_prose
from assistant.answer.cite import CheckedSections, cite
from assistant.answer.draft import Draft, DraftSection, Quotation
from assistant.answer.edition_changes import EditionChanges
from assistant.answer.edition_standing import standing_lines
from assistant.answer.excerpt import can_stand, is_item
from assistant.answer.finding_sections import finding_sections
from assistant.answer.generate import Prose, generate
from assistant.answer.quotations import (
    N_QUOTATIONS,
    ScoredQuotation,
    by_authority,
    distinct,
    fitting,
    nearest,
    read_through,
)
from assistant.answer.recognised import Recognised
from assistant.answer.sharing_plan import sharing_sections
from assistant.errors import ChatModelError
from assistant.llm import ChatModel
from assistant.retrieve import Evidence
from assistant.stages import Stages
from assistant.types import Citation, Notice, Question, Section
from assistant.understand import AnswerReader, asked_part, asks, asks_where, page_for
from corpus.index import PassageIndex
from corpus.models import Embedder, Reranker
from corpus.register import Register
from corpus.statements import ReviewLedger, own_words
from corpus.types import Authority, Passage, RetrievedPassage

_N_MORE = 8  # quotations, where a longer answer is wanted
_N_BESIDE_OURS = 3  # of what bears our sentences out, so many are quoted in full; the rest can be opened
_N_BESIDE_A_CASE = 1
_N_NEAREST = 2
_N_FOR_EACH = 1  # of several things that are asked
_NUMBER = re.compile(r"\d+[A-Z]*")  # of a paragraph or section
_N_LOOKED_AT, _N_LEADING = 5, 2  # of what was found, and of the school's own words among it


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
class _Chosen:
    """What to quote, whether any of it helps, and what is asked that nothing answers."""

    quotations: Sequence[Quotation]
    direct: bool = True
    silent: tuple[str, ...] = ()


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
    reranker : Reranker or None
        Reads sentences and question together; without it the embedder stands in.
    reader : AnswerReader or None
        Says whether a quotation answers; without it the best that was found are quoted.
    reviews : callable
        Gives the ledger, as it is now: what was found of our sentences when an edition changed.
    """

    def __init__(
        self,
        index: PassageIndex,
        register: Register,
        embedder: Embedder,
        model: ChatModel | None,
        *,
        reranker: Reranker | None = None,
        reader: AnswerReader | None = None,
        reviews: Callable[[], ReviewLedger] = ReviewLedger,
    ) -> None:
        self._reader = reader
        self._register = register
        self._embedder = embedder
        self._reranker = reranker
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
            leading = [] if recognised.high_risk else self._leading(question, evidence)
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
            chosen = self._quotations(question, evidence, recognised, ours)
            direct = chosen.direct
            rest = [one for one in chosen.quotations if not (leading and self._is_own(one.passage))]
            silent = _not_answered(chosen.silent, in_a_case=recognised.case is not None) if not changes else ()
            ours = Draft(
                sections=(*by_authority(leading, self._register), *ours.sections[:1], *silent, *ours.sections[1:])
            )
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
        if recognised.case is None:
            return Draft(sections=(*standing, *_together(short, sharing), *made))
        verdicts = sharing[0].sentences if sharing else ()
        first, *rest = case_sections(recognised.case, (*verdicts, *(() if near else answer)), self._bound, allowed)
        return Draft(sections=(first, *(short if near else ()), *sharing[1:], *made, *rest))

    def _quotations(self, question: Question, evidence: Evidence, recognised: Recognised, ours: Draft) -> _Chosen:
        """Return what to quote, and whether any of it answers.

        The words that bear our answer out, then what else answers and says something more. Where nothing answers and we say
        nothing, what is nearest.
        """
        asked, compared = question.text, evidence.editions.compared
        bound = self._borne_out(asked, recognised, ours) if recognised.case is None or question.more else []
        if recognised.parts and self._reader is not None and not (compared or evidence.exact):
            each = self._for_each(question, recognised, bound, self._reader)
            if each.quotations or ours.sections:
                return each
        n = N_QUOTATIONS
        if recognised.case is not None:  # our own sentences are read; what bears them out is opened
            n = 0 if recognised.case.known else _N_BESIDE_A_CASE
            if not recognised.answered and asks(asked_part(asked)):
                asked, n = asked_part(asked), _N_BESIDE_A_CASE  # what is asked at the end of it is looked for as well
        if recognised.written_for and recognised.case is None:
            bound = bound[:1]  # it may be another question's: what was found for this one is shown beside it
        if question.more:
            n = _N_MORE
        fit = fitting(asked, _of_named(evidence), self._register, self._relevance, compared)
        named = _named(asked, evidence) if evidence.exact and not compared and recognised.case is None else []
        if named:
            return _Chosen(quotations=distinct([*bound, *named], n))
        if self._reader is None or compared or evidence.exact:
            found = _wanted(fit, bound)
        else:
            read = read_through(recognised.asked or question.text, fit, self._reader)
            found = _wanted([one for one in read if one.helps], bound)
            if not found and not ours.sections:
                return _Chosen(quotations=distinct(_wanted(nearest(read), ()), _N_NEAREST), direct=False)
        chosen = [*bound, *distinct(found, n - len(bound), [one.quote for one in bound])]
        return _Chosen(quotations=[*chosen, *self._local(found, chosen)])

    def _for_each(
        self, question: Question, recognised: Recognised, bound: Sequence[Quotation], reader: AnswerReader
    ) -> _Chosen:
        """Return what bears our answers out, and of each thing that is asked and has none what answers it best."""
        chosen, helping, silent = (
            list(bound[: _N_BESIDE_OURS if recognised.answered else 1]),
            list[Quotation](),
            list[str](),
        )
        for found in recognised.unanswered:
            fit = fitting(found.part.text, found.passages, self._register, self._relevance)
            help_it = _wanted([one for one in read_through(found.part.text, fit, reader) if one.helps], ())
            chosen += distinct(help_it, _N_MORE if question.more else _N_FOR_EACH, [one.quote for one in chosen])
            helping += help_it
            if not help_it:
                silent.append(found.part.words)
        return _Chosen(quotations=[*chosen, *self._local(helping, chosen)], silent=tuple(silent))

    def _is_own(self, passage: Passage) -> bool:
        return self._register[passage.source_id].authority is Authority.LOCAL

    def _leading(self, question: Question, evidence: Evidence) -> list[Quotation]:
        """Return the school's own words, where they are the best that was found: they stand before everything else.

        The passage with the sentence nearest to the question first, then the one that was found first: of two ways to be
        the best, neither is right often enough alone.
        """
        best = [hit for hit in evidence.passages[:_N_LOOKED_AT] if self._is_own(hit.passage)]
        if not best or (self._reader is None and best[0].rank > 1):
            return []
        found = [Quotation(passage=hit.passage, quote=own_words(hit.passage)) for hit in best]
        if self._reader is not None:
            scored = [ScoredQuotation(quotation=one, score=0.0) for one in found]
            read = read_through(question.text, scored, self._reader)
            return distinct((one.quotation for one in read if one.helps), _N_LEADING)
        first = fitting(question.text, best, self._register, self._relevance)[:1]
        return distinct((*(one.quotation for one in first), *found), _N_LEADING)

    def _local(self, found: Sequence[Quotation], chosen: Sequence[Quotation]) -> list[Quotation]:
        """Return the best words of the school's own documents, where they fit and none of them is quoted yet."""
        quoted = any(self._is_own(one.passage) for one in chosen)
        return [] if quoted else [one for one in found if self._is_own(one.passage)][:1]

    def _borne_out(self, asked: str, recognised: Recognised, ours: Draft) -> list[Quotation]:
        """Return the words that bear our sentences out, as many as are read.

        Of an answer, in its order. Of a case, whose sentences rest on many, and where a longer answer is wanted, those of
        what it may point to that are nearest to it and can stand alone.
        """
        first = next((section for section in ours.sections if section.sentences), None)
        sentences = first.sentences if first else ()
        quotations = distinct((quotation for one in sentences for quotation in one.quotations), len(sentences) * 3)
        if recognised.case is None:
            return quotations[:_N_BESIDE_OURS]
        official = [
            one for one in quotations if self._is_official(one) and can_stand(one.quote) and not is_item(one.quote)
        ]
        if not official:
            return []
        scores = self._similarity(asked, [quotation.quote for quotation in official])
        order = np.argsort(-scores, kind="stable")
        return [official[int(at)] for at in order[:_N_BESIDE_OURS]]

    def _is_official(self, quotation: Quotation) -> bool:
        return self._register[quotation.passage.source_id].authority is not Authority.DIGEST

    def _relevance(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._reranker.score(question, texts) if self._reranker else self._similarity(question, texts)

    def _similarity(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._embedder.embed([question, *texts])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)


def _together(short: Sequence[DraftSection], sharing: Sequence[DraftSection]) -> tuple[DraftSection, ...]:
    """Return an answer and what is said of sharing, with what both say first under one heading."""
    if not (short and sharing):
        return (*short, *sharing)
    verdicts = sharing[0]
    return (replace(verdicts, sentences=(*short[0].sentences, *verdicts.sentences)), *sharing[1:])


def _not_answered(asked: Sequence[str], *, in_a_case: bool) -> tuple[DraftSection, ...]:
    """Say of what is asked what nothing that was found answers; of a case, that the steps may."""
    words = messages.NOT_ANSWERED_IN_A_CASE if in_a_case else messages.NOT_ANSWERED
    line = words.format(asked=", ".join(f"“{one}”" for one in asked))
    return (DraftSection(heading=messages.NOT_ANSWERED_HEADING, before=(line,), alone=True),) if asked else ()


def _wanted(found: Sequence[ScoredQuotation], bound: Sequence[Quotation]) -> list[Quotation]:
    """Return what may be quoted beside our answer: passages that do not bear it out already."""
    taken = {quotation.passage.passage_id for quotation in bound}
    return [one.quotation for one in found if one.quotation.passage.passage_id not in taken]


def _of_named(evidence: Evidence) -> Sequence[RetrievedPassage]:
    """Return what was found in the editions that a question names, if it names any; else all that was found."""
    named = {source.source_id for source in evidence.editions.named} & evidence.editions.source_ids
    found = [hit for hit in evidence.passages if hit.passage.source_id in named]
    ranks = {hit.rank for hit in found}
    return [hit if hit.duplicate_of in ranks else replace(hit, duplicate_of=None) for hit in found] or evidence.passages


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


def _named(asked: str, evidence: Evidence) -> list[Quotation]:
    """Return the words of the paragraphs or sections that are named by their numbers; they were found first."""
    numbers = set(_NUMBER.findall(asked))
    named = takewhile(lambda hit: bool(numbers & set(_NUMBER.findall(hit.passage.paragraph))), evidence.passages)
    return [Quotation(passage=hit.passage, quote=own_words(hit.passage)) for hit in named]
