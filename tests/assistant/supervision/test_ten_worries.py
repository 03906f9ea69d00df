"""Ten invented worries, thought through with answers that were written beforehand, as the bundled model recognises them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest

from assistant.safety import Redactor
from assistant.supervision import N_OF_A_CARD, N_QUESTIONS, Reflection, Supervisor
from assistant.supervision.supervisor import go_on
from corpus.models import SentenceTransformerEmbedder
from corpus.register.register import Register
from tests.assistant.supervision.test_supervisor import RULES, WORDS
from tests.doubles import MemoryIndex, WordEmbedder, a_passage

AS_AT = date(2026, 11, 27)
WORRIES = (
    (
        "A Year 4 boy has gone quiet and flinches when a man raises his voice. Mum never comes without her partner.",
        "withdrawn-or-watchful",
        ("He told his TA that home time is the worst", "We don't want to upset mum", "", "I do not know yet"),
    ),
    (
        "Police notification: attended verbal argument, child present, no offences. Second one this term.",
        "repeat-notification",
        ("We asked the mum and she laughed it off", "", "No time this week"),
    ),
    (
        "A Year 9 girl will not put her phone down, her boyfriend messages all day and she has dropped her friends.",
        "teenage-relationship",
        ("She says that he is just caring",),
    ),
    (
        "Mum told us she is planning to leave him and begged us not to tell anyone.",
        "recent-separation",
        ("He might come in shouting", ""),
    ),
    (
        "A girl in Year 6 is late every Monday and is collecting her brothers and cooking tea.",
        "absence-and-lateness",
        ("Since January",),
    ),
    (
        "A dad came in with scratches and said his wife gets angry. He laughed.",
        "male-victim",
        ("Nobody has asked the girl",),
    ),
    (
        "Child's gran interprets at every meeting, mum has never spoken to us alone, they have no recourse to public funds.",
        "child-interprets",
        ("She would lose her visa",),
    ),
    (
        "A teaching assistant has come in with a black eye again and her husband waits in the car park every day.",
        "colleague-as-victim",
        ("She would lose her job",),
    ),
    (
        "The mother is keeping him off to home educate him after we asked about a mark.",
        "home-education",
        ("Dad is a governor",),
    ),
    (
        "He has to account for every penny mum spends and she has no bank card of her own, so the girl has no coat.",
        "economic-control",
        ("They are behind with the rent",),
    ),
)


def thought_through(supervisor: Supervisor, worry: str, answers: Sequence[str]) -> Reflection:
    redactor = Redactor()
    reflection = supervisor.begin(worry, AS_AT, redactor)
    given = iter(answers)
    while reflection.question is not None or reflection.stopped:
        reflection = (
            go_on(reflection) if reflection.stopped else supervisor.answer(reflection, next(given, ""), redactor)
        )
    return reflection


@pytest.fixture(scope="module")
def supervisor(embedder: SentenceTransformerEmbedder) -> Supervisor:
    index = MemoryIndex([a_passage(WORDS, "rules-2025")], {"rules-2025": RULES}, WordEmbedder())
    return Supervisor(index, Register({"rules-2025": RULES}), embedder, lambda _: {"rules-2025"})


@pytest.mark.parametrize(("worry", "recognised", "answers"), WORRIES, ids=[card for _, card, _ in WORRIES])
def test_each_is_recognised_and_asked_about_until_what_will_be_done(
    supervisor: Supervisor, worry: str, recognised: str, answers: tuple[str, ...]
) -> None:
    reflection = thought_through(supervisor, worry, answers)
    known = {card.card_id for card in reflection.case.situations}
    assert recognised in known
    asked = [reply.question for reply in reflection.replies]
    assert len(asked) == N_QUESTIONS
    assert all(n <= N_OF_A_CARD for n in Counter(question.theme_id for question in asked).values())
    assert asked[-1].theme_id == "next-step"
    assert [reply.text for reply in reflection.replies][: len(answers)] == list(answers), (
        "each answer is kept as written"
    )


def test_no_two_of_them_read_alike(supervisor: Supervisor) -> None:
    sequences = [
        {reply.question.question_id for reply in thought_through(supervisor, worry, answers).replies}
        for worry, _, answers in WORRIES
    ]
    shared = [len(one & other) for at, one in enumerate(sequences) for other in sequences[at + 1 :]]
    assert max(shared) <= 5, "the last two are often the same: what stops you is asked openly"
    assert sum(n > 3 for n in shared) <= 1
    assert sum(shared) / len(shared) <= 1.5
