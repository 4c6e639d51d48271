"""Named changes for the snapshot tests, and every face of them as text.

`python -m tests.render.scenes` writes the expected files anew; read their diff before committing it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.render.building import (
    PARAGRAPH,
    added,
    article,
    at,
    change,
    changed,
    flag,
    kept,
    move,
    removed,
    revision,
    silent,
)
from tracker.model import (
    Article,
    ArticleState,
    Block,
    BlockKind,
    Cause,
    Change,
    Disclosure,
    Document,
    EditWindow,
    FlagKind,
    Mark,
    Outcome,
    Severity,
    StoredFlag,
    Verdict,
)
from tracker.render.data import (
    article_to_dict,
    document_to_dict,
    revision_to_dict,
    stored_flag_to_dict,
    to_dict,
    to_json,
)
from tracker.render.page import change_document, change_fragment, flags_fragment
from tracker.render.plain import plain_change
from tracker.render.terminal import (
    terminal_articles,
    terminal_change,
    terminal_document,
    terminal_flags,
    terminal_log,
    to_text,
)
from tracker.render.unified import stat, stat_text, unified
from tracker.render.view import change_view, flag_view, header_of

EXPECTED = Path(__file__).parent / "expected"
PARIS = ZoneInfo("Europe/Paris")

QUOTE_FLAG = flag(
    FlagKind.QUOTE_CHANGED,
    Severity.CRITICAL,
    "We did not know of the crack until the spring.",
    "We never knew of the crack.",
    sub="",
    summary="Quote by Ada Moss changed",
)
REMOVED_FLAG = flag(
    FlagKind.PARA_REMOVED,
    Severity.MEDIUM,
    "The contractor has been fined twice.",
    "",
    sub="",
    summary="Paragraph removed: “The contractor has been fined twice.”",
)
STYLE_FLAG = flag(FlagKind.STYLE, Severity.SILENT, '"', "“", sub="", summary="Quotation marks made curly")


def bridge() -> Change:
    """A news story with an edited quote, an age, a removed and an added sentence, a removed paragraph and typography."""
    made = change(
        *[kept(f"Engineers looked at pier {number} last week.") for number in ("one", "two", "three", "four")],
        PARAGRAPH,
        kept("The bridge opened in 1951."),
        changed(
            "“We did not know of the crack until the spring,” said Ada Moss, 42, the harbour engineer.",
            "“We never knew of the crack,” said Ada Moss, 43, the harbour engineer.",
        ),
        removed("She would not say who had found it."),
        kept("The repairs will take nine weeks."),
        PARAGRAPH,
        removed("The contractor has been fined twice."),
        PARAGRAPH,
        silent('"It will be loud," a neighbour said.', "“It will be loud,” a neighbour said."),
        kept("Buses will take the tunnel."),
        PARAGRAPH,
        *[kept(f"Ferry {number} runs as before.") for number in ("one", "two", "three", "four", "five")],
        added("A fifth ferry is on order."),
        flags=(flag(), QUOTE_FLAG, REMOVED_FLAG, STYLE_FLAG),
        verdict=Verdict.PARTIAL,
    )
    note = "Correction: An earlier version of this article gave a wrong age."
    reasons = ("the note speaks of the age", "the note does not speak of the quote")
    documents = {side: replace(getattr(made, side), headline=headline) for side, headline in HEADLINES.items()}
    return replace(made, **documents, disclosure=Disclosure(Verdict.PARTIAL, note, reasons=reasons))


HEADLINES = {"old": "Harbour bridge will close in May", "new": "Harbour bridge may close in May"}


def swapped() -> Change:
    """Three paragraphs whose first went to the end, word for word."""
    texts = ("The boats stay in port.", "The market opens late.", "The library is closed.")
    moved = texts[0]
    made = change(kept(texts[1]), PARAGRAPH, kept(texts[2]), PARAGRAPH, kept(moved))
    return move(made, moved, old_order=texts)


def typography() -> Change:
    """Nothing but other quotation marks."""
    return change(
        silent('"Good," she said.', "“Good,” she said."),
        PARAGRAPH,
        kept("Then she left."),
        PARAGRAPH,
        silent("It's late.", "It’s late."),
        flags=(STYLE_FLAG,),
    )


def faces() -> Iterator[tuple[str, str]]:
    """The name and the text of every expected file."""
    header = header_of(article(), revision(1), revision(2), zone=PARIS)
    view = change_view(bridge(), header, context=1)
    for width in (60, 80, 120):
        yield f"bridge-inline-{width}.txt", to_text(terminal_change(view), width=width)
        yield f"bridge-sides-{width}.txt", to_text(terminal_change(view, side_by_side=True), width=width)
    yield "bridge-inline-80.ansi", to_text(terminal_change(view), width=80, colour=True)
    yield "bridge-sides-80.ansi", to_text(terminal_change(view, side_by_side=True), width=80, colour=True)
    yield "bridge-plain.txt", plain_change(view)
    yield "bridge.html", change_document(view)
    yield "bridge-sides.html", str(change_fragment(view, side_by_side=True)) + "\n"
    yield "bridge-flags.html", str(flags_fragment([flag_view(one) for one in bridge().flags]))
    yield "bridge.diff", unified(bridge(), context=1, old_label="revision 1", new_label="revision 2")
    yield "bridge-stat.txt", stat_text(stat(bridge()))
    yield "bridge.json", to_json(to_dict(bridge()), indent=1) + "\n"
    for name, made in (("swapped", swapped()), ("typography", typography())):
        yield f"{name}-inline-80.txt", to_text(terminal_change(change_view(made)), width=80)
        yield f"{name}-sides-80.txt", to_text(terminal_change(change_view(made), side_by_side=True), width=80)
        yield f"{name}.html", str(change_fragment(change_view(made))) + "\n"
    yield "typography-shown-80.txt", to_text(terminal_change(change_view(typography(), show_silent=True)), width=80)
    yield from _lists()


def _lists() -> Iterator[tuple[str, str]]:
    reverted = revision(3, cause=Cause.REVERT, reverts_to=1, flags=(), window=EditWindow(at(23, 50), at(0, 20, day=23)))
    noted = revision(2, flags=(STYLE_FLAG, flag(), QUOTE_FLAG), note="Correction: The age was wrong.")
    for width in (60, 120):
        log = terminal_log(article(), [reverted, noted, revision(1)], zone=PARIS)
        yield f"log-{width}.txt", to_text(log, width=width)
        yield f"articles-{width}.txt", to_text(terminal_articles(_articles(), zone=PARIS), width=width)
        yield f"flags-{width}.txt", to_text(terminal_flags(_stored(), zone=PARIS), width=width)
    yield "show-undated-60.txt", to_text(terminal_document(Document.from_text("One.\n\n> Two."), zone=PARIS), width=60)
    yield "show-60.txt", to_text(terminal_document(_document(), revision(2), zone=PARIS), width=60)
    data = [article_to_dict(article()), revision_to_dict(revision(2)), document_to_dict(_document())]
    yield "nouns.json", to_json([*data, stored_flag_to_dict(_stored()[0])], indent=1) + "\n"


def _articles() -> list[Article]:
    return [
        article(),
        article(
            "",
            id=113,
            url="https://gazette.example/a-page-without-a-headline",
            source="Gazette",
            state=ArticleState.BLOCKED,
            failures=4,
            last_outcome=Outcome.BLOCKED,
            last_detail="403 from the edge",
            last_changed_at=None,
        ),
    ]


def _stored() -> list[StoredFlag]:
    gone = flag(FlagKind.ARTICLE_GONE, Severity.HIGH, "", "", sub="", summary="The article is gone (404)")
    window = EditWindow(at(13, 2, 11), at(13, 17, 43))
    return [
        StoredFlag(7, article(), 2, window, QUOTE_FLAG, Verdict.SILENT),
        StoredFlag(8, article(), None, window, gone, Verdict.NONE),
    ]


def _document() -> Document:
    return Document(
        headline="Harbour bridge may close in May",
        standfirst="Nine weeks of repairs are planned.",
        byline="By Jo Lint",
        language="en",
        published_at=at(8, 0),
        published_source="json-ld",
        modified_at=at(13, 5),
        modified_source="meta article:modified_time",
        marks=frozenset((Mark.OPINION, Mark.LIVE_BLOG)),
        blocks=(
            Block(
                BlockKind.PARAGRAPH, "Engineers looked at the four piers last week and found a crack in one of them."
            ),
            Block(BlockKind.HEADING, "What happens next"),
            Block(BlockKind.QUOTE, "We never knew of the crack."),
            Block(BlockKind.LIST_ITEM, "- Buses take the tunnel."),
            Block(BlockKind.CAPTION, "Pier two. Photo: Jo Lint"),
            Block(BlockKind.CORRECTION, "An earlier version of this article gave a wrong age."),
        ),
    )


def write() -> None:
    """Write every expected file, and remove those that no scene makes any more."""
    EXPECTED.mkdir(exist_ok=True)
    made = dict(faces())
    for path in EXPECTED.iterdir():
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (EXPECTED / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
