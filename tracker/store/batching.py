"""Working through what is too much to hold at once: in batches, page by page, and telling how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

_T = TypeVar("_T")


def batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def counting(items: Iterable[_T], doing: str, total: int, progress: Progress) -> Iterator[_T]:
    """The items, each told of before it is given."""
    for done, item in enumerate(items):
        progress(doing, done, total)
        yield item
