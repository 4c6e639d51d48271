"""Leaves out what another flag tells already: the sentence that is all of a quotation, a degree inside one, a voice's name."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Flag, FlagKind, Span

_QUOTES = frozenset({FlagKind.QUOTE_CHANGED, FlagKind.QUOTE_ADDED, FlagKind.QUOTE_REMOVED})
_IN_QUOTES = frozenset(
    {
        FlagKind.SENT_ADDED,
        FlagKind.SENT_REMOVED,
        FlagKind.INTENSITY_CHANGED,
        FlagKind.FACT_ADDED,
        FlagKind.FACT_REMOVED,
    }
)
_MARKS = 2  # characters of a sentence round a quotation that is all of it


def told_once(flags: Sequence[Flag]) -> list[Flag]:
    """The flags in their order, without those that say no more of a quotation than the flag on it, and without a second
    fact on the same words.
    """
    quoted = [flag for flag in flags if flag.kind in _QUOTES]
    facts = {
        (flag.before_span, flag.after_span): flag for flag in reversed(flags) if flag.kind is FlagKind.FACT_CHANGED
    }
    flags = [
        flag
        for flag in flags
        if facts.get((flag.before_span, flag.after_span), flag) is flag or flag.kind is not FlagKind.FACT_CHANGED
    ]
    return [flag for flag in flags if flag.kind not in _IN_QUOTES or not any(_holds(quote, flag) for quote in quoted)]


def named_by(flag: Flag, voices: Sequence[Flag]) -> bool:
    """Whether a flag tells of nothing but the name that a voice is told of with."""
    if flag.kind not in (FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED):
        return False
    return any(
        (flag.after_span, flag.before) == (voice.after_span, "")
        or (flag.before_span, flag.after) == (voice.before_span, "")
        for voice in voices
    )


def _holds(quote: Flag, flag: Flag) -> bool:
    """Whether the side of a flag that says something stands inside a quotation that is told of."""
    added, removed = _inside(flag.after_span, quote.after_span), _inside(flag.before_span, quote.before_span)
    if flag.rule.endswith("added"):
        return added
    return removed if flag.rule.endswith("removed") else added and removed


def _inside(inner: Span | None, outer: Span | None) -> bool:
    if inner is None or outer is None or inner.part is not outer.part:
        return False
    return outer.start - _MARKS <= inner.start and inner.end <= outer.end + _MARKS
