"""How often headline, authors, day and minute of publication are read rightly: ours beside those that are installed.

    python -m benchmarks.metadata FOLDER [--truth TRUTH.json] [--only tracker] [--misses]

FOLDER is laid out as benchmarks/extraction.py wants it; for a truth whose entries name a "file" and its "url", as those of
benchmarks/metadata-elsewhere.json do, it is where the packages named there are unpacked. benchmarks/metadata-blind.json
is such a truth for the 590 pages in metadata-blind.tar.xz (`tar xf` it into FOLDER): invented articles laid out as papers of
many countries lay them out, written by people who had not seen the extractor. Its parts M, N and P to Y were each read
once before anything was mended for them; since then all but R are seen. TRUTH.json ({id: {"headline", "authors", "day", "minute", "doubt"}})
was made by reading each page, before any extractor was run on it. Every value is a list of the answers that are right;
more than one where a careful reader may take either, and "doubt" says why. An answer for "authors" is a list of names,
"minute" is ISO 8601 with its zone, an empty list where a page tells nothing. A headline may stand as "sha256:" with the
first 16 digits of the hash of its letters and digits, so that the truth can be handed on without the publishers' text.

headline: letters and digits are the same, whatever their case, spaces and typography. day: the day of the moment in UTC
is right; minute: the moment is right to the minute; both only where the truth has one. authors: precision, recall and F1
over all names of all pages, each page against the answer nearest to what was read.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import importlib.metadata
import io
import json
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.extraction import Page, parsed_by, read_pages

TRUTH = Path(__file__).with_name("metadata-truth.json")


@dataclass(frozen=True, slots=True)
class Told:
    """What an extractor tells of a page; `at` is a day alone where it knows no time."""

    headline: str
    authors: tuple[str, ...]
    at: date | datetime | None


@dataclass(slots=True)
class Tally:
    pages: int = 0
    headlines: int = 0
    dated: int = 0
    days: int = 0
    timed: int = 0
    minutes: int = 0
    names_told: int = 0
    names_wanted: int = 0
    names_right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.names_right / ((self.names_told + self.names_wanted) or 1)


Extractor = Callable[[str, str], Told]


def main() -> int:
    arguments = _arguments()
    truth = json.loads(arguments.truth.read_text("utf-8"))
    truth = {key: entry for key, entry in truth.items() if arguments.part in (None, entry.get("part"))}
    pages = _pages(arguments.pages, truth)
    print(f"{len(pages)} pages from {arguments.pages}\n")
    print(f"{'extractor':<22}{'headline':>9}{'day':>7}{'minute':>8}{'authors F1':>12}{'P':>7}{'R':>7}")
    for package, make in _EXTRACTORS:
        if arguments.only and arguments.only not in package:
            continue
        try:
            extractor = make()
        except ImportError:
            print(f"{package:<22}not installed")
            continue
        tally = Tally()
        for key, page in pages.items():
            told = _quietly(extractor, page.html, page.url)
            for miss in count(tally, told, truth[key]):
                if arguments.misses:
                    print(f"  {key[:8]} {miss}")
        print(_line(f"{package} {importlib.metadata.version(package)}", tally))
    return 0


def _pages(folder: Path, truth: dict[str, Any]) -> dict[str, Page]:
    """The pages of which the truth tells, with their keys in it."""
    if any("file" in entry for entry in truth.values()):
        from tracker.extract.parsing.charset import decode

        files = {key: folder / entry["file"] for key, entry in truth.items()}
        return {key: Page(truth[key]["url"], decode(file.read_bytes(), "")) for key, file in files.items()}
    keys = sorted(json.loads((folder / "ground-truth.json").read_text("utf-8")))
    return {key: page for key, page in zip(keys, read_pages(folder), strict=True) if key in truth}


def count(tally: Tally, told: Told, truth: dict[str, Any]) -> list[str]:
    """Add one page to the tally; what was wrong on it, for people to read."""
    misses: list[str] = []
    tally.pages += 1
    if {normal(told.headline), hashed(told.headline)} & {_expected(one) for one in truth["headline"]}:
        tally.headlines += 1
    else:
        misses.append(f"headline {told.headline!r}")
    if truth["day"]:
        tally.dated += 1
        day = _day(told.at)
        tally.days += day in truth["day"]
        misses += [] if day in truth["day"] else [f"day {day or None} for {truth['day']}"]
    if truth["minute"]:
        tally.timed += 1
        minute = told.at.replace(second=0, microsecond=0) if isinstance(told.at, datetime) else None
        right = minute in {
            datetime.fromisoformat(one).astimezone(UTC).replace(second=0, microsecond=0) for one in truth["minute"]
        }
        tally.minutes += right
        misses += [] if right else [f"minute {minute} for {truth['minute']}"]
    names = {normal(name) for name in told.authors} - {""}
    answers = [{normal(name) for name in answer} for answer in truth["authors"]]
    nearest = min(answers, key=lambda answer: (len(answer ^ names), -len(answer)))
    tally.names_told += len(names)
    tally.names_wanted += len(nearest)
    tally.names_right += len(names & nearest)
    return misses + ([] if names == nearest else [f"authors {told.authors} for {truth['authors']}"])


def normal(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def hashed(text: str) -> str:
    """The text's place in a truth that holds no text."""
    return "sha256:" + hashlib.sha256(normal(text).encode()).hexdigest()[:16]


