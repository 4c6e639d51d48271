"""Who is said to have said something: verbs of saying, the phrases beside them, and what an article calls its sources."""
