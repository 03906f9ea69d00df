"""The dated entries of a record in order: what is new, what comes closer together, who has not answered. Facts and no score."""

from assistant.chronology.agencies import marked_sentences
from assistant.chronology.chronologist import Chronologist, OrderedRecord, hears_danger, without_names
from assistant.chronology.entry_encoder import MARK, STEP, load_entry_model, told_in
from assistant.chronology.facts import Finding, FoundFact, QuotedEntry
from assistant.chronology.over_time import ShownOverTime, shown_over_time
from assistant.chronology.record import MAX_ENTRIES, MAX_RECORD_CHARS, Entry, ReadRecord, read_record
from assistant.chronology.sheet import as_dict, facts_of, how_read, risk_first, sheet_of

__all__ = [
    "MARK", "MAX_ENTRIES", "MAX_RECORD_CHARS", "STEP", "Chronologist", "Entry", "Finding", "FoundFact", "OrderedRecord",
    "QuotedEntry", "ReadRecord", "ShownOverTime", "as_dict", "facts_of", "hears_danger", "how_read", "load_entry_model",
    "marked_sentences", "read_record", "risk_first", "sheet_of", "shown_over_time", "told_in", "without_names",
]  # fmt: skip
