"""Who says each utterance of a text, read from its head as far as anybody asks: most comparisons ask about a few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.compare.quoting.utterances import Utterance
from tracker.compare.sourcing.cues import Cue

Said = tuple[Cue | None, str]


class InTurn:
    """For each of the `quotes` by its number what `read` gives for it, which is asked for in turn and once. The opening
    paragraphs of an utterance that is reopened take the speaker named at its end.
    """

    def __init__(self, quotes: Sequence[Utterance], read: Iterator[Said]) -> None:
        self._quotes = quotes
        self._read = read
        self._own: list[Said] = []
        self._found: dict[int, Said] = {}
        self._numbers = {id(quote): number for number, quote in enumerate(quotes)}

    def __iter__(self) -> Iterator[Said]:
        return (self[number] for number in range(len(self._quotes)))

    def __getitem__(self, number: int) -> Said:
        if number not in self._found:
            end = number
            while not self._named(end) and self._goes_on(end):
                end += 1
            self._found.update(dict.fromkeys(range(number, end + 1), self._own[end]))
        return self._found[number]

    def number_of(self, quote: Utterance | None) -> int | None:
        """The number of an utterance; None where it is none of these."""
        return self._numbers.get(id(quote))

    def _named(self, number: int) -> str:
        """The speaker read for an utterance itself."""
        self._own += islice(self._read, max(0, number + 1 - len(self._own)))
        return self._own[number][1]

    def _goes_on(self, number: int) -> bool:
        """Whether the next paragraph reopens an utterance."""
        if number + 1 == len(self._quotes):
            return False
        quote, following = self._quotes[number], self._quotes[number + 1]
        return following.continues and following.paragraph == quote.paragraph + 1
