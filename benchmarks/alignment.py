"""Measures how well changed sentences are paired: synthetic edits of known alignment, and rewrites paired by hand.

usage: python benchmarks/alignment.py [--misses]

The synthetic edits change, split, join, move, add and remove sentences of the repository's longer cases, from a fixed
seed. Counted are pairs of an old and a new sentence that do not read the same; equal sentences are easy and left out.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.compare.alignment.aligned import aligned
from tracker.compare.reading import Reading, read
from tracker.compare.text.language import language
from tracker.model import Document

HERE = Path(__file__).parent
OWN = HERE.parent / "tests" / "compare" / "cases"
_LEAST = 6
_SEED = 20261127
_ROUNDS = 6
_CLAUSES = (", officials said", " on Tuesday", ", according to the report", " for the first time", " last year")
_SYNONYMS = {
    "said": "told reporters",
    "people": "residents",
    "will": "is to",
    "about": "around",
    "also": "too",
    "big": "large",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """Sentences of both sides and which belong together."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    pairs: frozenset[tuple[int, int]]


@dataclass
class Tally:
    hits: int = 0
    false: int = 0
    missed: int = 0

    def row(self, name: str) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"| {name} | {self.hits + self.missed} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list every pair missed or wrongly made")
    arguments = parser.parse_args()
    print("| changed sentences | pairs | P | R | F1 |\n|---|---|---|---|---|")
    total = Tally()
    for name, golds in (("synthetic edits", list(synthetic())), ("rewrites paired by hand", list(rewrites()))):
        tally = Tally()
        for gold in golds:
            for line in count(gold, tally, total):
                if arguments.misses:
                    print(line)
        print(tally.row(name))
    print(total.row("all"))


def rewrites() -> Iterator[Gold]:
    """The pairs of benchmarks/alignment/rewrites.jsonl."""
    for number, line in enumerate((HERE / "alignment" / "rewrites.jsonl").read_text(encoding="utf-8").splitlines()):
        item = json.loads(line)
        pairs = frozenset((left, right) for left, right in item["pairs"])
        yield Gold(f"rewrite {number}", tuple(item["old"]), tuple(item["new"]), pairs)


def synthetic() -> Iterator[Gold]:
    """Each longer text of the repository's own cases, edited several times."""
    chance = random.Random(_SEED)
    texts = [text for text in _texts() if len(text) >= _LEAST]
    for number, text in enumerate(texts):
        for turn in range(_ROUNDS):
            other = texts[(number + turn + 1) % len(texts)]
            yield _edited(f"text {number}.{turn}", text, other, chance)


def _texts() -> Iterator[tuple[str, ...]]:
    """The sentences of the old sides, each text once."""
    seen = set()
    for path in sorted([*OWN.glob("*.jsonl"), *(HERE / "judged").glob("*/*.jsonl")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["old"]
            if text not in seen:
                seen.add(text)
                reading = read(Document.from_text(text), language("en"))
                if not reading.notes:
                    yield tuple(reading.verbatim(item.start, item.end) for item in reading.sentences)


def _edited(name: str, text: Sequence[str], other: Sequence[str], chance: random.Random) -> Gold:
    """Every third sentence or so is edited; what stands for what is known because it was done here."""
    made: list[tuple[str, frozenset[int]]] = []
    number = 0
    while number < len(text):
        what = chance.choice(("keep", "keep", "change", "change", "split", "join", "drop", "add"))
        sentence, own = text[number], frozenset({number})
        if what == "change":
            made.append((_changed(sentence, chance), own))
        elif what == "split" and ", " in sentence[12:-12]:
            made += [(part, own) for part in _split(sentence)]
        elif what == "join" and number + 1 < len(text):
            made.append((_joined(sentence, text[number + 1]), own | {number + 1}))
            number += 1
        elif what == "add":
            made += [(sentence, own), (chance.choice(other), frozenset())]
        elif what != "drop":
            made.append((sentence, own))
        number += 1
    if len(made) > _LEAST:
        made.insert(chance.randrange(len(made) - 1), made.pop(chance.randrange(len(made))))
    pairs = frozenset((left, right) for right, (_, lefts) in enumerate(made) for left in lefts)
    return Gold(name, tuple(text), tuple(sentence for sentence, _ in made), pairs)


def _changed(sentence: str, chance: random.Random) -> str:
    """Another figure, other words, a clause more or fewer."""
    words = sentence.split(" ")
    for place, word in enumerate(words):
        if word.isdigit():
            words[place] = str(int(word) + chance.randrange(1, 90))
        elif word in _SYNONYMS:
            words[place] = _SYNONYMS[word]
    if len(words) > 8 and chance.random() < 0.4:
        del words[chance.randrange(2, len(words) - 3)]
    return " ".join(words)[:-1] + chance.choice(_CLAUSES) + sentence[-1]


def _split(sentence: str) -> tuple[str, str]:
    place = sentence.index(", ", 12)
    rest = sentence[place + 2 :].removeprefix("and ").removeprefix("but ")
    return sentence[:place] + ".", rest[:1].upper() + rest[1:]


def _joined(one: str, two: str) -> str:
    return f"{one[:-1]}, and {two[:1].lower()}{two[1:]}"


def count(gold: Gold, tally: Tally, total: Tally) -> Iterator[str]:
    """Add the hits and errors of one text; yields a line for each error."""
    old, new = (read(Document.from_text("\n\n".join(side)), language("en")) for side in (gold.old, gold.new))
    found = aligned(old, new)
    told = {
        (left, right)
        for group in found.groups
        for left in {_unit(old, number) for number in range(*group.old)}
        for right in {_unit(new, number) for number in range(*group.new)}
        if gold.old[left] != gold.new[right]
    }
    wanted = {(left, right) for left, right in gold.pairs if gold.old[left] != gold.new[right]}
    for counted in (tally, total):
        counted.hits += len(told & wanted)
        counted.false += len(told - wanted)
        counted.missed += len(wanted - told)
    for verb, pairs in (("missed", wanted - told), ("false ", told - wanted)):
        for left, right in sorted(pairs):
            yield f"{verb} {gold.name}: {gold.old[left]!r} | {gold.new[right]!r}"


def _unit(reading: Reading, number: int) -> int:
    """The number of the paragraph a sentence stands in: here each paragraph is one sentence of the gold."""
    return reading.sentences[number].paragraph


if __name__ == "__main__":
    main()
