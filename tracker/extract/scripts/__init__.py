"""What a page holds for its scripts: the article in their state, and whether they are still to write it."""
