"""How a TOML file of our sentences is read: tables whose every field is known, checked, and an error that names the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema, ValidationError, create_model
from pydantic_core.core_schema import no_info_after_validator_function

from corpus.errors import StatementError

_Made = TypeVar("_Made")
_RowT = TypeVar("_RowT", bound="Row")
OURS = Path(str(resources.files("corpus.statements")))
"""The folder of those that come with the project."""
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]
Asks = Annotated[str, Field(pattern=r"\?$")]


class Row(BaseModel):
    """A table of a file; a field that it does not name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def besides_id(self) -> dict[str, Any]:
        """Every field but the id, by name: what is made of a row often has the same fields."""
        return {name: value for name, value in self if name != "id"}


def made_of(form: object, make: Callable[[Any], object]) -> GetPydanticSchema:
    """Return what lets a field of a row hold what is made of another form, as ``Annotated[Cue, made_of(str, Cue)]``."""
    return GetPydanticSchema(lambda _, handler: no_info_after_validator_function(make, handler.generate_schema(form)))


def read_tables(
    file: Path,
    name: str,
    row: type[_RowT],
    make: Callable[[_RowT], _Made],
    check: Callable[[tuple[_Made, ...]], None] = lambda _: None,
) -> tuple[_Made, ...]:
    """Return what is made of the tables of a file that has nothing but tables of one name, one at least.

    Parameters
    ----------
    file : Path
        Of TOML.
    name : str
        Of the tables: ``sign``, of those that begin with ``[[sign]]``.
    row : type
        The form of a table.
    make : callable
        Makes something of a table.
    check : callable
        Raises a ``StatementError`` if what was made does not go together.

    Raises
    ------
    StatementError
        If the file cannot be read, nothing can be made of a table, or the check fails.
    """
    tables = Annotated[tuple[row, ...], Field(min_length=1)]  # type: ignore[valid-type]
    form: Any = create_model("Tables", __base__=Row, **{name: (tables, ...)})  # type: ignore[call-overload]

    def made(data: dict[str, Any]) -> tuple[_Made, ...]:
        entries = tuple(map(make, getattr(form.model_validate(data), name)))
        check(entries)
        return entries

    return read_file(file, made)


def read_file(file: Path, make: Callable[[dict[str, Any]], _Made]) -> _Made:
    """Return what is made of a TOML file.

    Raises
    ------
    StatementError
        If it cannot be read, or nothing can be made of it.
    """
    try:
        return make(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, StatementError) as error:  # TOMLDecodeError and ValidationError are ValueErrors
        raise StatementError(*_unusable(file, error)) from error


def _unusable(file: Path, error: Exception) -> tuple[str, str]:
    """Return what is wrong in a file, with its name, and what to do."""
    if isinstance(error, StatementError):
        return f"{file.name} cannot be used: {error.message}", error.hint
    first: Any = error.errors()[0] if isinstance(error, ValidationError) else None
    what = f"{'.'.join(map(str, first['loc']))}: {first['msg']}" if first else str(error)
    return f"{file.name} cannot be used: {what}", "correct the entry; its neighbours show the form"


def check_unique(names: Iterable[str], what: str) -> None:
    """Check that no name stands twice.

    Raises
    ------
    StatementError
        If one does.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise StatementError(f"{what} {name!r} stands twice", "keep one of the two")
        seen.add(name)
