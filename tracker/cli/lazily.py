"""Commands that are loaded when they are asked for, so that each starts without what only the others need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

AnyCommand = TyperCommand | TyperGroup


class LazyCommands(MutableMapping[str, Any]):
    """Commands by name, from a table that tells where each stands: `"module.function"`, or the group in `"module.group"`.

    All can be counted and named without being loaded.
    """

    def __init__(self, package: str, places: Mapping[str, str]) -> None:
        self._package = package
        self._places = dict(places)
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            module, _, what = self._places[name].partition(".")
            self._loaded[name] = _built(name, getattr(import_module(f"{self._package}.{module}"), what))
        return self._loaded[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._places.setdefault(name, "")
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


def lazy_group(package: str, places: Mapping[str, str]) -> type[TyperGroup]:
    """A group with these commands of the package, for `typer.Typer(cls=…)`."""

    class LazyGroup(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = LazyCommands(package, places)

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as the group is asked
            return list(self.commands)

    return LazyGroup


def _built(name: str, what: Any) -> AnyCommand:
    """The command that a function is, or the group that a Typer is."""
    if isinstance(what, typer.Typer):
        group = get_group(what)
        group.name = name
        return group
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(what)
    command: AnyCommand = get_command(alone)  # type: ignore[assignment]  # typed as what both are
    return command
