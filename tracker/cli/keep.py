"""Keeping house: db upgrade, config check."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.console import JsonOption, say, say_json, settings_of

db = typer.Typer(help="The database.", no_args_is_help=True)
config = typer.Typer(help="The settings.", no_args_is_help=True)


@db.command("upgrade")
def db_upgrade(context: typer.Context, json: JsonOption = False) -> None:
    """Bring the database up to this version of Tracker; SQLite is copied beside itself first. `run` does it too."""
    from tracker.making import utc_now
    from tracker.store.database import Database

    database = Database(settings_of(context).database_url)
    try:
        before, after = database.upgrade(now=utc_now())
    finally:
        database.close()
    if json:
        say_json({"before": before, "after": after})
    else:
        say(f"The database is at version {after}" + (f", was {before or 'empty'}." if before != after else " already."))


@config.command("check")
def config_check(
    context: typer.Context,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of config.toml, for editors.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read the settings and say what is wrong with them, or what they are. Passwords are not shown."""
    from tracker.config import as_dict, json_schema
    from tracker.making import site_rules, terms_of

    if schema:
        say_json(json_schema())
        return
    settings = settings_of(context)
    terms_of(settings)
    rules = site_rules(settings).rules
    if json:
        say_json(as_dict(settings))
        return
    say(f"{settings.file} is good.")
    say(f"database   {settings.shown_database_url}")
    say(f"snapshots  {settings.snapshots}")
    if settings.hosts:
        say(f"hosts      {', '.join(sorted(settings.hosts))}, on terms of their own")
    if rules:
        say(f"rules      {', '.join(sorted({rule.host for rule in rules}))}")
    say(f"mail       {f'{settings.mail.host}:{settings.mail.port}' if settings.mail.host else 'no server set'}")
