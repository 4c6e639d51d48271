"""Which chunks of a page are not the article, each with the name of the rule that says so."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass

from tracker.extract.body.figures import Figures, find_figures
from tracker.extract.body.openings import opens_shortly
from tracker.extract.body.outside import OUTSIDE, misnamed
from tracker.extract.body.region import Region, available, build_of, chosen_boldly, holder_of, widened
from tracker.extract.body.rivals import is_signed
from tracker.extract.body.rulebook import (
    Known,
    Scene,
    find_shops,
    is_caption,
    is_lead,
    recommends,
    rule_of_chunk,
    rule_of_insert,
)
from tracker.extract.body.sidebars import SIDE, Sidebars
from tracker.extract.body.spine import Spine, find_spine
from tracker.extract.body.summaries import Summaries, find_summaries
from tracker.extract.body.tails import find_tail
from tracker.extract.body.vocabulary import Vocabulary
from tracker.extract.parsing import notices, wording
from tracker.extract.parsing.segment import Box, Chunk, Segments

NOTES = ("correction", "update")
_CUT_LABELS = OUTSIDE | {"byline", "media", "pull", "standfirst", "headline"}
_NO_NOTES = ("nav", "related", "hidden", "comments")
_MAX_REPEAT_CHECKS = 300
_BOLD = 0.8  # share of a line
_FEW = 40  # words: with fewer the reading may have missed the article


@dataclass(slots=True)  # not frozen, which takes three times as long to make, and a page has hundreds
class Verdict:
    """What became of one chunk: `rule` is empty where it is the article's; `kind` is what the chunk is."""

    chunk: Chunk
    rule: str
    kind: str = ""


def judge(segments: Segments, region: Region, known: Known) -> list[Verdict]:
    """One verdict for every chunk of the page, in reading order."""
    named = _named_boxes(segments, region)
    spine = find_spine(segments, region, named)
    judgement = _Judgement(segments, region, spine, named, known)
    figures = judgement.figures
    verdicts = [judgement.verdict(chunk) for chunk in segments.chunks if chunk not in figures.joined]
    return _tidy_ends(_without_repeats(verdicts, spine), judgement.summaries, figures)


def judge_well(segments: Segments, region: Region, known: Known) -> list[Verdict]:
    """The verdicts, judged themselves: where they leave little of what the page has to read, a wider region is tried,
    and where a page is all pictures, what stands below them is its text.
    """
    verdicts = judge(segments, region, known)
    there = available(region, segments)
    kept = _kept(verdicts)
    if kept < _FEW or kept < 0.25 * there:
        wider = widened(region, segments)
        second = judge(segments, wider, known) if wider.root is not region.root else verdicts
        if _kept(second) > 2 * kept + 20:
            verdicts, kept = second, _kept(second)
    if kept < _FEW and (bold := chosen_boldly(segments)) is not None:
        third = judge(segments, bold, known)
        if _kept(third) > 2 * kept + 20:
            verdicts, kept = third, _kept(third)
    captions = sum(verdict.chunk.words for verdict in verdicts if verdict.kind == "caption")
    if kept < _FEW and captions > 2 * kept + 20:
        return [
            Verdict(verdict.chunk, "", "paragraph") if verdict.kind == "caption" else verdict for verdict in verdicts
        ]
    return verdicts


def _kept(verdicts: list[Verdict]) -> float:
    return sum(verdict.chunk.words for verdict in verdicts if not verdict.rule)


def kind_of(chunk: Chunk, root: Box) -> str:
    """The kind of block that a chunk of the article is, told by its element and those around it."""
    if chunk.level:
        return "heading"
    if chunk.box.tag == "tr":
        return "table_row"
    box: Box | None = chunk.box
    while box is not None and box is not root:
        match box.tag:
            case "blockquote":
                return "quote"
            case "li" | "dd" | "dt":
                return "list_item"
            case "tr" if not chunk.good:
                return "table_row"
            case _:
                box = box.parent
    return "paragraph"


