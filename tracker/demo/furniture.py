"""What stands on a page around an article and differs at every request: counters, lists, boxes, labels, tokens.

Drawn from (article, request number) alone, so that the same request is always answered with the same bytes. What the
article says is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

TEASERS = (
    "“I would do it all again,” says ferry captain, 64, on her last crossing",
    "Harbour bridge to close for 9 nights from June 14",
    "Bakery fined £2,300 over a mouse, a sieve and a missing door",
    "Rents in Merrowick up 11% in a year, survey finds",
    "Two arrested after 40 gnomes vanish from allotments",
    "Heron that stopped the 8:05 train is moved for the third time",
    "Quiz: how well do you know the streets of the old town?",
    "“Nobody told us,” say parents as crossing patrol is withdrawn",
    "Lifeboat called out 3 times in one Sunday afternoon",
    "School band to play for an audience of 900 in the capital",
    "Market traders win a delay until Oct. 1",
    "The 12 best places to be out of the wind this weekend",
    "Man, 51, denies taking tower clock’s minute hand",
    "Library’s oldest loan comes home after 63 years",
    "Storm brought down 17 trees on the Tolland Cross road",
    "Our critic gave the new pier café two stars. It replied",
)
ADVERTS = (
    "Half-price conservatories until Sunday",
    "Sell your car in 60 seconds",
    "Hearing aids, fitted free in your home",
    "Fly to the sun from £39",
    "Your pension, explained by people",
)
NEWSLETTERS = (
    "Get the morning’s stories by email before 7 a.m.",
    "Join 8,000 readers of The Tide Table, our weekly letter",
    "Never miss a story from the harbour again",
)
PROMPTS = ("READ MORE", "Related", "See also", "More on this")
WEATHER = ("9 °C, light rain", "11 °C, cloudy", "13 °C, bright spells", "7 °C, gale later")
_BUILD_EVERY = 5
"""Requests between two deployments, at which hashed class names change as they do with every build of a real site."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """All that one answer shows besides the article."""

    most_read: tuple[str, ...]
    related: tuple[str, ...]
    inline_prompt: str
    inline_teaser: str
    newsletter: str
    adverts: tuple[str, ...]
    weather: str
    shares: int
    comments: int
    readers_now: int
    minutes_ago: int
    nonce: str
    build: str

    def css(self, component: str, name: str) -> str:
        """A class name as a bundler makes it: stable within one build, another one after the next."""
        return f"{component}_{name}__{_digest(self.build, component, name)[:5]}"


def furnish(slug: str, request: int) -> Furniture:
    """The furniture of the answer to that request (1…n) for that article; equal arguments give equal furniture."""
    key = (slug, str(request))
    return Furniture(
        most_read=_pick(TEASERS, 5, *key, "most read"),
        related=_pick(TEASERS, 3, *key, "related"),
        inline_prompt=PROMPTS[_number(*key, "prompt") % len(PROMPTS)],
        inline_teaser=_pick(TEASERS, 1, *key, "inline")[0],
        newsletter=NEWSLETTERS[request % len(NEWSLETTERS)],
        adverts=_pick(ADVERTS, 3, *key, "adverts"),
        weather=WEATHER[request % len(WEATHER)],
        shares=120 + 7 * request + _number(*key, "shares") % 7,
        comments=14 + request + _number(*key, "comments") % 2,
        readers_now=30 + _number(*key, "readers") % 400,
        minutes_ago=2 + request % 57,
        nonce=_digest(*key, "nonce")[:24],
        build=str(request // _BUILD_EVERY),
    )


def _pick(choices: Sequence[str], count: int, *key: str) -> tuple[str, ...]:
    return tuple(sorted(choices, key=lambda choice: _digest(*key, choice))[:count])


def _number(*key: str) -> int:
    return int(_digest(*key)[:8], 16)


def _digest(*key: str) -> str:
    return sha256("\0".join(key).encode()).hexdigest()
