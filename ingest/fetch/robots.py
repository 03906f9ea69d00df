"""What a host's ``robots.txt`` allows us to ask for, and how long it wants to be left alone in between.

``urllib.robotparser`` knows which group of rules is ours; it takes ``*`` and a final ``$`` in a path for letters, which
RFC 9309 does not, and a delay of half a second for none. So the lines are put into its language first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from urllib.robotparser import RobotFileParser

import httpx

_PATTERNED = frozenset({"allow", "disallow"})
_NOWHERE = "/%00"  # no address has it


@dataclass(frozen=True, slots=True)
class Robots:
    """The lines of a ``robots.txt``; none of them if the host has none."""

    lines: tuple[str, ...] = ()

    def allows(self, agent: str, url: httpx.URL) -> bool:
        """Whether an agent may ask for an address."""
        path = url.raw_path.decode("ascii")
        return _parser(_for_path(line, path) for line in self.lines).can_fetch(agent, path)

    def delay_s(self, agent: str) -> float:
        """Return the seconds to leave between two requests; 0 if it names none."""
        return float(_parser(_for_path(line, "/") for line in self.lines).crawl_delay(agent) or 0)


def read_robots(text: str) -> Robots:
    """Read a ``robots.txt``."""
    return Robots(tuple(text.lstrip("\ufeff").splitlines()))


def _parser(lines: Iterable[str]) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(list(lines))
    return parser


def _for_path(line: str, path: str) -> str:
    """Return a line as it bears on one path: a pattern that fits it as that path, one that does not as no path."""
    name, colon, value = line.partition("#")[0].partition(":")
    field, value = name.strip().lower(), value.strip()
    if field == "crawl-delay" and re.fullmatch(r"\d+\.\d+", value):
        return f"Crawl-delay: {ceil(float(value))}"
    if field not in _PATTERNED or not ("*" in value or value.endswith("$")):
        return line
    pattern = ".*".join(re.escape(part) for part in value.removesuffix("$").split("*"))
    fits = re.match(pattern + ("$" if value.endswith("$") else ""), path)
    return f"{name}{colon} {path if fits else _NOWHERE}"
