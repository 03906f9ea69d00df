"""Two editions of a source side by side, and the ``compare`` command."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant import __main__ as command
from assistant.editions.comparer import EditionComparer, mark_moved
from assistant.editions.comparison import PairKind, PassagePair, SideBySide, readable
from assistant.errors import QuestionError
from corpus.index.generation_store import open_index
from corpus.models import SentenceTransformerEmbedder
from corpus.register.register import Register, load_register
from corpus.settings import LibrarySettings
from corpus.text import find_quote
from corpus.types import Passage
from corpus.word_diff import WordChange, WordRun
from ingest.index import inputs
from ingest.index.builder import Builder
from tests.doubles import MemoryIndex, WordEmbedder, a_passage, a_source

OLD = a_source("book-2030", names=("Book 2030",), in_force_from=date(2030, 9, 1), in_force_to=date(2031, 8, 31))
NEW = a_source("book-2031", names=("Book 2031",), in_force_from=date(2031, 9, 1), supersedes=("book-2030",))
OTHER = a_source("rules-2031")
REGISTER = Register({source.source_id: source for source in (OLD, NEW, OTHER)})
SAME = "Each storm is written in the log by the keeper on the same night."
THEN = "The keeper should trim the wick of the storm lamp at least every two days."
NOW = "The keeper must trim the wick of the storm lamp at least every day."
GONE = "A storm flag is flown from the eastern mast while ships are near."
FRESH = "Storm warnings are sent by telegraph to harbour masters before noon."
PASSAGES = [
    a_passage(f"3. {SAME}", "book-2030", page=3, paragraph="3"),
    a_passage(f"4. {SAME}", "book-2031", page=4, paragraph="4"),
    a_passage(THEN, "book-2030", page=5, heading_path=("Lamps",)),
    a_passage(NOW, "book-2031", page=6, heading_path=("Lamps",)),
    a_passage(GONE, "book-2030", page=7),
    a_passage(FRESH, "book-2031", page=8),
    a_passage("Storm words of another book.", "rules-2031"),
]


def a_comparer(passages: list[Passage] = PASSAGES) -> EditionComparer:
    embedder = WordEmbedder()
    sources = {passage.source_id: REGISTER[passage.source_id] for passage in passages}
    return EditionComparer(index=MemoryIndex(passages, sources, embedder), register=REGISTER, embedder=embedder)


def compared(*editions: str, as_at: date = date(2031, 10, 1)) -> SideBySide:
    return a_comparer().compare("storm", editions or ("book-2030", "book-2031"), as_at)


def of(result: SideBySide, kind: PairKind) -> PassagePair:
    (pair,) = [pair for pair in result.pairs if pair.kind is kind]
    return pair


def test_what_changed_stayed_came_and_went_is_distinguished() -> None:
    result = compared()
    assert [pair.kind for pair in result.pairs] == [
        PairKind.CHANGED,
        PairKind.ONLY_LATER,
        PairKind.ONLY_EARLIER,
        PairKind.UNCHANGED,
    ]
    changed, same = of(result, PairKind.CHANGED), of(result, PairKind.UNCHANGED)
    assert changed.description == ("Taken out: “should”; “two days”.", "Put in: “must”; “day”.")
    assert same.description == ("The words are the same in both editions.",)
    assert of(result, PairKind.ONLY_LATER).description == (
        "Found in Book 2031 only; no passage like it was found in Book 2030.",
    )
    assert of(result, PairKind.ONLY_EARLIER).earlier is not None
    assert of(result, PairKind.ONLY_EARLIER).later is None
    assert (
        "1 the same in both, 1 in other words, 1 found in Book 2031 only, 1 found in Book 2030 only" in result.summary
    )


def test_each_side_has_a_citation_whose_words_are_on_its_page() -> None:
    for pair in compared().pairs:
        for side in filter(None, (pair.earlier, pair.later)):
            words = " ".join(run.text for run in side.words)
            assert find_quote(words, side.citation.passage.text) is not None
            assert side.citation.url.endswith(f".pdf#page={side.citation.passage.page}")
            assert f"page {side.citation.passage.page}" in side.citation.reference


@pytest.mark.parametrize("editions", [("book-2031", "book-2030"), ("book-2030", "book-2031"), ("book-2031",)])
def test_the_order_in_which_editions_are_named_does_not_matter_and_one_brings_the_one_before(
    editions: tuple[str, ...],
) -> None:
    result = compared(*editions)
    assert (result.earlier.source_id, result.later.source_id) == ("book-2030", "book-2031")


@pytest.mark.parametrize(
    ("as_at", "standings"), [(date(2031, 8, 1), ["applies", "not_yet"]), (date(2031, 9, 1), ["replaced", "applies"])]
)
def test_which_edition_applies_is_given_as_at_the_day(as_at: date, standings: list[str]) -> None:
    assert [edition["standing"] for edition in compared(as_at=as_at).editions] == standings


def test_words_that_only_moved_are_not_called_changed() -> None:
    lead, tail = "A storm is told to the harbour by the keeper.", "Boats are then kept in until the flag is down."
    passages = [
        a_passage(f"{lead} {tail}", "book-2030", page=1),
        a_passage(lead, "book-2031", page=1),
        a_passage(tail, "book-2031", page=2),
    ]
    result = a_comparer(passages).compare("storm", ("book-2030", "book-2031"), date(2031, 10, 1))
    (pair,) = result.pairs
    assert pair.kind is PairKind.MOVED
    assert "Words that stand elsewhere: Book 2031, page 2." in pair.description
    assert not any("{=" in sentence for sentence in pair.description)
    assert "{=words that stand elsewhere in the other edition=}" in readable(result)


@pytest.mark.parametrize(
    ("topic", "editions"),
    [
        ("storm", ("book-2029", "book-2031")),
        ("storm", ("book-2031", "rules-2031")),
        ("storm", ("book-2030",)),
        ("storm", ("book-2030", "book-2031", "rules-2031")),
        ("the of", ("book-2030", "book-2031")),
    ],
)
def test_what_cannot_be_compared_is_bad_use(topic: str, editions: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError):
        a_comparer().compare(topic, editions, date(2031, 10, 1))


def test_a_subject_in_neither_edition_is_reported() -> None:
    result = a_comparer().compare("submarine cables", ("book-2030", "book-2031"), date(2031, 10, 1))
    assert result.pairs == ()
    assert result.summary == "Neither Book 2030 nor Book 2031 was found to speak of this."


def test_the_command_prints_words_and_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    opened: list[LibrarySettings] = []

    def build(settings: LibrarySettings) -> EditionComparer:
        opened.append(settings)
        return a_comparer()

    monkeypatch.setattr(command, "build_comparer", build)
    arguments = ["compare", "storm", "--editions", "book-2030", "book-2031", "--as-at", "2031-10-01", "--index", "here"]
    assert command.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "{+must+}" in printed
    assert "[-should-]" in printed
    assert "Book 2030: from 2030-09-01 to 2031-08-31; replaced as at 2031-10-01" in printed
    assert command.main([*arguments, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["earlier"], data["later"], data["as_at"]) == ("book-2030", "book-2031", "2031-10-01")
    assert {"kind", "told", "likeness", "earlier", "later"} == set(data["pairs"][0])
    assert {"change": "added", "text": "must"} in data["pairs"][0]["later"]["words"]
    assert opened[0].index_dir == Path("here")
    assert command.main(["compare", "storm", "--editions", "book-2029", "book-2031"]) == 2


def test_marks_and_references_stand_under_what_changed() -> None:
    lines = readable(compared()).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("1. Taken out"))
    assert lines[at + 1].strip().startswith("The keeper {+must+}")
    assert lines[at + 2].strip().startswith("— The book-2031 book, first edition; page 6; “Lamps”")


@pytest.mark.corpus
@pytest.mark.slow
def test_the_real_editions_of_2024_and_2025_on_alternative_provision(
    corpus_dir: Path, tmp_path: Path, embedder: SentenceTransformerEmbedder
) -> None:
    """Half-termly reviews of placements came with 2025; a test looks at what is said of pages, not at their words."""
    register = load_register()
    wanted = [register["kcsie-2024"], register["kcsie-2025"]]
    items = [
        inputs.Item(source=s, pdf=(pdf := corpus_dir / f"{s.source_id}.pdf"), sha256=inputs.sha256_of(pdf))
        for s in wanted
    ]
    Builder(tmp_path / "index", embedder, register).build(items)
    index = open_index(tmp_path / "index", embedder.name)
    try:
        result = EditionComparer(index=index, register=register, embedder=embedder).compare(
            "alternative provision placements reviewed", ("kcsie-2024", "kcsie-2025"), date(2025, 10, 1)
        )
    finally:
        index.close()
    came = [pair.later.citation.passage for pair in result.pairs if pair.kind is PairKind.ONLY_LATER and pair.later]
    assert any(passage.page == 47 and "half termly" in passage.text for passage in came)
    for pair in result.pairs:
        if pair.kind is PairKind.UNCHANGED and pair.earlier and pair.later:
            assert find_quote(pair.earlier.citation.quote.rstrip(". ,"), pair.later.citation.passage.text) is not None


def test_words_that_stand_elsewhere_are_not_called_new() -> None:
    passage = a_passage("7. The lead keeps the log of each storm. Others read it.", page=7, paragraph="7")
    words = (
        WordRun(WordChange.SAME, "Lamps are lit."),
        WordRun(WordChange.ADDED, "The lead keeps the log of each storm. The tower is painted white each spring."),
    )
    marked, found = mark_moved(words, lambda _: [passage])
    assert marked == (
        WordRun(WordChange.SAME, "Lamps are lit."),
        WordRun(WordChange.ELSEWHERE, "The lead keeps the log of each storm."),
        WordRun(WordChange.ADDED, "The tower is painted white each spring."),
    )
    assert found == (passage,)


def test_a_few_words_are_found_anywhere_by_chance_and_do_not_count() -> None:
    passage = a_passage("The lead keeps the log.")
    words = (WordRun(WordChange.REMOVED, "keeps the log"),)
    assert mark_moved(words, lambda _: [passage]) == (words, ())
