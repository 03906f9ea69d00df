"""Work on one case beneath the conversation: thinking it through, and putting its record in order."""
