"""From an official address to an identified PDF."""

from ingest.fetch.by_hand import address_for_a_person
from ingest.fetch.destination import Fetched, FetchOutcome
from ingest.fetch.download import Download
from ingest.fetch.fetcher import Fetcher
from ingest.fetch.govuk import ContentApi
from ingest.fetch.http_client import Asker, open_asker
from ingest.fetch.identity import remark_on
from ingest.fetch.lockfile import Lock, SetAside, fetching_alone, read_lock
from ingest.fetch.look import SourceChange, SourceState
from ingest.fetch.official_file import OfficialFile, add_official
from ingest.fetch.route import fetchable

__all__ = [
    "Asker", "ContentApi", "Download", "FetchOutcome", "Fetched", "Fetcher", "Lock", "OfficialFile", "SetAside", "SourceChange",
    "SourceState", "add_official",
    "address_for_a_person", "fetchable", "fetching_alone", "open_asker", "read_lock", "remark_on",
]  # fmt: skip
