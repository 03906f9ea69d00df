"""A sentence of ours and this library: what bears it out is here, here in another edition, or not here at all.

Three states. The very sentence is in an edition that answers: it is quoted. No edition of its source is in the library: we
say so, with the place on paper. Another edition is here and has not the sentence: we say for which edition ours was written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant import messages
from assistant.answer.draft import DraftSentence, Quotation
from assistant.answer.excerpt import is_item
from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, own_words, sentence_spans
from corpus.types import Passage

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
    """

    index: PassageIndex
    register: Register
    _by_key: dict[str, Mapping[str, Passage]] = field(default_factory=dict)

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
        elsewhere: list[str] = []
        for binding in sentence.bindings:
            passage = self._passage(binding, allowed)
            if passage is None:
                elsewhere.append(self._not_here(binding))
            else:
                keys.setdefault(passage.passage_id, (passage, []))[1].append(binding.key)
        quotations = (
            Quotation(passage=passage, quote=quote) for passage, some in keys.values() for quote in _runs(passage, some)
        )
        return DraftSentence(
            text=sentence.text,
            quotations=tuple(quotations),
            elsewhere=() if keys else tuple(dict.fromkeys(elsewhere)),
            ours=sentence.ours,
        )

    def drafts(self, sentences: Iterable[ReviewedSentence], allowed: Collection[str]) -> tuple[DraftSentence, ...]:
        """Return sentences with what bears them out, in order; each text once."""
        found = (self.drafted(sentence, allowed) for sentence in sentences)
        return tuple({drafted.text: drafted for drafted in found}.values())

    def placed(self, sentences: Iterable[ReviewedSentence], allowed: Collection[str]) -> tuple[DraftSentence, ...]:
        """Return sentences with what bears them out, and in words where that stands: for whoever asks which section says so."""
        named = (replace(one, text=f"{one.text} ({'; '.join(self._places(one))})") for one in sentences if one.bindings)
        return self.drafts(named, allowed)

    def has(self, source_id: str, allowed: Collection[str]) -> bool:
        """Whether an edition of a publication is in the library and may answer."""
        return any(one in allowed and one in self.index.sources for one in self._editions(source_id))

    def is_from(self, drafted: DraftSentence, source_id: str) -> bool:
        """Whether words of an edition of a publication bear a sentence out."""
        editions = self._editions(source_id)
        return any(quotation.passage.source_id in editions for quotation in drafted.quotations)

    def name(self, source_id: str) -> str:
        """Return how an edition is called."""
        source = self.register.get(source_id)
        return source.name if source is not None else source_id

    def _places(self, sentence: ReviewedSentence) -> list[str]:
        """Return where a sentence of ours is borne out, as a reader finds it on paper; two places at most."""
        found = dict.fromkeys((binding.source_id, binding.where) for binding in sentence.bindings)
        sources = ((self.register.get(source_id), where) for source_id, where in found)
        return [f"{source.name}, {where}" for source, where in sources if source is not None][:_N_PLACES]

    def _passage(self, binding: Binding, allowed: Collection[str]) -> Passage | None:
        """Return the passage with the very sentence, of the edition it was read in or another with the same words."""
        for source_id in self._editions(binding.source_id):
            if source_id in allowed and source_id in self.index.sources:
                passage = self._sentences(source_id).get(binding.key)
                if passage is not None:
                    return passage
        return None

    def _editions(self, source_id: str) -> tuple[str, ...]:
        """Return an edition and those of its chain, nearest first, the later ones before the earlier."""
        if source_id not in self.register:
            return (source_id,)
        others = (*self.register.successors(source_id), *self.register.predecessors(source_id))
        return (source_id, *(other.source_id for other in others))

    def _sentences(self, source_id: str) -> Mapping[str, Passage]:
        if source_id not in self._by_key:
            keyed: dict[str, Passage] = {}
            for passage in self.index.of_source(source_id):
                for key, _ in sentence_spans(passage):
                    keyed.setdefault(key, passage)
            self._by_key[source_id] = keyed
        return self._by_key[source_id]

    def _not_here(self, binding: Binding) -> str:
        name = self.name(binding.source_id)
        here = [self.register[one] for one in self._editions(binding.source_id)[1:] if one in self.index.sources]
        if here:
            return messages.NOT_CHECKED_AGAINST.format(name=name, where=binding.where, other=here[0].name)
        return messages.NOT_IN_LIBRARY.format(name=name, where=binding.where)


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
