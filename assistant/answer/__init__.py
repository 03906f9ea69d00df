"""From what was found to an answer whose every quotation was checked."""
