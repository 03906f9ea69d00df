"""How many details of which kinds, in words that name none of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

from corpus.pii.recognisers import Kind

_COUNTED = MappingProxyType({
    Kind.NAME: ("name", "names"),
    Kind.INITIALS: ("set of initials", "sets of initials"),
    Kind.DATE_OF_BIRTH: ("date of birth", "dates of birth"),
    Kind.ADDRESS: ("address", "addresses"),
    Kind.POSTCODE: ("postcode", "postcodes"),
    Kind.PHONE: ("phone number", "phone numbers"),
    Kind.EMAIL: ("email address", "email addresses"),
    Kind.UPN: ("pupil number", "pupil numbers"),
    Kind.NHS_NUMBER: ("NHS number", "NHS numbers"),
    Kind.CASE_NUMBER: ("reference number", "reference numbers"),
    Kind.HANDLE: ("social media name", "social media names"),
    Kind.REGISTRATION: ("vehicle registration", "vehicle registrations"),
    Kind.SCHOOL: ("school name", "school names"),
})


def counted(kinds: Iterable[Kind]) -> str:
    """Say how many details there are of each kind, such as ``2 names, 1 postcode``."""
    counts = Counter(kinds)
    return ", ".join(f"{n} {_COUNTED[kind][n > 1]}" for kind in Kind if (n := counts[kind]))
