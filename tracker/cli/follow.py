"""Following: add, list, pause, resume, rm, check, status, run."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import (
    ArticleArgument,
    JsonOption,
    complain,
    desk,
    progress_over,
    say,
    say_json,
    settings_of,
    show,
    show_line,
)
from tracker.cli.reports import exit_code, report_line, report_to_dict, unasked_error
from tracker.cli.waiting import finished
from tracker.errors import UsageError
from tracker.model import REST, AlertState, Article, Outcome
from tracker.model.duration import duration_text
from tracker.render.data import article_to_dict
from tracker.render.inert import one_line
from tracker.render.window import short_moment
from tracker.render.wording import counted, size_text

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.console import RenderableType

    from tracker.app import Tracker
    from tracker.desk.answers import Status
    from tracker.desk.desk import Desk
    from tracker.turn.check import CheckReport
    from tracker.turn.turns import Unasked

_AS_BEFORE = (Outcome.UNCHANGED, Outcome.NOT_MODIFIED)
_PAGE = 100
_LARGEST = 10**18
_NOTHING_YET = "Nothing is followed yet. Next: tracker add URL"


def add(
    context: typer.Context,
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL…", help="Addresses of articles; - reads them from stdin.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="A file with one URL a line; # begins a comment.")
    ] = None,
    source: Annotated[str, typer.Option(help="Whose articles they are; their host where not given.")] = "",
    later: Annotated[bool, typer.Option("--later", help="Do not look at them now; the daemon will.")] = False,
    json: JsonOption = False,
) -> None:
    """Follow articles, and look at each of them for the first time."""
    from tracker.app import Tracker
    from tracker.making import terms_of

    with desk(context) as tracker:
        if isinstance(tracker, Tracker) and not later:
            terms_of(tracker.settings)  # what is missing is said before anything is followed
        added, complaints = [], []
        for place, line in _lines(urls or [], file):
            try:
                added.append(tracker.add(line, source=source))
            except UsageError as error:
                complaints.append(UsageError(f"{place}{error}", hint=error.hint))
        fresh = [article for article, new in added if new]
        reports, left = ([], ()) if later or not isinstance(tracker, Tracker) else _check(tracker, fresh, quiet=json)
        if json:
            say_json(
                {
                    "articles": [_added_to_dict(a, new) for a, new in added],
                    "checks": [report_to_dict(r) for r in reports],
                }
            )
        else:
            _tell_added(added, reports, tracker)
        for complaint in (*complaints, *(unasked_error(one, tracker.zone) for one in left)):
            complain(complaint)
    raise typer.Exit(UsageError.exit_code if complaints else exit_code(reports, left))


def list_(
    context: typer.Context,
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    after: Annotated[int, typer.Option(min=0, max=_LARGEST, help="Only articles with a number above this one.")] = 0,
    limit: Annotated[
        int | None, typer.Option(min=1, max=1_000_000, help="At most so many; 100 where not given, with --json all.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what is followed."""
    with desk(context) as tracker:
        most = limit or (None if json else _PAGE)
        found = tracker.articles(source=source, after=after, limit=most)
        if json:
            say_json([article_to_dict(article) for article in found])
        elif found:
            show(_table(found, tracker))
            if len(found) == most:
                of = f" --source {shlex.quote(source)}" if source else ""
                say(f"There may be more: tracker list{of} --after {found[-1].id}")
        elif after:
            say(f"No article has a number above {after}.")
        elif source and tracker.articles(limit=1):
            say(f"Nothing is followed of {source}. `tracker list` shows all.")
        else:
            say(_NOTHING_YET)


