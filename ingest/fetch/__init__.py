"""From an official address to an identified PDF."""
