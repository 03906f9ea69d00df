"""A worry composed from what was recognised in it: high-risk features first, three cards at most, nothing said twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer.bound_sentences import BoundSentences
from assistant.answer.draft import DraftSection, DraftSentence
from assistant.answer.recognised_case import RecognisedCase
from assistant.answer.sections.case import N_LEADING, case_sections
from assistant.understand import (
    BELONGS,
    PoliceNotification,
    SeenSign,
    card_lines,
    common_lines,
    general_lines,
    load_line_model,
    read_notification,
    sign_lines,
    weighed,
)
from corpus.register import Register
from corpus.statements import ReviewedSentence, Sign, SituationCard, load_cards, load_common, load_general_steps
from tests.doubles import MemoryIndex, WordEmbedder

EMPTY = BoundSentences(index=MemoryIndex([], {}, WordEmbedder()), register=Register({}))


def rule(text: str) -> ReviewedSentence:
    return ReviewedSentence(text=text, ours=True)


def card(name: str, *, grave: bool = False, urges: str = "", instead_of: tuple[str, ...] = ()) -> SituationCard:
    return SituationCard(
        card_id=name,
        title=f"About {name}",
        grave=grave,
        urges=urges,
        instead_of=instead_of,
        points_to=rule(f"It may point to {name}"),
        steps=(rule(f"First look into {name}"), rule(f"Then ring somebody who knows of {name}")),
        nevers=(rule(f"Never tell anyone about {name}"),),
        questions=tuple(rule(f"{start} {name}") for start in ("Who has seen", "What changed before", "When began")),
    )


def case_of(
    *cards: SituationCard,
    signs: Sequence[SeenSign] = (),
    notification: PoliceNotification | None = None,
    unsure: Collection[str] = (),
    told_in: Mapping[str, str] | None = None,
    likely: Mapping[str, float] | None = None,
) -> RecognisedCase:
    """Return a case of which all that is said belongs, but for cards and signs of which ``likely`` says otherwise."""
    told = told_in or {}
    lines = [
        *(line for seen in signs for line in sign_lines(seen.sign, seen.sure, seen.words)),
        *(line for one in cards for line in card_lines(one, 0.9, told.get(one.card_id, ""))),
        *common_lines(notification=notification is not None),
    ]
    return RecognisedCase(
        situations=cards,
        unsure=frozenset(unsure),
        told_in=told,
        signs=tuple(signs),
        notification=notification,
        lines=tuple(replace(line, likely=(likely or {}).get(line.of, 0.9)) for line in lines),
    )


def composed(case: RecognisedCase) -> dict[str, DraftSection]:
    return {section.heading: section for section in case_sections(case, (), EMPTY, set())}


def texts(section: DraftSection) -> list[str]:
    return [sentence.text for sentence in section.sentences]


def test_high_risk_features_are_named_first_and_their_cards_lead() -> None:
    sections = composed(case_of(card("money"), card("neck", grave=True), card("knives", grave=True)))
    first = sections[messages.POINTS_HEADING]
    assert first.before[0].startswith("**High-risk in what you wrote: about neck; about knives. So act today")
    assert texts(first) == ["It may point to neck", "It may point to knives", "It may point to money"]
    assert texts(sections[messages.DO_NOW_HEADING])[0] == "First look into neck"


def test_what_cannot_wait_is_to_act_today_and_what_features_urge_besides() -> None:
    neck, flight, gone = (
        card("neck", grave=True),
        card("flight", grave=True, urges="show nobody where they are"),
        card("gone", grave=True, urges="find out whether they are safe"),
    )

    def urged(*cards: SituationCard) -> str:
        return composed(case_of(*cards))[messages.POINTS_HEADING].before[0]

    assert urged(flight, neck).endswith(f". So {messages.ACT_TODAY}; show nobody where they are** (our rule).")
    assert urged(flight, gone).endswith(". So show nobody where they are; find out whether they are safe** (our rule).")
    assert (
        "about flight. If it is, show nobody"
        in composed(case_of(flight, unsure={"flight"}))[messages.POINTS_HEADING].before[0]
    )


def test_a_high_risk_feature_that_is_not_sure_is_told_as_one_that_may_be() -> None:
    neck, money = card("neck", grave=True), card("money")
    sections = composed(case_of(money, neck, unsure={"neck"}))
    first = sections[messages.POINTS_HEADING]
    assert first.before == (messages.PERHAPS_GRAVE.format(features="about neck", urged=messages.ACT_TODAY),)
    assert texts(first) == ["It may point to money", "It may point to neck"]
    early_help = load_common()[0].steps[0].text
    assert early_help not in texts(sections[messages.DO_NOW_HEADING]), "early help is not offered instead"


def test_what_is_told_of_long_ago_is_told_as_past_and_urges_nothing_today() -> None:
    old, money = card("old", grave=True), card("money")
    case = replace(case_of(money, old), past=frozenset({"old"}))
    assert not [*case.grave, *case.perhaps_grave]
    sections = composed(case)
    first = sections[messages.POINTS_HEADING]
    assert first.before == (messages.PAST_GRAVE.format(features="about old", urged=messages.ACT_TODAY),)
    assert "It may point to old" in texts(first)
    assert list(sections).index(messages.DO_NOW_HEADING) < list(sections).index(messages.POINTS_HEADING)
    said = [*texts(sections[messages.DO_NOW_HEADING]), *texts(sections[messages.NOT_TO_DO_HEADING])]
    assert not [text for text in said if "old" in text.split()], "its steps are for now"


def test_a_feature_that_is_high_risk_only_beside_another_is_none_alone() -> None:
    baby = replace(card("baby", grave=True), grave_alone=False)
    assert not case_of(baby).grave
    assert case_of(baby, card("money")).grave == (baby,)
    assert replace(case_of(baby), violent=True).grave == (baby,)
    assert not composed(case_of(baby))[messages.POINTS_HEADING].before


def test_beneath_every_case_stands_to_refer_where_harm_is_likely_and_to_record() -> None:
    for told, common in zip((None, read_notification("Verbal argument on 29/09/2025.")), load_common(), strict=True):
        last = composed(case_of(card("money"), notification=told, likely={"money": 0.1, "worry": 0.1}))
        assert texts(last[messages.ALWAYS_HEADING]) == [sentence.text for sentence in common.always]


def test_what_it_may_point_to_is_shown_with_the_words_that_speak_of_it() -> None:
    told = case_of(card("money"), told_in={"money": "he keeps her wages"})
    first = texts(composed(told)[messages.POINTS_HEADING])[0]
    assert first == "About money (“he keeps her wages”). It may point to money"


def test_of_a_notification_what_holds_for_each_is_not_pushed_out() -> None:
    told = read_notification("Verbal argument on 29/09/2025. Standard risk. No arrests.")
    sections = composed(
        case_of(
            card("money"), card("drink"), notification=told, likely=dict.fromkeys(("money", "drink"), BELONGS - 0.1)
        )
    )
    common = [sentence.text for sentence in load_common()[1].nevers]
    assert texts(sections[messages.NOT_TO_DO_HEADING]) == common


def test_of_an_adult_it_is_said_whom_to_ring() -> None:
    told = case_of(card("money"))
    assert composed(told)[messages.DO_NOW_HEADING].before == ()
    assert composed(replace(told, of_an_adult=True))[messages.DO_NOW_HEADING].before == (messages.FOR_AN_ADULT,)


def test_without_a_high_risk_feature_nothing_is_called_one() -> None:
    assert composed(case_of(card("money")))[messages.POINTS_HEADING].before == ()


def test_a_card_that_is_sure_stands_instead_of_others() -> None:
    pupil, phone = card("a pupil's partner", instead_of=("phone",)), card("phone")
    assert RecognisedCase(situations=(phone, pupil)).cards == (pupil,)
    assert RecognisedCase(situations=(phone, pupil), unsure=frozenset({pupil.card_id})).cards == (phone, pupil)


def test_at_most_three_cards_are_shown() -> None:
    case = case_of(*(card(f"thing{n}") for n in range(6)))
    assert len(texts(composed(case)[messages.POINTS_HEADING])) == 3


def test_what_holds_for_every_worry_is_there_with_no_card_at_all() -> None:
    sections = composed(case_of())
    worry = load_common()[0]
    assert texts(sections[messages.DO_NOW_HEADING]) == [sentence.text for sentence in (*worry.first, *worry.steps)]
    assert texts(sections[messages.ALWAYS_HEADING]) == [sentence.text for sentence in worry.always]
    assert sections[messages.POINTS_HEADING].before == (messages.NO_SITUATION,)


def a_sign(name: str, words: str) -> SeenSign:
    points, step = (ReviewedSentence(text=f"{what} {name}", ours=True) for what in ("It may be", "Today see to"))
    return SeenSign(sign=Sign(sign_id=name, title=name, points_to=points, step=step), text=words, words=words, sure=0.9)


def test_a_sign_stands_with_its_words_before_the_situations_and_its_step_leads() -> None:
    case = case_of(card("money"), signs=(a_sign("guarding", "he sleeps at her door"),))
    sections = composed(case)
    assert texts(sections[messages.POINTS_HEADING]) == [
        "“he sleeps at her door”: It may be guarding",
        "It may point to money",
    ]
    assert texts(sections[messages.DO_NOW_HEADING])[0] == "Today see to guarding"


def test_a_card_that_is_sure_stands_instead_of_signs_as_well() -> None:
    pupil, papers = card("a pupil's wedding", instead_of=("papers",)), a_sign("papers", "her passport is gone")
    for unsure, said in ((frozenset(), False), (frozenset({pupil.card_id}), True)):
        sections = composed(case_of(pupil, signs=(papers,), unsure=unsure))
        assert any("papers" in text for one in sections.values() for text in texts(one)) is said


def test_beside_a_sign_a_situation_that_speaks_of_the_same_words_is_not_shown_again() -> None:
    seen = a_sign("guarding", "he sleeps at her door")
    same = case_of(card("money"), told_in={"money": "sleeps at her door"}, signs=(seen,))
    assert len(texts(composed(same)[messages.POINTS_HEADING])) == 1
    assert any("money" in text for text in texts(composed(same)[messages.DO_NOW_HEADING]))


def test_what_does_not_likely_belong_is_not_said_however_few_sentences_there_are() -> None:
    sections = composed(case_of(card("money"), card("drink"), likely={"drink": BELONGS - 0.1}))
    assert not any("drink" in text for section in sections.values() for text in texts(section))


def test_the_likeliest_are_said_where_there_are_more_than_are_read() -> None:
    names = [f"thing{n}" for n in range(6)]
    case = case_of(*map(card, names), likely={**dict.fromkeys(names, 0.6), "thing4": 0.8, "worry": 0.1})
    steps = texts(composed(case)[messages.DO_NOW_HEADING])
    assert "First look into thing4" in steps


def test_the_first_step_of_a_high_risk_feature_is_said_whatever_is_likely() -> None:
    case = case_of(card("neck", grave=True), card("money"), likely={"neck": 0.1})
    sections = composed(case)
    assert texts(sections[messages.DO_NOW_HEADING])[0] == "First look into neck"
    assert "Never tell anyone about neck" in texts(sections[messages.NOT_TO_DO_HEADING])


def test_where_no_step_belongs_the_likeliest_is_said() -> None:
    unlikely = {"money": BELONGS - 0.1, "drink": BELONGS - 0.2, "worry": 0.0}
    steps = texts(composed(case_of(card("drink"), card("money"), likely=unlikely))[messages.DO_NOW_HEADING])
    assert steps == ["First look into money"]


def test_of_a_notification_each_high_risk_feature_has_its_step_beside_what_holds_for_every_one() -> None:
    told = read_notification("Verbal argument on 29/09/2025. Standard risk. No arrests.")
    knives = replace(card("knives", grave=True), steps=(rule("See that knives are put away"),))
    case = case_of(card("neck", grave=True), knives, notification=told, likely={"notification": 0.1})
    steps = texts(composed(case)[messages.DO_NOW_HEADING])
    every = load_common()[1]
    certain = {"First look into neck", "See that knives are put away", every.first[1].text}
    assert certain | {step.text for step in every.steps} <= set(steps)


def test_the_first_step_of_what_may_be_high_risk_is_said() -> None:
    case = case_of(card("neck", grave=True), unsure={"neck"}, likely={"neck": 0.1})
    assert "First look into neck" in texts(composed(case)[messages.DO_NOW_HEADING])


def test_no_sign_is_seen_in_words_that_tell_of_high_risk() -> None:
    case = case_of(
        card("neck", grave=True),
        told_in={"neck": "said this is how you go to sleep"},
        signs=(a_sign("sleep", "this is how you go to sleep"), a_sign("guarding", "he stands at her door")),
    )
    sections = composed(case)
    assert not any("sleep" in text for text in texts(sections[messages.DO_NOW_HEADING]))
    assert "Today see to guarding" in texts(sections[messages.DO_NOW_HEADING])


def test_what_is_not_to_be_done_is_said_only_where_it_belongs() -> None:
    assert texts(composed(case_of(likely={"worry": BELONGS - 0.01}))[messages.NOT_TO_DO_HEADING]) == []


def test_what_is_not_to_be_done_of_a_high_risk_feature_is_said_however_little_it_seems_to_fit() -> None:
    case = case_of(card("neck", grave=True), likely={"neck": 0.1})
    unfit = replace(case, lines=tuple(replace(line, unfit=0.9) for line in case.lines))
    assert "Never tell anyone about neck" in texts(composed(unfit)[messages.NOT_TO_DO_HEADING])


def test_where_an_answer_stands_no_step_is_said_that_does_not_belong() -> None:
    unlikely = {"money": BELONGS - 0.1, "worry": 0.0}
    answer = DraftSentence(text="Yes, at once", ours=True)
    sections = case_sections(case_of(card("money"), likely=unlikely), (answer,), EMPTY, set())
    assert not next(one for one in sections if one.heading == messages.DO_NOW_HEADING).sentences


def test_an_answer_to_what_is_asked_stands_before_what_it_may_point_to() -> None:
    answer = DraftSentence(text="Yes, at once", ours=True)
    first, second, *_ = case_sections(case_of(card("neck", grave=True)), (answer,), EMPTY, set())
    assert (first.heading, texts(first)) == (messages.SHORT_ANSWER_HEADING, ["Yes, at once"])
    assert second.before[0].startswith("**High-risk in what you wrote: about neck.")
    assert texts(second) == ["It may point to neck"]
    first, second, *_ = case_sections(case_of(), (answer,), EMPTY, set())
    assert second.heading == messages.DO_NOW_HEADING, "nothing is said of no situation"


def test_a_long_answer_stands_behind_what_cannot_wait() -> None:
    answer = tuple(DraftSentence(text=f"Sentence {n}", ours=True) for n in range(N_LEADING + 1))
    first, second, *_ = case_sections(case_of(card("neck", grave=True)), answer, EMPTY, set())
    assert (first.heading, second.heading) == (messages.POINTS_HEADING, messages.SHORT_ANSWER_HEADING)
    first, *_ = case_sections(case_of(card("money")), answer, EMPTY, set())
    assert first.heading == messages.SHORT_ANSWER_HEADING


def test_of_a_worry_of_which_nothing_is_known_to_refer_stands_first() -> None:
    case = case_of()
    sections = composed(replace(case, lines=tuple(weighed(case.lines, load_line_model(), {}))))
    assert texts(sections[messages.DO_NOW_HEADING]) == [sentence.text for sentence in load_common()[0].first]


def test_two_cards_that_say_the_same_say_it_once() -> None:
    one, other = card("alpha"), card("beta")
    same = SituationCard(
        card_id="beta", title=other.title, grave=False, points_to=other.points_to, steps=one.steps,
        nevers=one.nevers, questions=other.questions,
    )  # fmt: skip
    sections = composed(case_of(one, same))
    assert texts(sections[messages.NOT_TO_DO_HEADING]).count("Never tell anyone about alpha") == 1


def test_a_notification_says_back_what_it_has_and_asks_for_what_it_lacks() -> None:
    told = read_notification(
        "Verbal argument on 29/09/2025 at 23:40. 2 children aged 7 and 4 present, in bed. Standard risk. No arrests."
    )
    sections = composed(case_of(notification=told))
    section, (asked_back,) = sections[messages.NOTIFICATION_HEADING], sections[messages.DO_NOW_HEADING].after
    says, *lacks = section.before
    assert "29/09/2025" in says
    assert "aged 7 and 4" in says
    assert "Standard risk" in says
    assert "the child’s words" in asked_back
    assert "the police team" in asked_back
    assert any("children’s social care" in text for text in lacks)
    assert section.alone


def test_what_to_do_and_what_not_to_do_stand_before_what_a_notification_says() -> None:
    headings = list(composed(case_of(notification=read_notification("Verbal argument on 29/09/2025."))))
    assert headings.index(messages.NOT_TO_DO_HEADING) < headings.index(messages.NOTIFICATION_HEADING)


def test_every_card_of_ours_composes() -> None:
    for one in load_cards():
        sections = composed(case_of(one))
        assert texts(sections[messages.DO_NOW_HEADING])
        assert texts(sections[messages.NOT_TO_DO_HEADING])
        assert texts(sections[messages.ASK_YOURSELF_HEADING])


def test_every_card_of_ours_has_a_step_however_seldom_its_sentences_belonged() -> None:
    for one in load_cards():
        case = case_of(one)
        sections = composed(replace(case, lines=tuple(weighed(case.lines, load_line_model(), {}))))
        assert texts(sections[messages.DO_NOW_HEADING]), one.card_id


def with_general(case: RecognisedCase, *ids: str) -> RecognisedCase:
    """Return a case in which these of what holds in many a case are likely to belong."""
    general = (replace(line, likely=0.9 if line.of in ids else 0.1) for line in general_lines())
    return replace(case, lines=(*case.lines, *general))


def general_text(name: str) -> str:
    return load_general_steps()[name].says.text


def test_what_holds_in_many_a_case_stands_after_the_steps_where_it_likely_belongs() -> None:
    case = case_of(card("money"), likely={"worry": 0.1})
    steps = texts(composed(with_general(case, "write-it-down", "what-is-known"))[messages.DO_NOW_HEADING])
    assert steps[-2:] == [general_text("write-it-down"), general_text("what-is-known")]
    assert not set(texts(composed(with_general(case))[messages.DO_NOW_HEADING])) & set(
        map(general_text, load_general_steps())
    )


def test_of_what_holds_in_many_a_case_the_three_likeliest_are_said() -> None:
    first, one, two, three = ("write-it-down", "who-lives-there", "lado-told", "one-dated-page")
    case = case_of(card("money"), likely={"worry": 0.1})
    general = [replace(line, likely={first: 0.3}.get(line.of, 0.9)) for line in general_lines()]
    few = [line for line in general if line.of in {first, one, two, three}]
    said = texts(composed(replace(case, lines=(*case.lines, *few)))[messages.DO_NOW_HEADING])
    assert said[-3:] == [general_text(name) for name in (one, two, three)]
    alone = [line for line in general if line.of == first]
    assert general_text(first) in texts(composed(replace(case, lines=(*case.lines, *alone)))[messages.DO_NOW_HEADING])


def test_what_a_card_says_already_is_not_said_again_in_general() -> None:
    neck = next(one for one in load_cards() if one.card_id == "strangulation")
    said = texts(composed(with_general(case_of(neck), "ask-social-care", "what-is-known"))[messages.DO_NOW_HEADING])
    assert neck.steps[0].text in said
    assert general_text("ask-social-care") not in said
    assert general_text("what-is-known") in said


def test_where_the_family_may_be_the_danger_nobody_is_sent_to_a_parent_alone() -> None:
    honour = next(one for one in load_cards() if one.card_id == "honour-based")
    for told, is_said in ((honour, False), (card("money"), True)):
        said = texts(composed(with_general(case_of(told), "parent-alone"))[messages.DO_NOW_HEADING])
        assert (general_text("parent-alone") in said) is is_said
