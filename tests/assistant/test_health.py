"""How the assistant is set up, told without a secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from assistant.errors import NotAllowed
from assistant.health import health, size_of, without_secrets
from assistant.people import ALL_ROLES, Person, Role
from assistant.settings import ChatSettings, StoreSettings
from assistant.store import unanswered
from assistant.store.database.store import open_store
from assistant.store.reviews import totals
from assistant.ui.maintain import health_page
from corpus.settings import LibrarySettings

SECRET = "s3cret-of-ours"


@pytest.fixture
def desks(tmp_path: Path) -> StoreSettings:
    return StoreSettings(
        database_url=SecretStr(f"sqlite:///{tmp_path / 'desk.sqlite'}"), evidence_dir=tmp_path / "evidence"
    )


def test_the_index_the_models_and_their_hashes_are_told(bundled_index: Path, desks: StoreSettings) -> None:
    told = health(LibrarySettings(index_dir=bundled_index), ChatSettings(), desks)
    assert dict(told.index)["Generation"].startswith("0001-")
    assert dict(told.models)["Index made with"] == dict(told.models)["Embedding model set"]
    assert "@" in dict(told.models)["Embedding model set"]
    assert dict(told.versions)["streamlit"][0].isdigit()
    assert dict(told.licences)["chromadb"].startswith("Apache")
    assert any(name.startswith("Sources: ") for name, _ in told.licences)
    assert told.problems == ()


def test_without_an_index_the_rest_is_told_all_the_same(tmp_path: Path, desks: StoreSettings) -> None:
    told = health(LibrarySettings(index_dir=tmp_path / "none"), ChatSettings(), desks)
    assert "no index" in told.problems[0]
    assert dict(told.versions)["Python"]


def test_a_model_without_calibration_is_named_in_one_sentence(tmp_path: Path, desks: StoreSettings) -> None:
    settings = LibrarySettings(index_dir=tmp_path / "none", embedding_model=str(tmp_path))
    (sentence,) = [problem for problem in health(settings, ChatSettings(), desks).problems if "calibration" in problem]
    assert sentence == (
        f"The embedding model {tmp_path} has no calibration: weak evidence is not noticed by how near it is."
    )


def test_no_secret_is_told(tmp_path: Path) -> None:
    chat = ChatSettings(
        model="openai:x", url=f"https://me:{SECRET}@host.test:8443/v1?key={SECRET}", api_key=SecretStr(SECRET)
    )
    desks = StoreSettings(database_url=SecretStr(f"postgresql://desk:{SECRET}@localhost/desk"))
    told = health(LibrarySettings(index_dir=tmp_path), chat, desks)
    assert SECRET not in repr(told)
    assert dict(told.settings)["DSL_CHAT_URL"] == "https://host.test:8443/v1"
    assert dict(told.settings)["DSL_CHAT_API_KEY"] == "set (not shown)"


def test_every_setting_of_the_rooms_is_told(tmp_path: Path, desks: StoreSettings) -> None:
    told = {name for name, _ in health(LibrarySettings(index_dir=tmp_path), ChatSettings(), desks).settings}
    fields = {f"DSL_{name.upper()}" for name in (*LibrarySettings.model_fields, *StoreSettings.model_fields)}
    fields |= {f"DSL_CHAT_{name.upper()}" for name in ChatSettings.model_fields}
    assert fields - {"DSL_N_THREADS"} | {"DSL_THREADS"} == told


@pytest.mark.parametrize(
    ("given", "shown"), [("", "not set"), ("localhost", "set"), ("http://a.test/x", "http://a.test/x")]
)
def test_an_address_is_told_without_what_may_be_secret(given: str, shown: str) -> None:
    assert without_secrets(given) == shown


def test_storage_counts_every_file_beneath_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one").write_bytes(b"12345")
    (tmp_path / "a" / "b" / "two").write_bytes(b"123")
    (tmp_path / "a" / "link").symlink_to(tmp_path / "a" / "one")
    assert size_of(tmp_path) == 8
    assert size_of(tmp_path / "nowhere") == 0


def test_counts_are_for_maintainers_alone(desks: StoreSettings) -> None:
    store = open_store(desks)
    try:
        waiting = totals.waiting(store, Person(id="m", name="M", roles=frozenset({Role.MAINTAINER})))
        assert (waiting.n_open, waiting.n_disputed, waiting.n_conversations) == (0, 0, 0)
        assert totals.size(store) > 0
        for role in (Role.DSL, Role.TRAINER):
            with pytest.raises(NotAllowed):
                totals.waiting(store, Person(id="x", name="X", roles=frozenset({role})))
    finally:
        store.close()


def _page(library: object, desks: object) -> None:
    from assistant.people import ALL_ROLES, Person
    from assistant.ui.maintain import health_page

    health_page.show(library, desks, Person(id="meg", name="Meg", roles=ALL_ROLES))  # type: ignore[arg-type]


def test_the_page_tells_all_of_it(bundled_index: Path, desks: StoreSettings) -> None:
    page = AppTest.from_function(
        _page, args=(LibrarySettings(index_dir=bundled_index), desks), default_timeout=30
    ).run()
    assert not page.exception
    shown = "\n".join(element.proto.body for element in page.get("html"))
    for heading in (
        "Index",
        "Models",
        "Waiting",
        "What the library could not answer",
        "Storage used",
        "Settings in force",
        "Versions and licences",
    ):
        assert f"<h2>{heading}</h2>" in shown
    assert "Answers to be checked" in shown


@pytest.mark.parametrize(("setting", "said"), [("on", "Nothing so far"), ("off", "DSL_COUNT_UNANSWERED is off")])
def test_what_was_not_answered_is_shown_by_subject(
    bundled_index: Path, desks: StoreSettings, setting: str, said: str
) -> None:
    desks = desks.model_copy(update={"count_unanswered": setting})
    library = LibrarySettings(index_dir=bundled_index)
    page = AppTest.from_function(_page, args=(library, desks), default_timeout=30).run()
    assert said in "\n".join(element.proto.body for element in page.get("html"))
    store = open_store(desks)
    for _ in range(3):
        unanswered.add(store, Person(id="d", name="D", roles=ALL_ROLES), "digest-sharing-information")
    store.close()
    shown = "\n".join(element.proto.body for element in page.run().get("html"))
    assert "Sharing information" in shown
    assert "no words, and not who asked" in shown


@pytest.mark.parametrize("role", [Role.DSL, Role.TRAINER])
def test_the_page_itself_refuses_whoever_is_no_maintainer(desks: StoreSettings, role: Role) -> None:
    assert role in ALL_ROLES
    with pytest.raises(NotAllowed):
        health_page.show(LibrarySettings(), desks, Person(id="x", name="X", roles=frozenset({role})))
