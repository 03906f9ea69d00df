"""A police notification: what it says is given back, what it does not say is asked for of whoever knows it."""

from __future__ import annotations

import pytest

from assistant.understand.case.police_notification import Held, read_notification
from corpus.statements import NotificationField as Field

FULL = (
    "OPERATION ENCOMPASS. Date of incident: 30.9.25 02:15hrs. Child aged 10 rang 999 and saw it. "
    "Mother's partner strangled victim and threatened with a kitchen knife. "
    " Arrested, in custody. DASH = HIGH. Victim conveyed to hospital. CSC informed. "
    'Voice of child: "I thought mummy was dead". Ref: 4471/25'
)


def names(text: str) -> set[str]:
    return {name for name, _ in read_notification(text).found}


def missing(text: str) -> set[str]:
    return {name for some in read_notification(text).missing.values() for name in some}


def held(text: str) -> dict[Field, Held]:
    return {one.expected.field: one.held for one in read_notification(text).fields}


def age(text: str) -> str:
    return next(one.words for one in read_notification(text).fields if one.expected.field is Field.CHILD)


def test_a_full_notification_lacks_nothing() -> None:
    assert missing(FULL) == set()
    assert dict(read_notification(FULL).found)["the risk grade"] == "DASH = HIGH"


def test_a_thin_one_lacks_nearly_everything() -> None:
    assert missing("attended verbal only, child present") == {
        "when it happened",
        "the risk grade",
        "what the police did, such as an arrest, bail or its conditions",
        "whether anybody was hurt",
        "what the child said, or whether anybody asked",
        "whether children’s social care knows of the family and of this",
        "a reference number",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sunday 28 Sept, third time in six weeks", "when it happened"),
        ("incident LAST Thursday", "when it happened"),
        ("graded medium", "the risk grade"),
        ("ex breached non-mol order", "what the police did, such as an arrest, bail or its conditions"),
        ("small cut to hand", "whether anybody was hurt"),
        ("mother had redness to one cheek", "whether anybody was hurt"),
        ("partner put his hands to her throat", "whether anybody was hurt"),
        ("Younger sib (4) present, under the table", "whether children were there, and what they saw or heard"),
        ("she had left with both kids", "whether children were there, and what they saw or heard"),
        ("suspect not yet located", "what the police did, such as an arrest, bail or its conditions"),
        ("step-dad to attend voluntary interview", "what the police did, such as an arrest, bail or its conditions"),
        ("male drunk and fighting with his brother", "what happened"),
        ("referral to MASH made", "whether children’s social care knows of the family and of this"),
        ("child upstairs asleep", "whether children were there, and what they saw or heard"),
    ],
)
def test_what_is_given_is_not_asked_for(text: str, name: str) -> None:
    assert name in names(text)


def test_a_call_that_the_police_received_is_when_it_happened_and_not_when_it_was_sent() -> None:
    call = held("OPERATION ENCOMPASS. Call received 02.12 from child aged 8.")
    assert (call[Field.WHEN], call[Field.SENT]) == (Held.HAS, Held.LACKS)
    sent = held("Police notification received 07.12. Verbal argument.")
    assert (sent[Field.WHEN], sent[Field.SENT]) == (Held.LACKS, Held.HAS)


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Child's voice:\nNature of incident: Assault", Field.VOICE, Held.UNCLEAR),
        ("Voice of the child\nShe said it was loud", Field.VOICE, Held.HAS),
        ("Child present? ☐ Yes ☐ No", Field.PRESENT, Held.UNCLEAR),
        ("Child present? ☐ Yes ☒ No", Field.PRESENT, Held.HAS),
        ("Risk: to follow", Field.RISK, Held.UNCLEAR),
        ("Could not say whether he was arrested.", Field.ACTION, Held.UNCLEAR),
        ("Boy upstairs, heard it. He told PC he wants it to stop.", Field.VOICE, Held.HAS),
        ("Mother and child at home. She told officers it was loud.", Field.VOICE, Held.UNCLEAR),
        ("Time of incident: 07:45", Field.REFERENCE, Held.LACKS),
        ("OIC PC [reference].", Field.REFERENCE, Held.LACKS),
        ("Child A, date of birth [date of birth], was seen.", Field.CHILD, Held.HAS),
        ("Victim: Person B [date of birth].", Field.CHILD, Held.UNCLEAR),
        ("Referral to MARAC.", Field.REFERRAL, Held.LACKS),
    ],
)
def test_a_label_or_a_word_alone_says_nothing(text: str, field: Field, expected: Held) -> None:
    assert held(text)[field] is expected


AROUND = "This came in at 8.10 and our DSL is away until Thursday: “{}” What do I do?"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (AROUND.format("Police attended the address 23.40hrs Sunday. Argument. DASH standard. No arrests."), "23.40hrs Sunday"),
        (AROUND.format("Child C, born 03/04/2018, present at the address. Officers attended. DASH standard."), ""),
        (
            "Encompass. Verbal argument at home Sunday 22:40, officers attended. The girl said “my dad shouted at my mum on"
            " Tuesday and then he took my phone and her keys away”.",
            "Sunday 22:40",
        ),
        ("It landed in the inbox this morning: Encompass, verbal argument, DASH standard.", ""),
    ],
)  # fmt: skip
def test_when_it_happened_is_what_the_police_say_and_not_when_it_came(text: str, when: str) -> None:
    said = dict(read_notification(text).found).get("when it happened", "")
    assert when in said
    assert bool(when) is bool(said)


