"""The register: which editions we know, which replaced which, and which may answer on a day.

``load_register`` is the door where ``sources.toml`` becomes data; it lists every mistake, one sentence each.
``Register`` is a mapping of source ids to sources that also knows the order of editions.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from corpus.errors import RegisterError
from corpus.register.naming import editions_named_in
from corpus.register.validation import mistakes_in
from corpus.types import Authority, Source, Verified

_HINT = "correct the entry in sources.toml (its first lines explain each field), then load it again"


@dataclass(frozen=True, slots=True, eq=False)
class Register(Mapping[str, Source]):
    """Every edition known, by id, in the order registered; made by ``load_register`` and ``with_sources``.

    Parameters
    ----------
    sources : Mapping of str to Source
        Keyed by ``source_id``; a read-only copy is made.
    """

    sources: Mapping[str, Source]
    _later: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", MappingProxyType(dict(self.sources)))
        later: dict[str, tuple[str, ...]] = {}
        for source in self.sources.values():
            for earlier in source.supersedes:
                later[earlier] = (*later.get(earlier, ()), source.source_id)
        object.__setattr__(self, "_later", later)

    def __reduce__(self) -> tuple[type[Register], tuple[dict[str, Source]]]:
        return Register, (dict(self.sources),)  # a read-only view cannot be sent to another process

    def __getitem__(self, source_id: str) -> Source:
        return self.sources[source_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __len__(self) -> int:
        return len(self.sources)

    def with_sources(self, extra: Iterable[Source]) -> Register:
        """Return a register that also knows these sources: digests, local documents.

        Raises
        ------
        RegisterError
            If one of them has an id that is taken or does not fit with the rest; lists every mistake.
        """
        return _checked([*self.sources.values(), *extra])

    def successors(self, source_id: str) -> tuple[Source, ...]:
        """Return all later editions, nearest first; for an extract, its own and then those of its whole."""
        return self._walk(source_id, self._replaced_by)

    def predecessors(self, source_id: str) -> tuple[Source, ...]:
        """Return all earlier editions, nearest first; for an extract, its own and then those of its whole."""
        return self._walk(source_id, lambda known: self.sources[known].supersedes)

    def current(self, source_id: str, as_at: date) -> Source:
        """Return the newest edition of a source's chain that has begun by a day; the source itself if none has."""
        source = self.sources[source_id]
        newest_first = (*reversed(self.successors(source_id)), source, *self.predecessors(source_id))
        return next((edition for edition in newest_first if self._has_begun(edition, as_at)), source)

    def answering(self, available: Iterable[str], as_at: date) -> frozenset[str]:
        """Return the ids of the sources that may answer on a day.

        An edition that has not begun does not answer, nor does one whose later edition is in the library and has begun.
        A superseded edition whose successor is not in the library answers; the caller says so in a notice.

        Parameters
        ----------
        available : iterable of str
            Ids of the sources in the library; ids that are not registered are left out.
        as_at : date
            The day asked about.
        """
        here = [self.sources[source_id] for source_id in available if source_id in self.sources]
        begun = {source.source_id for source in here if self._has_begun(source, as_at)}
        return frozenset(
            source_id
            for source_id in begun
            if not any(later.source_id in begun for later in self.successors(source_id))
        )

    def named(self, text: str, as_at: date | None = None) -> tuple[Source, ...]:
        """Return the editions that a question names, in the order registered.

        Found by name ("Working Together 2023") and by family and year ("KCSIE 24", "the 2024 KCSIE", "KCSIE 2024 and
        2025"). A family without a year names none.

        Parameters
        ----------
        text : str
            The question.
        as_at : date, optional
            The day asked about; needed to understand "last year's KCSIE" and "the previous KCSIE".
        """
        found = editions_named_in(text, self.sources.values())
        ids = set(found.source_ids)
        if as_at is not None:
            ids |= {self._year_before(family, as_at).source_id for family in found.last_year}
            ids |= {source.source_id for family in found.previous for source in self._one_before(family, as_at)}
        return tuple(source for source in self.sources.values() if source.source_id in ids)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Return the editions that a question names by family and year and that are not registered: "KCSIE 2019"."""
        return editions_named_in(text, self.sources.values()).unknown

    def fingerprint(self) -> str:
        """Return the SHA-256 of the register's content; the order of entries does not matter."""
        rows = [asdict(self.sources[source_id]) for source_id in sorted(self.sources)]
        return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()

    def _has_begun(self, source: Source, as_at: date) -> bool:
        whole = self.sources.get(source.part_of, source)
        return all(part.in_force_from is None or part.in_force_from <= as_at for part in (source, whole))

    def _replaced_by(self, source_id: str) -> tuple[str, ...]:
        return self._later.get(source_id, ())

    def _walk(self, source_id: str, step: Callable[[str], tuple[str, ...]]) -> tuple[Source, ...]:
        found: dict[str, None] = {}
        for start in (source_id, self.sources[source_id].part_of):
            edge = list(step(start)) if start in self.sources else []
            while edge:
                found |= dict.fromkeys(edge)
                edge = [after for known in edge for after in step(known) if after not in found]
        return tuple(self.sources[known] for known in found)

    def _year_before(self, family: tuple[str, ...], as_at: date) -> Source:
        then = as_at - timedelta(days=365)
        editions = self._oldest_first(family)
        return next((source for source in reversed(editions) if self._has_begun(source, then)), editions[0])

    def _one_before(self, family: tuple[str, ...], as_at: date) -> tuple[Source, ...]:
        begun = [source for source in self._oldest_first(family) if self._has_begun(source, as_at)]
        return tuple(begun[-2:-1])

    def _oldest_first(self, family: tuple[str, ...]) -> list[Source]:
        return sorted((self.sources[source_id] for source_id in family), key=lambda s: s.in_force_from or date.min)


