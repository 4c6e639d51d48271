"""How soon edits are seen and how many are missed, by Tracker's schedule and by others at the same number of requests.

    python benchmarks/schedule.py                       a week of 4,000 articles
    python benchmarks/schedule.py --articles 100000     as in docs/schedule.md; about half an hour
    python benchmarks/schedule.py --year                one article for each day of a year, followed to its end
    python benchmarks/schedule.py --overload 0.5        half the requests that the schedule asks for can be had

The model. Articles are born evenly over the time, in 20 sources of 5 sections each, and are found within 15 minutes of
their birth, as a feed that is read every 15 minutes finds them. Edits come in two ways:

- of themselves, at a rate that depends on age, source and section. The age: two thirds of them fall on the first day, as
  last edits do (63 % on the first day, 88 % within two, 94 % within three, 97 % within six: Tsoukaladelis et al., IEEE
  S&P, fig. 9), within that day as headline edits do (more than 90 % of those within ten hours: Guo et al., WWW 2022),
  and two in a hundred after the first month (the public history of a blog: 25 %, and 19 % after a year). The source:
  outlets change between 4 % and 44 % of their headlines (Guo et al.), a factor of eleven; drawn between a third and
  three times the average. The section: half to twice that. The article: drawn from a gamma distribution of shape 0.6, so
  that most are never edited and some often (27 % of articles changed between two crawls, Tsoukaladelis et al.; 3.6
  versions of an article on average, NewsEdits, NAACL 2022).
- after another edit: one in three is followed by a further one (a correction of the edit, an undoing of it) after 25
  minutes on average, for which there is no published figure.

The numbers within a day are drawn from this file's own curve, not from the one that the schedule expects
(`tracker.schedule.habits`); both follow the same studies. No schedule sees more than what a look would show it: whether
the text differs from the one before. An edit that the next one overwrites before any look is missed. Edits before the
article was found, or after the last look of the time, count for nobody.

The others, by their code (commits in the design notes): NewsDiffs looks every 15 min within 3 h of the last change, 1 h
within a day, 3 h within a week, 3 d within 30 days, 30 d within 360 days, then never. News Sniffer looks after 30 min,
then 1.2 times as long after every look without a change, back to 30 min after one, and never again once that is more
than 40 days. Their pauses are all multiplied by one number, so that in sum they ask as often as Tracker's schedule (for
News Sniffer, whose pause is a fifth of the time since the last change, the fifth and the first pause).
"""

from __future__ import annotations

import argparse
import heapq
import random
import statistics
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp, log

from tracker.config import ScheduleSettings
from tracker.schedule import Ladder, Life, Tally, expected_edits, learnt_rate, next_look, weight_of

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
LADDER = Ladder(rungs=ScheduleSettings().ladder)
CURVE = (
    (0.0, 0.0),
    (1 * HOUR, 0.16),
    (3 * HOUR, 0.31),
    (6 * HOUR, 0.45),
    (10 * HOUR, 0.57),
    (DAY, 0.67),
    (2 * DAY, 0.87),
    (3 * DAY, 0.92),
    (6 * DAY, 0.955),
    (30 * DAY, 0.98),
    (365 * DAY, 1.0),
)
FOLLOWED, FOLLOWED_AFTER = 1 / 3, 25 * MINUTE
SOURCES, SECTIONS = 20, 5
UNLIKE = 0.6


@dataclass(slots=True)
class Story:
    """An article of the model: when it was born, found and edited, in seconds."""

    source: int
    section: int
    born: float
    found: float
    edits: list[float]


@dataclass(slots=True)
class Follower:
    """What a schedule knows of a story, and how it went."""

    story: Story
    life: Life
    looked: float
    changed: float
    pause: float = 0.0
    missed: int = 0
    requests: int = 0
    delays: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """How one schedule went, with its pauses multiplied by a factor."""

    factor: float
    requests: float
    followers: list[Follower]


