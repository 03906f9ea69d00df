"""What keeps a library current: checks, a doctor, the maintainer’s tasks."""

from ingest.upkeep import check_report, library_check
from ingest.upkeep.atom import STATE_WORDS, as_atom
from ingest.upkeep.check_offline import LibraryNotice, library_here, library_notices
from ingest.upkeep.check_record import CheckRecord, SeenChange, read_record
from ingest.upkeep.doctor import examine, must_be_sound
from ingest.upkeep.maintainer import LibraryUpkeep
from ingest.upkeep.official_files import HOW_BY_HAND, MissingText, OfficialFiles, files_in, missing_texts
from ingest.upkeep.types import EarlierGeneration, Fetchable, LibraryStanding, SourceReport, UpkeepResult
from ingest.upkeep.whats_new import Asked, ask_and_record

__all__ = [
    "HOW_BY_HAND", "STATE_WORDS", "Asked", "CheckRecord", "EarlierGeneration", "Fetchable", "LibraryNotice",
    "LibraryStanding", "LibraryUpkeep", "MissingText", "OfficialFiles", "SeenChange", "SourceReport", "UpkeepResult",
    "as_atom", "ask_and_record", "check_report", "examine", "files_in", "library_check", "library_here",
    "library_notices", "missing_texts", "must_be_sound", "read_record",
]  # fmt: skip
