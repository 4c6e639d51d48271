"""What an edit means, and why it was found: quotes, explain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from tracker.cli.console import ArticleArgument, JsonOption, desk, out, say, say_json
from tracker.desk.replies import utterance_to_dict
from tracker.model import Change, Edit, Flag, Span
from tracker.render.data import flag_to_dict
from tracker.render.inert import clip_line, one_line

if TYPE_CHECKING:
    from tracker.compare.ledger import LedgerEntry

_SHOWN = 90


def quotes(
    context: typer.Context,
    article: ArticleArgument,
    speaker: Annotated[str, typer.Option(help="Only what this speaker says: a part of the name.")] = "",
    json: JsonOption = False,
) -> None:
    """Show the quote ledger of an article: every utterance, who says it, its wordings, and the revisions it stood in."""
    with desk(context) as tracker:
        entries = [
            entry
            for entry in tracker.quotes(tracker.article(article))
            if any(speaker.casefold() in wording.speaker.casefold() for wording in entry.wordings)
        ]
    if json:
        say_json([utterance_to_dict(entry) for entry in entries])
    elif not entries:
        say("No quotation was found." if not speaker else f"No quotation of {speaker} was found.")
    else:
        for entry in entries:
            out().print(_told(entry))


def explain(
    context: typer.Context,
    article: ArticleArgument,
    revision: Annotated[
        str, typer.Argument(metavar="REV", help="The revision that the edits led to; latest where not given.")
    ] = "latest",
    json: JsonOption = False,
) -> None:
    """Say for each edit which rules fired on which characters, and what held it silent."""
    with desk(context) as tracker:
        found = tracker.article(article)
        new = tracker.revision(found, revision)
        change = tracker.comparison(found, str(max(1, new.number - 1)), str(new.number)).change
    reasons = list(reasons_of(change))
    if json:
        say_json(
            [
                {
                    "edit": edit.kind.value if edit else None,
                    "old": [_place(span) for span in edit.old] if edit else [],
                    "new": [_place(span) for span in edit.new] if edit else [],
                    "silent": edit.silent if edit else "",
                    "flags": [flag_to_dict(flag) for flag in flags],
                }
                for edit, flags in reasons
            ]
        )
    elif not reasons:
        say(f"Nothing differs between revision {max(1, new.number - 1)} and revision {new.number}.")
    else:
        for edit, flags in reasons:
            out().print(_why(change, edit, flags))


def reasons_of(change: Change) -> Iterator[tuple[Edit | None, list[Flag]]]:
    """Each edit with the flags on its characters, a flag on several edits with each; last, without an edit, the flags that
    are on no passage.
    """
    left = list(change.flags)
    for edit in change.edits:
        mine = [flag for flag in change.flags if _on(flag, edit)]
        left = [flag for flag in left if flag not in mine]
        if edit.old or edit.new:
            yield edit, mine
    if left:
        yield None, left


def _on(flag: Flag, edit: Edit) -> bool:
    return _touches(flag.before_span, edit.old) or _touches(flag.after_span, edit.new)


def _touches(span: Span | None, others: tuple[Span, ...]) -> bool:
    return span is not None and any(
        span.part is other.part and span.start < other.end and other.start < span.end for other in others
    )


def _why(change: Change, edit: Edit | None, flags: list[Flag]) -> Text:
    text = Text(overflow="fold")
    if edit is None:
        text.append("about the page as a whole\n", style="bold")
    else:
        text.append(f"{edit.kind.value} ", style="bold")
        text.append(
            f"{', '.join(map(_characters, edit.old)) or 'nothing'} → {', '.join(map(_characters, edit.new)) or 'nothing'}\n"
        )
        for sign, spans, document, style in (("-", edit.old, change.old, "red"), ("+", edit.new, change.new, "green")):
            for span in spans:
                text.append(f"  {sign} {clip_line(document.cut(span), _SHOWN)}\n", style=style)
        if edit.silent:
            text.append(f"  held silent: {edit.silent}\n", style="dim")
        elif not flags:
            from tracker.compare.values.samevalues import same_values

            for before, after in same_values(change, edit):
                text.append(f"  held silent: the same value, {one_line(before)} = {one_line(after)}\n", style="dim")
            text.append("  no rule fired: the words differ, the quotes and facts that were found do not\n", style="dim")
    for flag in flags:
        places = " → ".join(_characters(span) if span else "nothing" for span in (flag.before_span, flag.after_span))
        text.append(f"  {flag.severity.value} ", style="bold").append(f"{flag.rule} ({places}): ")
        text.append(one_line(f"{flag.summary}. {flag.explanation}\n").rstrip() + "\n")
    return text


def _characters(span: Span) -> str:
    return f"{span.part.value} {span.start}–{span.end}"


def _place(span: Span) -> dict[str, object]:
    return {"part": span.part.value, "start": span.start, "end": span.end}


def _told(entry: LedgerEntry) -> Text:
    text = Text(overflow="fold")
    for number, wording in enumerate(entry.wordings):
        who = one_line(wording.speaker) or "nobody named"
        lived = (
            f"revision {wording.first}"
            if wording.first == wording.last
            else f"revisions {wording.first}–{wording.last}"
        )
        text.append("  became " if number else "", style="yellow")
        text.append(f"“{one_line(wording.text)}”", style="bold" if not number else "")
        text.append(f" — {who}{f' ({one_line(wording.verb)})' if wording.verb else ''}, {lived}\n", style="dim")
    if entry.gone_in is not None:
        text.append(f"  gone in revision {entry.gone_in}\n", style="red")
    return text
