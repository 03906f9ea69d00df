"""What of our own sentences speaks to a question: the answer to what is asked, the case that it tells of.

A message is answered as a case if it tells of somebody, by the model, or if it is a notification, or if it is long enough
for a story and speaks of a situation. A follow-up is answered by what it asks last: the case is not told again, and what is
new in it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from assistant.answer.family_danger import without_parents
from assistant.answer.recognised import FoundFor, Recognised, also_of, with_what_is_new
from assistant.answer.recognised_case import RecognisedCase
from assistant.answer.sections import letters_for, with_words
from assistant.answer.verdict import with_verdict
from assistant.types import Question, Shaped
from assistant.understand import (
    A_STORY,
    BESIDE_A_NUMBER,
    NEAR,
    THRESHOLD,
    CaseLine,
    FigureRequest,
    Match,
    PoliceNotification,
    QuestionMatcher,
    Recognition,
    SeenSign,
    Shape,
    SharingRequest,
    asked_part,
    asks,
    asks_in_general,
    asks_what_to_do,
    begins_to_ask,
    figure_asked,
    figure_kind,
    is_scenario,
    lines_of,
    load_line_chooser,
    load_line_model,
    marks_beside,
    names_somebody,
    read_notification,
    recognise,
    sharing_asked,
    sharing_in,
    signs_perhaps_in,
    tells_of_an_adult_student,
    told_part,
    weighed,
)
from corpus.models import Embedder
from corpus.statements import AskedOf, Direction, FindingsShelf, ShortAnswer, load_findings

_NUMBER = re.compile(r"(?<![\d:])\d+(?![\d:])")  # not an hour
_A_LONG_STORY = 45  # words: what is asked after so many is asked of a case
_SAYS_WHAT = 4  # words: a follow-up of fewer says too little to be held against a text alone
_SOME_WORDS = 12  # that tell, before a question of a kind that ends cases
_A_NOTIFICATION = 2  # facts: a question about notifications has fewer
_WE_ASK = frozenset({Direction.ASK, Direction.OWED, Direction.CHASE})
_POLICE = ("police",)
_ASK_POLICE = SharingRequest(recipients=_POLICE, direction=Direction.ASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """Recognises with one embedder.

    Parameters
    ----------
    embedder : Embedder
        Reads messages.
    matcher : QuestionMatcher
        Finds short answers.
    shelf : callable
        Gives the findings of the library, as they are now.
    """

    embedder: Embedder
    matcher: QuestionMatcher
    shelf: Callable[[], FindingsShelf] = load_findings

    def warm(self) -> None:
        """Load what reads questions, so that the first does not wait for it.

        Raises
        ------
        ModelError
            If it does not load.
        """
        self.matcher.warm()
        load_line_chooser().scores("a message")

    def recognise(
        self,
        question: Question,
        standalone: str,
        shapes: Sequence[Shaped],
        asked: Sequence[FoundFor],
        *,
        by_number: bool = False,
    ) -> Recognised:
        """Return what fits a question; of what it asks about sharing, what we say of it where no answer is surer.

        Parameters
        ----------
        question : Question
            As asked, without details.
        standalone : str
            How it was understood.
        shapes : sequence of Shaped
            What kind of question it is.
        asked : sequence of FoundFor
            What the whole asks, with what was found for it; after it each thing that is asked, where they are several.
        by_number : bool
            Whether it names a paragraph or a section that was found: its words answer, unless ours surely do.
        """
        found = self._recognised(question, standalone, shapes, asked, by_number=by_number)
        found = _with_sharing(found, _sharing(found, sharing_in(asked[0].part.words)))
        of_somebody = names_somebody(question.text) and not asks_in_general(question.text)
        goes_on = any(shaped.shape == Shape.FOLLOW_UP for shaped in shapes)
        found = with_verdict(found, asked, self.embedder, of_a_case=goes_on, of_somebody=of_somebody)
        found = with_words(found, asked[0].part.words, standalone)
        if found.verdict and found.case is None and of_somebody and _tells_before_it_asks(question.text):
            # what it asks is asked of a case, whatever is recognised in it
            nothing = Recognition(tells=None, situations=())
            found = replace(found, case=RecognisedCase(lines=self._lines(question.text, nothing, (), None)))
        found = without_parents(found)
        return self._with_figures(_with_request(found), question, asked)

    def _with_figures(self, found: Recognised, question: Question, asked: Sequence[FoundFor]) -> Recognised:
        """Return what fits with the figure or finding that is asked for, where nothing else answers and it is of nobody."""
        whole, *several = asked
        if (
            found.sharing
            or found.words
            or question.library == "local"
            or (several and (found.answered or found.case is not None))
        ):
            return found
        if found.case is not None and (found.case.grave or found.case.notification):
            return found
        requests = (self._figures(one.part.words, question.as_at) for one in several or (whole,))
        figures = next((one for one in requests if one is not None and (one.findings or not several)), None)
        if figures is None or (not figures.findings and found.answered):
            return found
        return Recognised(asked=found.asked, figures=figures)

    def _figures(self, words: str, as_at: date) -> FigureRequest | None:
        return figure_asked(words, self.shelf(), as_at) if figure_kind(words) is not None else None

    def _recognised(
        self,
        question: Question,
        standalone: str,
        shapes: Sequence[Shaped],
        asked: Sequence[FoundFor],
        *,
        by_number: bool,
    ) -> Recognised:
        names = {shaped.shape for shaped in shapes}
        case = None
        if not asks_in_general(question.text):
            case = self._case(question, standalone, names, by_rule=is_scenario(shapes, standalone))
            if case and not case.known and _only_asks(question.text):
                case = None  # it may tell of something, and nothing of it is known but what is asked
        least = BESIDE_A_NUMBER if by_number else THRESHOLD
        whole, *several = asked
        if case is not None and _asks_for_a_fact(standalone, [found.part.words for found in several or asked], case):
            known = self._known(asked, least)
            if known is not None:
                return known
        parts = tuple(self._answered(found, least) for found in several)
        sure = list({found.answer.answer_id: found.answer for found in parts if found.answer}.values())
        if sure:
            surest = max(found.sure for found in parts)
            return Recognised(
                asked=whole.part.words,
                answer=with_what_is_new(*sure),
                sure=surest,
                also=also_of(parts),
                case=case,
                parts=parts,
            )
        fits = self._of_the_whole(whole, standalone, case, least)
        return fits if fits.answer and not fits.written_for else replace(fits, parts=parts)

    def _known(self, asked: Sequence[FoundFor], least: float) -> Recognised | None:
        """Return the answers, if each thing that is asked has one that is sure; else ``None``."""
        whole, *several = asked
        parts = tuple(self._answered(found, least) for found in several or asked)
        answers = {found.answer.answer_id: found.answer for found in parts if found.answer}
        if not all(found.answer for found in parts):
            return None
        return Recognised(
            asked=whole.part.words,
            answer=with_what_is_new(*answers.values()),
            sure=max(found.sure for found in parts),
            also=also_of(parts),
            parts=parts if several else (),
        )

    def _answered(self, found: FoundFor, threshold: float) -> FoundFor:
        match = self.matcher.find(found.part.question, found.passages, found.part.text)
        if match is None or match.sure < threshold:
            return found.without_answer
        return replace(found, answer=match.answer, sure=match.sure, also=match.also)

    def _of_the_whole(self, whole: FoundFor, standalone: str, case: RecognisedCase | None, least: float) -> Recognised:
        """Return what fits a message that asks one thing, or of whose parts none has an answer by itself."""
        asked = whole.part.words
        if case is None:
            return _fitting(standalone, self.matcher.find(asked, whole.passages), least, asked=asked)
        match = self.matcher.find(asked_part(standalone), whole.passages, whole.part.text)
        if match is not None and match.sure >= least:
            return Recognised(asked=asked, answer=match.answer, sure=match.sure, also=match.also, case=case)
        # what is only near would push the steps down, and stands after them
        near = match is not None and least == THRESHOLD and _is_near(match, standalone)
        return Recognised(asked=asked, also=(match.answer,) if match is not None and near else (), case=case)

    def _case(self, question: Question, standalone: str, shapes: Set[str], *, by_rule: bool) -> RecognisedCase | None:
        text = question.text
        by_rule = by_rule or len(standalone.split()) >= A_STORY
        message = standalone
        known, perhaps = self._seen(message, question.as_at)
        if Shape.FOLLOW_UP in shapes and asks(asked_part(text)):
            message = text
            known, perhaps = self._seen(message, question.as_at)
            if not (known.situations or any(one.surely for one in perhaps)):
                return None
            shapes = shapes - {Shape.NOTIFICATION}
        signs = tuple(one for one in perhaps if one.surely)
        told = read_notification(text)
        n_facts = read_notification(told_part(text)).n_facts  # a question about a notification has some as well
        by_sign = bool(signs) and names_somebody(text) and not begins_to_ask(text)
        if not (by_sign or _tells(known, shapes, n_facts, by_rule=by_rule) or _speaks_of_one(text, known)):
            return None
        notification = told if Shape.NOTIFICATION in shapes and n_facts >= _A_NOTIFICATION else None
        return RecognisedCase(
            situations=known.situations,
            unsure=known.unsure,
            told_in=known.told_in,
            past=known.past,
            violent=known.violent,
            notification=notification,
            signs=signs,
            lines=self._lines(message, known, perhaps, notification),
            of_an_adult=tells_of_an_adult_student(text),
        )

    def _seen(self, text: str, as_at: date) -> tuple[Recognition, tuple[SeenSign, ...]]:
        """Return which situations a message speaks of, and the signs that what it tells may hold."""
        return recognise(text, self.embedder, as_at=as_at), signs_perhaps_in(told_part(text), self.embedder)

    def _lines(
        self, message: str, known: Recognition, perhaps: Sequence[SeenSign], notification: PoliceNotification | None
    ) -> tuple[CaseLine, ...]:
        """Return every sentence that might be said of a message, weighed."""
        lines = lines_of(known, perhaps, notification=notification is not None)
        chosen = load_line_chooser().by_name(message)
        return tuple(weighed(lines, load_line_model(), chosen, marks_beside(message, self.embedder)))


def _sharing(found: Recognised, asked: Iterable[tuple[str, SharingRequest]]) -> dict[str, SharingRequest]:
    """Return what is asked about sharing, without the police where they only sent the notification that is told."""
    known = dict(asked)
    if found.case is None or found.case.notification is None:
        return known
    return {words: one for words, one in known.items() if one.recipients != _POLICE or _names_police(words)}


def _names_police(words: str) -> bool:
    """Whether what is asked names the police itself, without what was told before it."""
    request = sharing_asked(words)
    return request is not None and request.recipients == _POLICE


def _with_sharing(found: Recognised, known: Mapping[str, SharingRequest]) -> Recognised:
    """Return what fits with what is said of sharing: in the place of no answer, or of one that is only near."""
    if not known:
        return found
    found = replace(found, letters=letters_for(tuple(known.values())))
    if not found.parts:
        asked = next(iter(known.values()))
        surely = found.answer is not None and not found.written_for and not _is_of_their_question(found.answer, asked)
        return found if surely else replace(found.without_answer, sharing=_each_once(known.values()))
    ours = tuple(_without_their_answer(one, known.get(one.part.words)) for one in found.parts)
    found = found if ours == found.parts else found.with_parts(ours)
    parts = tuple(
        one if one.answer is not None else replace(one, sharing=known.get(one.part.words)) for one in found.parts
    )
    sharing = _each_once(one.sharing for one in parts if one.sharing is not None)
    if found.written_for and sharing:
        found = found.without_answer
    return replace(found, parts=parts, sharing=sharing)


def _without_their_answer(one: FoundFor, request: SharingRequest | None) -> FoundFor:
    theirs = one.answer is not None and request is not None and _is_of_their_question(one.answer, request)
    return one.without_answer if theirs else one


def _is_of_their_question(answer: ShortAnswer, request: SharingRequest) -> bool:
    """Whether an answer is for those who ask us, where what we may ask of them is asked."""
    if request.direction not in _WE_ASK:
        return False
    read = [sharing_asked(question) for question in answer.asked]
    ways = Counter(one.direction for one in read if one is not None)
    return bool(ways) and ways.most_common(1)[0][0] is Direction.ASKED


def _with_request(found: Recognised) -> Recognised:
    """Return what fits with the letter that asks the police for what a notification leaves out, if it leaves anything out."""
    notification = found.case.notification if found.case is not None else None
    if notification is None or not notification.missing.get(AskedOf.POLICE):
        return found
    return replace(found, letters=tuple(dict.fromkeys((*found.letters, *letters_for((_ASK_POLICE,))))))


def _each_once(requests: Iterable[SharingRequest]) -> tuple[SharingRequest, ...]:
    return tuple(dict.fromkeys(requests))


def _only_asks(text: str) -> bool:
    """Whether a message is about nobody in particular, or is short and begins by asking."""
    return not names_somebody(text) or (begins_to_ask(text) and len(text.split()) < A_STORY)


def _tells_before_it_asks(text: str) -> bool:
    """Whether somebody is told of in some words before anything is asked."""
    told = told_part(text)
    return len(told.split()) >= _SOME_WORDS and names_somebody(told)


def _asks_for_a_fact(standalone: str, asked: Sequence[str], case: RecognisedCase) -> bool:
    """Whether a message is short, asks no more than what a reviewed answer may know, and tells of no high-risk feature."""
    if case.notification is not None or case.grave or not all(asks(words) for words in asked):
        return False
    n_words = len(standalone.split())
    return n_words < A_STORY or (n_words < _A_LONG_STORY and not any(asks_what_to_do(words) for words in asked))


def what_is_asked(question: Question, standalone: str, shapes: Sequence[Shaped]) -> str:
    """Return what a text has to answer: of a follow-up what was asked last, unless it says too little by itself."""
    follows = any(shaped.shape == Shape.FOLLOW_UP for shaped in shapes)
    return question.text if follows and len(question.text.split()) >= _SAYS_WHAT else standalone


def _tells(known: Recognition, shapes: Set[str], n_facts: int, *, by_rule: bool) -> bool:
    if Shape.EDITION in shapes:
        return False
    if known.tells or (Shape.NOTIFICATION in shapes and n_facts >= _A_NOTIFICATION):
        return True
    return by_rule and (bool(known.situations) or known.tells is None)


def _speaks_of_one(text: str, known: Recognition) -> bool:
    """Whether a message is of somebody in a situation that is sure, and does not begin by asking, however short it is."""
    sure = any(card.card_id not in known.unsure for card in known.situations)
    return sure and names_somebody(text) and not begins_to_ask(text)


def _fitting(standalone: str, match: Match | None, threshold: float, asked: str) -> Recognised:
    """Return an answer that is sure, or one that is near, with the question it was written for; else none.

    One that was written for another age, day or edition is not near: what it says may be the contrary.
    """
    fits = Recognised(asked=asked)
    if match is None:
        return fits
    if match.sure >= threshold:
        return replace(fits, answer=match.answer, sure=match.sure, also=match.also)
    if threshold > THRESHOLD or not _is_near(match, standalone):
        return fits  # a paragraph is named, and its own words are nearer; or nothing is near
    return replace(fits, answer=match.answer, written_for=match.answer.asked[0])


def _is_near(match: Match, standalone: str) -> bool:
    """Whether an answer may be shown with the question that it was written for."""
    numbers = set(_NUMBER.findall(match.answer.asked[0])) - set(_NUMBER.findall(standalone))
    return match.sure >= NEAR and not numbers
