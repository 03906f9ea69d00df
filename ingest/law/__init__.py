"""Legislation by its structure: CLML, the XML of legislation.gov.uk, to blocks to print and a record of each provision."""

from ingest.law.clml import read_clml
from ingest.law.commencement_table import COLUMNS, as_record, as_rows, summary_of, table_for_terminal

__all__ = ["COLUMNS", "as_record", "as_rows", "read_clml", "summary_of", "table_for_terminal"]
