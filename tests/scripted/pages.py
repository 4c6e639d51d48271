"""Pages as a publisher sends them: the same article among furniture that is another at each fetch."""

from __future__ import annotations

import random

_WORDS = (
    "council",
    "harbour",
    "wall",
    "metres",
    "vote",
    "budget",
    "engineer",
    "storm",
    "tide",
    "plan",
    "quay",
    "ferry",
)


def page(number: int, *, article: int = 0, size: int = 6000) -> bytes:
    """The page of an article as it came at its `number`th fetch, of about `size` bytes."""
    fixed, rolled = random.Random(article), random.Random(f"{article}:{number}")
    text = "".join(f'<p id="{fixed.getrandbits(64):016x}">{_sentence(fixed, 12)}</p>\n' for _ in range(size // 100))
    related = "".join(f'<li><a href="/{rolled.getrandbits(48):012x}">{_sentence(rolled, 6)}</a></li>' for _ in range(4))
    token = f"{rolled.getrandbits(128):032x}"
    return f'<html><meta name="token" content="{token}"><body>{text}<ul>{related}</ul></body></html>'.encode()


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words))
