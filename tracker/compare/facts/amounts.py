"""Tells when two amounts are one: equal after exact conversion, a share and its percentage, metric and imperial as near
as editors round.
"""

from __future__ import annotations

from tracker.compare.facts.tokens import Mention
from tracker.model import FactSub

# Cents may be those of a dollar or of a euro.
CENTS, _OF_CENTS = "¢", ("USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD")
_TOLERANCE = 1e-9
_SHARE_TOLERANCE = 0.05


def same_amount(one: Mention, left: float, two: Mention, right: float) -> bool:
    """Whether amounts are equal, in one unit or in two of one kind."""
    if one.unit != two.unit and one.unit in _BASE and two.unit in _BASE:
        kind, worth = _BASE[one.unit]
        other, other_worth = _BASE[two.unit]
        if kind == other:
            return _close(left * worth, right * other_worth)
        return _converted(one.unit, left, two.unit, right)
    if any(same(one, left, two, right) or same(two, right, one, left) for same in _AS_ONE):
        return True
    # "800,000 years old", "800,000 years".
    if FactSub.AGE in (one.sub, two.sub) and not {one.unit, two.unit} <= {""}:
        times = [YEARS.get(item.unit, 0) for item in (one, two)]
        return all(times) and _close(left * times[0], right * times[1])
    if {one.unit, two.unit} == {"", "%"}:
        share, percent = (left, right) if two.unit == "%" else (right, left)
        apart = abs(share * 100 - percent)
        rounded = percent % 1 == 0 and apart < _SHARE_ROUNDED and any(_is_whole(share * n) for n in _ROUNDED_PARTS)
        return 0 < share < 1 and (apart < _SHARE_TOLERANCE or rounded)
    units = {one.unit, two.unit}
    # A number without a unit can be of money, too, once it is too large to be of much else, "18 million", or is no whole
    # one: "from 1.50 to 2 euros".
    priced = {one.sub, two.sub} == {FactSub.NUMBER, FactSub.MONEY} and (left >= _PRICED or left % 1 > 0)
    alike = len(units) == 1 or ("" in units and not units & {"%", "points"} and (one.sub is two.sub or priced))
    return alike and _close(left, right)


_PRICED = 1000
# What the bare sign can mean where it is also that of pesos.
_DOLLARS_OR_PESOS = frozenset(("USD", "MXN"))


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < _WHOLE


# Parts whose percentage is no whole one, and how far off editors round it: two thirds are 66 or 67 per cent.
_ROUNDED_PARTS, _SHARE_ROUNDED, _WHOLE = (3, 6, 7), 0.7, 1e-4


def times(one: Mention, left: float, two: Mention, right: float) -> float | None:
    """How many times larger the second amount is, `left` being not 0; None where their units cannot be compared."""
    if one.unit == two.unit:
        return right / left
    if one.unit in _BASE and two.unit in _BASE and _BASE[one.unit][0] == _BASE[two.unit][0]:
        return right * _BASE[two.unit][1] / (left * _BASE[one.unit][1])
    metric, other = _METRIC.get(one.unit), _METRIC.get(two.unit)
    if metric is None or other is None or metric[0] != other[0]:
        return None
    return right * other[1] / (left * metric[1])


def _same_cents(one: Mention, left: float, two: Mention, right: float) -> bool:
    """Whether one amount in cents is the other in dollars or euros: "75 cents", "€0.75"."""
    if (one.unit == CENTS) == (two.unit == CENTS):
        return False
    cents, whole, unit = (left, right, two.unit) if one.unit == CENTS else (right, left, one.unit)
    return unit.endswith(_OF_CENTS) and _close(cents, whole * 100)


def same_span(one: Mention, two: Mention, loose: dict[int, int]) -> bool:
    """Whether a span in days is one in weeks as the language counts them: "quinze jours", "deux semaines"; so are those
    times ago and those ahead.
    """
    if (ago := _ago(one, two) or _ago(two, one)) is not None:
        return ago[0] == ago[1] * _DAYS or loose.get(ago[0]) == ago[1]
    days, weeks = (one, two) if one.unit == "day" else (two, one)
    if days.unit != "day" or weeks.unit not in _WEEKS or days.number is None or weeks.number is None:
        return False
    return loose.get(round(days.number)) == weeks.number * _WEEKS[weeks.unit]


