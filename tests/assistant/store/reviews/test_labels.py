from __future__ import annotations

import pytest

from assistant import messages
from assistant.store.reviews.labels import WHOLE, Aspect, CheckState, Label, aspect_of, differing, state_of, to_check
from assistant.types import Outcome
from assistant.ui.review import review_html
from tests.assistant.store.checked import NO, PARTLY, YES
from tests.assistant.ui.doubles import a_citation, a_fixed_answer, a_written_answer, an_answer, an_urgent_answer


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


def test_fixed_text_is_not_judged_for_support() -> None:
    urgent = to_check(an_urgent_answer("He is here").as_dict(), Aspect.SUPPORT)
    assert [statement.key for statement in urgent] == ["2.1"]
    nothing = a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    assert to_check(nothing.as_dict(), Aspect.SUPPORT) == ()


def test_only_what_a_chat_model_wrote_is_asked_about_support() -> None:
    """The words of a quotation are the page's: whether the page supports them is no question."""
    nothing = a_fixed_answer(Outcome.ABSTAINED, messages.ABSTAINED_HEADING, messages.ABSTAINED)
    for answer in (an_answer(), an_urgent_answer("He is here"), nothing):
        assert aspect_of(answer.as_dict()) is Aspect.ANSWER
    assert aspect_of(a_written_answer().as_dict()) is Aspect.SUPPORT


def test_an_answer_is_judged_as_one_thing_with_all_that_it_cites() -> None:
    answer = an_answer("Whom?", a_citation(), a_citation("Another rule.", marker=2)).as_dict()
    (whole,) = to_check(answer, Aspect.ANSWER)
    assert (whole.key, whole.markers) == (WHOLE, (1, 2))


def test_each_question_has_four_labels_of_its_own() -> None:
    assert Aspect.SUPPORT.labels + Aspect.ANSWER.labels == tuple(Label)
    assert [label.words for label in Aspect.ANSWER.labels] == ["Fully", "Partly", "Not", "Misleading"]
    assert set(review_html.ASKED) == set(Aspect)


def test_each_label_has_its_words() -> None:
    assert len({label.words for label in Label}) == len(Label)
