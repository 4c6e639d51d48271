"""Bounds of effort in CPU seconds, which neighbours on the machine do not count in: of the machine they were set on, and
of a slower one by as much more as it is slower.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_YARD = 0.0055  # CPU seconds of the piece of work below, where the bounds were set


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes more CPU time of this process than that."""
    started = time.process_time()
    yield
    taken = time.process_time() - started
    assert taken < seconds or taken < seconds * slowness(), f"{taken:.2f} s of CPU, {seconds:g} are allowed"


def slowness() -> float:
    """How many times slower than the machine that the bounds were set on this one is now; 1 where it is not."""
    return max(1.0, min(_measured() for _ in range(5)) / _YARD)


def _measured() -> float:
    started = time.process_time()
    words = [f"{number} metres" for number in range(20_000)]
    assert len({word.partition(" ")[0]: word for word in sorted(words)}) == len(words)
    return time.process_time() - started
