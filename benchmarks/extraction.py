"""How well and how fast extractors read articles: ours beside those that are installed (pip install tracker[benchmark]).

    python benchmarks/extraction.py FOLDER [--only tracker]
    python benchmarks/extraction.py PAGES.json [--only tracker]

FOLDER holds ground-truth.json ({id: {"url": …, "articleBody": …}}) and html/ID.html.gz, as the public
article-extraction-benchmark lays its pages out. The metric is that benchmark's: 4-word shingles as multisets, each page
weighing the same, F1 of the mean precision and the mean recall; exact is the share of pages whose words are all right.

PAGES.json is a list of {"file": …, "url": …, "with": […], "without": […]}: pages (files beside the list) with strings that must
be in the text and strings that must not. The metric is that of the trafilatura project's evaluation: precision, recall and F1
over all strings of all pages; exact is the share of pages on which every string is right. White space counts as one space.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib
import importlib.metadata
import io
import json
import re
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Extractor = Callable[[str, str], str]
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    html: str
    body: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    exact: float
    median_ms: float
    p95_ms: float
    failures: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)


def main() -> int:
    arguments = _arguments()
    by_strings = arguments.pages.is_file()
    pages = read_listed(arguments.pages) if by_strings else read_pages(arguments.pages)
    print(f"{len(pages)} pages from {arguments.pages}\n")
    print(f"{'extractor':<28}{'F1':>7}{'P':>7}{'R':>7}{'exact':>7}{'median ms':>11}{'p95 ms':>9}{'failed':>8}")
    for name, package, make in _EXTRACTORS:
        if arguments.only and arguments.only not in name:
            continue
        try:
            extractor = make()
        except ImportError:
            print(f"{name:<28}not installed: pip install {package}")
            continue
        score = measure(extractor, pages, by_strings=by_strings)
        version = importlib.metadata.version(package)
        print(
            f"{f'{name} {version}':<28}{score.f1:>7.3f}{score.precision:>7.3f}{score.recall:>7.3f}{score.exact:>7.2f}"
            f"{score.median_ms:>11.1f}{score.p95_ms:>9.1f}{score.failures:>8}"
        )
    return 0


def read_pages(folder: Path) -> list[Page]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        Page(
            entry["url"],
            gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()).decode("utf-8"),
            entry["articleBody"],
        )
        for key, entry in sorted(truth.items())
    ]


def read_listed(path: Path) -> list[Page]:
    from tracker.extract.parsing.charset import decode

    return [
        Page(
            entry["url"],
            decode((path.parent / entry["file"]).read_bytes(), ""),
            wanted=tuple(map(_spaced, entry["with"])),
            unwanted=tuple(map(_spaced, entry["without"])),
        )
        for entry in json.loads(path.read_text("utf-8"))
    ]


def measure(extractor: Extractor, pages: list[Page], *, by_strings: bool) -> Score:
    texts: list[str] = []
    times: list[float] = []
    failures = 0
    for number, page in enumerate(pages[:WARM_UP] + pages):
        started = time.process_time()
        text, failed = _quietly(extractor, page)
        if number < WARM_UP:
            continue
        times.append((time.process_time() - started) * 1000)
        failures += failed
        texts.append(text)
    precision, recall, exact = (_by_strings if by_strings else _by_shingles)(pages, texts)
    return Score(
        precision=precision,
        recall=recall,
        exact=exact,
        median_ms=statistics.median(times or [0.0]),
        p95_ms=sorted(times or [0.0])[int(0.95 * len(times))],
        failures=failures,
    )


def _by_shingles(pages: list[Page], texts: list[str]) -> tuple[float, float, float]:
    """Precision, recall and the share of exact pages, by words."""
    precisions: list[float] = []
    recalls: list[float] = []
    exact: list[bool] = []
    for page, text in zip(pages, texts, strict=True):
        wanted, got = shingles(page.body), shingles(text)
        common = sum((wanted & got).values())
        if got:
            precisions.append(common / sum(got.values()))
        if wanted:
            recalls.append(common / sum(wanted.values()))
        exact.append(words(page.body) == words(text))
    return statistics.mean(precisions or [0.0]), statistics.mean(recalls or [0.0]), statistics.mean(exact or [False])


def _by_strings(pages: list[Page], texts: list[str]) -> tuple[float, float, float]:
    """Precision, recall and the share of pages on which all strings are right."""
    found = missed = leaked = right = 0
    for page, text in zip(pages, map(_spaced, texts), strict=True):
        there = sum(string in text for string in page.wanted)
        wrong = sum(string in text for string in page.unwanted)
        found += there
        missed += len(page.wanted) - there
        leaked += wrong
        right += there == len(page.wanted) and not wrong
    return found / ((found + leaked) or 1), found / ((found + missed) or 1), right / (len(pages) or 1)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    found = words(text)
    if not found:
        return Counter()
    return Counter(tuple(found[at : at + length]) for at in range(max(1, len(found) - length + 1)))


def _quietly(extractor: Extractor, page: Page) -> tuple[str, bool]:
    """The text, and whether the extractor failed: some print, warn or raise on real pages."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return extractor(page.html, page.url) or "", False
        except Exception:  # noqa: BLE001 -- whatever another extractor raises, its page counts as empty
            return "", True


def _tracker() -> Extractor:
    from tracker.extract import extract

    return lambda html, url: extract(html, url=url).text


def _trafilatura(**options: bool) -> Callable[[], Extractor]:
    def make() -> Extractor:
        trafilatura = importlib.import_module("trafilatura")
        return lambda html, url: trafilatura.extract(html, url=url, include_comments=False, **options) or ""

    return make


def _readability() -> Extractor:
    readability = importlib.import_module("readability")
    lxml_html = importlib.import_module("lxml.html")

    def read(html: str, url: str) -> str:
        summary = readability.Document(html, url=url).summary()
        return "\n".join(piece for piece in lxml_html.fromstring(summary).itertext() if piece.strip())

    return read


def _newspaper() -> Extractor:
    newspaper = importlib.import_module("newspaper")

    return lambda html, url: str(parsed_by(newspaper, html, url).text)


def parsed_by(newspaper: Any, html: str, url: str) -> Any:
    """What newspaper4k makes of a page that it need not fetch."""
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return article


def _resiliparse() -> Extractor:
    plain = importlib.import_module("resiliparse.extract.html2text")
    return lambda html, _url: str(plain.extract_plain_text(html, main_content=True, alt_texts=False, links=False))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "pages", type=Path, help="where ground-truth.json and html/ are, or a list of pages with strings"
    )
    parser.add_argument("--only", default="", help="only extractors with this in their name")
    return parser.parse_args()


_EXTRACTORS: tuple[tuple[str, str, Callable[[], Extractor]], ...] = (
    ("tracker", "tracker", _tracker),
    ("trafilatura", "trafilatura", _trafilatura()),
    ("trafilatura precision", "trafilatura", _trafilatura(favor_precision=True)),
    ("readability-lxml", "readability-lxml", _readability),
    ("newspaper4k", "newspaper4k", _newspaper),
    ("resiliparse", "resiliparse", _resiliparse),
)


if __name__ == "__main__":
    sys.exit(main())
