"""What changed between two editions to a Draft: the words on the subject in each, side by side.

The later edition is searched for the subject; the earlier one for the same words, or else for those nearest to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import messages
from assistant.answer.draft import DraftSection, Quotation
from assistant.answer.quoting import candidates, excerpt
from assistant.retrieve import Evidence
from assistant.safety import any_of
from corpus.index import PassageIndex, tokens
from corpus.models import Embedder
from corpus.register import Register
from corpus.statements import own_words
from corpus.text import find_quote, sentences
from corpus.types import Passage, PassageKind, Source
from corpus.word_diff import compare_words, describe_changes

_CHANGE = any_of(
    r"\bwhat(?:[’']?s| has| is| did| have)? (?:\w+ )?(?:chang\w+|differen\w+|new)\b",
    r"\b(?:chang\w+|differ\w*|compar\w+|updated|no longer says?)\b",
)
_ASIDE = any_of(
    r"\b(?:what|whats|has|have|is|did|does|between|since|from|in|on|about|the|and|to|with|this|it)\b",
    r"\b(?:changed?|changes|different|differ\w*|compar\w+|updated?|new)\b",
    r"\b(?:kcsie|keeping children safe in education|working together(?: to safeguard children)?)\b",
    r"\b(?:edition|version|guidance|20\d\d)\b",
)
_TABLE = re.compile(r"table of changes|what this guidance replaces", re.IGNORECASE)
_N_FOUND, _N_PAIRS = 12, 2
_ALIKE = 0.5  # the share of words that two wordings of one rule have in common, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionChanges:
    """Finds what changed between editions in one library.

    Parameters
    ----------
    index : PassageIndex
        The library.
    register : Register
        What replaced what.
    embedder : Embedder
        The model the index was built with.
    """

    index: PassageIndex
    register: Register
    embedder: Embedder

    def sections(self, question: str, evidence: Evidence) -> tuple[DraftSection, ...]:
        """Return a section for each edition; none if the question asks for no change, or the library holds one edition alone."""
        pair = self._pair(evidence) if _CHANGE.search(question) else None
        topic = subject_of(question)
        if pair is None or not tokens(topic):
            return ()
        new, old = pair
        found = self._pairs(topic, new, old)
        if not found:
            return ()
        if all(now.quote == then.quote for now, then in found):
            nothing = messages.NOTHING_CHANGED.format(new=new.name, old=old.name)
            return (DraftSection(heading=messages.BETWEEN_EDITIONS, before=(nothing,), alone=True),)
        summary = messages.OTHER_WORDS.format(old=old.name)
        changes = [sentence for now, then in found for sentence in _changes(then.quote, now.quote)]
        return tuple(
            DraftSection(
                heading=messages.IN_EDITION.format(name=source.name), quotations=quotations, after=after, labelled=True
            )
            for source, quotations, after in (
                (new, tuple(now for now, _ in found), (*changes, summary)),
                (old, tuple(then for _, then in found), ()),
            )
        )

    def _pair(self, evidence: Evidence) -> tuple[Source, Source] | None:
        """Return the later and the earlier edition: both named, or one and the edition it replaced, as far as they are here."""
        here = [source for source in evidence.editions.named if source.source_id in self.index.sources]
        if len(here) == 1:
            here += [s for s in self.register.predecessors(here[0].source_id) if s.source_id in self.index.sources][:1]
        if len(here) != 2:
            return None
        first, second = here
        later = second in self.register.successors(first.source_id)
        return (second, first) if later else (first, second)

    def _pairs(self, topic: str, new: Source, old: Source) -> list[tuple[Quotation, Quotation]]:
        """Return up to two quotations from the later edition, each with the words for the same in the earlier."""
        found: list[tuple[Quotation, Quotation]] = []
        for passage in self.near(topic, new):
            quote = _words_on(topic, passage)
            then = self._same_in(old, quote) if quote else None
            if then is not None and set(tokens(topic)) & set(tokens(quote)):
                found.append((Quotation(passage=passage, quote=quote), then))
        return found[:_N_PAIRS]

    def near(self, text: str, source: Source) -> list[Passage]:
        """Return the rules of an edition that are nearest a text, the nearest first; its table of changes is none."""
        vector = self.embedder.embed([text])[0]
        ids = [passage_id for passage_id, _ in self.index.dense(vector, _N_FOUND, {source.source_id})]
        return [passage for passage in self.index.get(ids) if _is_rule(passage)]

    def _same_in(self, source: Source, quote: str) -> Quotation | None:
        """Return the same words in another edition, or the sentence with most of them."""
        passages = self.near(quote, source)
        for passage in passages:
            if find_quote(quote, passage.text) is not None:
                return Quotation(passage=passage, quote=quote)
        best = max((_nearest(quote, passage) for passage in passages), key=lambda one: one[0], default=(0.0, None))
        return best[1] if best[0] >= _ALIKE else None


def subject_of(question: str) -> str:
    """Return what a question about two editions is about, without the words that name them and ask for a change."""
    return " ".join(_ASIDE.sub(" ", re.sub(r"[^\w\s’'-]", " ", question)).split())


def _words_on(topic: str, passage: Passage) -> str:
    """Return the words of a passage that share most with a topic; none where no sentence can stand alone."""
    wanted = set(tokens(topic))
    shared = [(len(wanted & set(tokens(sentence))), -at) for at, sentence in candidates(passage)]
    return excerpt(passage, -max(shared)[1]) if shared else ""


def _changes(then: str, now: str) -> list[str]:
    """Return what differs between two quotations, and no more: the rest of either edition is not looked at here."""
    compared = compare_words(then, now)
    changes = describe_changes(compared.earlier, compared.later)
    return [messages.BETWEEN_QUOTATIONS.format(changes=" ".join(changes))] if changes else []


def _nearest(quote: str, passage: Passage) -> tuple[float, Quotation | None]:
    text, wanted = own_words(passage), set(tokens(quote))
    shares: Sequence[tuple[float, str]] = [
        (len(wanted & set(tokens(text[start:end]))) / len(wanted), text[start:end]) for start, end in sentences(text)
    ]
    share, words = max(shares, default=(0.0, ""))
    return (share, Quotation(passage=passage, quote=words)) if words else (0.0, None)


def _is_rule(passage: Passage) -> bool:
    changes = any(_TABLE.search(heading) for heading in passage.heading_path)
    return passage.kind in {PassageKind.BODY, PassageKind.LIST} and not changes