Next = Callable[[Follower, float, bool], float | None]
"""When to look again after a look at this time that saw a change or none; None for never."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare schedules by simulation.")
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--year", action="store_true")
    parser.add_argument("--overload", type=float, default=0.0)
    wishes = parser.parse_args()
    days = 730.0 if wishes.year else 7.0
    stories = list(newsroom(wishes.articles, days * DAY / (2 if wishes.year else 1), random.Random(wishes.seed)))
    if wishes.overload:
        overloaded(stories, days * DAY, wishes.overload)
    else:
        compared(stories, days * DAY)


# The model


def newsroom(count: int, length: float, dice: random.Random) -> Iterator[Story]:
    sources = [3 ** dice.uniform(-1, 1) for _ in range(SOURCES)]
    sections = [[2 ** dice.uniform(-1, 1) for _ in range(SECTIONS)] for _ in range(SOURCES)]
    for _ in range(count):
        source, section = dice.randrange(SOURCES), dice.randrange(SECTIONS)
        born = dice.uniform(0, length)
        rate = sources[source] * sections[source][section] * dice.gammavariate(UNLIKE, 1 / UNLIKE)
        yield Story(source, section, born, born + dice.uniform(0, 15 * MINUTE), sorted(edits(born, rate, dice)))


def edits(born: float, rate: float, dice: random.Random) -> Iterator[float]:
    for _ in range(poisson(rate, dice)):
        at = born + age_of_edit(dice)
        yield at
        while dice.random() < FOLLOWED:
            at += dice.expovariate(1 / FOLLOWED_AFTER)
            yield at


def age_of_edit(dice: random.Random) -> float:
    share = dice.random()
    place = min(bisect_right([by_then for _, by_then in CURVE], share), len(CURVE) - 1)
    (start, before), (end, by_then) = CURVE[place - 1], CURVE[place]
    return start + (end - start) * (share - before) / (by_then - before)


def poisson(mean: float, dice: random.Random) -> int:
    count, waited = 0, dice.expovariate(1.0)
    while waited < mean:
        count, waited = count + 1, waited + dice.expovariate(1.0)
    return count


# The schedules


class Tracker:
    """Tracker's own schedule, by calling its functions, learning while it goes."""

    def __init__(self, dice: random.Random, *, learning: bool = True) -> None:
        self._dice = dice
        self._tallies: dict[tuple[int, int], Tally] = {}
        self._learning = learning

    def rate(self, story: Story) -> float:
        if not self._learning:
            return 1.0
        own = self._tallies.get((story.source, story.section), Tally())
        return learnt_rate(self._tallies.get((story.source, -1), Tally()), own)

    def __call__(self, one: Follower, now: float, changed: bool) -> float:  # noqa: FBT001 - as all schedules are called
        story, before, at = one.story, moment(one.looked), moment(now)
        if one.requests > 1:
            more = Tally(float(changed), expected_edits(one.life.age(before), one.life.age(at)))
            for key in ((story.source, story.section), (story.source, -1)):
                known = self._tallies.get(key, Tally())
                self._tallies[key] = Tally(known.changes + more.changes, known.expected + more.expected)
        rate = self.rate(story)
        one.life = one.life.looked_at(at, changed=changed and one.requests > 1, claimed_at=None)
        again, urgency = next_look(LADDER, one.life, rate=rate, now=at, chance=self._dice.random())
        one.life = one.life.of_urgency(urgency)
        return seconds(again)


def newsdiffs(factor: float) -> Next:
    rungs = ((3 * HOUR, 15 * MINUTE), (DAY, HOUR), (7 * DAY, 3 * HOUR), (30 * DAY, 3 * DAY), (360 * DAY, 30 * DAY))

    def after(one: Follower, now: float, _: bool) -> float | None:  # noqa: FBT001
        pause = next((pause for until, pause in rungs if now - one.changed < until), None)
        return None if pause is None else now + pause * factor

    return after


