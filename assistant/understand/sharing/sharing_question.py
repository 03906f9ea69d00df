"""Whether a message asks who may be told, asked or chased: which recipient, which way, and what changes the answer.

It has to be sure: a word for sharing together with somebody as the one who receives, asks or owes. “The nursery told us” asks
nothing. Each recipient is known by its names in corpus/statements/sharing.toml, and each way of asking by a form in
sharing_patterns.py. Where no form says it, an encoder may that was taught such questions with their stories
(sharing_encoder.py), but for whom the story names without doubt (sharing_story.py). What is not sure is no question about
sharing, and goes its ordinary way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.understand.ages import tells_of_an_adult_student
from assistant.understand.asked_parts import asked_parts
from assistant.understand.sharing import sharing_patterns as forms
from assistant.understand.sharing.sharing_encoder import sharing_read
from assistant.understand.sharing.sharing_names import FAMILY, PARENT, as_one, named, names_nobody
from assistant.understand.sharing.sharing_story import ANYONE, StoryOfSharing, all_told, story_of_sharing, told_around
from corpus.statements import Direction, load_sharing, sentences_of

_KNOWN_FROM_BEFORE = 3  # sentences: who wrote or rang is looked for in so many before what is asked
_MOST = 3  # recipients of one question
_MANY_WORDS = 12  # of a sentence that only asks what comes next
_TO_SOCIAL_CARE = "<social-care>"  # who has a referral
_A_STORY = 25  # words: after so many, what has not been answered is asked about, or only told
_IN_HOUSE = frozenset({
    "colleague",
    "kinship",
    "club",
    *FAMILY,
})  # nobody is chased, or asked for what they know, by these rules
_WITH_THE_CHILD = frozenset({"colleague", "club"})
_IN_SCHOOL = frozenset({"colleague"})
_RUNG_TO_ASK = frozenset({
    "nursery", "other-school", "previous-school", "new-school", "health", "domestic-abuse-service", "local-authority",
    "probation", "marac",
})  # fmt: skip
_ALSO = re.compile(r"\s*(?:,|and|or|&|/|, and)\s+(?:the |her |his |their |our |a )?<([a-z-]+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRequest:
    """A question about sharing.

    Parameters
    ----------
    recipients : tuple of str
        Their ids, in the order named.
    direction : Direction
        Which way it goes.
    circumstances : tuple of str
        The ids of what changes the answer.
    """

    recipients: tuple[str, ...]
    direction: Direction
    circumstances: tuple[str, ...] = ()


def sharing_in(message: str) -> tuple[tuple[str, SharingRequest], ...]:
    """Return what a message, without details, asks about sharing: each time the words that ask it, and what they ask."""
    found = []
    parts = asked_parts(message)
    for part in parts:
        told, around = told_around(message, part), all_told(message, part)
        request = sharing_asked(part.words, told, around)
        if request is None:
            text = message if len(parts) == 1 else f"{told} {part.words}"
            request = _asked_of_a_story(text, story_of_sharing(message, part), part.words, told, around)
        if request is not None:
            found.append((part.words, request))
    return tuple(found)


def sharing_asked(asked: str, before: str = "", around: str = "") -> SharingRequest | None:
    """Return what is asked about sharing, or ``None`` where that is not sure.

    Parameters
    ----------
    asked : str
        What is asked, without details.
    before : str
        What was told before it: it may say who wrote, and what changes the answer.
    around : str
        All that was told, where some of it stands behind what is asked.
    """
    told = [named(sentence) for sentence in sentences_of(before) if sentence.strip(".")][-_KNOWN_FROM_BEFORE:]
    for sentence in reversed(sentences_of(asked)):
        if forms.ELSEWHERE.search(sentence):
            continue
        found = _read(named(sentence), told)
        if found is not None:
            direction, recipients = found
            request = _request(direction, recipients, sentences_of(f"{around or before}\n{asked}"), sentence)
            if request is not None:
                return request
    return None


def _asked_of_a_story(text: str, story: StoryOfSharing, words: str, told: str, around: str) -> SharingRequest | None:
    """Return what is asked where no form says it, or only the story says whom it is about; ``None`` where that is not sure."""
    asked = " ".join(sentences_of(words))
    if forms.ELSEWHERE.search(asked) or any(map(names_nobody, (asked, *sentences_of(told)[-_KNOWN_FROM_BEFORE:]))):
        return None
    if story.certain == "" or (not story.told and story.everybody <= _IN_SCHOOL):
        return None  # “Must staff tell the lead in writing?” asks for a rule
    read = sharing_read(text, story.everybody, story.asking)
    if read is None:
        return None
    direction, whom = read
    if story.certain is not None:
        meant = story.parent if story.certain == PARENT else story.certain
        whom = (next((who for who in whom if as_one(who) == story.certain), meant),)
    if whom[0] == ANYONE and not story.somebody_asks:
        return None
    if as_one(whom[0]) == PARENT:
        direction = Direction.ASKED if direction is Direction.TELL and story.parent_asks else direction
        if direction is Direction.ASKED and not story.asks_to_know:
            return None
    return _request(direction, whom, sentences_of(f"{around}\n{words}"), asked)


def _request(
    direction: Direction, recipients: Sequence[str], sentences: Sequence[str], asked: str
) -> SharingRequest | None:
    """Return the question, of those recipients of whom we say something in that direction; ``None`` if there is none."""
    meant = (_meant_by(one, sentences, asked) for one in recipients if one)
    told_of = (one for one in meant if one and direction in load_sharing()[one].advice)
    known = tuple(dict.fromkeys(told_of))[:_MOST]
    if not known:
        return None
    return SharingRequest(recipients=known, direction=direction, circumstances=_circumstances(sentences, direction))


def _read(sentence: str, told: Sequence[str]) -> tuple[Direction, tuple[str, ...]] | None:
    """Return which way a sentence asks, and about whom; what is owed or late before what is told, since its words are rarer."""
    together = " ".join((*told, sentence))
    readings: tuple[tuple[Direction, Callable[[], tuple[str, ...]]], ...] = (
        (Direction.CHALLENGE, lambda: _challenged(sentence, together)),
        (Direction.CHASE, lambda: _late(sentence, told)),
        (Direction.OWED, lambda: _owed(sentence)),
        (Direction.ASKED, lambda: _wanted(sentence)),
        (Direction.TELL, lambda: _receiving(sentence, told)),
        (Direction.ASK, lambda: _to_be_asked(sentence)),
        (Direction.ASKED, lambda: _wanted_before(sentence, told)),
    )
    for direction, reading in readings:
        recipients = reading()
        if recipients:
            return direction, recipients
    return None


def _challenged(sentence: str, together: str) -> tuple[str, ...]:
    of_a_referral = "<social-care>" in together or re.search(r"\breferral|\bthreshold\b|\bnfa\b", together)
    if not of_a_referral or re.search(r"<police>[^.?!]*\b(?:nfa|no further action)\b", together):
        return ()
    asks = forms.CHALLENGES.search(together) and (
        forms.NEXT_STEP.search(sentence) or forms.ASKS_OF_OURS.search(sentence)
    )
    return ("social-care",) if asks and forms.NOT_AGREED.search(together) else ()


def _late(sentence: str, told: Sequence[str]) -> tuple[str, ...]:
    """Return who has not answered, or will not: in what is asked, or just before it where only the next step is asked."""
    if forms.NO_ANSWER.search(sentence) or forms.REFUSES.search(sentence):
        in_passing = len(" ".join((*told, sentence)).split()) > _A_STORY and not forms.NEXT_STEP.search(sentence)
        return () if in_passing else _last_outside((*told, sentence))
    short = len(sentence.split()) <= _MANY_WORDS and forms.NEXT_STEP.search(sentence)
    for earlier in reversed(told) if short and "<" not in sentence else ():
        if forms.NO_ANSWER.search(earlier) or forms.REFUSES.search(earlier):
            return _last_outside(
                told if "<" in earlier or not forms.REFERRED.search(" ".join(told)) else (_TO_SOCIAL_CARE,)
            )
    return ()


def _last_outside(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return who is named last, of those outside the school and the family."""
    for sentence in reversed(sentences):
        named = [who for who in re.findall(r"<([a-z-]+)>", sentence) if who not in _IN_HOUSE]
        if named:
            return (named[0],)
    return ()


