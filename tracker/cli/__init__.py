"""The words a person types: one line of complaint with the next step, and an exit code that says what kind of trouble."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from tracker import __version__
from tracker.cli.console import complain
from tracker.cli.lazily import lazy_group
from tracker.errors import TrackerError, UsageError

_SIGPIPE = 13  # POSIX; Windows has no such signal, but the same end of a pipe
_COMMANDS = {
    "run": "follow.run",
    "demo": "demo.demo",
    "add": "follow.add",
    "list": "follow.list_",
    "check": "follow.check",
    "status": "follow.status",
    "why": "reasons.why",
    "pause": "follow.pause",
    "resume": "follow.resume",
    "rm": "follow.rm",
    "follow": "sources.follow",
    "sources": "sources.sources",
    "unfollow": "sources.unfollow",
    "diff": "read.diff",
    "log": "read.log",
    "show": "read.show_",
    "flags": "read.flags",
    "search": "searching.search",
    "quotes": "meaning.quotes",
    "blame": "lives.blame",
    "explain": "meaning.explain",
    "reextract": "rereading.reextract",
    "stats": "storage.stats",
    "gc": "storage.gc",
    "verify": "storage.verify",
    "extract": "text.extract",
    "compare": "text.compare",
    "subscribe": "tell.subscribe",
    "subscriptions": "tell.subscriptions",
    "unsubscribe": "tell.unsubscribe",
    "source": "sources.source",
    "channel": "tell.channel",
    "mail": "tell.mail",
    "rules": "rereading.rules",
    "user": "access.user",
    "feed": "access.feed",
    "token": "access.token",
    "db": "keep.db",
    "config": "keep.config",
}
ANYWHERE: Final = frozenset(
    {
        "add",
        "blame",
        "check",
        "diff",
        "explain",
        "flags",
        "list",
        "log",
        "pause",
        "quotes",
        "resume",
        "rm",
        "search",
        "show",
        "sources",
        "status",
        "subscribe",
        "subscriptions",
        "unsubscribe",
        "why",
    }
)
"""Commands that work through `--server` as they do on the machine of the store."""
WITHOUT_STORE: Final = frozenset({"compare", "config", "demo", "extract"})
"""Commands that ask no Tracker, so that `--server` is nothing to them."""

app = typer.Typer(
    name="tracker",
    cls=lazy_group("tracker.cli", _COMMANDS),
    help="Follow news articles after publication: see which quote or fact was edited, when, and whether it was said.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        sys.stdout.write(f"tracker {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    config: Annotated[  # noqa: ARG001 - read by whoever needs the settings
        Path | None, typer.Option(help="The settings; config.toml here or in your config folder where not given.")
    ] = None,
    server: Annotated[
        str,
        typer.Option(
            envvar="TRACKER_SERVER",
            show_envvar=False,
            help="Ask the Tracker at this address instead; its token stands in TRACKER_TOKEN.",
        ),
    ] = "",
    version: Annotated[  # noqa: ARG001 - its callback has ended the program
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of every command."""
    command = context.invoked_subcommand
    if server and command not in ANYWHERE | WITHOUT_STORE:
        raise UsageError(
            f"tracker {command} works on the machine of the store, not through --server",
            hint=f"type it there; through a server work {', '.join(sorted(ANYWHERE))}",
        )


def main() -> None:
    """Run the command line; the only place where errors become words and exit codes."""
    _make_writable()
    try:
        code = app(prog_name="tracker", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        code = _reader_has_gone()
    except SystemExit as ended:  # typer's own answer to the end of a pipe would be 1, which means "differs" for diff
        code = _reader_has_gone() if isinstance(ended.__context__, BrokenPipeError) else ended.code
    except TrackerError as error:
        complain(error)
        code = error.exit_code
    except typer.TyperException as error:
        code = _misspelt(error)
    except typer.Abort:
        complain(TrackerError("not confirmed, so nothing was done", hint="--yes does not ask"))
        code = TrackerError.exit_code
    except OSError as error:
        _drop_output()
        complain(TrackerError(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"))
        code = TrackerError.exit_code
    sys.exit(code)


def _make_writable() -> None:
    """A closed output swallows what it is given; one whose encoding lacks a character is given its number."""
    sys.stdout = sys.stdout or _nowhere()  # Python has None where it is closed
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_WRONLY), "w"), encoding="utf-8")


def _misspelt(error: typer.TyperException) -> int:
    """What typer found wrong with the words typed, in our form; a group without a command has shown its help."""
    said = error.format_message().strip()
    context: typer.Context | None = getattr(error, "ctx", None)
    if said and "\n" not in said:
        said = said.replace("Value error, ", "").rstrip(".")
        path = context.command_path if context else "tracker"
        complain(UsageError(said[0].lower() + said[1:], hint=f"`{path} --help` shows how it is used"))
    return error.exit_code


def _reader_has_gone() -> int:
    """As a program that SIGPIPE ends (`tracker list | head`): silent, with the exit code that shells know it by."""
    _drop_output()
    return 128 + _SIGPIPE


def _drop_output() -> None:
    """What is still waiting to be written cannot be; without this, Python would try once more while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