def _named_boxes(segments: Segments, region: Region) -> dict[Box, str]:
    """For each box of the region, which rule cuts it for its name or build, or an empty string."""
    found = {region.root: ""}
    for box in segments.boxes[region.root.order + 1 : region.root.end]:
        outer = found[box.parent] if box.parent is not None else ""
        unnamed = "listing" if box in region.outside and not box.label else ""
        found[box] = outer or _named(box, region) or unnamed
    return found


def _named(box: Box, region: Region) -> str:
    label = box.label
    if not label or label in region.doubted or (box.prose > 0.4 * region.prose and box not in region.outside):
        return ""
    if label == "caption":
        return "caption"
    return label if label in _CUT_LABELS and not misnamed(box) else ""


class _Judgement:
    """One pass over the chunks with what was seen on the way: lead-ins, the heading of the comments."""

    def __init__(self, segments: Segments, region: Region, spine: Spine, named: dict[Box, str], known: Known) -> None:
        self.chunks = segments.chunks
        self.named = named
        self.teased: set[Box] = set()
        self.kept = 0.0
        self.outside = region.outside
        self.around = set(region.root.ancestors())
        self.titled: Chunk | None = None
        self.closed = False
        self.inserts: dict[Box, str] = {}
        middle = [chunk for chunk in segments.chunks[spine.first : spine.last + 1] if named.get(chunk.box) == ""]
        shops, listed = find_shops(middle, known.host), recommends(middle, known.host)
        self.scene = Scene(region.root, spine, known, shops, listed, segments.chunks)
        vocabulary = Vocabulary(segments.chunks, spine)
        self.summaries = find_summaries(segments, region, spine, known, vocabulary)
        self.sidebars = Sidebars(segments, spine, named, vocabulary)
        self.figures = find_figures(segments, region, spine, known, vocabulary, summaries=self.summaries)
        self.tail = find_tail(segments, region, spine, vocabulary, known)
        self.parts = {*self.summaries.all(), *self.figures.all()}

    def verdict(self, chunk: Chunk) -> Verdict:
        root = self.scene.root
        rule = self.named.get(chunk.box, "outside")
        if rule in ("standfirst", "headline") and self.is_subheading(chunk):
            rule = ""  # what is above the text has other words for it
        if note := _note(chunk, rule):
            return Verdict(chunk, "", note)
        if (chunk in self.parts or rule in SIDE) and (part := self.of_part(chunk, rule)):
            return part
        if chunk in self.tail and rule != "caption":
            rule = ""
        if not rule:
            self.closed = self.closed or self.ends(chunk)
            rule = "after-comments" if self.closed else ""
        if rule == "caption" or (rule in ("", "media") and is_caption(chunk, root)):
            return Verdict(chunk, "caption", "caption")
        if rule == "outside" and chunk.order < self.scene.spine.first and self.leads(chunk):
            rule = ""
        rule = rule or self.of_teased(chunk) or self.of_insert(chunk) or rule_of_chunk(self.scene, chunk)
        if not rule:
            self.kept += chunk.good
        return Verdict(chunk, rule, "" if rule else kind_of(chunk, root))

    def of_part(self, chunk: Chunk, rule: str) -> Verdict | None:
        """The verdict on what stands apart from the running text and belongs to it; None for all else."""
        root, figures, summaries = self.scene.root, self.figures, self.summaries
        if (row := figures.rows.get(chunk)) is not None:
            kind = kind_of(row, root)
            return Verdict(row, "", "table_row" if kind == "paragraph" else kind)
        if chunk in figures.of_readers:
            return Verdict(chunk, "count")
        if chunk in summaries.heads:
            return Verdict(chunk, "", "heading")
        if chunk in summaries.notes:
            return Verdict(chunk, "", "correction")
        own = chunk in summaries.points or (rule in SIDE and self.sidebars.hold(chunk))
        if not own and chunk not in figures.beside:
            return None
        rule = rule_of_chunk(self.scene, chunk)
        if rule == "crumb" and (not own or any(map(str.isdecimal, chunk.text))):
            rule = ""  # "2 eggs", or what the figures are of
        kind = "heading" if not own and chunk.bold > _BOLD else kind_of(chunk, root)
        return Verdict(chunk, rule, "" if rule else kind)

    def is_subheading(self, chunk: Chunk) -> bool:
        """Whether a chunk named as what stands above a text is a line between its paragraphs."""
        scene = self.scene
        return chunk.linked < 0.5 and scene.middle(chunk) and (chunk.level > 0 or scene.spine.on(chunk))

    def ends(self, chunk: Chunk) -> bool:
        """Whether the headline of another article stands here, or a heading of comments, which counts them or has most of
        the text before it.
        """
        spine = self.scene.spine
        if chunk.level == 1 and self.kept > _FEW and self.opens_another(chunk):
            return True
        if chunk.level and self.kept > _FEW and wording.COMMENT_COUNT.match(chunk.text):
            return True  # however much is said below it
        if chunk.words > 8 or chunk.order <= spine.first + 0.6 * max(0, spine.last - spine.first):
            return False
        headed = chunk.level > 0 or chunk.words <= 3
        return bool((headed and wording.COMMENT_HEAD.match(chunk.text)) or notices.OF_READERS.match(chunk.text))

    def opens_another(self, chunk: Chunk) -> bool:
        """Whether a heading of the first level is the headline of the next article of an endless page: it is signed. What
        is much longer than all above it is not cut for that.
        """
        if chunk.text.casefold() in self.scene.known.headlines or not is_signed(chunk, self.chunks):
            return False
        return sum(below.good for below in self.chunks[chunk.order :]) <= 1.5 * self.kept

    def leads(self, chunk: Chunk) -> bool:
        """Whether a chunk is the lead that stands between the page's headline and its text: beside the headline, named
        so, or in a box with other paragraphs.
        """
        box, titled = chunk.box, self.titled
        if chunk.level:
            if chunk.level == 1 or chunk.text.casefold() in self.scene.known.headlines:
                self.titled = chunk
            return False
        if titled is None or box.parent is None:
            return False
        top = box.parent if box.parent.chunks == 1 else box
        if opens_shortly(box.parent, self.chunks, self.scene.spine.first):
            return _is_clear(box)
        if "lead" in (box.label, top.label):
            return top.chunks == 1 and chunk.good >= 12 and not chunk.linked and _is_clear(box)
        beside = top.parent is titled.box.parent and top.parent is not None and top.parent.tag != "header"
        return is_lead(box, chunk) and not box.label and (beside or self.opens(box.parent)) and _is_clear(top)

    def opens(self, box: Box) -> bool:
        """Whether a box right before the region, with nothing but paragraphs in it, is a long introduction."""
        while box.parent is not None and box.parent not in self.around and box.parent.words == box.words:
            box = box.parent
        plain = not (box.controls or box.lone_links or box in self.outside)
        return plain and box.prose >= 45 and box.parent in self.around

    def of_teased(self, chunk: Chunk) -> str:
        """Cut what stands under a heading that leads to other articles, in the heading's own box."""
        if chunk.words < 10 and wording.LEAD_IN.match(chunk.text):
            holder = holder_of(chunk)
            if chunk.level and self.kept > 40 and holder not in self.scene.spine.holders:
                self.teased.add(holder)
            elif chunk.order + 1 < len(self.chunks):
                self.tease_list(self.chunks[chunk.order + 1].box)
        box: Box | None = chunk.box if self.teased else None
        while box is not None:
            if box in self.teased:
                return "teased"
            box = box.parent
        return ""

    def tease_list(self, box: Box) -> None:
        """Mark the list right after a lead-in as leading elsewhere, where its items have links."""
        listed: Box | None = box
        for _ in range(3):
            if listed is None or listed.tag in ("ul", "ol"):
                break
            listed = listed.parent
        if listed is not None and listed.tag in ("ul", "ol") and listed.linked > 0.3 * listed.words:
            self.teased.add(listed)

    def of_insert(self, chunk: Chunk) -> str:
        """The rule that cuts the insert which a chunk stands in."""
        spine = self.scene.spine
        if chunk in self.tail or spine.on(chunk):
            return ""
        top = spine.insert(chunk.box)
        if top is None:
            return "after" if chunk.order > spine.last and chunk.words < 12 else ""
        if top not in self.inserts:
            rule = rule_of_insert(self.scene, top, chunk)
            self.inserts[top] = "" if rule == "before" and self.kept > _FEW else rule
        return self.inserts[top]


