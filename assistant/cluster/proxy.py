"""HAProxy: the file that it reads, and what is said to it while it runs.

It logs no request: an address can hold somebody's words. It adds no header, so that the servers know who asks without a key to
be on this computer; it listens on this computer alone.
"""

from __future__ import annotations

import csv
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from assistant.messages import URGENT_HEADING, URGENT_HELP

State = Literal["ready", "drain", "maint"]
_ANSWER_S = 5
_CONFIGURATION = """\
# Made by python -m assistant cluster at each start: what is changed here is lost.
global
    maxconn 1024
    stats socket {socket} mode 600 level admin expose-fd listeners
    # a proxy that another one has replaced ends what it has under way; sockets of visits come again by themselves
    hard-stop-after 150s

defaults
    mode http
    timeout connect 5s
    timeout client 150s
    timeout server 150s
    timeout tunnel 12h
    timeout http-request 15s
    timeout queue 60s
    timeout check 5s
    # a question of which nothing came back goes to the other one: asking changes nothing, so twice is harmless
    retries 5
    retry-on conn-failure empty-response junk-response 502 503
    option redispatch 1
    # what ends is found by its connections, at once; a server that is only busy must not be taken for one that has ended
    default-server inter 1s fall 10 rise 1
    errorfile 503 {apology}

frontend guidance
    bind 127.0.0.1:{port}
    use_backend apis if {{ path_beg /v1/ }} || {{ path /mcp /openapi.json /healthz /readyz }}
    default_backend pages

backend apis
    balance leastconn
    option httpchk GET /readyz
    http-check expect status 200
    http-reuse never
    # less than it has threads for: whoever comes then waits here until one server has room
    default-server maxconn {at_once}
{apis}

# A visit stays with the page that has its conversation in memory.
backend pages
    balance leastconn
    cookie dsl-page insert indirect nocache httponly attr "SameSite=Lax"
    option httpchk GET /_stcore/health
    http-check expect status 200
{pages}
"""


def write_configuration(
    folder: Path, port: int, apis: Sequence[tuple[str, int]], pages: Sequence[tuple[str, int]], at_once: int
) -> Path:
    """Write what HAProxy reads, and what it says where nobody answers.

    Parameters
    ----------
    folder : Path
        Where to; its socket is there too.
    port : int
        Where it listens, on this computer alone.
    apis, pages : sequence of (str, int)
        The name and the port of each.
    at_once : int
        How much one of ``apis`` takes at once.

    Returns
    -------
    Path
        The file.
    """
    apology, file = folder / "503.http", folder / "haproxy.cfg"
    urgent = "\n\n".join((URGENT_HEADING, *(text.replace("**", "") for text in URGENT_HELP)))
    head = "HTTP/1.1 503 Service Unavailable\r\nCache-Control: no-store\r\nRetry-After: 5\r\n"
    apology.write_text(
        f"{head}Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
        f"The guidance assistant gives no answers at the moment.\n\n{urgent}\n",
        encoding="utf-8",
        newline="",
    )
    file.write_text(
        _CONFIGURATION.format(
            socket=folder / "haproxy.sock",
            apology=apology,
            port=port,
            # a server counts a question for a moment longer than it is waited for
            at_once=max(1, at_once - at_once // 4),
            apis="\n".join(f"    server {name} 127.0.0.1:{number} check" for name, number in apis),
            pages="\n".join(f"    server {name} 127.0.0.1:{number} check cookie {name}" for name, number in pages),
        ),
        encoding="utf-8",
    )
    return file


class ProxyControl:
    """What is said to HAProxy while it runs, through its socket.

    Parameters
    ----------
    path : Path
        The socket.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def set_state(self, group: str, name: str, state: State) -> None:
        """Let a part take work (``ready``), take no more (``drain``), or neither take nor keep any (``maint``)."""
        self._say(f"set server {group}/{name} state {state}")
        if state == "maint":
            self._say(f"shutdown sessions server {group}/{name}")

    def under_way(self, group: str, name: str) -> int:
        """Return how many sessions a part has; 0 where HAProxy does not know it."""
        return int(self._row(group, name).get("scur") or 0)

    def is_up(self, group: str, name: str) -> bool:
        """Whether HAProxy sends work to a part."""
        return self._row(group, name).get("status", "").startswith("UP")

    def is_well(self) -> bool:
        """Whether HAProxy answers."""
        return bool(self.worker())

    def worker(self) -> str:
        """Return the number of the process that takes connections; empty if none does."""
        try:
            lines = self._say("show info").splitlines()
        except OSError:
            return ""
        return next((line.removeprefix("Pid: ") for line in lines if line.startswith("Pid: ")), "")

    def _row(self, group: str, name: str) -> dict[str, str]:
        rows = csv.DictReader(self._say("show stat").removeprefix("# ").splitlines())
        return next((row for row in rows if (row["pxname"], row["svname"]) == (group, name)), {})

    def _say(self, words: str) -> str:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_ANSWER_S)
            connection.connect(str(self._path))
            connection.sendall(f"{words}\n".encode())
            with connection.makefile(encoding="utf-8") as answer:
                return answer.read()
