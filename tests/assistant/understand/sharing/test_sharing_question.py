"""Who may be told, asked or chased: recognised only where it is sure, in forms that others have used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.understand import SharingRequest, asked_parts, sharing_in
from assistant.understand.sharing import sharing_encoder, sharing_question
from assistant.understand.sharing.sharing_names import as_one, named_in_a_story
from assistant.understand.sharing.sharing_story import story_of_sharing, told_around
from corpus.statements import Direction, load_sharing

KEPT = Path(__file__).parents[4] / "evals" / "questions" / "sharing.jsonl"


@pytest.fixture
def forms_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is heard that no form says."""
    monkeypatch.setattr(sharing_question, "sharing_read", lambda *_: None)


def read(message: str) -> tuple[str, tuple[str, ...]]:
    """The direction and the recipients of a message that asks about sharing once; empty if it does not."""
    found = [request for _, request in sharing_in(message)]
    return (found[0].direction.value, found[0].recipients) if found else ("", ())


@pytest.mark.parametrize(
    ("message", "direction", "recipient"),
    [
        ("Can I tell the nursery?", "tell", "nursery"),
        ("The boy said dad threw a chair. Should we tell dad?", "tell", "abusive-parent"),
        ("The boy said dad threw a chair. Should we tell mum?", "tell", "parent"),
        ("Mum and the boys are in a refuge. Dad has asked for the address. Do we give it?", "asked", "abusive-parent"),
        ("May mum's solicitor be told?", "tell", "solicitor"),
        ("Is her brother's school allowed to know?", "tell", "other-school"),
        ("Can we send the file to another school?", "tell", "new-school"),
        ("Can I ask the police for the risk grade?", "ask", "police"),
        ("Does the social worker have to tell us?", "owed", "social-care"),
        ("Are we entitled to know what the social worker decided?", "owed", "social-care"),
        ("The social worker never rang back. What now?", "chase", "social-care"),
        ("MASH says NFA. I do not agree, how do I challenge it?", "challenge", "social-care"),
        ("A solicitor acting for dad has asked for a report. Must I write it?", "asked", "solicitor"),
        ("He has PR and wants a copy of the file. What do I give him?", "asked", "parent"),
        ("Can we tell the landlord?", "tell", "outsider"),
        ("Can we tell the secondary school about old incidents when a Year 6 moves up?", "tell", "new-school"),
        ("Her boyfriend is 17 and at the sixth form college. Do I tell the college?", "tell", "other-school"),
        ("She started hiding it. Her ex is at the sixth form. Can we tell the sixth form?", "tell", "other-school"),
        ("She is 16 and her sister is at the college. May we tell the college?", "tell", "other-school"),
        ("Her sister is at the college, and she starts there in September. May we tell the college?", "tell", "new-school"),
        ("He is 16 and was at a party. Can I tell the college?", "tell", "new-school"),
        ("We made a referral. Two police call outs since. Heard nothing. What should have happened?", "chase", "social-care"),
        ("The council has not answered my referral. How do I chase it?", "chase", "social-care"),
    ],
)  # fmt: skip
def test_a_question_about_sharing_is_read(message: str, direction: str, recipient: str) -> None:
    assert read(message) == (direction, (recipient,))


@pytest.mark.usefixtures("forms_alone")
@pytest.mark.parametrize(
    "message",
    [
        "The nursery told us that mum has bruises. What might it mean?",
        "We have told the nursery. Is it abuse?",
        "How can I tell whether the police were there?",
        "Does the social worker have to tell the parents?",
        "Is it right to tell a mother to leave?",
        "What number can I give a parent who is being hurt?",
        "Can we release the boys to dad at the gate?",
        "How long do we keep the file after we have sent it to the new school?",
        "There is an allegation. When do we tell the teacher?",
        "Police attended, no offences, no further action. What now?",
        "She shares a room with her nan. Is that a worry?",
    ],
)
def test_what_only_sounds_like_it_is_left_alone(message: str) -> None:
    assert not sharing_in(message)


