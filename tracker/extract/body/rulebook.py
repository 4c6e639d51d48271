"""The rules themselves: two tables, read from the top, whose first match decides. One is for inserts (what is put between
the running text), one for single chunks. Their names are what `tracker extract --explain` shows.
"""

# ruff: noqa: ARG001 -- all rules of a table take the same arguments
# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tracker.extract.body.openings import opens_shortly
from tracker.extract.body.outside import holds, wraps_quote
from tracker.extract.body.posts import is_stamp
from tracker.extract.body.region import build_of, holder_of
from tracker.extract.body.spine import Spine
from tracker.extract.dating.dates import moment_in
from tracker.extract.parsing import notices, wording
from tracker.extract.parsing.addresses import host_of, same_site
from tracker.extract.parsing.calls import asks_readers
from tracker.extract.parsing.footnotes import holds_notes
from tracker.extract.parsing.segment import Box, Chunk

KEEP = ""
_SHOP_PLACES = 3  # places in the text where links to one other site stand alone: then they are what it is about
_LISTS = frozenset(("ul", "ol", "dl"))
_CONTENT = frozenset(("ul", "ol", "dl", "table", "blockquote", "pre"))
_CELLS = frozenset(("td", "th", "tr"))
_TEXTUAL = frozenset(("p", "h2", "h3", "h4", "h5", "h6"))
_LETTER = re.compile(r"\w")
_CLOCKS = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_SENTENCE_END = frozenset(".!?")
_LINE_END = frozenset(".!?。！？…»”\"'’)")


@dataclass(frozen=True, slots=True)
class Known:
    """What metadata say that the rules compare with: headlines (case folded), standfirst, byline, and the host; and the
    text of the article in linked data.
    """

    headlines: frozenset[str]
    standfirst: str
    byline: str
    host: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at."""

    root: Box
    spine: Spine
    known: Known
    shops: frozenset[str]
    recommends: bool
    chunks: list[Chunk]

    def in_run(self, chunk: Chunk) -> bool:
        """Whether a longer line stands right before or after in the same element, parted by empty lines only."""
        beside = self.chunks[max(0, chunk.order - 1) : chunk.order + 2]
        return any(other.box is chunk.box and other.words > 2 for other in beside)

    def middle(self, chunk: Chunk) -> bool:
        """Whether running text stands before and after."""
        return self.spine.first < chunk.order < self.spine.last

    def at_end(self, chunk: Chunk) -> bool:
        """Whether a chunk stands before the running text or at its very end."""
        return chunk.order <= self.spine.first or chunk.order >= self.spine.last - 2

    def teased(self, chunk: Chunk) -> bool:
        """Whether the line right before leads to other articles."""
        return chunk.order > 0 and wording.LEAD_IN.match(self.chunks[chunk.order - 1].text[: wording.HEAD]) is not None

    def shop(self, chunk: Chunk) -> bool:
        """Whether this is one of the many links to other sites that a list of things to buy or read consists of."""
        return bool(self.shops) and self.middle(chunk) and leads_to(chunk, self.known.host) in self.shops


def rule_of_insert(scene: Scene, top: Box, first: Chunk) -> str:
    """The rule that cuts an insert whose box is `top` and whose first chunk is `first`; KEEP where it stays."""
    return next((name for name, applies in _INSERT_RULES if applies(scene, top, first)), KEEP)


def rule_of_chunk(scene: Scene, chunk: Chunk) -> str:
    """The rule that cuts a chunk for what it says; KEEP where it stays."""
    head = chunk.text[: wording.HEAD]
    for name, applies in _CHUNK_RULES:
        if applies(scene, chunk, head):
            return name
    return KEEP


def leads_to(chunk: Chunk, host: str) -> str:
    """The other site that a chunk is little more than a link to; empty where it is more, or leads inside `host`."""
    if chunk.linked < 0.6 or not chunk.links:
        return ""
    target = host_of(chunk.links[0][1])
    return "" if same_site(target, host) else target


def find_shops(chunks: list[Chunk], host: str) -> frozenset[str]:
    """The other sites that links lead to from several places of a text: shops, in a list of things to buy."""
    places: dict[str, set[Box]] = {}
    for chunk in chunks:
        if target := leads_to(chunk, host):
            places.setdefault(target, set()).add(holder_of(chunk))
    return frozenset(target for target, boxes in places.items() if len(boxes) >= _SHOP_PLACES)


def recommends(chunks: list[Chunk], host: str) -> bool:
    """Whether a text has several lists that lead to other sites: things to buy, to read, to see."""
    lists = {holder_of(chunk) for chunk in chunks if chunk.box.tag == "li" and leads_to(chunk, host)}
    return len(lists) >= _SHOP_PLACES


def is_caption(chunk: Chunk, root: Box) -> bool:
    """Whether a chunk belongs to a picture: it stands in its figure or says where the picture comes from."""
    if _is_below_image(chunk):
        return True
    box: Box | None = chunk.box
    while box is not None and box is not root:
        if box.tag == "figure" and _is_card(box):
            return False
        if box.tag == "figure" and chunk.words < 80 and not holds(box, "blockquote") and not holds(box, "table"):
            return box.chunks <= 4 or chunk.box.tag == "figcaption"
        box = box.parent
    return chunk.words < 50 and wording.is_credit(chunk.text)


def _is_card(figure: Box) -> bool:
    """Whether a figure holds no picture's line but the way to another article."""
    return not holds(figure, "figcaption") and _is_wholly_linked(figure)


