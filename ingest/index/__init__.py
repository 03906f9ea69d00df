"""From PDFs to a new generation of the index."""

from ingest.index import inputs
from ingest.index.builder import Builder, BuildResult, Plan
from ingest.index.inputs import BUILD_VERSIONS, Item, held, local_entries
from ingest.index.page_report import PageReport, read_reports, summary, verdict

__all__ = [
    "BUILD_VERSIONS",
    "BuildResult",
    "Builder",
    "Item",
    "PageReport",
    "Plan",
    "held",
    "inputs",
    "local_entries",
    "read_reports",
    "summary",
    "verdict",
]
