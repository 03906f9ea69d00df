from __future__ import annotations

import pytest

from assistant.errors import AssistantError, NotAllowed
from assistant.people import ALL_ROLES, Person, Role


def test_one_of_the_roles_is_enough() -> None:
    person = Person(id="a", name="A", roles=frozenset({Role.TRAINER}))
    person.must(Role.DSL, Role.TRAINER)
    assert person.has(Role.TRAINER)
    assert not person.has(Role.DSL, Role.MAINTAINER)


def test_without_a_role_the_refusal_names_it() -> None:
    person = Person(id="a", name="A", roles=frozenset())
    with pytest.raises(NotAllowed, match="trainer or maintainer") as refused:
        person.must(Role.TRAINER, Role.MAINTAINER)
    assert refused.value.hint
    assert isinstance(refused.value, AssistantError)


def test_no_role_asked_for_lets_nobody_in() -> None:
    with pytest.raises(NotAllowed):
        Person(id="a", name="A", roles=ALL_ROLES).must()
