"""An answer taken away: the evidence pack as Word, PDF and plain text."""
