"""`tracker demo`: a local newspaper edits its articles, and Tracker says what it saw."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from tracker.cli.console import out
from tracker.errors import UsageError
from tracker.render.inert import inert, one_line

if TYPE_CHECKING:
    from tracker.demo.play import Performance, Step

_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "cyan"}
_SHOWN_MAIL_LINES = 60


def demo(
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Put the demo's store here (a new folder) instead of a temporary one.")
    ] = None,
    editions: Annotated[
        int | None, typer.Option("--editions", min=2, help="Only the first so many editions of each article.")
    ] = None,
) -> None:
    """Watch Tracker at work: a small local newspaper edits four articles, and you see the flags and the mail.

    Needs no network; takes under a minute; touches nothing of yours.
    """
    from tracker.demo.play import perform

    folder = _folder(keep)
    console = out()
    console.print("A small newspaper on this machine, the Merrowick Courier, publishes four articles and edits them.")
    console.print("Tracker's daemon follows them; a mail server of the demo takes the alerts.\n")
    with console.status("the first look at the four articles") as status:
        performance = perform(
            folder,
            on_publish=lambda story, edition: status.update(f"{story.slug}: {edition.says}"),
            on_step=lambda step: _tell(step, console),
            editions=editions,
        )
    _sum_up(performance, console)
    _show_mail(performance.mails, console)
    _look_closer(performance, console)
    wrong = [(step, complaint) for step in performance.steps for complaint in step.complaints]
    for step, complaint in wrong:
        line = f"not as expected: {step.story.slug}: {step.edition.says}: {complaint}"
        console.print(line, style="red", markup=False)
    raise typer.Exit(1 if wrong else 0)


def _folder(keep: Path | None) -> Path:
    """An empty folder for the demo's store. Raises UsageError where the named one is in use."""
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="tracker-demo-"))
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise UsageError(f"{keep} is not empty", hint="name a new folder: the demo keeps a store of its own there")
    keep.mkdir(parents=True, exist_ok=True)
    return keep.absolute()


def _tell(step: Step, console: Console) -> None:
    """One edition: what the newspaper did, and what Tracker made of it."""
    name = step.story.slug.replace("-", " ")
    console.print(Text(f"{step.edition.says}", style="bold").append(f"  ({name})", style="dim"))
    if step.revision is None:
        console.print("    not seen in time", style="red")
        return
    shown = step.loud
    for severity, summary in shown:
        console.print(Text(f"    {severity:9}", style=_STYLES[severity]).append(one_line(summary)))
    if not shown:
        console.print("    recorded as a revision; nothing is flagged, for nothing changed in meaning", style="green")


def _sum_up(performance: Performance, console: Console) -> None:
    flagged = sum(len(step.loud) for step in performance.steps)
    console.print(
        f"\n{len(performance.steps)} editions, {flagged} flags, {len(performance.mails)} mails in {performance.seconds:.0f} s. "
        f"{performance.quiet_checks} checks saw only new furniture (most-read boxes, counters, advertisements): no flag."
    )


def _show_mail(mails: Sequence[EmailMessage], console: Console) -> None:
    """The last mail that speaks of a quotation, or else the last one."""
    if not mails:
        return
    chosen = next((mail for mail in mails if "uote" in mail["Subject"]), mails[-1])
    plain = chosen.get_body(("plain",))
    lines = (plain.get_content() if plain else "").splitlines()
    console.print(Rule("one of the mails, as a plain reader shows it", style="dim"))
    for name in ("From", "To", "Subject", "Date"):
        console.print(f"{name}: {one_line(chosen[name])}", markup=False, soft_wrap=True)
    console.print()
    for line in lines[:_SHOWN_MAIL_LINES]:
        console.print(inert(line), markup=False, soft_wrap=True)
    if len(lines) > _SHOWN_MAIL_LINES:
        console.print(f"… {len(lines) - _SHOWN_MAIL_LINES} more lines")
    console.print(Rule(style="dim"))


def _look_closer(performance: Performance, console: Console) -> None:
    interview = max(performance.steps, key=lambda step: len(step.story.editions)).article.id
    tracker = f"tracker --config {performance.config}"
    console.print("Look closer:")
    for command in (
        f"{tracker} log {interview}",
        f"{tracker} diff {interview} 1 2",
        f"{tracker} flags --severity critical",
        f"{tracker} run          (then open {performance.page_url})",
    ):
        console.print(f"  {command}", markup=False, soft_wrap=True)
    console.print(f"  the mails are in {performance.config.parent / 'mail'}", markup=False, soft_wrap=True)
