"""The end of a text that stands in another container than the rest of it, as where an advertisement parts a page into
"article-body" and "article-body-part-2". It is little, so the region does not hold it.

What follows a text is more often about it or its paper than a part of it: only whole paragraphs that lead nowhere and offer
nothing are taken, from a container that is named as the text's own is, or stands in the same article and shares its words.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.extract.body.doubtful import signs_of
from tracker.extract.body.region import Region
from tracker.extract.body.spine import Spine
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.parsing import notices, wording
from tracker.extract.parsing.segment import Box, Chunk, Segments

_LEVELS = 3  # around the region
_SIBLINGS = 12  # boxes that are looked at on each
_SHORT = 4.0  # words of what may stand between: "Advertisement"
_LEAST = 8.0  # good words of a paragraph
_MOST = 6  # paragraphs
_LARGE = 0.4  # share of the region's good words
_UNNAMED = 0.6  # share of its longer words that the text has too, where no name says that it goes on
_BODIES = frozenset(("body", "content", "text", "copy", "paragraphs", "richtext", "artikeltext", "inhalt", "texte", "contenu", "corps", "cuerpo", "contenido", "texto", "corpo", "conteudo", "testo", "contenuto", "tekst", "innhold", "tresc"))  # fmt: skip
_PLAIN = _BODIES | {"article", "story", "post", "entry", "news", "main", "page", "artikel", "articulo", "articolo"}
_GOES_ON = frozenset(("part", "continue", "rest", "second", "bottom", "end", "ending", "lower", "after", "teil", "partie", "parte", "resto"))  # fmt: skip
_CONTINUED = frozenset(("continued", "continuation", "remainder", "fortsetzung"))
_KEPT = frozenset(("paywall", "premium", "subscriber", "subscribers", "locked", "gated", "metered"))
_ABOUT = frozenset(
    ("about", "author", "disclaimer", "footer", "imprint", "info", "legal", "note", "notice", "uber", "propos")
)
_NEVER = frozenset(("article", "aside", "footer", "nav", "form", "figure", "header"))
_ENDS = frozenset(".!?。！？…»”\"'’؟۔।")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def find_tail(segments: Segments, region: Region, spine: Spine, vocabulary: Vocabulary) -> frozenset[Chunk]:
    """The paragraphs that the text ends with, outside of what holds the rest of it."""
    if spine.last < 0:
        return frozenset()
    found: set[Chunk] = set()
    for box in _following(segments.chunks[spine.last].box, region.root):
        if box.label == "ad" or (not box.controls and box.words <= _SHORT):
            continue
        if not 0 < box.chunks <= _MOST or box.prose < _LEAST:
            break
        inside = segments.inside(box)
        if not _is_plain(box, inside, region) or not _is_own(box, inside, region, vocabulary):
            break
        found.update(inside)
    return frozenset(found)


def _following(box: Box, root: Box) -> Iterator[Box]:
    """The boxes right after one, then those after what holds it, to a few levels around the region's."""
    top = next(islice(root.ancestors(), _LEVELS - 1, None), None)
    outer: Box | None = box
    while outer is not None and outer is not top and outer.tag != "body":
        beside = outer.along
        for _ in range(_SIBLINGS):
            if beside is None:
                break
            yield beside
            beside = beside.along
        if beside is not None:
            return
        outer = outer.parent


def _is_plain(box: Box, inside: Sequence[Chunk], region: Region) -> bool:
    """Whether a box holds a few whole paragraphs and nothing else."""
    if box in region.outside and not _is_named_alike(box, region.root):
        return False
    if (
        box.tag in _NEVER
        or box.controls
        or box.lone_links
        or box.headings
        or box.images
        or not 0 < len(inside) <= _MOST
    ):
        return False
    if _names(box) & _ABOUT:
        return False
    return box.prose <= _LARGE * region.prose and all(map(_is_paragraph, inside))


def _is_paragraph(chunk: Chunk) -> bool:
    head = chunk.text[: wording.HEAD]
    whole = chunk.good >= _LEAST and chunk.linked <= 0.3 and chunk.text[-1] in _ENDS
    if not whole or wording.SIGN_OFF.match(head) or wording.APPEAL.match(head) or wording.FOOTER.search(head):
        return False
    if wording.LEAD_IN.match(head) or wording.NEWSLETTER.found(head) or notices.ASKED.match(head):
        return False
    return not any(signs_of(chunk.text, chunk.linked)[:2])


def _is_own(box: Box, inside: Sequence[Chunk], region: Region, vocabulary: Vocabulary) -> bool:
    """Whether the text goes on in a box: it is named so, or stands in the same article and says much of the same."""
    if _is_named_alike(box, region.root):
        return True
    if box.label:
        return False
    article = next((one for one in (region.root, *region.root.ancestors()) if _is_article(one)), None)
    return article is not None and box.within(article) and vocabulary.share(inside) >= _UNNAMED


def _is_article(box: Box) -> bool:
    return box.tag == "article" or "articleBody" in (box.element.get("itemprop") or "")


def _is_named_alike(box: Box, root: Box) -> bool:
    """Whether a box, or one in it that holds as much, has a name for bodies that those of the text have too, or one that
    says nothing else, that something goes on, or for whom it is kept.
    """
    own = _names(root) | (_names(root.parent) if root.parent is not None and root.parent.tag != "body" else set())
    inner: Box | None = box
    while inner is not None and inner.tag != "p":
        names = _names(inner)
        bodies = names & _BODIES
        if bodies & own or names & _CONTINUED or (names & _GOES_ON and names & own):
            return True
        if bodies and (names <= _PLAIN | _GOES_ON or names & _KEPT or {"read", "more"} <= names):
            return True
        inner = next((one for one in islice(inner.children, 4) if one.chunks == inner.chunks), None)
    return False


def _names(box: Box) -> set[str]:
    said = f"{box.element.get('class') or ''} {box.element.get('id') or ''}"[:300]
    return {word.lower() for word in _WORD.findall(said)}