def pause(context: typer.Context, articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…")]) -> None:
    """Stop checking articles; what was recorded stays."""
    with desk(context) as tracker:
        for article in [tracker.article(reference) for reference in articles]:
            tracker.pause(article)
            say(f"#{article.id} paused. `tracker resume {article.id}` goes on.")


def resume(context: typer.Context, articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…")]) -> None:
    """Check paused articles again."""
    with desk(context) as tracker:
        for article in [tracker.article(reference) for reference in articles]:
            tracker.resume(article)
            say(f"#{article.id} is checked again.")


def rm(
    context: typer.Context,
    article: ArticleArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Forget an article with its revisions and flags; the captured bytes stay in snapshots/."""
    with desk(context) as tracker:
        found = tracker.article(article)
        question = (
            f"Forget #{found.id} {one_line(found.headline or found.url)} with {counted(found.revisions, 'revision')}?"
        )
        if not yes and not typer.confirm(question, err=True):
            raise typer.Exit(1)
        tracker.remove(found)
        say(f"#{found.id} is forgotten.")


def check(
    context: typer.Context,
    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE…", help="All that are not paused, where none is named.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Look at articles now; safe beside a running daemon."""
    from tracker.app import Tracker

    with desk(context) as tracker:
        if not isinstance(tracker, Tracker):
            _ask_to_check(tracker, articles or [], quiet=json)
            return
        chosen = (
            [tracker.article(reference) for reference in articles]
            if articles
            else [article for article in tracker.articles() if article.state not in REST]
        )
        reports, left = _check(tracker, chosen, quiet=json)
        if json:
            say_json([report_to_dict(report) for report in reports])
        for report in [] if json else reports:
            show_line(report_line(report, zone=tracker.zone))
        if not chosen and not json:
            say("All articles are paused. Next: tracker resume ARTICLE" if tracker.articles(limit=1) else _NOTHING_YET)
        for one in left:
            complain(unasked_error(one, tracker.zone))
    raise typer.Exit(exit_code(reports, left))


def status(context: typer.Context, json: JsonOption = False) -> None:
    """Show what is due, what failed, how late we are, and whether alerts get out."""
    from tracker.cli.sources import sources_table
    from tracker.desk.replies import status_to_dict

    with desk(context) as tracker:
        found, sources = tracker.status(), tracker.sources()
        troubled = [source for source in sources if source.failures]
        if json:
            say_json(status_to_dict(found, sources))
            return
        for line in _status_lines(found, len(sources), tracker.zone):
            say(line)
        if found.troubled:
            show(_table(found.troubled, tracker))
        if troubled:
            say(f"Trouble    {counted(len(troubled), 'source')} cannot be read:")
            show(sources_table(troubled, tracker.zone, tracker.now()))


def run(context: typer.Context) -> None:
    """Follow articles in the background: check what is due, send alerts, serve the page. Ctrl-C or SIGTERM ends it."""
    settings = settings_of(context)
    from tracker.processes.heap import without

    with without("httpx._main"):  # httpx's own command line, 4 MB
        from tracker.serve import serve_forever

    serve_forever(
        settings, say=say, show_report=lambda report, zone: show_line(report_line(report, zone=zone, stamped=True))
    )


def _check(
    tracker: Tracker, chosen: Sequence[Article], *, quiet: bool
) -> tuple[list[CheckReport], tuple[Unasked, ...]]:
    """Check articles with a progress bar on a terminal; the reports, and what was left."""
    reports: list[CheckReport] = []
    with progress_over("checking", len(chosen), quiet=quiet) as advance:

        def on_report(report: CheckReport) -> None:
            reports.append(report)
            advance(report.headline)

        left = finished(tracker.check_now(chosen, on_report)) if chosen else ()
    return sorted(reports, key=lambda report: report.article_id), left


def _ask_to_check(tracker: Desk, named: Sequence[str], *, quiet: bool) -> None:
    """Have a Tracker elsewhere look at articles; what it finds, its history tells."""
    if not named:
        raise UsageError(
            "no article was named", hint="the daemon there looks at all by itself; name those that cannot wait"
        )
    for article in [tracker.article(reference) for reference in named]:
        tracker.check_soon(article)
        if not quiet:
            say(
                f"#{article.id} is looked at as soon as its host may be asked. `tracker log {article.id}` tells what is found."
            )
    if quiet:
        say_json([])


def _lines(urls: Sequence[str], file: Path | None) -> list[tuple[str, str]]:
    """URLs from the command line, a file, and stdin (asked for by -, or piped in where nothing else was named), each
    with the place to name when it is wrong: empty, or a file and line.

    Raises UsageError where the file cannot be read, or where there is no URL at all.
    """
    lines = [("", url) for url in urls if url != "-"]
    if file is not None and str(file) != "-":
        try:
            lines += _urls_in(file.read_text(encoding="utf-8-sig"), str(file))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise UsageError(f"{file} cannot be read: {reason}", hint="name a text file with one URL a line") from error
    if "-" in urls or str(file) == "-" or (not urls and file is None and not sys.stdin.isatty()):
        lines += _urls_in(sys.stdin.read(), "stdin")
    if not lines:
        raise UsageError("no URL was given", hint="tracker add https://…, or -f FILE, or pipe them in")
    return lines


def _urls_in(text: str, name: str) -> Iterable[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        url = line.partition(" #")[0].strip()
        if url and not url.startswith("#"):
            yield f"{name}, line {number}: ", url


def _tell_added(added: Sequence[tuple[Article, bool]], reports: Sequence[CheckReport], tracker: Desk) -> None:
    by_article = {report.article_id: report for report in reports}
    for article, new in added:
        report = by_article.get(article.id)
        if not new:
            say(f"#{article.id} is followed already: {article.headline or article.url}")
        elif report is None:
            say(f"#{article.id} is followed: {article.url}")
        elif report.outcome in _AS_BEFORE:
            say(f"#{article.id} is followed, and the daemon has looked at it already: {report.headline}")
        else:
            show_line(report_line(report, zone=tracker.zone))
    if any(new for _, new in added):
        say("Next: `tracker run` follows them; `tracker subscribe you@example.org` sends what changes by mail.")


def _table(found: Sequence[Article], tracker: Desk) -> RenderableType:
    from tracker.render.terminal import terminal_articles

    return terminal_articles(found, zone=tracker.zone)


def _added_to_dict(article: Article, new: bool) -> dict[str, object]:  # noqa: FBT001 - a pair that `add` gives
    return {**article_to_dict(article), "new": new}


def _status_lines(status: Status, sources: int, zone: tzinfo) -> Iterable[str]:
    counts, daemon = status.counts, status.daemon
    yield f"Daemon     {f'running (process {daemon})' if daemon else 'not running; start it with `tracker run`'}"
    late = f", the oldest for {duration_text(status.late)}" if counts.due else ""
    yield f"Articles   {counts.articles:,} followed, {counts.due} due now{late}"
    if status.expected_delay is not None:
        yield f"Delay      an edit is expected to be seen {duration_text(status.expected_delay)} after it is made"
    if sources:
        yield f"Sources    {counted(sources, 'source')} looked at for new articles"
    record = (counted(counts.checks, "check"), counted(counts.revisions, "revision"), counted(counts.flags, "flag"))
    yield f"Record     {', '.join(record)}"
    yield f"Snapshots  {counted(counts.snapshots, 'capture')}, {size_text(counts.captured_bytes)} kept in {size_text(counts.stored_bytes)}"
    alerts = status.alerts
    sent, waiting = alerts.get(AlertState.SENT, 0), alerts.get(AlertState.PENDING, 0)
    yield f"Alerts     {sent} sent, {waiting} waiting, {alerts.get(AlertState.GIVEN_UP, 0)} given up"
    if not status.mail_ready:
        yield "Mail       no mail server is set; set mail.host and mail.sender, then try `tracker mail test ADDRESS`"
    if status.mail_error:
        yield f"Waiting    {one_line(status.mail_error)}"
    yield from _host_lines(status, zone)
    if not status.goes_on and daemon:
        yield "Trouble    checks have stopped: hosts wait to be visited, and no check ended in the last half hour"
    for trouble in status.troubles:
        since = short_moment(trouble.found_at, zone)
        yield f"Trouble    {one_line(trouble.name)} ({trouble.what.value}) since {since}: {one_line(trouble.detail)}"
    for one in status.disabled:
        yield f"Disabled   subscription {one.id}, {one_line(one.address)}: {one_line(one.disabled_by)}"
    if status.troubled:
        shown = len(status.troubled)
        first = f", {shown} of them here; `tracker list` has all" if shown < counts.in_trouble else ""
        yield f"Trouble    {counted(counts.in_trouble, 'article')}{first}:"


def _host_lines(status: Status, zone: tzinfo) -> Iterable[str]:
    for host in status.stopped_hosts:
        since, again = (
            short_moment(at, zone) for at in (host.stopped_at or host.next_allowed_at, host.next_allowed_at)
        )
        yield f"Trouble    {host.name} does not answer since {since}; it is tried again {again}, {counted(host.due, 'article')} due"
    for host in status.distrusted_hosts:
        if host.distrusted_until:
            until = short_moment(host.distrusted_until, zone)
            yield f"Trouble    {host.name} answered 304 to a change; it is asked for whole pages until {until}"
