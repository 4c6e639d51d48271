"""Where the visible headline stands among a page's chunks, and which chunks stand around it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from tracker.extract.parsing.segment import Box, Chunk
from tracker.extract.parsing.shown import shown_text

ELSEWHERE = frozenset(
    ("related", "comments", "ad", "nav", "hidden")
)  # labels of boxes where a name or a time is another article's
_MOST_PLACES = 3  # a headline is repeated for small screens, or for a line that stays at the top
_LINK = 3  # spaces in the least text of a link that is a headline
_LINKED = 0.8
_TEASER = range(4, 26)  # words
_MOST_BUTTONS = 40
_BUTTON = 6  # words
_SHORT = 30  # words
_LONGEST = 300  # characters
_DIGIT = re.compile(r"\d")
_RUN_TOGETHER = re.compile(r"[^\W\d_]\d{1,2}(?:\.|\s[^\W\d_]{3})|\d{4}[^\W\d_]{3}")  # of a name or a word and a date
_POST = re.compile(  # of class names
    r"(?<![\w-])(?:twitter-tweet|twitter-video|instagram-media|text-post-media|fb-(?:post|video)|reddit-(?:embed|card)\w*|telegram-post"
    r"|(?:bluesky|mastodon|tiktok|threads|twitter|tweet|instagram|facebook|reddit|telegram|linkedin|social)[-_]{1,2}(?:embed|card|post|container)"
    r"|embed[-_]{1,2}(?:bluesky|mastodon|tiktok|threads|twitter|tweet|instagram|facebook|reddit|telegram|linkedin|social|post)"
    r"|embedded[-_](?:post|tweet)|tweet)(?![\w-])",
    re.IGNORECASE,
)
_LONGEST_POST = 1_200  # characters
_MOST_OUTERS = 40
_FIRST = 400  # chunks among which a headline that is no heading is looked for


def places(chunks: Sequence[Chunk], headline: str) -> list[int]:
    """Where the headline stands, first places first: as a heading, else as a line; the first first-level heading where it
    stands nowhere, and the start of the page where there is none.
    """
    shown = (
        [chunk for chunk in chunks if chunk.level and chunk.text == headline]
        or [chunk for chunk in chunks[:_FIRST] if chunk.text == headline]
        or [chunk for chunk in chunks if chunk.level and headline and headline in chunk.text]
        or [chunk for chunk in chunks if chunk.level == 1][:1]
    )
    return [chunk.order for chunk in shown[:_MOST_PLACES]] or [0]


def around(chunks: Sequence[Chunk], headline: str, outside: Collection[Box], *, before: int, after: int) -> list[Chunk]:
    """The chunks from each place of the headline on, `after` of them, and then those `before` it; each of them once. The
    short lines that are `outside` of the article, as those of buttons and menus, do not count.
    """
    starts = places(chunks, headline)
    orders = [order for start in starts for order in _following(chunks, start, outside, after)]
    above = [order for start in starts for order in range(max(0, start - before), start)]
    orders += [order for order in above if not is_teasers(chunks, chunks[order])]
    return [chunks[order] for order in dict.fromkeys(orders) if order < len(chunks)]


def is_teasers(chunks: Sequence[Chunk], chunk: Chunk, outside: Collection[Box] | None = None) -> bool:
    """Whether a line begins with a link to another article, or stands right below one and is of it: in the same box, or,
    where `outside` is given, if it is outside of the article.
    """
    opening = chunk.links[0][0] if chunk.links else ""
    if (
        opening.count(" ") >= _LINK
        and chunk.linked > _LINKED / 2
        and chunk.text != opening
        and chunk.text.startswith(opening)
    ):
        return True
    above = chunks[chunk.order - 1] if chunk.order else chunk
    if above.linked <= _LINKED or int(above.words) not in _TEASER or above.level == 1 or above.box.label == "nav":
        return False
    if outside is not None:
        return chunk.box in outside
    return above.box.parent is chunk.box.parent or chunk.box.parent is above.box or above.box.parent is chunk.box


def spaced(chunk: Chunk) -> str:
    """What a short line says, with spaces between its pieces where style sheets part them: "Ann Example|4 March 2026"."""
    text = chunk.text[:_LONGEST]
    if chunk.words > _SHORT or not (_DIGIT.search(text) and _RUN_TOGETHER.search(text)):
        return chunk.text
    line = shown_text(chunk.box.element, _LONGEST, glue=" ")
    return line if line.replace(" ", "") == text.replace(" ", "") else chunk.text


def _following(chunks: Sequence[Chunk], start: int, outside: Collection[Box], after: int) -> Iterator[int]:
    left = after
    for chunk in chunks[start : start + after + _MOST_BUTTONS]:
        left -= chunk.words > _BUTTON or chunk.box not in outside
        if left < 0:
            return
        yield chunk.order


def is_elsewhere(box: Box) -> bool:
    """Whether a name or a time in this box is of another article or of a comment."""
    return any(outer.label in ELSEWHERE for outer in (box, *box.ancestors()))


def is_posted(element: Any) -> bool:
    """Whether an element stands in a post of a social network, or in another quotation, that is shown in the article: its
    date, its author and its headings are not the article's.
    """
    for outer in islice(chain((element,), element.iterancestors()), _MOST_OUTERS):
        if outer.tag == "blockquote" or ((names := outer.get("class")) and _names_post(names)):
            large = len(shown_text(outer, _LONGEST_POST)) >= _LONGEST_POST
            return not large and next(outer.iter("h1"), None) is None
    return False


@lru_cache(maxsize=20_000)
def _names_post(names: str) -> bool:
    """Whether class names say that an element is a post; a page asks of the same ones again and again."""
    return _POST.search(names[:_LONGEST_POST]) is not None
