"""Reads durations whose units hang on their figures: "2h 14m", "1h50m", "4min 12s"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import Mention, Token, mention
from tracker.compare.text.language import map_of_all
from tracker.model import FactSub


def read_clipped(items: Sequence[Token], place: int) -> Mention | None:
    """As in "2h 14m", "1h50m", "4min 12s", where the unit hangs on each figure: what is alone, "14m", is read elsewhere."""
    parts: list[tuple[str, str]] = []
    last = place
    while last < len(items) and (match := _clipped().match(items[last].lower)):
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


@cache
def _clipped() -> re.Pattern[str]:
    """Figures of up to three digits with what units are cut to in any language behind each, the greatest unit first."""
    units = map_of_all("facts", "clipped")
    said = {unit: "|".join(re.escape(word) for word, named in units.items() if named == unit) for unit in _SECONDS}
    parts = (rf"(?:(?P<{unit}>\d{{1,3}})(?:{cut}))?" for unit, cut in said.items() if cut)
    return re.compile(rf"(?=\d){''.join(parts)}$", re.ASCII)
