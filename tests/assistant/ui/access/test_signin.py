"""Who is at the page, and which pages they are shown: by role, by address, and with nobody signed in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assistant.people import ALL_ROLES, Person, Role
from assistant.ui.access import signin, signin_settings
from assistant.ui.access.signin_settings import SignInSettings
from assistant.ui.ask import ask_page
from corpus.errors import SettingsError
from tests.assistant.ui.doubles import FakeAssistant, FakeIndex

APP = Path(__file__).parents[4] / "app.py"
OWN = "Add or take out a document of the school’s own"  # on the first of a maintainer’s pages
MAINTAINERS = ["Look after the library", "New editions", "Evaluations", "What did not help", "Health"]
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "desk",
    "client_secret": "y",
    "server_metadata_url": "https://login.example.test/school/.well-known/openid-configuration",
}
PROXIES = (
    "X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "X-Forwarded-Server", "X-Real-Ip", "Forwarded", "Via", "VIA",
    "X-Original-Host", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP", "X-Envoy-External-Address", "X-ProxyUser-Ip",
)  # fmt: skip
ROLES = {"Dee@school.test": ["dsl"], "tom@school.test": "trainer", "meg@school.test": ["maintainer"]}


def claims(address: str, **more: object) -> dict[str, Any]:
    given = {
        "is_logged_in": True,
        "iss": "https://login.example.test",
        "sub": address,
        "email": address,
        "name": "Some [Body](x)",
    }
    return given | more


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSL_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.sqlite'}")
    monkeypatch.setenv("DSL_EVIDENCE_DIR", str(tmp_path / "evidence"))
    fake = FakeAssistant(FakeIndex(tmp_path))
    monkeypatch.setattr(ask_page, "open_assistant", lambda settings: fake)


def opened(user: dict[str, Any] | None = None, secrets: dict[str, Any] | None = None, address: str = "") -> AppTest:
    """The app as somebody meets it, at an address if one is given."""
    page = AppTest.from_file(str(APP), default_timeout=30)
    if user is not None:
        page.secrets = {"auth": AUTH, "roles": ROLES} if secrets is None else secrets
        page.user = user
    if address:
        page._page_hash = calc_hash(address)  # as the address of st.Page does in a browser
    return page.run()


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def links(page: AppTest) -> list[str]:
    return [link.proto.label for link in page.get("page_link")]


def titles(page: AppTest) -> list[str]:
    return [title.value for title in page.title]


def test_without_sign_in_one_person_has_every_role_and_the_page_says_so() -> None:
    page = opened()
    assert not page.exception
    assert signin.SINGLE in [caption.value for caption in page.caption]
    assert links(page) == ["Ask", "Compare editions", "Library", "Check answers", "Training", *MAINTAINERS]
    assert titles(page) == ["Safeguarding guidance: domestic abuse"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("check", "Answers to check"),
        ("evaluations", "Evaluation runs"),
        ("library", "The library"),
        ("look-after", "Look after the library"),
        ("health", "Health"),
    ],
)
def test_each_page_opens_by_its_address(address: str, title: str) -> None:
    page = opened(address=address)
    assert not page.exception
    assert titles(page) == [title]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("dee@school.test", ["Ask", "Compare editions", "Library", "Training"]),
        ("TOM@school.test", ["Compare editions", "Library", "Check answers", "Training", "New editions"]),
        ("meg@school.test", ["Compare editions", "Library", *MAINTAINERS, OWN]),
    ],
)
def test_each_person_is_shown_the_pages_of_their_roles(address: str, shown: list[str]) -> None:
    page = opened(claims(address))
    assert not page.exception
    assert links(page) == shown
    assert r"Signed in as Some \[Body\]\(x\)" in [caption.value for caption in page.caption]
    assert "sign-out" in [button.key for button in page.button]


@pytest.mark.parametrize("address", ["evaluations", "look-after", "health", "check"])
def test_a_dsl_does_not_open_another_page_by_its_address(address: str) -> None:
    page = opened(claims("dee@school.test"), address=address)
    assert not {"Answers to check", "Evaluation runs", "Look after the library", "Health"} & set(titles(page))
    assert "tel:999" in html(page)


@pytest.mark.parametrize(
    ("address", "may_add"), [("dee@school.test", False), ("TOM@school.test", False), ("meg@school.test", True)]
)
def test_only_who_looks_after_the_library_may_add_official_texts(address: str, *, may_add: bool) -> None:
    page = opened(claims(address), address="library")
    assert titles(page) == ["The library"]
    assert ("official-add" in [button.key for button in page.button]) is may_add


@pytest.mark.parametrize(
    ("name", "needed"),
    [("ask", "dsl"), ("check", "trainer"), *((name, "maintainer") for name in ("evaluations", "look_after", "health"))],
)
def test_a_page_refuses_by_itself_whoever_draws_it(name: str, needed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    others = ALL_ROLES - {Role(needed)}
    monkeypatch.setattr(signin, "person_now", lambda: Person(id="x", name="X", roles=others))
    script = f"""
