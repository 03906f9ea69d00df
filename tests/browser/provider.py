"""An OpenID Connect provider of our own on loopback: a page of names, and whoever is pressed is signed in."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

PEOPLE = {name: f"{name}@school.test" for name in ("dee", "tom", "tia", "meg", "new")}


class _Provider(ThreadingHTTPServer):
    """Remembers the key and which code stands for whom."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: _Provider

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(split.query).items()}
        if split.path == "/.well-known/openid-configuration":
            self._json(self._metadata())
        elif split.path == "/jwks":
            self._json({"keys": [self.server.key.as_dict(private=False)]})
        elif split.path == "/choose":
            code = f"code-{len(self.server.codes)}"
            self.server.codes[code] = asked
            self._redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        else:
            links = "".join(f'<p><a href="/choose?{urlencode(asked | {"who": who})}">{who}</a></p>' for who in PEOPLE)
            self._send(links.encode(), "text/html")

    def do_POST(self) -> None:
        body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        asked = self.server.codes.pop(body["code"][0])
        who, now = asked["who"], int(time.time())
        claims = {
            "iss": self.server.address,
            "aud": "desk",
            "sub": who,
            "email": PEOPLE[who],
            "email_verified": True,
            "name": who.title(),
            "iat": now,
            "exp": now + 3600,
            "nonce": asked.get("nonce", ""),
        }
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.server.key)
        self._json({"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": token})

    def _metadata(self) -> dict[str, object]:
        at = self.server.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _json(self, value: object) -> None:
        self._send(json.dumps(value).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def provider() -> Iterator[str]:
    """Serve the provider; give its address."""
    server = _Provider()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


def secrets(address: str, page: str) -> str:
    """Return the ``secrets.toml`` of a page that signs people in there, with a role for each."""
    return f"""
[auth]
redirect_uri = "{page}/oauth2callback"
cookie_secret = "{"c" * 40}"
client_id = "desk"
client_secret = "secret"
server_metadata_url = "{address}/.well-known/openid-configuration"

[roles]
"dee@school.test" = ["dsl"]
"tom@school.test" = ["trainer"]
"tia@school.test" = ["trainer"]
"meg@school.test" = ["maintainer"]
"""
