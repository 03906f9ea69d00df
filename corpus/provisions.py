"""What legislation.gov.uk records of each provision of an Act or instrument, and whether it is law in force.

A provision is what a version is kept of: a section, a regulation, an article, a rule, a paragraph of a Schedule. Its day is
that from which its **present wording** has been in force, which is no earlier than that on which it began.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

from corpus.days import day_words

_NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "N.I.": "Northern Ireland"}


class Standing(StrEnum):
    """Whether a provision of an Act is law in force, as its file or the register says."""

    IN_FORCE = ""
    PROSPECTIVE = "prospective"
    NOT_CONFIRMED = "not_confirmed"
    PARTLY = "partly"
    REPEALED = "repealed"

    @property
    def words(self) -> str:
        """What a reader reads instead of ``in force``; empty if it is."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.IN_FORCE: "",
    Standing.PROSPECTIVE: "not yet in force",
    Standing.NOT_CONFIRMED: "not confirmed to be in force",
    Standing.PARTLY: "in force for some purposes only",
    Standing.REPEALED: "repealed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnappliedEffect:
    """A change to a provision that its text does not have yet.

    Parameters
    ----------
    what : str
        What is done to it, such as ``words inserted``.
    where : str
        Which part of it, as the record says: ``s. 45(2)(f)``.
    by : str
        What does it: the title, and the provision there.
    on : date or None
        The day from which it has effect; ``None`` if none is set.
    """

    what: str
    where: str = ""
    by: str = ""
    on: date | None = None

    @property
    def words(self) -> str:
        """The change in one clause."""
        by = f" by {self.by}" if self.by else ""
        when = f", from {day_words(self.on)}" if self.on else ", on no day that is set"
        return f"{' '.join(filter(None, (self.where, self.what)))}{by}{when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One provision, as it is recorded.

    Parameters
    ----------
    anchor : str
        Its id: ``section-47``. An address with it opens the provision. Empty for what is recorded of the whole.
    label : str
        As it is cited: ``s.47``, ``reg.5``, ``Sch.1 para.2``.
    title : str
        Its heading, or empty.
    in_force_from : date or None
        The day from which this wording has been in force; ``None`` if none is recorded.
    replaced_on : date or None
        The day on which another wording, or nothing, took its place.
    extent : str
        Where it extends to, as the record has it: ``E+W+S+N.I.``; empty if that is not recorded.
    standing : Standing
        Whether it is law in force.
    begun : tuple of str
        The notes that say when it began.
    effects : tuple of UnappliedEffect
        What is not in its text yet.
    """

    anchor: str
    label: str
    title: str = ""
    in_force_from: date | None = None
    replaced_on: date | None = None
    extent: str = ""
    standing: Standing = Standing.IN_FORCE
    begun: tuple[str, ...] = ()
    effects: tuple[UnappliedEffect, ...] = ()

    @property
    def nations(self) -> tuple[str, ...]:
        """The nations it extends to; none if that is not recorded."""
        return tuple(_NATIONS.get(one, one) for one in self.extent.split("+") if one)

    @property
    def elsewhere(self) -> str:
        """Where it extends to, if that is not recorded to be England: ``Scotland and Northern Ireland``; else empty."""
        nations = self.nations
        if not nations or "England" in nations:
            return ""
        return " and ".join(filter(None, (", ".join(nations[:-1]), nations[-1])))

    @property
    def days(self) -> str:
        """From when this wording has been in force, and until when; empty if that is not recorded or it is not in force."""
        if self.in_force_from is None or self.standing in {Standing.PROSPECTIVE, Standing.REPEALED}:
            return ""
        until = f" until it was changed on {day_words(self.replaced_on)}" if self.replaced_on else ""
        return f"in force from {day_words(self.in_force_from)}{until}"

    @property
    def words(self) -> tuple[str, ...]:
        """What a reader should know of it beside a quotation."""
        n = len(self.effects)
        changes = "1 change is" if n == 1 else f"{n} changes are"
        return tuple(
            filter(
                None,
                (
                    f"this wording {self.days}" if self.days else "",
                    f"does not extend to England ({self.elsewhere} only)" if self.elsewhere else "",
                    f"{changes} recorded that this text does not have yet" if n else "",
                ),
            )
        )

    def applies(self, on: date) -> bool:
        """Whether this wording was in force on a day, as far as its days are recorded."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.replaced_on is None or on < self.replaced_on)


PROVISIONS = TypeAdapter(tuple[Provision, ...])  # to write them down and read them again
