"""Who may come in: users with their passwords, secret addresses of feeds, and tokens of programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import JsonOption, say, say_json, show, store
from tracker.errors import UsageError
from tracker.model.access import Role, Scope
from tracker.render.inert import one_line
from tracker.render.window import iso_utc

if TYPE_CHECKING:
    from tracker.model.access import Token, User

user = typer.Typer(help="Who can log in to the pages.", no_args_is_help=True)
feed = typer.Typer(help="Secret addresses of feeds, for readers that cannot log in.", no_args_is_help=True)
token = typer.Typer(help="Tokens of programs that use the API.", no_args_is_help=True)
_PASSWORD = "TRACKER_USER_PASSWORD"  # noqa: S105 - the variable's name
_FEEDS = (Scope.FEED,)
_PROGRAMS = (Scope.READ, Scope.WRITE, Scope.ADMIN)
ForArgument = Annotated[str, typer.Argument(metavar="NAME", help="What it is for, as the list shows it.")]
NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="As the list shows it.")]
UserOption = Annotated[str, typer.Option("--user", help="Whose it is: it ends when they are removed.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The name they log in with.")]


@user.command("add")
def user_add(
    context: typer.Context,
    name: NameArgument,
    role: Annotated[
        Role, typer.Option(help="A reader reads, an editor adds and sorts too, an admin removes and manages too.")
    ] = Role.READER,
    address: Annotated[str, typer.Option(help="Where their mail goes: subscriptions of this address are theirs.")] = "",
    json: JsonOption = False,
) -> None:
    """Let somebody log in; from the first user on, everybody must."""
    from tracker import access
    from tracker.alert.address import clean_address

    with store(context) as tracker:
        made = access.add_user(tracker, name, _password(), role=role, address=clean_address(address) if address else "")
        if json:
            say_json(user_to_dict(made))
        else:
            say(f"{made.name} can log in as {made.role.value}.")


@user.command("list")
def user_list(context: typer.Context, json: JsonOption = False) -> None:
    """Show who can log in."""
    from rich.table import Table

    from tracker import access

    with store(context) as tracker:
        found = access.users(tracker)
    if json:
        say_json([user_to_dict(one) for one in found])
    elif not found:
        say("Nobody can log in yet, and nobody on this machine has to. Next: tracker user add NAME --role admin")
    else:
        table = Table("Name", "Role", "Address", "Since", box=None, header_style="bold")
        for one in found:
            table.add_row(one.name, one.role.value, one_line(one.address), iso_utc(one.created_at)[:10])
        show(table)


@user.command("remove")
def user_remove(context: typer.Context, name: NameArgument) -> None:
    """Let somebody log in no longer; their sessions and tokens end at once."""
    from tracker import access

    with store(context) as tracker:
        access.remove_user(tracker, access.find_user(tracker, name))
        say(f"{name} cannot log in any more.")
        if not access.has_users(tracker):
            say("That was the last user: who is on this machine needs no login again, and nobody else gets in.")


@user.command("password")
def user_password(context: typer.Context, name: NameArgument) -> None:
    """Set somebody's password; wherever they are logged in, they must log in again."""
    from tracker import access

    with store(context) as tracker:
        found = access.find_user(tracker, name)
        access.set_password(tracker, found, _password())
        say(f"The password of {found.name} is set; their sessions have ended.")


@feed.command("new")
def feed_new(context: typer.Context, name: ForArgument, whose: UserOption = "", json: JsonOption = False) -> None:
    """Make a secret address under which feeds can be read without a login; it is shown once."""
    from tracker import access

    with store(context) as tracker:
        made, secret = access.new_token(
            tracker, name, Scope.FEED, user=access.find_user(tracker, whose) if whose else None
        )
        base = f"{tracker.page_url}/feeds/{secret}"
        if json:
            say_json({**token_to_dict(made), "atom": f"{base}/changes.atom", "json": f"{base}/changes.json"})
            return
        say(f"{base}/changes.atom")
        say(
            "  All changes; for those of article 4 end it with /articles/4.atom, for a search with /search.atom?q=alleged,"
        )
        say(
            f"  as JSON Feed with .json, and filter it as the page of changes: ?severity=high&kind=quote. Shown this once; `tracker feed revoke {made.id}` ends it."
        )


