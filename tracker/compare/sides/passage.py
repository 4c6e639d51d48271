"""One aligned passage of a part with both sides read: what the recognisers of facts and shifts look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.compare.facts.tokens import Mention
from tracker.compare.findings import Text, Where
from tracker.compare.naming.names import Name
from tracker.compare.naming.secondmention import second_mention
from tracker.compare.sides.blocks import Block, blocks
from tracker.compare.sides.units import Side, side
from tracker.compare.text.clean import Clean
from tracker.compare.text.language import Language
from tracker.compare.text.words import Budget
from tracker.model import FactSub, Span

Range = tuple[int, int]
_TOUCHING = 3
_AHEAD = 40
_PREPOSITION = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """Both documents and clean texts, both sides as units, and the blocks that differ."""

    old_source: Text
    new_source: Text
    old_text: Clean
    new_text: Clean
    old: Side
    new: Side
    blocks: list[Block]

    def where(self, old: Range | None, new: Range | None) -> Where:
        """The places of clean ranges in the documents."""
        return Where(
            self.old_source,
            self.new_source,
            self.old_text.span(*old) if old else None,
            self.new_text.span(*new) if new else None,
        )

    def cuts(self, old: Range | None, new: Range | None) -> tuple[str, str]:
        """The verbatim characters of both clean ranges, empty for one that is not there."""
        return self._cut(self.old_text, old) if old else "", self._cut(self.new_text, new) if new else ""

    def text(self, old: Mention | Name | None, new: Mention | Name | None) -> str:
        """The verbatim characters of the one that is there."""
        if new is not None:
            return self._cut(self.new_text, (new.start, new.end))
        return self._cut(self.old_text, (old.start, old.end)) if old is not None else ""

    def same_person(self, old: Range, new: Range) -> bool:
        """Whether both documents name in full a person of whom one name is the given one and the other the surname."""
        return second_mention(*self.cuts(old, new), (self.old_text.text, self.new_text.text))

    def whole(self, item: Mention, words: Language, *, old: bool) -> Range:
        """The clean characters of a value with its minus and what a hyphen joins to it: "-5C", "over-60s", "34-bed"."""
        text = (self.old_text if old else self.new_text).text
        start, end = item.start, item.end
        if item.number is not None and item.number < 0:
            start -= next(
                (
                    len(sign)
                    for sign in (*(f"{word} " for word in words.of("sides", "minus")), "-")
                    if text.endswith(sign, 0, start)
                ),
                0,
            )
        if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
            head = start - 1
            while head and text[head - 1].isalnum():
                head -= 1
            prefix = text[head : start - 1]
            start = head if prefix[0].isupper() or prefix in words.of("sides", "prefixes") else start
        while end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum():
            end += 2
            while end < len(text) and text[end].isalnum():
                end += 1
        return start, end

    def subject(self, item: Mention, words: Language) -> str:
        """The person an age belongs to: the name right before it or before a description, "Ann Moss, a baker, 61", else
        the one right after it; on the new side.
        """
        text = self.new_text.text
        near = [
            name
            for name in self.new.names
            if max(item.start - name.end, name.start - item.end) <= _AHEAD
            and name.sub in (FactSub.PERSON, FactSub.ORG)
            and not self._is_home(name, words)
        ]
        before = [name for name in near if name.end <= item.start and _describes(text[name.end : item.start])]
        joined = not text[item.start : item.end].isalnum()  # "34-year-old", not "dies at 34"
        after = [name for name in near if joined and 0 <= name.start - item.end <= _AHEAD]
        close = before[-1:] or [name for name in after if not _ENDS.intersection(text[item.end : name.start])]
        return self._cut(self.new_text, (close[0].start, close[0].end)) if close else ""

    def _is_home(self, name: Name, words: Language) -> bool:
        """As in "a neighbour from Cádiz, 34", "una vecina de Cádiz, de 34 años": where a person is from."""
        lead = self.new_text.text[max(0, name.start - _PREPOSITION) : name.start].split()
        return bool(lead) and lead[-1] in words.of("sides", "from") and len(name.parts) == 1

    def _cut(self, text: Clean, bounds: Range) -> str:
        span: Span = text.span(*bounds)
        return text.original[span.start : span.end]


def _describes(gap: str) -> bool:
    """Whether what stands between a name and an age says no more than what the person is."""
    if len(gap) <= _TOUCHING:
        return not _ENDS.intersection(gap)
    return gap[0] in ",(" and len(gap) <= _AHEAD and gap.islower() and not _ENDS.intersection(gap)


_ENDS = frozenset('.;:!?"')


def passage(
    sources: tuple[Text, Text],
    texts: tuple[Clean, Clean],
    ranges: tuple[Range, Range],
    *,
    masks: tuple[Sequence[Range], Sequence[Range]],
    words: Language,
    lower_words: frozenset[str],
    budget: Budget,
    days: tuple[date | None, date | None] = (None, None),
) -> Passage:
    """Read both sides of a passage; `days` are those on which each side was said."""
    old = side(texts[0].text, ranges[0], masks[0], words, lower_words=lower_words, when=days[0])
    new = side(texts[1].text, ranges[1], masks[1], words, lower_words=lower_words, when=days[1])
    return Passage(*sources, *texts, old, new, blocks(old, new, budget))
