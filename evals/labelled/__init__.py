"""Labelled messages and statements against the gates, the redaction and the support check."""
