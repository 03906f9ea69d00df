"""Questions under way on the page: asked in a thread, shown while they run, kept over a reload."""
