"""What an entry can tell: kinds of things that come again in a record."""

from __future__ import annotations

from dataclasses import dataclass

WORDS = "words"
"""The kind of the child's own words about home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing.

    Parameters
    ----------
    kind_id : str
        A slug.
    title : str
        In words, at the beginning of a line.
    counted : bool
        Whether it is a concern, whose dates are looked at for coming closer together.
    """

    kind_id: str
    title: str
    counted: bool = True


KINDS = (
    Kind(kind_id="police-notification", title="Police notifications"),
    Kind(kind_id="injury", title="Injuries or marks on the child"),
    Kind(kind_id="absence", title="Absences"),
    Kind(kind_id="late", title="Lateness"),
    Kind(kind_id="late-collection", title="Collected late or not collected"),
    Kind(kind_id="hunger", title="Hunger"),
    Kind(kind_id="care", title="Dirty, unwashed, or not dressed for the weather"),
    Kind(kind_id="tired", title="Tiredness"),
    Kind(kind_id="upset", title="Upset, quiet or frightened"),
    Kind(kind_id="aggression", title="Hitting out or disruption"),
    Kind(kind_id="wetting", title="Wetting or soiling"),
    Kind(kind_id="not-home", title="Did not want to go home, or to somebody"),
    Kind(kind_id=WORDS, title="The child’s own words about home", counted=False),
    Kind(kind_id="caring", title="Looking after others at home"),
    Kind(kind_id="home-violence", title="Shouting, fighting or violence at home"),
    Kind(kind_id="new-adult", title="A new adult, or one who came back"),
    Kind(kind_id="appointment", title="Appointments or meetings missed"),
    Kind(kind_id="drink-drugs", title="Drink or drugs in the family"),
    Kind(kind_id="missing", title="Missing, or ran off"),
    Kind(kind_id="sexualised", title="Sexualised words or behaviour"),
    Kind(kind_id="money-housing", title="Money or housing"),
    Kind(kind_id="parent-not-reached", title="A parent not seen or not reached"),
    Kind(kind_id="parent-contact", title="Contact with a parent or carer", counted=False),
)
