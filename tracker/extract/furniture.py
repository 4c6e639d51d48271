"""Which chunks of a page are not the article, each with the name of the rule that says so."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass

from tracker.extract import wording
from tracker.extract.region import OUTSIDE, Region, goodness, holder_of, holds, misnamed
from tracker.extract.segment import Box, Chunk, Segments
from tracker.extract.spine import Spine, find_spine

_CUT_LABELS = OUTSIDE | {"byline", "media", "pull", "standfirst", "headline"}
_CONTENT_TAGS = frozenset(("ul", "ol", "dl", "table", "blockquote", "pre"))
_SHOPS = 5  # links to other sites that stand alone: from here on they are what the article is about
_SENTENCE_END = ".!?。！？…»”\"'’)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one chunk: `rule` is empty where it is the article's; `kind` is what the chunk is."""

    chunk: Chunk
    rule: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What metadata say that the rules compare with: headlines (case folded), standfirst and byline."""

    headlines: frozenset[str]
    standfirst: str
    byline: str
    host: str = ""


def judge(segments: Segments, region: Region, known: Known) -> list[Verdict]:
    """One verdict for every chunk of the page, in reading order."""
    named = _named_boxes(segments, region)
    spine = find_spine(segments, region, named)
    judgement = _Judgement(segments, region, spine, named, known)
    verdicts = [judgement.verdict(chunk) for chunk in segments.chunks]
    return _tidy_ends(_without_repeats(verdicts, spine))


def _named_boxes(segments: Segments, region: Region) -> dict[Box, str]:
    """For each box of the region, which rule cuts it for its name, or an empty string."""
    ignored = {label for label, prose in region.by_label.items() if prose > 0.5 * region.prose and label != "comments"}
    root = region.root
    found = {root: ""}
    for box in segments.boxes[root.order + 1 :]:
        outer = found.get(box.parent) if box.parent is not None else None
        if outer is None:
            continue
        found[box] = (
            outer or _named(box, region, ignored) or ("listing" if box in region.outside and not box.label else "")
        )
    return found


def _named(box: Box, region: Region, ignored: set[str]) -> str:
    label, root = box.label, region.root
    if not label or label in ignored or (box.prose > 0.4 * root.prose and box not in region.outside):
        return ""
    if label == "caption":
        return "caption"
    if misnamed(box):
        return ""
    return label if label in _CUT_LABELS else ""


class _Judgement:
    """The rules with all they look at."""

    def __init__(self, segments: Segments, region: Region, spine: Spine, named: dict[Box, str], known: Known) -> None:
        self.chunks = segments.chunks
        self.teased: list[Box] = []
        self.kept = 0.0
        self.root = region.root
        self.spine = spine
        self.named = named
        self.known = known
        self.closed = False
        self.inserts: dict[Box, str] = {}
        self.shops = self.count_shops()

    def verdict(self, chunk: Chunk) -> Verdict:
        rule = self.named.get(chunk.box, "outside")
        kind = _note(chunk)
        if kind and rule not in ("nav", "related", "hidden", "comments") and not (rule and chunk.linked > 0.3):
            return Verdict(chunk, "", kind)
        if not rule and self.ends(chunk):
            self.closed = True
        if not rule and self.closed:
            rule = "after-comments"
        if rule == "caption" or (not rule and _is_caption(chunk, self.root)):
            return Verdict(chunk, "caption", "caption")
        rule = rule or self.of_teased(chunk) or self.of_insert(chunk) or self.of_chunk(chunk)
        if not rule:
            self.kept += goodness(chunk)
        return Verdict(chunk, rule, "" if rule else kind_of(chunk, self.root))

    def ends(self, chunk: Chunk) -> bool:
        """Whether a heading of comments stands here, with most of the text before it."""
        return (
            chunk.words <= 8
            and chunk.order > self.spine.first
            and (chunk.level > 0 or chunk.words <= 3)
            and wording.COMMENT_HEAD.match(chunk.text) is not None
            and chunk.order > self.spine.first + 0.6 * (self.spine.last - self.spine.first)
        )

    def of_teased(self, chunk: Chunk) -> str:
        """Cut what stands under a heading that leads to other articles, in the heading's own box."""
        if chunk.words < 10 and wording.LEAD_IN.match(chunk.text):
            holder = holder_of(chunk)
            if chunk.level and self.kept > 40 and holder not in self.spine.holders:
                self.teased.append(holder)
            elif chunk.order + 1 < len(self.chunks):
                self.tease_list(self.chunks[chunk.order + 1].box)
        return "teased" if any(chunk.box.within(box) for box in self.teased) else ""

    def tease_list(self, box: Box) -> None:
        """Mark the list right after a lead-in as leading elsewhere, where its items have links."""
        listed: Box | None = box
        for _ in range(3):
            if listed is None or listed.tag in ("ul", "ol"):
                break
            listed = listed.parent
        if listed is not None and listed.tag in ("ul", "ol") and listed.linked > 0.3 * listed.words:
            self.teased.append(listed)

    def of_insert(self, chunk: Chunk) -> str:
        """The rule that cuts the insert which a chunk stands in."""
        if self.spine.on(chunk):
            return ""
        top = self.spine.insert(chunk.box)
        if top is None:
            return "after" if chunk.order > self.spine.last and chunk.words < 12 else ""
        if top not in self.inserts:
            self.inserts[top] = self.judge_insert(top, chunk)
        return self.inserts[top]

    def judge_insert(self, top: Box, first: Chunk) -> str:
        beside = top.parent in self.spine.holders
        middle = self.spine.first < first.order < self.spine.last
        if beside and top.words < 160 and self.shop(first):
            return ""
        head = first.text[: wording.HEAD]
        if first.words < 14 and top.words < 120 and (wording.APPEAL.match(head) or wording.LEAD_IN.match(head)):
            return "appeal"
        if top.prose > 0.3 * self.root.prose:
            return ""
        if top.tag in ("ul", "ol", "dl") and top.linked > (0.6 if middle else 0.3) * top.words:
            return "link-list"
        if top.tag in _CONTENT_TAGS:
            if beside or middle:
                return ""
            return "before" if first.order < self.spine.first else "after"
        if top.words < 160 and top.controls:
            return "form"
        if top.linked > 0.5 * top.words:
            return "links"
        plain = top.words - top.linked
        if top.lone_links and plain < 60 * top.lone_links and top.tag not in ("p", "h2", "h3", "h4", "h5", "h6"):
            return "teaser"
        if first.order > self.spine.last:
            few = top.prose < 80 or top.lone_links > 1 or top.prose < 0.1 * self.root.prose
            return "after" if few else ""
        if first.order < self.spine.first:
            return "" if top.prose >= 45 or wording.DATELINE.match(first.text[:80]) else "before"
        return ""

    def of_chunk(self, chunk: Chunk) -> str:
        text = chunk.text
        head = text[: wording.HEAD]
        short = chunk.words < 14
        if text.casefold() in self.known.headlines or (chunk.level == 1 and chunk.order < self.spine.first):
            return "headline"
        if (
            chunk.linked > 0.9
            and chunk.words >= 2
            and not chunk.level
            and chunk.box.tag != "li"
            and not self.shop(chunk)
        ):
            return "only-link"
        if chunk.words < 40 and wording.LEAD_IN.match(head):
            return "lead-in"
        if chunk.words < 60 and wording.APPEAL.match(head):
            return "appeal"
        if chunk.words < 8 and wording.COUNT.match(head):
            return "count"
        if short and wording.AGO.search(head):
            return "ago"
        if chunk.words < 30 and self.is_byline(chunk, head):
            return "byline"
        if not any(char.isalnum() or char == "_" for char in text):
            return "ornament"
        if (
            chunk.words <= 14
            and text[-1] not in ".!?"
            and self.at_end(chunk)
            and wording.YEAR.search(text)
            and wording.CLOCK.search(text)
        ):
            return "date-line"
        if (
            chunk.words <= 2
            and chunk.box.tag in ("div", "span", "section")
            and text[-1] not in _SENTENCE_END
            and not chunk.bold
        ):
            return "crumb"
        return ""

    def at_end(self, chunk: Chunk) -> bool:
        return chunk.order <= self.spine.first or chunk.order >= self.spine.last - 2

    def count_shops(self) -> int:
        """How many chunks in the middle of the text are nothing but a link to another site."""
        return sum(self.leads_out(chunk) for chunk in self.chunks[self.spine.first : self.spine.last + 1])

    def leads_out(self, chunk: Chunk) -> bool:
        if chunk.linked < 0.6 or not chunk.links:
            return False
        host = host_of(chunk.links[0][1])
        return (
            bool(host)
            and not same_site(host, self.known.host)
            and chunk.box in self.named
            and not self.named[chunk.box]
        )

    def shop(self, chunk: Chunk) -> bool:
        """Whether this is one of the many links to other sites that a list of things to buy or read consists of."""
        return self.shops >= _SHOPS and self.spine.first < chunk.order < self.spine.last and self.leads_out(chunk)

    def is_byline(self, chunk: Chunk, head: str) -> bool:
        byline = self.known.byline.casefold()
        folded = chunk.text.casefold()
        if " " in byline and byline in folded and len(folded) < len(byline) + 50 and folded[-1] not in ".!?":
            return True
        return chunk.words < 16 and wording.BYLINE.match(head) is not None and folded[-1] not in ".!?"


