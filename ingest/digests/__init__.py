"""The bundled digests: Markdown of ours to documents."""

from ingest.digests.digest_pdf import DIGESTS_VERSION, render
from ingest.digests.linter import GuidanceText, how_read, lint, read_guidance
from ingest.digests.load import Digest, load_digests, pinpoints

__all__ = [
    "DIGESTS_VERSION", "Digest", "GuidanceText", "how_read", "lint", "load_digests", "pinpoints", "read_guidance",
    "render",
]  # fmt: skip
