"""Knows the notes of publishers in scripts whose words no language file has, by what they begin with and by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tracker.compare.text.files import scripts_file

_READ = 300
_SIGNS = " *•_-#>|["


@dataclass(frozen=True, slots=True)
class _Notes:
    opens: tuple[str, ...]
    pages: tuple[str, ...]
    faults: tuple[str, ...]
    says: tuple[str, ...]


def is_note(text: str) -> bool:
    """Whether a sentence is a publisher's note in one of the languages of `scripts.toml`."""
    if text.isascii():
        return False
    head = text[:_READ].strip(_SIGNS).lower()
    known = _of_latin() if _OTHER_LETTER.search(head) is None else _of_all()
    if head.startswith(known.opens) or f"{head.rstrip('.。')}:" in known.opens:
        return True
    return any(map(head.__contains__, known.says)) or (
        any(map(head.__contains__, known.pages)) and any(_has_fault(head, notes) for notes in _known())
    )


# A text without any letter behind the Latin ones is in none of the other scripts: most texts with an accent are so.
_OTHER_LETTER = re.compile(r"[^\x00-\u024f]")


@cache
def _of_latin() -> _Notes:
    """The notes of languages in Latin letters."""
    return _together(
        notes
        for notes in _known()
        if any(_OTHER_LETTER.search(text) is None for text in (*notes.opens, *notes.pages, *notes.says))
    )


@cache
def _of_all() -> _Notes:
    return _together(_known())


def _together(several: Iterable[_Notes]) -> _Notes:
    """The notes of several languages as those of one, to tell at once that a sentence is none."""
    fields = zip(*((notes.opens, notes.pages, notes.faults, notes.says) for notes in several), strict=True)
    return _Notes(*(tuple(chain.from_iterable(field)) for field in fields))


def _has_fault(head: str, notes: _Notes) -> bool:
    return any(page in head for page in notes.pages) and any(fault in head for fault in notes.faults)


@cache
def _known() -> tuple[_Notes, ...]:
    fields = ("opens", "pages", "faults", "says")
    return tuple(_Notes(*(tuple(table[name]) for name in fields)) for table in scripts_file().values())
