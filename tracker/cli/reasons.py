"""Why an article is looked at next when it is: the command, in plain words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

import typer

from tracker.cli.console import ArticleArgument, JsonOption, desk, say, say_json
from tracker.desk.replies import why_to_dict
from tracker.model import ArticleState, Outcome
from tracker.model.duration import duration_text
from tracker.render.inert import clip_line, one_line
from tracker.render.window import short_moment
from tracker.render.wording import article_name, counted

if TYPE_CHECKING:
    from tracker.desk.answers import Why
    from tracker.schedule import Pace, Tally

_NAME_ROOM = 200
_HINTS = {
    "list": "the feed or sitemap that lists it says that it was edited; so it is looked at before its time",
    "page": "its page shows a new date of change beside the same text; so it is looked at before its time",
}


def why(context: typer.Context, article: ArticleArgument, json: JsonOption = False) -> None:
    """Say when an article is looked at next, and why then."""
    with desk(context) as tracker:
        found, now = tracker.why(tracker.article(article)), tracker.now()
        if json:
            say_json(why_to_dict(found))
            return
        say(f"#{found.article.id} {clip_line(article_name(found.article), _NAME_ROOM)}")
        for label, text in _reasons(found, now, tracker.zone):
            say(f"{label:10} {one_line(text)}")


def _reasons(found: Why, now: datetime, zone: tzinfo) -> Iterator[tuple[str, str]]:
    yield "Next look", _next_words(found, now, zone)
    if found.pace is None:
        yield "Because", _other_reason(found)
    else:
        yield "Age", _age_words(found, found.pace, zone)
        yield "Changes", _changes_words(found, found.pace)
        yield "Rate", _rate_words(found, found.pace)
        if found.pace.is_cut:
            yield "Followed", "not for long: it is not left alone for longer than it has been followed, or a day"
        yield "Hint", _hint_words(found)
        yield "Jitter", f"up to {found.ladder.jitter:.0%} sooner or later, so that looks do not come in herds"
    yield "Host", _host_words(found, now, zone)
    if found.article.failures and not found.article.awaited:
        yield "Failures", f"{found.article.failures} in a row; the last one: {found.article.last_detail}"


def _next_words(found: Why, now: datetime, zone: tzinfo) -> str:
    at = found.article.next_check_at
    if at is None:
        return "none"
    if at <= now:
        return f"due since {short_moment(at, zone)}, as soon as its host is free and nothing more urgent waits"
    return f"{short_moment(at, zone)}, in {duration_text(at - now)}"


def _other_reason(found: Why) -> str:
    article = found.article
    if article.state is ArticleState.PAUSED:
        return f"it is paused; `tracker resume {article.id}` goes on"
    match article.last_outcome:
        case Outcome.GONE if article.state is ArticleState.GONE:
            return "it is gone; once a day it is looked for"
        case Outcome.GONE:
            return "its address answered that it is gone; a second look confirms that or not"
        case Outcome.SUSPECT:
            doubt = f"{article.last_detail}, so it is awaited for a second look" if article.awaited else ""
            return doubt or "the last capture could not be believed; another look confirms it or not"
        case Outcome.FAILED | Outcome.BLOCKED:
            return "the last look failed; it is tried again after 5 min, then twice as long each time, up to 12 h"
        case _:
            return "it is to be looked at for the first time, or at once because it was resumed"


def _age_words(found: Why, pace: Pace, zone: tzinfo) -> str:
    life = found.life
    born = (
        f"published {short_moment(life.born_at, zone)}, as it claims"
        if life.born_at
        else "counted from when it was added"
    )
    until, pause = found.ladder.rungs[pace.rung]
    last = pace.rung == len(found.ladder.rungs) - 1
    where = "from then on" if last else f"until {duration_text(until)}"
    return f"{duration_text(pace.age)} at the last look ({born}); {where} a look every {duration_text(pause)}"


def _changes_words(found: Why, pace: Pace) -> str:
    if not found.life.changes or found.article.last_changed_at is None or found.article.last_checked_at is None:
        return "none seen"
    ago = found.article.last_checked_at - found.article.last_changed_at
    seen = f"{found.life.changes} seen, the last one {duration_text(ago)} before the last look"
    if pace.rung == 0:
        return f"{seen}: it is on the first rung already"
    if pace.place == pace.rung:
        return f"{seen}: too long ago to matter"
    up = "to the first rung for an hour" if pace.place == 0 and pace.rung > 1 else "one rung up"
    return f"{seen}: {up}, a look every {duration_text(pace.rung_pause)}"


def _rate_words(found: Why, pace: Pace) -> str:
    section = f", {_tally_words(found.section)} in its section {found.life.section}" if found.life.section else ""
    learnt = f"{_tally_words(found.source)} in {found.article.source}{section}"
    return (
        f"{pace.rate:.2g} × the average ({learnt}; {found.life.changes} in this article), so a look every"
        f" {duration_text(pace.pause)}"
    )


def _tally_words(tally: Tally) -> str:
    return f"{counted(round(tally.changes), 'change')} where {tally.expected:.1f} were expected"


def _hint_words(found: Why) -> str:
    idle = found.life.idle_hints
    vain = f"; {counted(idle, 'hint')} in a row led to nothing, so hints are trusted less" if idle else ""
    return _HINTS.get(found.life.hint or "", "none") + vain


def _host_words(found: Why, now: datetime, zone: tzinfo) -> str:
    host = found.host
    if host.stopped_at is not None:
        state = f"does not answer since {short_moment(host.stopped_at, zone)}; tried again {short_moment(host.next_allowed_at, zone)}"
    elif host.is_held:
        state = "is being visited now"
    elif host.next_allowed_at - now >= timedelta(seconds=1):
        state = f"rests for {duration_text(host.next_allowed_at - now)}"
    else:
        state = "may be asked now"
    until = host.distrusted_until
    denied = (
        f"; it answered 304 to a change, so it is asked for whole pages until {short_moment(until, zone)}"
        if until
        else ""
    )
    return (
        f"{host.name} {state}; at most one request every {_pace_text(found.host_pace)}, or as its robots.txt asks;"
        f" {counted(host.due, 'article')} due there{denied}"
    )


def _pace_text(pace: timedelta) -> str:
    return duration_text(pace) if pace >= timedelta(seconds=1) else f"{pace.total_seconds():g} s"
