"""Whether a message asks who may be told, asked or chased: whom, which way, and what the story changes."""

from assistant.understand.sharing.sharing_encoder import RECIPIENT_LABEL, WAY_LABEL, load_sharing_model
from assistant.understand.sharing.sharing_names import as_one
from assistant.understand.sharing.sharing_question import SharingRequest, sharing_asked, sharing_in

__all__ = [
    "RECIPIENT_LABEL",
    "WAY_LABEL",
    "SharingRequest",
    "as_one",
    "load_sharing_model",
    "sharing_asked",
    "sharing_in",
]