def _owed(sentence: str) -> tuple[str, ...]:
    found = next((match for match in (form.search(sentence) for form in forms.OWED) if match), None)
    if found is None and forms.ENTITLED.search(sentence):
        found = re.search(forms.NAMED, sentence)
    return (found["who"],) if found and found["who"] not in _IN_HOUSE else ()


def _wanted(sentence: str) -> tuple[str, ...]:
    """Return who wants something of ours, where what is asked says so itself."""
    match = forms.OUR_ANSWER.search(sentence)
    if match is not None and match["who"] not in _IN_HOUSE | {"solicitor"}:
        match = None  # whether they are allowed to know is whether we may tell
    if match is None and (forms.ANSWERING.search(sentence) or forms.ASKS_OF_OURS.search(sentence)):
        match = forms.WANTS.search(sentence) or forms.WANTS_FROM_US.search(sentence)
        if match is None and forms.ACCESS_REQUEST.search(sentence):
            match = re.search(forms.NAMED, sentence)
    return (_who(match),) if match else ()


def _wanted_before(sentence: str, told: Sequence[str]) -> tuple[str, ...]:
    """Return who wants something of ours, where it was told just before and what is asked is whether to answer."""
    if not (forms.ANSWERING.search(sentence) or forms.OUR_ANSWER.search(sentence)):
        return ()
    for earlier in reversed(told):
        match = forms.WANTS.search(earlier) or forms.WANTS_FROM_US.search(earlier)
        if match:
            return (_who(match),)
        if forms.ACCESS_REQUEST.search(earlier):
            return (_named_in(earlier) or "parent",)
        if forms.HE_WANTS.search(earlier) and forms.TO_ONE.search(sentence):
            return ("parent",)
    return ()


