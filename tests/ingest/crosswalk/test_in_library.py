"""Which editions of a library are compared, and what of a crosswalk a generation keeps."""

from __future__ import annotations

from corpus.index import Became
from corpus.register import Register
from corpus.types import Authority
from ingest.crosswalk import as_pair, changed_links, crosswalk, crosswalks_of, edition_pairs
from tests.doubles import a_source
from tests.ingest.crosswalk import handbook
from tests.ingest.crosswalk.printed import printed

SOURCES = (
    a_source("book-2024"),
    a_source("book-2025", supersedes=("book-2024",)),
    a_source("book-2026", supersedes=("book-2025",)),
    a_source("ours-1", authority=Authority.LOCAL),
    a_source("ours-2", authority=Authority.LOCAL, supersedes=("ours-1",)),
)
REGISTER = Register({source.source_id: source for source in SOURCES})
KEPT = "The keeper rings the bell at noon and writes it in the log."
THEN = "The keeper trims every wick before dusk and fills the lamp with oil."
NOW = "The keeper trims every wick before dawn and fills the lamp with paraffin."


def test_each_official_edition_is_compared_with_each_after_it() -> None:
    pairs = edition_pairs([source.source_id for source in SOURCES], REGISTER)
    assert [(one.source_id, other.source_id) for one, other in pairs] == [
        ("book-2024", "book-2025"), ("book-2024", "book-2026"), ("book-2025", "book-2026"),
    ]  # fmt: skip
    assert edition_pairs(["book-2024", "unknown"], REGISTER) == []


def test_what_stayed_is_not_kept_and_what_changed_or_is_gone_is() -> None:
    old = printed("book-2025", [("Lamps", [KEPT, THEN, "Nobody paints the boat in winter, since paint will not dry."])])
    new = printed("book-2026", [("Lamps", [KEPT, NOW])])
    pair = as_pair("book-2025", "book-2026", crosswalk(old, new))
    assert [(one.became, one.earlier, one.later) for one in pair.changed] == [
        (Became.REWORDED, (old[1].passage_id,), (new[1].passage_id,)),
        (Became.GONE, (old[2].passage_id,), ()),
    ]
    assert pair.changed[0].confidence > 0.5
    assert pair.changed[1].confidence == 0


def test_every_known_change_of_the_handbook_but_a_move_in_the_same_words_is_kept() -> None:
    found = crosswalk(handbook.first_edition(), handbook.second_edition())
    moved = [link for link in found.links if link.kind.value == "moved" and link.likeness == 1]
    assert moved, "the handbook has such moves"
    assert not set(moved) & set(changed_links(found))
    kinds = {one.became for one in as_pair("a", "b", found).changed}
    assert kinds >= {Became.REWORDED, Became.SPLIT, Became.MERGED, Became.GONE}


def test_a_library_of_one_edition_has_nothing_to_compare() -> None:
    assert crosswalks_of({"book-2025": printed("book-2025", [("Lamps", [KEPT])])}, REGISTER) == {}