def test_those_named_in_one_breath_are_all_told() -> None:
    assert read("Can I tell the GP, the nursery and the police?")[1] == ("health", "nursery", "police")


@pytest.mark.parametrize(
    ("message", "recipients"),
    [
        ("Can we ring the nursery and her dad?", ("nursery",)),
        ("Can I ask for more information from the nursery, the class teacher and the GP?", ("nursery", "health")),
        ("Can I request the notes from the GP and dad's solicitor?", ("health",)),
        ("May I get information from the school nurse, grandma and the club?", ("health",)),
    ],
)
def test_of_a_list_nobody_of_the_family_or_the_school_is_asked(message: str, recipients: tuple[str, ...]) -> None:
    assert read(message) == ("ask", recipients)


@pytest.mark.usefixtures("forms_alone")
@pytest.mark.parametrize(
    "message",
    [
        "Can we ask dad's solicitor for the court order?",
        "Does mum's solicitor have to tell us about the order?",
        "The nursery told us of it on Monday. Dad's solicitor has not replied. What now?",
        "Can I send the file to our solicitor?",
        "Can I share the report with the trust's solicitor?",
        "Can we tell our legal team?",
        "Our solicitor has asked for the file. Do we send it?",
        "May we tell the solicitor acting for the school?",
    ],
)
def test_for_whom_there_is_no_plan_none_is_read(message: str) -> None:
    assert not sharing_in(message)


def test_each_thing_that_is_asked_is_read_by_itself() -> None:
    found = sharing_in("He hit her on Sunday. Can I tell the nursery? And should I tell dad?")
    assert [request.recipients for _, request in found] == [("nursery",), ("abusive-parent",)]


def test_how_much_they_may_know_is_asked_of_those_in_school_who_ask_or_are_listed() -> None:
    told = "The head of year and the form tutor ask why he leaves early. It is about his mum."
    assert read(f"{told} How much can I tell them?") == ("tell", ("colleague",))
    told = "One teacher and two TAs have her all day, and the village club until six. The club leader knows her gran."
    assert read(f"{told} How much do I tell each of them after a police notification?") == (
        "tell",
        ("colleague", "club"),
    )


@pytest.mark.usefixtures("forms_alone")
@pytest.mark.parametrize(
    ("message", "recipients"),
    [
        ("The social worker rang. How much can I share with them?", ("social-care",)),
        ("The class teacher told me. The social worker rang back. How much can I share with them?", ("social-care",)),
        ("Two girls told their teacher about home. How much should I tell them?", ()),
        ("Staff told me that the children saw it. How much do I tell each of them?", ()),
        ("The form tutor rang both parents. How much do I tell them?", ()),
        ("The teacher is new. How much time should I give before telling them?", ()),
    ],
)
def test_them_is_not_staff_who_were_only_named(message: str, recipients: tuple[str, ...]) -> None:
    assert read(message)[1] == recipients


@pytest.mark.parametrize(
    ("message", "circumstance"),
    [
        ("They fled to a refuge. Can I tell the nursery?", "refuge"),
        ("I fear a forced marriage. Can I tell the GP?", "honour"),
        ("He was arrested. Should I tell the nursery?", "investigation"),
        ("Dad has PR. Do we have to tell dad?", "parental-responsibility"),
        ("She is 17 and says no. Can I tell the social worker?", "sixteen"),
        ("They moved to another county. Can I tell the social worker?", "moved"),
        ("Mum said no. Can I tell the GP?", "refused"),
        ("He is home educated now. Can I tell the council?", "home-education"),
        ("It may be private fostering. Do we tell the council?", "private-fostering"),
        ("The boy is in immediate danger. Can I tell the police?", "danger"),
    ],
)
def test_what_changes_the_answer_is_heard(message: str, circumstance: str) -> None:
    ((_, request),) = sharing_in(message)
    assert circumstance in request.circumstances


