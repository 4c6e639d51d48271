"""Telling people: subscribe, subscriptions, unsubscribe, mail test."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from tracker.alert.address import clean_address
from tracker.cli.console import JsonOption, err, out, say, say_json, show, store
from tracker.cli.kinds import kinds_named
from tracker.errors import MailError, UsageError
from tracker.model import Severity, Subscription
from tracker.render.inert import one_line
from tracker.render.window import iso_utc

mail = typer.Typer(help="The mail server.", no_args_is_help=True)


def subscribe(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Who is told.")],
    article: Annotated[str, typer.Option(help="Only this article: its number or any form of its URL.")] = "",
    source: Annotated[str, typer.Option(help="Only articles of this source.")] = "",
    severity: Annotated[
        Severity | None, typer.Option(help="At least this severe; alerts.floor where not given.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only these kinds (quote_changed) or families (quote); repeatable.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Send mail about changes: of everything, a source, or one article."""
    if article and source:
        raise UsageError(
            "an article and a source were both named", hint="an article belongs to one source already; name one"
        )
    with store(context) as tracker:
        found, new = tracker.subscribe(
            clean_address(address),
            article=tracker.article(article) if article else None,
            source=source,
            floor=severity,
            kinds=kinds_named(kind or ()),
        )
        if json:
            say_json({**_to_dict(found), "new": new})
            return
        say(
            f"{'Subscribed' if new else 'Changed'}: {found.address} is told of {_what(found)}. (subscription {found.id})"
        )
        if not tracker.settings.mail.host:
            say(
                f"No mail server is set yet: set mail.host and mail.sender in {tracker.settings.file}, then `tracker mail test {found.address}`."
            )


def subscriptions(context: typer.Context, json: JsonOption = False) -> None:
    """Show who is told of what."""
    from rich.table import Table

    with store(context) as tracker:
        found = tracker.subscriptions()
    if json:
        say_json([_to_dict(one) for one in found])
    elif not found:
        say("Nobody is told yet. Next: tracker subscribe you@example.org")
    else:
        table = Table("#", "Address", "Is told of", box=None, header_style="bold")
        for one in found:
            table.add_row(str(one.id), one_line(one.address), one_line(_what(one)))
        show(table)


def unsubscribe(
    context: typer.Context,
    subscription: Annotated[
        str, typer.Argument(metavar="NUMBER|TOKEN", help="As `tracker subscriptions` or a mail shows it.")
    ],
) -> None:
    """End a subscription; what is still waiting for it is not sent."""
    with store(context) as tracker:
        ended = tracker.unsubscribe(subscription)
        say(f"{ended.address} is no longer told of {_what(ended)}.")


@mail.command("test")
def mail_test(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Where the test mail goes.")],
    json: JsonOption = False,
) -> None:
    """Send a test mail; print the conversation with the server, and what is wrong."""
    from tracker.alert.rehearsal import rehearse

    with store(context) as tracker:
        found = asyncio.run(rehearse(tracker.mail_server(), address, now=tracker.now()))
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


def _what(one: Subscription) -> str:
    about = f"article {one.article_id}" if one.article_id else one.source or "everything"
    kinds = f", only {', '.join(sorted(one.kinds))}" if one.kinds else ""
    return f"{about}, from severity {one.floor} up{kinds}"


def _to_dict(one: Subscription) -> dict[str, object]:
    return {
        "id": one.id,
        "address": one.address,
        "article": one.article_id,
        "source": one.source,
        "severity": one.floor.value,
        "kinds": sorted(one.kinds),
        "created_at": iso_utc(one.created_at),
    }