def _is_clear(box: Box | None) -> bool:
    """Whether no name on the way up says that what stands here is a headline's own or no article's."""
    return box is None or (box.label in ("", "headline", "lead") and _is_clear(box.parent))


def _note(chunk: Chunk, rule: str) -> str:
    """What kind of note a chunk is, wherever it stands; empty where it is none."""
    if not 7 <= chunk.words <= 260 or chunk.linked > (0.3 if rule else 0.5) or rule in _NO_NOTES:
        return ""
    head = chunk.text[: wording.HEAD]
    if wording.CORRECTION.match(head):
        return "correction"
    if wording.UPDATE.match(head) and (chunk.words > 12 or chunk.text[-1] in ".!"):
        return "update"
    return ""


def _without_repeats(verdicts: list[Verdict], spine: Spine) -> list[Verdict]:
    """Cut what says again what a paragraph says: pull quotes, and copies for other screen sizes."""
    whole = "\n".join(
        verdict.chunk.text
        for verdict in verdicts
        if not verdict.rule and verdict.chunk.good and spine.on(verdict.chunk)
    )
    seen: dict[str, Box] = {}
    checks = 0
    done = []
    for verdict in verdicts:
        chunk = verdict.chunk
        rule = verdict.rule
        if not rule and chunk.words >= 6 and verdict.kind not in (*NOTES, "list_item"):
            holder = holder_of(chunk)
            if chunk.words >= 20 and verdict.kind == "paragraph" and seen.setdefault(chunk.text, holder) is not holder:
                rule = "repeat"
            elif (
                chunk.words < 60
                and checks < _MAX_REPEAT_CHECKS
                and (not spine.on(chunk) or _is_set_apart(chunk, spine))
            ):
                checks += 1
                core = chunk.text.strip(" “”\"'‘’«».…—-")
                itself = spine.on(chunk) and chunk.good > 0
                rule = "pull-quote" if len(core) > 20 and whole.count(core) > itself else ""
        done.append(Verdict(chunk, rule) if rule and not verdict.rule else verdict)
    return done


