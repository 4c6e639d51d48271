"""Recognises what an edit means: two documents in, aligned passages and explained flags out. Pure, offline, without
any model; what is particular to a language stands in `languages/`.

    one version     text -> facts, naming -> sourcing -> quoting -> memory -> reading
    both versions   alignment -> sides -> shifting, contrasting, values, speaking, framing -> meaning -> change

Each package imports only what stands before it; a contract in pyproject.toml holds that.
"""

from __future__ import annotations

from tracker.compare.change import Read, compare, compare_and_read, laid_out, read_first
from tracker.compare.speaking.speakers import Quotation, quotes
from tracker.compare.text.fingerprint import fingerprint

__all__ = [
    "COMPARER",
    "Quotation",
    "Read",
    "compare",
    "compare_and_read",
    "fingerprint",
    "laid_out",
    "quotes",
    "read_first",
]

COMPARER = "16"
