"""Which engine an address names: this process, or a Dask cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from ingest.engine.engine import Engine, LocalEngine
from ingest.errors import BuildError


def open_engine(address: str) -> AbstractContextManager[Engine]:
    """Return the engine at an address, as a context; this process, if there is none.

    Parameters
    ----------
    address : str
        ``tcp://host:port`` or ``tls://host:port`` of a Dask scheduler; or empty.

    Raises
    ------
    BuildError
        If the address is of another kind, or Dask is not installed.
    """
    if not address:
        return nullcontext(LocalEngine())
    if not address.startswith(("tcp://", "tls://")):
        raise BuildError(
            f"{address} names no engine that is known here",
            "name a Dask scheduler, as in --on tcp://host:8786; ADR 0052 says why it is Dask",
        )
    try:
        from ingest.engine.dask_engine import DaskEngine  # noqa: PLC0415  # of an extra, and only where it is asked for
    except ImportError as error:
        raise BuildError(
            "Dask, which builds on several computers, is not installed",
            "run .venv/bin/python -m pip install -c .requirements/constraints.txt -e '.[engine]'",
        ) from error
    return DaskEngine(address)
