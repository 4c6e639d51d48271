"""Finding articles by what any of their revisions says: search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.cli.console import JsonOption, desk, say, say_json, show
from tracker.desk.references import parse_moment
from tracker.desk.replies import match_to_dict
from tracker.errors import UsageError
from tracker.model.query import parse_query
from tracker.render.inert import clip_line
from tracker.render.window import window_sentence
from tracker.render.wording import article_name

if TYPE_CHECKING:
    from datetime import tzinfo

    from tracker.desk.answers import Match

_NAME_ROOM = 200


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='Words, "a phrase", a prefix*, AND, OR, NOT.')],
    gone: Annotated[
        bool, typer.Option("--gone", help="Only where the latest revision does not say it any more.")
    ] = False,
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    since: Annotated[str, typer.Option(help="In a revision first seen since then: an age (3d) or a date.")] = "",
    until: Annotated[str, typer.Option(help="In a revision first seen before then: an age (3d) or a date.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many articles.")] = 20,
    json: JsonOption = False,
) -> None:
    """Find articles by what any of their revisions says, also what they say no longer."""
    from tracker.desk.answers import Asked

    typed = " ".join(words)
    if not parse_query(typed).clauses:
        raise UsageError("there is no word in that to search for", hint='`tracker search "nine million" OR alleg*`')
    with desk(context) as tracker:
        moments = [
            parse_moment(text, now=tracker.now(), zone=tracker.zone) if text else None for text in (since, until)
        ]
        asked = Asked(typed, source=source, since=moments[0], until=moments[1], gone=gone)
        found = tracker.matches(asked, limit=limit)
        if json:
            say_json([match_to_dict(match) for match in found.found])
            return
        for match in found.found:
            show(_told(match, tracker.zone))
    if not found.found:
        say("No article once said that and says it no longer." if gone else "No revision of any article says that.")
    if found.next_before is not None:
        say("There may be more: --limit shows more, rarer words find fewer.")


def _told(match: Match, zone: tzinfo) -> RenderableType:
    article, numbers = match.article, match.revisions
    about = Text(overflow="fold")
    about.append(f"#{article.id} · {clip_line(article.source, _NAME_ROOM)} · ", style="dim")
    span = (
        f"revision {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} revisions, {numbers[0]} to {numbers[-1]},"
    )
    about.append(f"{span} of {article.revisions}\n", style="dim")
    for run in match.passage:
        about.append(f"[{run.text}]" if run.found else run.text, style="bold" if run.found else "")
    about.append(f"\ncame {window_sentence(match.came, zone)}", style="dim")
    if match.gone:
        why = ", as a newer Tracker reads the page" if match.misread else ""
        about.append(f"\ngone in revision {numbers[-1] + 1}{why}: {window_sentence(match.gone, zone)}", style="red")
    name = Text(clip_line(article_name(article), _NAME_ROOM), style="bold", overflow="fold")
    return Group(name, Padding(about, (0, 0, 1, 2), expand=False))
