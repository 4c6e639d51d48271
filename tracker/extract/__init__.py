"""Bytes into a Document, and how far a capture can be believed. Pure."""
