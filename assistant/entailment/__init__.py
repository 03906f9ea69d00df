"""Whether a passage supports a statement: rules, and no model."""
