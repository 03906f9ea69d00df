"""A worry as far as it was understood, and which of the sentences that might be said of it are.

What a message tells comes recognised from assistant/understand/case: its situations (situations.py), its signs (signs.py), and
every sentence of theirs with how likely it belongs (case_lines.py). Those that likely belong are said, a few of each role, then
a few of those that hold in many a case, and nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from assistant.understand import BELONGS, CUT, CaseLine, LineKind, LineRole, PoliceNotification, SeenSign
from corpus.index import tokens
from corpus.statements import SituationCard, load_cards, load_common, load_general_steps

_N_CARDS = 3
_MOST = {LineRole.POINT: 3, LineRole.STEP: 5, LineRole.NEVER: 2, LineRole.QUESTION: 1}
_OF_GRAVE = {LineRole.STEP: 1, LineRole.NEVER: 1}  # of a high-risk feature that is or may be told, whatever is likely
_A_FEW_SIGNS = 2  # with so many a situation does not stand alone
_GENERAL_WORTH, _MOST_GENERAL = 0.25, 3  # what one that holds in many a case must be worth, and how many are said
_SAME = 0.6  # the share of the shorter one's words, from which two sentences say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedCase:
    """A worry, as far as it was understood.

    Parameters
    ----------
    situations : tuple of SituationCard
        What was recognised in it, the surest first.
    unsure : frozenset of str
        The ids of those that it may speak of, or not.
    notification : PoliceNotification or None
        What the police wrote, if it is a notification.
    told_in : mapping of str to str
        By a card's id the words that speak most of it.
    signs : tuple of SeenSign
        Telling facts that were seen in it, the surest first.
    lines : tuple of CaseLine
        Every sentence that might be said of it, each with how likely it belongs.
    past : frozenset of str
        The ids of the situations that are told only of long ago, or of somebody in prison.
    violent : bool
        Whether words of it name an act of violence.
    of_an_adult : bool
        Whether the student it tells of is 18 or over.
    """

    situations: tuple[SituationCard, ...] = ()
    unsure: frozenset[str] = frozenset()
    told_in: Mapping[str, str] = field(default_factory=dict)
    notification: PoliceNotification | None = None
    signs: tuple[SeenSign, ...] = ()
    lines: tuple[CaseLine, ...] = ()
    past: frozenset[str] = frozenset()
    violent: bool = False
    of_an_adult: bool = False

    @property
    def known(self) -> bool:
        """Whether more is known of it than that it is a case."""
        return bool(self.situations or self.signs or self.notification)

    @property
    def grave(self) -> tuple[SituationCard, ...]:
        """The high-risk features that are surely among them, in the order of the cards' files: the gravest first."""
        order = {card.card_id: at for at, card in enumerate(load_cards())}
        grave = (card for card in self._grave_now if card.card_id not in self.unsure)
        return tuple(sorted(grave, key=lambda card: order.get(card.card_id, len(order))))

    @property
    def perhaps_grave(self) -> tuple[SituationCard, ...]:
        """The high-risk features that may be among them, the surest first."""
        return tuple(card for card in self._grave_now if card.card_id in self.unsure)

    @property
    def past_grave(self) -> tuple[SituationCard, ...]:
        """The high-risk features that are told only of long ago, or of somebody in prison, the surest first."""
        return tuple(card for card in self.situations if card.grave and card.card_id in self.past)

    @property
    def _grave_now(self) -> tuple[SituationCard, ...]:
        more = self.violent or self.notification is not None or len(self.signs) >= _A_FEW_SIGNS
        alone = len(self.situations) == 1 and not more
        grave = (card for card in self.situations if card.grave and (card.grave_alone or not alone))
        return tuple(card for card in grave if card.card_id not in self.past)

    @property
    def cards(self) -> tuple[SituationCard, ...]:
        """The three that lead, what is surely a high-risk feature first; none that another stands instead of."""
        others = (card for card in self.situations if card not in self.grave and card.card_id not in self.left_out)
        return (*self.grave, *others)[:_N_CARDS]

    @property
    def left_out(self) -> frozenset[str]:
        """The ids of the cards and signs that a card stands instead of, which is surely told."""
        sure = (card for card in self.situations if card.card_id not in self.unsure)
        return frozenset(other for card in sure for other in card.instead_of)


