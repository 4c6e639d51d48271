"""Finds the circle that something comes from where nobody is named and the circle opens the clause: "Aus der Fraktion hieß es,
der Antrag sei chancenlos"; "In paese si dice che il negozio chiuda".
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.cuephrases import Cue
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS
from tracker.compare.text.language import Language


def from_circle(items: Sequence[Token], place: int, words: Language) -> Cue | None:
    """The cue of such a verb at a place, if the clause opens with the circle."""
    if items[place].lower not in words.of("sourcing", "circle_verbs"):
        return None
    pronouns = words.of("sourcing", "circle_pronouns")
    last = place - 1 if pronouns else place
    if pronouns and (last < 0 or items[last].lower not in pronouns):
        return None
    start = last
    while (
        start
        and last - start < LONGEST_SOURCE
        and items[start - 1].text not in SIGNS
        and items[start - 1].text != QUOTE
    ):
        start -= 1
    openings = words.of("sourcing", "circle_openings")
    near = range(start, min(start + _OPENING, last - 1))  # "wie es aus der Partei hieß"
    first = next((n + 1 for n in near if items[n].lower in openings), last)
    return Cue(tuple(items[first:last]), items[place], "say", beside=True) if first < last else None


_OPENING = 3
