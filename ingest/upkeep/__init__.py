"""What keeps a library current: checks, a doctor, the maintainer’s tasks."""

from ingest.upkeep import check_report, library_check
from ingest.upkeep.check_offline import LibraryNotice, library_here, library_notices
from ingest.upkeep.doctor import examine, must_be_sound
from ingest.upkeep.maintainer import LibraryUpkeep
from ingest.upkeep.official_files import HOW_BY_HAND, MissingText, OfficialFiles, files_in, missing_texts
from ingest.upkeep.types import EarlierGeneration, Fetchable, LibraryStanding, SourceReport, UpkeepResult

__all__ = [
    "HOW_BY_HAND", "EarlierGeneration", "Fetchable", "LibraryNotice", "LibraryStanding", "LibraryUpkeep", "MissingText",
    "OfficialFiles", "SourceReport", "UpkeepResult", "check_report", "examine", "files_in", "library_check", "library_here",
    "library_notices", "missing_texts", "must_be_sound",
]  # fmt: skip
