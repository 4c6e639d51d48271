"""What a subscription asks for, in words for people."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model import Cadence, Rhythm, Search, Subscription


def asked_words(one: Subscription) -> str:
    """Of what it is told: "everything, from severity high up, only quote_changed"."""
    about = f"article {one.article_id}" if one.article_id else one.source or "everything"
    return ", ".join([about, *_limits(one)])


def rhythm_words(rhythm: Rhythm) -> str:
    """When it is told: "daily at 08:00 (Europe/Paris), quiet 22:00-07:00"."""
    zone = f" ({rhythm.zone or 'UTC'})"
    at = clock_words(rhythm.digest_minute)
    match rhythm.cadence:
        case Cadence.AT_ONCE:
            words = "at once"
        case Cadence.HOURLY:
            words = "hourly"
        case Cadence.DAILY:
            words = f"daily at {at}{zone}"
        case Cadence.WEEKLY:
            words = f"weekly, on Mondays at {at}{zone}"
    if rhythm.quiet is None:
        return words
    hours = f"{clock_words(rhythm.quiet.start)}-{clock_words(rhythm.quiet.end)}"
    return f"{words}, quiet {hours}" + ("" if zone in words else zone)


def search_words(search: Search) -> str:
    """Which words are looked for: "drops “alleged” beside “Ada Moss”"."""
    acts = [f"{verb} “{words}”" for verb, words in (("drops", search.drops), ("adds", search.adds)) if words]
    if not acts:
        return f"edits of “{search.words}”" if search.words else ""
    return " and ".join(acts) + (f" beside “{search.words}”" if search.words else "")


def clock_words(minute: int) -> str:
    """A minute of the day as 08:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _limits(one: Subscription) -> Iterator[str]:
    if one.search:
        yield search_words(one.search)
    yield f"from severity {one.floor} up"
    if one.kinds:
        yield f"only {', '.join(sorted(one.kinds))}"
    if one.disclosures:
        yield f"only {' or '.join(sorted(one.disclosures))} edits"
    if one.languages:
        yield f"only in {', '.join(sorted(one.languages))}"
