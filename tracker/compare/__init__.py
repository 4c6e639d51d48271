"""Recognises what an edit means: two documents in, aligned passages and explained flags out. Pure, offline, without
any model; what is particular to a language stands in `languages/`.

    one version     text -> facts, naming -> sourcing -> quoting -> reading
    both versions   alignment -> sides -> shifting, contrasting, values, speaking, framing -> meaning -> change

Each package imports only what stands before it; a contract in pyproject.toml holds that.
"""

from __future__ import annotations

from tracker.compare.change import compare, compare_and_quote, laid_out
from tracker.compare.speaking.speakers import Quotation, quotes
from tracker.compare.text.fingerprint import fingerprint

__all__ = ["COMPARER", "Quotation", "compare", "compare_and_quote", "fingerprint", "laid_out", "quotes"]

COMPARER = "13"
