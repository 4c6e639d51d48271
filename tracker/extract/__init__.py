"""Bytes into a Document, and how far a capture can be believed. Pure."""

from __future__ import annotations

from tracker.extract.extraction import EXTRACTOR, Explained, Reading, explain, extract, read
from tracker.extract.likeness import doubt
from tracker.extract.memory import HostMemory, remember
from tracker.extract.ownrules import SiteRules
from tracker.extract.siterules import Rule, packaged_rules, parse_rules
from tracker.extract.sketch import Sketch

__all__ = [
    "EXTRACTOR",
    "Explained",
    "HostMemory",
    "Reading",
    "Rule",
    "SiteRules",
    "Sketch",
    "doubt",
    "explain",
    "extract",
    "packaged_rules",
    "parse_rules",
    "read",
    "remember",
]
