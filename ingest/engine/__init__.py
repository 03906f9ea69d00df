"""Where the work of a build is done: in this process, or at the workers of a Dask cluster."""

from ingest.engine.engine import Engine, LocalEngine, Lost
from ingest.engine.open_engine import open_engine

__all__ = ["Engine", "LocalEngine", "Lost", "open_engine"]
