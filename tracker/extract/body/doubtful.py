"""How much a short paragraph speaks for its publisher instead of telling the story: a label, a link, an appeal, an offer.

A suspicion, used only with what a tracker remembers; what one look at a page decides stands in `rulebook`.
"""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from tracker.extract.parsing import wording
from tracker.extract.parsing.shown import weigh

LONGEST = 45.0  # words; what is longer is told at once
_STYLE = 3  # paragraphs
_COMMON = 0.1  # share of an article's own paragraphs
_OPENING = '“„«"‘‚「『'
_ARROWS = "»›>→▶►➜→•|"
_LABEL = re.compile(r"\W{0,4}[^\s:»›>|.!?]{2,20}(?: [^\s:»›>|.!?]{1,20}){0,5}\s?[:»›>|]\s?\S")
_CAPITALS = re.compile(r"\W{0,4}[A-ZÀ-ÖØ-ÞА-Я’' ]{5,40}(?::|»|>|\|| ?[–—]| -)\s")
_OWN = wording.Signs(
    r"\b(?:our|us)\b.{0,40}\b(?:newsroom|journalis[mt]s?|report(?:ing|ers?)|readers?|coverage|stories|letters?|lists?|apps?|channel|podcasts?|members?|shop|events?|live ?blog|archive|briefing|community|website|team|work)\b"
    r"|\b(?:newsletter|podcasts?|paywall|whatsapp channel|telegram channel|push alerts?|news alerts?|app store|google play|gift (?:card|subscription)|free trial|ad-free|(?:full|whole) (?:story|article|interview))\b"
)
_OFFER = wording.Signs(
    r"\b(?:sign(?:ing)? up|subscri(?:be|bers?|ption)|unlimited|become an? (?:member|supporter|patron|subscriber)|membership|(?:chip|pitch) in|donat(?:e|ions?)|on sale|half[- ]price|discounts?|% off|(?:£|€|\$) ?\d[\d.,]*|(?:euros?|dollars?|pounds?|pence) (?:for|a|per)|a month|per month|for free|free of charge|free (?:daily|weekly)|deliver(?:ed|y)|crossword|quiz|tickets?|vouchers?|episodes?|enter (?:our|the)|win (?:an?|two|one))\b"
)
_IMPERATIVE = wording.Phrases(
    r"\W{0,4}(?:sign|subscribe|join|download|get|grab|try|follow|listen|watch|discover|explore|support|donate|vote|win|enter|book|buy|shop|save|order|check|find|learn|click|tap|see|read|never miss|don['’]t miss|catch|tune|take|test|play|browse|unlock|start|keep|stay|give|help|share|tell|ask|meet|visit|want|looking|like|love|curious|enjoying|you can|you(?:['’]ll| will)|tickets|free)\b"
)
_POINTED = 40  # characters at the end
_POINTER = wording.Phrases(  # "… is here."
    r"\b(?:here|hier|ici|aquí|aqui|qui|här|tutaj|zde|здесь|тут|tässä|burada|こちら)\W{0,3}$"
)
_TO_READERS = wording.Signs(r"\byou(?:rs?|['’](?:re|ll|ve))?\b")
_SPOKEN = wording.SignSet(
    pitch=wording.PITCH, own=_OWN, offer=_OFFER, to_readers=_TO_READERS, answer=wording.ANSWER, terms=wording.TERMS
)


class Doubt(IntEnum):
    """How doubtful it is that a paragraph is the article's."""

    NONE = 0
    WEAK = 1
    STRONG = 2


class Signs(NamedTuple):
    """How many signs of build and of voice say that a paragraph is promotional, and of which `kinds` they are."""

    build: int = 0
    voice: int = 0
    kinds: frozenset[str] = frozenset()

    def beside(self, usual: Signs) -> Doubt:
        """How doubtful a paragraph with these signs is in an article whose own have the `usual` ones: one sign makes it
        weakly doubtful, two strongly; one of a kind that few of them have makes it weakly doubtful in any case.
        """
        doubt = Doubt(min(2, max(0, self.build - usual.build) + max(0, self.voice - usual.voice)))
        return doubt or Doubt(not self.kinds <= usual.kinds)


def signs_of(text: str, linked: float) -> Signs:
    """The signs in a paragraph that has this text, the share `linked` (0 to 1) of it in links. A quotation that is neither
    labelled nor linked has none, nor has a long paragraph.
    """
    if weigh(text) > LONGEST or text.startswith(("www.", "http")):  # an address alone is a source
        return Signs()
    head = text[: wording.HEAD]
    build = _build(text, head, linked)
    if not build and any(sign in text for sign in _OPENING):
        return Signs()
    voice = _voice(head, linked)
    return Signs(sum(build.values()), sum(voice.values()), frozenset((*build, *voice)))


def is_promotional(text: str, linked: float) -> bool:
    """Whether two signs agree, whatever else the article has."""
    return signs_of(text, linked).beside(Signs()) is Doubt.STRONG


def usual_signs(found: Iterable[Signs]) -> Signs:
    """The signs that at least three of an article's own paragraphs have: then that is how it is written. Of the kinds
    count those that a tenth of them have.
    """
    builds, voices, kinds = zip(*found, strict=True) if (found := list(found)) else ((), (), ())
    least = max(_STYLE, _COMMON * len(kinds))
    common = frozenset(kind for kind, count in Counter(chain.from_iterable(kinds)).items() if count >= least)
    return Signs(_third(builds), _third(voices), common)


def _third(counts: Sequence[int]) -> int:
    """How many signs at least three paragraphs have."""
    return sorted(counts)[-_STYLE] if len(counts) >= _STYLE else 0


def _build(text: str, head: str, linked: float) -> dict[str, int]:
    """Signs of build: most of it is a link, a label stands before, an arrow at an end, no sentence ends it, it ends by
    pointing elsewhere.
    """
    open_ended = text[-1:].isalnum() or text[-1:] == ")"
    return _shown(
        linked=(linked >= 0.5) + (linked >= 0.85),
        arrow=head.lstrip()[:1] in _ARROWS or text.rstrip()[-1:] in _ARROWS,
        label=(open_ended or linked > 0.2) and _LABEL.match(head) is not None,
        capitals=(open_ended or linked > 0.2) and _CAPITALS.match(head) is not None,
        open_ended=open_ended,
        points=linked > 0 and _POINTER.search(text[-_POINTED:]) is not None,
    )


def _voice(head: str, linked: float) -> dict[str, int]:
    """Signs of voice: it speaks of the publisher's own things, makes an offer or names its terms, asks the reader to do
    something or to answer.
    """
    found = _SPOKEN.found(head)
    asks = "pitch" in found or wording.LEAD_IN.match(head) is not None or wording.APPEAL.match(head) is not None
    own, offer, to_readers = "own" in found, "offer" in found, "to_readers" in found
    terms = "terms" in found
    personal = own or offer or to_readers or linked > 0.2 or _LABEL.match(head) is not None
    address = personal and _IMPERATIVE.match(head) is not None
    offer = offer and (own or address or to_readers or terms)
    return _shown(asks=2 * asks, own=own, offer=offer, address=address, answer="answer" in found, terms=terms)


def _shown(**signs: int) -> dict[str, int]:
    return {kind: count for kind, count in signs.items() if count}
