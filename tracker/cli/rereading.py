"""Reading old captures again: reextract, rules test."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from tracker.cli.console import ArticleArgument, JsonOption, complain, out, progress_over, say, say_json, store
from tracker.cli.reports import unread_error
from tracker.cli.waiting import finished
from tracker.errors import TrackerError
from tracker.render.inert import one_line
from tracker.render.wording import counted

if TYPE_CHECKING:
    from tracker.app import Tracker
    from tracker.model import Article
    from tracker.turn.reextract import RereadReport, RuleTrial
    from tracker.turn.turns import Unasked

rules = typer.Typer(help="Your own rules for reading single hosts.", no_args_is_help=True)


def reextract(
    context: typer.Context,
    articles: Annotated[list[str] | None, typer.Argument(metavar="ARTICLE…", help="All, where none is named.")] = None,
    json: JsonOption = False,
) -> None:
    """Read the latest captures again with today's extractor and rules; nothing is fetched, nobody is told.

    What was read today already is passed over, so a run that was stopped goes on where it was.
    """
    with store(context) as tracker:
        chosen = [tracker.article(reference) for reference in articles] if articles else tracker.articles()
        reports, left = _reread(tracker, chosen, quiet=json)
    if json:
        say_json([_report_to_dict(report) for report in reports])
    elif chosen:
        _tell(reports)
    else:
        say("Nothing is followed yet. Next: tracker add URL")
    for one in left:
        complain(unread_error(one))
    raise typer.Exit(TrackerError.exit_code if left else 0)


def _tell(reports: list[RereadReport]) -> None:
    for report in reports:
        if report.revision is not None:
            line = f"#{report.article_id} reads otherwise: {report.headline}; next: tracker diff {report.article_id}"
            out().print(one_line(line), markup=False, soft_wrap=True)
    outcomes = Counter(report.outcome.value for report in reports)
    unread = outcomes.pop("unread", 0)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items()))
    again = len(reports) - unread
    say(f"{counted(again, 'article')} read again: {told}." if again else "No article was read again.")
    if unread:
        say(f"{counted(unread, 'article')} could never be read so far; next: tracker list")


@rules.command("test")
def rules_test(context: typer.Context, article: ArticleArgument, json: JsonOption = False) -> None:
    """Read every kept revision of an article by the rules of today, and show which would read differently.

    Nothing is changed: `tracker reextract` does that.
    """
    with store(context) as tracker:
        found = tracker.article(article)
        trials = tracker.try_rules(found)
        where = tracker.settings.rules
    if json:
        say_json([_trial_to_dict(trial) for trial in trials])
        return
    ruled = any(trial.ruled for trial in trials)
    if where is None:
        say("extract.rules names no folder, so this is how the packaged rules read.")
    elif not ruled:
        host = one_line(urlsplit(found.url).hostname or "").removeprefix("www.")
        say(f"No rule holds for {host} on the days of these captures: see {where / host}.toml")
    for trial in trials:
        line = _trial_line(trial) if trial.ruled or not ruled else f"{_reading(trial)}; no rule holds on its day"
        out().print(one_line(line), markup=False, soft_wrap=True)
    different = sum(trial.differs for trial in trials)
    say(f"{different} of {counted(len(trials), 'revision')} would read differently.")


def _reread(tracker: Tracker, chosen: list[Article], *, quiet: bool) -> tuple[list[RereadReport], tuple[Unasked, ...]]:
    reports: list[RereadReport] = []
    with progress_over("reading again", len(chosen), quiet=quiet) as advance:

        def on_report(report: RereadReport) -> None:
            reports.append(report)
            advance("")

        left = finished(tracker.reextract(chosen, on_report))
    return sorted(reports, key=lambda report: report.article_id), left


def _trial_line(trial: RuleTrial) -> str:
    found = "".join(f"; nothing on the page is {selector.partition(' ')[2]}" for selector in trial.idle)
    return _reading(trial) + found


def _reading(trial: RuleTrial) -> str:
    if trial.unreadable:
        return f"revision {trial.revision}: nothing could be read"
    if not trial.differs:
        return f"revision {trial.revision}: the same"
    told = [
        f"{number} {word}"
        for number, word in ((trial.added, "added"), (trial.removed, "removed"), (trial.changed, "changed"))
        if number
    ]
    return f"revision {trial.revision}: differently, sentences {', '.join(told) or 'as before, but another frame'}"


def _report_to_dict(report: RereadReport) -> dict[str, object]:
    return {
        "article": report.article_id,
        "headline": report.headline,
        "outcome": report.outcome.value,
        "revision": report.revision,
    }


def _trial_to_dict(trial: RuleTrial) -> dict[str, object]:
    return {
        "revision": trial.revision,
        "differs": trial.differs,
        "unreadable": trial.unreadable,
        "added": trial.added,
        "removed": trial.removed,
        "changed": trial.changed,
        "ruled": trial.ruled,
        "idle": list(trial.idle),
    }