def _is_wholly_linked(box: Box) -> bool:
    """Whether all that a box says is links, or nearly."""
    return box.linked > 0.7 * box.words


def _is_below_image(chunk: Chunk) -> bool:
    """Whether a chunk is one line in an element that otherwise holds pictures only."""
    box = chunk.box
    lined = box.tag == "div" and chunk.words < 30 and chunk.text[-1] not in _LINE_END
    return lined and box.images > 0 and box.chunks == 1 and not chunk.level and not _is_wholly_linked(box)


def _is_shop(scene: Scene, top: Box, first: Chunk) -> bool:
    return top.parent in scene.spine.holders and top.words < 160 and scene.shop(first)


def _is_appeal(scene: Scene, top: Box, first: Chunk) -> bool:
    head = first.text[: wording.HEAD]
    asks = first.words < 14 and top.words < 120
    if asks and (wording.APPEAL.match(head) is not None or wording.LEAD_IN.match(head) is not None):
        return True
    offers = first.words < 9 and wording.NEWSLETTER.found(head)
    return top.words < 90 and (offers or wording.PITCH.found(head))


def _is_notice(scene: Scene, top: Box, first: Chunk) -> bool:
    """Whether a small box of more than a line opens with an offer of an app, or asks readers for what they know."""
    if top.words > 60 or first.words > 14 or top.chunks < 2:
        return False
    head = first.text[: wording.HEAD]
    return notices.APP.match(head) is not None or notices.ASKED.match(head) is not None


def _is_large(scene: Scene, top: Box, first: Chunk) -> bool:
    return top.prose > 0.3 * scene.root.prose


def _is_recommended(scene: Scene, top: Box, first: Chunk) -> bool:
    """Whether a list beside the running text leads to other sites, on a page that has several such lists."""
    listed = scene.recommends and top.tag in _LISTS and not top.controls and top.parent in scene.spine.holders
    return listed and leads_to(first, scene.known.host) != "" and not scene.teased(first)


def _is_link_list(scene: Scene, top: Box, first: Chunk) -> bool:
    return top.tag in _LISTS and top.linked > (0.6 if scene.middle(first) else 0.3) * top.words


def _is_content(scene: Scene, top: Box, first: Chunk) -> bool:
    content = top.tag in _CONTENT or top.rows > 0.5 * top.chunks or wraps_quote(top)
    return content and (top.parent in scene.spine.holders or scene.middle(first))


def _is_form(scene: Scene, top: Box, first: Chunk) -> bool:
    return top.tag not in _CONTENT and top.words < 160 and top.controls > 0


def _is_links(scene: Scene, top: Box, first: Chunk) -> bool:
    return top.linked > 0.5 * top.words


def _is_teaser(scene: Scene, top: Box, first: Chunk) -> bool:
    plain = top.words - top.linked
    if top.tag in _TEXTUAL or not top.lone_links or plain >= 60 * top.lone_links:
        return False
    signed = sum(inner.lone_links for inner in islice(top.children, 6) if inner.label == "byline")
    return signed < top.lone_links or not _is_of_post(scene, top, first)


def _is_footnotes(scene: Scene, top: Box, first: Chunk) -> bool:
    return first.order > scene.spine.first and top.prose > 0 and holds_notes(top.element)


