"""How much room captures take, and how long saving and opening them takes: ours beside a file for each.

    python benchmarks/storage.py FOLDER [--fetches 25] [--noise stability.py]

FOLDER holds html/ID.html.gz, as the public article-extraction-benchmark lays its pages out. Each page is an article that
is fetched again and again. By default every fetch re-rolls furniture of our own (related links, advertisements, a token,
ages) and every eighth brings a real edit, which stays. With --noise, the furniture is what `build` in that file makes
(five to nine kinds of change at each fetch). Milliseconds are CPU time, the best of three for opening.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backports import zstd

from tracker.store.snapshots import Snapshots

Save = Callable[[bytes, str], int]
Open = Callable[[str], bytes]
WORDS = (
    "council",
    "vote",
    "harbour",
    "minister",
    "strike",
    "flood",
    "trial",
    "budget",
    "school",
    "league",
    "fire",
    "tax",
)


@dataclass(frozen=True)
class Way:
    """A way to keep captures: how it saves one (after the one before), opens one, and the folder it keeps them in."""

    name: str
    save: Save
    open: Open
    folder: Path


@dataclass(frozen=True)
class Figures:
    stored: list[int]
    first: list[int]
    save_ms: list[float]
    open_ms: list[float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fetches", type=int, default=25)
    parser.add_argument("--noise", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    arguments = parser.parse_args()
    articles = list(series(arguments.folder, arguments.fetches, arguments.noise, arguments.pages))
    sizes = [len(body) for article in articles for body in article]
    print(f"{len(articles)} pages, {len(sizes)} captures, {statistics.mean(sizes):,.0f} bytes each (mean)\n")
    print(
        f"{'':<22}{'median':>9}{'mean':>9}{'first':>9}{'on disk':>9}{'files':>7}"
        f"{'save ms':>9}{'open ms':>9}{'p99':>6}{'max':>6}{'max below 200 kB':>18}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for way in ways(Path(folder)):
            show(way, measure(way, articles), articles)
    return 0


def series(folder: Path, fetches: int, noise: Path | None, most: int) -> Iterator[list[bytes]]:
    """Each page as it came at each fetch."""
    if noise is not None:
        yield from foreign_series(noise, fetches, most)
        return
    for path in sorted((folder / "html").glob("*.html.gz"))[:most]:
        page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        chance = random.Random(path.name)
        article = []
        for fetch in range(fetches):
            if fetch % 8 == 7:
                page = edited(page, chance)
            own = random.Random(f"{path.name}:{fetch}")
            article.append(furnished(page, own).encode())
        yield article


def foreign_series(noise: Path, fetches: int, most: int) -> Iterator[list[bytes]]:
    sys.path.insert(0, str(noise.parent))
    spec = importlib.util.spec_from_file_location("noise", noise)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for item in module.build(module.load("aeb")[:most], 1, fetches - 1):
        yield [item["base"].encode(), *(page.encode() for _, page in item["noise"])]


def furnished(page: str, chance: random.Random) -> str:
    """The page with furniture that is another at each fetch, inside the text and behind it."""

    def headline() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(7))

    related = "".join(f'<li><a href="/news/{chance.getrandbits(32):08x}">{headline()}</a></li>' for _ in range(8))
    advert = f'<div id="gpt-{chance.getrandbits(40):010x}"><iframe src="https://ads.example/{chance.getrandbits(64):016x}"></iframe></div>'
    token = f'<meta name="csrf-token" content="{chance.getrandbits(160):040x}">'
    age = f"<span>{chance.randint(2, 59)} minutes ago</span> <span>{chance.randint(10, 9000)} shares</span>"
    page = page.replace("</head>", f"{token}</head>", 1)
    places = [place for place in range(len(page)) if page.startswith("</p>", place)] or [len(page)]
    inside = chance.choice(places) + 4
    end = page.rfind("</body>")
    end = end if end > inside else len(page)
    return f"{page[:inside]}{advert}{page[inside:end]}<aside>{age}<ul>{related}</ul>{advert}</aside>{page[end:]}"


def edited(page: str, chance: random.Random) -> str:
    """The page with a sentence more, which stays."""
    places = [place for place in range(len(page)) if page.startswith("</p>", place)] or [len(page)]
    place = chance.choice(places)
    return f"{page[:place]} {' '.join(chance.choice(WORDS) for _ in range(20))}.{page[place:]}"


def ways(folder: Path) -> Iterator[Way]:
    yield files("raw, a file each", folder / "raw", lambda body: body, lambda data: data)
    yield files("zstd -9, a file each", folder / "zstd", lambda body: zstd.compress(body, level=9), zstd.decompress)
    snapshots = Snapshots(folder / "packs")
    yield Way(
        "deltas in packs",
        lambda body, base: snapshots.save(body, base=base).stored_size,
        snapshots.load,
        folder / "packs",
    )
    snapshots.close()


def files(name: str, folder: Path, pack: Callable[[bytes], bytes], unpack: Callable[[bytes], bytes]) -> Way:
    """One file for each capture, as Tracker kept them at first (without the syncing, which costs no CPU to speak of)."""

    def save(body: bytes, _: str) -> int:
        sha256 = hashlib.sha256(body).hexdigest()
        path = folder / sha256[:2] / sha256[2:4] / sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.write_bytes(pack(body))

    def load(sha256: str) -> bytes:
        body = unpack((folder / sha256[:2] / sha256[2:4] / sha256).read_bytes())
        assert hashlib.sha256(body).hexdigest() == sha256
        return body

    return Way(name, save, load, folder)


def measure(way: Way, articles: list[list[bytes]]) -> Figures:
    """Fetch by fetch through all articles, as they come in life, then open every capture."""
    names = [[hashlib.sha256(body).hexdigest() for body in article] for article in articles]
    figures = Figures([], [], [], [])
    for fetch in range(len(articles[0])):
        for article, own in zip(articles, names, strict=True):
            base = own[fetch - 1] if fetch else ""
            started = time.process_time()
            stored = way.save(article[fetch], base)
            figures.save_ms.append((time.process_time() - started) * 1000)
            (figures.stored if fetch else figures.first).append(stored)
    for own in names:
        for name in own:
            figures.open_ms.append(min(timed(way.open, name) for _ in range(3)))
    return figures


def timed(load: Open, name: str) -> float:
    started = time.process_time()
    load(name)
    return (time.process_time() - started) * 1000


def show(way: Way, figures: Figures, articles: list[list[bytes]]) -> None:
    everything = [path for path in way.folder.rglob("*") if path.is_file()]
    on_disk = sum(path.stat().st_blocks * 512 for path in everything) / len(figures.open_ms)
    sizes = [len(body) for article in articles for body in article]
    small = [ms for ms, size in zip(figures.open_ms, sizes, strict=True) if size < 200_000]
    ordered = sorted(figures.open_ms)
    print(
        f"{way.name:<22}{statistics.median(figures.stored):>9,.0f}{statistics.mean(figures.stored):>9,.0f}"
        f"{statistics.mean(figures.first):>9,.0f}{on_disk:>9,.0f}{len(everything):>7,}"
        f"{statistics.mean(figures.save_ms):>9.2f}{statistics.mean(figures.open_ms):>9.2f}"
        f"{ordered[int(len(ordered) * 0.99)]:>6.2f}{ordered[-1]:>6.2f}{max(small):>18.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())
