"""People’s verdicts as files, and as judged questions."""
