"""What is enough to answer from: what was found, what of ours is sure, and what turns a question away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import messages
from assistant.answer import FoundFor, Recognised
from assistant.pipeline import Assistant
from assistant.types import Outcome
from assistant.understand import AskedPart, asked_parts
from corpus.register.register import Register
from corpus.statements import Binding, ReviewedSentence, sentence_key
from corpus.types import Authority, Pinpoint
from tests.assistant.small_library import (
    ACT,
    NEW,
    OLD,
    PASSAGES,
    REGISTER,
    SHORT,
    SOURCES,
    ask,
)
from tests.doubles import MemoryIndex, ScriptedReader, WordEmbedder, a_passage, a_source

TOLD = ReviewedSentence(
    text="Staff tell the lead.",
    bindings=(Binding(source_id="book-2025", where="page 7", key=sentence_key("Tell the lead.")),),
)


def test_weak_evidence_gives_an_abstention_that_says_where_to_ask() -> None:
    answer = ask("zebra quagga okapi")
    assert answer.outcome is Outcome.ABSTAINED
    assert answer.citations == ()
    assert "0808 800 5000" in answer.text
    assert "Looked for: “zebra quagga okapi” (nothing found is near enough to what was asked)." in answer.text


@pytest.mark.parametrize(
    ("asked", "whom"),
    [
        ("zebra quagga statistics", "Office for National Statistics"),
        ("zebra quagga workshop", "Ask your local safeguarding partners first"),
        ("zebra quagga injunction", "legal adviser"),
        ("zebra quagga threshold", "threshold document"),
        ("zebra quagga whistleblowing", "0800 028 0285"),
        ("zebra quagga refuge", "0808 2000 247"),
        ("zebra quagga gdpr", "Information Commissioner"),
    ],
)
def test_an_abstention_says_where_to_ask_by_what_is_asked(asked: str, whom: str) -> None:
    answer = ask(asked)
    assert answer.outcome is Outcome.ABSTAINED
    (said,) = [one for one in answer.text.splitlines() if one.startswith("**Where to ask:**")]
    assert whom in said


def test_what_is_near_and_does_not_help_is_called_so() -> None:
    embedder = WordEmbedder()
    index = MemoryIndex(PASSAGES, SOURCES, embedder)
    assistant = Assistant(index, REGISTER, embedder, reader=ScriptedReader(near="tell the lead"))
    answer = ask("must staff tell the lead in writing when a child hears abuse at home?", assistant=assistant)
    assert [section.heading for section in answer.sections] == [messages.NEAREST_HEADING]
    assert [citation.quote for citation in answer.citations] == [PASSAGES[1].text]


def test_where_nothing_is_even_near_nothing_is_quoted() -> None:
    embedder = WordEmbedder()
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=ScriptedReader())
    answer = ask("must staff tell the lead in writing when a child hears abuse at home?", assistant=assistant)
    assert answer.outcome is Outcome.ABSTAINED
    assert "nothing that was found answers it" in answer.text
    assert answer.citations == ()


@pytest.mark.parametrize(
    ("reads", "asked", "outcome"),
    [
        ("", "can I tell the nursery about a baby sister?", Outcome.ABSTAINED),
        ("tell the lead", "can I tell the nursery when a child hears abuse at home?", Outcome.ANSWERED),
        ("", "A Year 4 boy says that he strangled mum. Can I tell the nursery?", Outcome.ANSWERED),
        ("", "What does Book 2025 say, can I tell the nursery when a child hears abuse?", Outcome.ANSWERED),
        ("", "He has a knife at the gate right now, can I tell the nursery?", Outcome.ESCALATED),
    ],
)
def test_what_sounds_beyond_guidance_is_turned_away_where_nothing_reads_as_an_answer_and_nobody_is_at_high_risk(
    monkeypatch: pytest.MonkeyPatch, reads: str, asked: str, outcome: Outcome
) -> None:
    monkeypatch.setattr(
        "assistant.pipeline.beyond", lambda _, *, enough=False: "it sounds like something else" * enough
    )
    embedder = WordEmbedder()
    reader = ScriptedReader(answers=reads)
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=reader)
    answer = ask(asked, assistant=assistant)
    assert answer.outcome is outcome
    assert ("it sounds like something else" in answer.text) == (outcome is Outcome.ABSTAINED)


@pytest.mark.parametrize(
    ("recognised", "outcome"),
    [
        (Recognised(answer=SHORT, sure=0.8), Outcome.ANSWERED),
        (Recognised(answer=SHORT, sure=0.79), Outcome.ABSTAINED),
        (Recognised(answer=SHORT, sure=0.95, written_for="Another question?"), Outcome.ABSTAINED),
        (Recognised(verdict=SHORT.sentences, verdict_on=frozenset({"which-is-it"})), Outcome.ANSWERED),
        (Recognised(verdict=SHORT.sentences, verdict_on=frozenset({"refer"})), Outcome.ABSTAINED),
    ],
)
def test_only_what_surely_answers_speaks_for_a_question_that_sounds_beyond_guidance(
    monkeypatch: pytest.MonkeyPatch, recognised: Recognised, outcome: Outcome
) -> None:
    monkeypatch.setattr("assistant.pipeline.beyond", lambda _, *, enough=False: "it sounds like something else")
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: recognised)
    assert ask("must staff tell the lead when a child hears abuse at home?").outcome is outcome


@pytest.mark.parametrize(("sure", "outcome"), [(0.6, Outcome.ANSWERED), (0.59, Outcome.ABSTAINED)])
def test_where_nothing_that_was_found_is_enough_an_answer_has_to_be_surer_to_speak(
    monkeypatch: pytest.MonkeyPatch, sure: float, outcome: Outcome
) -> None:
    monkeypatch.setattr("assistant.pipeline.beyond", lambda *_, **__: "")
    recognised = Recognised(answer=SHORT, sure=sure)
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: recognised)
    assert ask("how long does a kettle take to boil for the staff?").outcome is outcome


def test_a_kind_of_fact_that_was_found_is_told_however_the_question_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.pipeline.beyond", lambda _, *, enough=False: "it sounds like something else")
    passage = a_passage("Keep the child protection file until the 25th birthday of the child.", "book-2025")
    embedder = WordEmbedder()
    assistant = Assistant(MemoryIndex([passage], SOURCES, embedder), REGISTER, embedder)
    asked = "how long do we have to keep the child protection file for"
    assert ask(asked, assistant=assistant).outcome is Outcome.ANSWERED


def test_what_surely_sounds_beyond_guidance_is_turned_away_whatever_reads_as_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.pipeline.beyond", lambda _, *, enough=False: "it sounds like something else")
    embedder = WordEmbedder()
    reader = ScriptedReader(answers="tell the lead")
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=reader)
    asked = "can I tell the nursery when a child hears abuse at home?"
    assert ask(asked, assistant=assistant).outcome is Outcome.ABSTAINED


def test_without_a_reader_nothing_is_turned_away_that_does_not_surely_sound_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "assistant.pipeline.beyond", lambda _, *, enough=False: "it sounds like something else" * enough
    )
    assert ask("can I tell the nursery about a baby sister?").outcome is Outcome.ANSWERED


def test_only_what_is_read_as_helping_is_quoted() -> None:
    embedder = WordEmbedder()
    assistant = Assistant(
        MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=ScriptedReader(answers="is a victim")
    )
    answer = ask("is a child who hears abuse a victim of domestic abuse?", assistant=assistant)
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.quote for citation in answer.citations] == [PASSAGES[0].text]


def test_of_several_things_each_is_quoted_for_and_what_nothing_answers_is_said_to_be_without_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.answer.recogniser.sharing_in", lambda _: ())
    embedder = WordEmbedder()
    reader = ScriptedReader(answers="is a victim")
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=reader)
    asked = "is a child who hears abuse a victim of domestic abuse? must staff write to the council about the roof?"
    answer = ask(asked, assistant=assistant)
    assert [citation.quote for citation in answer.citations] == [PASSAGES[0].text]
    said = {section.heading: section.statements for section in answer.sections}
    assert [one.text for one in said[messages.NOT_ANSWERED_HEADING]] == [
        messages.NOT_ANSWERED.format(asked="“must staff write to the council about the roof?”")
    ]


@pytest.mark.parametrize(
    ("written_for", "said"), [("must staff write to the council?", False), ("is soup warm?", True)]
)
def test_what_our_answer_was_written_for_as_well_is_not_said_to_be_without_one(
    monkeypatch: pytest.MonkeyPatch, written_for: str, said: bool
) -> None:
    words = "must staff write to the council about the roof?"
    part = FoundFor(part=AskedPart(words=words, question=words, text=words), passages=())
    short = replace(SHORT, asked=(written_for,), sentences=(TOLD,))
    recognised = Recognised(answer=short, sure=0.9, parts=(part,))
    monkeypatch.setattr("assistant.pipeline.beyond", lambda *_, **__: "")
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: recognised)
    embedder = WordEmbedder()
    assistant = Assistant(
        MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=ScriptedReader(answers="is a victim")
    )
    asked = f"is a child who hears abuse a victim of domestic abuse? {words}"
    headings = [section.heading for section in ask(asked, assistant=assistant).sections]
    assert messages.SHORT_ANSWER_HEADING in headings
    assert (messages.NOT_ANSWERED_HEADING in headings) is said


def test_where_a_rule_of_ours_answers_several_things_what_helps_with_them_is_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = replace(SHORT, sentences=(ReviewedSentence(text="Say little.", ours=True),))
    asked = "what do staff say when a child hears abuse? whom do staff tell?"
    parts = tuple(FoundFor(part=part, passages=(), answer=rule, sure=0.9) for part in asked_parts(asked))
    assert len(parts) == 2
    recognised = Recognised(answer=rule, sure=0.9, parts=parts)
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: recognised)
    embedder = WordEmbedder()
    reader = ScriptedReader(answers="tell the lead")
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=reader)
    answer = ask(asked, assistant=assistant)
    assert answer.outcome is Outcome.ANSWERED
    assert "Say little" in answer.text
    assert PASSAGES[1].text in [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(("read_in", "outcome"), [("book-2025", Outcome.ANSWERED), ("book-2026", Outcome.ABSTAINED)])
def test_a_sure_answer_that_was_read_in_the_edition_named_speaks_for_it_where_the_library_has_it_not(
    monkeypatch: pytest.MonkeyPatch, read_in: str, outcome: Outcome
) -> None:
    told = replace(TOLD, bindings=(replace(TOLD.bindings[0], source_id=read_in),))
    recognised = Recognised(answer=replace(SHORT, sentences=(told,)), sure=0.9)
    monkeypatch.setattr("assistant.pipeline.Recogniser.recognise", lambda *_, **__: recognised)
    embedder = WordEmbedder()
    assistant = Assistant(MemoryIndex(PASSAGES[:1], {ACT.source_id: ACT}, embedder), REGISTER, embedder)
    answer = ask("whom do staff tell about a child who hears abuse, by Book 2025?", assistant=assistant)
    assert answer.outcome is outcome
    assert any(notice.kind == "not_in_library" for notice in answer.notices)


def test_a_statement_of_our_digests_speaks_for_an_edition_that_it_rests_on_and_that_is_not_here() -> None:
    pinpoint = Pinpoint(
        document="Book", edition="2025", reference="page 7", url="", how_read="read", source_id=OLD.source_id
    )
    text = "Book 2025 asks staff to tell the lead when a child hears abuse."
    embedder = WordEmbedder()
    resting = [PASSAGES[0], a_passage(text, "our-digest", pinpoint=pinpoint)]
    digest = a_source("our-digest", authority=Authority.DIGEST)
    index = MemoryIndex(resting, {ACT.source_id: ACT, digest.source_id: digest}, embedder)
    register = Register({source.source_id: source for source in (OLD, NEW, ACT, digest)})
    answer = ask(
        "what does Book 2025 ask of staff when a child hears abuse?", assistant=Assistant(index, register, embedder)
    )
    assert [citation.quote for citation in answer.citations] == [text]


def test_of_a_case_nothing_is_said_to_be_without_an_answer() -> None:
    embedder = WordEmbedder()
    reader = ScriptedReader(answers="is a victim")
    assistant = Assistant(MemoryIndex(PASSAGES, SOURCES, embedder), REGISTER, embedder, reader=reader)
    told = "A Year 4 boy told his teacher that dad put his hands round mum's neck on Sunday and that she could not breathe."
    answer = ask(f"{told} Is he a victim? Must staff write to the council about the roof?", assistant=assistant)
    headings = [section.heading for section in answer.sections]
    assert messages.DO_NOW_HEADING in headings
    assert messages.NOT_ANSWERED_HEADING not in headings


def test_a_term_of_art_that_nothing_mentions_is_not_answered_with_something_near_it() -> None:
    answer = ask("how do we use Clare's Law when a child who sees or hears abuse is a victim of domestic abuse")
    assert answer.outcome is Outcome.ABSTAINED
    assert "nothing found mentions Clare’s Law" in answer.text
