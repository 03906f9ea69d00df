"""A store for each test, on SQLite and on PostgreSQL: the same contract holds on both."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from assistant.people import ALL_ROLES, Person, Role
from assistant.settings import StoreSettings
from assistant.store.database.store import Store, open_store
from tests import postgres
from tests.assistant.ui.doubles import FakeIndex

_NUMBERS = itertools.count(1)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt-get install postgresql), so only SQLite is tested")
    with postgres.serving() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> StoreSettings:
    """Settings that name a new and empty database."""
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        name = f"test_{next(_NUMBERS)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = server.replace("/postgres?", f"/{name}?")
    return StoreSettings(database_url=SecretStr(url), evidence_dir=tmp_path / "evidence")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(settings: StoreSettings, clock: Clock) -> Iterator[Store]:
    opened = open_store(settings, clock)
    yield opened
    opened.close()


@pytest.fixture
def pdfs(tmp_path: Path) -> dict[str, Path]:
    """The PDF of the source that the answers of ``ui_doubles`` cite."""
    index = FakeIndex(tmp_path)
    return {"rules-2025": index.pdf_path("rules-2025")}


def person(name: str, *roles: Role) -> Person:
    return Person(id=name, name=name.title(), roles=frozenset(roles))


@pytest.fixture
def dsl() -> Person:
    return person("dsl", Role.DSL)


@pytest.fixture
def ann() -> Person:
    return person("ann", Role.TRAINER)


@pytest.fixture
def bea() -> Person:
    return person("bea", Role.TRAINER)


@pytest.fixture
def keeper() -> Person:
    return person("keeper", Role.MAINTAINER)


@pytest.fixture
def everything() -> Person:
    return Person(id="everything", name="Everything", roles=ALL_ROLES)
