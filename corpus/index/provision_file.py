"""What is recorded of the provisions of law in a generation: one file beside its passages, if any of it was read so.

Passages carry the record of their own provision, to be quoted with. The file has all of them, those without words too, for
the commencement table. A generation of an earlier version of this program has none, and is opened as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import IndexDamaged
from corpus.index.checksums import MEND, must_be_unchanged
from corpus.index.generations import Manifest, folder_of
from corpus.provisions import Provision

PROVISIONS_FILE = "provisions.json"
_BY_SOURCE = TypeAdapter(dict[str, tuple[Provision, ...]])


def write_provisions(folder: Path, by_source: Mapping[str, tuple[Provision, ...]]) -> None:
    """Write down the provisions of a generation's sources, by id; nothing if there are none."""
    known = {source_id: provisions for source_id, provisions in by_source.items() if provisions}
    if known:
        (folder / PROVISIONS_FILE).write_bytes(_BY_SOURCE.dump_json(known))


def read_provisions(index_dir: Path, manifest: Manifest) -> Mapping[str, tuple[Provision, ...]]:
    """Return the provisions of a generation's sources, by id, of those that have any.

    Raises
    ------
    IndexDamaged
        If they are not as they were written.
    """
    if PROVISIONS_FILE not in manifest.files:
        return {}
    folder = folder_of(index_dir, manifest.generation)
    must_be_unchanged(folder, {PROVISIONS_FILE: manifest.files[PROVISIONS_FILE]})
    try:
        return _BY_SOURCE.validate_json((folder / PROVISIONS_FILE).read_bytes())
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"the provisions of index generation {folder.name} cannot be read", MEND) from error
