"""How many details of which kinds, in words that name none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from corpus.pii.recognisers import DetailKind

_COUNTED = MappingProxyType({
    DetailKind.NAME: ("name", "names"),
    DetailKind.INITIALS: ("set of initials", "sets of initials"),
    DetailKind.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    DetailKind.ADDRESS: ("address", "addresses"),
    DetailKind.POSTCODE: ("postcode", "postcodes"),
    DetailKind.PHONE: ("phone number", "phone numbers"),
    DetailKind.EMAIL: ("email address", "email addresses"),
    DetailKind.UPN: ("pupil number", "pupil numbers"),
    DetailKind.NHS_NUMBER: ("NHS number", "NHS numbers"),
    DetailKind.CASE_NUMBER: ("reference number", "reference numbers"),
    DetailKind.HANDLE: ("social media name", "social media names"),
    DetailKind.REGISTRATION: ("vehicle registration", "vehicle registrations"),
    DetailKind.SCHOOL: ("school name", "school names"),
})


def counted(kinds: Iterable[DetailKind]) -> str:
    """Return how many details there are of each kind, such as ``2 names, 1 postcode``."""
    counts = Counter(kinds)
    return ", ".join(f"{n} {_COUNTED[kind][n > 1]}" for kind in DetailKind if (n := counts[kind]))
