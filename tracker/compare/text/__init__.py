"""Plain text and its language: normal forms, sentences, words, spelling, and what one language file holds."""
