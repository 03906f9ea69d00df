"""Messages by many hands, and what the gates make of them; how their models are taught."""

from evals.labelled.gates import caution_messages, gate_messages, good_faith, train_classifier
from evals.labelled.gates.gate_messages import HEARING, STORY_HANDS, GateMessage

__all__ = [
    "HEARING",
    "STORY_HANDS",
    "GateMessage",
    "caution_messages",
    "gate_messages",
    "good_faith",
    "train_classifier",
]
