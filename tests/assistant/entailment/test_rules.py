"""Each rule of the support check with a statement it must drop, beside one that it must leave alone."""

from __future__ import annotations

import pytest

from assistant.entailment.support import check
from tests.doubles import a_passage, a_source

SOURCES = {"rules-2025": a_source("rules-2025", title="Harbour rules", edition="2025", names=("Harbour rules 2025",))}
DIGEST = (
    "Crew should wear a badge, said Harbour Guide 2023 (now replaced by Harbour Guide 2026). Lamps should be lit at dusk, said"
    " Pier Guide 2021 (now replaced by Pier Guide 2024)."
)
STATUTE = (
    "Section 7(1) A skipper must ring the bell in fog. (2) A skipper may carry a dog. (3) Subsection (2) does not apply where a"
    " passenger under 5 is on board."
)


def outcome(statement: str, passage: str) -> tuple[bool, str]:
    support = check(statement, [a_passage(passage)], SOURCES)
    return support.supported, support.reason


@pytest.mark.parametrize(
    ("passage", "right", "wrong", "reason"),
    [
        (
            DIGEST,
            "Harbour Guide 2023 said that crew should wear a badge.",
            "Harbour Guide 2026 says that crew should wear a badge.",
            "names an edition",
        ),
        (
            DIGEST,
            "According to Pier Guide 2021, lamps should be lit at dusk.",
            "Harbour Guide 2023 said that lamps should be lit at dusk.",
            "names an edition",
        ),
        (
            DIGEST,
            "Crew should wear a badge, said Harbour Guide 2023.",
            "Crew should wear a badge, said Harbour Guide 2023 (now replaced by Harbour Guide 2025).",
            "names an edition",
        ),
        (
            "Crew should wear a badge on duty.",
            "The 2025 guidance says that crew should wear a badge on duty.",
            "The 2022 guidance says that crew should wear a badge on duty.",
            "names an edition",
        ),
        (
            STATUTE,
            "Under section 7(1), a skipper must ring the bell in fog.",
            "Under section 7(2), a skipper must ring the bell in fog.",
            "",
        ),
        (STATUTE, "A skipper must ring the bell in fog.", "A skipper may carry a dog.", "leaves out the exception"),
        (
            "The pilot may leave the bridge if the mate is awake.",
            "If the mate is awake, the pilot may leave the bridge.",
            "The pilot may leave the bridge.",
            "leaves out a condition",
        ),
        (
            "If the tide is low, moor at the buoy and ring the office.",
            "When the tide is low, moor at the buoy.",
            "Moor at the buoy and ring the office.",
            "leaves out a condition",
        ),
        (
            "A guest may board with the consent of the skipper.",
            "With the skipper’s consent, a guest may board.",
            "A guest may board.",
            "leaves out a condition",
        ),
        (
            "A cook who handles nuts must wear gloves.",
            "A cook handling nuts must wear gloves.",
            "A cook must wear gloves.",
            "leaves out a condition",
        ),
        (
            "The gate should normally be shut at dusk.",
            "The gate should normally be shut at dusk.",
            "The gate should be shut at dusk.",
            "leaves out “normally”",
        ),
        (
            "Ring the office before you cast off.",
            "The office should be rung before casting off.",
            "The office must be rung before casting off.",
            "says “must”",
        ),
        (
            "In a survey, 34% of the boats had no lamp.",
            "In a survey, 34% of the boats had no lamp.",
            "In a survey, the boats had no lamp.",
            "leaves out of how many",
        ),
        (
            "The mate should tell the nurse about a burn.",
            "The nurse should be told about a burn by the mate.",
            "The mate should tell the police about a burn.",
            "names police",
        ),
        (
            "The mate must report a leak within two days.",
            "The mate must report a leak within 2 days.",
            "The mate must hide a leak within two days.",
            "says “hide”",
        ),
        (
            "Write to the owner within five days. Keep the letter for six years.",
            "Keep the letter for six years.",
            "Write to the owner within six years.",
            "",
        ),
        (
            "Tell the office as soon as is practicable about a leak.",
            "Tell the office about a leak as soon as is practicable.",
            "Tell the office immediately about a leak.",
            "",
        ),
        (
            "An order lasts for up to 12 months.",
            "An order lasts for no more than 12 months.",
            "An order lasts for 12 months.",
            "the number",
        ),
    ],
)
def test_a_rule_drops_one_and_leaves_the_other(passage: str, right: str, wrong: str, reason: str) -> None:
    assert outcome(right, passage) == (True, "supported")
    supported, why = outcome(wrong, passage)
    assert not supported
    assert why.startswith(reason)


