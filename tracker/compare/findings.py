"""Makes flags: verbatim sides with their places, severity from the table, and a summary for a newsroom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from tracker.compare.severity import severity_of
from tracker.model import FactDelta, FactSub, Flag, FlagKind, Span

_SUMMARY = 160
_SIDE = 60
_DOUBLE = '“”„‟«»"'
_SINGLE = str.maketrans("“”„‟«»", "‘’‚‛‹›")


class Text(Protocol):
    """What verbatim characters are cut from: a document, or one whose parts were put together once."""

    def cut(self, span: Span) -> str:
        """The characters that a span points to."""


@dataclass(frozen=True, slots=True)
class Where:
    """The two texts and where a finding stands in them; a side without a place is empty."""

    old: Text
    new: Text
    before: Span | None
    after: Span | None


def flag(
    kind: FlagKind,
    where: Where,
    *,
    rule: str,
    explanation: str,
    summary: str,
    sub: str = "",
    reason: str = "",
    speaker: str = "",
    delta: FactDelta | None = None,
) -> Flag:
    """A flag whose sides are cut from the documents; the summary is shortened to what a line can hold."""
    before = where.before if where.before and where.before.start < where.before.end else None
    after = where.after if where.after and where.after.start < where.after.end else None
    return Flag(
        kind=kind,
        severity=severity_of(kind, sub, reason),
        before=where.old.cut(before) if before else "",
        after=where.new.cut(after) if after else "",
        rule=rule,
        explanation=explanation,
        summary=clip(summary, _SUMMARY),
        sub=sub,
        before_span=before,
        after_span=after,
        speaker=speaker,
        delta=delta,
    )


def meet(one: Span | None, two: Span | None) -> bool:
    """Whether both spans are there and share a place."""
    return one is not None and two is not None and one.meets(two)


def told_of(where: Where, told: Iterable[Flag]) -> bool:
    """Whether one of the flags told speaks of a place already, on either side."""
    return any(meet(fact.before_span, where.before) or meet(fact.after_span, where.after) for fact in told)


def word_fact(
    where: Where, cuts: tuple[str, str], *, rule: str, sub: FactSub, label: str, explanation: str, reason: str = ""
) -> Flag:
    """A fact that words tell became another: `cuts` are the words of both sides, `label` names the fact before them."""
    return flag(
        FlagKind.FACT_CHANGED,
        where,
        rule=rule,
        sub=sub.value,
        reason=reason,
        explanation=explanation,
        summary=f"{label}: {arrow(*cuts)}",
        delta=word_delta(*cuts),
    )


def word_delta(old: str, new: str) -> FactDelta:
    """Two words that exclude each other as data: in lower case, empty for one that is not there."""
    return FactDelta(old.lower(), new.lower())


def arrow(old: str, new: str, *, joint: str = "→") -> str:
    """As in "42 → 43" with each side short."""
    left, right = around_change(" ".join(old.split()), " ".join(new.split()))
    return f"{left} {joint} {right}"


def quoted_arrow(old: str, new: str) -> str:
    """The same between quotation marks."""
    left, right = around_change(" ".join(old.split()), " ".join(new.split()))
    return f"“{_single_marks(left)}” → “{_single_marks(right)}”"


def quoted(text: str, limit: int) -> str:
    """At most `limit` characters of a text between quotation marks. Those that stand round all of it already give way to
    them, and any others become single ones.
    """
    text = text.strip()
    inner = text.strip(_DOUBLE) if text[:1] in _DOUBLE else text.rstrip("”“»")  # 5" is no quotation that ends
    whole = not any(mark in inner for mark in _DOUBLE)
    return f"“{_single_marks(clip(inner if whole else text, limit))}”"


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a space where there is one."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head if len(head) > limit // 2 else cut}…"


def _single_marks(text: str) -> str:
    """A text whose double quotation marks are single ones; the mark of inches stays."""
    single: list[str] = []
    is_open = False
    for before, mark in pairwise(f" {text}"):
        if mark != '"':
            single.append(mark.translate(_SINGLE))
        elif is_open or not before.isalnum():
            is_open = not is_open
            single.append("‘" if is_open else "’")
        else:
            single.append(mark)
    return "".join(single)


def around_change(old: str, new: str) -> tuple[str, str]:
    """Both texts cut down to the words round what differs, so that the difference is seen in a short line."""
    if len(old) <= _SIDE and len(new) <= _SIDE:
        return old, new
    one, two = old.split(" "), new.split(" ")
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return _window(one, start, len(one) - end), _window(two, start, len(two) - end)


def _window(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - 3), min(len(words), end + 2)
    text = clip(" ".join(words[first:last]), _SIDE)
    return f"{'…' if first else ''}{text}{'…' if last < len(words) and not text.endswith('…') else ''}"