def _is_set_apart(chunk: Chunk, spine: Spine) -> bool:
    """Whether a quotation, or what is built unlike the paragraphs beside it, is none of them."""
    if chunk.level or chunk.box.tag == "p":
        return False
    return chunk.text[0] in '“„«"‘‚' or build_of(chunk) not in spine.builds


def _tidy_ends(verdicts: list[Verdict], summaries: Summaries, figures: Figures) -> list[Verdict]:
    """Cut headings that nothing follows, and the lines about the author at the end, whatever summary or figures stand
    below them.
    """
    done = list(verdicts)
    apart = {*summaries.all(), *figures.rows.values(), *figures.beside}
    kept = [at for at, verdict in enumerate(done) if not verdict.rule and verdict.chunk not in apart]
    prose = sum(done[at].chunk.good for at in kept)
    signed = 0.0
    presented = {
        holder
        for verdict in done
        if verdict.rule == "byline" and (holder := holder_of(verdict.chunk)).words < 90 and holder.prose < 0.2 * prose
    }
    for at in reversed(kept):
        verdict = done[at]
        chunk = verdict.chunk
        if verdict.kind in NOTES:
            continue
        if verdict.kind == "heading":
            done[at] = Verdict(chunk, "lone-heading")
        elif signed < 0.3 * prose and (_is_sign_off(chunk) or holder_of(chunk) in presented):
            done[at] = Verdict(chunk, "sign-off")
            signed += chunk.words
        else:
            break
    return done


def _is_sign_off(chunk: Chunk) -> bool:
    if chunk.words <= 4 and (chunk.linked > 0.5 or "@" in chunk.text or "twitter.com/" in chunk.text):
        return True
    return chunk.words < 70 and wording.SIGN_OFF.match(chunk.text[: wording.HEAD]) is not None
