"""What HAProxy reads: it is asked itself whether it takes it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from assistant.cluster import programs
from assistant.cluster.proxy import ProxyControl, write_configuration
from assistant.errors import ProgramMissing
from assistant.messages import URGENT_HEADING
from assistant.settings import ClusterSettings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    settings = ClusterSettings(dir=tmp_path, port=8600)
    return write_configuration(tmp_path, settings.port, settings.ports_of_apis(), settings.ports_of_pages(), 16)


def test_haproxy_takes_the_file(file: Path) -> None:
    try:
        haproxy = programs.find_haproxy()
    except ProgramMissing as error:
        pytest.skip(str(error))
    done = subprocess.run([haproxy, "-c", "-f", file], capture_output=True, text=True, check=False)
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr


def test_it_listens_on_this_computer_alone_adds_no_header_and_logs_no_request(file: Path) -> None:
    text = file.read_text()
    assert re.findall(r"bind (\S+)", text) == ["127.0.0.1:8600"]
    assert not re.search(r"forwardfor|set-header|add-header|^\s*log |httplog", text, re.MULTILINE)


def test_every_part_is_in_its_group_and_a_visit_stays_with_its_page(file: Path) -> None:
    text = file.read_text()
    assert re.findall(r"server (\S+) (\S+) check(?: cookie (\S+))?", text) == [
        ("api-1", "127.0.0.1:8611", ""),
        ("api-2", "127.0.0.1:8612", ""),
        ("page-1", "127.0.0.1:8601", "page-1"),
        ("page-2", "127.0.0.1:8602", "page-2"),
    ]


def test_where_nobody_answers_the_urgent_text_is_shown(file: Path) -> None:
    head, _, body = (file.parent / "503.http").read_bytes().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert URGENT_HEADING in body.decode()
    assert "999" in body.decode()


def test_a_proxy_that_is_not_there_is_not_well(tmp_path: Path) -> None:
    assert not ProxyControl(tmp_path / "none.sock").is_well()


@pytest.mark.parametrize(
    ("find", "package"), [(programs.find_haproxy, "haproxy"), (programs.find_postgresql, "postgresql-17-pgvector")]
)
def test_a_program_that_is_missing_is_said_with_its_package(
    find: object, package: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(programs, "_DEBIAN", tmp_path)
    with pytest.raises(ProgramMissing) as raised:
        find()  # type: ignore[operator]
    assert f"apt-get install {package}" in raised.value.hint
