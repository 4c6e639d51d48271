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

# The two verbs share their names with the packages behind them. They are imported here, after those packages, so that
# `tracker.compare` is always the function; `from tracker.compare import …` still reaches the package.
from tracker.compare import compare
from tracker.extract import extract
from tracker.model import Change, Disclosure, Document, Edit, Flag, FlagKind, Severity, Span

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