_WEEKS = {"week": 1, "fortnight": 2}
_DAYS = 7


def _ago(one: Mention, two: Mention) -> tuple[int, int] | None:
    """How many days ago the one and how many weeks ago the other lies, or nothing where they are told otherwise."""
    days, weeks = one.value.removeprefix("@d-"), two.value.removeprefix("@w-")
    known = days != one.value and weeks != two.value and days.isdecimal() and weeks.isdecimal()
    return (int(days), int(weeks)) if known else None


def _converted(unit: str, left: float, other: str, right: float) -> bool:
    """Whether a metric and an imperial amount are one, as near as editors round: 38 metres, 125ft; 6'4", 1.93m."""
    one, two = _METRIC.get(unit), _METRIC.get(other)
    if one is None or two is None or one[0] != two[0] or _BASE[unit][0] == _BASE[other][0]:
        return False
    rounded = _HALF * max(_last_figure(left) * one[1], _last_figure(right) * two[1])
    before, after = left * one[1], right * two[1]
    sizes = (1.0, _BRITISH) if unit in _LIQUID else (1.0, 1 / _BRITISH) if other in _LIQUID else (1.0,)
    return any(
        abs(before * size - after) <= min(rounded, _ROUNDING * max(abs(before * size), abs(after))) for size in sizes
    )


def _last_figure(number: float) -> float:
    """What one in the last figure of a number is worth that is no nought at its end: 0.01 in 1.93, 100 in 2,500."""
    whole, _, part = f"{abs(number):.6f}".rstrip("0").partition(".")
    return float(10 ** -len(part) if part else 10 ** (len(whole) - len(whole.rstrip("0"))))


def _in_metres_or_pounds(one: Mention, left: float, two: Mention, right: float) -> bool:
    """The same where the one is read as millions or as money, and the other says of what: "6ft", "1.83m"; "14 stone",
    "200 pounds".
    """
    if two.unit not in _METRIC:
        return False
    if one.unit == "GBP":
        return _converted("lb", left, two.unit, right)
    return not one.unit and _METRIC[two.unit][0] == "length" and _converted("m", left / 1e6, two.unit, right)


# A half, and so much more as the last figures of the factors are worth; the sources give no rule for rounding.
_HALF, _ROUNDING = 0.501, 0.04
# A British gallon in American ones; either may be meant.
_BRITISH, _LIQUID = 1.20095, frozenset(["gallon", "pint"])
_METRIC = {
    "mm": ("length", 0.001),
    "cm": ("length", 0.01),
    "m": ("length", 1.0),
    "km": ("length", 1000.0),
    "inch": ("length", 0.0254),
    "foot": ("length", 0.3048),
    "yard": ("length", 0.9144),
    "mile": ("length", 1609.344),
    "nautical-mile": ("length", 1852.0),
    "g": ("mass", 0.001),
    "kg": ("mass", 1.0),
    "tonne": ("mass", 1000.0),
    "ounce": ("mass", 0.02835),
    "lb": ("mass", 0.45359),
    "stone": ("mass", 6.35029),
    "kmh": ("speed", 1.0),
    "mph": ("speed", 1.609344),
    "knot": ("speed", 1.852),
    "m2": ("area", 1.0),
    "hectare": ("area", 10_000.0),
    "km2": ("area", 1e6),
    "ft2": ("area", 0.092903),
    "acre": ("area", 4046.86),
    "mi2": ("area", 2.58999e6),
    "ml": ("volume", 0.001),
    "l": ("volume", 1.0),
    "pint": ("volume", 0.473176),
    "gallon": ("volume", 3.78541),
}


def _bare_dollars(one: Mention, left: float, two: Mention, right: float) -> bool:
    """As in "$18.40" and "18,40 pesos", where the bare sign is that of pesos, too."""
    return one.unit == "$" and two.unit in _DOLLARS_OR_PESOS and _close(left, right)


