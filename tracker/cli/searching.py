"""Finding articles by what any of their revisions says: search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from tracker.cli.console import JsonOption, out, say, say_json, store
from tracker.errors import UsageError
from tracker.model.query import parse_query
from tracker.references import parse_moment
from tracker.render.data import article_to_dict, window_to_dict
from tracker.render.inert import clip_line
from tracker.render.marks import passage
from tracker.render.window import window_sentence
from tracker.render.wording import article_name

if TYPE_CHECKING:
    from datetime import tzinfo

    from tracker.render.marks import Run
    from tracker.store.search import Hit

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
    from tracker.store.search import Wanted
    from tracker.store.words import searched_text

    query = parse_query(" ".join(words))
    if not query.clauses:
        raise UsageError("there is no word in that to search for", hint='`tracker search "nine million" OR alleg*`')
    with store(context) as tracker:
        moments = [
            parse_moment(text, now=tracker.now(), zone=tracker.zone) if text else None for text in (since, until)
        ]
        wanted = Wanted(query, source=source, since=moments[0], until=moments[1], gone=gone)
        hits, page = tracker.search(wanted, limit=limit)
        zone = tracker.zone
    told = [(hit, passage(searched_text(hit.document), query.terms) if hit.document else ()) for hit in hits]
    if json:
        say_json([_hit_to_dict(hit, runs) for hit, runs in told])
        return
    for hit, runs in told:
        out().print(_told(hit, runs, zone))
    if not told:
        say("No article once said that and says it no longer." if gone else "No revision of any article says that.")
    if page.next_before is not None:
        say("There may be more: --limit shows more, rarer words find fewer.")


def _told(hit: Hit, runs: tuple[Run, ...], zone: tzinfo) -> Text:
    article, numbers = hit.found.article, hit.found.revisions
    text = Text(overflow="fold")
    text.append(clip_line(article_name(article), _NAME_ROOM), style="bold")
    text.append(f"\n  #{article.id} · {clip_line(article.source, _NAME_ROOM)} · ", style="dim")
    span = (
        f"revision {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} revisions, {numbers[0]} to {numbers[-1]},"
    )
    text.append(f"{span} of {article.revisions}\n  ", style="dim")
    for run in runs:
        text.append(f"[{run.text}]" if run.found else run.text, style="bold" if run.found else "")
    text.append(f"\n  came {window_sentence(hit.came, zone)}\n", style="dim")
    if hit.gone:
        why = ", as a newer Tracker reads the page" if hit.misread else ""
        text.append(f"  gone in revision {numbers[-1] + 1}{why}: {window_sentence(hit.gone, zone)}\n", style="red")
    return text


def _hit_to_dict(hit: Hit, runs: tuple[Run, ...]) -> dict[str, object]:
    return {
        "article": article_to_dict(hit.found.article),
        "revisions": list(hit.found.revisions),
        "came": window_to_dict(hit.came),
        "gone": window_to_dict(hit.gone) if hit.gone else None,
        "misread": hit.misread,
        "passage": [{"text": run.text, "found": run.found} for run in runs],
    }
