"""Conversations that a person chose to keep."""
