"""Who is at a desk: a person and their roles. Every function of the store that reads or writes takes one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import NotAllowed


class Role(StrEnum):
    """What a person does here, as a roles file writes it."""

    DSL = "dsl"
    TRAINER = "trainer"
    MAINTAINER = "maintainer"


ALL_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who uses the desks.

    Parameters
    ----------
    id : str
        The same at every visit, and nobody else's; says nothing about the person.
    name : str
        What other reviewers are shown.
    """

    id: str
    name: str
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def must(self, *roles: Role) -> None:
        """Refuse a person who has none of these roles.

        Raises
        ------
        NotAllowed
            If so; names the roles that are needed.
        """
        if not self.has(*roles):
            raise NotAllowed(
                f"this is for the role {' or '.join(roles)}, which you do not have",
                "ask whoever runs this service to give you the role",
            )
