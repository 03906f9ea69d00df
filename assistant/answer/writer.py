"""Evidence to checked sections: a model's prose if enough of it is borne out, else quotations in the shape the question needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant import messages, stages
from assistant.answer.checked_prose import check_prose
from assistant.answer.cite import CheckedSections, cite, fixed_statement
from assistant.answer.draft import Draft
from assistant.answer.edition_changes import EditionChanges
from assistant.answer.generate import Prose, generate
from assistant.answer.quotations import compose
from assistant.answer.situation_sections import SituationSection, facets_for
from assistant.answer.situations import SituationWriter
from assistant.errors import ChatModelError
from assistant.llm import ChatModel
from assistant.retrieve import Evidence
from assistant.stages import Stages
from assistant.types import Citation, Notice, Question, Section, Shaped
from assistant.understand import is_scenario
from corpus.index import PassageIndex
from corpus.models import Embedder
from corpus.register import Register
from corpus.types import RetrievedPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedAnswer:
    """An answer before anything in it is checked.

    Parameters
    ----------
    draft : Draft
        Quotations, in the shape the question needs.
    facets : tuple of SituationSection
        The sections that a worry about somebody needs, if it is one.
    prose : Prose or None
        What a model wrote, if one did; the draft stands where too little of it is borne out.
    failed : ChatModelError or None
        Why no model wrote.
    """

    draft: Draft
    facets: tuple[SituationSection, ...] = ()
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
    """

    def __init__(self, index: PassageIndex, register: Register, embedder: Embedder, model: ChatModel | None) -> None:
        self._register = register
        self._embedder = embedder
        self._model = model
        self._scenario = SituationWriter(index, register, embedder)
        self._comparison = EditionChanges(index=index, register=register, embedder=embedder)

    def write(
        self,
        question: Question,
        evidence: Evidence,
        shapes: Sequence[Shaped],
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
        shapes : sequence of Shaped
            What kind of question it is.
        watch : Stages
            Is told of each stage.
        failed : ChatModelError or None
            Why the model is not to be asked, if it just failed.
        """
        facets = facets_for(shapes) if is_scenario(shapes, question.text) else ()
        with watch.stage(stages.CHOOSING):
            draft = self._draft(question, evidence, facets)
            draft = Draft(sections=(*self._comparison.sections(question.text, evidence), *draft.sections))
        unchecked = UncheckedAnswer(draft=draft, facets=facets, failed=failed)
        if self._model is None or failed is not None:
            return unchecked
        headings = tuple(facet.heading for facet in facets if facet.steps)
        try:
            with watch.stage(stages.WRITING):
                prose = generate(question.text, _with_draft(draft, evidence), self._model, headings)
        except ChatModelError as error:
            return replace(unchecked, failed=error)
        return replace(unchecked, prose=prose)

    def cite(self, unchecked: UncheckedAnswer, as_at: date) -> WrittenAnswer:
        """Return what is borne out: the model's prose if enough of it is, else the quotations that are on their pages."""
        notices: tuple[Notice, ...] = ()
        if unchecked.failed:
            notices = (Notice("model_failed", messages.MODEL_FAILED.format(reason=unchecked.failed.message)),)
        if unchecked.prose:
            checked = check_prose(unchecked.prose, self._register, as_at)
            n = checked.cited.n_dropped
            if checked.enough:
                dropped = (Notice("unverified_dropped", messages.MODEL_DROPPED.format(n=n)),) if n else ()
                notices = (Notice("model_prose", messages.MODEL_PROSE), *dropped)
                return _written(_in_order(checked.cited, unchecked.facets), notices, unchecked.prose.prompt_id)
            notices = (Notice("unverified_dropped", messages.MODEL_TOO_LITTLE.format(n=n)),)
        cited = cite(unchecked.draft, self._register, as_at)
        n = cited.n_dropped
        dropped = (Notice("unverified_dropped", messages.DROPPED.format(n=n)),) if n else ()
        return _written(cited, (*notices, *dropped))

    def _draft(self, question: Question, evidence: Evidence, facets: Sequence[SituationSection]) -> Draft:
        """Quote by facet for a worry about somebody; by authority for everything else, and beside it if more is wanted."""
        by_facet = self._scenario.compose(question, evidence, facets).sections if facets else ()
        shown = any(section.quotations for section in by_facet)
        if shown and not question.more:
            return Draft(sections=by_facet)
        found = _of_named(evidence)
        plain = compose(question.text, found, self._register, self._similarity, evidence.editions.compared)
        return Draft(sections=(*by_facet, *plain.sections) if shown else (*plain.sections, *by_facet))

    def _similarity(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._embedder.embed([question, *texts])
        return np.asarray(vectors[1:] @ vectors[0], dtype=np.float32)


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


def _in_order(cited: CheckedSections, facets: Sequence[SituationSection]) -> CheckedSections:
    """Return a model's sections in the facets' order with our own text, each statement with the weight of what it rests on."""
    if not facets:
        return cited
    weights = {citation.marker: citation.source.authority.label for citation in cited.citations}
    written = {section.heading: section.statements for section in cited.sections}
    known = {facet.heading for facet in facets}
    others = [SituationSection(heading=heading) for heading in written if heading not in known]
    sections = []
    for facet in (*facets, *others):
        weighed = tuple(
            replace(statement, label=", ".join(dict.fromkeys(weights[marker] for marker in statement.citations)))
            for statement in written.get(facet.heading, ())
        )
        if weighed or facet.alone:
            sections.append(Section(heading=facet.heading, statements=(*map(fixed_statement, facet.before), *weighed)))
    return replace(cited, sections=tuple(sections))


def _written(cited: CheckedSections, notices: tuple[Notice, ...], prompt_id: str = "") -> WrittenAnswer:
    return WrittenAnswer(sections=cited.sections, citations=cited.citations, notices=notices, prompt_id=prompt_id)
