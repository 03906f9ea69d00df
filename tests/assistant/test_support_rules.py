"""Each rule of the support check with a statement it must drop, beside one that it must leave alone."""

from __future__ import annotations

import pytest

from assistant.support import check
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


def held(statement: str, passage: str) -> tuple[bool, str]:
    support = check(statement, [a_passage(passage)], SOURCES)
    return support.supported, support.reason


@pytest.mark.parametrize(
    ("passage", "kept", "dropped", "reason"),
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
def test_a_rule_drops_one_and_leaves_the_other(passage: str, kept: str, dropped: str, reason: str) -> None:
    assert held(kept, passage) == (True, "supported")
    supported, why = held(dropped, passage)
    assert not supported
    assert why.startswith(reason)


@pytest.mark.parametrize("statement", ["A skipper.", "The skipper must.", "Fog."])
def test_a_fragment_says_nothing(statement: str) -> None:
    assert held(statement, STATUTE) == (False, "says nothing")


def test_a_word_that_has_only_moved_is_no_change() -> None:
    passage = "The steward must lock the side gate after the last boat has gone."
    assert held("After the last boat has gone, the side gate must be locked by the steward.", passage)[0]
    assert not held("The nurse must lock the side gate after the last boat has gone.", passage)[0]
