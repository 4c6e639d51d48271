"""What role a paragraph of plain text plays, told by its first words: correction and update notes, quotes, lists."""

from __future__ import annotations

import re

from tracker.model.document import BlockKind

_CORRECTION = re.compile(
    r"\W{0,4}(?:(?:corrections?|clarifications?|editor[’']?s[’']? note)(?:[ ,(][\w ,.()]{0,30})?\s?[:—–]|this (?:article|story|post) (?:has been|was)"
    r" (?:corrected|amended|clarified)\b|an earlier version of this\b)",
    re.IGNORECASE,
)
_WHEN = r"(?:[ ,.(]{0,3}(?:at|on|\d[\w.:]*|[ap]\.?m\.?|gmt|bst|utc|e[sd]?t|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?)){0,8}"
_UPDATE = re.compile(
    rf"\W{{0,4}}(?:updated?|this (?:article|story|post) (?:has been|was) updated){_WHEN}[ )]{{0,2}}:", re.IGNORECASE
)
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+\S")


def block_kind(paragraph: str) -> BlockKind:
    """The kind of one paragraph; a plain paragraph where nothing else is sure."""
    if _CORRECTION.match(paragraph):
        return BlockKind.CORRECTION
    if _UPDATE.match(paragraph):
        return BlockKind.UPDATE
    if paragraph.startswith(">"):
        return BlockKind.QUOTE
    if _LIST_ITEM.match(paragraph):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH
