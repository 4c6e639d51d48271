"""Promised messages into mail: composing, and the conversation with the mail server."""
