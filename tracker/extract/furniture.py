"""Which chunks of the article's region are not the article, each with the name of the rule that says so."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from dataclasses import dataclass

from tracker.extract import wording
from tracker.extract.region import OUTSIDE, Region
from tracker.extract.segment import Box, Chunk, Segments

CUT_LABELS = OUTSIDE | {"byline", "media", "pull"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one chunk: `rule` is empty where it is the article's; `kind` is what the chunk is."""

    chunk: Chunk
    rule: str
    kind: str = ""


@dataclass(slots=True)
class Setting:
    """What the rules look at: the region, the page's headline, standfirst and byline."""

    region: Region
    headlines: frozenset[str]
    standfirst: str
    byline: str


def judge(segments: Segments, setting: Setting) -> list[Verdict]:
    """One verdict for every chunk of the page, in reading order."""
    root = setting.region.root
    ignored = {label for label, prose in setting.region.by_label.items() if prose > 0.5 * setting.region.prose}
    memo: dict[Box, str] = {}
    verdicts = []
    for chunk in segments.chunks:
        inside = chunk.box.within(root)
        rule = _box_rule(chunk.box, root, ignored, memo) if inside else "outside"
        note = _note(chunk)
        if note and rule not in ("nav", "related"):
            verdicts.append(Verdict(chunk, "", note))
            continue
        if rule == "caption" or (inside and not rule and _is_caption(chunk, root)):
            verdicts.append(Verdict(chunk, "caption", "caption"))
            continue
        rule = rule or _chunk_rule(chunk, setting)
        verdicts.append(Verdict(chunk, rule, "" if rule else _kind(chunk, root)))
    return _trim(verdicts)


def _box_rule(box: Box, root: Box, ignored: set[str], memo: dict[Box, str]) -> str:
    if box is root:
        return ""
    if (known := memo.get(box)) is not None:
        return known
    outer = _box_rule(box.parent, root, ignored, memo) if box.parent is not None else ""
    rule = outer
    if not rule:
        if box.label == "caption":
            rule = "caption"
        elif box.label in CUT_LABELS and box.label not in ignored and box.prose < 0.4 * root.prose:
            rule = box.label
        elif _is_widget(box, root):
            rule = "widget"
    memo[box] = rule
    return rule


def _is_widget(box: Box, root: Box) -> bool:
    """A small foreign body: a form, a list of links, a teaser with a button."""
    if box.words > 160 or box.prose > 0.3 * root.prose or box.tag in ("p", "h2", "h3", "h4", "blockquote", "tr", "td"):
        return False
    if box.controls and box.words < 120:
        return True
    if box.words >= 3 and box.linked > 0.65 * box.words and (box.tag != "li" or box.linked > 0.9 * box.words):
        return True
    return (
        box.lone_links > 0 and box.headings > 0 and box.chunks - box.lone_links - box.headings <= 2 and box.words < 90
    )


def _chunk_rule(chunk: Chunk, setting: Setting) -> str:
    text = chunk.text
    folded = text.casefold()
    if folded in setting.headlines:
        return "headline"
    if chunk.level == 1:
        return "headline"
    if chunk.linked > 0.9 and chunk.words >= 2:
        return "only-link"
    head = text[: wording.HEAD]
    if wording.LEAD_IN.match(head) and (chunk.words < 30):
        return "lead-in"
    if wording.APPEAL.match(head) and chunk.words < 60:
        return "appeal"
    if wording.COUNT.match(head) and chunk.words < 8:
        return "count"
    if chunk.words < 14 and wording.AGO.search(head):
        return "ago"
    if (
        chunk.words < 25
        and setting.byline
        and setting.byline.casefold() in folded
        and len(folded) < len(setting.byline) + 60
    ):
        return "byline"
    if chunk.words < 16 and wording.BYLINE.match(head) and text[-1] not in ".!?":
        return "byline"
    if not any(char.isalnum() for char in text):
        return "ornament"
    return ""


def _is_caption(chunk: Chunk, root: Box) -> bool:
    box: Box | None = chunk.box
    while box is not None and box is not root:
        if box.tag == "figure" and chunk.words < 80 and box.chunks <= 4:
            return True
        box = box.parent
    return chunk.words < 40 and wording.CREDIT.match(chunk.text[: wording.HEAD]) is not None


def _note(chunk: Chunk) -> str:
    if not 4 <= chunk.words <= 260 or chunk.linked > 0.5:
        return ""
    head = chunk.text[: wording.HEAD]
    if wording.CORRECTION.match(head):
        return "correction"
    if wording.UPDATE.match(head):
        return "update"
    return ""


def _kind(chunk: Chunk, root: Box) -> str:
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


def _trim(verdicts: list[Verdict]) -> list[Verdict]:
    """Headings that nothing follows are cut, and so is all that stands under a heading of comments."""
    done: list[Verdict] = []
    last_text = max(
        (at for at, verdict in enumerate(verdicts) if not verdict.rule and verdict.kind != "heading"), default=-1
    )
    for at, verdict in enumerate(verdicts):
        if not verdict.rule and verdict.kind == "heading" and at > last_text:
            done.append(Verdict(verdict.chunk, "lone-heading"))
        else:
            done.append(verdict)
    return done
