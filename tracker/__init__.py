"""Tracker follows news articles after publication and tells which quote or fact was edited, and when.

What a researcher scripts against:

    import tracker

    old = tracker.extract(old_html, url="https://paper.example/interview")
    new = tracker.extract(new_html, url="https://paper.example/interview")
    for flag in tracker.compare(old, new).flags:
        print(flag.severity, flag.summary)

`Document.from_text(text, headline=…, byline=…)` makes a document of plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.model import Change, Disclosure, Document, Edit, Flag, FlagKind, Severity, Span

if TYPE_CHECKING:
    from tracker.compare import compare
    from tracker.extract import extract

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


def __getattr__(name: str) -> Any:
    """Load the two verbs when they are first used, so that `import tracker` stays quick."""
    match name:
        case "compare":
            from tracker.compare import compare

            return compare
        case "extract":
            from tracker.extract import extract

            return extract
    raise AttributeError(f"module 'tracker' has no attribute {name!r}")
