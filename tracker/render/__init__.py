"""A Change for people: one renderer for terminal, mail and page. Pure."""
