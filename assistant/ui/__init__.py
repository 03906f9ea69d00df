"""How the assistant is seen: a folder for each page, and what they share."""
