"""What people keep: conversations, answers to be checked, verdicts. The only room that knows SQLAlchemy."""
