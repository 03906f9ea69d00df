"""What can be wrong with a set of editions: each by itself, and between them. One clear sentence per mistake."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.text import fold
from corpus.types import Authority, Source

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HTTPS = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", re.IGNORECASE)
# A school's policy or a digest often has no edition but its date.
_UNEDITIONED = frozenset({Authority.LOCAL, Authority.DIGEST})


def mistakes_in(sources: Sequence[Source], known: frozenset[str] = frozenset()) -> list[str]:
    """Return every mistake in a set of sources, each beginning with the id of the source it is in.

    Parameters
    ----------
    sources : sequence of Source
        All sources that can refer to one another.
    known : frozenset of str
        Further ids that may be referred to: entries that did not validate, so that one mistake is not reported again by
        each neighbour.
    """
    by_id: dict[str, Source] = {}
    found: list[str] = []
    for source in sources:
        if source.source_id in by_id:
            found.append(f"{source.source_id}: the id is used twice; a new edition needs an id of its own")
        by_id.setdefault(source.source_id, source)
    for source in sources:
        of_it = [*_own(source), *_unknown(source, by_id, known), *_out_of_order(source, by_id)]
        found += [f"{source.source_id or 'an entry without an id'}: {mistake}" for mistake in of_it]
    return found + _circles(by_id) + _shared_names(by_id.values())


def _own(source: Source) -> list[str]:
    """Return what is wrong with a source by itself."""
    found = []
    if not _SLUG.fullmatch(source.source_id):
        found.append(
            f"source_id {source.source_id!r} is not a slug (lower-case letters and digits joined by single hyphens)"
        )
    needed = ("title", "publisher") if source.authority in _UNEDITIONED else ("title", "publisher", "edition")
    found += [f"{name} is empty" for name in needed if not getattr(source, name).strip()]
    for name, url in (("landing_url", source.landing_url), ("file_url", source.file_url)):
        if url and not _HTTPS.fullmatch(url):
            found.append(f"{name} {url!r} is not an https address")
    if source.in_force_from and source.in_force_to and source.in_force_to < source.in_force_from:
        found.append(f"its last day {source.in_force_to} is before its first day {source.in_force_from}")
    if source.supersedes and source.in_force_from is None:
        found.append("it supersedes another edition but has no in_force_from, so nobody can tell from when")
    if not all(name.strip() for name in source.names):
        found.append("names contains an empty name")
    return found


def _unknown(source: Source, by_id: Mapping[str, Source], known: frozenset[str]) -> list[str]:
    """Return which ids a source refers to that are not registered."""
    found = []
    referred = [("supersedes", other) for other in source.supersedes] + [("part_of", source.part_of)]
    for name, other in referred:
        if other and other not in by_id and other not in known:
            close = difflib.get_close_matches(other, by_id, 1)
            found.append(f"{name} {other!r} is not registered" + (f"; did you mean {close[0]!r}?" if close else ""))
    return found


def _out_of_order(source: Source, by_id: Mapping[str, Source]) -> list[str]:
    """Return which editions a source supersedes although it does not begin after them."""
    begins = source.in_force_from
    earlier = [by_id[other] for other in source.supersedes if other in by_id and other != source.source_id]
    return [
        f"it begins on {begins}, not after {other.source_id}, which it supersedes ({other.in_force_from})"
        for other in earlier
        if begins and other.in_force_from and begins <= other.in_force_from
    ]


def _circles(by_id: Mapping[str, Source]) -> list[str]:
    """Return which sources supersede themselves, or are part of themselves, in a circle; each circle once."""
    supersedes = {known: source.supersedes for known, source in by_id.items()}
    part_of = {known: (source.part_of,) for known, source in by_id.items() if source.part_of}
    found = []
    for name, links in (("supersedes", supersedes), ("part_of", part_of)):
        reported: set[str] = set()
        for start in by_id:
            reached = _reached(start, links)
            if start in reached and start not in reported:
                reported |= reached
                found.append(f"{start}: it comes round to itself through {name}")
    return found


def _reached(start: str, links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return every id that can be reached from one by following links."""
    reached: set[str] = set()
    edge = [start]
    while edge:
        after = set(links.get(edge.pop(), ())) - reached
        reached |= after
        edge += after
    return reached


def _shared_names(sources: Iterable[Source]) -> list[str]:
    """Return which names are claimed by two editions: a question could not tell them apart."""
    owner: dict[str, str] = {}
    found = []
    for source in sources:
        for name in source.names:
            first = owner.setdefault(fold(name), source.source_id)
            if first != source.source_id:
                found.append(f"{source.source_id}: the name {name!r} is already a name of {first}")
    return found
