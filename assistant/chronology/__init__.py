"""The dated entries of a record in order: what is new, what comes closer together, who has not answered. Facts and no score."""

from assistant.chronology.chronologist import Chronologist, OrderedRecord, without_names
from assistant.chronology.over_time import Finding, FoundFact, QuotedEntry, ShownOverTime, shown_over_time
from assistant.chronology.record import MAX_ENTRIES, MAX_RECORD_CHARS, Entry, ReadRecord, read_record

__all__ = [
    "MAX_ENTRIES", "MAX_RECORD_CHARS", "Chronologist", "Entry", "Finding", "FoundFact", "OrderedRecord", "QuotedEntry",
    "ReadRecord", "ShownOverTime", "read_record", "shown_over_time", "without_names",
]  # fmt: skip
