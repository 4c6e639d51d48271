"""Keeping what was promised: what a message has to tell, when the watcher itself is in trouble, and sending it."""
