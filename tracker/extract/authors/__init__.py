"""Who wrote the article: bylines, signatures, and which words in them name persons."""
