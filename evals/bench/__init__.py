"""Side by side with other systems, each in an environment of its own."""