def _is_wrapped_alike(scene: Scene, top: Box, first: Chunk) -> bool:
    """Whether a line, or a heading, quote or list without links, stands alone in a wrapper such as each paragraph of this
    text has.
    """
    if top.controls or top.images or top.parent is None or first.linked >= 0.3:
        return False
    line = top.chunks == 1 and first.words > 2 and build_of(first) in scene.spine.builds
    content = not top.linked and (first.box.tag in _TEXTUAL or any(holds(top, tag) for tag in _CONTENT))
    if not line and (not content or top.tag in _CONTENT or (top.chunks > 1 and first.level)):
        return False
    return any(
        beside in scene.spine.trunk and beside.signature == top.signature for beside in islice(top.parent.children, 400)
    )


def _is_of_post(scene: Scene, top: Box, first: Chunk) -> bool:
    """Whether this is the heading or the time of a post, one of several that are built alike."""
    post = top.parent
    if post is None or post.parent is None or post not in scene.spine.trunk or first.linked > 0.5:
        return False
    alike = [
        beside
        for beside in islice(post.parent.children, 40)
        if beside is not post and beside.signature == post.signature and beside in scene.spine.trunk
    ]
    return len(alike) >= 2 and all(
        any(inner.signature == top.signature for inner in islice(beside.children, 6)) for beside in alike[:3]
    )


def _is_after(scene: Scene, top: Box, first: Chunk) -> bool:
    little = top.prose < 80 or top.lone_links > 1 or top.prose < 0.1 * scene.root.prose
    return first.order > scene.spine.last and (little or top.tag in _CONTENT)


def _is_before(scene: Scene, top: Box, first: Chunk) -> bool:
    if first.order >= scene.spine.first:
        return False
    lead = top.prose >= 45 or wording.DATELINE.match(first.text[:80]) is not None or is_lead(top, first)
    lead = lead or top.label == "lead" or opens_shortly(top, scene.chunks, scene.spine.first)
    return not lead or top.tag in _CONTENT


def is_lead(top: Box, first: Chunk) -> bool:
    """Whether a box is one whole paragraph and nothing else: a lead that stands apart from the text it opens."""
    whole = top.chunks == 1 and first.box.tag == "p" and first.good >= 12 and first.text[-1] in _LINE_END
    return whole and not (first.linked or top.images or top.controls)


_InsertRule = Callable[[Scene, Box, Chunk], bool]
_INSERT_RULES: tuple[tuple[str, _InsertRule], ...] = (
    (KEEP, _is_shop),
    ("appeal", _is_appeal),
    ("notice", _is_notice),
    (KEEP, _is_large),
    (KEEP, _is_recommended),
    (KEEP, _is_footnotes),
    ("link-list", _is_link_list),
    (KEEP, _is_content),
    ("form", _is_form),
    ("links", _is_links),
    ("teaser", _is_teaser),
    (KEEP, _is_wrapped_alike),
    (KEEP, _is_of_post),
    ("after", _is_after),
    ("before", _is_before),
)


def _is_headline(scene: Scene, chunk: Chunk, head: str) -> bool:
    text = chunk.text.casefold().removeprefix("re: ")  # as threads repeat it
    return text in scene.known.headlines or (chunk.level == 1 and chunk.order < scene.spine.first)


def _is_only_link(scene: Scene, chunk: Chunk, head: str) -> bool:
    linked = chunk.linked > 0.9 or (chunk.linked > 0.7 and len(chunk.links) == 1 and _is_bracketed(chunk))
    alone = linked and chunk.words >= 2 and not chunk.level and chunk.box.tag != "li"
    return alone and not scene.shop(chunk)


def _is_bracketed(chunk: Chunk) -> bool:
    """Whether nothing but signs stands around the one link of a chunk."""
    around = chunk.text.replace(chunk.links[0][0], "", 1)
    return len(around) < 12 and not any(char.isalnum() for char in around)


def _is_lead_in(scene: Scene, chunk: Chunk, head: str) -> bool:
    return chunk.words < 40 and wording.LEAD_IN.match(head) is not None


def _asks(scene: Scene, chunk: Chunk, head: str) -> bool:
    return (chunk.words < 60 and wording.APPEAL.match(head) is not None) or (
        chunk.words < 45 and chunk.text[0] not in '“„«"' and asks_readers(head, chunk.words)
    )


