"""Staff’s words brought to the passages of a library, and learned from."""

from ingest.practice.embedding import CachedEmbedder
from ingest.practice.find_passages import EmbeddedPassages
from ingest.practice.learning import learn, lessons
from ingest.practice.links import LINKS_VERSION, links_for
from ingest.practice.written_for import written_for

__all__ = ["LINKS_VERSION", "CachedEmbedder", "EmbeddedPassages", "learn", "lessons", "links_for", "written_for"]
