"""The page on which a question is asked."""
