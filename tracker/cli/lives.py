"""What became of each sentence: blame."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.console import ArticleArgument, JsonOption, desk, say, say_json, show
from tracker.desk.replies import blame_to_dict
from tracker.render.inert import clip_line
from tracker.render.terminal import terminal_blame
from tracker.render.wording import article_name, counted

_NAME_ROOM = 200


def blame(
    context: typer.Context,
    article: ArticleArgument,
    gone: Annotated[bool, typer.Option("--gone", help="Show the sentences that are gone instead.")] = False,
    json: JsonOption = False,
) -> None:
    """Say for each sentence in which revision it was born, changed, moved, taken out or put back."""
    with desk(context) as tracker:
        found = tracker.article(article)
        lives = tracker.blame(found)
    if json:
        say_json(blame_to_dict(found, lives))
        return
    say(clip_line(article_name(found), _NAME_ROOM))
    if not lives.revision:
        say("No text could be read from this address yet.")
        return
    say(f"revision {lives.revision}: {counted(len(lives.standing), 'sentence')}, {len(lives.gone):,} gone\n")
    show(terminal_blame(lives.gone if gone else lives.standing))
    if gone and lives.forgotten:
        say(f"and {counted(lives.forgotten, 'sentence')} that went before these")
    elif not gone and lives.gone:
        say("--gone shows the sentences that are gone")