class _SourceRow(BaseModel):
    """One ``[[source]]`` table, before it becomes a Source; the fields are Source's."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    source_id: str
    title: str
    publisher: str
    edition: str
    authority: Authority
    in_force_from: date | None = None
    in_force_to: date | None = None
    supersedes: tuple[str, ...] = ()
    part_of: str = ""
    names: tuple[str, ...] = ()
    landing_url: str = ""
    file_url: str = ""
    licence: str = ""
    jurisdiction: str = "England"
    verified: Verified = Verified.NOT_VERIFIED
    note: str = ""
    review_by: date | None = None
    commencement_not_found: tuple[str, ...] = ()


def load_register(path: Path | None = None) -> Register:
    """Load the register.

    Parameters
    ----------
    path : Path, optional
        A TOML file of ``[[source]]`` tables; without one, the register that comes with the program.

    Raises
    ------
    RegisterError
        If the file cannot be read or does not validate; lists every mistake.
    """
    file = resources.files("corpus.register") / "sources.toml" if path is None else path
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise RegisterError(f"the register {file} cannot be read: {error.strerror or error}", _HINT) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(f"the register {file} is not TOML: {error}", _HINT) from error
    rows = data.pop("source", None)
    mistakes = [f"the register has {key!r} at the top; only [[source]] tables are expected" for key in data]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RegisterError(_listed([*mistakes, "the register has no [[source]] tables"]), _HINT)
    sources: list[Source] = []
    for number, row in enumerate(rows, 1):
        try:
            sources.append(Source(**dict(_SourceRow.model_validate(row))))
        except ValidationError as error:
            name = str(row.get("source_id") or f"entry {number}")
            mistakes += [f"{name}: {_sentence(detail)}" for detail in error.errors()]
    known = frozenset(str(row.get("source_id", "")) for row in rows)
    return _checked(sources, mistakes, known)


def _sentence(detail: ErrorDetails) -> str:
    """Say one of pydantic's findings in our words."""
    name, given, kind = str(detail["loc"][0]), detail["input"], detail["type"]
    if kind == "extra_forbidden":
        close = difflib.get_close_matches(name, [field.name for field in fields(Source)], 1)
        return f"there is no field {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
    if kind == "missing":
        return f"{name} is missing"
    if kind == "enum":
        allowed = Authority if name == "authority" else Verified
        return f"{name} {given!r} is not one of {', '.join(allowed)}"
    if kind.startswith("date"):
        return f"{name} {given!r} is not a date; write 2025-09-01, without quotation marks"
    expected = "a list of texts" if name in {"supersedes", "names", "commencement_not_found"} else "a text"
    return f"{name} {given!r} is not {expected}"


def _checked(sources: list[Source], mistakes: Iterable[str] = (), known: frozenset[str] = frozenset()) -> Register:
    """Make a register of sources, or say everything that is wrong with them.

    Raises
    ------
    RegisterError
        If there are mistakes, those already found included.
    """
    found = [*mistakes, *mistakes_in(sources, known)]
    if found:
        raise RegisterError(_listed(found), _HINT)
    return Register({source.source_id: source for source in sources})


def _listed(mistakes: list[str]) -> str:
    """Return how many mistakes there are, and each on its line."""
    count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    return "\n".join([f"the register of sources has {count}:", *(f"- {mistake}" for mistake in mistakes)])
