"""The tagger beside the rules: how words become details, how long messages are read, and that it is never needed."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from assistant.safety import new_redactor
from assistant.safety.details import detail_tagger
from assistant.safety.details.detail_tagger import (
    KINDS,
    MAX_PIECES,
    N_DETAIL_LABELS,
    LoadedTagger,
    Tagged,
    load_detail_tagger,
    no_tags,
    tagged,
    windows_of,
)
from assistant.safety.details.redaction import Redactor
from corpus.errors import ModelError
from corpus.pii import DetailKind, Span

NAME, ADDRESS = KINDS.index(DetailKind.NAME), KINDS.index(DetailKind.ADDRESS)
MANY = Path(__file__).with_name("nobodys.txt").read_text(encoding="utf-8").splitlines()
NOBODYS = [line for line in MANY if line and not line.startswith("#")]


class Letters:
    """A tokenizer of which each letter is a piece."""

    cls_token_id, sep_token_id = 1, 2

    def __call__(self, words: list[str], **_: object) -> dict[str, list[list[int]]]:
        return {"input_ids": [[ord(letter) for letter in word] for word in words]}


def likelihoods(*labels: tuple[float, int, bool]) -> np.ndarray:
    """Return words of which each is a detail so likely, of a kind, and begins it or goes on."""
    found = np.zeros((len(labels), N_DETAIL_LABELS), dtype=np.float32)
    for row, (likely, kind, begins) in zip(found, labels, strict=True):
        row[0] = 1 - likely
        row[1 + kind + (0 if begins else len(KINDS))] = likely
    return found


TEXT = "ann lee told"
PLACES = ((0, 3), (4, 7), (8, 12))


def test_words_that_go_on_are_one_detail_and_a_word_that_begins_is_another() -> None:
    goes_on = tagged(TEXT, PLACES, likelihoods((0.9, NAME, True), (0.8, NAME, False), (0.1, NAME, True)), 0.5, 0.2)
    assert goes_on.found == (Span(start=0, end=7, kind=DetailKind.NAME),)
    begins = tagged(TEXT, PLACES, likelihoods((0.9, NAME, True), (0.8, NAME, True), (0.9, ADDRESS, False)), 0.5, 0.2)
    assert [(span.start, span.end, span.kind) for span in begins.found] == [
        (0, 3, DetailKind.NAME),
        (4, 7, DetailKind.NAME),
        (8, 12, DetailKind.ADDRESS),
    ]


def test_only_words_that_are_surely_none_are_clear() -> None:
    some = tagged(TEXT, PLACES, likelihoods((0.001, NAME, True), (0.3, NAME, True), (0.001, NAME, True)), 0.5, 0.01)
    assert some.found == ()
    assert some.is_clear(0, 3)
    assert not some.is_clear(0, 7)
    assert some.is_clear(8, 12)
    assert not Tagged().is_clear(0, 3)


def test_a_long_message_is_read_in_windows_that_share_words() -> None:
    words = ["abcde"] * 120
    windows = windows_of(Letters(), [words, ["zz"]])
    assert windows.pieces.shape[1] <= MAX_PIECES + 2
    assert set(windows.word[windows.word >= 0].tolist()) == set(range(121))
    first, second = (set(row[row >= 0].tolist()) for row in windows.word[:2])
    assert first & second
    assert windows.word[-1].max() == 120
    assert windows_of(Letters(), [[]]).pieces.size == 0


def test_a_word_of_endless_letters_does_not_hang() -> None:
    assert windows_of(Letters(), [["x" * 4000]]).pieces.shape[1] < 20


def tag_of(result: Tagged) -> Redactor:
    return Redactor(tag=lambda *_: result)


def test_what_the_tagger_finds_is_taken_beside_what_rules_find() -> None:
    text = "zqo and kayden at the mill"
    found = Tagged(found=(Span(start=0, end=3, kind=DetailKind.NAME), Span(start=18, end=26, kind=DetailKind.ADDRESS)))
    assert tag_of(found).redact(text).text == "Person A and Person B at [address]"


def test_a_name_that_the_tagger_goes_on_with_is_one_person() -> None:
    found = Tagged(found=(Span(start=6, end=14, kind=DetailKind.NAME),))
    assert tag_of(found).redact("i saw big dave").text == "i saw Person A"


def test_a_name_that_the_tagger_found_is_known_wherever_it_stands() -> None:
    found = Tagged(found=(Span(start=0, end=6, kind=DetailKind.NAME),))
    redactor = tag_of(found)
    assert redactor.redact("zqyvia told me and Zqyvia's mum knows").text == "Person A told me and Person A's mum knows"


@pytest.mark.parametrize(
    "text",
    [
        "incident: Sun 22:47",
        "ENCOMPASS - Fri eve. Child present",
        "No offences. DASH completed",
        "Child: F, age 9, your school",
        "M and F are ex-partners, and it was at HA. NFD",
    ],
)
def test_days_of_the_week_and_known_abbreviations_are_nobody(text: str) -> None:
    assert new_redactor().redact(text).text == text


def test_what_the_tagger_is_sure_is_none_stays_and_a_number_never_does() -> None:
    text = "Kayden rang 07700 900455"
    nothing = Tagged(doubted=())
    assert tag_of(nothing).redact(text).text == "Kayden rang [phone]"
    assert tag_of(Tagged(doubted=((0, 6),))).redact(text).text == "Person A rang [phone]"


def test_somebody_who_has_the_name_of_a_day_is_somebody() -> None:
    assert new_redactor().redact("Mei Sun, 7, told her teacher").text == "Child A, 7, told her teacher"


def test_what_rules_find_inside_a_longer_detail_is_a_part_of_it() -> None:
    text = "He lives at 19 Ombersley Rise, Sparkbrook with Kayden"
    at = text.index("19"), text.index(" with")
    address = Tagged(found=(Span(start=at[0], end=at[1], kind=DetailKind.ADDRESS),))
    assert tag_of(address).redact(text).text == "He lives at [address] with Person A"


def test_a_full_name_stays_whatever_the_tagger_says_and_so_does_who_is_named_elsewhere() -> None:
    nothing = Tagged(doubted=())
    assert tag_of(nothing).redact("Kayden Doyle rang").text == "Person A rang"
    assert tag_of(nothing).redact("Kayden Doyle rang. Kayden is in Y4").text == "Person A rang. Person A is in Y4"


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("quote HB/22871/OAK now", "quote [reference] now"),
        ("incident #22871, shut", "incident [reference], shut"),
    ],
)
def test_a_number_goes_with_all_that_is_written_in_one_with_it(text: str, redacted: str) -> None:
    at = text.index("22871")
    given = Tagged(found=(Span(start=at, end=at + 5, kind=DetailKind.CASE_NUMBER),))
    assert tag_of(given).redact(text).text == redacted


@pytest.mark.parametrize("hour", ["22.15hrs", "22:15", "2215 hrs", "10.15pm"])
def test_an_hour_is_no_number_of_a_case(hour: str) -> None:
    text = f"Incident {hour} Friday"
    for end in (2, len(hour)):
        tagged = Tagged(found=(Span(start=9, end=9 + end, kind=DetailKind.CASE_NUMBER),))
        assert tag_of(tagged).redact(text).text == text


@pytest.mark.parametrize("number", ["22.1534", "22/15", "2215", "22:15/18"])
def test_a_number_that_is_like_an_hour_is_one_of_a_case(number: str) -> None:
    tagged = Tagged(found=(Span(start=4, end=4 + len(number), kind=DetailKind.CASE_NUMBER),))
    assert tag_of(tagged).redact(f"Ref {number} of Friday").text == "Ref [reference] of Friday"


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("KHATUN, Sumaiya / 22/01/2012 / Y7", True),
        ("rang 22/01/2012 22:47, child upstairs", False),
        ("rang 22/01/2012 at 22:47", False),
        ("22:47 on 22/01/2012", False),
        ("seen on 22/01/2099", False),
    ],
)
def test_an_old_day_that_no_time_follows_may_be_that_of_a_birth(text: str, born: bool) -> None:
    start = text.index("22/01")
    redacted = tag_of(Tagged(found=(Span(start=start, end=start + 10, kind=DetailKind.DATE_OF_BIRTH),))).redact(text)
    assert ("[date of birth]" in redacted.text) == born


def test_without_the_encoder_or_its_weights_the_rules_work_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelError("the encoder is not installed", "run 'make setup'")

    load_detail_tagger.cache_clear()
    monkeypatch.setattr(detail_tagger, "bundled_encoder", missing)
    try:
        assert load_detail_tagger() == LoadedTagger(
            tag=no_tags, missing="Details are found by rules and lists alone: the encoder is not installed."
        )
        assert new_redactor().redact("Kayden in Y4").text == "Child A in Y4"
    finally:
        load_detail_tagger.cache_clear()


@pytest.mark.parametrize("fault", ["gone", "changed"])
def test_weights_that_are_gone_or_changed_are_said_to_be(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "changed":
        (tmp_path / "detail_tagger.npz").write_bytes(b"not those")
        (tmp_path / "detail_tagger.sha256").write_text("0" * 64)
    monkeypatch.setattr(detail_tagger, "resources", SimpleNamespace(files=lambda _: tmp_path))
    load_detail_tagger.cache_clear()
    try:
        assert "weights" in load_detail_tagger().missing
    finally:
        load_detail_tagger.cache_clear()


@pytest.fixture(scope="module")
def loaded() -> LoadedTagger:
    load_detail_tagger.cache_clear()
    found = load_detail_tagger()
    assert found.missing == ""
    return found


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_nobodys_is_never_taken(text: str) -> None:
    assert new_redactor().redact(text).text == text


def test_the_list_of_what_is_nobodys_is_long() -> None:
    assert len(set(NOBODYS)) >= 150


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("saw hope later, she is ok", ["hope"]),
        ("will wont say who did it", ["will"]),
        ("is mark allowed home with nasrin", ["mark", "nasrin"]),
        ("big tony from the club gave her a lift", ["big tony"]),
        ("RJ and K.O'B were out of lesson 3", ["RJ", "K.O'B"]),
        ("they have moved to the old forge, pound lane", ["the old forge, pound lane"]),
        ("on insta hes called gremlinboy.x", ["gremlinboy.x"]),
        ("Nguyen Thi Mai told oluwadamilare", ["Nguyen Thi Mai", "oluwadamilare"]),
    ],
)
def test_what_rules_are_weak_at_is_found(text: str, names: list[str]) -> None:
    redacted = new_redactor().redact(text)
    hidden = {at for span in redacted.spans for at in range(span.start, span.end)}
    for name in names:
        at = text.index(name)
        assert hidden.issuperset(range(at, at + len(name))), name


@pytest.mark.parametrize("text", ["", " ", "?", "🙂" * 60, "x" * 4000, "a b " * 1000, "\x00 \u200b"])
def test_odd_messages_are_read(loaded: LoadedTagger, text: str) -> None:
    assert isinstance(loaded.tag(text, ()), Tagged)


def test_two_threads_may_tag_at_once(loaded: LoadedTagger) -> None:
    found: list[Tagged] = []
    threads = [threading.Thread(target=lambda: found.append(loaded.tag("kayden told me", ()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def test_a_message_of_the_greatest_length_takes_little_time(loaded: LoadedTagger) -> None:
    text = ("mum rang about kayden and the new address at 4 park lane, he is in year 4 and cries. " * 50)[:4000]
    loaded.tag(text, ())
    start = time.process_time()
    loaded.tag(text, ())
    assert time.process_time() - start < 2  # of a processor that others use too; idle, a tenth of a second


def test_a_mark_between_two_words_of_a_detail_is_of_it() -> None:
    text = "ROE, Ana. Bo"
    places = ((0, 3), (3, 4), (5, 8), (8, 9), (10, 12))
    words = likelihoods((0.9, NAME, True), (0.1, NAME, False), (0.9, NAME, False), (0, NAME, True), (0.9, NAME, True))
    assert [(span.start, span.end) for span in tagged(text, places, words, 0.5, 0.2).found] == [(0, 8), (10, 12)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("n", DetailKind.INITIALS),
        ("8.25", DetailKind.DATE_OF_BIRTH),
        ("11", DetailKind.ADDRESS),
        ("0808 2000 247", DetailKind.PHONE),
        ("Child A", DetailKind.NAME),
        ("[address]", DetailKind.ADDRESS),
        ("[school B]", DetailKind.SCHOOL),
        ("Clare's Law", DetailKind.NAME),
    ],
)
def test_what_cannot_be_a_detail_is_left_whatever_the_tagger_says(text: str, kind: DetailKind) -> None:
    found = Tagged(found=(Span(start=0, end=len(text), kind=kind),))
    assert tag_of(found).redact(text).text == text


def test_a_full_stop_that_ends_a_name_goes_with_it() -> None:
    found = Tagged(found=(Span(start=0, end=9, kind=DetailKind.NAME),))
    assert tag_of(found).redact("Kayden P. late").text == "Person A late"


@pytest.mark.parametrize(
    "text", ["x" * 400, "A line <img src=x> **bold**", "<script>alert(2)</script> is shown as text"]
)
def test_markup_and_endless_words_are_no_names(text: str) -> None:
    assert new_redactor().redact(text).text == text
