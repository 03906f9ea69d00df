"""What the documents say exists: make targets, commands and their options, settings, links, decisions."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

import assistant.__main__
import evals.__main__
import ingest.__main__
from assistant.settings import ChatSettings, ClusterSettings, RemoteSettings, ServerSettings, StoreSettings
from corpus.settings import LibrarySettings

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SETTINGS = ROOT / "docs" / "settings.md"
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PAPERS = sorted((ROOT / "docs" / "papers").glob("*.md"))
DEPLOY = ROOT / "docs" / "deploy" / "README.md"
READMES = sorted(path for room in ("corpus", "evals") for path in (ROOT / room).rglob("README.md"))
EVALUATION = sorted((ROOT / "docs" / "evaluation").glob("*.md"))
DOCUMENTS = [
    README,
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *EVALUATION,
    DEPLOY,
    *PAPERS,
    *ADRS,
    *READMES,
]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PARSERS = {"assistant": assistant.__main__, "evals": evals.__main__, "ingest": ingest.__main__}
PICTURE_BYTES = 300_000

_CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MAKE = re.compile(r"(?:^|\s)make ([a-z-]+)((?: [A-Z_]+=\S*)*)")
_COMMAND = re.compile(r"python -m (assistant|evals|ingest) ([a-z-]+)([^\n]*)")


def read(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def code_in(document: Path) -> Iterator[str]:
    """The words of a document that a reader would type, comments left out."""
    for match in _CODE.finditer(read(document)):
        yield re.sub(r"\s#.*", "", match[1] or match[2])


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE))


def settings() -> set[str]:
    of_the_page = {f"DSL_ASSISTANT_{name.upper()}" for name in RemoteSettings.model_fields}
    return library_settings() | chat_settings() | desk_settings() | server_settings() | cluster_settings() | of_the_page


def chat_settings() -> set[str]:
    return {f"DSL_CHAT_{name.upper()}" for name in ChatSettings.model_fields}


def desk_settings() -> set[str]:
    return {f"DSL_{name.upper()}" for name in StoreSettings.model_fields}


def server_settings() -> set[str]:
    return {f"DSL_API_{name.upper()}" for name in ServerSettings.model_fields}


def cluster_settings() -> set[str]:
    return {f"DSL_CLUSTER_{name.upper()}" for name in ClusterSettings.model_fields}


def library_settings() -> set[str]:
    aliases = {field.validation_alias for field in LibrarySettings.model_fields.values()}
    plain = {
        f"DSL_{name.upper()}" for name, field in LibrarySettings.model_fields.items() if not field.validation_alias
    }
    return plain | {str(alias) for alias in aliases if alias} | {"DSL_CORPUS_DIR", "DSL_JUDGED_DIR"}


def options_of(room: str) -> dict[str, set[str]]:
    """Each command of a room, with the options that its parser knows."""
    parser = PARSERS[room]._parser()
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {name: set(sub._option_string_actions) for name, sub in commands.choices.items()}


def named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_make_target_and_variable_that_is_named_exists(document: Path) -> None:
    for code in code_in(document):
        for target, variables in _MAKE.findall(code):
            assert target in targets(), f"{named(document)} names 'make {target}'"
            for variable in re.findall(r"([A-Z_]+)=", variables):
                assert f"$({variable})" in MAKEFILE or f"$(if $({variable})" in MAKEFILE, variable


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_and_option_that_is_named_exists(document: Path) -> None:
    for code in code_in(document):
        for room, command, rest in _COMMAND.findall(code):
            known = options_of(room)
            assert command in known, f"{named(document)} names 'python -m {room} {command}'"
            for option in re.findall(r"(?:^|\s)(--?[a-z][a-z-]*)", re.sub(r'"[^"]*"', "", rest)):
                assert option in known[command], f"{named(document)}: {room} {command} has no {option}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_setting_that_is_named_exists(document: Path) -> None:
    assert set(re.findall(r"\bDSL_[A-Z_]+\b", read(document))) <= settings()


def test_the_readme_names_every_target_that_a_person_runs() -> None:
    in_readme = {target for code in code_in(README) for target, _ in _MAKE.findall(code)}
    assert targets() == in_readme


def test_every_setting_stands_on_one_page_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(DSL_[A-Z_]+)` \| (\S[^|]*?) \|", read(SETTINGS), re.MULTILINE))
    assert library_settings() <= set(rows) <= settings()
    for name, field in LibrarySettings.model_fields.items():
        setting = str(field.validation_alias or f"DSL_{name.upper()}")
        default = str(field.default)  # of a secret that is not set, nothing
        assert rows[setting] == (f"`{default}`" if default else "not set"), setting


def test_the_page_about_chat_models_names_every_setting_of_theirs() -> None:
    text = read(ROOT / "docs" / "chat-model.md")
    assert {name for name in chat_settings() if f"`{name}`" in text} == chat_settings()


@pytest.mark.parametrize("document", ["docs/settings.md", "docs/deployment.md"])
def test_the_settings_of_the_desks_are_named_for_readers_and_for_who_deploys(document: str) -> None:
    text = read(ROOT / document)
    assert {name for name in desk_settings() if f"`{name}" in text} == desk_settings()


@pytest.mark.parametrize("document", ["docs/settings.md", "docs/api.md"])
def test_the_settings_of_the_server_are_named_for_readers_and_for_who_connects(document: str) -> None:
    text = read(ROOT / document)
    assert {name for name in server_settings() if f"`{name}`" in text} == server_settings()


@pytest.mark.parametrize("document", [SETTINGS, DEPLOY], ids=named)
def test_the_settings_of_a_cluster_are_named_for_readers_and_for_who_runs_one(document: Path) -> None:
    text = read(document)
    assert {name for name in cluster_settings() if f"`{name}`" in text} == cluster_settings()


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_relative_link_leads_to_something_in_the_project(document: Path) -> None:
    for link in _LINK.findall(read(document)):
        if link.startswith(("https://", "http://")):
            continue
        path, _, heading = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.is_relative_to(ROOT), f"{named(document)} leads out of the project: {link}"
        assert target.exists(), f"{named(document)} links to {link}"
        assert not heading or heading in headings(target), f"{named(document)} links to {link}"


def headings(document: Path) -> set[str]:
    """The fragments of a document's headings, as they are made from its words."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", read(document), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_document_that_the_code_names_exists() -> None:
    files = [*ROOT.glob("*.toml"), *ROOT.glob(".streamlit/*.toml"), *ROOT.glob("*.py")]
    files += [file for room in ("assistant", "corpus", "evals", "ingest") for file in (ROOT / room).rglob("*.py")]
    found = {(named(file), path) for file in files for path in re.findall(r"\bdocs/[\w./-]*\w", read(file))}
    assert found, "the code no longer names any document: this test can go"
    for file, path in found:
        exact = (ROOT / path).exists()
        assert exact or list((ROOT / path).parent.glob(f"{Path(path).name}-*.md")), f"{file} names {path}"


