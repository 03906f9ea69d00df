"""Who is at the page, and which pages they are shown."""
