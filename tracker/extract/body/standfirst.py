"""Where a page prints its standfirst: in an element named for it, or below the headline, as what its head tells too."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile

from tracker.extract.body.furniture import Verdict
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import shown_text

_ALIKE = 60.0  # of 100, by RapidFuzz's ratio: from here on a line is the head's description in its printed form
_MOST = 200  # lines between headline and body that are looked at
_SHORTEST, _LONGEST = 5, 90  # words
_LABELS = ("standfirst", "lead")
_ELSEWHERE = frozenset(("hidden", "caption", "figure", "figcaption"))


def named_standfirst(segments: Segments) -> str:
    """The standfirst where an element is named for it; else an empty text."""
    for box in segments.boxes:
        if (
            box.label in _LABELS
            and _SHORTEST <= box.words <= _LONGEST
            and box.chunks <= 3
            and box.linked < 0.5 * box.words
        ):
            return shown_text(box.element, 800, glue=" ")
    return ""


def as_printed(description: str, headline: str, verdicts: Iterable[Verdict]) -> str:
    """The head's description as the page prints it between the headline and the body, where it does: that is what readers
    see, and not every system changes the description with it.
    """
    below = iter(verdicts)
    wanted = headline.casefold()
    if not description or not any(one.chunk.level and one.chunk.text.casefold() == wanted for one in below):
        return description
    for verdict in islice(takewhile(_is_none_of_the_body, below), _MOST):
        chunk = verdict.chunk
        may_be = verdict.kind != "list_item" and _SHORTEST <= chunk.words <= _LONGEST and chunk.linked < 0.5
        if may_be and is_alike(chunk.text, description) and not _is_elsewhere(chunk.box):
            return chunk.text
    return description


def is_alike(text: str, description: str) -> bool:
    """Whether a line may be a description's printed form."""
    from rapidfuzz.fuzz import ratio

    return text == description or ratio(text[:800], description[:800], score_cutoff=_ALIKE) > 0


def _is_elsewhere(box: Box) -> bool:
    """Whether a line is not seen, or is a picture's."""
    return any(one.label in _ELSEWHERE or one.tag in _ELSEWHERE for one in (box, *box.ancestors()))


def _is_none_of_the_body(verdict: Verdict) -> bool:
    return bool(verdict.rule) or not verdict.chunk.good or verdict.kind == "list_item"
