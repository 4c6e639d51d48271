"""How well and how fast extractors read articles: ours beside those that are installed (pip install tracker[benchmark]).

    python benchmarks/extraction.py FOLDER [--only tracker]

FOLDER holds ground-truth.json ({id: {"url": …, "articleBody": …}}) and html/ID.html.gz, as the public
article-extraction-benchmark lays its pages out. The metric is that benchmark's: 4-word shingles as multisets, each page
weighing the same, F1 of the mean precision and the mean recall; exact is the share of pages whose words are all right.
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

Extractor = Callable[[str | bytes, str], str]
WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    html: str | bytes
    body: str


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
    pages = read_pages(arguments.folder)
    print(f"{len(pages)} pages from {arguments.folder}\n")
    print(f"{'extractor':<28}{'F1':>7}{'P':>7}{'R':>7}{'exact':>7}{'median ms':>11}{'p95 ms':>9}{'failed':>8}")
    for name, package, make in EXTRACTORS:
        if arguments.only and arguments.only not in name:
            continue
        try:
            extractor = make()
        except ImportError:
            print(f"{name:<28}not installed: pip install {package}")
            continue
        score = measure(extractor, pages)
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


def measure(extractor: Extractor, pages: list[Page]) -> Score:
    precisions: list[float] = []
    recalls: list[float] = []
    exact: list[bool] = []
    times: list[float] = []
    failures = 0
    for number, page in enumerate(pages[:WARM_UP] + pages):
        started = time.process_time()
        text, failed = quietly(extractor, page)
        if number < WARM_UP:
            continue
        times.append((time.process_time() - started) * 1000)
        failures += failed
        wanted, got = shingles(page.body), shingles(text)
        common = sum((wanted & got).values())
        if got:
            precisions.append(common / sum(got.values()))
        if wanted:
            recalls.append(common / sum(wanted.values()))
        exact.append(words(page.body) == words(text))
    return Score(
        precision=statistics.mean(precisions or [0.0]),
        recall=statistics.mean(recalls or [0.0]),
        exact=statistics.mean(exact or [False]),
        median_ms=statistics.median(times or [0.0]),
        p95_ms=sorted(times or [0.0])[int(0.95 * len(times))],
        failures=failures,
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    found = words(text)
    if not found:
        return Counter()
    return Counter(tuple(found[at : at + length]) for at in range(max(1, len(found) - length + 1)))


def quietly(extractor: Extractor, page: Page) -> tuple[str, bool]:
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

    def read(html: str, url: str) -> str:
        article = newspaper.Article(url, fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return read


def _resiliparse() -> Extractor:
    plain = importlib.import_module("resiliparse.extract.html2text")
    return lambda html, _url: str(plain.extract_plain_text(html, main_content=True, alt_texts=False, links=False))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where ground-truth.json and html/ are")
    parser.add_argument("--only", default="", help="only extractors with this in their name")
    return parser.parse_args()


EXTRACTORS: tuple[tuple[str, str, Callable[[], Extractor]], ...] = (
    ("tracker", "tracker", _tracker),
    ("trafilatura", "trafilatura", _trafilatura()),
    ("trafilatura precision", "trafilatura", _trafilatura(favor_precision=True)),
    ("readability-lxml", "readability-lxml", _readability),
    ("newspaper4k", "newspaper4k", _newspaper),
    ("resiliparse", "resiliparse", _resiliparse),
)


if __name__ == "__main__":
    sys.exit(main())
