"""What a question that was not answered was about: one of a list of ours, so that nothing of the question is left.

The list is our digests, and three names for what is about none of them. A question's subject is that of the digest found nearest
to it. An abstention that says the question is about something else, or for which nothing near was found, has no subject of ours.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from assistant.types import Answer

OUTSIDE = "outside"
OTHER_NATION = "other-nation"
SUBJECTS_UNKNOWN = "unknown"
_WORDS = {
    OUTSIDE: "About none of our subjects",
    OTHER_NATION: "About another nation",
    SUBJECTS_UNKNOWN: "No digest was found near it",
}
_PREFIX = "digest-"
_FAR = ("nearest:", "it sounds like", "nothing asked is about")
"""How the reasons begin for which a question is near to nothing here; its nearest digest says nothing of it then."""


@cache
def _ours() -> frozenset[str]:
    """Return the ids of our digests."""
    files = (resources.files("corpus") / "digests").iterdir()
    return frozenset(
        f"{_PREFIX}{file.name.removesuffix('.md')}"
        for file in files
        if file.name.endswith(".md") and file.name != "README.md"
    )


def is_subject(name: str) -> bool:
    """Whether a name is on our list."""
    return name in _WORDS or name in _ours()


def subject_of(answer: Answer) -> str:
    """Return the subject of a question that was not answered."""
    found = {finding.gate: finding for finding in answer.review.findings}
    nation, evidence = found.get("other_nation"), found.get("evidence")
    if nation is not None and not nation.passed:
        return OTHER_NATION
    if evidence is not None and not evidence.passed and evidence.reason.startswith(_FAR):
        return OUTSIDE
    near = (one.passage.source_id for one in answer.retrieved)
    return next((source_id for source_id in near if source_id in _ours()), SUBJECTS_UNKNOWN)


def subject_words(name: str) -> str:
    """Return a subject as people read it."""
    return _WORDS.get(name) or name.removeprefix(_PREFIX).replace("-", " ").capitalize()
