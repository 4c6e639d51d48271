"""Reads weekdays and well-known places in scripts without capitals, where nothing else tells a name: "周二", "火曜日",
"मंगलवार", "بالقاهرة". What is known of them stands in the languages' data.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tracker.compare.facts.tokens import AFTER_DEVANAGARI, DEVANAGARI, Mention, Token, mention
from tracker.compare.text.language import map_of_all, of_all
from tracker.model import FactSub

_LATIN, _KANA, _HANGUL, _AFTER_HANGUL = "\u024f", "\u3040", "\uac00", "\ud7a4"


def read_script_name(items: Sequence[Token], place: int) -> Mention | None:
    """A weekday or a place at a place, the longest that stands there, or nothing."""
    text = items[place].lower
    if text[0] <= _LATIN:
        return None
    heads = _heads()
    for form in heads.get(text, heads.get(text[0], ())):
        last = _end_of(items, place, form)
        if last:
            sub, value = _known()[form]
            return mention(items, place, last, sub, value)
    return None


def script_heads() -> frozenset[str]:
    """The tokens that such names begin with, for those who look at few words only."""
    return frozenset(_heads())


def _end_of(items: Sequence[Token], place: int, form: str) -> int:
    """Where a name that begins at a place ends; 0 where another word stands there. Signs of vowels are tokens of their own
    in Devanagari, and each letter is one in Han; in Hangul what a case hangs on is part of the token.
    """
    said, last = items[place].lower, place + 1
    while len(said) < len(form) and last < len(items) and not items[last].spaced and form.startswith(said):
        said, last = said + items[last].lower, last + 1
    if _HANGUL <= form[0] < _AFTER_HANGUL:
        return last if said.startswith(form) else 0
    if said != form:
        return 0
    if form[0] > _KANA:
        return 0 if _known()[form][0] is FactSub.DATE and _is_part(items, place, last) else last
    goes_on = last < len(items) and not items[last].spaced and _is_letter(items[last].text[0])
    return 0 if goes_on else last


def _is_letter(char: str) -> bool:
    return char.isalpha() or (DEVANAGARI < char < AFTER_DEVANAGARI and char not in _DANDAS)


_DANDAS = frozenset("\u0964\u0965")


def _is_part(items: Sequence[Token], place: int, last: int) -> bool:
    """Whether a weekday in Han is part of a count: "一周二次"."""
    counted, counters = of_all("facts", "before_week"), of_all("facts", "behind_week")
    before = items[place - 1].text if place else ""
    behind = items[last].text if last < len(items) else ""
    return before in counted or before[-1:].isdigit() or behind in counters


@cache
def _known() -> dict[str, tuple[FactSub, str]]:
    """The forms of such names with the sort of fact and the value that forms of one name share."""
    known = {form: (FactSub.PLACE, name) for form, name in map_of_all("facts", "script_places").items()}
    prefixes = of_all("facts", "place_prefixes")
    known |= {f"{prefix}{form}": value for form, value in known.items() for prefix in prefixes if _takes(prefix, form)}
    known |= {form: (FactSub.DATE, f"|{month}||") for form, month in map_of_all("facts", "script_months").items()}
    return known | {form: (FactSub.DATE, f"|||{day}") for form, day in map_of_all("facts", "script_days").items()}


def _takes(prefix: str, form: str) -> bool:
    """Whether a preposition of one letter can hang on a name: one of its own script."""
    return _ARABIC <= form[0] < _AFTER_ARABIC and _ARABIC <= prefix[0] < _AFTER_ARABIC


_ARABIC, _AFTER_ARABIC = "\u0600", "\u0700"


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    """The forms by the token that they begin with, the longest first."""
    heads: dict[str, list[str]] = {}
    for form in sorted(_known(), key=lambda form: (-len(form), form)):
        heads.setdefault(_head(form), []).append(form)
    return {head: tuple(forms) for head, forms in heads.items()}


def _head(form: str) -> str:
    """The first token of a form: a letter of Han or Hangul, the letters before the first vowel sign elsewhere."""
    if form[0] > _KANA:
        return form[0]
    end = next((n for n, char in enumerate(form) if not char.isalnum()), len(form))
    return form[:end]