def _receiving(sentence: str, told: Sequence[str]) -> tuple[str, ...]:
    """Return who is to be told, with those named in one breath; “them” who have asked are answered, and not told."""
    if not (forms.ASKS_OF_OURS.search(sentence) or forms.BARE.search(sentence) or forms.TOLD.search(sentence)):
        return ()
    if in_school := _in_school(sentence, told):
        return in_school
    found = [match for form in forms.RECEIVING for match in form.finditer(sentence)]
    found += [match for match in forms.SAYING.finditer(sentence) if _who(match) not in FAMILY | {"colleague", "police"}]
    if found:
        first = min(found, key=lambda one: one.start())
        return _with_others(sentence, _who(first), first.end("who" if first["who"] else "whom"))
    if match := forms.TOLD.search(sentence):
        return (match["who"],)
    meant = _meant(told) if forms.TO_THEM.search(sentence) else ""
    has_asked = any(_who(want) == meant for want in map(forms.WANTS.search, told) if want)
    return () if has_asked or not meant else (meant,)


def _to_be_asked(sentence: str) -> tuple[str, ...]:
    if not forms.ASKS_OF_OURS.search(sentence):
        return ()
    for form in forms.ASKING:
        match = form.search(sentence)
        if match and match["who"] not in _IN_HOUSE:
            return _with_others(sentence, match["who"], match.end("who"))
    match = forms.CONTACT.search(sentence)
    return _with_others(sentence, match["who"], match.end("who")) if match and match["who"] in _RUNG_TO_ASK else ()


def _with_others(sentence: str, who: str, end: int) -> tuple[str, ...]:
    """Return a recipient with those that follow it in a list."""
    found = [who]
    while match := _ALSO.match(sentence, end + 1):  # after the bracket
        found.append(match[1])
        end = match.end(1)
    return tuple(dict.fromkeys(found))


