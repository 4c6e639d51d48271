"""Who may come in: user add, list, remove, password."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import JsonOption, say, say_json, show, store
from tracker.errors import UsageError
from tracker.model.access import Role
from tracker.render.inert import one_line
from tracker.render.window import iso_utc

if TYPE_CHECKING:
    from tracker.model.access import User

user = typer.Typer(help="Who can log in to the pages.", no_args_is_help=True)
_PASSWORD = "TRACKER_USER_PASSWORD"  # noqa: S105 - the variable's name
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
