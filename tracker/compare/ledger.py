"""The quote ledger: every utterance of an article through its revisions, with its wordings and its speakers. A speaker whom
a later revision names in full has that name from the first on.

Two wordings are one utterance where they say the same in any typography, or where the comparison of neighbouring
revisions found the one changed into the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.compare.change import compare
from tracker.compare.quoting.utterances import key_of
from tracker.compare.speaking.oneself import in_full, one_speaker
from tracker.compare.speaking.speakers import Quotation, quotes
from tracker.model import Document, Flag, FlagKind, Part, Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One form of an utterance: its words, speaker and attribution verb, and the revisions it stood in, first to last."""

    text: str
    speaker: str
    verb: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One utterance: its wordings in the order they came, and the revision in which it was gone (None while it lives)."""

    wordings: tuple[Wording, ...]
    gone_in: int | None

    @property
    def speaker(self) -> str:
        """Who says it now, or said it last."""
        return self.wordings[-1].speaker


@dataclass(slots=True)
class _Life:
    wordings: list[Wording]
    gone_in: int | None = None

    def see(self, quote: Quotation, number: int, flags: Sequence[Flag]) -> None:
        """The utterance stands in this revision: in the same form as before, or in another."""
        last = self.wordings[-1]
        speaker = one_speaker(last.speaker, quote, flags)
        if speaker is not None and (key_of(last.text), last.verb) == (key_of(quote.text), quote.verb):
            self.wordings[-1] = replace(last, last=number)
            self.call(last.speaker, speaker)
        elif speaker is not None:
            self.wordings.append(_wording(quote, number))
            self.call(last.speaker, speaker)
            self.call(quote.speaker, speaker)
        else:
            self.wordings.append(_wording(quote, number))

    def call(self, before: str, speaker: str) -> None:
        """Write the name of one speaker in all wordings that have it otherwise."""
        self.wordings = [replace(one, speaker=speaker) if one.speaker == before else one for one in self.wordings]


@dataclass(slots=True)
class _Book:
    lives: list[_Life] = field(default_factory=list)
    standing: list[tuple[Quotation, _Life]] = field(default_factory=list)


def ledger(revisions: Sequence[tuple[int, Document]]) -> tuple[LedgerEntry, ...]:
    """The utterances of an article, in the order they first came. `revisions` are (number, document), oldest first.

    Raises nothing; costs one comparison a step.
    """
    book = _Book()
    before: tuple[Document, Sequence[Quotation]] | None = None
    for number, document in revisions:
        found = quotes(document)
        flags = compare(before[0], document).flags if before is not None else ()
        changed = _changed(flags, before[1], found) if before is not None else {}
        _turn_page(book, found, changed, flags, number)
        before = document, found
    whole = in_full(wording.speaker for life in book.lives for wording in life.wordings)
    for life in book.lives:
        for name in {wording.speaker for wording in life.wordings} & whole.keys():
            life.call(name, whole[name])
    return tuple(LedgerEntry(wordings=tuple(life.wordings), gone_in=life.gone_in) for life in book.lives)


def _turn_page(
    book: _Book, found: Sequence[Quotation], changed: dict[int, int], flags: Sequence[Flag], number: int
) -> None:
    """Carry every utterance of the revision before into this one, by its words or by the change that was found."""
    by_words: dict[str, list[_Life]] = {}
    by_place: dict[int, _Life] = {}
    for quote, life in book.standing:
        by_words.setdefault(key_of(quote.text), []).append(life)
        by_place[quote.span.start] = life
    standing: list[tuple[Quotation, _Life]] = []
    carried: set[int] = set()
    for quote in found:
        same = by_words.get(key_of(quote.text))
        known = same.pop(0) if same else by_place.get(changed.get(quote.span.start, -1))
        if known is None or id(known) in carried:
            life = _Life(wordings=[_wording(quote, number)])
            book.lives.append(life)
        else:
            life = known
            life.see(quote, number, flags)
        carried.add(id(life))
        standing.append((quote, life))
    for _, life in book.standing:
        if id(life) not in carried:
            life.gone_in = number
    book.standing = standing


def _changed(flags: Sequence[Flag], olds: Sequence[Quotation], news: Sequence[Quotation]) -> dict[int, int]:
    """Where quotations that were changed begin: new text → old text."""
    places: dict[int, int] = {}
    for flag in flags:
        before, after = flag.before_span, flag.after_span
        if flag.kind is FlagKind.QUOTE_CHANGED and before and after and before.part is after.part is Part.BODY:
            one, two = _first_in(before, olds), _first_in(after, news)
            if one and two:
                places[two.span.start] = one.span.start
    return places


def _first_in(span: Span, found: Sequence[Quotation]) -> Quotation | None:
    """The first of the quotations, which stand one behind another, that shares characters with a span."""
    place = bisect_right(found, span.start, key=lambda quote: quote.span.end)
    return found[place] if place < len(found) and found[place].span.start < span.end else None


def _wording(quote: Quotation, number: int) -> Wording:
    return Wording(text=quote.text, speaker=quote.speaker, verb=quote.verb, first=number, last=number)
