"""How `tracker extract` reads pages: by which rules, as of which day, beside what is known of their host; and the pages of an
article that is followed, as they were captured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tracker.cli.console import settings_of, store
from tracker.errors import UnreadablePage, UsageError

if TYPE_CHECKING:
    from datetime import date

    from tracker.app import Tracker
    from tracker.examining.examine import Page
    from tracker.extract import Explained, HostMemory, Reading, Rule, Sheet
    from tracker.model import Article

_NUMBER = re.compile(r"#?(\d{1,9})(?:@(.+))?")
_ADDRESS = re.compile(r"(\S+?://\S+)@(\d{1,9}|latest|previous)")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads pages by these rules as of that day, beside what is known of their host, if anything is."""

    rules: tuple[Rule, ...] | None
    day: date | None
    memory: HostMemory | None = None

    def read(self, first: Sheet, further: list[Sheet], *, in_order: bool = False) -> Reading:
        """The article on these pages. Raises UnreadablePage where one of them is no further page of it though they were
        named `in_order`.
        """
        from tracker.extract import page_count, read

        reading = read(
            first.body,
            url=first.url,
            status=first.status,
            headers=first.headers,
            host_memory=self.memory,
            rules=self.rules,
            day=self.day,
            further=further,
        )
        number = page_count(reading.document) + 1
        if in_order and reading.quality.ok and number <= len(further) + 1:
            raise UnreadablePage(f"page {number} shows nothing more of the article", hint="name its pages in order")
        return reading

    def explain(self, sheet: Sheet) -> tuple[Explained, ...]:
        """Why each block of one page was kept or cut."""
        from tracker.extract import explain

        return explain(
            sheet.body,
            url=sheet.url,
            content_type=sheet.content_type,
            host_memory=self.memory,
            rules=self.rules,
            day=self.day,
        )


def reader_of(context: typer.Context, url: str) -> Reader:
    """The reader of a page that comes from an address: by the user's rules of today."""
    from tracker.making import site_rules, utc_now

    return Reader(site_rules(settings_of(context)).of(url), utc_now().date())


def kept_pages(context: typer.Context, name: str) -> tuple[list[Sheet], Reader] | None:
    """The pages that a revision of an article was read from, and how they are read today. None where `name` is no article's
    number, nor its address with a revision: then it is a file's, or an address to ask.

    Raises UsageError where there is no such article or revision, DamagedSnapshot where its bytes cannot be read.
    """
    if name == "-" or not (_NUMBER.fullmatch(name) or _ADDRESS.fullmatch(name)) or Path(name).exists():
        return None
    from tracker.examining.remembering import unpack_memory

    with store(context) as tracker:
        found = _named(tracker, name)
        if found is None:
            return None
        article, reference = found
        if not article.revisions:
            raise UsageError(f"article {article.id} was never read", hint=f"tracker check {article.id}")
        old = tracker.capture_of(article, reference)
    sheets = [_sheet(page) for page in (old.page, *old.page.further)]
    return sheets, Reader(old.rules, old.page.day, unpack_memory(old.memory))


def _named(tracker: Tracker, name: str) -> tuple[Article, str] | None:
    """The article and the revision that are meant; None for an address that nobody follows, which has an @ in it."""
    if numbered := _NUMBER.fullmatch(name):
        return tracker.article(numbered[1]), numbered[2] or "latest"
    reference, _, revision = name.rpartition("@")
    try:
        return tracker.article(reference), revision
    except UsageError:
        return None


def _sheet(page: Page) -> Sheet:
    from tracker.extract import Sheet

    return Sheet(page.body, page.url, page.status, page.headers)
