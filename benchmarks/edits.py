"""Feeds labelled cases through `tracker.compare` and prints precision and recall per family next to the floor.

usage: python benchmarks/edits.py [FOLDER ...] [--misses] [--predictions FILE]

A FOLDER holds cases.jsonl (and pairs.jsonl with labels.jsonl); without one, the repository's own cases are scored. The
rules of counting are those of the labelled data: a flag is a hit if its family is right and it shares a word with the
label on either side; optional labels are neither hit nor false alarm; a second hit on one label is a duplicate.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.compare import compare
from tracker.model import Document, Flag

OWN = Path(__file__).parent.parent / "tests" / "compare" / "cases"
FAMILIES = {
    "quote_changed": "quote",
    "quote_added": "quote",
    "quote_removed": "quote",
    "attribution_changed": "attribution",
    "fact_changed": "fact",
    "headline_changed": "headline",
    "correction_added": "correction",
    "correction_changed": "correction",
    "byline_changed": "byline",
    "dateline_changed": "byline",
    "hedging_added": "hedge",
    "hedging_removed": "hedge",
    "negation_changed": "negation",
}
# Word diff with regular expressions after typographic normalisation, F1 (design notes, SEMANTICS §7).
FLOOR = {
    "quote": 0.64,
    "attribution": 0.57,
    "fact": 0.54,
    "headline": 0.97,
    "correction": 0.94,
    "hedge": 0.79,
    "negation": 0.50,
    "all": 0.64,
}
_WORD = re.compile(r"[\w$£€%]+(?:[.,:’'-]\w+)*")
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_AS_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split())} | {
    word: str(number) for number, word in enumerate(_ORDINALS.split(), start=1)
}


@dataclass
class Tally:
    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Score:
    families: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    severities: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    silent: int = 0
    alarms: int = 0
    duplicates: int = 0
    misses: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[OWN])
    parser.add_argument("--misses", action="store_true", help="list every miss and false alarm")
    parser.add_argument("--predictions", type=Path, help="write the flags as JSON lines")
    arguments = parser.parse_args()
    items = [item for folder in arguments.folders for item in cases(folder)]
    score, lines, seconds = Score(), [], []
    for item in items:
        started = time.perf_counter()
        flags = compare(*documents(item)).flags
        seconds.append(time.perf_counter() - started)
        count(item, flags, score)
        told = [{"kind": flag.kind.value, "old_span": flag.before, "new_span": flag.after} for flag in flags]
        lines.append(json.dumps({"id": item["id"], "flags": told}, ensure_ascii=False))
    if arguments.predictions:
        arguments.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report(score, len(items), seconds)
    if arguments.misses:
        print("\n".join(score.misses))


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The labelled items of a folder, pairs joined with their labels."""
    labels = {item["id"]: item for item in _lines(folder / "labels.jsonl")}
    for path in sorted(folder.glob("*.jsonl")):
        for item in _lines(path):
            if item["id"] in labels and "old" in item:
                yield item | labels[item["id"]] | {"real": True}
            elif "flags" in item and "old" in item:
                yield item


def documents(item: dict[str, Any]) -> tuple[Document, Document]:
    return _document(item, "old"), _document(item, "new")


def count(item: dict[str, Any], flags: tuple[Flag, ...], score: Score) -> None:
    told = [flag for flag in flags if flag.kind.value in FAMILIES]
    gold = [label for label in item["flags"] if label["kind"] in FAMILIES]
    required = [label for label in gold if not label.get("optional")]
    optional = [label for label in item["flags"] if label.get("optional")]
    used: set[int] = set()
    for label in required:
        family = FAMILIES[label["kind"]]
        hit = next((n for n, flag in enumerate(told) if n not in used and _hits(flag, label, family)), None)
        if hit is None:
            score.families[family].missed += 1
            score.misses.append(f"missed {item['id']} {label}")
        else:
            used.add(hit)
            score.families[family].hits += 1
            score.severities[told[hit].severity.value].hits += 1
    for number, flag in enumerate(told):
        family = FAMILIES[flag.kind.value]
        if number in used or any(_excuses(flag, label, family) for label in optional):
            continue
        if any(_hits(flag, label, FAMILIES[label["kind"]]) and FAMILIES[label["kind"]] == family for label in required):
            score.duplicates += 1
        elif item.get("complete", True):
            score.families[family].false += 1
            score.severities[flag.severity.value].false += 1
            score.misses.append(f"false  {item['id']} {flag.kind.value} {flag.before!r} {flag.after!r} [{flag.rule}]")
    if not gold and item.get("complete", True):
        score.silent += 1
        score.alarms += bool(told)


def report(score: Score, items: int, seconds: list[float]) -> None:
    print(f"{items} items\n\n| family | labels | P | R | F1 | floor F1 |\n|---|---|---|---|---|---|")
    total = Tally()
    for family, floor in FLOOR.items():
        tally = score.families[family] if family != "all" else total
        if family != "all":
            _add(total, tally)
        print(_row(family, tally) + f" {floor:.2f} |")
    if score.families["byline"].hits + score.families["byline"].missed:
        print(_row("byline, dateline", score.families["byline"]) + " |")
    print("\n| severity | hits | false |\n|---|---|---|")
    for name in ("critical", "high", "medium", "low"):
        print(f"| {name} | {score.severities[name].hits} | {score.severities[name].false} |")
    share = score.alarms / score.silent if score.silent else 0.0
    print(f"\nsilent pairs with a false alarm: {score.alarms} of {score.silent} ({share:.1%}; floor 51 %)")
    print(f"duplicates: {score.duplicates}; median {statistics.median(seconds) * 1000:.1f} ms an item")


def _add(total: Tally, tally: Tally) -> None:
    total.hits += tally.hits
    total.false += tally.false
    total.missed += tally.missed


def _row(name: str, tally: Tally) -> str:
    labels = tally.hits + tally.missed
    return f"| {name} | {labels} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} |"


def _document(item: dict[str, Any], side: str) -> Document:
    return Document.from_text(
        item[side], headline=item.get(f"{side}_headline") or None, byline=item.get(f"{side}_byline") or None
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _hits(flag: Flag, label: dict[str, Any], family: str) -> bool:
    return FAMILIES[flag.kind.value] == family and _overlap(flag, label)


def _excuses(flag: Flag, label: dict[str, Any], family: str) -> bool:
    return FAMILIES.get(label["kind"], family) == family and _overlap(flag, label)


def _overlap(flag: Flag, label: dict[str, Any]) -> bool:
    old, new = _words(label.get("old_span", "")), _words(label.get("new_span", ""))
    if not old | new:
        return True
    return bool((_words(flag.before) | _words(flag.after)) & (old | new))


def _words(text: str) -> set[str]:
    found = set()
    for word in _WORD.findall(text.lower()):
        found.add(_AS_DIGITS.get(word, re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word)))
    return found


if __name__ == "__main__":
    main()
