"""Where a page prints its standfirst: in an element named for it, or below the headline, as what its head tells too."""

# ruff: noqa: PLR2004 -- the numbers of these rules are measured thresholds and stand where they are used
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice, takewhile

from tracker.extract.body.furniture import Verdict
from tracker.extract.body.vocabulary import words_of
from tracker.extract.parsing import wording
from tracker.extract.parsing.segment import Box, Segments
from tracker.extract.parsing.shown import shown_text

_ALIKE = 60.0  # of 100, by RapidFuzz's ratio: from here on a line is the head's description in its printed form
_MOST = 200  # lines between headline and body that are looked at
_SHORTEST, _LONGEST = 5, 90  # words
_WHOLE = 12.0  # good words
_SHARED = 0.4  # share of its longer words; what pages say of their authors and offers has a tenth
_ENDS = frozenset('.!?。！？…”"»')
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


def as_printed(description: str, headline: str, verdicts: Sequence[Verdict]) -> str:
    """The head's description as the page prints it between the headline and the body, where it does: that is what readers
    see, and not every system changes the description with it. Where it prints another line there that says what the body
    says, that line.
    """
    below = iter(verdicts)
    wanted = headline.casefold()
    if not any(one.chunk.level and one.chunk.text.casefold() == wanted for one in below):
        return description
    plain = ""
    for verdict in islice(takewhile(_is_none_of_the_body, below), _MOST):
        chunk = verdict.chunk
        may_be = verdict.kind != "list_item" and _SHORTEST <= chunk.words <= _LONGEST and chunk.linked < 0.5
        if not may_be or _is_elsewhere(chunk.box):
            continue
        if description and is_alike(chunk.text, description):
            return chunk.text
        if not plain and _is_plain(verdict):
            plain = chunk.text
    return plain if plain and _is_told(plain, verdicts) else description


def _is_plain(verdict: Verdict) -> bool:
    """Whether a line that was cut for where it stands is a whole sentence, which nothing says to be anything else."""
    chunk = verdict.chunk
    stands_above = verdict.rule in ("outside", "before") and chunk.box.label in ("", "headline")
    sentence = chunk.good >= _WHOLE and not chunk.links and chunk.text[-1] in _ENDS and not chunk.box.controls
    return stands_above and sentence and not wording.BYLINE.match(chunk.text) and not wording.APPEAL.match(chunk.text)


def _is_told(line: str, verdicts: Iterable[Verdict]) -> bool:
    """Whether much of a line, word for word, stands in the body too."""
    body = (verdict.chunk.text for verdict in verdicts if not verdict.rule and verdict.chunk.good)
    longer = set(words_of(line))
    return len(longer & set(chain.from_iterable(map(words_of, body)))) >= _SHARED * len(longer)


def is_alike(text: str, description: str) -> bool:
    """Whether a line may be a description's printed form."""
    from rapidfuzz.fuzz import ratio

    return text == description or ratio(text[:800], description[:800], score_cutoff=_ALIKE) > 0


def _is_elsewhere(box: Box) -> bool:
    """Whether a line is not seen, or is a picture's."""
    return any(one.label in _ELSEWHERE or one.tag in _ELSEWHERE for one in (box, *box.ancestors()))


def _is_none_of_the_body(verdict: Verdict) -> bool:
    return bool(verdict.rule) or not verdict.chunk.good or verdict.kind == "list_item"
