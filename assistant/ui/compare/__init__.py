"""The page on which two editions are compared."""
