"""Which words of the library are quoted: those that bear our sentences out, what else answers, a school’s own where they lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from assistant.answer.draft import Draft, Quotation
from assistant.answer.quoting.excerpt import can_stand, is_item
from assistant.answer.quoting.quotations import N_QUOTATIONS, ScoredQuotation, distinct, fitting, nearest, read_through
from assistant.answer.quoting.sentence_vectors import SentenceVectors
from assistant.answer.recognised import Recognised
from assistant.retrieve import Evidence
from assistant.types import Question
from assistant.understand import AnswerReader, asked_part, asks
from corpus.register import Register
from corpus.statements import own_words
from corpus.types import Authority, Passage, RetrievedPassage

_N_MORE = 8  # quotations, where a longer answer is wanted
_N_BESIDE_OURS = 1  # of the words that bear our sentences out, so many are quoted in full; the rest can be opened
_N_OF_MORE = 3  # the same, where a longer answer is wanted
_N_BESIDE_A_CASE = 1
_N_NEAREST = 2
_N_FOR_EACH = 1  # of several things that are asked
_NUMBER = re.compile(r"\d+[A-Z]*")  # of a paragraph or section
_N_LOOKED_AT, _N_LEADING = 5, 2  # of what was found, and of the school's own words among it
_MAY_BE_ASKED = 0.45  # the cosine with a wording of an answer of ours, from which that may answer it


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen to be quoted.

    Parameters
    ----------
    quotations : sequence of Quotation
        In the order of reading.
    direct : bool
        Whether any of them helps; if not, they are what is nearest.
    silent : tuple of str
        What is asked, of several things, that nothing found answers.
    """

    quotations: Sequence[Quotation]
    direct: bool = True
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationChooser:
    """Chooses from one library.

    Parameters
    ----------
    register : Register
        All registered editions.
    sentences : SentenceVectors
        Says how near sentences are to a question.
    reader : AnswerReader or None
        Says whether a quotation answers; without it the best that was found are quoted.
    """

    register: Register
    sentences: SentenceVectors
    reader: AnswerReader | None = None

    def choose(self, question: Question, evidence: Evidence, recognised: Recognised, ours: Draft) -> Chosen:
        """Return what to quote, and whether any of it answers.

        The words that bear our answer out; where we give none, or a longer one is wanted, what else answers and says something
        more. Where nothing answers and we say nothing, what is nearest.
        """
        asked, compared = question.text, evidence.editions.compared
        bound = (
            self._borne_out(asked, recognised, ours, more=question.more)
            if recognised.case is None or question.more
            else []
        )
        if recognised.parts and self.reader is not None and not (compared or evidence.exact):
            each = self._for_each(question, recognised, bound, self.reader)
            if each.quotations or _is_borne_out(ours):
                return each
        n = N_QUOTATIONS
        if recognised.case is not None:  # our own sentences are read; what bears them out is opened
            n = 0 if recognised.case.known else _N_BESIDE_A_CASE
            if not recognised.answered and asks(asked_part(asked)):
                asked, n = asked_part(asked), _N_BESIDE_A_CASE  # what is asked at the end of it is looked for as well
        elif recognised.answered and _is_borne_out(ours) and not (_names_its_source(evidence) or recognised.unanswered):
            n = len(bound)  # our own sentences are the answer
        if question.more:
            n = _N_MORE
        full = bool(ours.sections) and n <= len(bound) and self.reader is not None and not (compared or evidence.exact)
        fit = fitting(asked, self._worth_reading(evidence, full=full), self.register, self.sentences.cosines, compared)
        named = _named(asked, evidence) if evidence.exact and not compared and recognised.case is None else []
        if named:
            return Chosen(quotations=distinct([*bound, *named], n))
        if self.reader is None or compared or evidence.exact:
            found = _wanted(fit, bound)
        else:
            read = read_through(recognised.asked or question.text, fit, self.reader)
            found = _wanted([one for one in read if one.helps], bound)
            if not found and not ours.sections:
                return Chosen(quotations=distinct(_wanted(nearest(read), ()), _N_NEAREST), direct=False)
        chosen = [*bound, *distinct(found, n - len(bound), [one.quote for one in bound])]
        return Chosen(quotations=[*chosen, *self._local(found, chosen)])

    def _worth_reading(self, evidence: Evidence, *, full: bool) -> Sequence[RetrievedPassage]:
        """Return what may be quoted; where ours fills the answer, only what is of the school’s own documents."""
        found = _of_named(evidence)
        return [hit for hit in found if self.is_own(hit.passage)] if full else found

    def is_own(self, passage: Passage) -> bool:
        """Whether a passage is of the school's own documents."""
        return self.register[passage.source_id].authority is Authority.LOCAL

    def leading(self, question: Question, evidence: Evidence) -> list[Quotation]:
        """Return the school's own words, where they are the best that was found: they stand before everything else.

        The passage with the sentence nearest to the question first, then the one that was found first: of two ways to be
        the best, neither is right often enough alone.
        """
        best = [hit for hit in evidence.passages[:_N_LOOKED_AT] if self.is_own(hit.passage)]
        if not best or (self.reader is None and best[0].rank > 1):
            return []
        found = [Quotation(passage=hit.passage, quote=own_words(hit.passage)) for hit in best]
        if self.reader is not None:
            scored = [ScoredQuotation(quotation=one, score=0.0) for one in found]
            read = read_through(question.text, scored, self.reader)
            return distinct((one.quotation for one in read if one.helps), _N_LEADING)
        first = fitting(question.text, best, self.register, self.sentences.cosines)[:1]
        return distinct((*(one.quotation for one in first), *found), _N_LEADING)

    def may_be_answered(self, asked: str, passages: Sequence[RetrievedPassage]) -> bool:
        """Whether a sentence that might be quoted reads as if it might answer; without a reader nothing is known against it.

        Parameters
        ----------
        asked : str
            What is asked.
        passages : sequence of RetrievedPassage
            What was found for it.
        """
        if self.reader is None:
            return True
        fit = fitting(asked, passages, self.register, self.sentences.cosines)
        return any(one.may_answer for one in read_through(asked, fit, self.reader))

    def _for_each(
        self, question: Question, recognised: Recognised, bound: Sequence[Quotation], reader: AnswerReader
    ) -> Chosen:
        """Return what bears our answers out, and of each thing that is asked and has none what answers it best.

        What is near to a question that our answers were written for is not said to be without one.
        """
        answers = (recognised.answer, *(found.answer for found in recognised.parts))
        written_for = [words for answer in answers if answer is not None for words in answer.asked]
        chosen, helping, silent = list(bound), list[Quotation](), list[str]()
        for found in recognised.unanswered:
            fit = fitting(found.part.text, found.passages, self.register, self.sentences.cosines)
            help_it = _wanted([one for one in read_through(found.part.text, fit, reader) if one.helps], ())
            chosen += distinct(help_it, _N_MORE if question.more else _N_FOR_EACH, [one.quote for one in chosen])
            helping += help_it
            if not help_it and self.sentences.cosines(found.part.text, written_for).max(initial=0) < _MAY_BE_ASKED:
                silent.append(found.part.words)
        return Chosen(quotations=[*chosen, *self._local(helping, chosen)], silent=tuple(silent))

    def _local(self, found: Sequence[Quotation], chosen: Sequence[Quotation]) -> list[Quotation]:
        """Return the best words of the school's own documents, where they fit and none of them is quoted yet."""
        quoted = any(self.is_own(one.passage) for one in chosen)
        return [] if quoted else [one for one in found if self.is_own(one.passage)][:1]

    def _borne_out(self, asked: str, recognised: Recognised, ours: Draft, *, more: bool) -> list[Quotation]:
        """Return the words that bear our sentences out, as many as are read: official ones, since a digest’s say ours again.

        Of an answer, those of its first sentence; where more is wanted, of all in their order, a digest’s if there are no others.
        Of a case, whose sentences rest on many, those that are nearest to it and can stand alone.
        """
        first = next((section for section in ours.sections if section.sentences), None)
        sentences = first.sentences[: None if more else 1] if first else ()
        every = (quotation for one in sentences for quotation in one.quotations)
        quotations = distinct(every, len(sentences) * _N_OF_MORE)
        official = list(filter(self._is_official, quotations))
        n = _N_OF_MORE if more else _N_BESIDE_OURS
        if recognised.case is None:
            return (official or (quotations if more else []))[:n]
        alone = [one for one in official if can_stand(one.quote) and not is_item(one.quote)]
        if not alone:
            return []
        scores = self.sentences.cosines(asked, [quotation.quote for quotation in alone])
        return [alone[int(at)] for at in np.argsort(-scores, kind="stable")[:n]]

    def _is_official(self, quotation: Quotation) -> bool:
        return self.register[quotation.passage.source_id].authority is not Authority.DIGEST


