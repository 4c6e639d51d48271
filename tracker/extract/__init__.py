"""Bytes into a Document, and how far a capture can be believed. Pure.

    parsing -> paging, scripts, dating -> authors -> headlines, body -> metadata, quality -> steadying, sketches -> lacking, reading

Each package imports only what stands before it; a contract in pyproject.toml holds that.
"""

from __future__ import annotations

from tracker.extract.body.siterules import Rule, idle, packaged_rules, parse_rules, rule_for
from tracker.extract.dating.stamp import claimed_change_at
from tracker.extract.extraction import EXTRACTOR, Explained, Reading, Sheet, explain, extract, goes_on_at, read
from tracker.extract.ownrules import SiteRules
from tracker.extract.paging.joining import page_count
from tracker.extract.paging.pagination import MAX_PAGES, Pagination
from tracker.extract.sketches.likeness import doubt
from tracker.extract.sketches.sketch import Sketch
from tracker.extract.steadying.memory import HostMemory, remember
from tracker.extract.steadying.settling import Settled, holds_back, is_unsettled, settle, was_held, watch_places

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