def _meant(told: Sequence[str]) -> str:
    """Return whom “them” means: the one outside the school and the parents who is named last, just before."""
    for sentence in told[-1:]:
        named = [who for who in re.findall(r"<([a-z-]+)>", sentence) if who not in FAMILY | {"colleague"}]
        if named:
            return str(named[-1])
    return ""


def _in_school(sentence: str, told: Sequence[str]) -> tuple[str, ...]:
    """Return who is with the child in school or at its club, if they ask or are listed and it asks how much to tell them."""
    match = forms.HOW_MUCH.search(sentence)
    if match is None:
        return ()
    asked = any(forms.ASKING_WHY.search(one) for one in told)
    listed = match["each"] and not any(forms.SEVERAL_CHILDREN.search(one) for one in told)
    names = [set(re.findall(r"<([a-z-]+)>", one)) for one in told]
    if not (asked or listed) or any(some - _IN_HOUSE for some in names):
        return ()
    return next((tuple(sorted(some & _WITH_THE_CHILD, reverse=True)) for some in names if "colleague" in some), ())


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return str(groups.get("who") or groups.get("whom"))


def _named_in(sentence: str) -> str:
    match = re.search(forms.NAMED, sentence)
    return match["who"] if match else ""


def _meant_by(recipient: str, sentences: Sequence[str], asked: str) -> str:
    """Return who is meant by a name: a parent who may be the one who abuses, the new school or another child’s, nobody.

    A parent is taken for that one where the message tells of harm by mother or by father, and asks about the same.
    """
    if recipient == "local-authority" and any(re.search(r"\breferr|\bsection 47\b", one) for one in sentences):
        return "social-care"
    if recipient == "other-school" and re.search(
        r"\bfiles?\b|\btransfer|\bmoves? (?:up|on)\b|\bmoving (?:up|on)\b|\btransition|\bstarts? (?:at|in)\b", asked
    ):
        return "new-school"
    of_college = [one for one in sentences if forms.COLLEGE.search(one)]
    if recipient == "new-school" and any(map(forms.ANOTHER.search, of_college)):
        return recipient if any(map(forms.GOING_THERE.search, of_college)) else "other-school"
    if recipient == "colleague" and any(
        re.search(r"\ballegation|\baccused\b|\blado\b|\bkcsie\b|\bedition\b|\btraining\b|\binset\b", one)
        for one in sentences
    ):
        return ""  # it is about them, and asked of another part of the guidance
    if recipient not in {"parent", "other-parent"}:
        return recipient
    told = [name for name, harms in forms.HARMS.items() if any(harms.search(sentence) for sentence in sentences)]
    if not told and "refuge" in _circumstances(sentences, Direction.TELL):
        told = ["man"]  # a family in a refuge fled from somebody: a father who asks may be that one
    return "abusive-parent" if len(told) == 1 and _meant_parent(sentences, asked) == told[0] else recipient


def _meant_parent(sentences: Sequence[str], asked: str) -> str:
    """Return whether it is mother or father that is to be told, or who asks; nothing where it is not sure."""
    nouns = [name for name, noun in forms.NOUNS.items() if noun.search(asked)]
    if nouns:
        return nouns[0] if len(nouns) == 1 else ""
    wanting = [match["subject"] for sentence in sentences if (match := forms.WANTING.search(sentence))]
    if wanting:
        return "woman" if forms.NOUNS["woman"].search(wanting[-1]) or wanting[-1] == "she" else "man"
    ones = [name for name, pronoun in forms.PRONOUNS.items() if pronoun.search(asked)]
    return ones[0] if len(ones) == 1 else ""


def _circumstances(sentences: Sequence[str], direction: Direction) -> tuple[str, ...]:
    of_an_adult = tells_of_an_adult_student(". ".join(sentences))
    told = [
        one
        for one in load_sharing().circumstances
        if direction in one.directions
        and ((one.from_18 and of_an_adult) or any(cue.is_in(sentence) for cue in one.cues for sentence in sentences))
    ]
    out = {name for one in told for name in one.rules_out}
    return tuple(one.circumstance_id for one in told if one.circumstance_id not in out)
