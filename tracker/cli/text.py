"""Two commands that need no database: extract and compare."""

from __future__ import annotations

import json as json_library
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import tracker
from tracker.cli.asked import WITHOUT, fetch_pages
from tracker.cli.console import JsonOption, err, say_json, say_text, settings_of, show
from tracker.cli.differences import Faces, HtmlOption, SideOption, StatOption, UnifiedOption, WordsOption, print_change
from tracker.cli.kept import kept_pages, reader_of
from tracker.cli.reports import OF_YOUR_OWN
from tracker.errors import UnreadablePage, UsageError
from tracker.model import Change, Document, Quality, QualityVerdict
from tracker.render.data import disclosure_to_dict, document_to_dict, flag_to_dict
from tracker.render.inert import one_line
from tracker.render.terminal import terminal_document
from tracker.render.view import Header

if TYPE_CHECKING:
    from tracker.extract import Explained, Sheet

_HTML_SIGNS = ("<!doctype", "<html", "<head", "<body", "<article", "<p", "<div", "<h1", "<?xml", "<!--")


def extract(
    context: typer.Context,
    page: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|ARTICLE[@REV]",
            help="A saved page, an address to fetch, or the number of an article that is followed; - reads stdin.",
        ),
    ],
    further: Annotated[
        list[str] | None, typer.Argument(metavar="FILE|URL…", help="The pages that the same article goes on with.")
    ] = None,
    url: Annotated[str, typer.Option(help="Where a saved page came from, for its links.")] = "",
    explain_: Annotated[bool, typer.Option("--explain", help="Why each block was kept or cut.")] = False,
    render: Annotated[
        bool, typer.Option("--render", help="Run the scripts of a page that shows nothing without them, in a browser.")
    ] = False,
    one_page: Annotated[
        bool,
        typer.Option("--one-page", help="Leave out the further pages that the article goes on with."),
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Only the body.")] = False,
    json: JsonOption = False,
) -> None:
    """Read the article out of a page, or out of all its pages; no database needed.

    Of an article that is followed, the capture of its latest revision, or another one, is read by today's extractor.
    """
    from tracker.extract import page_count
    from tracker.making import local_zone

    kept = kept_pages(context, page)
    if further and (explain_ or kept):
        told = "--explain tells of one page" if explain_ else f"{page[:100]} is an article, with all its pages"
        raise UsageError(told, hint="name the pages one by one")
    if render and (kept or not all(map(_is_address, (page, *(further or ()))))):
        raise UsageError("--render is for addresses", hint="a saved page cannot ask for what its scripts need")
    follow = _is_address(page) and not (further or one_page or explain_)
    first, *followed = kept[0] if kept else _pages(context, page, url, render=render, follow=follow)
    reader = kept[1] if kept else reader_of(context, first.url)
    if explain_:
        _tell_why(reader.explain(first), json=json)
        _refuse_unreadable(page, reader.read(first, []).quality, "")
        return
    named = [_pages(context, name, "", render=render)[0] for name in further or ()]
    reading = reader.read(first, [] if one_page else followed or named, in_order=bool(named))
    document, quality = reading.document, reading.quality
    if json:
        found = {"verdict": quality.verdict.value, "evidence": quality.evidence, "vendor": quality.vendor}
        say_json({**document_to_dict(document), "quality": found})
    elif text:
        say_text(document.text)
    elif document.blocks or document.headline:
        show(terminal_document(document, zone=local_zone(settings_of(context))))
    _refuse_unreadable(page, quality, "--explain shows what was cut, and why", followed=bool(followed) and not kept)
    if followed and not one_page:
        _tell_of_idle_page(followed, page_count(document) + 1)
    elif not further and (more := reading.pagination.address(2)):
        rest = "--one-page leaves it out" if one_page else "name its other pages too"
        _tell(f"the article goes on at {more}; {rest}")


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A file, HTML or text.")] = "",
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another.")] = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id", "old", "new"} lines from stdin, write one result a line.')
    ] = False,
    unified: UnifiedOption = False,
    side_by_side: SideOption = False,
    stat: StatOption = False,
    html: HtmlOption = False,
    words: WordsOption = 2,
    json: JsonOption = False,
) -> None:
    """Say what an edit means: flags, then the sentences with their changed words; no database needed.

    Exits with 0 where the two are the same, 1 where they differ, 2 and more where there is trouble, as diff(1).
    """
    if jsonl:
        raise typer.Exit(2 if _compare_lines(sys.stdin.buffer) else 0)
    if not old or not new:
        raise UsageError("two files are needed", hint="tracker compare OLD NEW, or --jsonl with lines on stdin")
    change = tracker.compare(_document(old), _document(new))
    faces = Faces(unified=unified, side_by_side=side_by_side, stat=stat, html=html, json=json, context=words)
    raise typer.Exit(int(print_change(change, Header(old_label=old, new_label=new), faces)))


