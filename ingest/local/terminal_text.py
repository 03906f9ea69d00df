"""What a terminal shows about documents of the school's own: what was noticed in one, and what is gone with another."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.local.local_document import LocalChange, pages_in_words
from ingest.local.personal_details import PageNotice, Weight, by_weight

CHOOSE = (
    "Nothing was added. Look at these pages, then add it again with --details leave-out (those pages are left empty, in the"
    " library's copy too) or --details keep, or do not add it."
)


def noticed(notices: Sequence[PageNotice]) -> list[str]:
    """Return what was noticed, page by page: kinds and counts, and none of the words."""
    groups = by_weight(notices)
    asked = [one for weight, some in groups.items() if weight.asks for one in some]
    lines = [f"P{one.sentence[1:]}" for one in sorted(asked, key=lambda one: one.page)]
    if contacts := groups.get(Weight.CONTACT):
        lines.append(
            f"Staff or contact details on {pages_in_words([one.page for one in contacts])}: as policies have them."
        )
    return lines


def taken_out(removed: LocalChange) -> str:
    """Return that a document is gone, and what that means for a rollback."""
    earlier = "" if removed.can_roll_back else " No earlier generation is left to go back to: each of them held it."
    return f"{removed.title} was taken out, with its PDF and all that was made of it.{earlier}"
