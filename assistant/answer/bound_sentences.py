"""A sentence of ours and this library: what bears it out is here, here in another edition, or not here at all.

Three states. The very sentence is in an edition that answers: it is quoted. No edition of its source is in the library: we
say so, with the place on paper. Another edition is here and has not the sentence: we say for which edition ours was written, and
what became of its words there (carried.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant import messages
from assistant.answer.carried import Carried, EditionCarrier
from assistant.answer.draft import DraftSentence, Quotation
from assistant.answer.quoting import is_item
from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, ReviewLedger, own_words, sentence_spans
from corpus.types import Passage, Source

_N_PLACES = 2
_QUOTED_CHARS = 560  # the longest run that is quoted in one


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSentences:
    """Finds what bears sentences of ours out in one library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        Which editions belong together.
    reviews : callable
        Gives the ledger, as it is now.
    """

    index: PassageIndex
    register: Register
    reviews: Callable[[], ReviewLedger] = ReviewLedger
    _carrier: EditionCarrier = field(init=False)

    def __post_init__(self) -> None:
        carrier = EditionCarrier(index=self.index, register=self.register, reviews=self.reviews)
        object.__setattr__(self, "_carrier", carrier)

    def drafted(self, sentence: ReviewedSentence, allowed: Collection[str]) -> DraftSentence:
        """Return a sentence with what bears it out; what stands in one passage is quoted in one run.

        Parameters
        ----------
        sentence : ReviewedSentence
            A sentence of ours.
        allowed : collection of str
            The sources that may answer.
        """
        keys: dict[str, tuple[Passage, list[str]]] = {}
        missing: list[Binding] = []
        marks: list[str] = []
        for binding in sentence.bindings:
            found = self._found(sentence.text, binding, allowed)
            if found is None:
                missing.append(binding)
                continue
            marks.append(found.mark)
            for passage, key in found.quoted:
                keys.setdefault(passage.passage_id, (passage, []))[1].append(key)
        quotations = (
            Quotation(passage=passage, quote=quote) for passage, some in keys.values() for quote in _runs(passage, some)
        )
        return DraftSentence(
            text=sentence.text,
            quotations=tuple(quotations),
            elsewhere=tuple(dict.fromkeys(filter(None, (*marks, *(() if keys else self._not_here(missing)))))),
            ours=sentence.ours,
        )

    def drafts(self, sentences: Iterable[ReviewedSentence], allowed: Collection[str]) -> tuple[DraftSentence, ...]:
        """Return sentences with what bears them out, in order; each text once."""
        found = (self.drafted(sentence, allowed) for sentence in sentences)
        return tuple({drafted.text: drafted for drafted in found}.values())

    def placed(self, sentences: Sequence[ReviewedSentence], allowed: Collection[str]) -> tuple[DraftSentence, ...]:
        """Return sentences with what bears them out, and in words where that stands: for whoever asks which section says so.

        Of what is not quoted, the place is said without being asked for.
        """
        drafts = {one.text: self.drafted(one, allowed) for one in sentences}
        places = {one.text: "; ".join(self._places(one)) for one in sentences if one.bindings}
        return tuple(
            replace(drafted, text=f"{text} ({places[text]})") if text in places and drafted.quotations else drafted
            for text, drafted in drafts.items()
        )

    def is_from(self, drafted: DraftSentence, source_id: str) -> bool:
        """Whether words of an edition of a publication bear a sentence out."""
        editions = self._editions(source_id)
        return any(quotation.passage.source_id in editions for quotation in drafted.quotations)

    def _name(self, source_id: str) -> str:
        """Return how an edition is called."""
        source = self.register.get(source_id)
        return source.name if source is not None else source_id

    def _places(self, sentence: ReviewedSentence) -> list[str]:
        """Return where a sentence of ours is borne out, as a reader finds it on paper; two places at most."""
        found = dict.fromkeys((binding.source_id, binding.where) for binding in sentence.bindings)
        sources = ((self.register.get(source_id), where) for source_id, where in found)
        return [f"{source.name}, {where}" for source, where in sources if source is not None][:_N_PLACES]

    def changed_since(self, passage: Passage, as_at: date) -> str:
        """Return what is to be said of a digest’s statement whose paragraph changed since it was written; else nothing."""
        return self._carrier.of_digest(passage, as_at)

    def _found(self, sentence: str, binding: Binding, allowed: Collection[str]) -> Carried | None:
        """Return what bears a sentence out: the edition it was read in, a later one, or an earlier one with the same words."""
        here = [one for one in self._editions(binding.source_id) if one in allowed and one in self.index.sources]
        for source_id in here:
            passage = self._carrier.sentences(source_id).get(binding.key)
            if source_id == binding.source_id and passage is not None:
                return Carried(quoted=((passage, binding.key),))
        later = {source.source_id: source for source in self._later(binding.source_id)}
        for source_id in here:
            if source_id in later:
                return self._carrier.carry(sentence, binding, later[source_id])
            passage = self._carrier.sentences(source_id).get(binding.key)
            if passage is not None:
                return Carried(quoted=((passage, binding.key),))
        return None

    def _later(self, source_id: str) -> tuple[Source, ...]:
        return self.register.successors(source_id) if source_id in self.register else ()

    def _editions(self, source_id: str) -> tuple[str, ...]:
        """Return an edition and those of its chain, nearest first, the later ones before the earlier."""
        if source_id not in self.register:
            return (source_id,)
        others = (*self.register.successors(source_id), *self.register.predecessors(source_id))
        return (source_id, *(other.source_id for other in others))

    def _not_here(self, missing: Iterable[Binding]) -> tuple[str, ...]:
        """Return which edition here was not looked at for a sentence, and once where all stands that is in no edition here."""
        said: list[str] = []
        places: dict[str, dict[str, None]] = {}
        for binding in missing:
            name = self._name(binding.source_id)
            here = [self.register[one] for one in self._editions(binding.source_id)[1:] if one in self.index.sources]
            if here:
                said.append(messages.NOT_CHECKED_AGAINST.format(name=name, where=binding.where, other=here[0].name))
            else:
                places.setdefault(name, {})[binding.where] = None
        if places:
            named = "; ".join(f"{name}, {'; '.join(some)}" for name, some in places.items())
            said.append(messages.NOT_IN_LIBRARY.format(places=named))
        return tuple(said)


def _runs(passage: Passage, keys: Collection[str]) -> list[str]:
    """Return the words from the first sentence meant to the last, with a list’s first words; each alone if that is long."""
    spans = sentence_spans(passage)
    meant = [at for at, (key, _) in enumerate(spans) if key in keys]
    text = own_words(passage)
    first = 0 if any(is_item(spans[at][1]) for at in meant) else meant[0]
    last = meant[-1]
    while spans[last][1][-1] in ":—-" and last + 1 < len(spans):  # a stem says nothing without what it begins
        last += 1
    while last > meant[-1] and last + 1 < len(spans) and is_item(spans[last + 1][1]):
        last += 1
    whole = _between(text, spans[first][1], spans[last][1])
    if 0 < len(whole) <= _QUOTED_CHARS:
        return [_ended(whole)]
    return [_ended(spans[at][1]) for at in meant]


def _between(text: str, first: str, last: str) -> str:
    start = text.find(first)
    end = text.find(last, start)
    return text[start : end + len(last)] if 0 <= start <= end else ""


def _ended(words: str) -> str:
    """Return words without the "and" that leads on to what is not quoted."""
    return re.sub(r"[,;]?\s+(?:and|or)$|[,;]$", "", words)
