"""Headers that a mail program reads as they stand: identities and addresses are folded between words, never encoded.

Python's own folding turns a Message-ID or an address of more than 76 characters into RFC 2047 encoded words, which no
mail program decodes there: threads would break, and so would unsubscribing.
"""

from __future__ import annotations

import email.policy
from email.headerregistry import BaseHeader, HeaderRegistry
from email.policy import Policy
from typing import Any, ClassVar, Final, Literal


class _AsItStands(BaseHeader):
    """An ASCII header of words parted by single spaces, as the parsing hooks of `email.headerregistry` want it."""

    max_count: ClassVar[Literal[1]] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"] = " ".join(value.encode("ascii", "replace").decode().split())
        kwds["parse_tree"] = None

    def fold(self, *, policy: Policy) -> str:
        """The header on lines as short as its words allow (RFC 5322 §2.2.3)."""
        room = policy.max_line_length or 78
        lines = [f"{self.name}:"]
        for word in str(self).split(" "):
            if len(lines[-1]) + 1 + len(word) > room and lines != [f"{self.name}:"]:
                lines.append("")
            lines[-1] += f" {word}"
        return policy.linesep.join(lines) + policy.linesep


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"):
        registry.map_to_type(name, _AsItStands)
    return registry


POLICY: Final = email.policy.SMTP.clone(cte_type="7bit", header_factory=_registry())
