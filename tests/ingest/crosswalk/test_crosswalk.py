"""Which paragraph became which: sixty known changes in a handbook of ours, and what holds of any two editions."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Passage
from ingest.crosswalk import CARRIED_FROM, Crosswalk, LinkKind, crosswalk
from tests.ingest.crosswalk import handbook
from tests.ingest.crosswalk.handbook import GONE, NEW, Change
from tests.ingest.crosswalk.printed import printed

WORDS = ("keeper", "boat", "must", "light", "rope", "not", "ferry", "bell", "tide", "should")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join), max_size=9)


def found_changes(found: Crosswalk) -> set[Change]:
    links = {
        Change(link.kind.value, tuple(p.at for p in link.earlier), tuple(p.at for p in link.later))
        for link in found.links
    }
    gone, new = {Change(GONE, (p.at,), ()) for p in found.gone}, {Change(NEW, (), (p.at,)) for p in found.new}
    return links | gone | new


def is_listed(change: Change, found: Crosswalk) -> bool:
    """Whether all of a change's paragraphs are among those for a person to check."""
    earlier = {paragraph.at for link in found.to_check for paragraph in link.earlier}
    later = {paragraph.at for link in found.to_check for paragraph in link.later}
    return set(change.earlier) <= earlier and set(change.later) <= later


def edition(texts: list[str], source_id: str = "rules-2025") -> list[Passage]:
    return printed(source_id, [("Rules", texts)], n_words=5)


def numbers_linked(found: Crosswalk) -> list[tuple[str, str]]:
    return [(link.earlier[0].number, link.later[0].number) for link in found.links]


@pytest.fixture(scope="module")
def found() -> Crosswalk:
    return crosswalk(handbook.first_edition(), handbook.second_edition())


def test_sixty_changes_are_known_and_of_every_kind() -> None:
    counted = Counter(change.kind for change in handbook.known_changes())
    assert sum(counted.values()) == 60
    assert set(counted) == {*(kind.value for kind in LinkKind), GONE, NEW}
    assert min(counted.values()) >= 8


def test_all_but_one_of_the_known_changes_are_found_and_any_other_is_listed(found: Crosswalk) -> None:
    missed = [change for change in handbook.known_changes() if change not in found_changes(found)]
    assert len(missed) <= 1, [str(change) for change in missed]
    assert all(is_listed(change, found) for change in missed), [str(change) for change in missed]


def test_what_was_not_changed_is_the_same(found: Crosswalk) -> None:
    same = {change for change in handbook.all_changes() if change.kind == LinkKind.SAME}
    assert same <= found_changes(found)


@pytest.mark.parametrize(("n_earlier", "n_later"), [(40, 300), (300, 55), (20, 20)])
def test_it_does_not_matter_where_pages_end(found: Crosswalk, n_earlier: int, n_later: int) -> None:
    other = crosswalk(handbook.first_edition(n_earlier), handbook.second_edition(n_later))
    assert found_changes(other) == found_changes(found)


def test_with_the_editions_exchanged_the_counts_are_exchanged(found: Crosswalk) -> None:
    back = crosswalk(handbook.second_edition(), handbook.first_edition()).counts
    counts = found.counts
    assert back == counts | {
        "split": counts["merged"], "merged": counts["split"], "gone": counts["new"], "new": counts["gone"]
    }  # fmt: skip


def test_a_faint_likeness_is_listed_for_a_person_and_not_carried() -> None:
    earlier = edition(["The bell hangs at the pier.", "Nets are mended on Mondays by crews.", "Dogs stay on board."])
    later = edition([
        "The bell hangs at the pier.",
        "Crews may mend torn nets whenever it rains.",
        "Dogs stay on board.",
    ])
    found = crosswalk(earlier, later)
    (link,) = found.to_check
    assert (link.earlier[0].number, link.later[0].number, link.kind) == ("2", "2", LinkKind.REWORDED)
    assert link.confidence < CARRIED_FROM
    assert numbers_linked(found) == [("1", "1"), ("3", "3")]