@pytest.mark.parametrize(
    "came",
    ["Encompass call received 8.05 this morning", "Op Encompass rec'd 7.40 today", "Encompass alert this morning"],
)
def test_when_the_scheme_rang_is_when_it_was_sent(came: str) -> None:
    told = dict(read_notification(f"{came}. Parents rowed on Tuesday.").found)
    assert came.split(" ", 1)[1] in told["when it was sent, or reached you"]
    assert "Tuesday" in told["when it happened"]


def test_a_house_that_somebody_left_is_not_where_it_happened() -> None:
    assert held("Argument, dad left the house before police came.")[Field.WHERE] is Held.LACKS


def test_times_are_read_in_the_police_s_own_ways() -> None:
    assert "when it happened" in names("Strangled by partner at 0200 today.")


@pytest.mark.parametrize(
    "text",
    [
        "Kids 6, 9 and 11 present",
        "Child: 16 (Y12)",
        "Child(ren): F, DOB 2018, on your roll.",
        "Baby of 11 months in the cot.",
        "Child A is on your roll.",
        "Date of birth [date of birth].",
    ],
)
def test_a_name_an_age_or_a_date_of_birth_alone_does_not_say_which_child(text: str) -> None:
    assert held(text)[Field.CHILD] is Held.UNCLEAR
    assert age(text)


def test_no_injuries_seen_says_nothing_of_children() -> None:
    told = names("Both parties calm, no injuries seen, no complaints made.")
    assert "whether children were there, and what they saw or heard" not in told
    assert "whether anybody was hurt" in told


def test_of_a_long_line_what_stands_around_the_words_is_given_back() -> None:
    line = (
        "Officers were called by a neighbour late in the evening to an address where the parents of twins (Y4) live "
        * 2
    )
    assert "twins (Y4)" in age(line)
    assert len(age(line)) < 100


def test_other_schools_matter_only_where_there_are_other_children() -> None:
    assert "which other schools or nurseries were told" not in missing("Boy of 9 present at a verbal argument.")
    assert "which other schools or nurseries were told" in missing("Kids 6 and 9 present at a verbal argument.")


def test_what_police_write_short_is_read() -> None:
    text = (
        "PPN / DOMESTIC - HIGH. Unit attended 0050. SUSP grabbed IP by throat. Ch1 (M, 12) has come down and struck SUSP."
        " Child in bedroom, upset, states she heard mummy. 4th report in 12 months."
    )
    told = dict(read_notification(text).found)
    assert "HIGH" in told["the risk grade"]
    assert "0050" in told["when it happened"]
    assert "by throat" in told["whether anybody was hurt"]
    assert "whether children were there, and what they saw or heard" in told
    assert "12 months" not in age(text)
    assert "she heard mummy" in told["what the child said, or whether anybody asked"]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Summary: verbal argument. Child in arms of female throughout", Field.PRESENT, Held.HAS),
        ("Children at address M (2) and L (2), distressed", Field.PRESENT, Held.HAS),
        ("Friday 21:10. Child A’s mother was crying, red mark to her face", Field.PRESENT, Held.LACKS),
        ("Friday 21:10. Child A was crying on the stairs", Field.PRESENT, Held.HAS),
        ("Two children in household. Primary carer informed of the outcome", Field.SCHOOLS, Held.LACKS),
        ("Two children in household. Juniors informed", Field.SCHOOLS, Held.HAS),
        ("Verbal altercation between adult siblings, no offences disclosed", Field.VOICE, Held.LACKS),
        ("Children's services were told on Sunday", Field.VOICE, Held.LACKS),
        ("Child conveyed to school by mother", Field.INJURY, Held.LACKS),
        ("Victim conveyed to hospital", Field.INJURY, Held.HAS),
        ("dad put both hands round mum's neck", Field.INJURY, Held.HAS),
        ("Male reports controlling behaviour. Medium. Wife not aware", Field.RISK, Held.HAS),
        ("Two children in household. St Anne's Primary have also had this notification", Field.SCHOOLS, Held.HAS),
        ("Two children in household. We're the nursery", Field.SCHOOLS, Held.LACKS),
        ("Two children in household. The little one goes to a private nursery", Field.SCHOOLS, Held.LACKS),
        ("Two children in household. Her brother's nursery is down the road", Field.SCHOOLS, Held.LACKS),
        ("Two children in household. Also sent to nursery", Field.SCHOOLS, Held.HAS),
    ],
)
def test_what_strangers_notices_say_is_read_and_what_they_do_not_is_not(
    text: str, field: Field, expected: Held
) -> None:
    assert held(text)[field] is expected


def test_what_whoever_passes_it_on_says_for_themselves_or_asks_is_no_word_of_the_police() -> None:
    notice = "Police: verbal argument, male left. Standard risk.\n\n"
    for own in (
        "I'm his tutor, he's in for brickwork at 1pm.",
        "He told his TA mum's lip was cut on Monday.",
        "Can I ring mum at 3pm?",
    ):
        assert held(notice + own)[Field.WHEN] is Held.LACKS
        assert held(notice + own)[Field.INJURY] is Held.LACKS
    assert held("Police rang me: verbal argument on Monday night.")[Field.WHEN] is Held.HAS
