"""Whom the lines around a headline name for pictures alone: "Photography by Ann Example", "Foto: Ann Example",
"Ann Example (fotografia)". Who is named for the text too, in them or beside them, is an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from tracker.extract.authors.persons import folded, persons_in
from tracker.extract.parsing.near import around
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import shown_text
from tracker.extract.parsing.wording import Signs

_KINDS = (
    r"(?:photos?|foto[’']s|photograph(?:s|y|er|ers|ie|ies|e|es)?|pictures|images|fotos?|fotogra\w+|beeld|bild(?:er)?|bilder|billeder|foto/video|v[ií]deos?|film|kamera"
    r"|illustra\w+|ilustra\w+|grafik|zdjęcia|fot\.|kuvat?|фото|видео|fotoğraf(?:lar)?|写真|撮影|사진|摄影|攝影|صور|تصوير)"
)
_BEFORE = re.compile(
    rf"(?<!\w){_KINDS}(?:\s?[:：]|\s(?:by|von|par|de|di|door|av|af|por)\b|(?<=\w[\w’'][\w’']\w)(?= (?-i:[^\W\d_a-z][\w’'.-]+ [^\W\d_a-z])))\s*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:^|[,;&)]|\b(?:und|and|et|y|e|og|och|en)\b)\s*([^(),;&（）]{{3,60}}?)\s?[(（]{_KINDS}[)）]", re.IGNORECASE
)
_HINTS = Signs(_KINDS)  # told quickly
_TEXT_TOO = re.compile(
    r"(?:words?|text\w*|testo|tekst|story|reporting|texto|report\w*)\s?(?:and|und|et|y|e|og|och|en|i|&|\+|/|,)\s?$",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of a line
_MOST_WORDS = 30


def around_lines(segments: Segments, outside: set[Box], headline: str) -> list[str]:
    """The short lines around the headline, in which names stand; none where none of them tells of pictures."""
    near = [
        chunk
        for chunk in around(segments.chunks, headline, outside, before=3, after=12)
        if chunk.words <= _MOST_WORDS and not (chunk.good or _is_below_picture(chunk.box))
    ]
    if not _HINTS.found("\n".join(chunk.text[:_LONGEST] for chunk in near)):
        return []
    return [shown_text(chunk.box.element, _LONGEST, glue=" ") for chunk in near]


def _is_below_picture(box: Box) -> bool:
    return box.label == "caption" or any(outer.tag == "figure" for outer in (box, *islice(box.ancestors(), 4)))


def photographers(lines: Iterable[str]) -> frozenset[str]:
    """The folded names of those whom the lines name for pictures and nowhere for the text."""
    lines = list(lines)
    if not _HINTS.found("\n".join(lines)):
        return frozenset()
    pictured: set[str] = set()
    rest: list[str] = []
    for line in lines:
        before, behind = _BEFORE.search(line), _BEHIND.search(line)
        if before and not _TEXT_TOO.search(line[: before.start()]):
            pictured.update(map(folded, persons_in(line[before.end() :])))
            rest.append(line[: before.start()])
        elif behind:
            pictured.update(map(folded, persons_in(behind[1])))
            rest.append(line[: behind.start()])
        else:
            rest.append(line)
    written = folded(" ".join(rest))
    return frozenset(name for name in pictured if name not in written)


def without(pictured: frozenset[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are not among the `pictured`; all of them where none is left."""
    return tuple(one for one in names if folded(one) not in pictured) or names
