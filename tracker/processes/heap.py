"""How a process that runs for long keeps its memory: little is held for later, and what was loaded is not looked through again."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_COLLECTED_AFTER = 20_000
"""New objects between two collections, as `gc.set_threshold` counts them. A page makes some thousands, nearly all of which
outlive Python's own 700 and die together: reading takes 6 % less time so, and a worker 17 MB more (60 pages, CPU time).
"""

# Of mallopt(3), as glibc's malloc.h numbers them.
_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1

_ARENAS = 1  # each thread would get one of its own, and keep the pages it once needed
_OF_THEIR_OWN = 96 * 2**10
"""Bytes: larger pieces, such as pages, go back at once, and leave no gaps that nothing else fits in. Left alone, glibc
learns to keep up to 32 MB; with 4 MB here the daemon held 8 MB more after 1,000 pages.
"""
_KEPT_FREE = 8 * 2**20  # bytes at the heap's end that are not given back and asked for again


@contextmanager
def without(module: str) -> Iterator[None]:
    """Within the block this module cannot be loaded, which others would load if they find it and do without if not; where
    it was loaded already, nothing is changed.
    """
    # None is Python's mark of what is not to be had.
    absent = sys.modules.setdefault(module, None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if absent:
            del sys.modules[module]


def give_back() -> None:
    """Collect what lies in rings, and let the machine have what is free in the midst of the heap, not at its end alone: of a
    reader's 121 MB after 500 pages, half was free so. Some 5 ms.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def tend_heap() -> None:
    """Let this process hold less memory, and collect seldom; to be called once, when all it needs is loaded.

    100 real pages on 100 hosts leave the daemon at some 115 MB so instead of 149, for the same work.
    """
    with suppress(OSError, AttributeError):  # another C library: then its own ways have to do
        mallopt = ctypes.CDLL(None).mallopt
        for option, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _OF_THEIR_OWN), (_TRIM_THRESHOLD, _KEPT_FREE)):
            mallopt(option, value)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)
