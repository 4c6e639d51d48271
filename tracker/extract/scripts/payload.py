"""The payload of Nuxt 3 and of other pages that write a state as one flat list, whose numbers name places in it.

[{"title": 1, "body": 2}, "Ferry", [3, 4], "The last ferry …", …]
"""

from __future__ import annotations

from typing import Any

_MOST = 100_000  # values
_DEEPEST = 60


def filled(state: list[Any]) -> Any:
    """What a flat list stands for: its first value, with what numbers name put in their place, each object or list once.
    The list itself where it is no such list.
    """
    if not state or len(state) > _MOST or not _names_places(state[0], len(state)):
        return state
    used: set[int] = set()
    return _at(state, 0, used, 0)


def _names_places(value: Any, count: int) -> bool:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):  # noqa: PLR2004 -- ["Reactive", 1]
        value = value[1:]
    places = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return bool(places) and all(isinstance(one, int) and not isinstance(one, bool) and one < count for one in places)


def _at(state: list[Any], place: Any, used: set[int], depth: int) -> Any:
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(state) or depth > _DEEPEST:
        return None
    value = state[place]
    if not isinstance(value, dict | list):
        return value
    if place in used:
        return None
    used.add(place)
    if isinstance(value, dict):
        return {key: _at(state, part, used, depth + 1) for key, part in value.items()}
    if value and isinstance(value[0], str):  # ["Date", "2026-03-04T…"], ["Reactive", 1]
        wrapped = value[1] if len(value) > 1 else None
        return wrapped if isinstance(wrapped, str) else _at(state, wrapped, used, depth + 1)
    return [_at(state, part, used, depth + 1) for part in value]
