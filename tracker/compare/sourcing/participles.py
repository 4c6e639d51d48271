"""Tells where a verb of saying is a participle that says what something is: "The coin, found in a field near Lund, sold well"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.facts.tokens import Token
from tracker.compare.sides.units import QUOTE
from tracker.compare.sourcing.signs import LONGEST_SOURCE, SIGNS
from tracker.compare.sourcing.speech import Saying

_ENDS = {*SIGNS - {"-"}, QUOTE}


def is_aside(items: Sequence[Token], place: int, said: Saying) -> bool:
    """Whether a form that may be a participle begins a clause between the first commas of a sentence, with where or to be
    what: "The coin, found in a field near Lund, sold well", "The coat, said to be warm, is old".
    """
    near = [item.text for item in items[place : place + LONGEST_SOURCE]]
    opens = place > 1 and items[place - 1].text == "," and place + 1 < len(items)
    if not opens or "," not in near:
        return False
    word, following = items[place].lower, items[place + 1].lower
    aside = (word in said.of_documents and following in said.whereabouts) or (
        word in said.passively and following in said.to
    )
    before = {item.text for item in items[max(0, place - 1 - LONGEST_SOURCE) : place - 1]}
    return aside and _ENDS.isdisjoint(before)
