"""Reading what was recorded: diff, log, show, flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import ArticleArgument, JsonOption, desk, say, say_json, say_text, show
from tracker.cli.differences import Faces, HtmlOption, SideOption, StatOption, UnifiedOption, WordsOption, print_change
from tracker.desk.references import kinds_named, parse_moment
from tracker.desk.replies import comparison_place, history_to_dict, text_to_dict
from tracker.errors import UsageError
from tracker.model import Article, Severity
from tracker.model.duration import duration_text
from tracker.render.data import stored_flag_to_dict
from tracker.render.terminal import terminal_document, terminal_flags, terminal_log
from tracker.render.view import Header
from tracker.render.window import window_words
from tracker.render.wording import CAUSE_WORDS, article_name

if TYPE_CHECKING:
    from tracker.desk.desk import Desk


def diff(
    context: typer.Context,
    article: ArticleArgument,
    old: Annotated[
        str, typer.Argument(metavar="A", help="A revision: its number, latest, previous, a date or an age (3d).")
    ] = "",
    new: Annotated[str, typer.Argument(metavar="B", help="The other revision; latest where not given.")] = "",
    unified: UnifiedOption = False,
    side_by_side: SideOption = False,
    stat: StatOption = False,
    html: HtmlOption = False,
    words: WordsOption = 2,
    json: JsonOption = False,
) -> None:
    """Show what changed between two revisions of an article: by default the last two.

    Exits with 0 where they are the same, 1 where they differ, 2 and more where there is trouble, as diff(1).
    """
    with desk(context) as tracker:
        faces = Faces(unified=unified, side_by_side=side_by_side, stat=stat, html=html, json=json, context=words)
        found = tracker.comparison(tracker.article(article), old or "previous", new or "latest")
        if found.old.number == found.new.number and faces.for_people:
            only = " is the only one so far" if found.article.revisions == 1 else ", both times"
            say(f"Revision {found.old.number}{only}: there is nothing to compare.")
            return
        new_label = f"revision {found.new.number}"
        if found.is_reread:
            new_label += f", {CAUSE_WORDS[found.new.cause]}"
        elif found.new.number < found.old.number:
            new_label += ", the older one"
        header = Header(
            title=article_name(found.article),
            source=found.article.source,
            url=found.article.url,
            old_label=f"revision {found.old.number}",
            new_label=new_label,
            window="" if found.is_reread else window_words(found.window, tracker.zone),
        )
        differs = print_change(found.blamed, header, faces, extra=comparison_place(found), flags=found.flags)
    raise typer.Exit(int(differs))


def log(
    context: typer.Context,
    article: ArticleArgument,
    checks: Annotated[bool, typer.Option("--checks", help="Show the newest checks too.")] = False,
    json: JsonOption = False,
) -> None:
    """Show the revisions of an article, newest first, each with its edit window and flags."""
    with desk(context) as tracker:
        history = tracker.history(tracker.article(article))
        visits = tracker.checks(history.article) if checks else []
        if json:
            say_json(history_to_dict(history, visits))
            return
        show(terminal_log(history.article, list(reversed(history.revisions)), zone=tracker.zone))
        if history.events:
            show(terminal_flags(history.events, zone=tracker.zone))
        for one in history.explained:
            say(f"The note in revision {one.note_revision} speaks of revision {one.revision}: {one.flag.summary}")
        gap = history.watched.longest_gap
        longest = f", longest gap {duration_text(gap)}" if gap else ""
        say(f"Seen in {history.watched.sightings} of {history.watched.checks} checks{longest}.")
        for visit in visits:
            status = f" {visit.status}" if visit.status else ""
            say(
                f"  {visit.started_at.astimezone(tracker.zone):%Y-%m-%d %H:%M:%S} {visit.outcome}{status} {visit.detail}"
            )


def show_(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE[@REV]", help="An article, and a revision where it is not the latest.")
    ],
    text: Annotated[bool, typer.Option("--text", help="Only the body, as it is compared and hashed.")] = False,
    json: JsonOption = False,
) -> None:
    """Show an article as it is read, in its latest revision or another."""
    with desk(context) as tracker:
        found, reference = _split(tracker, article)
        revision = tracker.revision(found, reference)
        document = tracker.document(revision)
        if json:
            say_json(text_to_dict(revision, document))
        elif text:
            say_text(document.text)
        else:
            show(terminal_document(document, revision, zone=tracker.zone))


def flags(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="Found since then: an age (3d) or a date.")] = "",
    kind: Annotated[
        list[str] | None, typer.Option(help="Only this kind (quote_changed) or family (quote); repeatable.")
    ] = None,
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    severity: Annotated[Severity, typer.Option(help="At least this severe.")] = Severity.LOW,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many.")] = 200,
    json: JsonOption = False,
) -> None:
    """Show what was flagged in all articles, newest first."""
    with desk(context) as tracker:
        moment = parse_moment(since, now=tracker.now(), zone=tracker.zone) if since else None
        kinds = tuple(sorted(kinds_named(kind or ())))
        found = tracker.flags(since=moment, kinds=kinds, source=source, floor=severity, limit=limit)
        if json:
            say_json([stored_flag_to_dict(flag) for flag in found])
        elif found:
            show(terminal_flags(found, zone=tracker.zone))
        else:
            say("Nothing was flagged." if not (since or kind or source) else "Nothing was flagged that fits.")


def _split(tracker: Desk, text: str) -> tuple[Article, str]:
    """`ARTICLE@REV` taken apart; an @ may stand in a URL too, so the whole is tried first."""
    try:
        return tracker.article(text), "latest"
    except UsageError:
        reference, at, revision = text.rpartition("@")
        if not at:
            raise
        return tracker.article(reference), revision
