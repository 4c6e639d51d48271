"""Tracker follows news articles after publication and tells which quote or fact was edited, and when.

What a researcher scripts against:

    import tracker

    old = tracker.extract(old_html, url="https://paper.example/interview")
    new = tracker.extract(new_html, url="https://paper.example/interview")
    for flag in tracker.compare(old, new).flags:
        print(flag.severity, flag.summary)

`extract(page_1, url=…, further=[page_2, page_3])` reads an article that is printed on several pages.
`Document.from_text(text, headline=…, byline=…)` makes a document of plain text.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # ruff takes __all__ for a use, which would load them
    from tracker.compare import compare  # noqa: TC004
    from tracker.extract import extract  # noqa: TC004
    from tracker.model import Change, Disclosure, Document, Edit, Flag, FlagKind, Severity, Span  # noqa: TC004

__all__ = [
    "Change",
    "Disclosure",
    "Document",
    "Edit",
    "Flag",
    "FlagKind",
    "Severity",
    "Span",
    "__version__",
    "compare",
    "extract",
]

__version__ = "0.1.0"

_OF_THE_MODEL = ("Change", "Disclosure", "Document", "Edit", "Flag", "FlagKind", "Severity", "Span")


class _Package(ModuleType):
    """A package whose words are loaded when they are first used, so that commands start quickly.

    The two verbs share their names with the packages behind them. When such a package is imported, the import system puts
    it in the verb's place; a property does not let it, so that `tracker.compare` is always the function.
    `from tracker.compare import …` reaches the package.
    """

    @property
    def compare(self) -> Any:
        return import_module("tracker.compare").compare

    @compare.setter
    def compare(self, package: ModuleType) -> None:
        pass

    @property
    def extract(self) -> Any:
        return import_module("tracker.extract").extract

    @extract.setter
    def extract(self, package: ModuleType) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_THE_MODEL:
            raise AttributeError(f"module 'tracker' has no attribute {name!r}")
        return getattr(import_module("tracker.model"), name)


sys.modules[__name__].__class__ = _Package
