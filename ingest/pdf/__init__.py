"""From the bytes of a PDF to pages of lines."""

from ingest.pdf.ocr import MISSING, Tesseract, installed
from ingest.pdf.page_labels import number_line
from ingest.pdf.parsed import LeftOut, Parsed, Scan
from ingest.pdf.parser import PARSER_VERSION, parse, parse_closely, read_file

__all__ = [
    "MISSING", "PARSER_VERSION", "LeftOut", "Parsed", "Scan", "Tesseract", "installed", "number_line", "parse",
    "parse_closely", "read_file",
]  # fmt: skip