def kept(*, aside: bool) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if (row["part"] == "kept") is aside]


def is_right(row: dict[str, object], found: tuple[tuple[str, SharingRequest], ...]) -> bool:
    return bool(found) and [f"{who}:{found[0][1].direction}" for who in found[0][1].recipients] == row["asks"]


@pytest.mark.usefixtures("forms_alone")
@pytest.mark.parametrize(("aside", "least_right"), [(False, 0.95), (True, 0.85)])
def test_of_our_own_utterances_few_are_missed_and_hardly_one_is_taken_wrongly(aside: bool, least_right: float) -> None:
    rows = kept(aside=aside)
    asks = [row for row in rows if row["asks"]]
    others = [row for row in rows if not row["asks"]]
    assert len(asks) >= 50
    assert len(others) >= 50
    right = sum(is_right(row, sharing_in(str(row["text"]))) for row in asks)
    wrong = [row["id"] for row in others if sharing_in(str(row["text"]))]
    assert right / len(asks) >= least_right
    assert len(wrong) <= 1, wrong


STORIES = [
    ("The cook asked me straight out why he cries. How much do I give her?", "colleague"),
    ("Coach asked me straight, is he alright at home. I know he is not. How far can I go?", "club"),
    ("His employer rang to ask why he is off. I said I would ring back. What can I say?", "outsider"),
    (
        "The neighbour caught me at the gate, worried by the crying, and asked what we know. What can I say?",
        "bystander",
    ),
    ("Somebody from an office in town rang about the family. Do I tell them anything?", "anyone"),
    ("The GP receptionist rang to ask whether he had been in. She did not say why. Do I answer?", "health"),
]


@pytest.mark.parametrize(("message", "recipient"), STORIES)
def test_who_asks_is_known_from_the_story(message: str, recipient: str) -> None:
    ((_, request),) = sharing_in(message)
    assert (request.direction.value, request.recipients) in {("asked", (recipient,)), ("tell", (recipient,))}


@pytest.mark.parametrize(
    "message",
    [
        "The coach rang to say that he cries after training. Is that enough to refer?",
        "Nan asked me how he is. He flinched when I said her name. What might it mean?",
        "The neighbour told me she hears shouting. What do I do for him today?",
    ],
)
def test_what_is_asked_of_a_case_is_not_heard_as_sharing(message: str) -> None:
    assert not sharing_in(message)


@pytest.mark.parametrize(
    ("message", "recipient"),
    [
        ("Dad hit mum. The social worker rang. Dad wants to know where she is. What can I say to him?", "abusive-parent"),
        ("The abuser rang and asked for the file. How much do I tell him?", "abusive-parent"),
        ("Dad's mum rang to ask where they are now. What can I say?", "kinship"),
        ("The council’s housing officer rang about the rent and asked about the police. How much do I say?", "housing"),
    ],
)  # fmt: skip
def test_a_parent_is_not_taken_for_somebody_who_works_with_the_child_nor_the_other_way_round(
    message: str, recipient: str
) -> None:
    assert [request.recipients for _, request in sharing_in(message)] == [(recipient,)]


@pytest.mark.parametrize("who", ["nursery", "GP", "Idva", "coach"])
@pytest.mark.parametrize("asked", ["What can I say to him?", "What can I say?"])
def test_who_may_be_one_of_two_is_nobody(who: str, asked: str) -> None:
    message = f"Dad hit mum on Sunday. I spoke to the {who}. Today he rang, wanting to know what she has said. {asked}"
    assert not sharing_in(message)


