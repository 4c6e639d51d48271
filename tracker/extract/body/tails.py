"""The end of a text that stands in another container than the rest of it, as where an advertisement parts a page into
"article-body" and "article-body-part-2". It is little, so the region does not hold it.

What follows a text is more often about it or its paper than a part of it: only whole paragraphs that lead nowhere and offer
nothing are taken, from a container that is named as the text's own is, or stands in the same article and shares its words.
Where hashes stand for names, one that is built of the same components as the text goes on with it.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.extract.body.doubtful import signs_of
from tracker.extract.body.region import Region
from tracker.extract.body.rulebook import Known
from tracker.extract.body.spine import Spine
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.parsing import notices, wording
from tracker.extract.parsing.hashes import words_of_names
from tracker.extract.parsing.segment import Box, Chunk, Segments

_LEVELS = 3  # around the region
_AROUND = 4  # levels around the last paragraph
_SIBLINGS = 12  # boxes that are looked at on each
_SHORT = 4.0  # words of what may stand between: "Advertisement"
_LEAST = 8.0  # good words of a paragraph
_MOST = 6  # paragraphs
_LARGE = 0.4  # share of the region's good words
_UNNAMED = 0.6  # share of its longer words that the text has too, where no name says that it goes on
_HASHED = 0.4  # where hashes stand for names: half of all last paragraphs have as many, and few of what is about papers
_PARTED = 0.25  # where an advertisement parts it from the text, as it does in the middle of one
_BUILT = 0.1  # where it is built of the text's own components
_SENTENCE = 12.0  # good words of a paragraph behind a hash
_BUILDERS = frozenset(("wrap", "wrapper", "container", "inner", "outer", "root", "block", "box", "component", "row", "col", "column", "section", "grid", "layout", "flex", "stack", "item", "chunk", "group", "css", "module", "styles", "styled", "sc", "paragraph"))  # fmt: skip
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


def find_tail(
    segments: Segments, region: Region, spine: Spine, vocabulary: Vocabulary, known: Known
) -> frozenset[Chunk]:
    """The paragraphs that the text ends with, outside of what holds the rest of it."""
    if spine.last < 0:
        return frozenset()
    found: set[Chunk] = set()
    tail = _Tail(region, spine, vocabulary, known, segments.chunks[spine.last])
    parted = False
    for box in _following(segments.chunks[spine.last].box, region.root):
        if box.label == "ad" or (not box.controls and box.words <= _SHORT):
            parted = True
            continue
        if not 0 < box.chunks <= _MOST or box.prose < _LEAST:
            break
        inside = segments.inside(box)
        if not _is_plain(box, inside, region) or not tail.owns(box, inside, parted=parted):
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


@dataclass(frozen=True, slots=True)
class _Tail:
    """What is asked of a box that follows the text, whose last chunk so far is `last`."""

    region: Region
    spine: Spine
    vocabulary: Vocabulary
    known: Known
    last: Chunk

    def owns(self, box: Box, inside: Sequence[Chunk], *, parted: bool) -> bool:
        """Whether the text goes on in a box: it is named so, linked data tell it as the article's, or it stands in the same
        article and says much of the same, or less of it in the text's own components.
        """
        root = self.region.root
        if _is_named_alike(box, root):
            return True
        if box.label:
            return False
        if self.known.body and all(chunk.text in self.known.body for chunk in inside):
            return True
        article = next((one for one in (root, *root.ancestors()) if _is_article(one)), None)
        together = article is not None and box.within(article)
        share = self.vocabulary.share(inside)
        if together and share >= _UNNAMED:
            return True
        if share < _BUILT or not self._is_hashed(box, inside):
            return False
        return (together and share >= (_PARTED if parted else _HASHED)) or self._is_built_alike(box, inside)

    def _is_hashed(self, box: Box, inside: Sequence[Chunk]) -> bool:
        """Whether hashes stand where a box of whole sentences, that name neither author nor paper, would have names."""
        publishing = [name for name in (self.known.byline.casefold(), *_papers(self.known.headlines)) if name]
        for chunk in inside:
            if chunk.good < _SENTENCE or any(name in chunk.text.casefold() for name in publishing):
                return False
        hashed = False
        for one in _down(box):
            words, made = words_of_names(one.element)
            if not words <= _PLAIN | _GOES_ON | _BUILDERS:
                return False
            hashed = hashed or made
        return hashed

    def _is_built_alike(self, box: Box, inside: Sequence[Chunk]) -> bool:
        """Whether the paragraphs of a box have the class that the text's have, or it has the class of one that holds it."""
        own = self.last.box.signature
        if own.startswith("p.") and all(chunk.box.signature == own for chunk in inside):
            return True
        around = {one.signature for one in islice(self.last.box.ancestors(), _AROUND) if one in self.spine.trunk}
        return "." in box.signature and box.signature in around


def _papers(headlines: frozenset[str]) -> Iterator[str]:
    """What the page's title has beside the headline: the name of the paper."""
    for whole in headlines:
        for one in headlines:
            if len(whole) > len(one) > 0 and one in whole:
                yield whole.replace(one, "", 1).strip(" |-–—·•:»«‹›/")


def _down(box: Box) -> Iterator[Box]:
    """A box, and those in it that hold as much."""
    inner: Box | None = box
    while inner is not None:
        yield inner
        inner = next((one for one in islice(inner.children, 4) if one.chunks == inner.chunks), None)


def _is_article(box: Box) -> bool:
    return box.tag == "article" or "articleBody" in (box.element.get("itemprop") or "")


def _is_named_alike(box: Box, root: Box) -> bool:
    """Whether a box, or one in it that holds as much, has a name for bodies that those of the text have too, or one that
    says nothing else, that something goes on, or for whom it is kept.
    """
    own = _names(root) | (_names(root.parent) if root.parent is not None and root.parent.tag != "body" else set())
    for inner in _down(box):
        if inner.tag == "p":
            break
        names = _names(inner)
        bodies = names & _BODIES
        if bodies & own or names & _CONTINUED or (names & _GOES_ON and names & own):
            return True
        if bodies and (names <= _PLAIN | _GOES_ON or names & _KEPT or {"read", "more"} <= names):
            return True
    return False


def _names(box: Box) -> set[str]:
    said = f"{box.element.get('class') or ''} {box.element.get('id') or ''}"[:300]
    return {word.lower() for word in _WORD.findall(said)}
