"""A page's sketch: what is kept of a page that was read, to tell whether the next capture reads the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

FORM = 7
"""Of sketches and of the rules behind the verdict; one of another form is not obeyed."""

MAX_LENGTH = 2_000_000
"""Bytes, and characters, of the longest page that is sketched."""


class Signed(IntEnum):
    """Where a byline was read: nowhere, in the head, in an element that is perhaps the author's, in one named for it."""

    NOWHERE = 0
    HEAD = 1
    VAGUE = 2
    NAMED = 3


class Box(NamedTuple):
    """A box that held furniture only, as it stood: what it begins with, its place on the page, its length, and the
    digest of all of it.
    """

    opening: str
    start: int
    length: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a page that was read. `texts` are the short names of all texts that count, in their order, and
    `build` the digest of what stands around and in them; `wrappers` are their dresses. `known` are the other texts,
    `dresses` those in which only such stood. `head` and `data` are digests of what the head says, `raw` of how it says it, `claims`
    its headlines, `boxes` some of what need not be cut again. `standfirst_at` and `byline_at` are places in `texts`, or -1; `words` counts the article's.
    """

    head: bytes
    raw: bytes
    data: bytes
    texts: bytes
    build: bytes
    wrappers: bytes
    known: bytes
    dresses: bytes
    claims: str
    words: int
    standfirst_at: int
    byline_at: int
    signed: Signed
    boxes: tuple[Box, ...]
    form: int = FORM
