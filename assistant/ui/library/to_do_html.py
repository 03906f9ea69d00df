"""What needs doing to keep the library current, and the editions that follow one another, as HTML. Pure, as ``answer_html`` is.

Who looks the library over is handed in by ``app.py``: this room and the one that builds the library do not know each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from html import escape
from types import MappingProxyType
from typing import Any, Protocol

from assistant.ui.shared.answer_html import link_html
from corpus.days import day_words
from corpus.register import EditionStanding, Link
from corpus.settings import LibrarySettings
from corpus.text import one_line

_STANDS = MappingProxyType({
    EditionStanding.APPLIES: "applies",
    EditionStanding.NOT_YET: "does not apply yet",
    EditionStanding.REPLACED: "has been replaced",
    EditionStanding.ENDED: "no longer applies",
})
NOTHING_TO_DO = "Nothing needs doing, as far as the library knows. The official sites were not asked."
_NOT_ASKED = "The official sites were not asked: to ask them, whoever looks after this computer can run ‘python -m ingest check’."


class Finding(Protocol):
    """Something that is so and what to do about it, in words for somebody who runs no commands."""

    @property
    def text(self) -> str:
        """What is so, and what to do or whom to ask."""
        ...

    @property
    def url(self) -> str:
        """The official page to look at; empty if there is none."""
        ...

    @property
    def to_do(self) -> bool:
        """Whether something needs doing now; else it is worth knowing."""
        ...


class LooksOver(Protocol):
    """Looks the library over without asking anybody; ``ingest.upkeep.check_offline.to_do`` is one."""

    def __call__(self, settings: LibrarySettings, as_at: date) -> Sequence[Finding]:
        """Return what is found, what needs doing first.

        Raises
        ------
        ToldError
            If something that is read for it cannot be read.
        """
        ...


def to_do_html(found: Sequence[Finding]) -> str:
    """Return what needs doing as a list that is always in view; a sentence if that is nothing."""
    to_do = [one for one in found if one.to_do]
    if not to_do:
        return f'<div class="dsl-upkeep"><h2>What needs doing</h2><p>{NOTHING_TO_DO}</p></div>'
    return (
        f'<div class="dsl-upkeep"><h2>What needs doing ({len(to_do)})</h2>{_items(to_do)}'
        f'<p class="dsl-hint">{_NOT_ASKED}</p></div>'
    )


def worth_knowing(found: Sequence[Finding]) -> list[Finding]:
    """Return what needs nothing done."""
    return [one for one in found if not one.to_do]


def worth_knowing_html(found: Sequence[Finding]) -> str:
    """Return what is worth knowing as a list."""
    return f'<div class="dsl-upkeep">{_items(worth_knowing(found))}</div>'


def chains_html(chains: Sequence[Sequence[Link]], here: Collection[str], as_at: date) -> str:
    """Return each publication's editions in their order: from when to when, how each stands, and whether it is here."""
    parts = []
    for links in chains:
        items = "".join(_edition(link, here, as_at) for link in links)
        parts.append(f"<h3>{escape(links[-1].source.title)}</h3><ol>{items}</ol>")
    return f'<div class="dsl-chains">{"".join(parts)}</div>'


def days(edition: Mapping[str, Any], as_at: date) -> str:
    """Return from when to when an edition applied and how it stands on a day.

    Parameters
    ----------
    edition : mapping of str to Any
        As ``corpus.register.succession.Link.as_dict`` gives it.
    as_at : date
        The day.
    """
    begins = f"From {_day(edition['from'])}" if edition["from"] else "From a day that is not known"
    until = f" to {_day(edition['to'])}" if edition["to"] else ""
    return f"{begins}{until}; {_STANDS[EditionStanding(edition['standing'])]} as at {day_words(as_at)}"


def _edition(link: Link, here: Collection[str], as_at: date) -> str:
    held = "in the library" if link.source.source_id in here else "not in the library"
    told = f"{days(link.as_dict(), as_at)}; {held}"
    return f"<li><strong>{escape(link.source.name)}</strong>. {escape(told)}.</li>"


def _items(found: Sequence[Finding]) -> str:
    items = (f"<li><p>{escape(one_line(one.text))}</p>{link_html(one.url, one.url)}</li>" for one in found)
    return f"<ul>{''.join(items)}</ul>"


def _day(iso: str) -> str:
    return day_words(date.fromisoformat(iso))
