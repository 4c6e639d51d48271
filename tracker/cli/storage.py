"""Room on the disk and what is kept there: stats, gc, verify."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import JsonOption, err, say, say_json, store
from tracker.errors import UsageError
from tracker.render.wording import counted, size_text

if TYPE_CHECKING:
    from tracker.store.batching import Progress
    from tracker.store.history import StoreCounts
    from tracker.store.space import Storage
    from tracker.upkeep.gc import GcReport
    from tracker.upkeep.verify import Damage, VerifyReport

_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")
_MOST_DAMAGE = 50  # lines for people; JSON has all


def stats(
    context: typer.Context,
    storage: Annotated[bool, typer.Option("--storage", help="How much room the captures take, and how.")] = False,
    json: JsonOption = False,
) -> None:
    """How much the store holds; with --storage, how much room that takes."""
    with store(context) as tracker:
        if storage:
            room = tracker.storage()
            say_json(asdict(room)) if json else _say_all(_storage_lines(room))
        else:
            counts = tracker.status().counts
            say_json(asdict(counts)) if json else _say_all(_count_lines(counts))


def gc(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")] = False,
    orphans: Annotated[
        bool, typer.Option("--orphans", help="Remove bytes without a row even where they are suspiciously many.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Give back the room of what is not needed: captures that store.keep lets go, bytes that no row names, dead parts
    of packs. Safe beside a running daemon; when it is stopped, the next run goes on.
    """
    with store(context, from_reserve=not dry_run) as tracker, _progress(quiet=json) as progress:
        report = tracker.gc(progress, dry_run=dry_run, all_orphans=orphans)
    if json:
        say_json({"dry_run": dry_run, **asdict(report)})
    else:
        _say_all(_gc_lines(report, dry_run=dry_run))
    if report.damaged:
        raise typer.Exit(1)


def verify(
    context: typer.Context,
    sample: Annotated[str, typer.Option(help="Open only this share of captures and revisions, as in 10%.")] = "100%",
    json: JsonOption = False,
) -> None:
    """Open every capture and hold it against its SHA-256, its row and its revisions; ends with 1 where anything is
    damaged, and says what.
    """
    share = _share(sample)
    with store(context) as tracker, _progress(quiet=json) as progress:
        report = tracker.verify(progress, share=share)
    if json:
        say_json({"ok": not report.damage, **asdict(report)})
    else:
        _say_all(_verify_lines(report))
    if report.damage:
        raise typer.Exit(1)


def _say_all(lines: Iterator[str]) -> None:
    for line in lines:
        say(line)


def _share(text: str) -> float:
    found = _SHARE.fullmatch(text.strip())
    share = float(found[1]) / 100 if found else 0
    if not 0 < share <= 1:
        raise UsageError(f"--sample {text[:40]}: no share", hint="write a percentage above 0, as in --sample 10%")
    return share


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    from rich.progress import Progress as Bar

    console = err()
    with Bar(console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("looking", total=None)

        def progress(doing: str, done: int, total: int) -> None:
            bar.update(task, description=doing, completed=done, total=total)

        yield progress


def _count_lines(counts: StoreCounts) -> Iterator[str]:
    yield f"Articles   {counts.articles:,}"
    yield f"Checks     {counts.checks:,}"
    yield f"Revisions  {counts.revisions:,}"
    yield f"Flags      {counts.flags:,}"
    yield f"Captures   {counts.snapshots:,}; `tracker stats --storage` shows the room they take"


def _storage_lines(room: Storage) -> Iterator[str]:
    kept = f"{counted(room.keyframes, 'keyframe')}, {counted(room.deltas, 'delta')}"
    files = f", {room.loose:,} in files of their own (`tracker gc` packs them)" if room.loose else ""
    yield f"Captures   {room.captures:,}: {kept}{files}"
    yield f"As came    {size_text(room.captured_bytes)}"
    yield f"As kept    {size_text(room.stored_bytes)}, median {size_text(room.median_stored_bytes)} a capture"
    yield f"Chains     {room.longest_chain} at most are opened to read one"
    dead = f", {size_text(room.dead_bytes)} of it dead" if room.dead_bytes else ""
    yield f"Packs      {room.packs:,} with {size_text(room.pack_bytes)}{dead}; their index {size_text(room.index_bytes)}"
    yield f"Database   {size_text(room.database_bytes)}"
    if room.dropped:
        yield f"Dropped    {counted(room.dropped, 'capture')}, by store.keep; their rows say when and by which rung"


def _gc_lines(report: GcReport, *, dry_run: bool) -> Iterator[str]:
    would = "would be " if dry_run else ""
    yield f"{counted(report.thinned, 'capture')} {would}dropped by store.keep; their rows stay and say so."
    yield f"{counted(report.orphans, 'orphan')} {would}removed (bytes that no row names)."
    if report.orphans_left:
        yield (
            f"{report.orphans_left:,} captures have no row, too many for accidents: is this the right database? They "
            "stay; `tracker gc --orphans` removes them."
        )
    yield f"{counted(report.packed, 'loose file')} {would}packed, {counted(report.rewritten, 'pack')} {would}rewritten."
    for sha256 in report.damaged:
        yield f"damaged: capture {sha256} cannot be read; it stays as it is."
    yield f"The captures take {size_text(report.bytes_after)}, {'now' if dry_run else 'before'} {size_text(report.bytes_before)}."


def _verify_lines(report: VerifyReport) -> Iterator[str]:
    for damage in report.damage[:_MOST_DAMAGE]:
        yield _damage_line(damage)
    if len(report.damage) > _MOST_DAMAGE:
        yield f"and {len(report.damage) - _MOST_DAMAGE:,} more; `tracker verify --json` names all."
    dropped = f", {report.dropped:,} dropped by store.keep" if report.dropped else ""
    yield f"{report.opened:,} of {counted(report.captures, 'capture')} opened{dropped}; {counted(report.revisions, 'revision')} read again."
    yield f"{counted(len(report.damage), 'thing')} damaged." if report.damage else "All is as it was captured."


def _damage_line(damage: Damage) -> str:
    named = ", ".join(f"revision {number} of article {article}" for article, number in damage.revisions[:5])
    return f"damaged: {damage.what}: {damage.trouble}{f' ({named})' if named and named not in damage.what else ''}"
