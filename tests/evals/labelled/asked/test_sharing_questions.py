"""The labelled questions about sharing hold together, teach, and are scored as they should be."""

from __future__ import annotations

from pydantic import TypeAdapter

from assistant.understand import RECIPIENT_LABEL, WAY_LABEL, SharingRequest, load_sharing_model
from corpus.statements import Direction, load_sharing
from evals.labelled.asked.asked_kinds import LabelledQuestion
from evals.labelled.asked.sharing_questions import STORIES, UTTERANCES, SharingMessage, figures_of, lessons
from evals.labelled.labelled_sets import read_labelled

WAYS = {direction.value for direction in Direction}


def messages(part: str = "") -> list[SharingMessage]:
    return [row for path in (STORIES, UTTERANCES) for row in read_labelled(path, TypeAdapter(SharingMessage), part)]


def a_message(*asks: str, text: str = "?") -> SharingMessage:
    return SharingMessage(id="a", part="kept", hand="x", text=text, asks=asks)


def a_question(direction: str) -> LabelledQuestion:
    text = "He left. Can I?"
    return LabelledQuestion(
        id="q", part="tune", hand="x", kind="share", also="", words="Can I?", text=text, direction=direction
    )


def test_no_hand_is_in_both_parts_and_every_recipient_and_way_is_known() -> None:
    tune, kept = ({row.hand for row in messages(part)} - {"forms"} for part in ("tune", "kept"))
    assert tune
    assert kept
    assert not tune & kept
    asked = {tuple(one.split(":")) for row in messages() for one in row.asks}
    assert {way for _, way in asked} <= {*WAYS, "consent"}
    assert {who for who, _ in asked} <= {one.recipient_id for one in load_sharing().recipients}


def test_a_message_teaches_each_recipient_and_way_that_it_asks_about() -> None:
    text = "The GP rang.  Can I tell her?"
    taught, unknown = lessons([a_message("health:tell", "abusive-parent:asked", text=text), a_message()], [])
    assert taught == [
        ("The GP rang. Can I tell her?", {"who:health", "way:tell", "who:abusive-parent", "way:asked"}),
        ("?", set()),
    ]
    assert not any(unknown)


def test_a_question_that_ends_a_case_teaches_which_way_and_not_whom() -> None:
    taught, unknown = lessons([a_message("health:tell")], [a_question("tell"), a_question("")])
    assert (taught[1][1], unknown[1]) == ({"way:tell"}, {"who:health"})
    assert (taught[2][1], unknown[2]) == (frozenset(), frozenset())


def test_what_is_right_is_counted_and_what_is_taken_for_it() -> None:
    told = SharingRequest(recipients=("abusive-parent",), direction=Direction.TELL)
    rows = [a_message("parent:tell"), a_message("health:ask"), a_message(), a_message("social-care:consent")]
    found = figures_of(rows, [[told], [told], [told], []])
    assert [(share.mean, share.n) for share in found.values()] == [(2 / 3, 3), (1 / 3, 3), (1.0, 1)]


def test_a_consent_alone_is_asked_of_what_we_would_tell() -> None:
    row = a_message("health:asked", "health:consent", "police:consent")
    assert row.wanted == {"health:asked", "police:tell"}


def test_what_the_model_reads_are_recipients_and_ways() -> None:
    names = load_sharing_model().names
    ids = {RECIPIENT_LABEL + one.recipient_id for one in load_sharing().recipients}
    assert {name for name in names if name.startswith(WAY_LABEL)} == {WAY_LABEL + way for way in WAYS}
    assert {name for name in names if name.startswith(RECIPIENT_LABEL)} <= ids
    assert len(names) > len(WAYS) + 20
