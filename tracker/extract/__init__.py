"""Bytes into a Document, and how far a capture can be believed. Pure."""

from __future__ import annotations

from tracker.extract.extraction import EXTRACTOR, Explained, Reading, explain, extract, read
from tracker.extract.memory import HostMemory, remember

__all__ = ["EXTRACTOR", "Explained", "HostMemory", "Reading", "explain", "extract", "read", "remember"]
