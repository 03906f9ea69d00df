"""Settings of signing in: Streamlit's ``secrets.toml`` for the provider, and who has which role.

Read at each run of a page, so that a role taken away is gone at the next press of a button.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from assistant.people import Role
from assistant.settings import StoreSettings
from corpus.errors import SettingsError

_SHARED = ("/common/", "/organizations/", "/consumers/")  # Microsoft's addresses for accounts of any organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSettings:
    """How people sign in, and what each may do.

    Parameters
    ----------
    configured : bool
        Whether ``secrets.toml`` has an ``[auth]`` section; without one a single person uses the page.
    providers : tuple of str
        Names of the providers, where there are several.
    shared : bool
        Whether a provider lets in accounts of any organisation, so that an unconfirmed e-mail address proves nothing.
    roles : Mapping
        By e-mail address, in small letters.
    unknown : frozenset of Role
        The roles of whoever is not listed.
    """

    configured: bool = False
    providers: tuple[str, ...] = ()
    shared: bool = False
    roles: Mapping[str, frozenset[Role]]
    unknown: frozenset[Role] = frozenset()

    @classmethod
    def read(cls) -> SignInSettings:
        """Read the settings.

        Raises
        ------
        SettingsError
            If a file cannot be read or names a role that does not exist.
        """
        store, secrets = StoreSettings.read(), _secrets()
        auth = secrets.get("auth")
        rows = _roles_file(store.roles_file) if store.roles_file else secrets.get("roles", {})
        unknown = frozenset({Role.DSL}) if store.unknown_role == "dsl" else frozenset()
        if not isinstance(auth, Mapping) or not auth:
            return cls(roles=_roles(rows), unknown=unknown)
        several = {name: value for name, value in auth.items() if isinstance(value, Mapping)}
        addresses = [str(some.get("server_metadata_url", "")) for some in (auth, *several.values())]
        return cls(
            configured=True,
            providers=tuple(several),
            shared=any(part in address for part in _SHARED for address in addresses),
            roles=_roles(rows),
            unknown=unknown,
        )


def address_served() -> str:
    """Return the address that the server listens on; empty for all of them."""
    return str(st.get_option("server.address") or "")


def _secrets() -> dict[str, Any]:
    """Return Streamlit's secrets; a file that is there and cannot be read must not pass for none.

    Raises
    ------
    SettingsError
        If there is one.
    """
    try:
        return dict(st.secrets.to_dict())
    except StreamlitSecretNotFoundError as error:
        found = next((path for path in st.get_option("secrets.files") if Path(path).exists()), None)
        if found:
            raise SettingsError(f"{found} cannot be read", "correct it; docs/deployment.md has an example") from error
    return {}


def _roles_file(path: Path) -> Any:
    """Return the ``[roles]`` table of a file.

    Raises
    ------
    SettingsError
        If the file cannot be read or has none.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(
            f"the roles file {path} cannot be read: {error.strerror}", "correct DSL_ROLES_FILE"
        ) from error
    except ValueError as error:
        raise SettingsError(f"the roles file {path} is not TOML: {error}", "correct the file") from error
    if "roles" not in table:
        raise SettingsError(f"the roles file {path} has no [roles] table", "add one; docs/deployment.md has an example")
    return table["roles"]


def _roles(rows: Any) -> dict[str, frozenset[Role]]:
    """Return the roles by e-mail address.

    Raises
    ------
    SettingsError
        If one is not known.
    """
    hint = f'write "name@school.example" = ["dsl"], with roles from {", ".join(Role)}'
    if not isinstance(rows, Mapping):
        raise SettingsError("[roles] is not a table of e-mail addresses", hint)
    roles: dict[str, frozenset[Role]] = {}
    for address, named in rows.items():
        names = [named] if isinstance(named, str) else named
        try:
            roles[str(address).strip().casefold()] = frozenset(Role(name) for name in names)
        except (TypeError, ValueError):
            raise SettingsError(f"[roles] gives {address} a role that does not exist", hint) from None
    return roles