def host_of(href: str) -> str:
    """The host of an absolute link, without www; empty for links inside a site."""
    if not href.startswith(("http://", "https://", "//")):
        return ""
    return href.split("/", 3)[2].rsplit("@", 1)[-1].lower().removeprefix("www.") if href.count("/") >= 2 else ""


def same_site(one: str, other: str) -> bool:
    """Whether two hosts look like one publisher's: their last two labels are the same."""
    return one.split(".")[-2:] == other.split(".")[-2:]


def _is_caption(chunk: Chunk, root: Box) -> bool:
    box: Box | None = chunk.box
    while box is not None and box is not root:
        if box.tag == "figure" and chunk.words < 80 and box.chunks <= 4 and not holds(box, "blockquote"):
            return True
        box = box.parent
    return chunk.words < 50 and wording.is_credit(chunk.text)


def _note(chunk: Chunk) -> str:
    if not 7 <= chunk.words <= 260 or chunk.linked > 0.5:
        return ""
    head = chunk.text[: wording.HEAD]
    if wording.CORRECTION.match(head):
        return "correction"
    if wording.UPDATE.match(head) and (chunk.words > 12 or chunk.text[-1] in ".!"):
        return "update"
    return ""


def kind_of(chunk: Chunk, root: Box) -> str:
    """The kind of block that a chunk of the article is, told by its element and those around it."""
    if chunk.level:
        return "heading"
    box: Box | None = chunk.box
    while box is not None and box is not root:
        match box.tag:
            case "blockquote":
                return "quote"
            case "li" | "dd" | "dt":
                return "list_item"
            case "tr":
                return "table_row"
            case _:
                box = box.parent
    return "paragraph"


