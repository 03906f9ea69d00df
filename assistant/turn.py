"""One question on its way to an answer, as far as it has come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant import messages
from assistant.answer import FoundFor, Recognised, UncheckedAnswer, WrittenAnswer
from assistant.retrieve import Evidence
from assistant.safety import Plain
from assistant.stages import Stages
from assistant.types import Question, Review, Shaped
from assistant.understand import Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question on its way to an answer.

    Parameters
    ----------
    asked : Question
        As typed. Only the gates, the cautions and what takes details out read it.
    watch : Stages
        Is told of each stage.
    review : Review
        What each gate found, by the gate's name.
    cautions : tuple of str
        The situations spoken of in which an ordinary step does harm, as in ``messages.CAUTIONS``.
    plain : Plain or None
        The question without details, once they are taken out.
    recognised : Recognised
        What of our own sentences speaks to it.
    asks : tuple of FoundFor
        What the whole asks; after it each thing that is asked, where they are several.
    unchecked : UncheckedAnswer or None
        What was written, before its quotations are checked; nothing where the evidence is too weak.
    """

    asked: Question
    watch: Stages
    review: Review = field(default_factory=Review)
    cautions: tuple[str, ...] = ()
    plain: Plain | None = None
    understood: Understood = field(default_factory=lambda: Understood(question=""))
    shapes: tuple[Shaped, ...] = ()
    recognised: Recognised = field(default_factory=Recognised)
    evidence: Evidence = field(default_factory=Evidence)
    asks: tuple[FoundFor, ...] = ()
    unchecked: UncheckedAnswer | None = None
    written: WrittenAnswer = field(default_factory=WrittenAnswer)

    @property
    def shown(self) -> Plain:
        """The question as it may be shown: nothing of it before its details are taken out."""
        return self.plain or Plain(question=replace(self.asked, text=messages.NOT_SHOWN, history=()), spans=())

    @property
    def question(self) -> Question:
        """The question without details."""
        return self.shown.question
