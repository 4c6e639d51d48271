"""Which edits are not seen, and why: by the measure of `stability.py`, and by what Tracker tells.

    python benchmarks/unseen.py FOLDER [--seeds 21 22 23] [--show]

FOLDER holds pages as benchmarks/extraction.py reads them, with `stability.py` beside them, which moves furniture and makes
edits. Its measure looks for the edited words in the body's text: words that stand there a second time count as unseen,
and so do captions and standfirsts. *Told* are edits after which the document has another fingerprint, as a check would
record them. *All that is shown* is what the same measure gives the text of everything that a page shows, scripts and
hidden elements left out: no reading of what readers see can be expected to reach more.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tracker.compare import fingerprint
from tracker.extract import extract
from tracker.extract.parsing.page import parse
from tracker.extract.parsing.segment import segment
from tracker.model import Document

_MODES = ("with memory", "alone", "all that is shown")


def main() -> int:
    arguments = _arguments()
    sys.path.insert(0, str(arguments.folder))
    stability = importlib.import_module("stability")
    pages = stability.load("aeb")
    causes: Counter[str] = Counter()
    for seed in arguments.seeds:
        counts: Counter[tuple[str, str]] = Counter()
        for item in stability.build(pages, seed=seed):
            _count(item, stability, counts, causes, show=arguments.show)
        _print(seed, counts)
    print("unseen with memory, by cause:")
    for cause, count in causes.most_common():
        print(f"  {count:>4} {cause}")
    return 0


def _count(item: dict[str, Any], stability: Any, counts: Counter[tuple[str, str]], causes: Counter[str], *, show: bool) -> None:  # fmt: skip
    url = item["url"]
    base = extract(item["base"], url=url)
    for _, html in item["noise"]:
        counts["variants", ""] += 1
        counts["false", "with memory"] += extract(html, url=url, previous=base).text != base.text
        counts["false", "alone"] += extract(html, url=url).text != base.text
    before = (stability.toks(base.text), stability.toks(base.text), stability.toks(_shown(item["base"])))
    for kind, (html, spec) in item["edits"].items():
        known, alone = extract(html, url=url, previous=base), extract(html, url=url)
        told = fingerprint(known) != fingerprint(base)
        counts["edits", kind] += 1
        counts["told", ""] += told
        after = (known.text, alone.text, _shown(html) if kind != "headline" else "")
        for mode, old, text, document in zip(_MODES, before, after, (known, alone, None), strict=True):
            if kind == "headline":
                seen = document is None or document.headlines != base.headlines
            else:
                seen = stability.judge(spec, old, stability.toks(text))[0]
            counts["seen", mode] += seen
            if not seen and mode == _MODES[0]:
                cause = _cause(base, known, spec, stability, told=told)
                causes[cause] += 1
                if show:
                    print(f"{item['id'][:10]} {kind:<10} {cause}: {spec}")


def _cause(base: Document, after: Document, spec: dict[str, Any], stability: Any, *, told: bool) -> str:
    inside = spec["old"] is None or stability.has(spec["old"], stability.toks(base.text))
    if not told:
        return "not told: in a copy that is not shown" if inside else "not told: in what was cut as furniture"
    if (base.captions, base.standfirst) != (after.captions, after.standfirst):
        return "told: in a caption or the standfirst"
    return "told: the words stand a second time" if inside else "told: the measure parts words at tags"


def _shown(html: str) -> str:
    """The text of everything that a page shows."""
    segments = segment(parse(html).root)
    hidden = {box.order for box in segments.boxes if box.label == "hidden"}
    return "\n".join(
        chunk.text for chunk in segments.chunks if hidden.isdisjoint(box.order for box in (chunk.box, *chunk.box.ancestors()))
    )  # fmt: skip


def _print(seed: int, counts: Counter[tuple[str, str]]) -> None:
    edits = {kind: count for (what, kind), count in counts.items() if what == "edits"}
    listed = ", ".join(f"{kind} {count}" for kind, count in sorted(edits.items()))
    whole, variants = sum(edits.values()), counts["variants", ""]
    seen = ", ".join(f"{mode} {counts['seen', mode] / whole:.1%}" for mode in _MODES)
    print(f"seed {seed}: {whole} edits ({listed}), seen {seen}; told {counts['told', ''] / whole:.1%};", end=" ")
    print(", ".join(_falsely(counts, mode, variants) for mode in _MODES[:2]), flush=True)


def _falsely(counts: Counter[tuple[str, str]], mode: str, variants: int) -> str:
    return f"false changes {mode} {counts['false', mode]} of {variants}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pages and stability.py are")
    parser.add_argument("--seeds", type=int, nargs="+", default=[21, 22, 23])
    parser.add_argument("--show", action="store_true", help="each edit that was not seen")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
