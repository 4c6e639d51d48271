"""Leaves out facts that only stand in another sentence now: a name that left the one sentence and came into the next, a
figure of a sentence that was joined to its neighbour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tracker.compare.alignment.aligned import Aligned
from tracker.compare.text.spelling import folded
from tracker.model import FactSub, Flag, FlagKind, Part

_WORDS = re.compile(r"[^\W_]+")
# Details alone: a name of a list, or who was harmed, is told wherever else it stands.
_RULES = frozenset(["fact.added", "fact.removed", "fact.name_added", "fact.name_removed"])


def without_moved(flags: Sequence[Flag], aligned: Aligned) -> list[Flag]:
    """The flags in their order, without details that one sentence lost and another got, or that stand in a sentence told
    of as gone or as new, and without names that only stood beside a verb of saying. The sentences themselves stay told of.
    """
    details = [flag for flag in flags if flag.rule in _RULES and flag.sub != FactSub.CASUALTY]
    if not details:
        return list(flags)
    came, went = Counter[str](), Counter[str]()
    for flag in details:
        (came if flag.kind is FlagKind.FACT_ADDED else went)[_key(flag)] += 1
    new, old = set(_sentences(flags, FlagKind.SENT_ADDED)), set(_sentences(flags, FlagKind.SENT_REMOVED))
    left_out: set[int] = set()
    both = came & went
    pairs = {FlagKind.FACT_ADDED: both.copy(), FlagKind.FACT_REMOVED: both.copy()}
    for flag in details:
        key = _key(flag)
        if _only_tags(flag, aligned):
            left_out.add(id(flag))
        elif pairs[flag.kind][key] > 0:
            pairs[flag.kind][key] -= 1
            left_out.add(id(flag))
        elif set(key.split()) <= (old if flag.kind is FlagKind.FACT_ADDED else new):
            left_out.add(id(flag))
    return [flag for flag in flags if id(flag) not in left_out]


def _only_tags(flag: Flag, aligned: Aligned) -> bool:
    """Whether a name came or went that both texts have elsewhere and that does no more here than say who spoke: "says Moe"
    where the words go on with what was said before. Another speaker is told of as such.
    """
    own, span = (aligned.new, flag.after_span) if flag.kind is FlagKind.FACT_ADDED else (aligned.old, flag.before_span)
    if not flag.rule.startswith("fact.name") or span is None or span.part is not Part.BODY:
        return False
    text = own.body.original
    # Right behind the verb or with a calling between: "says Moe", "a dit l'entraîneur Bruno Estève".
    before = _WORDS.findall(re.split(r"[,.;:\"»“”]", text[max(0, span.start - _CALLING) : span.start].lower())[-1])[-3:]
    behind = _WORDS.findall(text[span.end : span.end + _NEAR].lower())[:1]
    if own.language.verbs.keys().isdisjoint((*before, *behind)):
        return False
    parts = _WORDS.findall(folded(text[span.start : span.end]))
    return all(set(parts) <= _words(reading.body.text) for reading in (aligned.old, aligned.new))


_NEAR, _CALLING = 20, 40


@lru_cache(maxsize=2)
def _words(text: str) -> frozenset[str]:
    """The words of a text, folded: asked for by every name that came or went."""
    return frozenset(_WORDS.findall(folded(text)))


def _key(flag: Flag) -> str:
    """The figures of a detail, or its words where it has none: "58-year-old" and "58" are one."""
    words = _WORDS.findall(folded(flag.after or flag.before))
    figures = [word for word in words if word[0].isdigit()]
    return " ".join(figures or [word for word in words if len(word) > 1])


def _sentences(flags: Sequence[Flag], kind: FlagKind) -> Iterator[str]:
    for flag in flags:
        if flag.kind is kind:
            yield from _WORDS.findall(folded(flag.after or flag.before))
