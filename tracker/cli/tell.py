"""Telling people: subscribe, subscriptions, unsubscribe, channel test, mail test."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.console import JsonOption, desk, err, out, say, say_json, show, store
from tracker.cli.waiting import finished
from tracker.desk.replies import subscription_to_dict
from tracker.desk.wishing import Wish
from tracker.errors import MailError
from tracker.model import Cadence, Severity, Verdict
from tracker.render.inert import one_line
from tracker.render.wishes import asked_words, rhythm_words

channel = typer.Typer(help="Where messages go.", no_args_is_help=True)
mail = typer.Typer(help="The mail server.", no_args_is_help=True)


def subscribe(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS", help="Who is told: a mail address, https://… for signed JSON, or an Apprise URL."
        ),
    ],
    article: Annotated[str, typer.Option(help="Only this article: its number or any form of its URL.")] = "",
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    words: Annotated[str, typer.Option(help="Only edits of passages with all these words, near each other.")] = "",
    drops: Annotated[str, typer.Option(help="Only edits that drop these words, beside those of --words.")] = "",
    adds: Annotated[str, typer.Option(help="Only edits that add these words, beside those of --words.")] = "",
    severity: Annotated[
        Severity | None, typer.Option(help="At least this severe; alerts.floor where not given, low for words.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only these kinds (quote_changed) or families (quote); repeatable.")
    ] = None,
    disclosure: Annotated[
        list[Verdict] | None, typer.Option(help="Only edits that were disclosed like this; repeatable.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only articles in this language (en, pt-BR); repeatable.")
    ] = None,
    cadence: Annotated[Cadence, typer.Option(help="Each change at once, or all in a digest.")] = Cadence.AT_ONCE,
    at: Annotated[str, typer.Option(metavar="HH:MM", help="When daily and weekly digests go out; 08:00.")] = "",
    zone: Annotated[str, typer.Option(help="The time zone of the hours; display.time_zone where not given.")] = "",
    quiet: Annotated[
        str, typer.Option(metavar="HH:MM-HH:MM", help="Hours in which only what is critical is told.")
    ] = "",
    troubles: Annotated[
        bool, typer.Option(help="Also told when what it follows cannot be read, and can be again.")
    ] = True,
    json: JsonOption = False,
) -> None:
    """Send messages about changes: of everything, a source, one article, or of words; at once or in digests."""
    from tracker.app import Tracker

    wish = Wish(
        address=address,
        article=article,
        source=source,
        words=words,
        drops=drops,
        adds=adds,
        severity=severity,
        kinds=kind or (),
        disclosures=disclosure or (),
        languages=language or (),
        cadence=cadence,
        at=at,
        zone=zone,
        quiet=quiet,
        troubles=troubles,
    )
    with desk(context) as tracker:
        found, new = tracker.wished(wish)
        if json:
            say_json({**subscription_to_dict(found), "secret": found.secret if new else "", "new": new})
            return
        when = (
            ""
            if found.rhythm.cadence is Cadence.AT_ONCE and not found.rhythm.quiet
            else f", {rhythm_words(found.rhythm)}"
        )
        say(
            f"{'Subscribed' if new else 'Changed'}: {found.address} is told of {asked_words(found)}{when}. (subscription {found.id})"
        )
        if found.secret and new:
            say(f"Messages are signed with this secret, which is not shown again: {found.secret}")
        if "://" not in found.address and not tracker.status().mail_ready:
            file = tracker.settings.file if isinstance(tracker, Tracker) else "config.toml there"
            say(
                f"No mail server is set yet: set mail.host and mail.sender in {file}, then `tracker mail test {found.address}`."
            )


def subscriptions(context: typer.Context, json: JsonOption = False) -> None:
    """Show who is told of what, and when."""
    from rich.table import Table

    with desk(context) as tracker:
        found = tracker.subscriptions()
    if json:
        say_json([subscription_to_dict(one) for one in found])
    elif not found:
        say("Nobody is told yet. Next: tracker subscribe you@example.org")
    else:
        table = Table("#", "Address", "Is told of", "When", box=None, header_style="bold")
        for one in found:
            when = f"disabled: {one.disabled_by}" if one.disabled_at else rhythm_words(one.rhythm)
            table.add_row(str(one.id), *(one_line(text) for text in (one.address, asked_words(one), when)))
        show(table)


def unsubscribe(
    context: typer.Context,
    subscription: Annotated[
        str, typer.Argument(metavar="NUMBER|TOKEN", help="As `tracker subscriptions` or a mail shows it.")
    ],
) -> None:
    """End a subscription; what is still waiting for it is not sent."""
    with desk(context) as tracker:
        ended = tracker.unsubscribe(subscription)
        say(f"{ended.address} is no longer told of {asked_words(ended)}.")


@mail.command("test")
def mail_test(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Where the test mail goes.")],
    json: JsonOption = False,
) -> None:
    """Send a test mail; print the conversation with the server, and what is wrong."""
    from tracker.alert.rehearsal import rehearse

    with store(context) as tracker:
        found = finished(rehearse(tracker.mail_server(), address, now=tracker.now()))
    if json:
        lines = [{"side": str(e.side), "text": e.text} for e in found.exchanges]
        say_json({"passed": found.passed, "conversation": lines, "diagnosis": found.diagnosis, "next": found.next_step})
    else:
        for exchange in found.exchanges:
            out().print(one_line(str(exchange)), markup=False, soft_wrap=True)
    if not found.passed:
        raise MailError(found.diagnosis, hint=found.next_step)
    if not json:
        err().print(f"The server took the test mail for {one_line(address)}.", style="green", markup=False)


@channel.command("test")
def channel_test(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NUMBER|ADDRESS", help="A subscription's number, or an address as for subscribe.")
    ],
    json: JsonOption = False,
) -> None:
    """Send a message that is marked as a test, at once; say what the other side answered."""
    from tracker.alert.refusal import Sent

    with store(context) as tracker:
        chosen = tracker.channel(name)
        answer = finished(tracker.try_channel(chosen))
    taken = isinstance(answer, Sent)
    if json:
        say_json(
            {"address": chosen.address, "subscription": chosen.id or None, "taken": taken, "answer": answer.detail}
        )
    if not taken:
        hint = "`tracker subscriptions` shows where messages go; what waits is tried again by itself"
        if not chosen.url:
            hint = f"`tracker mail test {chosen.address}` shows the conversation, and what is wrong"
        raise MailError(f"{chosen.address} did not take the test: {answer.detail}", hint=hint)
    if not json:
        say(f"{chosen.address} took the test: {answer.detail}.")
        if chosen.disabled_at:
            say(f"Its subscription {chosen.id} is disabled; subscribe it again, and it is told of what is found.")
