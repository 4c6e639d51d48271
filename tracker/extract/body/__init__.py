"""Which chunks of a page are the article, and by which rule the others are not."""
