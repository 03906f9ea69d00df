"""From a question to the passages of the right editions, and whether they are enough."""