@feed.command("list")
def feed_list(context: typer.Context, json: JsonOption = False) -> None:
    """Show the secret addresses of feeds: what each is for, and whose it is."""
    _list(context, _FEEDS, "No secret address was made yet. Next: tracker feed new NAME", json=json)


@feed.command("revoke")
def feed_revoke(context: typer.Context, number: NumberArgument) -> None:
    """Let a secret address of feeds open nothing any more."""
    _revoke(context, number, _FEEDS)


@token.command("new")
def token_new(
    context: typer.Context,
    name: ForArgument,
    scope: Annotated[
        Scope, typer.Option(help="What it opens: read; write: adding and pausing too; admin: removing too.")
    ] = Scope.READ,
    whose: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Make a token with which a program uses the API; it is shown once."""
    from tracker import access

    if scope not in _PROGRAMS:
        raise UsageError("feeds have addresses of their own", hint="tracker feed new NAME")
    with store(context) as tracker:
        made, secret = access.new_token(tracker, name, scope, user=access.find_user(tracker, whose) if whose else None)
        if json:
            say_json({**token_to_dict(made), "token": secret})
            return
        say(secret)
        say(f"  Send it as `Authorization: Bearer …`. Shown this once; `tracker token revoke {made.id}` ends it.")


@token.command("list")
def token_list(context: typer.Context, json: JsonOption = False) -> None:
    """Show the tokens of programs: what each is for, what it opens, and whose it is."""
    _list(context, _PROGRAMS, "No token was made yet. Next: tracker token new NAME", json=json)


@token.command("revoke")
def token_revoke(context: typer.Context, number: NumberArgument) -> None:
    """Let a token open nothing any more."""
    _revoke(context, number, _PROGRAMS)


def _list(context: typer.Context, scopes: Sequence[Scope], nothing: str, *, json: bool) -> None:
    from rich.table import Table

    from tracker import access

    with store(context) as tracker:
        found = access.tokens(tracker, scopes=scopes)
    if json:
        say_json([token_to_dict(one) for one in found])
    elif not found:
        say(nothing)
    else:
        table = Table("#", "For", "Opens", "Whose", "Since", box=None, header_style="bold")
        for one in found:
            whose = one.user.name if one.user else ""
            table.add_row(str(one.id), one_line(one.name), one.scope.value, whose, iso_utc(one.created_at)[:10])
        show(table)


def _revoke(context: typer.Context, number: int, scopes: Sequence[Scope]) -> None:
    from tracker import access

    with store(context) as tracker:
        ended = access.revoke(tracker, number, scopes=scopes)
        say(f"{ended.id} ({ended.name}) opens nothing any more.")


def token_to_dict(one: Token) -> dict[str, object]:
    """A token for programs; its secret is told by nobody."""
    return {
        "id": one.id,
        "name": one.name,
        "scope": one.scope.value,
        "user": one.user.name if one.user else None,
        "created_at": iso_utc(one.created_at),
    }


def user_to_dict(one: User) -> dict[str, object]:
    """A user for programs; of the password nothing is told."""
    return {
        "name": one.name,
        "role": one.role.value,
        "address": one.address,
        "created_at": iso_utc(one.created_at),
    }


def _password() -> str:
    """From the environment, the terminal (twice), or the first line of stdin: an argument would stand in every list of
    processes. Raises UsageError.
    """
    given = os.environ.get(_PASSWORD)
    if given is None and sys.stdin.isatty():
        given = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    elif given is None:
        given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise UsageError("no password was given", hint=f"type it at a terminal, pipe it in, or set {_PASSWORD}")
    return given