def _notifies(scene: Scene, chunk: Chunk, head: str) -> bool:
    if chunk.words > notices.LONGEST or chunk.box.tag in _CELLS:
        return False
    last = chunk.order >= scene.spine.last - 1
    if not last and not notices.HINTS.found(head):
        return False
    if notices.INTERRUPTED.match(head) is not None or notices.HEARD.match(head) is not None:
        return not chunk.level
    return last and notices.THANKS.match(head) is not None


def _is_onward(scene: Scene, chunk: Chunk, head: str) -> bool:
    """Whether a line is the title of another article and the word that leads there: "[The boat is late] Read more"."""
    if chunk.linked < 0.5 or len(chunk.links) != 1 or chunk.words > 40:
        return False
    rest = chunk.text.replace(chunk.links[0][0], "", 1).strip()
    return rest != chunk.text and wording.LEAD_IN.match(rest[: wording.HEAD]) is not None


def _is_row_of_links(scene: Scene, chunk: Chunk, head: str) -> bool:
    """Whether nothing but signs stands between several links: "[Order reprints] | [Today's paper]"."""
    if chunk.linked < 0.5 or not 2 <= len(chunk.links) <= 12 or chunk.level or chunk.box.tag in ("li", *_CELLS):
        return False
    rest = chunk.text
    for said, _ in chunk.links:
        rest = rest.replace(said, "", 1)
    signs = rest.strip(" ")
    return signs != "" and all(char in "|·•/–—-› " for char in signs) and not scene.shop(chunk)


def _is_button(scene: Scene, chunk: Chunk, head: str) -> bool:
    return chunk.words <= 3 and wording.BUTTON.match(head) is not None


def _is_count(scene: Scene, chunk: Chunk, head: str) -> bool:
    return chunk.words < 8 and wording.COUNT.match(head) is not None


def _is_ago(scene: Scene, chunk: Chunk, head: str) -> bool:
    said = head[-1] in _SENTENCE_END or head[-1] in '。"”»'  # a short sentence of the article
    return chunk.words < 14 and not said and wording.AGO.found(head)


def _is_byline(scene: Scene, chunk: Chunk, head: str) -> bool:
    if chunk.words >= 30 or (head[-1] in _SENTENCE_END and not head.endswith(("a.m.", "p.m."))):
        return False
    byline = scene.known.byline.casefold()
    named = " " in byline and byline in head.casefold() and len(chunk.text) < len(byline) + 50
    dated = scene.at_end(chunk) and len(_CLOCKS.findall(head)) > 1
    return named or (chunk.words < (30 if dated else 16) and wording.BYLINE.match(head) is not None)


def _is_ornament(scene: Scene, chunk: Chunk, head: str) -> bool:
    return _LETTER.search(head) is None


def _is_date_line(scene: Scene, chunk: Chunk, head: str) -> bool:
    if chunk.order <= scene.spine.first and len(head) < 50 and moment_in(head) is not None:
        return True
    if chunk.words > 14 or head[-1] in _SENTENCE_END or not (scene.at_end(chunk) or is_stamp(chunk)):
        return False
    return wording.YEAR.search(head) is not None and wording.CLOCK.search(head) is not None


def _is_crumb(scene: Scene, chunk: Chunk, head: str) -> bool:
    bare = chunk.words <= 2 and not chunk.bold and chunk.box.tag in ("div", "span", "section")
    return bare and head[-1] not in _LINE_END and not scene.in_run(chunk)


def _is_pager(scene: Scene, chunk: Chunk, head: str) -> bool:
    apart = not chunk.level and chunk.box.tag not in _CELLS
    return apart and wording.is_pager(chunk.text, linked=bool(chunk.links))


_ChunkRule = Callable[[Scene, Chunk, str], bool]
_CHUNK_RULES: tuple[tuple[str, _ChunkRule], ...] = (
    ("headline", _is_headline),
    ("only-link", _is_only_link),
    ("lead-in", _is_lead_in),
    ("onward", _is_onward),
    ("links", _is_row_of_links),
    ("appeal", _asks),
    ("notice", _notifies),
    ("button", _is_button),
    ("pager", _is_pager),
    ("count", _is_count),
    ("ago", _is_ago),
    ("byline", _is_byline),
    ("ornament", _is_ornament),
    ("date-line", _is_date_line),
    ("crumb", _is_crumb),
)
