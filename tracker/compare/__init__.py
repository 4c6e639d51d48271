"""Recognises what an edit means: two documents in, aligned passages and explained flags out. Pure, offline, without
any model; what is particular to a language stands in `languages/`.

    sentences -> alignment -> words -> quotations, facts, attribution, hedges, frame -> disclosure
"""

from __future__ import annotations

from tracker.compare.change import compare, compare_and_quote, laid_out
from tracker.compare.fingerprint import fingerprint
from tracker.compare.speakers import Quotation, quotes

__all__ = ["COMPARER", "Quotation", "compare", "compare_and_quote", "fingerprint", "laid_out", "quotes"]

COMPARER = "9"