def _compare_lines(lines: Iterable[bytes]) -> bool:
    """One result line for each input line, at once; gives whether any line was bad."""
    bad = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = None
        try:
            row = json_library.loads(line)
            result = _compared(row)
        except Exception as error:  # noqa: BLE001 - one poisonous line must not end the run; it is answered in its place
            bad, known = True, row.get("id") if isinstance(row, dict) else None
            result = {"id": known, "line": number, "error": f"not compared: {_reason(error)}"}
            err().print(f"tracker: stdin, line {number}: {_reason(error)}", markup=False, soft_wrap=True, style="red")
        sys.stdout.write(json_library.dumps(result) + "\n")
        sys.stdout.flush()
    return bad


def _reason(error: Exception) -> str:
    said = str(error) if isinstance(error, ValueError | TypeError) else f"{type(error).__name__}: {error}"
    return one_line(said)[:150]


def _compared(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise TypeError("a line must be an object with id, old and new")
    texts: dict[str, Any] = {name: row.get(name) for name in ("old", "new")}
    texts |= {name: row.get(name) or "" for name in _FRAME}
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a text")
    change = tracker.compare(
        Document.from_text(texts["old"], headline=row.get("old_headline"), byline=row.get("old_byline")),
        Document.from_text(texts["new"], headline=row.get("new_headline"), byline=row.get("new_byline")),
    )
    return {"id": row.get("id"), **_result(change)}


_FRAME = ("old_headline", "new_headline", "old_byline", "new_byline")


def _result(change: Change) -> dict[str, Any]:
    return {
        "differs": bool(change.edits or change.flags),
        "severity": change.severity.value,
        "flags": [flag_to_dict(flag) for flag in change.flags],
        "disclosure": disclosure_to_dict(change.disclosure),
    }


def _tell_of_idle_page(followed: list[Sheet], number: int) -> None:
    """Say which of the pages that were followed ended the article, where one of them did."""
    if number <= len(followed) + 1:
        _tell(f"page {number}, {followed[number - 2].url}, shows nothing more of the article")


def _tell(line: str) -> None:
    err().print(f"tracker: {one_line(line)}", markup=False, soft_wrap=True)


def _refuse_unreadable(page: str, quality: Quality, hint: str, *, followed: bool = False) -> None:
    """Raise UnreadablePage where a capture cannot be believed, with what can be done about it."""
    if quality.ok:
        if quality.evidence:
            _tell(f"{page[:100]}: {quality.evidence}{'; ' if hint else ''}{hint}")
        return
    if followed:
        raise UnreadablePage(f"{page[:100]}: {quality.told}", hint=WITHOUT)
    if "JavaScript" in quality.evidence:
        draw = "--render draws it in a browser, and fetch.browser" if _is_address(page) else "fetch.browser"
        hint = f"{draw} has the daemon draw such pages: see docs/rendering.md"
    hint = _NEXT.get(quality.verdict, hint)
    if quality.verdict is QualityVerdict.NOT_HTML and "feed" in quality.evidence and _is_address(page):
        hint = f"tracker follow {page[:300]}"
    raise UnreadablePage(f"{page[:100]}: {quality.told}", hint=hint)


_NEXT = {
    QualityVerdict.BLOCKED: OF_YOUR_OWN,
    QualityVerdict.CONSENT: OF_YOUR_OWN,
    QualityVerdict.LOGIN: OF_YOUR_OWN,
    QualityVerdict.PAYWALL: OF_YOUR_OWN,
    QualityVerdict.SOFT_404: "open the address in a browser",
    QualityVerdict.ERROR_PAGE: "try again later",
    QualityVerdict.TRUNCATED: "try again",
    QualityVerdict.NOT_HTML: "name a web page",
}


def _pages(context: typer.Context, page: str, url: str, *, render: bool, follow: bool = False) -> list[Sheet]:
    """The bytes of a page, where they came from, and the headers and status that came with them; the further pages of
    its article behind it, where these are to be followed.
    """
    from tracker.extract import Sheet

    if _is_address(page):
        return fetch_pages(settings_of(context), page, render=render, follow=follow)
    return [Sheet(_bytes(page), url or "https://unknown.invalid/", 200, (("content-type", "text/html"),))]


def _is_address(page: str) -> bool:
    return page != "-" and "://" in page


def _document(name: str) -> Document:
    """A file as a document: HTML is extracted, anything else is text."""
    body = _bytes(name)
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(tuple(sign.encode() for sign in _HTML_SIGNS)):
        document = tracker.extract(body, url="https://unknown.invalid/")
        if not document.blocks:
            raise UnreadablePage(f"{name}: no article could be read from it", hint=f"tracker extract {name} --explain")
        return document
    return Document.from_text(body.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(
            f"{name[:150]} cannot be read: {reason}", hint="name a file, or a URL with https://"
        ) from error


def _tell_why(blocks: Iterable[Explained], *, json: bool) -> None:
    if json:
        say_json([{"kept": b.kept, "rule": b.rule, "text": b.text, "path": b.path} for b in blocks])
        return
    for block in blocks:
        sign = "+" if block.kept else "-"
        sys.stdout.write(f"{sign} {block.rule:24} {one_line(block.text)[:100]}\n")