def news_sniffer(factor: float) -> Next:
    def after(one: Follower, now: float, changed: bool) -> float | None:  # noqa: FBT001
        one.pause = 30 * MINUTE * factor if changed or not one.pause else one.pause * (1 + 0.2 * factor)
        return None if one.pause > 40 * DAY * factor else now + one.pause

    return after


def fixed(pause: float) -> Next:
    return lambda _, now, __: now + pause


# Running them


def run(stories: Sequence[Story], length: float, after: Next) -> list[Follower]:
    """Follow all stories side by side, in the order of time, so that what is learnt of one serves the next."""
    followers = [start(story) for story in stories]
    waiting = [(one.story.found, number) for number, one in enumerate(followers)]
    heapq.heapify(waiting)
    while waiting and waiting[0][0] < length:
        now, number = waiting[0]
        at = look(followers[number], now, after)
        if at is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (at, number))
    return followers


def start(story: Story) -> Follower:
    life = Life(added_at=moment(story.found), born_at=moment(story.born))
    return Follower(story, life, looked=story.found, changed=story.found)


def look(one: Follower, now: float, after: Next) -> float | None:
    """One look: what it sees is the last edit since the look before; the others are missed."""
    all_edits = one.story.edits
    first, end = bisect_right(all_edits, one.looked), bisect_right(all_edits, now)
    one.requests += 1
    changed = end > first and one.requests > 1
    if changed:
        one.missed += end - first - 1
        one.delays.append((all_edits[end - 1] - one.story.born, now - all_edits[end - 1]))
        one.changed = now
    at = after(one, now, changed)
    one.looked = now
    return at


def matched(stories: Sequence[Story], length: float, make: Callable[[float], Next], wanted: float) -> list[Run]:
    """The schedule with its pauses as they are, and with all of them multiplied so that it asks as often as wanted: by
    the secant of the logarithms, where requests are nearly a power of the pauses.
    """
    as_it_is = asked(stories, length, make, 1.0)
    tried = [as_it_is, asked(stories, length, make, as_it_is.requests / wanted)]
    for _ in range(5):
        before, last = tried[-2:]
        best = min(tried, key=lambda run: abs(run.requests - wanted))
        if abs(best.requests - wanted) <= 0.003 * wanted or before.requests == last.requests:
            break
        slope = (log(last.factor) - log(before.factor)) / (log(last.requests) - log(before.requests))
        factor = exp(log(last.factor) + slope * (log(wanted) - log(last.requests)))
        tried.append(asked(stories, length, make, min(max(factor, 0.02), 5000.0)))
    return [min(tried, key=lambda run: abs(run.requests - wanted)), as_it_is]


def asked(stories: Sequence[Story], length: float, make: Callable[[float], Next], factor: float) -> Run:
    followers = run(stories, length, make(factor))
    return Run(factor, float(sum(one.requests for one in followers)), followers)


def compared(stories: Sequence[Story], length: float) -> None:
    started = time.process_time()
    ours = run(stories, length, Tracker(random.Random(1)))
    requests = float(sum(one.requests for one in ours))
    print(f"{len(stories):,} articles, {sum(len(story.edits) for story in stories):,} edits, {length / DAY:.0f} days\n")
    print(
        "| schedule | pauses × | requests per article and day | edits missed | late edits missed | first-day delay, median | p90 |"
    )
    print("|---|---|---|---|---|---|---|")
    tell("Tracker", 1.0, ours, length)
    tell("Tracker, nothing learnt", 1.0, run(stories, length, Tracker(random.Random(1), learning=False)), length)
    others: tuple[tuple[str, Callable[[float], Next]], ...] = (
        ("fixed interval", lambda factor: fixed(factor * HOUR)),
        ("NewsDiffs", newsdiffs),
        ("News Sniffer", news_sniffer),
    )
    for name, make in others:
        equal, as_it_is = matched(stories, length, make, requests)
        tell(name, equal.factor, equal.followers, length)
        if name != "fixed interval":
            tell(f"{name}, as it is", 1.0, as_it_is.followers, length)
    print(f"\n{time.process_time() - started:.0f} s of CPU")


