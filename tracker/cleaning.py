"""Text that every store keeps as it is: what NUL and lone surrogates become, before anything is compared or hashed. Pure.

SQLite cuts a text's length at NUL, PostgreSQL refuses it, and neither takes a lone surrogate.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

_Noun = TypeVar("_Noun")
_INSTEAD = "\ufffd"


def clean_text(text: str) -> str:
    """The text with each NUL and each lone surrogate replaced by U+FFFD: as many characters as before."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join(_INSTEAD if "\ud800" <= character <= "\udfff" else character for character in text)
    return text.replace("\0", _INSTEAD)


def cleaned(value: _Noun) -> _Noun:
    """A document, a flag or another of the nouns with every text in it clean."""
    made: _Noun = _clean(value)
    return made


def _clean(value: Any) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return clean_text(value)
        case tuple():
            return tuple(_clean(one) for one in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: _clean(getattr(value, field.name)) for field in fields(value)})
    return value
