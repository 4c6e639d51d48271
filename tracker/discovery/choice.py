"""Which of the candidates are wanted: a person's patterns, and a cap on what one look may bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tracker.discovery.found import Found, Item, Kind, Skipped, tally
from tracker.errors import UsageError

DEFAULT_CAP = 200
"""Articles that one look at a source considers. The newest count, so later looks do not eat their way into an archive."""

MAX_CAP = 5_000

_MAX_PATTERN = 500
_PATTERN_MEMORY = 1 << 20  # bytes of RE2's program: patterns with huge repetitions are refused
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a source is followed for. A pattern (RE2 syntax) is sought anywhere in the address, in any case; one of
    `include` must be found, where there are any, and none of `exclude`.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    cap: int = DEFAULT_CAP

    def __post_init__(self) -> None:
        """Raises UsageError for a pattern or cap that cannot be used."""
        if not 1 <= self.cap <= MAX_CAP:
            raise UsageError(f"a cap is a number from 1 to {MAX_CAP:,}, not {self.cap}")
        for pattern in (*self.include, *self.exclude):
            _compiled(pattern)


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles to take, newest first where the source gives dates, and what was left aside."""

    items: tuple[Item, ...]
    skipped: tuple[Skipped, ...]


def choose(found: Found, wanted: Wanted) -> Choice:
    """What is wanted of a source. Links that do not look like articles are taken where an include pattern names them."""
    include = [_compiled(pattern) for pattern in wanted.include]
    exclude = [_compiled(pattern) for pattern in wanted.exclude]
    candidates = (*found.items, *found.others) if include else found.items
    named = [item for item in candidates if not include or _matches(include, item)]
    kept = [item for item in named if not _matches(exclude, item)]
    ordered = kept if found.kind is Kind.PAGE else sorted(kept, key=_claimed, reverse=True)
    left = [
        Skipped("not named by an include pattern", len(candidates) - len(named)),
        Skipped("named by an exclude pattern", len(named) - len(kept)),
        Skipped(f"beyond the cap of {wanted.cap}", len(ordered) - wanted.cap),
        Skipped("not shaped like an article", 0 if include else len(found.others), _first(found.others)),
    ]
    return Choice(tuple(ordered[: wanted.cap]), tally(found.skipped, (one for one in left if one.count > 0)))


def _compiled(pattern: str) -> Any:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _PATTERN_MEMORY
    options.log_errors = False
    if not pattern or len(pattern) > _MAX_PATTERN:
        raise UsageError(f"a pattern has 1 to {_MAX_PATTERN} characters")
    try:
        return re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        raise UsageError(
            f"the pattern '{pattern[:60]}' cannot be read: {reason[:100]}",
            hint="Patterns are regular expressions without back-references, for example /politics/",
        ) from None


def _matches(patterns: Sequence[Any], item: Item) -> bool:
    return any(pattern.search(item.url) for pattern in patterns)


def _claimed(item: Item) -> datetime:
    return item.published_at or item.updated_at or _OLDEST


def _first(items: tuple[Item, ...]) -> str:
    return items[0].url if items else ""
