"""A file is known by its content; what is no file is refused before it is opened."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.register.register import Register
from ingest.errors import BuildError
from ingest.files import is_whole, sha256_of
from ingest.index import inputs
from tests.doubles import a_source
from tests.ingest import pdfs

ROOT = Path(__file__).parents[2]


def test_a_file_is_whole_only_with_the_content_expected(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert not is_whole(file, "0" * 64)
    file.write_bytes(b"one")
    sha256 = sha256_of(file)
    assert is_whole(file, sha256)
    file.write_bytes(b"two")
    assert not is_whole(file, sha256)


def a_pipe(at: Path) -> Path:
    os.mkfifo(at)
    return at


def a_socket(at: Path) -> Path:
    with contextlib.chdir(at.parent), socket.socket(socket.AF_UNIX) as listening:  # an address is short
        listening.bind(at.name)
    return at


def a_folder(at: Path) -> Path:
    at.mkdir()
    return at


def a_device(at: Path) -> Path:
    at.symlink_to("/dev/zero")
    return at


ODD = [(a_pipe, "a pipe"), (a_socket, "a socket"), (a_folder, "a folder"), (a_device, "a device")]


@pytest.mark.parametrize(("make", "kind"), ODD)
def test_what_is_no_file_is_refused_at_once_in_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], kind: str
) -> None:
    odd = make(tmp_path / "policy.pdf")
    for command in (
        ["add", odd, "--title", "T", "--publisher", "P", "--index", tmp_path],
        ["explain", odd, "1", "--index", tmp_path],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "ingest", *map(str, command)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,  # a pipe would be waited for
            check=False,
        )
        assert done.returncode == 1
        assert f" is {kind}, whatever its name." in done.stderr
        assert "Traceback" not in done.stderr
    with pytest.raises(BuildError, match=f"is {kind}, whatever its name"):
        sha256_of(odd)
    assert not is_whole(odd, "0" * 64)


@pytest.mark.parametrize(("make", "kind"), [*ODD, (lambda at: at.symlink_to("gone"), "a link that leads nowhere")])
def test_a_build_names_what_is_no_file(tmp_path: Path, make: Callable[[Path], Path], kind: str) -> None:
    pdfs.make(tmp_path / "b-2025.pdf", [pdfs.filler(1)])
    make(tmp_path / "a-2025.pdf")
    register = Register({source_id: a_source(source_id) for source_id in ("a-2025", "b-2025")})
    items, passed_over = inputs.from_folder(tmp_path, register)
    assert [item.source.source_id for item in items] == ["b-2025"]
    assert passed_over == [f"a-2025.pdf was passed over: it is {kind}, whatever its name"]
