"""What every command needs: the settings, the store, and a way to print for people or programs.

What is slow to import (the store, the settings) is imported when a command asks for it, so that `tracker --help` and
completion stay quick; the other modules of the command line do the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from tracker.errors import TrackerError
from tracker.render.inert import inert, one_line

if TYPE_CHECKING:
    from tracker.app import Tracker
    from tracker.config import Settings
    from tracker.desk.desk import Desk

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's number or any form of its URL.")]


def settings_of(context: typer.Context) -> Settings:
    """The settings that `--config` or the usual places give."""
    from tracker.config import load

    path: Path | None = context.find_root().params.get("config")
    return load(path)


@contextmanager
def store(context: typer.Context, *, from_reserve: bool = False) -> Iterator[Tracker]:
    """The store of the settings, open for as long as the block lasts; on a full disk `from_reserve`, where that helps."""
    from tracker.app import open_tracker

    with open_tracker(settings_of(context), from_reserve=from_reserve) as tracker:
        yield tracker


@contextmanager
def desk(context: typer.Context) -> Iterator[Desk]:
    """The Tracker at `--server` where one is named, else the store of the settings, for as long as the block lasts."""
    server: str = context.find_root().params.get("server") or ""
    if not server:
        with store(context) as tracker:
            yield tracker
        return
    from tracker.desk.remote import Remote
    from tracker.making import local_zone

    remote = Remote(server, os.environ.get("TRACKER_TOKEN", ""), zone=local_zone(settings_of(context)))
    try:
        yield remote
    finally:
        remote.close()


def out() -> Console:
    """Where answers go. Not a terminal, or NO_COLOR set: no colour; what is piped is laid out for 100 columns."""
    wide = None if sys.stdout.isatty() else 100
    return _Console(highlight=False, soft_wrap=False, width=wide, color_system=_colours())


def err() -> Console:
    """Where progress and complaints go."""
    return _Console(stderr=True, highlight=False, color_system=_colours())


@contextmanager
def progress_over(doing: str, total: int, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal, none elsewhere or where `quiet`; gives what is called with the name of each that is
    done.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = err()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task(doing, total=total, now="")
        yield lambda name: progress.update(task, advance=1, now=one_line(name)[:50])


def show(renderable: RenderableType) -> None:
    """Print for people."""
    out().print(renderable)


def show_line(line: RenderableType) -> None:
    """Print one line for people, however long; the terminal wraps it, a pipe gets it whole."""
    if isinstance(line, Text) and not sys.stdout.isatty() and not os.environ.get("FORCE_COLOR"):
        sys.stdout.write(f"{line.plain}\n")  # a log of every check: a console costs as much as writing the check down
        sys.stdout.flush()
    else:
        out().print(line, soft_wrap=True)


def say(text: str) -> None:
    """One plain line for people; whatever page text it holds is made inert."""
    out().print(inert(text), markup=False, soft_wrap=True)


def say_text(text: str) -> None:
    """A text of a page: verbatim for programs and files, inert on a terminal."""
    sys.stdout.write((inert(text) if sys.stdout.isatty() else text) + "\n")


def say_json(data: Any) -> None:
    """Print for programs."""
    from tracker.render.data import to_json

    sys.stdout.write(to_json(data, indent=2) + "\n")


def complain(error: TrackerError) -> None:
    """What is wrong and what to do next, for people, in a line each."""
    err().print(f"tracker: {one_line(str(error))}", markup=False, soft_wrap=True, style="red")
    if error.hint:
        err().print(f"  next: {one_line(error.hint)}", markup=False, soft_wrap=True)


def _colours() -> Literal["auto"] | None:
    """NO_COLOR (no-color.org), where it is not empty, takes bold and reverse away too: what is left is plain text."""
    return None if os.environ.get("NO_COLOR") else "auto"


class _Console(Console):
    """A console that leaves a reader who has gone to the one place that knows what that means, `main`."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
