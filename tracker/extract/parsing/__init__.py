"""Bytes into characters, a tree, and chunks of text; what elements are named, and the words of publishers."""