def tell(name: str, factor: float, followers: Iterable[Follower], length: float) -> None:
    followers = list(followers)
    delays = sorted(delay for one in followers for age, delay in one.delays if age < DAY)
    followed = sum(max(0.0, length - one.story.found) for one in followers) / DAY
    requests = sum(one.requests for one in followers)
    missed, known = share_missed(followers, length, 0.0)
    late, late_known = share_missed(followers, length, 7 * DAY)
    median, tail = (statistics.quantiles(delays, n=10)[place] / MINUTE for place in (4, 8))
    print(
        f"| {name} | {factor:.2f} | {requests / followed:.2f} | {missed / known:.1%} ({missed:,} of {known:,})"
        f" | {f'{late / late_known:.1%}' if late_known else '—'} | {median:.1f} min | {tail:.0f} min |"
    )


def share_missed(followers: Iterable[Follower], length: float, from_age: float) -> tuple[int, int]:
    """Edits that no look saw, of those that were made between the first look and a day before the end."""
    missed = known = 0
    for one in followers:
        seen = {round(one.story.born + age, 3) for age, _ in one.delays}
        for at in one.story.edits:
            if one.story.found < at < length - grace(length) and at - one.story.born >= from_age:
                known += 1
                missed += round(at, 3) not in seen
    return missed, known


def grace(length: float) -> float:
    """How long before the end an edit must be made to count: the longest pause of an article that old."""
    return 60 * DAY if length > 60 * DAY else DAY


# Overload


def overloaded(stories: Sequence[Story], length: float, capacity: float) -> None:
    """The same schedule where less can be fetched than is due: first come first served, or the most urgent first."""
    requests = sum(one.requests for one in run(stories, length, Tracker(random.Random(1))))
    pause = length / (requests * capacity)
    print(f"{len(stories):,} articles, one request every {pause:.2f} s: {capacity:.0%} of what the schedule asks for\n")
    print(
        "| order | pauses × | requests per article and day | edits missed | late edits missed | first-day delay, median | p90 |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, urgent in (("longest due first", False), ("most urgent first", True)):
        tell(name, 1.0, run_short(stories, length, pause, urgent=urgent), length)


def run_short(stories: Sequence[Story], length: float, pause: float, *, urgent: bool) -> list[Follower]:
    """Look at one due story every `pause`: of the heads of all levels the one with most unseen edits, as the store's
    queue does, or simply the one that is due the longest.
    """
    followers, after = [start(story) for story in stories], Tracker(random.Random(1))
    waiting = [(one.story.found, number) for number, one in enumerate(followers)]
    heapq.heapify(waiting)
    due: dict[int, list[tuple[float, int]]] = {}
    now = 0.0
    while now < length:
        while waiting and waiting[0][0] <= now:
            at, number = heapq.heappop(waiting)
            heapq.heappush(due.setdefault(followers[number].life.urgency if urgent else 0, []), (at, number))
        heads = [(level, queue[0][1]) for level, queue in due.items() if queue]
        if heads:
            level = max(heads, key=lambda head: weight_of(head[0]) * (now - followers[head[1]].looked + 1))[0]
            number = heapq.heappop(due[level])[1]
            again = look(followers[number], now, after)
            heapq.heappush(waiting, (again or length, number))
            now += pause
        else:
            now = max(now + pause, waiting[0][0] if waiting else length)
    return followers


def moment(at: float) -> datetime:
    return EPOCH + timedelta(seconds=at)


def seconds(at: datetime) -> float:
    return float((at - EPOCH).total_seconds())


if __name__ == "__main__":
    main()