def _without_repeats(verdicts: list[Verdict], spine: Spine) -> list[Verdict]:
    """Cut what says again what a paragraph says: pull quotes, and copies for other screen sizes."""
    kept = [verdict.chunk for verdict in verdicts if not verdict.rule and goodness(verdict.chunk)]
    seen: dict[str, Box] = {}
    whole = "\n".join(chunk.text for chunk in kept if spine.on(chunk))
    done = []
    for verdict in verdicts:
        chunk = verdict.chunk
        if not verdict.rule and chunk.words >= 6 and verdict.kind not in ("correction", "update"):
            holder = holder_of(chunk)
            if chunk.words >= 20 and verdict.kind == "paragraph" and seen.setdefault(chunk.text, holder) is not holder:
                done.append(Verdict(chunk, "repeat"))
                continue
            if not spine.on(chunk) and chunk.words < 60 and verdict.kind != "list_item":
                core = chunk.text.strip(" “”\"'‘’«».…—-")
                if len(core) > 20 and whole.count(core) > 0:
                    done.append(Verdict(chunk, "pull-quote"))
                    continue
        done.append(verdict)
    return done


def _tidy_ends(verdicts: list[Verdict]) -> list[Verdict]:
    """Cut headings that nothing follows, lists of links under a lead-in, and the author's lines at the end."""
    done = list(verdicts)
    kept = [at for at, verdict in enumerate(done) if not verdict.rule]
    prose = sum(goodness(done[at].chunk) for at in kept)
    tail = 0.0
    for at in reversed(kept):
        verdict = done[at]
        chunk = verdict.chunk
        if verdict.kind in ("correction", "update"):
            continue
        if verdict.kind == "heading":
            done[at] = Verdict(chunk, "lone-heading")
        elif tail < 0.3 * prose and wording.SIGN_OFF.match(chunk.text[: wording.HEAD]) and chunk.words < 70:
            done[at] = Verdict(chunk, "sign-off")
            tail += chunk.words
        elif chunk.words <= 4 and (chunk.linked > 0.5 or "@" in chunk.text or "twitter.com/" in chunk.text):
            done[at] = Verdict(chunk, "sign-off")
        else:
            break
    return done
