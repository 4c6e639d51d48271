"""One change on the terminal in the face that was asked for; shared by `diff` and `compare`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from tracker.cli.console import say_json, show
from tracker.errors import UsageError
from tracker.model import Change, Flag
from tracker.render.data import flag_to_dict, to_dict
from tracker.render.terminal import terminal_change
from tracker.render.unified import stat, stat_text, unified
from tracker.render.view import Header, change_view

UnifiedOption = Annotated[bool, typer.Option("--unified", "-u", help="A unified diff of sentences.")]
SideOption = Annotated[bool, typer.Option("--side-by-side", "-y", help="Old and new beside each other.")]
StatOption = Annotated[bool, typer.Option("--stat", help="Only how much changed.")]
HtmlOption = Annotated[bool, typer.Option("--html", help="One HTML file, to keep or to send.")]
WordsOption = Annotated[
    int, typer.Option("--context", "-c", min=0, max=100_000, help="Unchanged sentences shown round each edit.")
]


@dataclass(frozen=True, slots=True)
class Faces:
    """Which face was asked for; at most one of the flags is set."""

    unified: bool = False
    side_by_side: bool = False
    stat: bool = False
    html: bool = False
    json: bool = False
    context: int = 2

    def __post_init__(self) -> None:
        """Raises UsageError where two faces are asked for at once."""
        if sum((self.unified, self.side_by_side, self.stat, self.html, self.json)) > 1:
            raise UsageError(
                "more than one form was asked for",
                hint="choose one of --unified, --side-by-side, --stat, --html, --json",
            )

    @property
    def for_people(self) -> bool:
        """Whether a person reads it on the terminal, in words and not as a diff."""
        return not (self.unified or self.stat or self.html or self.json)


def print_change(
    change: Change,
    header: Header,
    faces: Faces,
    *,
    extra: Mapping[str, Any] | None = None,
    flags: Sequence[Flag] | None = None,
) -> bool:
    """Print a change; gives whether there is one. `flags` replaces the change's own (those that were recorded)."""
    chosen = change.flags if flags is None else tuple(flags)
    differs = bool(change.edits or chosen)
    view = change_view(change, header, context=faces.context, flags=chosen)
    if faces.json:
        say_json({**(extra or {}), "differs": differs, **to_dict(change), "flags": [flag_to_dict(f) for f in chosen]})
    elif faces.html:
        from tracker.render.page import change_document

        sys.stdout.write(change_document(view) + "\n")
    elif faces.unified:
        labels = (
            f"{header.title} ({label})".strip() if header.title else label
            for label in (header.old_label, header.new_label)
        )
        old_label, new_label = labels
        sys.stdout.write(unified(change, context=faces.context, old_label=old_label, new_label=new_label))
    elif faces.stat:
        sys.stdout.write(stat_text(stat(change)))
    else:
        show(terminal_change(view, side_by_side=faces.side_by_side))
    return differs