@pytest.mark.parametrize(
    "message",
    [
        "The social worker has been told. A man phoned and asked for her new address. How much do I give him?",
        "The PC told me he is on bail. A man rang asking where she is. What can I tell him?",
        "We told the social worker on Monday. Someone rang the office asking which school they are at. What do we say?",
        "The nursery is near. The lady from the agency in town rang and asked about the family. How much do I tell her?",
    ],
)
def test_a_stranger_who_asks_is_nobody_who_was_told_of(message: str) -> None:
    heard = {request.recipients for _, request in sharing_in(message)}
    assert heard <= {("anyone",)}
    assert heard or "lady" in message  # who is from an agency may be one of those we know: then nothing is heard


@pytest.mark.parametrize(
    ("sentence", "as_read"),
    [
        ("her landlord's receptionist rang", "her <outsider> rang"),
        ("the nurse's receptionist rang", "the <health> rang"),
        ("the coach's wife rang", "the somebody rang"),
        ("mum's husband rang", "<parent>'s husband rang"),
        ("do i need mum's say-so before i ring the gp", "do i need the say-so before i ring the <health>"),
        ("her nan's landlord rang", "her <outsider> rang"),
        ("i rang the school nurse", "i rang the <health>"),
        ("they rang the school office", "rang us"),
        ("i am the new deputy", "i am staff"),
        ("a family liaison officer rang", "a <police> rang"),
        ("the police notice came", "notice came"),
        ("the police called and asked for his file", "the <police> called and asked for his file"),
    ],
)
def test_names_that_stand_together_are_read_as_one_person(sentence: str, as_read: str) -> None:
    assert named_in_a_story(sentence).removeprefix("they ").strip() == as_read


@pytest.mark.usefixtures("forms_alone")
@pytest.mark.parametrize(
    "message",
    [
        "Can we tell our legal team?",
        "Our solicitor has asked for the file. Do we send it?",
        "Dad is at the gate and wants to take the children home. What do I do?",
        "She shares a room with her nan. Is that a worry?",
    ],
)
def test_nor_is_anything_read_for_whom_there_is_no_plan(message: str) -> None:
    assert not sharing_in(message)


@pytest.mark.usefixtures("forms_alone")
def test_angle_brackets_that_somebody_typed_name_nobody() -> None:
    assert not sharing_in("Can I tell the <boss>?")


def test_every_name_is_read_as_whose_it_is() -> None:
    for recipient in load_sharing().recipients:
        for name in (*recipient.names, *recipient.also):
            plain = name.replace("*", "").replace("’", "'")
            assert named_in_a_story(plain) == f"<{recipient.recipient_id}>", name


def test_what_was_told_before_is_read_without_what_else_is_asked() -> None:
    message = "Mum rang. Dad strangled her on Sunday. How much do I tell her? And can I tell the GP?"
    first, second = asked_parts(message)
    assert told_around(message, first) == "Mum rang. Dad strangled her on Sunday. "
    assert "How much" not in told_around(message, second)


@pytest.mark.parametrize("greeting", ["", "Hello all. ", "Hi, quick question. ", "Morning all! "])
def test_what_is_told_behind_a_question_is_heard_after_a_greeting_too(greeting: str) -> None:
    message = (
        f"{greeting}Can we send the file to the new school? She is in a refuge and dad must not know where they are."
    )
    ((_, request),) = sharing_in(message)
    assert (request.recipients, request.circumstances) == (("new-school",), ("refuge",))
    ((_, request),) = sharing_in(f"{greeting}Can I tell dad? Dad is violent and is on bail.")
    assert request.recipients == ("abusive-parent",)


