"""Retrieval: editions, exact look-up, fusion, the reranker, twins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import pytest

from assistant.retrieve.question_encoder import QuestionEncoder
from assistant.retrieve.retriever import Evidence, Retriever
from assistant.types import Library
from corpus.models import Reranker, Vectors
from corpus.practice import Pointer
from corpus.register.register import Register
from corpus.types import Authority, Passage
from tests.doubles import MemoryIndex, ScriptedReranker, WordEmbedder, a_passage, a_source

OLD = a_source("book-2024", in_force_from=date(2024, 9, 1), in_force_to=date(2025, 8, 31), names=("Book 2024",))
NEW = a_source("book-2025", in_force_from=date(2025, 9, 1), supersedes=("book-2024",), names=("Book 2025",))
ACT = a_source("act-2021", authority=Authority.LAW, names=("Abuse Act 2021",))
MISSING = a_source("book-2026", in_force_from=date(2026, 9, 1), supersedes=("book-2025",), names=("Book 2026",))
REGISTER = Register({source.source_id: source for source in (OLD, NEW, ACT, MISSING)})
WORDS = "Children who see or hear abuse at home are victims of it in their own right and schools must treat them so."
PASSAGES = [
    a_passage(WORDS, "book-2024", paragraph="43"),
    a_passage(WORDS, "book-2025", paragraph="43"),
    a_passage(WORDS.replace("schools", "colleges"), "book-2025", page=2, paragraph="44"),
    a_passage("The lead keeps the file safe.", "book-2025", page=3, paragraph="7"),
    a_passage("Section 12 of the Abuse Act 2021 began in May.", "book-2025", page=4, paragraph="8"),
    a_passage("A court may make an order.", "act-2021", paragraph="s.49"),
    a_passage("The Secretary of State may make rules.", "act-2021", start=200, paragraph="s.47"),
    a_passage("Children are victims where they see or hear abuse.", "act-2021", start=40, paragraph="s.3(1)"),
]


def retrieve(query: str, as_at: date = date(2025, 10, 1), reranker: Reranker | None = None, k: int = 60) -> Evidence:
    embedder = WordEmbedder()
    sources = {source.source_id: source for source in (OLD, NEW, ACT)}
    return Retriever(MemoryIndex(PASSAGES, sources, embedder), REGISTER, embedder, reranker).retrieve(query, as_at, k)


def sources_of(evidence: Evidence) -> set[str]:
    return {found.passage.source_id for found in evidence.passages}


def first(evidence: Evidence) -> Passage:
    return evidence.passages[0].passage


@pytest.mark.parametrize(
    ("as_at", "books"),
    [
        (date(2025, 1, 1), {"book-2024"}),
        (date(2025, 10, 1), {"book-2025"}),
        (date(2026, 11, 25), {"book-2025"}),  # its successor is not in the library
    ],
)
def test_a_superseded_edition_never_stands_next_to_its_successor(as_at: date, books: set[str]) -> None:
    assert sources_of(retrieve("are children who hear abuse victims", as_at)) - {"act-2021"} == books


def test_an_edition_that_is_named_answers_instead() -> None:
    assert sources_of(retrieve("what did Book 2024 say of children who hear abuse")) - {"act-2021"} == {"book-2024"}


def test_two_editions_that_are_named_both_answer() -> None:
    found = sources_of(retrieve("compare Book 2024 and Book 2025 on children who hear abuse"))
    assert {"book-2024", "book-2025"} <= found


def test_an_edition_that_is_named_but_missing_is_reported() -> None:
    evidence = retrieve("what does Book 2026 say of children")
    assert [source.source_id for source in evidence.editions.named] == ["book-2026"]
    assert "book-2025" in sources_of(evidence)


@pytest.mark.parametrize(
    ("query", "paragraph", "source_id"),
    [
        ("para 7", "7", "book-2025"),
        ("what is in paragraph 7 please", "7", "book-2025"),
        ("s.49", "s.49", "act-2021"),
        ("tell me about section 49", "s.49", "act-2021"),
        ("the s49 thing", "s.49", "act-2021"),
        ("s47 of the Abuse Act 2021", "s.47", "act-2021"),
        ("section 3(1)", "s.3(1)", "act-2021"),
    ],
)
def test_a_paragraph_or_section_is_looked_up_exactly(query: str, paragraph: str, source_id: str) -> None:
    evidence = retrieve(query)
    assert (first(evidence).paragraph, first(evidence).source_id) == (paragraph, source_id)
    assert evidence.exact


def test_section_47_alone_is_the_children_act_1989_and_no_other_acts_section() -> None:
    assert not retrieve("what happens in a s47").exact


def test_a_paragraph_of_a_named_edition_comes_from_it() -> None:
    assert first(retrieve("Book 2024 para 43")).source_id == "book-2024"


def test_passages_with_the_same_words_are_marked_and_stay() -> None:
    evidence = retrieve("children who see or hear abuse at home victims own right schools")
    marks = {found.passage.paragraph: found.duplicate_of for found in evidence.passages}
    assert marks["44"] == 1
    assert marks["43"] is None


def test_ranks_are_in_order_and_scores_do_not_rise() -> None:
    for reranker in (None, ScriptedReranker("file")):
        passages = retrieve("children abuse file court", reranker=reranker).passages
        assert [found.rank for found in passages] == list(range(1, len(passages) + 1))
        assert [found.score for found in passages] == sorted((found.score for found in passages), reverse=True)


POLICY = a_source("policy", authority=Authority.LOCAL)
POLICIES = [
    a_passage("A purple slip goes to the office.", "policy", paragraph="1"),
    a_passage("Children wait in the hall.", "policy", start=50, paragraph="2"),
]
ASKED = [
    Pointer("are children who hear abuse victims", PASSAGES[1].passage_id),
    Pointer("a court order", PASSAGES[5].passage_id),
]


def beside_a_policy(query: str, reranker: Reranker | None = None, library: Library = "all") -> Evidence:
    """Search where staff's questions were written for the book and the Act, and nobody wrote for the policy."""
    embedder = WordEmbedder()
    sources = {source.source_id: source for source in (OLD, NEW, ACT, POLICY)}
    index = MemoryIndex([*PASSAGES, *POLICIES], sources, embedder, ASKED)
    register = REGISTER.with_sources([POLICY])
    return Retriever(index, register, embedder, reranker).retrieve(query, date(2025, 10, 1), library=library)


