"""From a web page to its text, and from that to a PDF whose headings lead back to the page."""

from ingest.web.attachments_html import read_attachments
from ingest.web.law_page import LEGISLATION_SITE, read_law
from ingest.web.web_page import MARK, WebBlock, WebBlockKind, WebBody, WebText, read_body
from ingest.web.web_pdf import (
    WEB_PRINT_VERSION,
    Anchors,
    Print,
    WebAnchor,
    anchors_file,
    print_page,
    read_anchors,
    unprintable,
    write_anchors,
)

__all__ = [
    "LEGISLATION_SITE", "MARK", "WEB_PRINT_VERSION", "Anchors", "Print", "WebAnchor", "WebBlock", "WebBlockKind", "WebBody",
    "WebText", "anchors_file", "print_page", "read_anchors", "read_attachments", "read_body", "read_law", "unprintable",
    "write_anchors",
]  # fmt: skip
