"""A sentence of ours and this library: what bears it out is here, here in another edition, or not here at all.

Three states. The very sentence is in an edition that answers: it is quoted. No edition of its source is in the library: we
say so, with the place on paper. Another edition is here and has not the sentence: we say for which edition ours was written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from assistant import messages
from assistant.answer.draft import DraftSentence, Quotation
from corpus.index import PassageIndex
from corpus.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_spans
from corpus.types import Passage

_QUOTED_CHARS = 480  # the longest run from a list's first words to the item meant


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
        """Return a sentence with what bears it out.

        Parameters
        ----------
        sentence : ReviewedSentence
            A sentence of ours.
        allowed : collection of str
            The sources that may answer.
        """
        quotations: list[Quotation] = []
        elsewhere: list[str] = []
        for binding in sentence.bindings:
            quotation = self.quotation(binding, allowed)
            if quotation is not None:
                quotations.append(quotation)
            else:
                elsewhere.append(self._not_here(binding))
        return DraftSentence(
            text=sentence.text,
            quotations=tuple(quotations),
            elsewhere=() if quotations else tuple(dict.fromkeys(elsewhere)),
            ours=sentence.ours,
        )

    def drafts(self, sentences: Iterable[ReviewedSentence], allowed: Collection[str]) -> tuple[DraftSentence, ...]:
        """Return sentences with what bears them out, in order; each text once."""
        found = (self.drafted(sentence, allowed) for sentence in sentences)
        return tuple({drafted.text: drafted for drafted in found}.values())

    def quotation(self, binding: Binding, allowed: Collection[str]) -> Quotation | None:
        """Return the sentence that bears a statement out, from the edition it was read in or another with the same words."""
        for source_id in self._editions(binding.source_id):
            if source_id in allowed and source_id in self.index.sources:
                passage = self._sentences(source_id).get(binding.key)
                if passage is not None:
                    return Quotation(passage=passage, quote=_with_lead_in(passage, binding.key))
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
        source = self.register.get(binding.source_id)
        name = source.name if source is not None else binding.source_id
        here = [self.register[one] for one in self._editions(binding.source_id)[1:] if one in self.index.sources]
        if here:
            return messages.NOT_CHECKED_AGAINST.format(name=name, where=binding.where, other=here[0].name)
        return messages.NOT_IN_LIBRARY.format(name=name, where=binding.where)


def _with_lead_in(passage: Passage, key: str) -> str:
    """Return the sentence with a key; an item of a list with the words that begin the list, if that is not long."""
    spans = sentence_spans(passage)
    at = next(at for at, (own, _) in enumerate(spans) if own == key)
    words = spans[at][1]
    if at == 0 or words[:1] not in "•▪◦o–-(":
        return words
    text = passage.text
    start, end = text.find(spans[0][1]), text.find(words) + len(words)
    return text[start:end] if 0 <= start < end <= start + _QUOTED_CHARS else words