def _expected(headline: str) -> str:
    return headline if headline.startswith("sha256:") else normal(headline)


def _day(at: date | datetime | None) -> str:
    return at.strftime("%Y-%m-%d") if at else ""


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:<22}{_share(tally.headlines, tally.pages):>9}{_share(tally.days, tally.dated):>7}"
        f"{_share(tally.minutes, tally.timed):>8}{tally.f1:>12.3f}"
        f"{_share(tally.names_right, tally.names_told):>7}{_share(tally.names_right, tally.names_wanted):>7}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / (whole or 1):.3f}"


def _quietly(extractor: Extractor, html: str, url: str) -> Told:
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return extractor(html, url)
        except Exception:  # noqa: BLE001 -- whatever another extractor raises, its page counts as unread
            return Told("", (), None)


def _tracker() -> Extractor:
    from tracker.extract import extract

    def read(html: str, url: str) -> Told:
        document = extract(html, url=url)
        return Told(document.headlines.visible, document.authors, document.published_at)

    return read


def _trafilatura() -> Extractor:
    metadata = importlib.import_module("trafilatura.metadata")

    def read(html: str, url: str) -> Told:
        found = metadata.extract_metadata(html, default_url=url)
        day = date.fromisoformat(found.date) if found.date else None
        return Told(found.title or "", tuple(_split((found.author or "").split(";"))), day)

    return read


def _newspaper() -> Extractor:
    newspaper = importlib.import_module("newspaper")

    def read(html: str, url: str) -> Told:
        article = parsed_by(newspaper, html, url)
        at = article.publish_date or None
        if isinstance(at, datetime):
            at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        return Told(article.title or "", tuple(article.authors), at)

    return read


def _split(names: Iterable[str]) -> Iterable[str]:
    return (name.strip() for name in names if name.strip())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="where ground-truth.json and html/ are")
    parser.add_argument("--truth", type=Path, default=TRUTH, help="what the pages say, made by reading them")
    parser.add_argument("--part", help="only the pages that the truth has in this part")
    parser.add_argument("--only", default="", help="only extractors with this in their name")
    parser.add_argument("--misses", action="store_true", help="print what was read wrongly")
    return parser.parse_args()


_EXTRACTORS: tuple[tuple[str, Callable[[], Extractor]], ...] = (
    ("tracker", _tracker),
    ("trafilatura", _trafilatura),
    ("newspaper4k", _newspaper),
)


if __name__ == "__main__":
    sys.exit(main())