@pytest.mark.parametrize(
    ("message", "circumstance", "is_told"),
    [
        ("The school nurse is mum's cousin. Can I tell the nurse?", "ties", True),
        ("Jack is the brother of Mia, who told me dad hits mum. Can I tell the police?", "ties", False),
        ("She's withdrawn socially. Can I tell the GP?", "ties", False),
        ("The note went to the wrong parent. Can I tell the social worker?", "gone-astray", True),
        ("We know everyone in the WhatsApp group. Can I tell the club?", "gone-astray", False),
        ("Do I need mum's consent? Can I tell the GP?", "consent", True),
        ("Can I ask the housing officer for the date without her knowing?", "behind-her-back", True),
        ("Mum wants to know what she told the counsellor. Can I tell mum?", "child-words", True),
        ("Mum was at the gate. Can I tell mum?", "child-words", False),
        ("Our student turned 18 in May and her dad hits her. Can I tell mum?", "adult-student", True),
        ("She is an adult learner on our ESOL course. Can I tell her mum?", "adult-student", True),
        ("Y10 girl, and her boyfriend is 18. Can I tell mum?", "adult-student", False),
        ("He is 17 and will be 18 next week. Can I tell mum?", "adult-student", False),
        ("A Year 11 girl is going out with a lad of 19. Can I tell mum?", "adult-student", False),
        ("An 18 year old on our Level 3 course is afraid of dad. Can I tell mum?", "adult-student", True),
        ("Y13 boy is 18. Can I tell his mum?", "adult-student", True),
        ("Y13 boy is 18. Can I tell his mum?", "sixteen", False),
        ("Y13 girl. Can I tell her mum?", "sixteen", True),
    ],
)
def test_what_changes_an_answer_is_told_from_what_is_near_it(message: str, circumstance: str, is_told: bool) -> None:
    heard = {one for _, request in sharing_in(message) for one in request.circumstances}
    assert sharing_in(message)
    assert (circumstance in heard) is is_told


@pytest.mark.parametrize(
    ("message", "certain"),
    [
        ("The cook was there. The nursery rang. How much do I tell the nursery?", "nursery"),
        ("The social worker rang. Dad wants to know where she is. What can I say?", "parent"),
        ("We told the social worker. A man rang asking where she is. What do we say?", "anyone"),
        ("Dad hit mum. I spoke to the nursery. Today he rang. What can I say?", ""),
        ("Mum has asked us not to tell him. Do we tell him?", ""),
        (
            "Dad hit mum. I rang the nurse. Today he phoned and wanted to know what the nurse told us. What do I say?",
            "",
        ),
        ("The coach asked me straight out. How far can I go?", None),
    ],
)
def test_who_is_meant_without_doubt_is_read_from_the_story(message: str, certain: str | None) -> None:
    (part,) = asked_parts(message)
    assert story_of_sharing(message, part).certain == certain


def test_each_parent_is_counted_as_one() -> None:
    assert [as_one(who) for who in ("abusive-parent", "other-parent", "parent", "police")] == [
        *["parent"] * 3,
        "police",
    ]


def test_whom_a_message_names_is_likelier_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    class Encoder:
        def read(self, text: str) -> list[float]:
            return [1.0, 0.5, -3.0, 2.0, -2.0]

    class Model:
        names = ("who:police", "who:club", "who:abusive-parent", "way:asked", "way:tell")
        encoder = Encoder()

    monkeypatch.setattr(sharing_encoder, "load_sharing_model", Model)
    assert sharing_encoder.sharing_read("?") == (Direction.ASKED, ("police",))
    assert sharing_encoder.sharing_read("?", {"club"}) == (Direction.ASKED, ("club", "police"))
    assert sharing_encoder.sharing_read("?", {"parent"}) == (Direction.ASKED, ("police",))
    assert sharing_encoder.sharing_read("?", threshold=1.6) is None


@pytest.mark.parametrize(
    "message", ["must staff tell the lead in writing when a child hears abuse?", "When should staff tell the lead?"]
)
def test_a_rule_for_staff_is_no_question_about_sharing(message: str) -> None:
    assert not sharing_in(message)


def test_who_asks_is_likelier_meant_than_who_is_only_named() -> None:
    told = "The class teacher and the caretaker both asked why a boy in Year 4 is met at the side gate. He lives with his nan."
    ((_, request),) = sharing_in(f"{told} What can I say to each of them?")
    assert request.recipients == ("colleague",)
