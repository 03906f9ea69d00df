"""What keeps a library current: checks, a doctor, the maintainer’s tasks."""

from ingest.upkeep import check_offline, check_report, library_check
from ingest.upkeep.check_offline import library_here
from ingest.upkeep.doctor import examine
from ingest.upkeep.maintainer import library_upkeep

__all__ = ["check_offline", "check_report", "examine", "library_check", "library_here", "library_upkeep"]