@pytest.mark.parametrize("statement", ["A skipper.", "The skipper must.", "Fog."])
def test_a_fragment_says_nothing(statement: str) -> None:
    assert outcome(statement, STATUTE) == (False, "says nothing")


def test_a_word_that_has_only_moved_is_no_change() -> None:
    passage = "The steward must lock the side gate after the last boat has gone."
    assert outcome("After the last boat has gone, the side gate must be locked by the steward.", passage)[0]
    assert not outcome("The nurse must lock the side gate after the last boat has gone.", passage)[0]


@pytest.mark.parametrize(
    ("passage", "right", "wrong", "reason"),
    [
        (
            "The pier must close if the wind is above force eight and the harbour master is away from his post.",
            "If the wind is above force eight and the harbour master is away, the pier must close.",
            "If the wind is above force eight, the pier must close.",
            "leaves out a condition",
        ),
        (
            "The log must be burnt after ten years, or when the boat is sold, whichever is later.",
            "The log must be burnt when the boat is sold or after ten years, whichever is later.",
            "The log must be burnt when the boat is sold.",
            "leaves out a condition",
        ),
        (
            "A skipper must not turn a passenger away because the ticket is torn.",
            "A passenger must not be turned away by a skipper because the ticket is torn.",
            "A skipper must not turn a passenger away.",
            "leaves out a condition",
        ),
        (
            "A berth should not be sold without first asking the owner of the boat.",
            "A berth should not be sold without first asking the owner of the boat.",
            "A berth should not be sold.",
            "leaves out a condition",
        ),
        (
            "A club that hires out boats must print its prices.",
            "A club that hires out boats must print its prices.",
            "A club must print its prices.",
            "leaves out a condition",
        ),
        (
            "A mooring should not be taken away for a debt of the former tenant.",
            "A mooring should not be taken away for a debt of the former tenant.",
            "A mooring should not be taken away for a debt.",
            "denies more than the words it rests on",
        ),
        (
            "Race coaches should carry a whistle.",
            "Race coaches should carry a whistle.",
            "Coaches should carry a whistle.",
            "says more widely",
        ),
        (
            "If a lamp is lost, tell the nurse at once and the family as soon as that is safe.",
            "If a lamp is lost, tell the nurse at once.",
            "If a lamp is lost, tell the family at once.",
            "says “immediately” of somebody",
        ),
        (
            "Trained crews scored a mean of 7.9 against 7.1 for other crews.",
            "Trained crews scored a mean of 7.9, compared with 7.1 for other crews.",
            "Trained crews scored a mean of 7.1 against 7.9 for other crews.",
            "gives 7.1 and 7.9 in the other order",
        ),
        (
            "The weather was given in 35 of 72 logs.",
            "The weather was given in 35 of the 72 logs.",
            "The weather was given in 72 of the 35 logs.",
            "gives 72 and 35 in the other order",
        ),
        (
            "The mate or the purser should be on board.",
            "The mate or the purser should be on board.",
            "The mate and the purser should be on board.",
            "changes “or” to “and”",
        ),
        (
            "The school must not name the boat, and should check the list each week. The council keeps the list.",
            "It is for the school to check the list each week.",
            "It is for the council to check the list each week.",
            "",
        ),
        (
            "The crew must consult— (a) the owner; (b) the club; and (c) such guests as are on board. A fee may be charged.",
            "The crew must consult the owner and the club.",
            "The crew must consult the owner and charge a fee.",
            "",
        ),
        (
            "The rower should train alone, at least once in every three weeks.",
            "The rower should train on her own at least once every three weeks.",
            "The rower should train on her own at most once every three weeks.",
            "",
        ),
        (
            "A steward should not question a child further.",
            "A steward should not ask a child further questions.",
            "A steward should ask a child further questions.",
            "",
        ),
    ],
)
def test_what_narrows_a_sentence_may_not_be_left_out(passage: str, right: str, wrong: str, reason: str) -> None:
    assert outcome(right, passage) == (True, "supported")
    supported, why = outcome(wrong, passage)
    assert not supported
    assert why.startswith(reason)


def test_those_who_write_we_may_be_called_by_their_name() -> None:
    """A report of a panel says "we", and is told as what the panel thinks; no other body is."""
    report = a_source("panel-report", title="Harbour Panel report")
    passage = a_passage("We think that crews could usefully ask for more lamps.", "panel-report")
    statement = "The {} thinks that crews could usefully ask for more lamps."
    assert check(statement.format("Panel"), [passage], {"panel-report": report}).supported
    assert not check(statement.format("Board"), [passage], {"panel-report": report}).supported