import runpy
import streamlit as st
from assistant.errors import NotAllowed
page = runpy.run_path({str(APP)!r})[{name!r}]
try:
    page.show()
except NotAllowed as error:
    st.write(error.message)
"""
    page = AppTest.from_string(script, default_timeout=30).run()
    assert not page.exception
    assert f"this is for the role {needed}, which you do not have" in [text.value for text in page.markdown]


def test_nobody_signed_in_is_shown_the_way_in_and_urgent_help() -> None:
    page = opened({"is_logged_in": False})
    assert not page.exception
    assert [button.label for button in page.button] == ["Sign in"]
    assert links(page) == []
    assert "tel:999" in html(page)
    assert not page.chat_input


def test_each_provider_has_its_button() -> None:
    several = {"redirect_uri": "r", "cookie_secret": "c" * 32, "school": AUTH, "trust": AUTH}
    page = opened({"is_logged_in": False}, {"auth": several})
    assert [button.label for button in page.button] == ["Sign in with school", "Sign in with trust"]


def test_somebody_without_a_role_is_shown_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(claims("new@school.test"))
    assert any("no role here yet" in text.value for text in page.markdown)
    assert not page.chat_input
    monkeypatch.setenv("DSL_UNKNOWN_ROLE", "dsl")
    assert links(opened(claims("new@school.test"))) == ["Ask", "Compare editions", "Library", "Training"]


def test_served_elsewhere_without_sign_in_the_page_refuses_and_urgent_help_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (signin, signin_settings):
        monkeypatch.setattr(module, "address_served", lambda: "0.0.0.0")
    page = opened()
    assert not page.exception
    assert "served on 0.0.0.0" in html(page)
    assert "docs/deployment.md" in html(page)
    assert "tel:999" in html(page)
    assert not page.chat_input
    assert links(page) == []


HERE = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_computers_own_addresses_are_served(address: str) -> None:
    signin.refuse_exposed(address, HERE)


@pytest.mark.parametrize(
    ("address", "headers", "message"),
    [
        ("", {}, "every address"),
        ("0.0.0.0", {}, r"0\.0\.0\.0"),
        ("::", {}, "::"),
        ("10.0.0.8", {}, r"10\.0\.0\.8"),
        ("localhost.example.test", {}, "localhost.example.test"),
        ("localhost", {"Host": "desk.school.test"}, "not this computer's own"),
        ("localhost", {"Host": "10.0.0.8:8501"}, "not this computer's own"),
        ("localhost", {"Host": ""}, "not this computer's own"),
        ("unix:///run/desk.sock", HERE, "unix:///run/desk.sock"),
        ("localhost", {"Host": "localhost:8501"}, "no browser"),
        ("localhost", HERE | {"Origin": "null"}, "no browser"),
        ("localhost", HERE | {"Origin": "https://desk.school.test"}, "no browser"),
        ("localhost", HERE | {"Origin": "http://localhost:3000"}, "no browser"),
        ("localhost", HERE | {"Origin": "http://localhost:8501.school.test"}, "no browser"),
        *(("localhost", HERE | {name: "x"}, "a proxy") for name in PROXIES),
    ],
)
def test_what_can_be_reached_from_elsewhere_is_refused(address: str, headers: Mapping[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message) as refused:
        signin.refuse_exposed(address, headers)
    assert "sign-in" in refused.value.hint


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "desk.localhost:8501"])
def test_names_of_this_computer(host: str) -> None:
    signin.refuse_exposed("localhost", {"Host": host, "Origin": f"http://{host.lower()}"})


def settings(**changes: Any) -> SignInSettings:
    given: dict[str, Any] = {"configured": True, "roles": {"a@school.test": ALL_ROLES}}
    return SignInSettings(**(given | changes))


def test_a_person_is_the_provider_and_its_subject_and_not_the_address() -> None:
    one = signin.person_of(claims("a@school.test", sub="1"), settings())
    moved = signin.person_of(claims("b@school.test", sub="1"), settings())
    successor = signin.person_of(claims("a@school.test", sub="2"), settings())
    elsewhere = signin.person_of(claims("a@school.test", sub="1", iss="https://other.test"), settings())
    assert one.id == moved.id
    assert len({one.id, successor.id, elsewhere.id}) == 3
    assert "a@school.test" not in one.id
    assert len(one.id) == 64
    assert one.id != signin.LOCAL.id


@pytest.mark.parametrize(
    ("verified", "shared", "trusted"),
    [
        (True, False, True),
        (True, True, True),
        (None, False, True),
        (None, True, False),
        (False, False, False),
        ("true", True, False),
    ],
)
def test_roles_go_by_an_address_that_can_be_trusted(verified: object, *, shared: bool, trusted: bool) -> None:
    more = {} if verified is None else {"email_verified": verified}
    person = signin.person_of(claims("a@school.test", **more), settings(shared=shared))
    assert bool(person.roles) is trusted


def test_accounts_of_any_organisation_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    common = AUTH | {
        "server_metadata_url": "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"
    }
    for auth in (common, {"cookie_secret": "c", "microsoft": common}):
        monkeypatch.setattr(signin_settings, "_secrets", lambda auth=auth: {"auth": auth})
        assert SignInSettings.read().shared
    monkeypatch.setattr(signin_settings, "_secrets", lambda: {"auth": AUTH})
    assert not SignInSettings.read().shared


def test_roles_from_a_file_come_before_those_of_the_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "roles.toml"
    file.write_text('[roles]\n" Ann@School.test " = ["dsl", "trainer"]\n')
    monkeypatch.setenv("DSL_ROLES_FILE", str(file))
    monkeypatch.setattr(signin_settings, "_secrets", lambda: {"auth": AUTH, "roles": ROLES})
    assert SignInSettings.read().roles == {"ann@school.test": {Role.DSL, Role.TRAINER}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("[roles", "not TOML"),
        ("x = 1", r"no \[roles\]"),
        ("roles = 3", "not a table"),
        ('[roles]\n"a@b" = ["head"]', "a role that does not exist"),
        ('[roles]\n"a@b" = 3', "a role that does not exist"),
    ],
)
def test_a_roles_file_that_cannot_be_used_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, message: str
) -> None:
    file = tmp_path / "roles.toml"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("DSL_ROLES_FILE", str(file))
    with pytest.raises(SettingsError, match=message):
        SignInSettings.read()


def test_secrets_that_cannot_be_read_do_not_pass_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth")
    files = [str(broken)]
    monkeypatch.setattr(st, "secrets", st.secrets.__class__())
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: files if name == "secrets.files" else real(name))
    monkeypatch.setattr("streamlit.config.get_option", lambda name: files if name == "secrets.files" else real(name))
    with pytest.raises(SettingsError, match=r"secrets\.toml cannot be read"):
        SignInSettings.read()
