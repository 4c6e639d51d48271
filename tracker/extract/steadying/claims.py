"""The headline, the byline and the standfirst of a known article: what furniture brings along must not pass for them, nor
the other headline of an article that shows two by turns.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.extract.metadata import Metadata
from tracker.extract.parsing.segment import Segments
from tracker.extract.steadying.memory import BY_TURNS, FIRST_RETURN, LOOKS, HostMemory, fingerprint, headline_of
from tracker.model import Block, BlockKind, Document, HeadlineSet

_ROOM = 50  # characters that may stand around a byline in its own element


def as_before(about: Metadata, segments: Segments, previous: Document | None) -> Metadata:
    """What a page says of itself, with the byline and the standfirst of the last reading where they still stand on the
    page and what was found instead has nothing in common with them and is not claimed by the page's own JSON-LD.
    """
    if previous is None:
        return about
    if about.byline not in about.data.authors and _stands(previous.byline, about.byline, segments):
        about = replace(about, byline=previous.byline, authors=previous.authors)
    if about.standfirst != about.data.description and _stands(previous.standfirst, about.standfirst, segments):
        about = replace(about, standfirst=previous.standfirst)
    return about


def by_turns(about: Metadata, previous: Document | None, memory: HostMemory | None, url: str) -> tuple[Block, ...]:
    """The headline that a page shows instead of the last reading's, as furniture: where the article had it before, all else
    that names the article stayed, and not enough looks in a row have shown it. `url` is the canonical address.
    """
    if previous is None or memory is None or not is_shown_otherwise(previous.headlines, about.headlines):
        return ()
    article, other = fingerprint(url), about.headlines.h1
    back = memory.fickle.get(headline_of(article, other))
    if back is None:
        return ()
    name = fingerprint(other)
    looks = next((one.looks for one in memory.held.get(article, ()) if one.text == name), 0)
    if looks + 1 >= (LOOKS[BY_TURNS] if back else FIRST_RETURN):
        return ()
    return (Block(BlockKind.PARAGRAPH, other, path=f"{BY_TURNS}: another headline"),)


def is_shown_otherwise(old: HeadlineSet, new: HeadlineSet) -> bool:
    """Whether the shown headline is another one while all that the head says of it is the same."""
    return old.h1 != new.h1 and bool(old.h1 and new.h1) and replace(old, h1=new.h1) == new


def _stands(old: str, new: str, segments: Segments) -> bool:
    if not old or not new or old in new or new in old:
        return False
    return any(old in chunk.text and len(chunk.text) < len(old) + _ROOM for chunk in segments.chunks)
