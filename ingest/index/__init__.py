"""From PDFs to a new generation of the index."""

from ingest.index import inputs
from ingest.index.builder import Agree, Builder, BuildResult, Plan
from ingest.index.inputs import BUILD_VERSIONS, Item, current_manifest, local_entries
from ingest.index.page_report import PageReport, page_reports, read_reports, summary, verdict
from ingest.index.publish import publish
from ingest.index.read_document import passages_of

__all__ = [
    "BUILD_VERSIONS", "Agree", "BuildResult", "Builder", "Item", "PageReport", "Plan", "current_manifest", "inputs",
    "local_entries", "page_reports", "passages_of", "publish", "read_reports", "summary", "verdict",
]  # fmt: skip
