"""What the desks keep: conversations, answers to be checked, verdicts, runs. Start with ``database.open_store``."""