def _wanted(found: Sequence[ScoredQuotation], bound: Sequence[Quotation]) -> list[Quotation]:
    """Return what may be quoted beside our answer: passages that do not bear it out already."""
    taken = {quotation.passage.passage_id for quotation in bound}
    return [one.quotation for one in found if one.quotation.passage.passage_id not in taken]


def _names_its_source(evidence: Evidence) -> bool:
    """Whether a question names a paragraph, an edition, or two to compare, whose own words are wanted."""
    return bool(evidence.exact or evidence.editions.named or evidence.editions.compared)


def _is_borne_out(ours: Draft) -> bool:
    """Whether a source bears a sentence of ours out, here or elsewhere; what is a rule of ours and no more is no answer alone."""
    return any(one.quotations or one.elsewhere for section in ours.sections for one in section.sentences)


def _of_named(evidence: Evidence) -> Sequence[RetrievedPassage]:
    """Return what was found in the editions that a question names, if it names any; else all that was found."""
    named = {source.source_id for source in evidence.editions.named} & evidence.editions.source_ids
    found = [hit for hit in evidence.passages if hit.passage.source_id in named]
    ranks = {hit.rank for hit in found}
    return [hit if hit.duplicate_of in ranks else replace(hit, duplicate_of=None) for hit in found] or evidence.passages


def _named(asked: str, evidence: Evidence) -> list[Quotation]:
    """Return the words of the paragraphs or sections that are named by their numbers; they were found first."""
    numbers = set(_NUMBER.findall(asked))
    named = takewhile(lambda hit: bool(numbers & set(_NUMBER.findall(hit.passage.paragraph))), evidence.passages)
    return [Quotation(passage=hit.passage, quote=own_words(hit.passage)) for hit in named]
