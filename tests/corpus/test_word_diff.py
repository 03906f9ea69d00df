"""Two wordings, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.word_diff import WordChange, Wordings, compare_words, describe_changes, marked

OLD = "Staff training should be refreshed at least every two years by the lead."
NEW = "Staff training must be refreshed at least each year by the lead."
WORDS = st.lists(
    st.sampled_from(["staff", "lead", "must", "should", "train", "tell", "child", "a", "the", "safe"]),
    min_size=0,
    max_size=14,
)


def same(compared: Wordings) -> bool:
    """Whether no word differs."""
    return all(words.change is WordChange.SAME for words in (*compared.earlier, *compared.later))


def test_what_was_taken_out_and_put_in_is_marked_and_described() -> None:
    compared = compare_words(OLD, NEW)
    assert marked(compared.earlier) == (
        "Staff training [-should-] be refreshed at least [-every two years-] by the lead."
    )
    assert marked(compared.later) == "Staff training {+must+} be refreshed at least {+each year+} by the lead."
    assert describe_changes(compared.earlier, compared.later) == (
        "Taken out: “should”; “every two years”.",
        "Put in: “must”; “each year”.",
    )
    assert not same(compared)


def test_quotation_marks_dashes_space_and_stops_are_no_change() -> None:
    compared = compare_words("The child’s “wishes” – and\nfeelings", 'The child\'s "wishes" - and feelings.')
    assert same(compared)
    assert compared.likeness == 1.0
    assert describe_changes(compared.earlier, compared.later) == ()


def test_a_lone_word_that_stayed_between_two_changes_is_described_with_them() -> None:
    compared = compare_words("Keep old and worn ropes here.", "Keep new and good ropes here.")
    assert describe_changes(compared.earlier, compared.later) == (
        "Taken out: “old and worn”.",
        "Put in: “new and good”.",
    )


def test_the_first_changes_are_listed_and_the_rest_counted() -> None:
    earlier = " ".join(f"a{n} keep this b" for n in range(9))
    later = " ".join(f"c{n} keep this b" for n in range(9))
    compared = compare_words(earlier, later)
    changes = describe_changes(compared.earlier, compared.later)
    assert all(sentence.endswith("and 3 more.") for sentence in changes)


@given(old=WORDS, new=WORDS)
def test_each_wording_reads_as_it_was_and_the_same_words_are_the_same(old: list[str], new: list[str]) -> None:
    compared = compare_words(" ".join(old), " ".join(new))
    assert " ".join(words.text for words in compared.earlier).split() == old
    assert " ".join(words.text for words in compared.later).split() == new
    assert same(compared) is (old == new)
    assert WordChange.ADDED not in {words.change for words in compared.earlier}
    assert WordChange.REMOVED not in {words.change for words in compared.later}
