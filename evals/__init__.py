"""How well the assistant answers: run it, record what it did, score the record."""
