"""A file is known by its content."""

from __future__ import annotations

from pathlib import Path

from ingest.files import is_whole, sha256_of


def test_a_file_is_whole_only_with_the_content_expected(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert not is_whole(file, "0" * 64)
    file.write_bytes(b"one")
    sha256 = sha256_of(file)
    assert is_whole(file, sha256)
    file.write_bytes(b"two")
    assert not is_whole(file, sha256)
