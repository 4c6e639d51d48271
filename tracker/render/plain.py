"""The plain-text face: the same lines as the terminal's, wrapped, for the text part of a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from tracker.render.lines import Line, change_lines, flag_lines
from tracker.render.view import ChangeView, FlagView


def plain_change(view: ChangeView, *, width: int = 72, explain: bool = False) -> str:
    """A whole change as text, equal in content with its HTML; every line ends in a line feed. Words are never broken, so that
    addresses stay whole.
    """
    return plain_lines(change_lines(view, explain=explain), width=width)


def plain_flags(flags: Iterable[FlagView], *, width: int = 72) -> str:
    """Flags alone, as they stand above a change."""
    return plain_lines((line for flag in flags for line in flag_lines(flag)), width=width)


def plain_lines(lines: Iterable[Line], *, width: int = 72) -> str:
    """Lines as wrapped text."""
    return "".join(_wrapped(line, width) for line in lines)


def _wrapped(line: Line, width: int) -> str:
    text = "".join(word.text for word in line.words)
    wrapped = textwrap.wrap(
        text,
        width,
        initial_indent=" " * line.first,
        subsequent_indent=" " * line.rest,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
    )
    return "\n".join(wrapped or [""]) + "\n"
