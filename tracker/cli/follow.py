"""Following: add, list, pause, resume, rm, check, status, run."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tracker.app import Status, Tracker
from tracker.check import CheckReport
from tracker.cli.console import ArticleArgument, JsonOption, err, say, say_json, settings_of, show, store
from tracker.cli.reports import exit_code, report_line, report_to_dict
from tracker.errors import TrackerError, UsageError
from tracker.model import AlertState, Article, ArticleState
from tracker.model.duration import duration_text
from tracker.render.data import article_to_dict
from tracker.render.inert import one_line
from tracker.render.terminal import terminal_articles


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
    with store(context) as tracker:
        added, complaints = [], []
        for line in _lines(urls or [], file):
            try:
                added.append(tracker.add(line, source=source))
            except UsageError as error:
                complaints.append(error)
        fresh = [article for article, new in added if new]
        reports = [] if later else _check(tracker, fresh, quiet=json)
        if json:
            say_json(
                {
                    "articles": [_added_to_dict(a, new) for a, new in added],
                    "checks": [report_to_dict(r) for r in reports],
                }
            )
        else:
            _tell_added(added, reports, tracker)
        for complaint in complaints:
            _complain(complaint)
    raise typer.Exit(2 if complaints else exit_code(reports))


def list_(
    context: typer.Context,
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    json: JsonOption = False,
) -> None:
    """Show what is followed."""
    with store(context) as tracker:
        found = tracker.articles(source=source)
        if json:
            say_json([article_to_dict(article) for article in found])
        elif found:
            show(terminal_articles(found, zone=tracker.zone))
        else:
            say("Nothing is followed yet. Next: tracker add URL")


def pause(context: typer.Context, articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…")]) -> None:
    """Stop checking articles; what was recorded stays."""
    with store(context) as tracker:
        for article in [tracker.article(reference) for reference in articles]:
            tracker.pause(article)
            say(f"#{article.id} paused. `tracker resume {article.id}` goes on.")


def resume(context: typer.Context, articles: Annotated[list[str], typer.Argument(metavar="ARTICLE…")]) -> None:
    """Check paused articles again."""
    with store(context) as tracker:
        for article in [tracker.article(reference) for reference in articles]:
            tracker.resume(article)
            say(f"#{article.id} is checked again.")


def rm(
    context: typer.Context,
    article: ArticleArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Forget an article with its revisions and flags; the captured bytes stay in snapshots/."""
    with store(context) as tracker:
        found = tracker.article(article)
        question = f"Forget #{found.id} {one_line(found.headline or found.url)} with {found.revisions} revisions?"
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
    with store(context) as tracker:
        chosen = (
            [tracker.article(reference) for reference in articles]
            if articles
            else [article for article in tracker.articles() if article.state is not ArticleState.PAUSED]
        )
        reports = _check(tracker, chosen, quiet=json)
        if json:
            say_json([report_to_dict(report) for report in reports])
        for report in [] if json else reports:
            show(report_line(report, zone=tracker.zone))
        if not chosen and not json:
            say("Nothing is followed yet. Next: tracker add URL")
    raise typer.Exit(exit_code(reports))


def status(context: typer.Context, json: JsonOption = False) -> None:
    """Show what is due, what failed, how late we are, and whether alerts get out."""
    from tracker.daemon import running_daemon

    with store(context) as tracker:
        found, daemon = tracker.status(), running_daemon(tracker)
        if json:
            say_json(_status_to_dict(found, daemon))
            return
        for line in _status_lines(found, daemon):
            say(line)
        if found.troubled:
            show(terminal_articles(found.troubled, zone=tracker.zone))


def run(context: typer.Context) -> None:
    """Follow articles in the background: check what is due, send alerts, serve the page. Ctrl-C or SIGTERM ends it."""
    from tracker.serve import serve_forever

    settings = settings_of(context)
    serve_forever(
        settings, say=say, show_report=lambda report, zone: show(report_line(report, zone=zone, stamped=True))
    )


