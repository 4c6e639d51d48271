"""The same text from every fetch: what is known of the article and its host, and what is held back until seen again."""
