"""A user's own site rules: they win over the packaged ones, and what reads a page is named by its rules too."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.extract.body.siterules import Rule, names_of, packaged_rules
from tracker.extract.extraction import EXTRACTOR
from tracker.extract.parsing.addresses import host_of


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The user's own rules, for any number of hosts."""

    rules: tuple[Rule, ...] = ()

    def of(self, url: str) -> tuple[Rule, ...] | None:
        """The user's rules for the host of that address; None where the packaged ones hold."""
        return tuple(rule for rule in self.rules if rule.host in names_of(url)) or None

    def reader(self, url: str) -> str:
        """The name of what reads pages at that address: the extractor's version, with a digest of the host's rules.
        Another name means that the same page may read otherwise.
        """
        own = self.of(url)
        rules = packaged_rules(host_of(url)) if own is None else own
        return f"{EXTRACTOR}+{hashlib.sha256(repr(rules).encode()).hexdigest()[:12]}" if rules else EXTRACTOR
