"""Tells what language a text is written in by its commonest small words and its letters; a detector is loaded only for
longer texts that these leave open.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tracker.compare.text.files import CODES, DEFAULT, language_file

ENOUGH_TO_DETECT = 200
_READ = 4000
_PLENTY = 8
_WORTH = 2


def detected(text: str, *, ask: bool = True) -> str:
    """The code of the language a text is most likely written in; English where nothing speaks for another one. Unless
    `ask` the detector is left alone.
    """
    head = text[:_READ].lower().replace("\u2019", "'")
    words = {word.strip(".,;:!?()\"'«»“”„") for word in head.split()}
    leads = [word.partition("'")[0] for word in words if "'" in word]
    counts = {
        code: len(words & signs.small)
        + _WORTH * sum(letter in head for letter in signs.letters)
        + any(letter in head for letter in signs.often)
        + sum(lead in signs.elided for lead in leads)
        for code, signs in _signs().items()
    }
    best = max(counts, key=lambda code: counts[code])
    if counts[best] <= counts[DEFAULT] or (counts[best] == 1 and len(words) > _PLENTY):
        best = DEFAULT
    others = max(count for code, count in counts.items() if code != best)
    sure = counts[best] >= _PLENTY and 3 * others <= 2 * counts[best]
    if not ask or len(text) < ENOUGH_TO_DETECT or sure or _elsewhere(head):
        return best
    from py3langid import classify

    return str(classify(head)[0])


def _elsewhere(text: str) -> bool:
    """Whether a text is written in a script none of our languages uses: its words are nobody's then."""
    letters = [char for char in text[:400] if char.isalpha()]
    return bool(letters) and sum(char > "\u024f" for char in letters) * 2 > len(letters)


class _Signs(NamedTuple):
    """What shows a language: its commonest small words, letters that only it writes (or hardly another one), letters it
    writes much more than the others, and what stands before an apostrophe in place of a vowel.
    """

    small: frozenset[str]
    letters: str
    often: str
    elided: frozenset[str]


@cache
def _signs() -> dict[str, _Signs]:
    tables = {code: language_file(code).get("detection", {}) for code in CODES}
    return {
        code: _Signs(
            frozenset(table.get("small", "").split()),
            table.get("letters", ""),
            table.get("often", ""),
            frozenset(table.get("elided", "").split()),
        )
        for code, table in tables.items()
    }
