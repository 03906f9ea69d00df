"""PassageIndex (protocol) — being written."""
