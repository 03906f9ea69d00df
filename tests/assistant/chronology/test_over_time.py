"""What a record shows over time: told, denied, past and supposed apart; gaps as dates; each agency by itself."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.chronology import Finding, ShownOverTime, read_record, shown_over_time, told_in
from assistant.chronology.agencies import short_names
from corpus.statements import load_cards

TODAY = date(2026, 11, 27)


def shown(*lines: str, today: date = TODAY) -> ShownOverTime:
    return shown_over_time(read_record("\n".join(lines), today), today)


def about(shown_: ShownOverTime, finding: Finding) -> set[str]:
    return {fact.about for fact in shown_.of(finding)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bruise on left arm.", "injury"),
        ("Encompass call this morning.", "police-notification"),
        ("Police notification received.", "police-notification"),
        ("Arrived late again.", "late"),
        ("No breakfast today.", "hunger"),
        ("Wet himself in class.", "wetting"),
        ("Hit another child at play.", "aggression"),
        ("Absent.", "absence"),
        ("Rang mum, no answer.", "parent-not-reached"),
        ("He does not want to go home.", "not-home"),
    ],
)
def test_a_kind_of_thing_is_known_by_its_words(text: str, kind: str) -> None:
    assert kind in told_in(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("No injuries seen.", "injury"),
        ("No marks, cuts or bruises.", "injury"),
        ("Injuries: none.", "injury"),
        ("If he is absent again ring mum.", "absence"),
        ("Will monitor for bruising.", "injury"),
        ("Mum has a bruise on her cheek.", "injury"),
        ("Rang MASH about the police notification.", "police-notification"),
        ("Spoke to mum about the bruise.", "injury"),
        ("Attendance 96%.", "absence"),
        ("Not hungry today.", "hunger"),
    ],
)
def test_what_is_denied_past_supposed_or_spoken_about_is_not_counted(text: str, kind: str) -> None:
    assert kind not in told_in(text)


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("Dad held mum by the throat.", "strangulation"),
        ("He said he will kill her.", "weapon-or-threat-to-kill"),
        ("Mum has asked him to leave.", "recent-separation"),
        ("Dad was released from prison on Friday.", "release-bail-or-breached-order"),
        ("Mum is pregnant.", "pregnancy-or-baby"),
        ("He said dad hit me.", "child-hurt"),
        ("Mum has a black eye.", "parent-injured"),
        ("She rang 999 herself.", "child-steps-in-or-calls-999"),
        ("Self-harm on her thighs.", "self-harm"),
        ("They are in a refuge.", "refuge-or-flight"),
    ],
)
def test_a_high_risk_feature_is_known_by_its_words(text: str, card: str) -> None:
    assert card in told_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "No weapon was seen.",
        "Drew a man with a knife from a film.",
        "Mum denied that he strangled her.",
        "Another child pushed him in the playground with a pretend gun.",
        "She walked to the baby room.",
        "Settled well and played happily.",
    ],
)
def test_no_feature_is_invented(text: str) -> None:
    grave = {card.card_id for card in load_cards() if card.grave}
    assert not grave & set(told_in(text))


def test_a_feature_stays_whatever_else_the_sentence_says_of_the_past() -> None:
    (fact, *_) = shown("3/9/2025 Dad was in prison in 2021, but he strangled mum last night.").of(Finding.RISK)
    assert "3 September 2025" in fact.text


def test_where_the_childs_words_have_no_day_they_are_not_said_to_be_missing() -> None:
    record = shown("Told his TA that dad shouts at mum.", "1/9/2025 Fine.", "3/9/2025 Late.")
    assert "child-words" not in about(record, Finding.ABSENT)


def test_what_is_told_at_the_end_of_a_long_entry_is_found() -> None:
    long = "The class made Tudor houses out of boxes and everybody took one home at the end of the week. " * 12
    assert "strangulation" in told_in(
        long + "Mum told me that he put his hands round her neck and squeezed last night."
    )


def test_of_marks_alone_nothing_is_told() -> None:
    assert not told_in("... !")


def test_a_part_of_a_longer_name_names_nobody_else() -> None:
    record = shown("1/9/2025 Rang MASH.", "3/9/2025 Early help hub rang back.", "9/9/2025 Late.")
    assert about(record, Finding.UNANSWERED) == {"social-care"}


def test_gaps_are_said_as_dates_and_gaps() -> None:
    lines = [f"{day} Encompass call." for day in ("4/3/2026", "20/5/2026", "11/6/2026", "18/6/2026")]
    (fact,) = shown(*lines).of(Finding.CLOSER)
    assert "4 March 2026, 20 May (77 days), 11 June (22 days), 18 June (7 days)" in fact.text
    assert "Each gap is shorter" in fact.text


def test_two_dates_say_nothing_and_gaps_that_do_not_shorten_are_said_plainly() -> None:
    assert not shown("4/3/2026 Absent.", "20/5/2026 Absent.").of(Finding.CLOSER)
    lines = [f"{day} Absent." for day in ("1/9/2025", "8/9/2025", "1/10/2025", "1/12/2025")]
    assert not shown(*lines).of(Finding.CLOSER)
    (fact,) = shown(*lines).of(Finding.NOT_CLOSER)
    assert "do not get shorter" in fact.text


def test_a_day_counts_once() -> None:
    assert not shown("4/3/2026 Absent.", "4/3/2026 Absent still.", "5/3/2026 Absent.").of(Finding.NOT_CLOSER)


def test_what_is_new_begins_after_the_first_day() -> None:
    record = shown("1/9/2025 Late.", "8/9/2025 Late. Bruise on arm.")
    assert about(record, Finding.NEW) == {"injury"}


def test_each_agency_is_open_until_it_answers_and_says_when_it_was_asked_again() -> None:
    record = shown(
        "1/9/2025 Rang MASH. Emailed HV.",
        "3/9/2025 No reply from MASH. Chased MASH.",
        "5/9/2025 SW rang back, outcome: NFA.",
        "9/9/2025 Emailed HV again.",
        today=date(2025, 9, 19),
    )
    (fact,) = record.of(Finding.UNANSWERED)
    assert fact.about == "health-visitor"
    assert "asked again on 9 September 2025" in fact.text
    assert "8 days to the last entry" in fact.text
    assert "18 days to today" in fact.text
    assert about(record, Finding.ANSWERED) == {"social-care"}


@pytest.mark.parametrize(
    "text",
    [
        "Mum rang the GP.",
        "Will ring MASH tomorrow.",
        "DSL to email the HV.",
        "No referral made to MASH.",
        "Considered a referral to MASH.",
        "Mum said she called the police.",
        "If it happens again we will contact social care.",
    ],
)
def test_nobody_is_told_who_was_not(text: str) -> None:
    assert not shown(f"1/9/2025 {text}", "8/9/2025 Fine.").of(Finding.UNANSWERED)


@pytest.mark.parametrize(
    "text",
    [
        "Rang MASH.",
        "MASH informed.",
        "Referral sent.",
        "Email to SW.",
        "Referral made to MASH by phone.",
        "SW emailed re bruise.",
    ],
)
def test_social_care_is_told(text: str) -> None:
    assert about(shown(f"1/9/2025 {text}", "8/9/2025 Fine."), Finding.UNANSWERED) == {"social-care"}


@pytest.mark.parametrize(
    "text",
    [
        "SW rang back.",
        "Outcome: NFA.",
        "Reply from the social worker.",
        "MASH emailed outcome: early help.",
    ],
)
def test_social_care_answers(text: str) -> None:
    record = shown("1/9/2025 Rang MASH.", f"8/9/2025 {text}")
    assert not record.of(Finding.UNANSWERED)
    assert about(record, Finding.ANSWERED) == {"social-care"}


def test_long_silences_are_said_with_the_holidays_in_them() -> None:
    facts = shown("10/7/2025 Late.", "10/9/2025 Late.", today=date(2025, 9, 11)).of(Finding.SILENCE)
    assert [fact.about for fact in facts] == ["gap"]
    assert "The summer holidays lie in it." in facts[0].text
    assert not shown("1/9/2025 Late.", "20/9/2025 Late.", today=date(2025, 9, 21)).of(Finding.SILENCE)


def test_who_is_named_once_and_who_is_not_in_it() -> None:
    record = shown("1/9/2025 Half brother in Y6 has a bruise.", "8/9/2025 Late.", "15/9/2025 Late.", "22/9/2025 Late.")
    assert about(record, Finding.ABSENT) == {"brother", "child-words"}
    again = shown("1/9/2025 Brother in Y6.", "8/9/2025 Late.", "15/9/2025 He said his brother was ill.")
    assert about(again, Finding.ABSENT) == {"child-words"}


@pytest.mark.parametrize(
    ("asked", "later"),
    [
        ("Referral sent to MASH.", "SW rang: visit tomorrow."),
        ("Referral sent to MASH.", "CSC: accepted, allocated to a worker."),
        ("Referral sent to MASH.", "Per MASH, assessment agreed."),
        ("Referral to CAMHS sent.", "CAMHS letter, assessment date given."),
        ("Wrote to the GP.", "GP letter received."),
        ("Rang the new school.", "New school confirmed she started."),
    ],
)
def test_nobody_is_called_silent_who_answered_since(asked: str, later: str) -> None:
    before = shown(f"1/10/2025 {asked}", "1/12/2025 Late.")
    assert len(before.of(Finding.UNANSWERED)) == 1
    assert not shown(f"1/10/2025 {asked}", f"1/11/2025 {later}", "1/12/2025 Late.").of(Finding.UNANSWERED)


@pytest.mark.parametrize("later", ["SW visited the family at home.", "SW saw both boys at home."])
def test_what_an_agency_does_otherwise_is_shown_and_is_no_answer(later: str) -> None:
    record = shown("1/10/2025 Referral sent to MASH.", f"1/11/2025 {later}", "1/12/2025 Late.")
    (fact,) = record.of(Finding.UNANSWERED)
    assert "something else since, on 1 November 2025" in fact.text
    assert fact.rests_on[-1].words == later


@pytest.mark.parametrize(
    "later",
    [
        "No call from MASH.",
        "Emailed SW again.",
        "Told mum we referred to social care.",
        "MASH: awaiting.",
        "SW has never phoned.",
    ],
)
def test_what_is_ours_is_no_answer(later: str) -> None:
    record = shown("1/10/2025 Referral sent to MASH.", f"1/11/2025 {later}", "1/12/2025 Late.")
    assert about(record, Finding.UNANSWERED) == {"social-care"}


@pytest.mark.parametrize(
    "text",
    [
        "Police attended the home, dad arrested.",
        "Police called to the home last night.",
        "Police were called by mum.",
        "Encompass: mum seen by officers, told the officers it was nothing.",
        "Mum is waiting to hear from housing.",
        "SW rang. Mum has made no decision.",
        "Rang back, mum and dad both on the line.",
    ],
)
def test_nobody_is_called_silent_whom_we_did_not_ask(text: str) -> None:
    assert not shown("1/10/2025 Late.", f"1/11/2025 {text}", "1/12/2025 Late.").of(Finding.UNANSWERED)


@pytest.mark.parametrize(
    "text",
    [
        "Dad moved out to his brother's.",
        "Mum moved to be near her sister, was upset.",
        "Mum in with new baby.",
        "Little sister in the house.",
    ],
)
def test_only_a_child_of_the_home_with_a_worry_is_missed(text: str) -> None:
    assert about(shown(f"1/9/2025 {text}", "8/9/2025 Late.", "15/9/2025 Late."), Finding.ABSENT) == {"child-words"}


def test_a_parent_who_rings_back_is_no_agency() -> None:
    assert not shown("1/10/2025 Late.", "2/10/2025 Rang back, mum and dad both on the line.").of(Finding.ANSWERED)


def test_a_threat_to_burn_the_house_is_no_injury() -> None:
    text = "Dad shouting he'd kill her and burn the house down."
    assert not {"injury", "parent-injured"} & set(told_in(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“Mum cried and dad broke the door.”", True),
        ("He told me that dad shouts at mum.", True),
        ("On talker: DAD - SHOUT - MUM.", True),
        ("Mum said “he has been fine at home”.", False),
        ("Told his TA that dad shouts at mum.", True),
        ("Class teacher told me mum looked tired.", False),
        ("School nurse told DSL about mum’s appointment.", False),
        ("EWO said to us dad had not replied.", False),
        ("Childminder told us mum did not pay.", False),
        ("Told DSL mum rang.", False),
        ("Letter signed by mum, copy home.", False),
    ],
)
def test_the_childs_own_words_are_of_home_and_of_nobody_else(text: str, told: bool) -> None:
    assert ("words" in told_in(text)) is told


def test_names_that_a_record_shortens_are_written_out() -> None:
    record = shown("AS = LA attendance service", "1/9/2025 Fine.", "8/9/2025 Emailed AS.", "9/9/2025 AS not replied.")
    assert about(record, Finding.UNANSWERED) == {"attendance"}


def test_words_that_are_new_on_a_day_are_not_said_to_be_in_no_entry() -> None:
    record = shown("1/9/2025 Fine.", "3/9/2025 Told his TA that dad shouts at mum.", "9/9/2025 Fine.")
    assert "words" in about(record, Finding.NEW)
    assert "child-words" not in about(record, Finding.ABSENT)


@pytest.mark.parametrize(
    ("head", "short"),
    [
        ("HT = head teacher, SW = social worker", {}),  # "SW" is known already
        ("HT = head teacher who rings the police", {}),
        ("HT = head teacher, AS = the attendance service", {"AS": "attendance service"}),
        ("NS = the nursery", {"NS": "the nursery"}),
        ("AS = attendance service SN = school nurse", {"AS": "attendance service"}),  # "SN" is known too
    ],
)
def test_a_short_name_is_of_what_it_stands_for_alone(head: str, short: dict[str, str]) -> None:
    assert short_names([head]) == short


def test_an_outreach_coach_is_no_agency() -> None:
    assert not shown("1/9/2025 Told the outreach coach about it.").told
    (told,) = shown("1/9/2025 Rang the DA outreach worker.").told
    assert told.agency.agency_id == "domestic-abuse-service"


def test_who_is_told_again_after_an_answer_owes_another() -> None:
    lines = ("1/9/2025 Rang MASH.", "3/9/2025 SW rang back.", "9/9/2025 Emailed the SW about today’s bruise.")
    (fact,) = shown(*lines, "20/9/2025 Nothing back from the SW.").of(Finding.UNANSWERED)
    assert fact.day == date(2025, 9, 9)


def test_somebody_who_is_told_and_answers_in_one_breath_has_answered() -> None:
    record = shown("1/9/2025 Rang the social worker, who rang back at three.", "8/9/2025 Fine.")
    assert about(record, Finding.ANSWERED) == {"social-care"}
    assert not record.of(Finding.UNANSWERED)
