"""Headers that a mail program reads as they stand: identities and addresses are folded between words, never encoded,
and a subject comes back as it was written.

Python's own folding turns a Message-ID or an address of more than 76 characters into RFC 2047 encoded words, which no
mail program decodes there: threads would break, and so would unsubscribing. It also begins a subject that is a little too
long for its line on the next one, and where it encodes words doubles the space before them.
"""

from __future__ import annotations

import email.policy
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry
from email.policy import Policy
from typing import Any, ClassVar, Final, Literal

_ENCODED_LINE = 76  # RFC 2047 §2


class _AsItStands(BaseHeader):
    """An ASCII header of words parted by single spaces, as the parsing hooks of `email.headerregistry` want it."""

    max_count: ClassVar[Literal[1]] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"] = " ".join(value.encode("ascii", "replace").decode().split())
        kwds["parse_tree"] = None

    def fold(self, *, policy: Policy) -> str:
        """The header on lines as short as its words allow (RFC 5322 §2.2.3)."""
        return _folded(self.name, str(self), policy)


class _Subject(BaseHeader):
    """Words for people on one line, of any characters but lone surrogates."""

    max_count: ClassVar[Literal[1]] = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"] = " ".join(value.split())
        kwds["parse_tree"] = None

    def fold(self, *, policy: Policy) -> str:
        """The words as they stand, where they are ASCII and cannot be taken for encoded ones; else all of them encoded
        (RFC 2047 §2).
        """
        words = str(self)
        if words.isascii() and "=?" not in words:
            return _folded(self.name, words, policy)
        encoded = Header(words, "utf-8", maxlinelen=_ENCODED_LINE, header_name=self.name).encode(linesep=policy.linesep)
        return f"{self.name}: {encoded}{policy.linesep}"


def _folded(name: str, words: str, policy: Policy) -> str:
    room = policy.max_line_length or 78
    lines = [f"{name}:"]
    for word in words.split(" "):
        if len(lines[-1]) + 1 + len(word) > room and lines != [f"{name}:"]:
            lines.append("")
        lines[-1] += f" {word}"
    return policy.linesep.join(lines) + policy.linesep


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("Subject", _Subject)
    for name in ("Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"):
        registry.map_to_type(name, _AsItStands)
    return registry


POLICY: Final = email.policy.SMTP.clone(cte_type="7bit", header_factory=_registry())
