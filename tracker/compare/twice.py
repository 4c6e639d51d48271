"""Leaves out what another flag tells already: the sentence that is all of a quotation, a degree inside one, a voice's name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from tracker.model import FactSub, Flag, FlagKind, Span

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
_NEAREST = 4  # quotations that begin last before a flag; no two of one side overlap

_Placed = list[tuple[tuple[str, int], Flag]]


def told_once(flags: Sequence[Flag]) -> list[Flag]:
    """The flags in their order, without those that say no more of a quotation than the flag on it, and without a second
    fact on the same words.
    """
    quoted = _placed(flags, old=True), _placed(flags, old=False)
    facts = {
        (flag.before_span, flag.after_span): flag for flag in reversed(flags) if flag.kind is FlagKind.FACT_CHANGED
    }
    flags = [
        flag
        for flag in flags
        if facts.get((flag.before_span, flag.after_span), flag) is flag or flag.kind is not FlagKind.FACT_CHANGED
    ]
    flags = _whole_offices(flags)
    return [flag for flag in flags if flag.kind not in _IN_QUOTES or not _is_quoted(flag, *quoted)]


def _whole_offices(flags: Sequence[Flag]) -> list[Flag]:
    """The flags in their order, without offices that are a word of another one: "general" of "general secretary"."""
    offices = [flag for flag in flags if flag.kind is FlagKind.FACT_CHANGED and flag.sub == FactSub.TITLE]
    if len(offices) <= 1:
        return list(flags)
    offices.sort(key=lambda flag: (*_outermost(flag.before_span), *_outermost(flag.after_span)))
    parts: set[int] = set()
    whole = offices[0]
    for flag in offices[1:]:
        if _within(flag.before_span, whole.before_span) and _within(flag.after_span, whole.after_span):
            parts.add(id(flag))
        else:
            whole = flag
    return [flag for flag in flags if id(flag) not in parts]


def _outermost(span: Span | None) -> tuple[tuple[str, int], int]:
    """Sorts spans by where they begin, of those that begin alike the longest first."""
    return (_place(span, 0), -span.end) if span is not None else (("", 0), 0)


def _within(inner: Span | None, outer: Span | None) -> bool:
    if inner is None or outer is None or inner.part is not outer.part:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def without_names(flags: Sequence[Flag], voices: Sequence[Flag]) -> list[Flag]:
    """The flags in their order, without those that tell of nothing but the name or the office that a voice is told of with."""
    if not voices:
        return list(flags)
    olds = [voice.before_span for voice in voices]
    news = [voice.after_span for voice in voices]
    offices = _Voices(olds), _Voices(news)
    labels = {(voice.before_span, voice.after_span) for voice in voices if voice.rule == "attribution.label"}
    lone = set(olds), set(news)

    def is_named(flag: Flag) -> bool:
        if flag.kind is FlagKind.FACT_CHANGED and flag.sub == FactSub.TITLE:
            return offices[0].begin_with(flag.before_span) and offices[1].begin_with(flag.after_span)
        if flag.kind is FlagKind.FACT_CHANGED:
            return (flag.before_span, flag.after_span) in labels
        if flag.kind not in (FlagKind.FACT_ADDED, FlagKind.FACT_REMOVED):
            return False
        return (not flag.before and flag.after_span in lone[1]) or (not flag.after and flag.before_span in lone[0])

    return [flag for flag in flags if not is_named(flag)]


class _Voices:
    """The voices of one side by where they begin."""

    def __init__(self, spans: Sequence[Span | None]) -> None:
        placed = sorted((_place(span, 0), span.end) for span in spans if span is not None)
        self._starts = [start for start, _ in placed]
        # By part, how far those reach that begin up to there: where one lies within another, the outer one counts.
        ends = ((start[0], end) for start, end in placed)
        self._reach = list(accumulate(ends, lambda far, end: max(far, end) if far[0] == end[0] else end))

    def begin_with(self, office: Span | None) -> bool:
        """Whether an office is part of a voice or stands right before it: "the captain, Per Lindahl"."""
        if office is None:
            return False
        last = bisect_right(self._starts, _place(office, _MARKS)) - 1
        part, end = self._reach[last] if last >= 0 else ("", 0)
        if part == office.part.value and office.end <= end + _MARKS:
            return True
        behind = bisect_right(self._starts, (office.part.value, office.end))
        return behind < len(self._starts) and self._starts[behind] <= (office.part.value, office.end + _MARKS)


def _placed(flags: Sequence[Flag], *, old: bool) -> _Placed:
    """The flags on quotations by where these begin on one side."""
    quotes = ((flag.before_span if old else flag.after_span, flag) for flag in flags if flag.kind in _QUOTES)
    return sorted(((_place(span, 0), flag) for span, flag in quotes if span is not None), key=itemgetter(0))


def _place(span: Span, further: int) -> tuple[str, int]:
    return span.part.value, span.start + further


def _is_quoted(flag: Flag, olds: _Placed, news: _Placed) -> bool:
    """Whether a flag stands inside a quotation that is told of."""
    span, side = (flag.before_span, olds) if flag.rule.endswith("removed") else (flag.after_span, news)
    if span is None:
        return False
    last = bisect_right(side, _place(span, _MARKS), key=itemgetter(0))
    return any(_holds(quote, flag) for _, quote in side[max(0, last - _NEAREST) : last])


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
