"""Whether a passage supports a statement: rules, and no model."""

from assistant.entailment.support import Support, check

__all__ = ["Support", "check"]
