"""What bears a sentence of ours out in a later edition, whether that changed there, and whether anybody has looked.

What changed comes with the index (``PassageIndex.changed``), what a person found of it from the ledger. Until somebody has said
that a sentence still holds, words of the later edition that were changed are not quoted for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant import messages
from corpus.days import day_words
from corpus.index import Became, ChangedParagraph, PassageIndex
from corpus.register import Register, names_passage
from corpus.statements import (
    Binding,
    EditionCheck,
    ReviewLedger,
    ReviewVerdict,
    own_words,
    pinned_binding,
    sentence_spans,
)
from corpus.types import Passage, Source

Reviews = Callable[[], ReviewLedger]
_UNCERTAIN = frozenset({Became.UNSURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What bears a sentence out in a later edition.

    Parameters
    ----------
    quoted : tuple of (Passage, str)
        Passages with the key of the sentence meant; none until somebody has confirmed it.
    mark : str
        What is to be said of it; empty where nothing changed.
    """

    quoted: tuple[tuple[Passage, str], ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCarrier:
    """Carries what bears our sentences out from the edition that was read to a later one.

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
    reviews: Reviews = ReviewLedger
    _by_key: dict[str, Mapping[str, Passage]] = field(default_factory=dict)
    _changed: dict[tuple[str, str], Mapping[str, ChangedParagraph]] = field(default_factory=dict)

    def sentences(self, source_id: str) -> Mapping[str, Passage]:
        """Return the passages of a source in the library, by the keys of their sentences."""
        if source_id not in self._by_key:
            keyed: dict[str, Passage] = {}
            for passage in self.index.of_source(source_id) if source_id in self.index.sources else ():
                for key, _ in sentence_spans(passage):
                    keyed.setdefault(key, passage)
            self._by_key[source_id] = keyed
        return self._by_key[source_id]

    def carry(self, sentence: str, binding: Binding, later: Source) -> Carried:
        """Return what bears a sentence out in a later edition that is in the library.

        Parameters
        ----------
        sentence : str
            Ours.
        binding : Binding
            What bore it out.
        later : Source
            The edition that answers.
        """
        same = self.sentences(later.source_id).get(binding.key)
        before = self.sentences(binding.source_id).get(binding.key)
        change = self._change(before, later.source_id) if before else None
        check = self.reviews().check_of(sentence, binding, later.source_id)
        quoted = ((same, binding.key),) if same else ()
        if change is None and same is not None:
            return Carried(quoted=quoted)
        said = self._said(check, binding, later)
        if said is not None and check is not None:
            confirmed = tuple((self.sentences(later.source_id)[one.key], one.key) for one in check.rests_on)
            return Carried(quoted=confirmed if check.verdict is ReviewVerdict.YES else quoted, mark=said)
        return Carried(quoted=quoted, mark=self._unchecked(binding, later, change, is_same=same is not None))

    def of_digest(self, passage: Passage, as_at: date) -> str:
        """Return what is to be said of a digest’s statement whose paragraph the edition of a day has otherwise; else nothing."""
        pinpoint = passage.pinpoint
        if pinpoint is None or pinpoint.source_id not in self.register:
            return ""
        later = self.register.current(pinpoint.source_id, as_at)
        change = self.pinned(passage, later.source_id) if later.source_id in self.index.sources else None
        if change is None:
            return ""
        was = pinned_binding(passage)
        check = self.reviews().check_of(own_words(passage), was, later.source_id)
        return self._said(check, was, later) or self._unchecked(was, later, change)

    def pinned(self, passage: Passage, later: str) -> ChangedParagraph | None:
        """Return the change, in a later edition, of the paragraph that a digest’s statement rests on."""
        pinpoint = passage.pinpoint
        if pinpoint is None or pinpoint.source_id not in self.index.sources:
            return None
        changes = self._changes(pinpoint.source_id, later)
        named = (one for one in self.index.get(list(changes)) if names_passage(pinpoint.reference, one))
        return next((changes[one.passage_id] for one in named), None)

    def _said(self, check: EditionCheck | None, was: Binding, later: Source) -> str | None:
        """Return what somebody found, if it is about words that the later edition still has."""
        if check is None or any(one.key not in self.sentences(later.source_id) for one in check.rests_on):
            return None
        if check.verdict is ReviewVerdict.MEND:
            return messages.MEND_PROPOSED.format(name=self._name(was.source_id))
        return messages.CHECKED_AGAINST.format(other=later.name, who=check.checked_by, date=day_words(check.checked_on))

    def _unchecked(
        self, binding: Binding, later: Source, change: ChangedParagraph | None, *, is_same: bool = False
    ) -> str:
        """Return in words what became of a paragraph, where nobody has looked yet."""
        names = {"name": self._name(binding.source_id), "where": binding.where, "other": later.name}
        if is_same:
            return messages.CHANGED_AROUND.format(**names)
        if change is None:
            return messages.NOT_CHECKED_AGAINST.format(**names)
        if change.became is Became.GONE:
            return messages.NOT_FOUND_IN.format(**names)
        text = messages.MAY_BE if change.became in _UNCERTAIN else messages.WORDED_ANEW
        return text.format(**names, place=_place(self.index.get(change.later)))

    def _change(self, passage: Passage, later: str) -> ChangedParagraph | None:
        return self._changes(passage.source_id, later).get(passage.passage_id)

    def _changes(self, earlier: str, later: str) -> Mapping[str, ChangedParagraph]:
        """Return what changed between two editions, by the ids of the earlier one's passages."""
        if (earlier, later) not in self._changed:
            self._changed[earlier, later] = {
                passage_id: change for change in self.index.changed(earlier, later) for passage_id in change.earlier
            }
        return self._changed[earlier, later]

    def _name(self, source_id: str) -> str:
        source = self.register.get(source_id)
        return source.name if source is not None else source_id


def _place(passages: Iterable[Passage]) -> str:
    """Return where the later words stand, such as `` in paragraph 58, page 20``."""
    for passage in passages:
        page = f"page {passage.printed or passage.page}"
        return f" in paragraph {passage.paragraph}, {page}" if passage.paragraph[:1].isdigit() else f" on {page}"
    return ""
