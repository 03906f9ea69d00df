"""A cluster over the bundled library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cluster.programs import find_haproxy, find_postgresql
from assistant.errors import ProgramMissing
from tests.assistant.cluster.cluster_process import Cluster, a_cluster


@pytest.fixture(scope="module")
def cluster(bundled_index: Path) -> Iterator[Cluster]:
    """A cluster; tests that want it are skipped where a program is missing."""
    try:
        find_haproxy(), find_postgresql()
    except ProgramMissing as error:
        pytest.skip(f"{error.message} ({error.hint})")
    with a_cluster(bundled_index) as cluster:
        yield cluster