def _check(tracker: Tracker, chosen: Sequence[Article], *, quiet: bool) -> list[CheckReport]:
    """Check articles with a progress bar on a terminal."""
    reports: list[CheckReport] = []
    console = err()
    columns = (
        TextColumn("checking"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("", total=len(chosen), now="")

        def on_report(report: CheckReport) -> None:
            reports.append(report)
            progress.update(task, advance=1, now=one_line(report.headline)[:50])

        if chosen:
            asyncio.run(tracker.check_now(chosen, on_report))
    return sorted(reports, key=lambda report: report.article_id)


def _lines(urls: Sequence[str], file: Path | None) -> Iterable[str]:
    """URLs from the command line, a file, and stdin (asked for by -, or piped in where nothing else was named)."""
    for url in urls:
        if url != "-":
            yield url
    if file is not None and str(file) != "-":
        try:
            yield from _urls_in(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{file} cannot be read: {error}", hint="name a text file with one URL a line") from error
    if "-" in urls or str(file) == "-" or (not urls and file is None and not sys.stdin.isatty()):
        yield from _urls_in(sys.stdin.read())
    elif not urls and file is None:
        raise UsageError("no URL was given", hint="tracker add https://…, or -f FILE, or pipe them in")


def _urls_in(text: str) -> Iterable[str]:
    lines = (line.partition(" #")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _tell_added(added: Sequence[tuple[Article, bool]], reports: Sequence[CheckReport], tracker: Tracker) -> None:
    by_article = {report.article_id: report for report in reports}
    for article, new in added:
        report = by_article.get(article.id)
        if not new:
            say(f"#{article.id} is followed already: {article.headline or article.url}")
        elif report is None:
            say(f"#{article.id} is followed: {article.url}")
        else:
            show(report_line(report, zone=tracker.zone))
    if any(new for _, new in added):
        say("Next: `tracker run` follows them; `tracker subscribe you@example.org` sends what changes by mail.")


def _complain(error: TrackerError) -> None:
    err().print(f"tracker: {one_line(str(error))}", markup=False, soft_wrap=True, style="red")
    if error.hint:
        err().print(f"  next: {one_line(error.hint)}", markup=False, soft_wrap=True)


def _added_to_dict(article: Article, new: bool) -> dict[str, object]:  # noqa: FBT001 - a pair that `add` gives
    return {**article_to_dict(article), "new": new}


def _status_lines(status: Status, daemon: int | None) -> Iterable[str]:
    counts = status.counts
    yield f"Daemon     {f'running (process {daemon})' if daemon else 'not running; start it with `tracker run`'}"
    late = f", the oldest for {duration_text(status.late)}" if counts.due else ""
    yield f"Articles   {counts.articles} followed, {counts.due} due now{late}"
    yield f"Record     {counts.checks} checks, {counts.revisions} revisions, {counts.flags} flags"
    size, kept = counts.captured_bytes / 1e6, counts.stored_bytes / 1e6
    yield f"Snapshots  {counts.snapshots} captures, {size:.1f} MB kept in {kept:.1f} MB"
    alerts = status.alerts
    sent, waiting = alerts.get(AlertState.SENT, 0), alerts.get(AlertState.PENDING, 0)
    yield f"Alerts     {sent} sent, {waiting} waiting, {alerts.get(AlertState.GIVEN_UP, 0)} given up"
    if not status.mail_ready:
        yield "Mail       no mail server is set; set mail.host and mail.sender, then try `tracker mail test ADDRESS`"
    elif status.mail_error:
        yield f"Mail       {status.mail_error}"
    if status.troubled:
        yield f"Trouble    {len(status.troubled)} articles:"


def _status_to_dict(status: Status, daemon: int | None) -> dict[str, object]:
    counts = status.counts
    return {
        "daemon": daemon,
        "late_seconds": status.late.total_seconds(),
        **{name: getattr(counts, name) for name in counts.__slots__},
        "alerts": {state.value: status.alerts.get(state, 0) for state in AlertState},
        "mail_ready": status.mail_ready,
        "mail_error": status.mail_error,
        "troubled": [article_to_dict(article) for article in status.troubled],
    }
