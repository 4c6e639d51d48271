"""Bytes into a Document, and how far a capture can be believed. Pure."""

from __future__ import annotations

from tracker.extract.extraction import EXTRACTOR, Explained, Reading, Sheet, explain, extract, goes_on_at, read
from tracker.extract.joining import page_count
from tracker.extract.likeness import doubt
from tracker.extract.memory import HostMemory, remember
from tracker.extract.ownrules import SiteRules
from tracker.extract.pagination import MAX_PAGES, Pagination
from tracker.extract.settling import Settled, holds_back, is_unsettled, settle, was_held, watch_places
from tracker.extract.siterules import Rule, idle, packaged_rules, parse_rules, rule_for
from tracker.extract.sketch import Sketch
from tracker.extract.stamp import claimed_change_at

__all__ = [
    "EXTRACTOR",
    "MAX_PAGES",
    "Explained",
    "HostMemory",
    "Pagination",
    "Reading",
    "Rule",
    "Settled",
    "Sheet",
    "SiteRules",
    "Sketch",
    "claimed_change_at",
    "doubt",
    "explain",
    "extract",
    "goes_on_at",
    "holds_back",
    "idle",
    "is_unsettled",
    "packaged_rules",
    "page_count",
    "parse_rules",
    "read",
    "remember",
    "rule_for",
    "settle",
    "was_held",
    "watch_places",
]
