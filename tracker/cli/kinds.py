"""Kinds of flags as people type them: one kind, or a family by its first word."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import UsageError
from tracker.model import FlagKind


def kinds_named(typed: Sequence[str]) -> frozenset[str]:
    """The kinds meant: `quote_changed` is itself, `quote` all of its family. Raises UsageError for anything else."""
    kinds: set[str] = set()
    for word in typed:
        found = {kind.value for kind in FlagKind if kind.value == word or kind.value.startswith(f"{word}_")}
        if not found:
            raise UsageError(
                f"{word[:40]} is no kind of flag", hint=f"kinds are: {', '.join(kind.value for kind in FlagKind)}"
            )
        kinds |= found
    return frozenset(kinds)