def test_a_copy_that_moved_is_listed_since_any_copy_could_be_meant() -> None:
    copy = "Nothing here takes away from the first chapter."
    others = ["Lamps burn oil.", "Ropes dry indoors.", "Ice melts early.", "Gulls steal herring.", "Anchors rust fast."]
    others += [
        "Crews sleep ashore.",
        "Winches need grease.",
        "Barrels float upright.",
        "Maps fade slowly.",
        "Bells crack.",
    ]
    found = crosswalk(edition([copy, *others, copy]), edition([*others[:5], copy, *others[5:]]))
    (link,) = found.to_check
    assert (link.kind, link.likeness) == (LinkKind.MOVED, 1)
    assert [paragraph.text for paragraph in found.gone] == [copy]
    assert {carried.kind for carried in found.links} == {LinkKind.SAME}


def test_footnotes_are_compared_with_footnotes() -> None:
    words = "See the order of the board on fuel."
    found = crosswalk(printed("a", [("Fuel", [words])]), printed("b", [], notes=[words]))
    assert (len(found.links), len(found.gone), len(found.new)) == (0, 1, 1)


def test_as_json_it_says_where_and_none_of_the_words(found: Crosswalk) -> None:
    text = json.dumps(found.as_dict())
    assert json.loads(text)["counts"]["merged"] == 9
    link = next(link for link in found.as_dict()["links"] if link["kind"] == "merged")
    assert [paragraph["paragraph"] for paragraph in link["earlier"]] == ["11", "12"]
    assert link["earlier"][0]["heading"] == "Moorings"
    assert all(passage.startswith("handbook-2025#p") for passage in link["earlier"][0]["passages"])
    assert "waited longest" not in text


@pytest.mark.parametrize(("earlier", "later"), [([], []), ([], ["One bell."]), (["One bell."], []), (["•"], ["–"])])
def test_editions_may_be_empty(earlier: list[str], later: list[str]) -> None:
    found = crosswalk(edition(earlier), edition(later))
    assert len(found.gone) + len(found.links) == len(earlier)
    assert len(found.new) + len(found.links) == len(later)


@given(TEXTS)
@settings(deadline=None, max_examples=80)
def test_in_the_same_edition_everything_is_the_same(texts: list[str]) -> None:
    found = crosswalk(edition(texts), edition(texts, "rules-2026"))
    assert found.counts == dict.fromkeys(found.counts, 0) | {"same": len(texts)}
    assert all(earlier == later for earlier, later in numbers_linked(found))


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=80)
def test_each_paragraph_is_in_one_link_or_none(earlier: list[str], later: list[str]) -> None:
    found = crosswalk(edition(earlier), edition(later))
    links = (*found.links, *found.to_check)
    old = [p.at for link in links for p in link.earlier] + [p.at for p in found.gone]
    new = [p.at for link in links for p in link.later] + [p.at for p in found.new]
    assert sorted(old) == list(range(len(earlier)))
    assert sorted(new) == list(range(len(later)))
    assert all(0 <= link.confidence <= 1 and 0 <= link.likeness <= 1 for link in links)
    assert all(min(len(link.earlier), len(link.later)) == 1 for link in links)


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=80)
def test_counts_are_the_same_with_the_editions_exchanged(earlier: list[str], later: list[str]) -> None:
    there, back = crosswalk(edition(earlier), edition(later)), crosswalk(edition(later), edition(earlier))
    assert (len(there.gone), len(there.new)) == (len(back.new), len(back.gone))
    assert (len(there.links), len(there.to_check)) == (len(back.links), len(back.to_check))
    assert (there.counts["split"], there.counts["merged"]) == (back.counts["merged"], back.counts["split"])


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=30)
def test_the_same_passages_give_the_same_result(earlier: list[str], later: list[str]) -> None:
    assert crosswalk(edition(earlier), edition(later)) == crosswalk(edition(earlier), edition(later))
