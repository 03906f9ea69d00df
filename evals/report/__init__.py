"""A record’s scores for people: Markdown, a page, the README’s table."""