def chosen_lines(
    case: RecognisedCase, role: LineRole, besides: Sequence[str] = (), *, at_least: int = 0
) -> list[CaseLine]:
    """Return the sentences to be said in a role, in their order: what is certain, then the likeliest, none said twice.

    Parameters
    ----------
    case : RecognisedCase
        With every sentence that might be said of it.
    role : LineRole
        What they are said for.
    besides : sequence of str
        What the answer says already.
    at_least : int
        How many are said, however little they are worth.
    """
    lines = [line for line in case.lines if line.role is role and _may_be_said(case, line)]
    certain = _certain(case, lines, role)
    likely = sorted((line for line in lines if line not in certain), key=lambda line: -line.worth)
    belong = [line for line in likely if line.worth >= BELONGS]
    found = [*certain, *belong]
    kept = found if role is LineRole.POINT else _distinct(found, besides)
    if len(kept) < at_least:
        kept = _distinct([*found, *likely], besides)[:at_least]
    kept = kept[: max(_MOST[role], len(certain))]
    return sorted(kept, key=lambda line: (_turn(case, line), lines.index(line)))


def general_steps_said(case: RecognisedCase, besides: Sequence[str]) -> list[CaseLine]:
    """Return the general steps that are likely to belong in this case, in the order of their file.

    Parameters
    ----------
    case : RecognisedCase
        With every sentence that might be said of it.
    besides : sequence of str
        What the answer says already.
    """
    told = {card.card_id for card in case.situations}
    steps = load_general_steps()
    may_be_said = [
        line
        for line in case.lines
        if line.kind is LineKind.GENERAL
        and line.worth >= _GENERAL_WORTH
        and not steps[line.of].said_by.intersection(besides)
        and not steps[line.of].never_with & told
    ]
    kept = _distinct(sorted(may_be_said, key=lambda line: -line.worth), besides)[:_MOST_GENERAL]
    return sorted(kept, key=case.lines.index)


def _may_be_said(case: RecognisedCase, line: CaseLine) -> bool:
    """Whether a sentence of a card, a sign or of every case may be said at all; what holds in many a case is chosen apart.

    None of what another stands instead of, none of a high-risk feature that is not said to be one, and no sign in words that tell
    of one; what is past points to something and has no steps; what is general points to nothing, and early help is not for a
    high-risk case.
    """
    if line.kind is LineKind.GENERAL or line.of in case.left_out or line.of in _grave_and_unlikely(case):
        return False
    if line.kind is LineKind.CARD and line.of in case.past and line.role is not LineRole.POINT:
        return False
    if line.kind is LineKind.SIGN and _tells_of_high_risk(case, line.words.removesuffix(CUT)):
        return False
    if line.kind is not LineKind.COMMON or line.role is LineRole.NEVER:
        return True
    if line.role is LineRole.POINT:
        return False
    grave = case.notification is None and bool(case.grave or case.perhaps_grave)
    return _is_first(case, line) or not grave


def _grave_and_unlikely(case: RecognisedCase) -> frozenset[str]:
    """Return the ids of high-risk features that are less likely than what is told as one that may be."""
    told = {card.card_id for card in case.situations}
    return frozenset(card.card_id for card in load_cards() if card.grave and card.card_id not in told)


def _tells_of_high_risk(case: RecognisedCase, words: str) -> bool:
    """Whether a high-risk feature that is surely told was read in the same words."""
    told = [case.told_in.get(card.card_id, "") for card in case.grave]
    return any(words in one or one in words for one in told if one)


def _certain(case: RecognisedCase, lines: Sequence[CaseLine], role: LineRole) -> list[CaseLine]:
    """Return what is said whatever is likely: of high-risk features that are, or may be, told, and what holds in every case.

    Of what holds in every case all of a notification is certain, and of a worry of which nothing is known what comes first.
    """
    of_grave = [
        [line for line in lines if line.of == card.card_id][: _OF_GRAVE.get(role, 0)]
        for card in (*case.grave, *case.perhaps_grave)[:_N_CARDS]
    ]
    in_turn = [line for each in zip_longest(*of_grave) for line in each if line is not None]
    of_every = [
        line
        for line in lines
        if line.kind is LineKind.COMMON and (case.notification or (not case.known and _is_first(case, line)))
    ]
    return [*in_turn[: _MOST[role] - 1], *of_every]


def _is_first(case: RecognisedCase, line: CaseLine) -> bool:
    return line.sentence in load_common()[case.notification is not None].first


def _turn(case: RecognisedCase, line: CaseLine) -> int:
    """Return when a sentence is said: of a high-risk feature, of a sign or another card, of every case."""
    if line.of in {card.card_id for card in case.grave}:
        return 0
    if line.kind is LineKind.COMMON:
        return 1 if _is_first(case, line) else 3
    return 2


def _distinct(lines: Iterable[CaseLine], besides: Sequence[str]) -> list[CaseLine]:
    """Return sentences of which none says what an earlier one says, or what one of ``besides`` says."""
    kept: list[CaseLine] = []
    said = [set(tokens(text)) for text in besides]
    for line in lines:
        words = set(tokens(line.sentence.text))
        if not any(len(words & other) >= _SAME * max(1, min(len(words), len(other))) for other in said):
            kept.append(line)
            said.append(words)
    return kept
