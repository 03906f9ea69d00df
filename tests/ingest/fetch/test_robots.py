"""What a ``robots.txt`` allows, read as RFC 9309 says."""

from __future__ import annotations

import httpx
import pytest

from ingest.fetch.robots import read_robots

US = "dsl-guidance-assistant"
RULES = """
User-agent: GreedyBot
Disallow: /

User-agent: *
Disallow: */data.pdf  # made anew for each
Disallow: /search
Disallow: /*/print$
Crawl-delay: 5
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/ukpga/2019/40/data.pdf", False),
        ("/ukpga/2019/40/data.pdf?view=plain", False),
        ("/ukpga/2019/40/data.htm", True),
        ("/ukpga/2019/40/pdfs/ukpga_20190040_en.pdf", True),
        ("/search/all", False),
        ("/guide/print", False),
        ("/guide/print-it", True),
        ("/", True),
    ],
)
def test_patterns_hold_as_they_are_meant(path: str, allowed: bool) -> None:
    assert read_robots(RULES).allows(US, httpx.URL(f"https://www.legislation.gov.uk{path}")) is allowed


def test_the_group_that_names_us_is_ours() -> None:
    rules = read_robots(f"{RULES}\nUser-agent: {US}\nDisallow: /only-we\n")
    assert not rules.allows(US, httpx.URL("https://www.gov.uk/only-we/not"))
    assert rules.allows(US, httpx.URL("https://www.gov.uk/search"))
    assert not rules.allows("GreedyBot", httpx.URL("https://www.gov.uk/"))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [(RULES, 5.0), ("User-agent: *\nCrawl-delay: 0.5\n", 1.0), ("User-agent: *\nDisallow: /a\n", 0.0), ("", 0.0)],
)
def test_the_delay_is_the_hosts_and_never_less(text: str, seconds: float) -> None:
    assert read_robots(text).delay_s(US) == seconds


def test_what_is_no_list_of_rules_forbids_nothing() -> None:
    for text in ("", "\ufeffUser-agent: *\nDisallow:\n", "<!doctype html><p>Not found"):
        assert read_robots(text).allows(US, httpx.URL("https://www.gov.uk/a"))