def _same_warmth(one: Mention, left: float, two: Mention, right: float) -> bool:
    """Whether degrees Celsius and Fahrenheit are one temperature, as near as editors round."""
    if {one.unit, two.unit} != {"c", "f"}:
        return False
    celsius, fahrenheit = (left, right) if one.unit == "c" else (right, left)
    return abs(celsius * 9 / 5 + 32 - fahrenheit) <= 1


def _metres_or_millions(one: Mention, left: float, two: Mention, right: float) -> bool:
    """As in "400m" and "400 metres" or "0.4 km", "3m" and "three miles": the letter alone does not say which."""
    kind, metres = ("length", 1.0) if one.unit == "mile" else _BASE.get(one.unit, ("", 0.0))
    return kind == "length" and not two.unit and _close(left * metres * 1e6, right)


# What an age may be told in, an age alone being in years.
YEARS = {"": 1, "year": 1, "decade": 10, "century": 100}
_AS_ONE = _bare_dollars, _in_metres_or_pounds, _metres_or_millions, _same_warmth, _same_cents


def _close(one: float, two: float) -> bool:
    return abs(one - two) <= _TOLERANCE * max(1.0, abs(one)) * 1e3


# Units of one kind and what each is worth: exact conversions only.
_BASE: dict[str, tuple[str, float]] = {
    "nanosecond": ("time", 1e-9),
    "microsecond": ("time", 1e-6),
    "millisecond": ("time", 1e-3),
    "second": ("time", 1),
    "minute": ("time", 60),
    "hour": ("time", 3600),
    "day": ("time", 86400),
    "week": ("time", 604800),
    "fortnight": ("time", 1209600),
    "month": ("months", 1),
    "year": ("months", 12),
    "decade": ("months", 120),
    "century": ("months", 1200),
    "nm": ("length", 1e-9),
    "micron": ("length", 1e-6),
    "mm": ("length", 0.001),
    "cm": ("length", 0.01),
    "m": ("length", 1),
    "km": ("length", 1000),
    "inch": ("imperial length", 1),
    "foot": ("imperial length", 12),
    "yard": ("imperial length", 36),
    "mg": ("mass", 1e-3),
    "g": ("mass", 1),
    "kg": ("mass", 1000),
    "ml": ("volume", 0.001),
    "cl": ("volume", 0.01),
    "l": ("volume", 1),
    "ng": ("mass", 1e-9),
    "ug": ("mass", 1e-6),
    "hg": ("mass", 100),
    "quintal": ("mass", 1e5),
    "tonne": ("mass", 1e6),
    "m3": ("volume", 1000),
    "hm3": ("volume", 1e9),
    "furlong": ("imperial length", 7920),
    "mile": ("imperial length", 63360),
    "nautical-mile": ("nautical length", 1),
    "knot": ("nautical speed", 1),
    "ft2": ("imperial area", 1),
    "acre": ("imperial area", 43560),
    "mi2": ("imperial area", 27_878_400),
    "pint": ("imperial volume", 1),
    "gallon": ("imperial volume", 8),
    "kmh": ("speed", 1),
    "mph": ("imperial speed", 1),
    "ounce": ("imperial mass", 1),
    "lb": ("imperial mass", 16),
    "stone": ("imperial mass", 224),
    "w": ("power", 1),
    "kw": ("power", 1e3),
    "mw": ("power", 1e6),
    "gw": ("power", 1e9),
    "kwh": ("energy", 1),
    "mwh": ("energy", 1e3),
    "gwh": ("energy", 1e6),
    "twh": ("energy", 1e9),
    "kb": ("data", 1),
    "mb": ("data", 1e3),
    "gb": ("data", 1e6),
    "tb": ("data", 1e9),
    "hectare": ("area", 10_000),
    "m2": ("area", 1),
    "km2": ("area", 1e6),
    "hz": ("frequency", 1),
    "khz": ("frequency", 1e3),
    "mhz": ("frequency", 1e6),
    "ghz": ("frequency", 1e9),
}

# Units that measure something, those of them that measure time, and weights: pounds may be either money or one of them.
MEASURES = frozenset(_BASE)
SPANS = frozenset(unit for unit, (kind, _) in _BASE.items() if kind in ("time", "months"))
MASSES = frozenset(unit for unit, (kind, _) in _BASE.items() if kind.endswith("mass"))
