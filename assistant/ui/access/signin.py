"""Who is at the page: signed in through Streamlit's OpenID Connect, or the one person at this computer.

Without sign-in every page is open to whoever reaches it, so the page then answers this computer only.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant.errors import NotAllowed
from assistant.people import ALL_ROLES, Person, Role
from assistant.ui.access.signin_settings import SignInSettings, address_served
from assistant.ui.shared.answer_html import escape_markdown
from corpus.errors import SettingsError

LOCAL = Person(id="local", name="The person at this computer", roles=ALL_ROLES)
SINGLE = "Single-user mode: nobody signs in, and whoever uses this computer sees what is kept here."
_PROXIES = (  # how the names of headers begin that proxies add
    "forwarded", "via", "x-forwarded", "x-real-ip", "x-original-", "x-client-ip", "x-cluster-client-ip", "x-envoy-",
    "x-proxy", "x-amzn-trace-id", "cf-connecting-ip", "true-client-ip", "client-ip",
)  # fmt: skip


def person_now() -> Person | None:
    """Return who is at the page; nothing if nobody has signed in.

    Raises
    ------
    SettingsError
        If nobody need sign in and the page can be reached from elsewhere, or a setting cannot be used.
    """
    settings = SignInSettings.read()
    if not settings.configured:
        refuse_exposed(address_served(), st.context.headers)
        return LOCAL
    claims = st.user.to_dict()
    return person_of(claims, settings) if claims.get("is_logged_in") else None


def require(*roles: Role) -> Person:
    """Return who is at the page, if they have one of these roles: the first line of every page.

    Raises
    ------
    NotAllowed
        If nobody has signed in, or the person has none of the roles.
    SettingsError
        If a setting cannot be used.
    """
    person = person_now()
    if person is None:
        raise NotAllowed("nobody is signed in", "sign in first")
    person.must(*roles)
    return person


def show_sign_in() -> None:
    """Draw the way in, for somebody who has no page: sign in, or see whom to ask.

    Raises
    ------
    SettingsError
        If a setting cannot be used.
    """
    person = person_now()
    st.title("Safeguarding guidance: domestic abuse", anchor=False)
    if person is None:
        st.write("Sign in with your work account to go on. Urgent help needs no signing in.")
        providers = SignInSettings.read().providers
        for name in providers:
            st.button(
                escape_markdown(f"Sign in with {name}"),
                key=f"sign-in-{name}",
                on_click=st.login,
                args=(name,),
                type="primary",
            )
        if not providers:
            st.button("Sign in", key="sign-in", on_click=st.login, type="primary")
        return
    st.write(f"You are signed in as {escape_markdown(person.name)}, and your account has no role here yet.")
    st.write("Ask whoever runs this service to give you one. Urgent help needs no role.")


def show_who(person: Person | None) -> None:
    """Draw who is at the page and, where somebody signed in, the way out."""
    if person == LOCAL:
        st.caption(SINGLE)
    elif person is not None:
        st.caption(f"Signed in as {escape_markdown(person.name)}")
        st.button("Sign out", key="sign-out", on_click=st.logout, type="tertiary")


def person_of(claims: Mapping[str, Any], settings: SignInSettings) -> Person:
    """Return the person that a provider vouches for; roles go by e-mail address, and only by one that can be trusted.

    Parameters
    ----------
    claims : Mapping
        What the provider says. ``iss`` and ``sub`` together are the person; an address may pass to somebody else.
    settings : SignInSettings
        Who has which role.
    """
    address = str(claims.get("email") or "").strip()
    confirmed = claims.get("email_verified", not settings.shared) is True
    roles = settings.roles.get(address.casefold(), settings.unknown) if confirmed else settings.unknown
    known = f"{claims.get('iss', '')}\n{claims.get('sub') or address}"
    name = str(claims.get("name") or address or "Somebody")
    return Person(id=hashlib.sha256(known.encode()).hexdigest(), name=name, roles=roles)


def refuse_exposed(address: str, headers: Mapping[str, str]) -> None:
    """Refuse to serve everybody in single-user mode: without sign-in, the page is for a browser on this computer alone.

    Parameters
    ----------
    address : str
        The address that the server listens on; empty for all.
    headers : Mapping of str to str
        Of the visit: a proxy, a name that is not this computer's, or a socket that no page of ours opened means that it comes
        from elsewhere. A proxy may pass nothing on that tells of it, but every browser says which page it is that opens a socket.

    Raises
    ------
    SettingsError
        If the page can be reached from elsewhere.
    """
    host, origin = str(headers.get("Host") or ""), str(headers.get("Origin") or "")
    if not _is_here(address):  # a socket of Unix's kind too: only a proxy reaches that
        why = f"the page is served on {address or 'every address'} of this computer"
    elif any(name.casefold().startswith(_PROXIES) for name in headers):
        why = "the page is reached through a proxy"
    elif headers and not _is_here(_without_port(host)):
        why = "the page is reached by a name that is not this computer's own"
    elif headers and origin.casefold() not in {f"http://{host}".casefold(), f"https://{host}".casefold()}:
        why = "the page is reached through a proxy, or by something that is no browser"
    else:
        return
    raise SettingsError(
        f"{why}, and nobody signs in: everybody would be the same person and see the same things",
        "set up sign-in (docs/deployment.md), or serve on localhost and open it there: http://localhost:8501",
    )


def _is_here(name: str) -> bool:
    """Whether a name or address is this computer's own."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _without_port(host: str) -> str:
    """Return the host of ``host:port``, and of ``[::1]:port``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].casefold()