def test_a_policy_nobody_wrote_for_is_found_beside_what_staff_asked_about() -> None:
    found = [
        passage.passage.source_id for passage in beside_a_policy("which slip do children who hear abuse need").passages
    ]
    assert "policy" in found[:5]
    assert "book-2025" in found[:3]


def test_the_reranker_says_which_group_answers_better() -> None:
    query = "where do children who hear abuse wait"
    assert first(beside_a_policy(query, ScriptedReranker("hall"))).source_id == "policy"
    assert first(beside_a_policy(query, ScriptedReranker("victims"))).source_id != "policy"


def test_the_reranker_reads_three_of_each_group_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    reranker, n_read = ScriptedReranker("hall"), []
    score = reranker.score
    monkeypatch.setattr(reranker, "score", lambda question, texts: n_read.append(len(texts)) or score(question, texts))
    found = beside_a_policy("where do children who hear abuse wait", reranker)
    assert len(n_read) == 1
    assert 1 < n_read[0] <= 6 < len(found.passages)


def test_the_reranker_is_not_asked_where_there_is_one_group() -> None:
    reranker = ScriptedReranker("court")
    assert retrieve("children", reranker=reranker) == retrieve("children")
    assert reranker.asked == []


def test_local_documents_can_be_searched_alone() -> None:
    assert sources_of(beside_a_policy("children", library="local")) == {"policy"}


def test_k_limits_what_is_given() -> None:
    assert len(retrieve("children", k=2).passages) == 2


def test_a_query_that_matches_nothing_gives_weak_evidence() -> None:
    evidence = retrieve("zebra")
    assert evidence.cosine < 0.3
    assert not evidence.exact


@pytest.mark.parametrize(
    ("query", "absent"),
    [
        ("what does paragraph 900 of Book 2025 say", "paragraph 900"),
        ("is section 68 of the Abuse Act 2021 in force", "section 68"),
        ("what does paragraph 43 of Book 2025 say", ""),
        ("what does paragraph 900 say", ""),  # of which publication, it does not say
        ("is section 12 of the Abuse Act 2021 in force", ""),  # the book speaks of it
    ],
)
def test_what_a_named_source_has_not_is_reported_unless_another_speaks_of_it(query: str, absent: str) -> None:
    assert retrieve(query).absent == absent


