"""Reads figures in notations of their own: powers of ten ("3 × 10⁶"), telephone numbers, tie-breaks behind a set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.compare.facts.figures import is_whole, plain
from tracker.compare.facts.measures import unit_after
from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import Language
from tracker.model import FactSub

_TIMES = frozenset("×x*·⋅")
_RAISED = {ord(sign): str(number) for number, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_POWER = re.compile(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})$")
# Larger ones count nothing in the news.
_LARGEST_POWER = 30
# A telephone number has at most fifteen figures (ITU-T E.164), and none that the press prints in full has fewer than nine.
_SHORTEST_NUMBER, _LONGEST_NUMBER = 9, 15
_SHORTEST_GROUP = 2


def read_notation(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """Such a figure at a place, or nothing."""
    if not items[place].text[0].isdigit():
        return None
    return _power(items, place, words) or _telephone(items, place) or _tie_break(items, place)


def _power(items: Sequence[Token], place: int, words: Language) -> Mention | None:
    """As in "3 × 10⁶ cells", "3 x 10^6 cells", which are three million."""
    found = plain(items, place, words)
    if found is None or found[2] or found[1] + 1 >= len(items) or items[found[1]].lower not in _TIMES:
        return None
    exponent, last = _exponent(items, found[1] + 1)
    if not 0 < exponent <= _LARGEST_POWER:
        return None
    number = found[0] * 10.0**exponent
    unit, last = unit_after(items, last, words)
    value = f"{number:.12g} {unit}".strip()
    return mention(items, place, last, FactSub.NUMBER, value, number=number, unit=unit)


def _exponent(items: Sequence[Token], place: int) -> tuple[int, int]:
    """To which power ten is raised at a place and where that ends; 0 where it is none."""
    if raised := _POWER.match(items[place].text):
        return int(raised.group(1).translate(_RAISED)), place + 1
    signs = [item.text for item in items[place : place + 3]]
    written = signs[:2] == ["10", "^"] and is_whole(signs[-1]) and len(signs[-1]) <= _SHORTEST_GROUP
    return (int(signs[2]), place + 3) if written else (0, place)


def _telephone(items: Sequence[Token], place: int) -> Mention | None:
    """As in "01632-960-174" and "01632 960174": the same figures, however they are grouped."""
    if not items[place].text.startswith("0") and (place == 0 or items[place - 1].text != "+"):
        return None
    groups, last = [items[place].text], place + 1
    for group, end in _groups(items, place + 1):
        groups, last = [*groups, group], end
    figures = "".join(groups)
    if not is_whole(figures) or not _SHORTEST_NUMBER <= len(figures) <= _LONGEST_NUMBER:
        return None
    return mention(items, place, last, FactSub.NUMBER, f"tel {figures}")


def _groups(items: Sequence[Token], place: int) -> Iterator[tuple[str, int]]:
    """The groups of figures that follow each other behind spaces or hyphens, and where each ends."""
    while place < len(items):
        at = place + 1 if items[place].text == "-" and not items[place].spaced else place
        group = items[at].text if at < len(items) else ""
        if not is_whole(group) or len(group) < _SHORTEST_GROUP or (at > place) is items[at].spaced:
            return
        yield group, at + 1
        place = at + 1


def _tie_break(items: Sequence[Token], place: int) -> Mention | None:
    """The points of a tie-break, which are told as both players' or as the loser's: "7-6 (7-4)", "7-6 (4)"."""
    before = [item.text for item in items[max(0, place - 4) : place]]
    if before not in (["7", "-", "6", "("], ["6", "-", "7", "("]):
        return None
    signs = [item.text for item in items[place : place + 4]]
    both = signs[1:2] == ["-"] and signs[3:] == [")"] and is_whole(signs[0]) and is_whole(signs[2])
    if both:
        return mention(items, place, place + 3, FactSub.NUMBER, f"tie-break {min(int(signs[0]), int(signs[2]))}")
    lost = signs[1:2] == [")"] and is_whole(signs[0])
    return mention(items, place, place + 1, FactSub.NUMBER, f"tie-break {int(signs[0])}") if lost else None
