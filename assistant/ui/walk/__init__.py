"""The first half hour: a walk for each role through the pages, and where to ask, by kind of question."""