def test_where_a_section_that_is_not_here_is_spoken_of_comes_first() -> None:
    assert "Section 12" in first(retrieve("is section 12 of the Abuse Act 2021 in force")).text


class Putting(QuestionEncoder):
    """Reads every question as one of a test's own."""

    def __init__(self, meant: str) -> None:
        super().__init__({})
        self.meant = meant
        self.read: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.read.append(list(texts))
        return WordEmbedder().embed([self.meant] * len(texts))


class Searched(MemoryIndex):
    """Remembers by which vectors it was searched for candidates, and where."""

    searches: list[tuple[Vectors, frozenset[str]]]

    def dense(self, vector: Vectors, k: int, source_ids: Collection[str]) -> list[tuple[str, float]]:
        if k > 1:
            self.searches.append((vector, frozenset(source_ids)))
        return super().dense(vector, k, source_ids)


def searched(encoder: QuestionEncoder | None) -> tuple[Evidence, list[tuple[Vectors, frozenset[str]]]]:
    """Ask the book, the Act and the policy, and return what was found and by which searches."""
    embedder = WordEmbedder()
    sources = {source.source_id: source for source in (NEW, ACT, POLICY)}
    index = Searched([*PASSAGES[1:], *POLICIES], sources, embedder, ASKED)
    index.searches = []
    register = REGISTER.with_sources([POLICY])
    evidence = Retriever(index, register, embedder, question_encoder=encoder).retrieve(QUERY, date(2025, 10, 1))
    return evidence, index.searches


QUERY = "a purple question"
VECTOR = WordEmbedder().embed([QUERY])[0]
MEANT = WordEmbedder().embed(["the lead keeps the file safe"])[0]


def rank_of(paragraph: str, evidence: Evidence) -> int:
    return next(found.rank for found in evidence.passages if found.passage.paragraph == paragraph)


def test_both_groups_are_searched_with_the_vector_of_the_encoder() -> None:
    encoder = Putting("the lead keeps the file safe")
    evidence, found = searched(encoder)
    written = [vector for vector, where in found if "book-2025" in where]
    rest = [vector for vector, where in found if where == {"policy"}]
    assert np.array_equal(written, [MEANT])
    assert np.array_equal(rest[:1], [MEANT])
    assert not any(np.array_equal(vector, VECTOR) for vector in rest)
    assert encoder.read == [[QUERY]]
    assert rank_of("7", evidence) < rank_of("7", searched(None)[0])


@pytest.mark.parametrize("reranker", [None, ScriptedReranker("nothing that stands there")])
def test_of_two_groups_that_is_ahead_which_the_encoder_lays_the_question_near(reranker: Reranker | None) -> None:
    embedder = WordEmbedder()
    sources = {source.source_id: source for source in (NEW, ACT, POLICY)}
    index = MemoryIndex([*PASSAGES[1:], *POLICIES], sources, embedder, ASKED)
    first = []
    for meant in (POLICIES[0].text, PASSAGES[1].text):
        retriever = Retriever(
            index, REGISTER.with_sources([POLICY]), embedder, reranker, question_encoder=Putting(meant)
        )
        first.append(retriever.retrieve(QUERY, date(2025, 10, 1)).passages[0].passage.source_id)
    assert first == ["policy", PASSAGES[1].source_id]


def test_without_an_encoder_the_embedders_vector_is_searched_with() -> None:
    _, found = searched(None)
    assert np.array_equal([vector for vector, where in found if "book-2025" in where], [VECTOR])
    assert len([vector for vector, where in found if where == {"policy"} and np.array_equal(vector, VECTOR)]) == 1


def test_evidence_is_weighed_by_the_embedder_whatever_the_encoder_makes_of_a_question() -> None:
    assert searched(Putting("a court may make an order"))[0].cosine == searched(None)[0].cosine


def test_warming_reads_once_with_both_models() -> None:
    encoder = Putting("anything")
    sources = {source.source_id: source for source in (NEW, ACT)}
    embedder = WordEmbedder()
    Retriever(MemoryIndex(PASSAGES[1:], sources, embedder), REGISTER, embedder, question_encoder=encoder).warm()
    assert encoder.read == [["a question"]]
