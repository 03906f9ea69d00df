"""Two editions side by side: what stayed, what changed, what is in one of them only."""
