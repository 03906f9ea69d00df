"""A question's other wordings: from the lexicon, and for danger."""

from __future__ import annotations

from datetime import date

from assistant.retrieve.expansion import expansions
from assistant.retrieve.retriever import Retriever
from corpus.practice.lexicon import Lexicon, LexiconEntry
from corpus.register.register import Register
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

LEXICON = Lexicon([
    LexiconEntry(heard=("strat",), means="strategy discussion"),
    LexiconEntry(heard=("off roll",), means="deletion from the admission register"),
])


def test_what_is_heard_becomes_one_query_and_is_told() -> None:
    (wording,) = expansions("strat about a boy off roll", LEXICON)
    assert wording.terms == ("strat", "off roll")
    assert wording.query == "strategy discussion; deletion from the admission register"
    assert 0 < wording.weight < 1


def test_danger_is_searched_for_as_acting_at_once() -> None:
    (wording,) = expansions("he has a knife and is in reception now", LEXICON, in_danger=True)
    assert wording.terms == ("danger",)
    assert "immediate danger" in wording.query


def test_a_question_in_guidances_own_words_has_no_other() -> None:
    assert expansions("who keeps the records", LEXICON) == ()


def test_the_search_finds_what_only_the_lexicons_words_name_and_says_what_it_heard() -> None:
    passages = [
        a_passage("A strategy discussion is convened by the authority."),
        a_passage("Boilers are serviced.", page=2),
        a_passage("Records are kept.", page=3),
    ]
    sources = {"rules-2025": a_source()}
    embedder = WordEmbedder()
    index = MemoryIndex(passages, sources, embedder)
    with_it = Retriever(index, Register(sources), embedder, lexicon=LEXICON).retrieve("strat", date(2025, 10, 1))
    without = Retriever(index, Register(sources), embedder).retrieve("strat", date(2025, 10, 1))
    assert with_it.passages[0].passage == passages[0]
    assert with_it.expansions[0].terms == ("strat",)
    assert without.expansions == ()
    assert with_it.cosine == without.cosine  # strength is of the person's own words


def test_a_chat_models_wordings_are_searched_for_beside_the_question() -> None:
    passages = [a_passage("Boilers are serviced."), a_passage("A strategy discussion is convened.", page=2)]
    sources = {"rules-2025": a_source()}
    embedder = WordEmbedder()
    retriever = Retriever(MemoryIndex(passages, sources, embedder), Register(sources), embedder)
    more = ("strategy discussion", "who convenes the discussion")
    assert retriever.retrieve("quux", date(2025, 10, 1), more=more).passages[0].passage == passages[1]
