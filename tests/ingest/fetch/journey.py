"""Forty-one made-up sources, each had in its own way or not at all, and the server that has them: for the journey.

Run as a program, it is ``python -m ingest fetch`` with these for a register and a port of this machine for the hosts.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.register.register import Register
from corpus.types import Source
from ingest import __main__ as command
from ingest.commands import official_texts
from ingest.fetch.http_client import Asker
from tests.ingest.fetch.fetching import Time, act, act_page, attachment, guidance_pdf, lighthouses
from tests.ingest.fetch.official_server import ASSETS, GOVUK, OfficialServer, Reply, official_client
from tests.ingest.law.made_up_law import law, section

LAW = "https://www.legislation.gov.uk"
SLOW = "files-nets"
NOT_HAD = {
    "gone-anchors": "has taken", "elsewhere-ropes": "on another site", "lost-masts": "404", "html-keels": "a web page came",
    "walled-sails-act": "keeps programs out", "walled-decks-act": "is not asked again",
}  # fmt: skip
ASIDE = {"newer-oars": "what came is not"}
AS_A_PAGE = "salvage-act"
STRUCTURED = ("wrecks-act", "signals-regulations")
NOTICED = {
    "salvage-act": "nothing is recorded of its provisions",
    "moved-tides": "has moved to",
    "moved-shoals": "has moved to",
    "withdrawn-reefs": "withdrew it",
}
_WAYS = {
    "files": ("buoys", "bells", "horns", "lamps", "lenses", "wicks", "towers", "stairs", "boats", "nets"),
    "several": ("oils", "glasses", "clocks", "charts"),
    "pages": ("fogs", "storms", "winds"),
    "older": ("flags", "logs"),
    "moved": ("tides", "shoals"),
    "guides": ("gulls", "seals"),
    "consultations": ("ferries",),
    "collections": ("islands",),
    "busy": ("pilots",),
    "cut": ("ports",),
    "withdrawn": ("reefs",),
    "gone": ("anchors",),
    "elsewhere": ("ropes",),
    "lost": ("masts",),
    "html": ("keels",),
    "newer": ("oars",),
}
_ENACTED, _REVISED, _WALLED = ("harbours", "pilotage"), ("wrecks", "salvage"), ("sails", "decks")


def sources() -> list[Source]:
    """The register, in the order in which it is asked for."""
    guidance = [_guidance(way, noun) for way, nouns in _WAYS.items() for noun in nouns]
    acts = [
        *(_act(noun, 41 + n, "as enacted") for n, noun in enumerate(_ENACTED)),
        *(_act(noun, 51 + n, "revised to 5 May 2030") for n, noun in enumerate(_REVISED)),
    ]
    order = act(
        source_id="beacons-order", title="Lighthouse Act 2019 (Beacons) Order 2020", edition="as made", names=(),
        landing_url=f"{LAW}/uksi/2020/99",
    )  # fmt: skip
    regulations = act(
        source_id="signals-regulations", title="The Lighthouse (Signals) Regulations 2021", edition="as amended", names=(),
        landing_url=f"{LAW}/uksi/2021/100",
    )  # fmt: skip
    walled = [_act(noun, 61 + n, "as amended", "walled-") for n, noun in enumerate(_WALLED)]
    return [*guidance, *acts, order, regulations, *walled]


def serve(server: OfficialServer, folder: Path) -> None:
    """Have the server play all hosts for them."""
    rules = b"User-agent: *\nDisallow: */data.pdf\nCrawl-delay: 5\n"
    server.serve(f"{LAW}/robots.txt", Reply(body=rules, kind="text/plain"))
    for source in sources():
        if source.source_id.startswith("walled-"):
            server.serve(
                f"{source.landing_url}/data.xml", Reply(status=202, headers={"x-amzn-waf-action": "challenge"})
            )
        elif source.source_id == "signals-regulations":
            _serve_law(server, source, f"{source.landing_url}/data.xml", "regulation")
        elif source.source_id == AS_A_PAGE:
            page = Reply(body=act_page(source.title.partition(" (")[0]), kind="text/html; charset=utf-8")
            server.serve(f"{source.landing_url}/2030-05-05/data.htm", page)
        elif source.edition.startswith("revised"):
            _serve_law(server, source, f"{source.landing_url}/2030-05-05/data.xml", "section", "/2030-05-05")
        elif source.edition == "as enacted":
            number = source.landing_url.rsplit("/", 1)[-1]
            file = f"{source.landing_url}/pdfs/ukpga_2019{int(number):04d}_en.pdf"
            server.pdf(file, guidance_pdf(folder, source.title.partition(" (")[0], "2019 CHAPTER 1"))
        elif source.edition == "as made":
            server.pdf(
                f"{LAW}/uksi/2020/99/pdfs/uksi_20200099_en.pdf",
                guidance_pdf(folder, "The Lighthouse Act 2019", "(Beacons) Order 2020"),
            )
        else:
            _serve_guidance(server, source, folder)


def _serve_law(server: OfficialServer, source: Source, url: str, kind: str, version: str = "") -> None:
    """Have an Act or instrument by its structure, after a while in which it is made."""
    body = section("1", "Keeping", "A keeper must keep a light.", 'RestrictStartDate="2024-03-01"', kind=kind)
    item = source.landing_url.removeprefix(f"{LAW}/")
    data = law(body, title=source.title.partition(" (c.")[0], item=item, version=version)
    making = Reply(status=202, headers={"Retry-After": "10"})
    server.serve(url, making, Reply(body=data, kind="application/xml;charset=utf-8"))


def _guidance(way: str, noun: str) -> Source:
    path = {
        "guides": "/guidance",
        "consultations": "/government/consultations",
        "collections": "/government/collections",
    }
    direct = way in {"files", "busy", "cut", "lost", "html", "newer"}
    return lighthouses(
        source_id=f"{way}-{noun}", title=f"Keeping {noun}: statutory guidance", names=(f"{noun.title()} 2031",),
        landing_url="" if way in {"lost", "html"} else f"{GOVUK}{path.get(way, '/government/publications')}/{noun}",
        file_url=_file(noun) if direct else "",
    )  # fmt: skip


def _act(noun: str, number: int, edition: str, before: str = "") -> Source:
    return act(
        source_id=f"{before}{noun}-act", title=f"{noun.title()} Act 2019 (c. {number})", edition=edition, names=(),
        landing_url=f"{LAW}/ukpga/2019/{number}",
    )  # fmt: skip


def _file(noun: str) -> str:
    return f"{ASSETS}/media/{noun}/Keeping_{noun}.pdf"


def _serve_guidance(server: OfficialServer, source: Source, folder: Path) -> None:
    way, noun = source.source_id.split("-")
    title, path, file = f"Keeping {noun} 2031", source.landing_url.removeprefix(GOVUK), _file(noun)
    year = 2033 if way == "newer" else 2031
    made = guidance_pdf(folder, f"Keeping {noun}", str(year), "Statutory guidance", f"September {year}", n_pages=20)
    server.pdf(file, made)
    if way == "busy":
        server.serve(file, Reply(status=503, headers={"Retry-After": "120"}), Reply(body=made))
    elif way == "cut":
        server.pdf(file, made, stops_after=None)
        whole = server.replies[file][0]
        server.serve(file, Reply(body=made, headers=whole.headers, stops_after=len(made) // 2), whole)
    elif way == "lost":
        server.serve(file, Reply(status=404))
    elif way == "html":
        server.serve(file, Reply(body=b"<!doctype html><p>Sorry", kind="text/html"))
    if path:
        _serve_page(server, way, path, title, file)


def _serve_page(server: OfficialServer, way: str, path: str, title: str, file: str) -> None:
    whole = attachment(title, file)
    body = f'<div class="govspeak"><h2 id="a">First</h2><p>{"The sea is wide about the tower. " * 40}</p></div>'
    beside = [f"{title}: summary of changes", f"{title} (Welsh)", f"{title} (large print)"]
    section = f'<section class="attachment"><h2 class="title"><a href="{file}">{title}</a></h2></section>'
    html = {"attachment_type": "html", "id": "1", "title": title, "url": f"{path}/text"}
    within = f"/government/publications{path.removeprefix('/government/collections')}"
    presents: dict[str, Any] = {"details": {"attachments": [whole]}}
    kinds: dict[str, dict[str, Any]] = {
        "several": {"details": {"attachments": [*(attachment(name, f"{file}.x.pdf") for name in beside), whole]}},
        "pages": {"details": {"attachments": [html]}},
        "older": {"details": {"documents": [section]}},
        "moved": {"schema_name": "redirect", "title": None, "redirects": [_exact(path, f"{path}--2")]},
        "guides": {"schema_name": "detailed_guide", "title": f"{title}: statutory guidance", "details": {"body": body}},
        "consultations": {"schema_name": "consultation", **presents},
        "collections": {
            "schema_name": "document_collection",
            "links": {"documents": [{"title": title, "base_path": within}]},
        },
        "withdrawn": {"withdrawn_notice": {"explanation": "", "withdrawn_at": "2031-10-01T00:00:00Z"}, **presents},
        "gone": {"schema_name": "gone", "title": None, "details": {"explanation": "", "alternative_path": ""}},
        "elsewhere": {"details": {"attachments": [attachment(title, "https://lamps.example.org/a.pdf")]}},
    }
    server.page(path, **{"title": title, **kinds.get(way, presents)})
    if way == "pages":
        kind = {"schema_name": "html_publication", "document_type": "html_publication"}
        server.page(f"{path}/text", title=f"{title}: statutory guidance", **kind, details={"body": body})
    elif way in {"moved", "collections"}:
        server.page(f"{path}--2" if way == "moved" else within, title=title, **presents)


def _exact(path: str, there: str) -> dict[str, str]:
    return {"path": path, "type": "exact", "destination": there}


def main(port: int, folder: str) -> int:
    """Fetch them all to a folder."""

    @contextlib.contextmanager
    def asker(contact: str = "") -> Iterator[Asker]:
        time = Time()
        with official_client(port) as client:
            yield Asker(client=client, contact=contact, sleep=time.sleep, clock=time.clock)

    official_texts.load_register = lambda: Register({source.source_id: source for source in sources()})  # type: ignore[attr-defined]
    official_texts.open_asker = asker  # type: ignore[attr-defined, assignment]
    return command.main(["fetch", "--to", folder])


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2]))
