"""Entries of records: what they are labelled with, and what the model is taught of them."""

from __future__ import annotations

from datetime import date

from pydantic import TypeAdapter

from assistant.chronology import MARK, STEP, load_entry_model
from assistant.chronology.agency_patterns import AGENCIES
from assistant.chronology.entry_encoder import Step
from assistant.chronology.kinds import KINDS
from corpus.statements import load_cards
from evals.labelled.cases.chronology_records import RECORDS, ChronologyRecord, LabelledEntry
from evals.labelled.cases.entry_sentences import SENTENCES, EntrySentence, lessons
from evals.labelled.labelled_sets import read_labelled

ROWS = read_labelled(SENTENCES, TypeAdapter(EntrySentence))
LABELLED = [row for row in read_labelled(RECORDS, TypeAdapter(ChronologyRecord)) if row.entries]
TELLS = {kind.kind_id for kind in KINDS} | {card.card_id for card in load_cards() if card.grave}
TEXT = "Rang MASH, told to ring the HV. Bruise on his arm."


def a_record(*entries: LabelledEntry) -> ChronologyRecord:
    return ChronologyRecord(
        id="one", part="tune", setting="primary", today=date(2026, 1, 9), text="no date", planted=(), entries=entries
    )


def test_what_is_told_are_kinds_and_features_and_whole_hands_are_kept_aside() -> None:
    assert {name for row in ROWS for name in row.tells} <= TELLS
    assert len({row.text for row in ROWS}) == len(ROWS)
    hands: dict[str, set[str]] = {}
    for row in LABELLED:
        hands.setdefault(row.id.split("-")[0], set()).add(row.part)
    assert {hand for hand, parts in hands.items() if parts == {"kept"}} == {"c7", "c8", "c23", "c24"}
    assert all(len(parts) == 1 for parts in hands.values())


def test_every_label_of_an_entry_is_known_and_its_words_stand_in_the_entry() -> None:
    agencies = {agency.agency_id for agency in AGENCIES}
    for entry in (entry for row in LABELLED for entry in row.entries):
        assert {name for name, _ in entry.tells} <= TELLS
        assert {(who in agencies, Step(step)) for who, step, _ in entry.steps} <= {(True, step) for step in Step}
        assert all(words in entry.text for *_, words in (*entry.tells, *entry.steps))


def test_a_piece_is_taught_what_its_words_tell_and_an_agency_what_is_said_of_it() -> None:
    entry = LabelledEntry(
        day=date(2026, 1, 5),
        text=TEXT,
        tells=(("injury", "Bruise on his arm"),),
        steps=(("social-care", "told", "Rang MASH"),),
    )
    taught = dict(lessons([a_record(entry)], ()))
    assert taught[TEXT] == taught["Bruise on his arm"] == {"injury"}
    assert taught[f"Rang {MARK}, told to ring the HV."] == {f"{STEP}told"}
    assert not taught[f"Rang MASH, told to ring the {MARK}."]


def test_what_the_model_reads_are_kinds_features_and_steps() -> None:
    assert set(load_entry_model().names) == TELLS | {STEP + step for step in Step}
