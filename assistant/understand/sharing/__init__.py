"""Whether a message asks who may be told, asked or chased: whom, which way, and what the story changes."""

from assistant.understand.sharing.sharing_direction import NOT_SHARING, sharing_features
from assistant.understand.sharing.sharing_question import SharingRequest, sharing_asked, sharing_in
from assistant.understand.sharing.sharing_recipient import recipient_signs
from assistant.understand.sharing.sharing_story import ANYONE, as_one, story_of_sharing

__all__ = [
    "ANYONE",
    "NOT_SHARING",
    "SharingRequest",
    "as_one",
    "recipient_signs",
    "sharing_asked",
    "sharing_features",
    "sharing_in",
    "story_of_sharing",
]
