"""Tells when a name with the small-letter words behind it spells out an acronym."""

from __future__ import annotations

from functools import cache

from tracker.compare.naming.names import Name
from tracker.compare.sides.units import Side
from tracker.compare.text.families import bearers
from tracker.compare.text.files import CODES
from tracker.compare.text.language import language, of_all
from tracker.compare.text.spelling import folded, unelided


def spelt_out(side: Side, long: Name, short: Name) -> bool:
    """Whether a name with the small-letter words behind it spells out an acronym: Organizzazione mondiale della sanità,
    Oms.
    """
    letters = short.parts[0] if len(short.parts) == 1 else ""
    if not (_SHORTEST_ACRONYM - (letters in bearers())) <= len(letters) <= _LONGEST_ACRONYM:
        return False
    if _is_bearer(side, long, letters):
        return True
    left_out = of_all("values", "left_out")
    first = next((n for n, unit in enumerate(side.units) if long.start <= unit.start), len(side.units))
    within = sum(unit.start < long.end for unit in side.units[first:])
    for place in range(max(0, first - _AHEAD), first + within):
        near = [part for unit in side.units[place : place + 2 * len(letters)] for part in unit.word.split("-") if part]
        plain = [unelided(folded(word), _elided())[:1] for word in near]
        heads = [head for head, word in zip(plain, near, strict=True) if word not in left_out]
        for size in range(len(letters) - letters.endswith("s"), len(letters) + 1):  # "PRs", "Pull Requests"
            if letters[:size] in ("".join(heads[:size]), "".join(plain[:size])):
                return True
    return False


# A word that opens its sentence may stand before what was read of a name: "The Department for Transport".
_AHEAD = 2
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 6


@cache
def _elided() -> tuple[str, ...]:
    """Such articles of all languages, as a name can be of another one than its text."""
    return tuple(article for code in CODES for article in language(code).rows_of("values", "elided"))


def _is_bearer(side: Side, long: Name, letters: str) -> bool:
    """Whether a name is one of the acronym's bearer with the small-letter words behind it: "Nations unies", ONU."""
    forms = bearers()
    if letters not in forms:
        return False
    behind = [folded(token.lower) for token in side.items[long.last : long.last + _MORE]]
    whole = ("_".join((*long.parts, *behind[:count])) for count in range(1, len(behind) + 1))
    return any(forms.get(name) == forms[letters] for name in whole)


_MORE = 2
