"""Short answers: what was learned belongs to the wordings there are, and an answer is shown only where it is sure or near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.encoders import TaughtChooser
from assistant.understand import (
    AnswerReader,
    MatchModel,
    QuestionMatcher,
    load_match_model,
    load_matcher,
    question_match,
)
from assistant.understand.ages import ages_in
from assistant.understand.match_model import Features
from assistant.understand.question_match import READ_FEATURES
from corpus.statements import Binding, ReviewedSentence, ShortAnswer, load_short_answers, sentence_key
from corpus.types import RetrievedPassage
from tests.doubles import ScriptedReader, ScriptedReranker, WordEmbedder, a_passage

WORDS = "Both people have to be sixteen."
EMBEDDER = WordEmbedder()


def an_answer(name: str, *asked: str, near: tuple[str, ...] = ()) -> ShortAnswer:
    binding = Binding(source_id="rules-2025", where="page 1", key=sentence_key(WORDS if name == "age" else name))
    says = ReviewedSentence(text=f"What we say of {name}.", bindings=(binding,))
    return ShortAnswer(answer_id=name, asked=asked, near=near, sentences=(says,))


ANSWERS = (
    an_answer(
        "age", "how old do both people have to be", "what age counts in law", near=("how old must a witness be",)
    ),
    an_answer("file", "when is the file sent to the new school", "how soon does the file move"),
)


def chosen_for(*messages: str) -> TaughtChooser:
    """Return what chooses each of the two answers for what is like its message."""
    return TaughtChooser(EMBEDDER, ("age", "file"), EMBEDDER.embed(messages))


BY_WORDS = chosen_for(*(" ".join(answer.asked) for answer in ANSWERS))


def weights_of_read(bias: float) -> Features:
    weights = dict.fromkeys((*READ_FEATURES, *(f"{name}, below the highest" for name in READ_FEATURES)), 0.0)
    weights |= {"read as answering": 1.0, "read as helping": 0.5, "chosen": 0.1}
    return np.array([*weights.values(), bias], dtype=np.float32)


def a_matcher(
    bias: float = 0.0, reader: AnswerReader | None = None, chooser: TaughtChooser = BY_WORDS
) -> QuestionMatcher:
    model = MatchModel(
        embedder=EMBEDDER.name,
        answer_ids=("age", "file"),
        n_asked=(2, 2),
        n_near=(1, 0),
        asked=EMBEDDER.embed([text for answer in ANSWERS for text in answer.asked]),
        near=EMBEDDER.embed(["how old must a witness be"]),
        texts=EMBEDDER.embed([answer.sentences[0].text for answer in ANSWERS]),
        rank=np.ones(5, dtype=np.float32),
        sure=np.array([2.0, *([0.0] * 7), -3.0, -1.0, -0.5, 0.0, 0.0, 0.0, bias], dtype=np.float32),
        read=weights_of_read(3.0),
        told=weights_of_read(-1.0),
    )
    return QuestionMatcher(ANSWERS, model, EMBEDDER, reranker=ScriptedReranker("age"), reader=reader, chooser=chooser)


def test_the_answer_whose_wording_is_nearest_is_found() -> None:
    match = a_matcher().find("what age counts in law", ())
    assert match is not None
    assert match.answer.answer_id == "age"


def test_of_the_nearest_that_is_taken_which_is_read_as_answering() -> None:
    reader = ScriptedReader(answers="What we say of file.")
    match = a_matcher(reader=reader).find("what age counts in law", ())
    assert match is not None
    assert (match.answer.answer_id, match.sure > 0.9) == ("file", True)


def test_what_surely_fits_as_well_is_named_beside_the_surest(monkeypatch: pytest.MonkeyPatch) -> None:
    both, one = (a_matcher(reader=ScriptedReader(answers=words)) for words in ("What we say", "What we say of file."))
    found = both.find("what age counts in law", ())
    assert found is not None
    assert [answer.answer_id for answer in (found.answer, *found.also)] == ["age", "file"]
    alone = one.find("what age counts in law", ())
    assert alone is not None
    assert alone.also == ()
    monkeypatch.setattr(question_match, "N_ALSO", 0)
    found = both.find("what age counts in law", ())
    assert found is not None
    assert found.also == ()


def test_an_answer_that_holds_of_another_age_is_not_given() -> None:
    reader = ScriptedReader(answers="What we say")
    young = tuple(replace(answer, ages=(0, 15)) for answer in ANSWERS)
    matcher = a_matcher(reader=reader)
    matcher.answers = young
    assert matcher.find("what age counts at 17 years old in law", ()) is None
    assert matcher.find("what age counts at 15 years old in law", ()) is not None
    assert matcher.find("what age counts in law", ()) is not None


def test_what_would_likelier_be_chosen_is_read_and_is_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_match, "N_ANSWERS_READ", 1)
    asked = "what of a cousin's dog"
    likely, unlikely = chosen_for("an age", asked), chosen_for("a cousin", "a file")
    one, other = (a_matcher(reader=ScriptedReader(), chooser=chooser).find(asked, ()) for chooser in (likely, unlikely))
    assert one is not None
    assert other is not None
    assert (one.answer.answer_id, other.answer.answer_id) == ("file", "age")
    assert one.sure > other.sure


def test_what_is_chosen_is_chosen_for_the_whole_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_match, "N_ANSWERS_READ", 1)
    matcher = a_matcher(reader=ScriptedReader(), chooser=chosen_for("what then", "a dog that bites"))
    of_case, alone = (matcher.read("what then", (), told) for told in ("He has a dog that bites a dog. What?", ""))
    assert ([at for at, _ in of_case], [at for at, _ in alone]) == ([1], [0])


def test_each_feature_is_told_as_it_is_and_by_how_far_it_lies_below_the_highest() -> None:
    reader = ScriptedReader(answers="What we say of file.")
    read = [row for _, row in a_matcher(reader=reader).read("what age counts in law", ())]
    assert [len(row) for row in read] == [2 * len(READ_FEATURES)] * 2
    first, second = (row[: len(READ_FEATURES)] for row in read)
    for row in read:
        assert row[len(READ_FEATURES) :] == pytest.approx(
            row[: len(READ_FEATURES)] - np.maximum(first, second), abs=1e-6
        )
    answering = READ_FEATURES.index("read as answering")
    assert first[answering] != second[answering]


def test_of_the_answers_that_hold_of_other_ages_none_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_match, "N_ANSWERS_READ", 1)
    reader = ScriptedReader(answers="What we say")
    matcher = a_matcher(reader=reader)
    of_age, file = ANSWERS
    matcher.answers = (replace(of_age, ages=(0, 15)), file)
    match = matcher.find("what age counts at 17 years old in law", ())
    assert match is not None
    assert match.answer.answer_id == "file"
    assert [text.endswith("What we say of file.") for _, text in reader.given] == [True]


def test_where_none_is_read_as_answering_none_is_sure() -> None:
    match = a_matcher(reader=ScriptedReader()).find("what age counts in law", ())
    assert match is not None
    assert match.sure < 0.1


def test_what_is_asked_at_the_end_of_a_case_is_read_with_the_case() -> None:
    reader = ScriptedReader()
    a_matcher(reader=reader).find("when does the file move", (), "He has moved house. When does the file move?")
    assert {question for question, _ in reader.given} == {"He has moved house. When does the file move?"}
    assert len(reader.given) == 2  # each answer once


def test_an_answer_is_read_after_the_nearest_of_its_wordings() -> None:
    reader = ScriptedReader()
    a_matcher(reader=reader).find("how soon does it move", ())
    assert ("how soon does it move", "how soon does the file move What we say of file.") in reader.given


def test_a_wording_that_is_what_was_asked_can_be_left_out() -> None:
    vectors = EMBEDDER.embed(["how soon does the file move"])
    assert a_matcher().as_read(1, vectors) == "how soon does the file move What we say of file."
    others = {"how soon does the file move"}
    assert a_matcher().as_read(1, vectors, others) == "when is the file sent to the new school What we say of file."
    assert (
        a_matcher().as_read(1, vectors, others | {"when is the file sent to the new school"}) == "What we say of file."
    )


def test_an_answer_to_what_ends_a_case_is_judged_by_weights_of_its_own() -> None:
    matcher = a_matcher(reader=ScriptedReader(answers="What we say of file."))
    alone = matcher.find("when does the file move", (), "when does the file move")
    told = matcher.find("when does the file move", (), "He has moved house. When does the file move?")
    assert alone is not None
    assert told is not None
    assert alone.sure > told.sure


def test_a_question_in_its_own_words_is_surer_than_one_that_says_something_else() -> None:
    own, other = a_matcher().find("what age counts in law", ()), a_matcher().find("what age is a police officer", ())
    assert own is not None
    assert other is not None
    assert own.sure > other.sure


def test_what_was_found_speaks_for_the_answer_that_rests_on_it() -> None:
    hit = RetrievedPassage(passage=a_passage(WORDS), rank=1, score=1.0)
    vector = EMBEDDER.embed(["something else entirely"])[0]
    matcher = a_matcher()
    assert matcher.ranking(vector, [hit])[0, 4] > 0
    assert matcher.ranking(vector, ())[0, 4] == 0


def test_a_question_that_looks_alike_and_is_left_out_is_not_known() -> None:
    matcher, near = a_matcher(), ANSWERS[0].near[0]
    vector = EMBEDDER.embed([near])[0]
    at, with_it = matcher.nearest(near, vector, ())
    _, without = matcher.nearest(near, vector, (), but_near=0)
    assert at == 0
    assert with_it[6] > without[6]  # how much nearer it is to what looks alike than to the answer's own wordings


def test_what_reads_questions_is_loaded_before_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ScriptedReader()
    matcher, read, embed = a_matcher(reader=reader), list[Sequence[str]](), WordEmbedder.embed
    monkeypatch.setattr(WordEmbedder, "embed", lambda self, texts: read.append(texts) or embed(self, texts))
    matcher.warm()
    assert read == [["a question"]] * 2  # the encoder, and what chooses
    assert reader.given == [("a question", "an answer")]


def test_with_another_embedder_no_answer_is_shown() -> None:
    assert load_matcher(EMBEDDER).find("what age counts in law", ()) is None


@pytest.mark.parametrize("what", ["asked", "near"])
def test_the_model_was_taught_with_the_wordings_there_are(what: str) -> None:
    model, answers = load_match_model(), load_short_answers()
    assert model.answer_ids == tuple(answer.answer_id for answer in answers), "python -m evals answers --train"
    counts = tuple(len(getattr(answer, what)) for answer in answers)
    assert getattr(model, f"n_{what}") == counts, "python -m evals answers --train"
    assert len(getattr(model, what)) == sum(counts)


def test_each_answer_holds_of_the_ages_that_its_own_wordings_name() -> None:
    of_ages = [(answer, answer.ages) for answer in load_short_answers() if answer.ages is not None]
    assert len(of_ages) > 100
    shut_out = [
        (answer.answer_id, wording)
        for answer, (youngest, oldest) in of_ages
        for wording in answer.asked
        if (ages := ages_in(wording)) and not any(youngest <= age <= oldest for age in ages)
    ]
    assert shut_out == []
