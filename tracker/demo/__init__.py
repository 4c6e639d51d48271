"""A small local newspaper that edits its articles, and Tracker following it."""
