"""The words a person types: one line of complaint with the next step, and an exit code that says what kind of trouble."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tracker import __version__
from tracker.cli import demo, follow, keep, read, tell, text
from tracker.cli.console import err
from tracker.errors import TrackerError
from tracker.render.inert import one_line

app = typer.Typer(
    name="tracker",
    help="Follow news articles after publication: see which quote or fact was edited, when, and whether it was said.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_COMMANDS: dict[str, Callable[..., None]] = {
    "run": follow.run,
    "demo": demo.demo,
    "add": follow.add,
    "list": follow.list_,
    "check": follow.check,
    "status": follow.status,
    "pause": follow.pause,
    "resume": follow.resume,
    "rm": follow.rm,
    "diff": read.diff,
    "log": read.log,
    "show": read.show_,
    "flags": read.flags,
    "extract": text.extract,
    "compare": text.compare,
    "subscribe": tell.subscribe,
    "subscriptions": tell.subscriptions,
    "unsubscribe": tell.unsubscribe,
}
for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)
app.add_typer(tell.mail, name="mail")
app.add_typer(keep.db, name="db")
app.add_typer(keep.config, name="config")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        sys.stdout.write(f"tracker {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    config: Annotated[
        Path | None, typer.Option(help="The settings; config.toml here or in your config folder where not given.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    """Run the command line; the only place where errors become words and exit codes."""
    try:
        app()
    except TrackerError as error:
        err().print(f"tracker: {one_line(str(error))}", markup=False, soft_wrap=True, style="red")
        if error.hint:
            err().print(f"  next: {one_line(error.hint)}", markup=False, soft_wrap=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader has gone; the shell need not know more
        sys.exit(0)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
