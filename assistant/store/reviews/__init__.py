"""Answers checked by people: the queue, verdicts, decisions, and the evidence they need."""
