"""How fast "unchanged" is told, how often, and whether it is ever told wrongly.

    python benchmarks/unchanged.py FOLDER [--seed N] [--real] [--pages N]

FOLDER holds pages as benchmarks/extraction.py reads them, with a generator of variants beside them: `stability.py`, whose
`load(name)` gives the pages and `build(pages, seed=…, real=…, full=…)` the variants of each (furniture that moved, edits;
with --real the furniture of other publishers). Both verdicts are timed in the same run, as CPU time: the quick one as the
shortest of three; the full reading without drawing the sketch, which stands apart. A verdict is unsafe where the quick one says "unchanged" and the full reading, with the last reading as
memory, finds another text or does not believe the page.
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tracker.compare import fingerprint
from tracker.examining.sketching import pack_sketch
from tracker.extract import Reading, doubt, read

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Tally:
    """What was measured."""

    pages: int = 0
    without: int = 0
    sizes: list[int] = field(default_factory=list)
    quick: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)
    moved: int = 0
    stopped: int = 0
    alerts: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    unsafe: list[str] = field(default_factory=list)
    doubts: Counter[str] = field(default_factory=Counter)


def main() -> int:
    arguments = _arguments()
    sys.path.insert(0, str(arguments.folder))
    stability = importlib.import_module("stability")
    pages = stability.load("aeb")
    tally = Tally()
    _time_drawing(tally)
    variants = stability.build(pages[: arguments.pages], seed=arguments.seed, real=arguments.real, full=pages)
    for item in variants:
        measure(item, tally)
    report(tally)
    return 1 if tally.unsafe else 0


def measure(item: dict[str, Any], tally: Tally) -> None:
    """Sketch one page and put its variants to both verdicts."""
    url = item["url"]
    before, _ = _timed(lambda: _read(item["base"], url))
    tally.pages += 1
    tally.without += before.sketch is None
    tally.sizes.append(len(pack_sketch(before.sketch)))
    for kinds, html in item["noise"]:
        said, differs = _both(before, html, url, tally)
        tally.moved += 1
        tally.stopped += not said
        tally.alerts += differs
        tally.doubts[said] += bool(said)
        if differs and not said:
            tally.unsafe.append(f"{item['id'][:8]} {'+'.join(kinds)}")
    for kind, (html, _) in item["edits"].items():
        said, differs = _both(before, html, url, tally)
        tally.edits[kind] += 1
        tally.seen[kind] += differs
        if differs and not said:
            tally.missed[kind] += 1
            tally.unsafe.append(f"{item['id'][:8]} {kind}")


def _both(before: Reading, html: str, url: str, tally: Tally) -> tuple[str, bool]:
    """Why the quick verdict doubts, and whether the full reading finds another text or none to believe."""
    body, sketch = html.encode(), before.sketch
    said = "no sketch"
    if sketch is not None:
        runs = [_timed(lambda: doubt(sketch, body, url)) for _ in range(3)]
        said = runs[0][0]
        tally.quick.append(min(ms for _, ms in runs))
    drawn = len(tally.drawing)
    after, ms = _timed(lambda: _read(html, url, before))
    tally.full.append(ms - sum(tally.drawing[drawn:]))
    return said, not after.quality.ok or fingerprint(after.document) != fingerprint(before.document)


def _read(html: str, url: str, before: Reading | None = None) -> Reading:
    return read(html.encode(), url=url, status=200, headers=(), previous=before.document if before else None)


def _time_drawing(tally: Tally) -> None:
    """Have the readings tell how long they draw."""
    extraction: Any = importlib.import_module("tracker.extract.extraction")
    draw = extraction.draw

    def drawing(*arguments: Any) -> Any:
        sketch, ms = _timed(lambda: draw(*arguments))
        tally.drawing.append(ms)
        return sketch

    extraction.draw = drawing


def _timed(work: Callable[[], _Result]) -> tuple[_Result, float]:
    started = time.process_time()
    result = work()
    return result, (time.process_time() - started) * 1000


def report(tally: Tally) -> None:
    """Print the table."""
    kept = sorted(size for size in tally.sizes if size)
    print(f"{tally.pages} pages, {tally.without} without a sketch; a sketch has {statistics.median(kept):.0f} bytes")
    print(f"{'CPU ms':<28}{'median':>9}{'p95':>9}")
    whole = statistics.median(tally.full)
    for name, times in (
        ("quick verdict", tally.quick),
        ("full reading", tally.full),
        ("drawing the sketch", tally.drawing),
    ):
        middle = statistics.median(times)
        print(
            f"{name:<28}{middle:>9.2f}{sorted(times)[int(0.95 * len(times))]:>9.2f}{middle / whole:>9.2f} of a reading"
        )
    print(
        f"furniture moved: {tally.moved}, stopped {tally.stopped / tally.moved:.1%}, alerts of the full reading {tally.alerts}"
    )
    for kind, count in tally.edits.items():
        print(f"edit {kind:<12}{count:>5} seen by the full reading {tally.seen[kind]:>5}, stopped {tally.missed[kind]}")
    print(f"unsafe verdicts: {len(tally.unsafe)} {tally.unsafe[:10]}")
    print("doubts: " + ", ".join(f"{why} {count}" for why, count in tally.doubts.most_common() if why))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pages and stability.py are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--real", action="store_true", help="furniture of other publishers instead of made-up furniture"
    )
    parser.add_argument("--pages", type=int, default=None, help="only the first so many")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
