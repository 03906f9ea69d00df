"""Messages by many hands, and what the gates make of them; how their models are taught."""

from evals.labelled.gates import caution_messages, gate_messages, good_faith, train_classifier

__all__ = [
    "caution_messages",
    "gate_messages",
    "good_faith",
    "train_classifier",
]
