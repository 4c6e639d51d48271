"""The byline and the standfirst of a known article: names and lines that furniture brings along must not pass for them."""

from __future__ import annotations

from dataclasses import replace

from tracker.extract.metadata import Metadata
from tracker.extract.parsing.segment import Segments
from tracker.model import Document

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


def _stands(old: str, new: str, segments: Segments) -> bool:
    if not old or not new or old in new or new in old:
        return False
    return any(old in chunk.text and len(chunk.text) < len(old) + _ROOM for chunk in segments.chunks)
