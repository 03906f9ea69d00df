"""What a reload gives back, to the same person in the same tab alone, and for half an hour."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant.ui.ask.queue.visits import KEEP_S, MAX_VISITS, TO_BOX, Visit, Visits


def a_visit(person_id: str = "asha", tab: str = "t1", draft: str = "half a question") -> Visit:
    return Visit(person_id=person_id, tab=tab, draft=draft)


def test_a_visit_is_found_by_its_person_and_tab_alone() -> None:
    visits, visit = Visits(), a_visit()
    visits.store(visit)
    assert visits.find("asha", "t1") is visit
    assert visits.find("ben", "t1") is None
    assert visits.find("asha", "t2") is None


def test_a_visit_goes_half_an_hour_after_it_was_last_used() -> None:
    now = [0.0]
    visits, visit = Visits(clock=lambda: now[0]), a_visit()
    visits.store(visit)
    now[0] = KEEP_S - 1
    assert visits.find("asha", "t1") is visit
    visits.store(visit)
    now[0] += KEEP_S - 1
    assert visits.find("asha", "t1") is visit
    now[0] += 2
    visits.forget_old()
    assert visits.find("asha", "t1") is None


def test_the_memory_that_visits_take_is_bounded() -> None:
    visits = Visits()
    for number in range(MAX_VISITS + 1):
        visits.store(a_visit(tab=str(number)))
    assert visits.find("asha", "0") is None
    assert visits.find("asha", "1")
    assert visits.find("asha", str(MAX_VISITS))


def tab_script() -> None:
    """A page that says whose tab it is."""
    import streamlit as st

    from assistant.people import Person, Role
    from assistant.ui.ask.queue import visits

    visit = visits.here(Person(id=st.session_state["who"], name="", roles=frozenset(Role)))
    st.session_state["came_back"] = visits.recognise_tab(visit, st.session_state["tab"])
    visits.remember(st.session_state["visit"])


def in_tab(who: str, tab: str, **state: object) -> AppTest:
    page = AppTest.from_function(tab_script)
    for key, value in ({"who": who, "tab": tab} | state).items():
        page.session_state[key] = value
    page.run()
    assert not page.exception
    return page


def test_a_reload_gives_the_draft_the_questions_and_the_conversation_back() -> None:
    page = in_tab("asha", "reloaded", exchanges=["an exchange"], stored_id="7")
    before: Visit = page.session_state["visit"]
    before.draft = "half a question"
    after = in_tab("asha", "reloaded")
    assert after.session_state["came_back"]
    assert after.session_state["visit"] is before
    assert after.session_state["exchanges"] == ["an exchange"]
    assert after.session_state["stored_id"] == "7"
    assert after.session_state[TO_BOX] == "half a question"


@pytest.mark.parametrize(("who", "tab"), [("ben", "hers"), ("asha", "another"), ("asha", "")])
def test_nobody_elses_visit_and_no_other_tabs_is_given(who: str, tab: str) -> None:
    in_tab("asha", "hers", exchanges=["an exchange"]).session_state["visit"].draft = "half a question"
    page = in_tab(who, tab)
    assert not page.session_state["came_back"]
    assert "exchanges" not in page.session_state
    assert page.session_state["visit"].draft == ""


def test_a_visit_under_way_is_not_written_over() -> None:
    in_tab("asha", "both", exchanges=["an exchange"])
    page = AppTest.from_function(tab_script)
    for key, value in {"who": "asha", "tab": "", "exchanges": ["another"]}.items():
        page.session_state[key] = value
    page.run()
    page.session_state["tab"] = "both"
    page.run()
    assert page.session_state["exchanges"] == ["another"]
    assert not page.session_state["came_back"]


def test_a_conversation_that_was_cleared_has_no_questions_under_way() -> None:
    page = in_tab("asha", "cleared")
    stopped: list[str] = []
    page.session_state["visit"].questions.clear = lambda: stopped.append("all")

    def clearing() -> None:
        from assistant.ui.shared import session

        session.clear()

    cleared = AppTest.from_function(clearing)
    cleared.session_state["visit"] = page.session_state["visit"]
    cleared.run()
    assert stopped == ["all"]
