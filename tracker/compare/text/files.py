"""The language files: one a language in `languages/`, named by its ISO 639-1 code. A file that is added is a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

DEFAULT = "en"
# What is known of languages without a file.
OTHERS = "others"

_FOLDER = resources.files("tracker.compare") / "languages"
_CODE_LETTERS = 2
# English first, as what nothing speaks against is taken for it.
CODES = tuple(
    sorted(
        (
            file.name.removesuffix(".toml")
            for file in _FOLDER.iterdir()
            if len(file.name) == _CODE_LETTERS + len(".toml")
        ),
        key=lambda code: (code != DEFAULT, code),
    )
)


@cache
def language_file(code: str) -> dict[str, Any]:
    """The tables of one of `CODES`, or of `OTHERS`, as they stand in its file."""
    return _tables(f"{code}.toml")


@cache
def speech_file(code: str) -> dict[str, Any]:
    """The tables of how a language names who speaks; none where it has no such file."""
    return _tables(f"{code}_speech.toml")


@cache
def scripts_file() -> dict[str, dict[str, Any]]:
    """What is known of scripts and languages without a file of their own, a table each."""
    return _tables("scripts.toml")


def lines_of(name: str) -> list[str]:
    """The lines of a list among the files, without blank ones and comments; none where there is no such file."""
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def rows_by_word(rows: Iterable[str]) -> dict[str, frozenset[int]]:
    """For each word the numbers of the rows that have it: words in one row are one family, a word may be of several."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in row.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    file = _FOLDER / name
    return file.read_text(encoding="utf-8") if file.is_file() else ""
