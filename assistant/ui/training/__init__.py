"""The page for training: a subject as a ten-minute briefing, its files, a self-check, and the plan for a year."""
