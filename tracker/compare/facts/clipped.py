"""Reads durations whose units hang on their figures: "2h 14m", "1h50m", "4min 12s"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.model import FactSub


def read_clipped(items: Sequence[Token], place: int) -> Mention | None:
    """As in "2h 14m", "1h50m", "4min 12s", where the unit hangs on each figure: what is alone, "14m", is read elsewhere."""
    parts: list[tuple[str, str]] = []
    last = place
    while last < len(items) and (match := _CLIPPED.match(items[last].lower)):
        found = [(unit, figure) for unit, figure in match.groupdict().items() if figure]
        if parts and _SECONDS[found[0][0]] >= _SECONDS[parts[-1][0]]:
            break
        parts, last = parts + found, last + 1
    if len(parts) <= 1:
        return None
    unit = parts[-1][0]
    number = sum(int(figure) * _SECONDS[name] for name, figure in parts) / _SECONDS[unit]
    return mention(items, place, last, FactSub.NUMBER, f"{number:.12g} {unit}", number=number, unit=unit)


_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_CLIPPED = re.compile(
    r"(?=\d)(?:(?P<hour>\d{1,3})(?:h|hr|hrs))?(?:(?P<minute>\d{1,3})(?:m|min|mins))?(?:(?P<second>\d{1,3})(?:s|sec|secs))?$",
    re.ASCII,
)
