"""What every command needs: the settings, the store, and a way to print for people or programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console, RenderableType

from tracker.app import Tracker, open_tracker
from tracker.config import Settings, load
from tracker.render.data import to_json
from tracker.render.inert import inert

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ArticleArgument = Annotated[str, typer.Argument(metavar="ARTICLE", help="An article's number or any form of its URL.")]


def settings_of(context: typer.Context) -> Settings:
    """The settings that `--config` or the usual places give."""
    path: Path | None = context.find_root().params.get("config")
    return load(path)


@contextmanager
def store(context: typer.Context) -> Iterator[Tracker]:
    """The store of the settings, open for as long as the block lasts."""
    with open_tracker(settings_of(context)) as tracker:
        yield tracker


def out() -> Console:
    """Where answers go. Not a terminal, or NO_COLOR set: no colour; piped text is not wrapped to a terminal's width."""
    wide = None if sys.stdout.isatty() else 100
    return Console(highlight=False, soft_wrap=False, width=wide)


def err() -> Console:
    """Where progress and complaints go."""
    return Console(stderr=True, highlight=False)


def show(renderable: RenderableType) -> None:
    """Print for people."""
    out().print(renderable)


def say(text: str) -> None:
    """One plain line for people; whatever page text it holds is made inert."""
    out().print(inert(text), markup=False, soft_wrap=True)


def say_json(data: Any) -> None:
    """Print for programs."""
    sys.stdout.write(to_json(data, indent=2) + "\n")
