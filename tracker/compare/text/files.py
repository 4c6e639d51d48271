"""The language files: one a language in `languages/`, named by its ISO 639-1 code. A file that is added is a language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

DEFAULT = "en"

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
    """The tables of one of `CODES`, as they stand in its file."""
    return tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
