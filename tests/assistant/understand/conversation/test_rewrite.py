"""Standalone questions without a model: what a follow-up takes over, and what it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.types import Message, Question
from assistant.understand.conversation.rewrite import standalone, understand
from corpus.models import SentenceTransformerEmbedder
from tests.assistant.scripted_model import ScriptedModel

TODAY = date(2026, 11, 25)


def ask(text: str, *earlier: str) -> str:
    return standalone(Question(text=text, as_at=TODAY, history=tuple(Message("user", turn) for turn in earlier)))


# Conversations of ours: what was said before, what is asked, how it is understood.
CONVERSATIONS = [
    (
        ["girl of 15 with a controlling boyfriend"],
        "and what if she's 16?",
        "girl of 16 with a controlling boyfriend. and what if the girl's 16?",
    ),
    (
        ["A lad of 14 has hit his mum. Is that domestic abuse?"],
        "what if he was only 9?",
        "A lad of 9 has hit his mum. Is that domestic abuse? what if the lad was only 9?",
    ),
    (
        ["Girl in Year 10, 14, and her boyfriend, 17. He reads her texts. Is it abuse?"],
        "and if she were 17 too and he turns 18?",
        "Girl in Year 10, 14, and her boyfriend, 18. He reads her texts. Is it abuse? and if the girl were 17 too and the"
        " boyfriend turns 18?",
    ),
    (
        ["Year 6 boy says his stepdad hits his mum. Who do I tell?"],
        "what about in Year 9?",
        "Year 9 boy says his stepdad hits his mum. Who do I tell? what about in Year 9?",
    ),
    (
        ["What does KCSIE 2025 say about domestic abuse?"],
        "and in KCSIE 2024?",
        "What does KCSIE 2024 say about domestic abuse? and in KCSIE 2024?",
    ),
    (
        ["What does KCSIE 2025 say about domestic abuse?"],
        "what changed compared with KCSIE 2024? was it the same?",
        "What does KCSIE 2025 say about domestic abuse? what changed compared with KCSIE 2024? was it the same?",
    ),
    (
        ["What does KCSIE 2025 say about alternative provision?"],
        "what did the 2024 edition say?",
        "What does KCSIE 2024 say about alternative provision? what did KCSIE 2024 say?",
    ),
    (
        ["Where in KCSIE 2025 is record keeping?"],
        "is it on the same page in last year's?",
        "Where in KCSIE 2025 is record keeping? is it on the same page in KCSIE 2024?",
    ),
    (
        ["Dad shouted at mum at the gate and she was crying. What do we do?"],
        "does he need to be told?",
        "Dad shouted at mum at the gate and she was crying. does dad need to be told?",
    ),
    (
        ["Mum says her husband threatened to take the kids."],
        "hes just rung the office, what do I do",
        "Mum says her husband threatened to take the kids. the husband’s just rung the office, what do I do",
    ),
    (
        ["Year 8 boy wants counselling about what he saw at home. Can we offer it?"],
        "does his mum have to agree?",
        "Year 8 boy wants counselling about what he saw at home. does the boy’s mum have to agree?",
    ),
    (
        ["The twins in Year 2 saw their stepdad push their mum."],
        "do they count as victims?",
        "The twins in Year 2 saw their stepdad push their mum. do the twins count as victims?",
    ),
    (["Child A in Year 4 told me that dad smashed mum's phone. What do I do?"], "does he have to be asked?", None),
    (["The Y4 boy's dad is loud. What do I do?"], "and what if he was 9?", None),
    (["Two sisters, and mum has left the house with her own sister."], "is she safe to ring?", None),
    (
        ["Mum says he's got her bank card"],
        "who do I ring?",
        "Mum says he's got her bank card. who do I ring?",
    ),
    (
        ["Mum of a 3 year old girl has left home with bruises."],
        "can we tell the nursery?",
        "Mum of a 3 year old girl has left home with bruises. can we tell the nursery?",
    ),
    (
        ["Dad checks mum's phone all day. Is it abuse?"],
        "does that still count if he's moved out?",
        "Dad checks mum's phone all day. Is it abuse? does that still count if dad's moved out?",
    ),
    (
        ["Y4 boy has seen dad hit mum. Do we refer?"],
        "and his sister?",
        "Y4 boy has seen dad hit mum. Do we refer? and his sister?",
    ),
    (
        ["A pupil told me at lunch that there is shouting every night. What do I write down?"],
        "how soon?",
        "A pupil told me at lunch that there is shouting every night. What do I write down? how soon?",
    ),
    (
        ["We have made a referral about a Year 1 girl.", "Social care say no further action."],
        "can we challenge it?",
        "We have made a referral about a Year 1 girl. Social care say no further action. can we challenge it?",
    ),
    (
        [
            "The reception girl flinches when her uncle collects her. What might it mean?",
            "and what should we do about it?",
        ],
        "would we tell her parents first?",
        "The reception girl flinches when her uncle collects her. and what should we do about it? would we tell the girl’s"
        " parents first?",
    ),
    (
        ["Had a call from the police about last night at a pupil's house."],
        "must the head see the notification?",
        "Had a call from the police about last night at a pupil's house. must the head see the notification?",
    ),
    (
        ["Is a seventeen year old covered by the Act?"],
        "is there anything else that would cover them",
        "Is a seventeen year old covered by the Act? is there anything else that would cover them",
    ),
    (
        ["His gran has private fostering of the boy. Do we tell the council?"],
        "why?",
        "His gran has private fostering of the boy. Do we tell the council? why?",
    ),
]


@pytest.mark.parametrize(("earlier", "text", "understood"), CONVERSATIONS)
def test_a_follow_up_takes_over_what_it_leans_on(earlier: list[str], text: str, understood: str | None) -> None:
    standalone_text = ask(text, *earlier)
    if understood is None:  # two people it may mean: nobody is guessed at
        assert standalone_text.endswith(text)
    else:
        assert standalone_text == understood


# A change of subject, or a question that says all of it.
@pytest.mark.parametrize(
    "text",
    [
        "Which records go to a new school when a pupil moves?",
        "best phonics scheme for reception?",
        "What is MARAC?",
        "and how often must DSL training be refreshed?",
        "Different child: a Year 3 boy keeps turning up late and tired. Is that a sign?",
        "A mum says she is scared of her partner. What can we offer?",
        "is it illegal to smack a child?",
        "Moving on, who checks the single central record?",
        "Our caretaker told us that his wife hits him. Whom can he ring?",
        "Does the guidance say that all staff need training each year?",
        "police email: 'called to a row at a flat, toddler there', nothing else. what now?",
    ],
)
def test_a_change_of_subject_does_not_drag_the_old_one_along(text: str) -> None:
    assert ask(text, "girl of 15 with a controlling boyfriend, KCSIE 2024") == text


def test_a_question_with_no_history_is_unchanged() -> None:
    assert ask("and   what if she's 16?") == "and what if she's 16?"


def test_a_long_conversation_leaves_room_for_this_question() -> None:
    joined = ask("and what if she's 16?", "word " * 300)
    assert joined.endswith("16?")
    assert len(joined.split()) < 90


def test_answers_are_never_carried() -> None:
    history = (Message("user", "girl of 15 hit by her boyfriend"), Message("assistant", "It is a zebra."))
    assert "zebra" not in standalone(Question(text="who do I tell?", as_at=TODAY, history=history))


def test_only_the_turns_that_lean_on_one_another_are_carried() -> None:
    standalone_text = ask(
        "and who decides that?", "Who funds school meals here?", "Who chairs a child protection conference?"
    )
    assert "meals" not in standalone_text
    assert standalone_text.startswith("Who chairs a child protection conference?")


def test_what_the_person_says_of_a_message_goes_before_what_is_judged() -> None:
    history = (Message("user", "girl of 15 with a controlling boyfriend"),)
    asked = Question(text="and if 16?", as_at=TODAY, history=history)
    assert understand(asked).question == "girl of 15 with a controlling boyfriend. and if 16?"
    assert understand(replace(asked, same_case=False)).question == "and if 16?"
    alone = Question(text="What is a Marac?", as_at=TODAY, history=history)
    assert understand(alone).question == "What is a Marac?"
    assert (
        understand(replace(alone, same_case=True)).question
        == "girl of 15 with a controlling boyfriend. What is a Marac?"
    )


def test_a_new_case_asks_no_model_about_the_last_one() -> None:
    model = ScriptedModel(REPLY % "Some words that might be a passage.")
    history = (Message("user", "girl of 15 with a zebra"),)
    understand(Question(text="and if 16?", as_at=TODAY, history=history, same_case=False), model)
    assert "zebra" not in str(model.sent)


def test_a_new_worry_is_not_joined_to_the_last_one(embedder: SentenceTransformerEmbedder) -> None:
    history = (Message("user", "A girl in Year 10 is followed to school by her ex. Who do I tell?"),)
    new = "Dad of one of our Year 2 boys rang. He says they are moving in with his mother and she is not to be told where."
    for text, joined in ((new, False), ("She's asked me not to ring the police.", True)):
        understood = understand(Question(text=text, as_at=TODAY, history=history), embedder=embedder).question
        assert (understood == text) is not joined


REPLY = '{"question": "Is a girl of 16 covered?", "queries": ["age of 16", "both parties", "the Act"], "passage": "%s"}'


def test_a_model_words_a_follow_up_and_gives_further_searches() -> None:
    history = (Message("user", "girl of 15 with a controlling boyfriend"),)
    reply = REPLY % "Both people must be at least sixteen years old."
    understood = understand(Question(text="and if 16?", as_at=TODAY, history=history), ScriptedModel(reply))
    assert understood.question == "Is a girl of 16 covered?"
    assert understood.queries[0] == "age of 16"
    assert len(understood.queries) == 4
    assert understood.prompt_id.startswith("rewrite@")


def test_a_first_question_stays_as_it_was_asked_whatever_a_model_makes_of_it() -> None:
    understood = understand(
        Question(text="What is abuse?", as_at=TODAY), ScriptedModel(REPLY % "Some words that might be a passage.")
    )
    assert understood.question == "What is abuse?"


def test_a_model_that_gives_nothing_leaves_the_rules() -> None:
    history = (Message("user", "girl of 15 with a controlling boyfriend"),)
    understood = understand(Question(text="who do I tell?", as_at=TODAY, history=history), ScriptedModel("<html>"))
    assert understood.question == "girl of 15 with a controlling boyfriend. who do I tell?"
    assert understood.prompt_id == ""
