"""What subscribers wish, as people type it at a keyboard, in a form, or send it to the API: which edits, which words, which
hours. Every mistake says what to write instead.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tracker.errors import UsageError
from tracker.model import Cadence, Quiet, Rhythm, Search, Severity, Verdict
from tracker.telling.choosing import NEAR, words_of

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LONGEST_WORDS = 200
_DIGESTED: Final = (Cadence.DAILY, Cadence.WEEKLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that can be asked for, as typed; what is empty asks for nothing. An empty `severity` is the usual floor."""

    address: str
    article: str = ""
    source: str = ""
    words: str = ""
    drops: str = ""
    adds: str = ""
    severity: Severity | None = None
    kinds: Sequence[str] = ()
    disclosures: Sequence[Verdict] = ()
    languages: Sequence[str] = ()
    cadence: Cadence = Cadence.AT_ONCE
    at: str = ""
    zone: str = ""
    quiet: str = ""
    troubles: bool = True


class Mistyped(UsageError):
    """What one field of a wish says cannot be understood; `field` is its name in `Wish`."""

    def __init__(self, error: UsageError, field: str) -> None:
        super().__init__(str(error), hint=error.hint)
        self.field = field


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is found wrong meanwhile is about this field. Raises Mistyped."""
    try:
        yield
    except UsageError as error:
        raise Mistyped(error, field) from error


def rhythm_typed(cadence: Cadence, at: str, zone: str, quiet: str) -> Rhythm:
    """When to be told. Raises Mistyped for what is no time, zone or span, and for a time that nothing asks for."""
    with about("at"):
        if at and cadence not in _DIGESTED:
            raise UsageError(
                f"a time says when daily and weekly digests go out, not what is told {cadence.value.replace('-', ' ')}",
                hint="leave the time out, or choose daily or weekly",
            )
        minute = _minute(at, "time of digests") if at else Rhythm().digest_minute
    with about("zone"):
        known = _zone(zone)
    with about("quiet"):
        hours = _quiet(quiet) if quiet else None
    return Rhythm(cadence=cadence, zone=known, digest_minute=minute, quiet=hours)


def search_typed(words: str, drops: str, adds: str) -> Search:
    """The words that edits are searched for. Raises Mistyped where there are none in what was typed, or too many to
    stand near each other.
    """
    for field, typed in (("words", words), ("drops", drops), ("adds", adds)):
        with about(field):
            if typed and (not words_of(typed) or len(typed) > _LONGEST_WORDS):
                raise UsageError(f"{field}: no words to look for: {typed[:60]!r}", hint='write them as "Ada Moss"')
    count = len(words_of(f"{words} {max(drops, adds, key=len)}"))
    with about("words"):
        if count > NEAR:
            raise UsageError(
                f"{count} words cannot stand within {NEAR} words of each other", hint="name the few that matter"
            )
    return Search(words=" ".join(words.split()), drops=" ".join(drops.split()), adds=" ".join(adds.split()))


def languages_typed(typed: Sequence[str]) -> frozenset[str]:
    """Language tags in one form. Raises Mistyped for what is none."""
    with about("languages"):
        for tag in typed:
            if not _LANGUAGE.fullmatch(tag):
                hint = "write en, pt-BR or another tag of BCP 47"
                raise UsageError(f"not the tag of a language: {tag[:40]!r}", hint=hint)
    return frozenset(tag.lower().replace("_", "-") for tag in typed)


def _minute(typed: str, field: str, *, as_in: str = "07:30") -> int:
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise UsageError(f"{field}: not a time of day: {typed[:40]!r}", hint=f"write it as {as_in}")
    return int(found[1]) * 60 + int(found[2])


def _quiet(typed: str) -> Quiet:
    start, dash, end = typed.replace("–", "-").partition("-")
    if not dash:
        raise UsageError(f"quiet hours: not a span of hours: {typed[:40]!r}", hint="write it as 22:00-07:00")
    quiet = Quiet(*(_minute(one, "quiet hours", as_in="22:00-07:00") for one in (start, end)))
    if quiet.start == quiet.end:
        raise UsageError("quiet hours: the hours end where they begin", hint="write it as 22:00-07:00")
    return quiet


def _zone(typed: str) -> str:
    try:
        return ZoneInfo(typed).key if typed else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    known = {name.rpartition("/")[2].lower(): name for name in available_timezones()}
    close = difflib.get_close_matches(typed.rpartition("/")[2].lower().replace(" ", "_"), known, n=1)
    meant = f"did you mean {known[close[0]]}?" if close else "write a name such as Europe/Paris or America/New_York"
    raise UsageError(f"there is no time zone {typed[:40]!r}", hint=meant)
