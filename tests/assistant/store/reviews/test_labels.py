from __future__ import annotations

import pytest

from assistant import messages
from assistant.store.reviews.labels import CheckState, Label, differing, state_of, to_check
from assistant.types import Outcome
from tests.assistant.store.checked import NO, PARTLY, YES
from tests.assistant.ui.doubles import a_fixed_answer, an_urgent_answer


@pytest.mark.parametrize(
    ("given", "decided", "state"),
    [
        ([], (), CheckState.OPEN),
        ([{"1.1": YES}], (), CheckState.OPEN),
        ([{"1.1": YES}, {"1.1": YES}], (), CheckState.AGREED),
        ([{}, {}], (), CheckState.AGREED),
        ([{"1.1": YES}, {"1.1": NO}], (), CheckState.DISPUTED),
        ([{"1.1": YES}, {"1.1": YES}, {"1.1": PARTLY}], (), CheckState.DISPUTED),
        ([{"1.1": YES, "1.2": NO}, {"1.1": NO, "1.2": YES}], ("1.1",), CheckState.DISPUTED),
        ([{"1.1": YES}, {"1.1": NO}], ("1.1",), CheckState.DECIDED),
    ],
)
def test_how_far_a_check_has_come(given: list[dict[str, Label]], decided: tuple[str, ...], state: CheckState) -> None:
    assert state_of(given, decided) is state


def test_statements_on_which_reviewers_differ() -> None:
    assert differing([{"1.1": YES, "1.2": NO}, {"1.1": YES, "1.2": YES}]) == ("1.2",)


def test_fixed_text_is_not_judged() -> None:
    urgent = to_check(an_urgent_answer("He is here").as_dict())
    assert [statement.key for statement in urgent] == ["2.1"]
    nothing = a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    assert to_check(nothing.as_dict()) == ()


def test_each_label_has_its_words() -> None:
    assert len({label.words for label in Label}) == len(Label)
