"""Bytes into a Document, and how far a capture can be believed. Pure."""

from __future__ import annotations

from tracker.extract.extraction import EXTRACTOR, Explained, Reading, explain, extract, read
from tracker.extract.memory import HostMemory, remember
from tracker.extract.ownrules import SiteRules
from tracker.extract.settling import Settled, holds_back, is_unsettled, settle, was_held, watch_places
from tracker.extract.siterules import Rule, packaged_rules, parse_rules

__all__ = [
    "EXTRACTOR",
    "Explained",
    "HostMemory",
    "Reading",
    "Rule",
    "Settled",
    "SiteRules",
    "explain",
    "extract",
    "holds_back",
    "is_unsettled",
    "packaged_rules",
    "parse_rules",
    "read",
    "remember",
    "settle",
    "was_held",
    "watch_places",
]
