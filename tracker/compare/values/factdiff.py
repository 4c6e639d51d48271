"""Pairs the values of two sides of a passage: which became which, which were swapped, which came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.compare.facts.amounts import MASSES, MEASURES, SPANS, YEARS, same_amount, same_span
from tracker.compare.facts.calendar import same_when
from tracker.compare.facts.relative import RELATIVE, same_days
from tracker.compare.facts.tokens import ALL_BUT, Mention
from tracker.compare.sides.blocks import Block
from tracker.compare.sides.pairing import shape, stayed_first, unequal
from tracker.compare.sides.units import Side, Unit
from tracker.compare.text.language import Language
from tracker.compare.values.anchored import exchanged
from tracker.compare.values.minorities import leave_minorities
from tracker.compare.values.proportions import leave_proportions
from tracker.compare.values.rates import leave_refined, told_as_rate
from tracker.compare.values.retold import leave_retold
from tracker.compare.values.tallies import is_beside_tally, is_count, leave_tallies
from tracker.model import FactSub

_AMOUNTS = frozenset({FactSub.NUMBER, FactSub.MONEY, FactSub.PERCENT, FactSub.AGE, FactSub.ORDINAL})
_WHEN = frozenset({FactSub.DATE, FactSub.TIME})
_ROUND = frozenset({"~dozens", "~scores", "~hundreds", "~thousands", "~millions"})

Same = Callable[[Mention, Mention], bool]


@dataclass(frozen=True, slots=True)
class MentionPair:
    """A value of the old and the new side; one of them is missing where it came or went."""

    old: Mention | None
    new: Mention | None
    swapped: bool = False


def _fell(old: Side, olds: list[Mention], new: Side, news: list[Mention], words: Language) -> None:
    """Take out what is below nought on one side where the other says in words that it fell: "-6.5%", "down 6.5 per cent"."""
    falling = words.of("values", "falling")
    for side, olds_there, news_there in ((new, olds, news), (old, news, olds)):
        fallen = not falling.isdisjoint(side.words())
        for item in [item for item in olds_there if item.unit == "%" and (item.number or 0) < 0 and fallen]:
            two = next((one for one in news_there if one.unit == "%" and one.number == -(item.number or 0)), None)
            if two is not None:
                olds_there.remove(item)
                news_there.remove(two)


def same_value(one: Mention, two: Mention) -> bool:
    """Whether two mentions say the same: equal amounts of one unit, or moments that can be one."""
    alike = one.value == two.value and (one.sub is two.sub or FactSub.OTHER not in (one.sub, two.sub))
    if alike or any(same(one, two) or same(two, one) for same in (_same_figure, _same_length)):
        return True
    if one.sub in _WHEN or two.sub in _WHEN:
        if FactSub.TIME in (one.sub, two.sub) and one.sub is not two.sub:
            return same_when(*(item.value if item.sub is FactSub.TIME else _on_clock(item) for item in (one, two)))
        if one.sub is two.sub is FactSub.DATE and (_of_reader(one) or _of_reader(two)) and same_days(one, two):
            return True
        return one.sub is two.sub and RELATIVE not in one.value + two.value and same_when(one.value, two.value)
    if one.number is None or two.number is None or ".." in one.value or ".." in two.value:
        return _same_range(one.value, two.value)
    return same_amount(one, one.number, two, two.number)


def _same_figure(one: Mention, two: Mention) -> bool:
    """Whether one is a figure that only reads as a year: "1714 owners", "1,714 owners"."""
    counts = two.sub is FactSub.NUMBER and two.number is not None and not two.unit
    return counts and one.sub is FactSub.DATE and one.value == f"{two.number:g}|||"


def _same_length(clock: Mention, length: Mention) -> bool:
    """Whether hours and minutes that read as a time of day are how long something took: "2h40", "two hours and forty
    minutes".
    """
    minutes = {"hour": 60, "minute": 1}.get(length.unit, 0)
    if clock.sub is not FactSub.TIME or length.sub is not FactSub.NUMBER or not minutes or length.number is None:
        return False
    told = clock.value.partition("|")[0].rstrip("?")
    return told.isdecimal() and int(told) == length.number * minutes


def _same_range(one: str, two: str) -> bool:
    """Whether two ranges have the same ends, and one of them only names its unit besides: "between 50 and 65 years"."""
    (ends, _, unit), (others, _, other) = one.partition(" "), two.partition(" ")
    return ".." in one and ends == others and "" in (unit, other)


def _on_clock(item: Mention) -> str:
    """A figure that reads as a year as a time of day, "at 1700"; empty where it is none."""
    year = item.value.removesuffix("|||")
    if is_count(item) and 0 < (item.number or 0) < _HOURS:  # "at 9", "at 11.30" where no other sign shows a time
        hour, minute = divmod(round((item.number or 0) * _MINUTES_OF), _MINUTES_OF)
        return f"{hour * _MINUTES + minute:04d}?|" if minute < _MINUTES else ""
    if item.sub is FactSub.DATE and year.isdecimal() and int(year[:2]) < _HOURS and int(year[2:]) < _MINUTES:
        return f"{int(year[:2]) * _MINUTES + int(year[2:]):04d}|"
    return ""


_HOURS, _MINUTES, _MINUTES_OF = 24, 60, 100


def _of_reader(item: Mention) -> bool:
    """Whether a date is told from where the reader stands: "yesterday", or a weekday alone."""
    return item.value.startswith((RELATIVE, "|||"))


def changed_mentions(old: Side, new: Side, found: list[Block], words: Language) -> Iterator[MentionPair]:
    """Values that became others, then those that came or went; values that only stand elsewhere are left out."""
    same: Same = lambda one, two: same_value(one, two) or same_span(one, two, words.loose_days)  # noqa: E731 - a name for what is equal in this language
    there: Same = lambda one, two: same(one, two) and not _crosses(old, one, new, two)  # noqa: E731 - the same
    olds, news = unequal(*stayed_first(old, old.mentions, new, new.mentions, found), there)
    tallied = [leave_tallies(old, olds, new, news, words), leave_tallies(new, news, old, olds, words)]
    leave_proportions(old, olds, new, news, words)
    leave_proportions(new, news, old, olds, words)
    leave_minorities(old, olds, new, news, words)
    leave_minorities(new, news, old, olds, words)
    rests = _leave_rests(old, olds, news) or _leave_rests(new, news, olds)
    _leave_sums(old, olds, new, news)
    _leave_sums(new, news, old, olds)
    _leave_sums_of_money(old, olds, news, words)
    _leave_sums_of_money(new, news, olds, words)
    elided = [_leave_elided(old, olds, news), _leave_elided(new, news, olds)]
    _fell(old, olds, new, news, words)
    _leave_others(old, olds, news, words)
    _leave_others(new, news, olds, words)
    _leave_twice(old, olds, new, words)
    _leave_twice(new, news, old, words)
    parts = leave_retold(old, olds, new, news, words)
    leave_refined(old, olds, news, words)
    leave_refined(new, news, olds, words)
    rates = [MentionPair(*pair) for pair in told_as_rate(old, olds, new, news, words)]
    yield from rates
    if not olds and not news:
        told = rests or rates or parts or any((*elided, *tallied))
        swapped = [] if told else list(_swapped(old, new, same, words))
        turned = exchanged(old, new, same, words) if not (told or swapped) else ()
        yield from swapped or [MentionPair(*pair, swapped=True) for pair in turned]
        return
    for block in found:
        left = [item for item in olds if _within(item, block.old_units(old))]
        right = [item for item in news if _within(item, block.new_units(new))]
        for pair in _in_order(left, right):
            olds.remove(pair.old)  # type: ignore[arg-type]  # both sides of these are set
            news.remove(pair.new)  # type: ignore[arg-type]
            yield pair
    for one in list(olds):
        two = next((item for item in news if _kindred(one, item) and _same_place(old, one, new, item)), None)
        if two is not None:
            olds.remove(one)
            news.remove(two)
            yield MentionPair(one, two)
    if len(olds) == len(news) == 1 and _same_statement(old, olds[0], new, news[0]):
        yield MentionPair(olds.pop(), news.pop())
    yield from (MentionPair(one, None) for one in olds)
    yield from (MentionPair(None, two) for two in news)


def _crosses(old: Side, one: Mention, new: Side, two: Mention) -> bool:
    """Whether a bare number has a span of time as its equal in another place: "six years, with a minimum of four" beside
    "four years, with a minimum of six months".
    """
    if (one.unit in SPANS) == (two.unit in SPANS) or len(old.mentions) != len(new.mentions):
        return False
    return old.mentions.index(one) != new.mentions.index(two)


def _same_statement(old: Side, one: Mention, new: Side, two: Mention) -> bool:
    """Whether the only two values without an equal stand in one statement said in other words: of one sort and unit,
    among words of which most are the same.
    """
    shared = {one.unit, two.unit} == {"", "%"} and any(item.value.startswith("=") for item in (one, two))
    if not shared and (one.sub is not two.sub or one.unit != two.unit or one.vague or two.vague):
        return False
    left, right = ({unit.key for unit in side.units if len(unit.word) >= _CONTENT} for side in (old, new))
    return bool(left and right) and len(left & right) >= _MOST * min(len(left), len(right))


_CONTENT, _MOST = 4, 0.6


def _leave_rests(side: Side, excepted: list[Mention], rests: list[Mention]) -> bool:
    """Take out a count that the other side gives by what is left out: "ten of the 12", "all but two of the 12"; whether
    there was one.
    """
    found = False
    for item in [item for item in excepted if item.value.startswith(ALL_BUT)]:
        whole = next((other for other in side.mentions if other.start >= item.end and other.number is not None), None)
        left_out = float(item.value.removeprefix(ALL_BUT))
        rest = next((one for one in rests if whole and whole.number and one.number == whole.number - left_out), None)
        if rest is not None:
            excepted.remove(item)
            rests.remove(rest)
            found = True
    return found


def _leave_sums(old: Side, parts: list[Mention], new: Side, wholes: list[Mention]) -> None:
    """Take out a part and its whole where the other part stands on both sides: "three adults and two children", "five
    people, two of them children".
    """
    for whole in [item for item in wholes if is_count(item)]:
        for part in [item for item in parts if is_count(item)]:
            rest = (whole.number or 0) - (part.number or 0)
            shared = [[item for item in side.mentions if is_count(item) and item.number == rest] for side in (old, new)]
            if rest > 0 and all(shared) and _beside(old, part, shared[0][0]) and _beside(new, whole, shared[1][0]):
                wholes.remove(whole)
                parts.remove(part)
                break


def _leave_elided(side: Side, bare: list[Mention], dressed: list[Mention]) -> bool:
    """Take out a number whose unit was said of one before it and is said again on the other side: "38 per cent, the
    Greens on 27", "38%, the Greens on 27%"; whether there were metres, which alone may be read as millions.
    """
    in_metres = False
    for one in [item for item in bare if is_count(item)]:
        before = {item.unit for item in side.mentions if item.start < one.start and item not in bare}
        metres = one.number * _MILLION if one.number and "m" in before else -1  # "6m by 4m", "six metres by four"
        two = next(
            (
                item
                for item in dressed
                if (item.number == one.number and item.unit in before - {""})
                or (item.number == metres and item.sub is FactSub.NUMBER and not item.unit)
            ),
            None,
        )
        if two is not None:
            bare.remove(one)
            dressed.remove(two)
            in_metres |= two.number != one.number
    return in_metres


_MILLION = 1e6


def _leave_sums_of_money(side: Side, bare: list[Mention], dressed: list[Mention], words: Language) -> None:
    """Take out millions of which nothing is said to be counted where the other side names the currency: "turned over 1.4
    million last year", "1.4 million euros".
    """
    for one in [item for item in bare if is_count(item) and (item.number or 0) >= _MILLION]:
        behind = next((unit for unit in side.units if unit.start >= one.end), None)
        if behind is not None and behind.start - one.end == 1 and behind.word and behind.word not in words.stops:
            continue
        two = next((item for item in dressed if item.sub is FactSub.MONEY and item.number == one.number), None)
        if two is not None:
            bare.remove(one)
            dressed.remove(two)


def _leave_twice(side: Side, counts: list[Mention], other: Side, words: Language) -> None:
    """Take out "two times" where the other side says "twice"."""
    twice, times = words.of("values", "twice"), words.of("values", "times")
    if not twice or twice.isdisjoint(other.words()):
        return
    for unit, behind in pairwise(side.units):
        if (
            unit.mention in counts
            and unit.mention.number == _TWO
            and (behind.word in times or behind.word in words.tallied)
        ):
            counts.remove(unit.mention)


_TWO = 2


def _leave_others(side: Side, counts: list[Mention], wholes: list[Mention], words: Language) -> None:
    """Take out how many others there are where the other side counts all: "he and two others were shot", "three people"."""
    for unit, behind in pairwise(side.units):
        item = unit.mention
        if item is not None and item in counts and is_count(item) and behind.word in words.of("values", "others"):
            whole = next((one for one in wholes if is_count(one) and one.number == (item.number or 0) + 1), None)
            if whole is not None:
                counts.remove(item)
                wholes.remove(whole)


def _beside(side: Side, one: Mention, two: Mention) -> bool:
    """Whether two values stand within a few words of each other."""
    places = [n for n, unit in enumerate(side.units) if unit.mention is one or unit.mention is two]
    return len(places) > 1 and 1 < places[-1] - places[0] <= _FEW_WORDS


_FEW_WORDS = 5


def _in_order(left: list[Mention], right: list[Mention]) -> Iterator[MentionPair]:
    """Pairs within one block: kindred ones in their order, the same sort first."""
    rest = list(right)
    for strict in (True, False):
        for one in list(left):
            two = next(
                (item for item in rest if (one.sub is item.sub if strict else True) and _kindred(one, item)), None
            )
            if two is not None:
                left.remove(one)
                rest.remove(two)
                yield MentionPair(one, two)


def _kindred(one: Mention, two: Mention) -> bool:
    """Whether one value can stand for the other: amounts for amounts, moments for moments, codes for codes."""
    if one.vague and two.vague:
        return one.value in _ROUND and two.value in _ROUND
    if FactSub.ORDINAL in (one.sub, two.sub):
        return one.sub is two.sub
    if one.sub in _WHEN and two.sub in _WHEN:
        return True
    if FactSub.TIME in (one.sub, two.sub):
        return (_is_bare_hour(one) and is_count(two)) or (_is_bare_hour(two) and is_count(one))
    if _incomparable(one, two):
        return False
    return (one.sub in _AMOUNTS and two.sub in _AMOUNTS) or one.sub is two.sub


def _is_bare_hour(item: Mention) -> bool:
    """Whether a time may be none: "at 12" can be an age."""
    return item.sub is FactSub.TIME and item.last - item.first == 1 and item.end - item.start <= _LONGEST_HOUR


_LONGEST_HOUR = 2


def _incomparable(one: Mention, two: Mention) -> bool:
    """Whether one value is money, an age or a share and the other a measure or a time: nothing comes to be the other, but
    pounds ounces.
    """
    if is_beside_tally(one, two) or is_beside_tally(two, one):
        return True
    return one.number != two.number and any(
        single.unit in MEASURES
        and (
            (other.sub is FactSub.MONEY and not (other.unit == "GBP" and single.unit in MASSES))
            or other.unit == "%"
            or (other.sub is FactSub.AGE and single.unit not in YEARS)
            or (single.number == 1 and single.unit in SPANS and not other.unit and other.sub is FactSub.NUMBER)
        )
        for single, other in ((one, two), (two, one))
    )


def _within(item: Mention, units: Sequence[Unit]) -> bool:
    return any(unit.mention is item for unit in units)


def _same_place(old: Side, one: Mention, new: Side, two: Mention) -> bool:
    """Whether the word after, or the two words before, are the same on both sides."""
    left, right = _around(old, one), _around(new, two)
    return (left[1] == right[1] != "") or (left[0] == right[0] != "")


def _around(side: Side, item: Mention) -> tuple[str, str]:
    place = next(number for number, unit in enumerate(side.units) if unit.mention is item)
    before = side.units[place - 1].key if place else ""
    after = side.units[place + 1].key if place + 1 < len(side.units) else ""
    return before, after


def _swapped(old: Side, new: Side, same: Same, words: Language) -> Iterator[MentionPair]:
    """The same values in another order among the same words: killed 30 and injured 200, killed 200 and injured 30."""
    if len(old.mentions) != len(new.mentions) or len(old.mentions) <= 1 or shape(old, words) != shape(new, words):
        return
    changed = [n for n, (one, two) in enumerate(zip(old.mentions, new.mentions, strict=True)) if not same(one, two)]
    if _in_any_order(old, changed, words):
        return
    for one, two in zip(old.mentions, new.mentions, strict=True):
        if not same(one, two) and one.sub is two.sub:
            yield MentionPair(one, two, swapped=True)
            # Each of two ages is a fact about one person; of other values the exchange is the fact.
            if one.sub is not FactSub.AGE:
                return


def _in_any_order(side: Side, changed: Sequence[int], words: Language) -> bool:
    """Whether what changed places are two days joined by "and" that nothing tells apart ("on Mondays and Thursdays", but not
    "on 3 and 5 May respectively"), or one amount in two currencies, one time in two zones: "90 million francs ($101 million)".
    """
    match changed:
        case [first, second] if second == first + 1:
            one, two = side.mentions[first], side.mentions[second]
        case _:
            return False
    between = [unit.word for unit in side.units if one.end <= unit.start < two.start]
    twice = one.sub is two.sub is FactSub.TIME or (one.sub is two.sub is FactSub.MONEY and one.unit != two.unit)
    if not between and twice:
        return True
    dated = one.sub is two.sub is FactSub.DATE
    joined = len(between) == 1 and between[0] in words.of("values", "and_or")
    return dated and joined and words.of("values", "respectively").isdisjoint(side.words())
