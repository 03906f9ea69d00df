"""The trainer's page as two reviewers meet it: the queue, a statement at a time, what others said, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.people import Person, Role
from assistant.retrieve.retriever import Editions, Evidence
from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from assistant.store.reviews import checks, decisions, queue, submission, verdicts
from assistant.store.reviews.checks import Origin
from assistant.store.reviews.decisions import Ruling
from assistant.store.reviews.labels import WHOLE, CheckState, Label
from assistant.store.reviews.submission import Recorded, Sending
from assistant.store.reviews.verdict_rows import Importance, Missing
from assistant.store.reviews.verdicts import Judgement
from assistant.types import Answer, Outcome
from assistant.ui.review import evidence_view, missing_evidence, queue_view, review_html, review_page
from assistant.ui.review.review_state import View
from corpus.drawing import DrawnPage, draw_page
from corpus.errors import PageNotDrawn
from corpus.register.register import Register
from corpus.types import RetrievedPassage
from evals.judgements import DrawResult, RunDraw
from tests.assistant.ui.doubles import WORDS, FakeIndex, a_citation, a_fixed_answer, a_written_answer, an_answer
from tests.doubles import a_passage, a_source

DEE = Person(id="dee", name="Dee", roles=frozenset({Role.DSL}))
ANN = Person(id="ann", name="Ann", roles=frozenset({Role.TRAINER}))
BEA = Person(id="bea", name="Bea <b>B</b>", roles=frozenset({Role.TRAINER}))
OTHER = "Another rule altogether."
YES, PARTLY, NO = Label.SUPPORTS, Label.PARTLY, Label.DOES_NOT_SUPPORT


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoreSettings:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    return StoreSettings.read()


@pytest.fixture
def store(settings: StoreSettings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def editions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register in which the source cited is the newest, as long as a test says nothing else."""
    monkeypatch.setattr(queue_view, "register", lambda: Register({"rules-2025": a_citation().source}))


def two_statements(question: str = "Whom do I tell?") -> Answer:
    return a_written_answer(question, a_citation(), a_citation(OTHER, marker=2, page=3))


def sent(store: Store, tmp_path: Path, answer: Answer | None = None, note: str = "") -> str:
    pdfs = {"rules-2025": FakeIndex(tmp_path).pdf_path("rules-2025")}
    return submission.send(store, DEE, Sending(answer=answer or two_statements(), pdfs=pdfs, note=note))


def judged(store: Store, who: Person, check_id: str, first: Label = YES, second: Label = YES) -> None:
    verdicts.submit(
        store,
        who,
        check_id,
        Judgement(labels={"1.1": first, "1.2": second}, comment=f"The verdict of reviewer number {len(who.id)}."),
    )


def opened(who: Person) -> AppTest:
    page = AppTest.from_function(_page, default_timeout=30)
    page.session_state["who"] = who
    page.run()
    assert not page.exception
    return page


def _page() -> None:
    import streamlit as st

    from assistant.settings import StoreSettings
    from assistant.ui.review import review_page

    review_page.show(StoreSettings.read(), st.session_state["who"])


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)


def written(page: AppTest) -> str:
    return html(page) + "\n".join(text.value for text in page.markdown)


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def choose(page: AppTest, label: Label) -> AppTest:
    page.radio[0].set_value(label).run()
    return press(page, "trainer-save")


def keys(page: AppTest) -> set[str]:
    return {button.key for button in page.button}


def test_nobody_but_a_trainer_is_shown_anything(settings: StoreSettings) -> None:
    for role in (Role.DSL, Role.MAINTAINER):
        with pytest.raises(NotAllowed):
            review_page.show(settings, Person(id="x", name="X", roles=frozenset({role})))


def test_the_queue_counts_filters_and_shows_text_as_text(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path, two_statements("First <script>alert(1)</script> **bold**?"))
    mine = sent(store, tmp_path, two_statements("Second?"))
    judged(store, ANN, mine)
    page = opened(ANN)
    assert "<div><dt>For you to judge</dt><dd>1</dd></div>" in html(page)
    assert "First &lt;script&gt;alert(1)&lt;/script&gt; **bold**?" in html(page)
    assert "Second?" not in html(page)
    page.checkbox(key="queue-not-mine").uncheck().run()
    assert "Open, 1 reviewer, you among them" in html(page)
    page.selectbox(key="queue-how").set_value(CheckState.AGREED).run()
    assert "None fits what you chose above." in written(page)
    press(page, "queue-agreement")
    press(page, "trainer-back")
    assert page.selectbox(key="queue-how").value is CheckState.AGREED


