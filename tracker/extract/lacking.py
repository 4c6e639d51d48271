"""Whether a reading that can be believed may lack a part of the article: linked data tell more of the text than was read,
or passages of the last reading stand on the page outside of the text now. It is told, and stops nothing.
"""

from __future__ import annotations

import re

from tracker.extract.parsing.shown import weigh
from tracker.extract.steadying.memory import rule_of
from tracker.model import Block, BlockKind, Document, Mark

LACKING = "part of the text may be missing"
_RATIO, _MORE = 1.15, 400  # of the characters read, and characters: with less more in linked data nothing is asked
_RUN = 20  # words in a row; shorter ones are captions, credits and signs of another kind
_LEAST, _SHARE = 100, 0.15  # words that are missing in such runs, and their share of what linked data tell
_OURS = 0.6  # share of what was read that linked data tell too: with less they tell of something else
_MOST = 200_000  # characters
_WHOLE = 8.0  # words of a passage
_CLEAR = 20.0  # words of all passages that stand outside now
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>|https?://\S{1,500}")
# What these rules cut is no part that got lost: a copy of what was removed, or what memory learned to be furniture.
_RIGHTLY = frozenset((
    "repeat", "pull", "pull-quote", "hidden", "comments", "teased", "promotional", "host-furniture", "known-furniture", "newcomer",
    "fickle", "unconfirmed", "promo", "restless", "by-turns", "appeal", "notice", "ad", "newsletter", "related",
))  # fmt: skip


def lacking(document: Document, previous: Document | None, told: str) -> str:
    """What speaks for a missing part, in one line; empty where nothing does. `told` is the text in linked data.

    Bounded by the length of the page. What linked data tell is only compared where it is a sixth longer than what was read.
    """
    return _by_linked_data(document, told) or (_by_history(document, previous) if previous is not None else "")


def _by_linked_data(document: Document, told: str) -> str:
    shown = "\n".join((document.headline, document.standfirst, *(block.text for block in document.blocks)))
    if len(told) < _RATIO * len(shown) + _MORE or Mark.LIVE_BLOG in document.marks or not document.blocks:
        return ""
    whole = _WORD.findall(_TAG.sub(" ", told[:_MOST]).casefold())
    read = _WORD.findall(shown[:_MOST].casefold())
    known, claimed = set(_triples(read)), list(_triples(whole))
    if not known or len(known & set(claimed)) < _OURS * len(known):
        return ""
    missing = sum(run for run in _runs([one not in known for one in claimed]) if run >= _RUN)
    if missing < max(_LEAST, _SHARE * len(whole)):
        return ""
    return f"{LACKING}: the page's JSON-LD tells {len(whole):,} words, and some {missing:,} of them were not read"


def _triples(words: list[str]) -> zip[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _runs(signs: list[bool]) -> list[int]:
    """How long each row of true signs is."""
    found, length = [], 0
    for sign in (*signs, False):
        if sign:
            length += 1
        elif length:
            found.append(length)
            length = 0
    return found


def _by_history(document: Document, previous: Document) -> str:
    here = {block.text for block in document.blocks}
    before = {
        block.text: _tag(block)
        for block in previous.blocks
        if block.kind is not BlockKind.CAPTION and block.text not in here
    }
    if not before:
        return ""
    outside = {
        block.text
        for block in document.furniture
        if block.text in before and rule_of(block) not in _RIGHTLY and _tag(block) == before[block.text]
    }
    lost = [words for text in outside if (words := weigh(text)) >= _WHOLE]
    if sum(lost) < _CLEAR:
        return ""
    passages = "1 passage" if len(lost) == 1 else f"{len(lost)} passages"
    return f"{LACKING}: {passages} of the last reading, {sum(lost):.0f} words, stand outside of the text now"


def _tag(block: Block) -> str:
    """The tag of a block's own element: a quotation that is drawn out of a text has another than the paragraph."""
    path = block.path
    return path.rpartition("/")[2].partition("[")[0] if path[:1] == "/" else path.rpartition(" ")[2].partition(".")[0]