def test_every_decision_is_linked_from_the_architecture_and_has_its_three_parts() -> None:
    linked = set(_LINK.findall(read(ROOT / "docs" / "architecture.md")))
    numbers = [adr.name[:4] for adr in ADRS]
    assert numbers == sorted(set(numbers)), "no number stands for two decisions"
    for adr in ADRS:
        assert f"adr/{adr.name}" in linked
        assert re.findall(r"^## (.+)$", read(adr), re.MULTILINE) == ["Context", "Decision", "Consequences"], adr.name
        assert read(adr).startswith(f"# {adr.name[:4]} "), adr.name


def test_measured_numbers_have_one_position() -> None:
    text = read(ROOT / "docs" / "evaluation.md")
    assert text.count("<!-- results -->") == text.count("<!-- /results -->") == 1
    assert text.index("<!-- results -->") < text.index("<!-- /results -->")


def test_the_readme_is_a_screen_an_audience() -> None:
    assert len(read(README).splitlines()) <= 150


def test_pictures_are_small_and_described() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", read(README))
    assert shown
    assert all(len(words) > 40 for words, _ in shown), "a picture without words is nothing to a screen reader"
    for picture in (ROOT / "docs").glob("*.png"):
        assert picture.stat().st_size < PICTURE_BYTES, picture.name