def test_a_statement_stands_beside_its_page_with_its_words_marked(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path, note="Is <i>this</i> right?")
    page = press(opened(ANN), "queue-next")
    assert "Statement 1 of 2" in html(page)
    assert f"“{WORDS}”" in html(page)
    assert "Is &lt;i&gt;this&lt;/i&gt; right?" in html(page)
    assert "PDF page 2 of 3, the page cited" in html(page)
    assert a_citation().reference in html(page)
    assert len(page.get("image")) == 1
    press(page, "evidence-next")
    assert "PDF page 3 of 3</p>" in html(page)
    press(page, "evidence-page")
    assert "the page cited" in html(page)


def test_a_page_that_cannot_be_drawn_is_one_sentence_with_the_link_and_the_way_back(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_the_second(pdf: Path, number: int, *rest: object, **scale: object) -> DrawnPage:
        if number != 2:
            raise PageNotDrawn(f"page {number} cannot be shown: it takes too long to draw", "open the publication")
        return draw_page(pdf, number)

    monkeypatch.setattr(evidence_view, "draw_page", only_the_second)
    sent(store, tmp_path)
    page = press(press(opened(ANN), "queue-next"), "evidence-next")
    assert not page.exception
    assert "<p>Page 3 cannot be shown: it takes too long to draw.</p>" in html(page)
    assert 'href="https://example.test/rules-2025.pdf#page=2"' in html(page)
    press(page, "evidence-page")
    assert "PDF page 2 of 3, the page cited" in html(page)


def test_nothing_goes_on_before_a_verdict_is_chosen(store: Store, tmp_path: Path) -> None:
    sent(store, tmp_path)
    page = press(opened(ANN), "queue-next")
    assert page.radio[0].value is None
    press(page, "trainer-save")
    assert "Nothing was chosen" in html(page)
    assert "Statement 1 of 2" in html(page)
    choose(page, NO)
    assert "Statement 2 of 2" in html(page)
    assert "Nothing was chosen" not in html(page)
    press(page, "trainer-previous")
    assert page.radio[0].value is NO


def test_a_verdict_is_handed_in_and_the_next_answer_opens(store: Store, tmp_path: Path) -> None:
    first, _ = sent(store, tmp_path), sent(store, tmp_path, two_statements("And then?"))
    page = press(opened(ANN), "queue-next")
    choose(choose(page, PARTLY), YES)
    page.text_area(key=f"comment-{first}").input("Half of it.")
    press(page, "trainer-hand-in")
    stored = verdicts.own(store, ANN, first)
    assert stored is not None
    assert (dict(stored.labels), stored.comment) == ({"1.1": PARTLY, "1.2": YES}, "Half of it.")
    assert "Your verdict is in." in html(page)
    assert "And then?" in html(page)
    assert page.radio[0].value is None


def test_another_reviewers_verdict_is_shown_only_once_ones_own_is_in(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    judged(store, BEA, check_id, NO)
    page = press(opened(ANN), "queue-next")
    for _ in range(2):
        assert "Bea" not in written(page)
        assert "The verdict of reviewer" not in written(page)
        choose(page, YES)
    press(page, "trainer-hand-in")
    assert "Another reviewer’s is too" in html(page)
    page.checkbox(key="queue-not-mine").uncheck().run()
    press(page, f"queue-open-{check_id}")
    assert "The reviewers differ: 1 statement to discuss" in html(page)
    assert "Bea &lt;b&gt;B&lt;/b&gt;" in html(page)
    assert "The verdict of reviewer number 3." in html(page)


def test_a_disagreement_is_decided_with_a_reason(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    judged(store, ANN, check_id, YES)
    judged(store, BEA, check_id, NO)
    page = opened(ANN)
    page.checkbox(key="queue-not-mine").uncheck().run()
    press(page, f"queue-open-{check_id}")
    press(page, "trainer-decide")
    assert "Nothing was chosen" in html(page)
    page.radio(key=f"decision-{check_id}-1.1").set_value(PARTLY)
    press(page, "trainer-decide")
    assert "A decision needs its reason" in html(page)
    page.text_area(key=f"reason-{check_id}-1.1").input("Only the half.")
    press(page, "trainer-decide")
    assert "The decision is kept." in html(page)
    assert "Supports partly (Ann: Only the half.)" in html(page)
    assert "trainer-amend" not in keys(page)
    assert [(one.label, one.reason) for one in decisions.of_check(store, ANN, check_id)] == [(PARTLY, "Only the half.")]


def test_a_verdict_can_be_changed_or_left(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    judged(store, ANN, check_id, YES, NO)
    page = opened(ANN)
    page.checkbox(key="queue-not-mine").uncheck().run()
    press(page, f"queue-open-{check_id}")
    assert "Waiting for a second reviewer" in html(page)
    press(page, "trainer-amend")
    assert page.radio[0].value is YES
    press(page, "trainer-leave")
    assert "Waiting for a second reviewer" in html(page)
    press(page, "trainer-amend")
    choose(choose(page, NO), NO)
    press(page, "trainer-hand-in")
    assert "Your changed verdict is in." in html(page)
    assert [one.version for one in verdicts.history(store, ANN, check_id)] == [1, 2]


def test_what_was_decided_without_them_is_shown_and_not_judged(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    judged(store, ANN, check_id, YES)
    judged(store, BEA, check_id, NO)
    decisions.decide(store, ANN, check_id, Ruling(statement="1.1", label=YES, reason="It says so."))
    page = press(opened(Person(id="cy", name="Cy", roles=frozenset({Role.TRAINER}))), f"queue-open-{check_id}")
    assert "It says so." in html(page)
    assert "trainer-save" not in keys(page)


def test_an_answer_that_a_newer_edition_has_overtaken_is_flagged(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = a_source("rules-2026", names=("Rules 2026",), in_force_from=date(2026, 1, 1), supersedes=("rules-2025",))
    register = Register({"rules-2025": a_citation().source, "rules-2026": newer})
    monkeypatch.setattr(queue_view, "register", lambda: register)
    sent(store, tmp_path)
    page = opened(ANN)
    assert "Overtaken by a newer edition" in html(page)
    assert "Overtaken by a newer edition: Rules 2026" in html(press(page, "queue-next"))


def test_an_answer_that_cites_nothing_is_judged_by_what_is_missing(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path, a_fixed_answer(Outcome.ABSTAINED, "Not found", ("The library does not say.",)))
    page = press(opened(ANN), "queue-next")
    assert "The library does not say." in html(page)
    assert "The answer cites nothing." in written(page)
    choose(page, Label.DOES_NOT_ANSWER)
    page.selectbox(key="missing-source").set_value("rules-2025")
    press(page, "missing-attach")
    assert "The source or the words are missing" in html(page)
    page.number_input(key="missing-page").set_value(2)
    page.text_area(key="missing-quote").input("Tell <b>her</b>.")
    press(page, "missing-attach")
    assert "Tell &lt;b&gt;her&lt;/b&gt;." in html(page)
    press(page, "trainer-hand-in")
    stored = verdicts.own(store, ANN, check_id)
    assert stored is not None
    assert stored.missing == (Missing(source_id="rules-2025", page=2, quote="Tell <b>her</b>."),)


def test_an_answer_that_quotes_is_asked_whether_it_answers_and_what_is_missing(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path, an_answer("Whom <b>now</b>?", a_citation(), a_citation(OTHER, marker=2, page=3)))
    page = opened(ANN)
    assert "judged as a whole" in html(page)
    press(page, "queue-next")
    assert page.radio[0].label == "Does it answer the question?"
    assert list(page.radio[0].options) == ["Fully", "Partly", "Not", "Misleading"]
    assert f"“{WORDS}”" in html(page)
    assert f"“{OTHER}”" in html(page)
    page.radio(key=f"verdict-{check_id}-{WHOLE}").set_value(Label.ANSWERS_PARTLY).run()
    press(page, "trainer-save")
    page.text_area(key=f"vital-{check_id}").input("Ring 999 first.\n\n  Tell Kayden Marsh's <i>lead</i>. ")
    page.text_area(key=f"okay-{check_id}").input("Write it down.")
    press(page, "trainer-hand-in")
    stored = verdicts.own(store, ANN, check_id)
    assert stored is not None
    assert dict(stored.labels) == {WHOLE: Label.ANSWERS_PARTLY}
    assert [(one.importance, "Marsh" in one.text) for one in stored.nuggets] == [
        (Importance.VITAL, False), (Importance.VITAL, False), (Importance.OKAY, False),
    ]  # fmt: skip
    assert stored.nuggets[0].text == "Ring 999 first."
    page.checkbox(key="queue-not-mine").uncheck().run()
    press(page, f"queue-open-{check_id}")
    assert "<li>Ring 999 first. (vital)</li>" in html(page)
    assert "&lt;i&gt;lead&lt;/i&gt;" in html(page)
    press(page, "trainer-amend")
    press(page, "trainer-save")
    assert page.text_area(key=f"okay-{check_id}").value == "Write it down."


def test_whether_it_answers_is_decided_where_reviewers_differ(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path, an_answer())
    for who, label in ((ANN, Label.ANSWERS_FULLY), (BEA, Label.MISLEADING)):
        verdicts.submit(store, who, check_id, Judgement(labels={WHOLE: label}))
    page = opened(ANN)
    page.checkbox(key="queue-not-mine").uncheck().run()
    press(page, f"queue-open-{check_id}")
    assert ">The reviewers differ</h2>" in html(page)
    page.radio(key=f"decision-{check_id}-{WHOLE}").set_value(Label.ANSWERS_PARTLY)
    page.text_area(key=f"reason-{check_id}-{WHOLE}").input("The exception is left out.")
    press(page, "trainer-decide")
    assert "Partly (Ann: The exception is left out.)" in html(page)
    assert checks.read(store, ANN, check_id).state is CheckState.DECIDED


class Searched:
    """An assistant that finds one passage, and remembers what was searched for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date]] = []
        self.index = self
        self.sources = {"rules-2025": a_citation().source}

    def search(self, text: str, as_at: date, k: int) -> Evidence:
        self.asked.append((text, as_at))
        found = RetrievedPassage(passage=a_passage("Found <u>words</u>.", page=3), rank=1, score=1.0)
        return Evidence(
            passages=(found,), editions=Editions(source_ids=frozenset({"rules-2025"})), cosine=1.0, exact=False
        )


def test_missing_evidence_is_found_for_the_day_asked_about_attached_and_removed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = Searched()
    monkeypatch.setattr(missing_evidence, "open_assistant", lambda settings: fake)
    sent(store, tmp_path)
    page = press(opened(ANN), "queue-next")
    choose(choose(page, YES), YES)
    page.text_input(key="missing-query").input("telling")
    press(page, "missing-go")
    assert fake.asked == [("telling", two_statements().as_at)]
    assert "Found &lt;u&gt;words&lt;/u&gt;." in html(page)
    press(page, "missing-add-1")
    assert "missing-add-1" not in keys(page)
    press(page, "missing-drop-0")
    assert "missing-add-1" in keys(page)


def test_agreement_and_exports(store: Store, tmp_path: Path) -> None:
    page = press(opened(ANN), "queue-agreement")
    assert "No two reviewers have judged the same answer yet" in written(page)
    assert r"There is no verdict to export yet\." in written(page)
    assert "No check is agreed or decided yet" in written(page)
    for first, interval in ((YES, "undefined"), (NO, "1.00 [")):
        check_id = sent(store, tmp_path)
        judged(store, ANN, check_id, first, YES)
        judged(store, BEA, check_id, first, YES)
        page = press(opened(ANN), "queue-agreement")
        assert interval in html(page)
    assert "Ann and Bea &lt;b&gt;B&lt;/b&gt;" in html(page)
    assert "4 of 4" in html(page)
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == ["Verdicts as CSV", "Verdicts as JSON Lines", "Judged questions, zipped"]


def test_the_two_questions_are_compared_apart_and_three_reviewers_together(store: Store, tmp_path: Path) -> None:
    cy = Person(id="cy", name="Cy", roles=frozenset({Role.TRAINER}))
    for first in (YES, NO):
        check_id = sent(store, tmp_path)
        for who in (ANN, BEA):
            judged(store, who, check_id, first, YES)
    for at, label in enumerate((Label.ANSWERS_FULLY, Label.MISLEADING, Label.ANSWERS_PARTLY)):
        whole = sent(store, tmp_path, an_answer(f"Whom {at}?"))
        for who in (ANN, BEA, cy)[: 3 if at else 2]:
            verdicts.submit(store, who, whole, Judgement(labels={WHOLE: label}))
    page = press(opened(ANN), "queue-agreement")
    support, answer = html(page).split("<h3>Does it answer the question?</h3>")
    assert "<h3>Does what is cited support the statement?</h3>" in support
    assert "alpha" not in support.split("<h3>")[1]
    assert "All 3" in answer
    assert '<td data-head="Answers">3</td><td data-head="Judged by two or more">3</td>' in answer
    assert "Krippendorff’s alpha, 95 % interval" in answer


def test_one_answer_gives_no_interval(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    for who in (ANN, BEA):
        judged(store, who, check_id, YES, NO)
    page = press(opened(ANN), "queue-agreement")
    assert "1.00 (too few answers for an interval)" in html(page)


def test_answers_are_added_from_a_run(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RunDraw] = []

    def take(_store: Store, _person: Person, draw: RunDraw, _index: object) -> DrawResult:
        asked.append(draw)
        return DrawResult(n_new=2, n_known=1, n_unfit=0)

    monkeypatch.setattr("assistant.ui.review.queue_view.open_assistant", lambda settings: Searched())
    monkeypatch.setattr(queue_view, "queue_from_run", take)
    monkeypatch.setenv("DSL_EVAL_DIR", str(tmp_path / "eval"))
    page = press(opened(ANN), "queue-add")
    assert "No run is in" in html(page)
    for folder in (tmp_path / "eval" / "runs" / "one", tmp_path / "elsewhere"):
        folder.mkdir(parents=True)
        (folder / "answers.jsonl").write_text("{}\n")
    page.run()
    assert page.selectbox(key="run-name").options == ["runs/one"]
    assert not page.text_input
    page.number_input(key="run-n").set_value(7)
    page.number_input(key="run-seed").set_value(3)
    press(page, "run-add")
    assert asked == [RunDraw(eval_dir=tmp_path / "eval", name="runs/one", n=7, seed=3)]
    assert "2 answers added to the queue. 1 were there already." in html(page)


def practise(store: Store, person: Person, *_: object) -> DrawResult:
    """Two ready answers, as ``add_practice`` makes them of the library."""
    for question in ("Practised one?", "Practised two?"):
        record = {"query_id": "Q1"} | an_answer(question).as_dict() | {"citations": []}
        record["sections"] = [{"heading": "Says", "statements": []}]
        recorded = Recorded(record=record, run_id="practice", origin=Origin.PRACTICE)
        submission.add_from_run(store, person, recorded, Searched())  # type: ignore[arg-type]
    return DrawResult(n_new=2, n_known=0, n_unfit=0)


def test_practice_is_a_queue_of_its_own_and_says_so(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_view, "open_assistant", lambda settings: Searched())
    monkeypatch.setattr(queue_view, "add_practice", practise)
    sent(store, tmp_path)
    page = opened(ANN)
    assert "queue-practised" not in keys(page)
    press(page, "queue-practise")
    assert "For practice. 2 answers added to the queue." in html(page)
    assert "<dt>For you to judge</dt><dd>2</dd>" in html(page)
    assert "Practised one?" in html(page)
    assert "Whom do I tell?" not in html(page)
    press(page, "queue-next")
    assert review_html.PRACTICE in html(page)
    choose(page, Label.ANSWERS_FULLY)
    press(page, "trainer-hand-in")
    assert "Practised two?" in html(page)
    choose(page, Label.ANSWERS_FULLY)
    press(page, "trainer-hand-in")
    assert "Whom do I tell?" not in html(page)  # practice leads to no answer that somebody waits for
    press(page, "queue-practised")
    assert "2 practice answers taken away." in html(page)
    assert "Whom do I tell?" in html(page)
    assert page.selectbox(key="queue-where").value is None
    assert [one.origin for one in queue(store, ANN)] == [Origin.SENT]


def test_a_queue_with_practice_does_not_show_it_unasked(store: Store, tmp_path: Path) -> None:
    practise(store, ANN)
    sent(store, tmp_path)
    page = opened(ANN)
    assert "Practised" not in html(page)
    assert "<dt>For you to judge</dt><dd>1</dd>" in html(page)


def test_a_check_that_was_deleted_meanwhile_leads_back(store: Store, tmp_path: Path) -> None:
    check_id = sent(store, tmp_path)
    page = press(opened(ANN), "queue-next")
    checks.remove(store, DEE, check_id)
    page.radio[0].set_value(YES).run()
    assert "This check is not stored any more" in html(page)
    press(page, "trainer-back")
    assert page.session_state["trainer_view"] is View.QUEUE
