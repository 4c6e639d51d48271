"""Text that every store keeps as it is: what NUL and lone surrogates become, before anything is compared or hashed. Pure.

SQLite cuts a text's length at NUL, PostgreSQL refuses it, and neither takes a lone surrogate.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import msgspec

_Noun = TypeVar("_Noun")
_INSTEAD = "\ufffd"


def clean_text(text: str) -> str:
    """The text with each NUL and each lone surrogate replaced by U+FFFD: as many characters as before."""
    if not text.isascii():
        text = _without_surrogates(text)
    return text.replace("\0", _INSTEAD)


def _without_surrogates(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(_INSTEAD if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def cleaned(value: _Noun) -> _Noun:
    """A document, a flag or another of the nouns with every text in it clean; the same object where all were."""
    return value if _is_clean(value) else _clean(value)


def _is_clean(value: Any) -> bool:
    """Whether all texts are clean for sure, told in a sixth of the time that looking at each takes: JSON in UTF-8 has no
    lone surrogates, and writes NUL so.
    """
    try:
        return b"\\u0000" not in msgspec.json.encode(value)
    except (UnicodeEncodeError, TypeError, msgspec.MsgspecError):
        return False


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else clean_text(value)
    if isinstance(value, tuple):
        made = tuple(map(_clean, value))
        return value if all(one is other for one, other in zip(made, value, strict=True)) else made
    kind: Any = type(value)
    changed = {}
    for name in _fields_of(kind):
        text = getattr(value, name)
        if (clean := _clean(text)) is not text:
            changed[name] = clean
    return replace(value, **changed) if changed else value


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """The names of what a noun is made of; none of what is no noun."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
