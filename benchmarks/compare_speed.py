"""How long a comparison takes: best of several runs in CPU milliseconds, by size and kind of text.

    python benchmarks/compare_speed.py                 every shape, the hostile ones too (some minutes)
    python benchmarks/compare_speed.py --only article  those whose name holds the word
    python benchmarks/compare_speed.py --profile "article of 60"

Next to each stands the named baseline, measured in the same run: a plain word diff of the same two texts with difflib
(`SequenceMatcher` over `str.split`), which says what words differ and nothing of what they mean. The ratio of the two says
more than milliseconds do on a machine that has other work; the first line says how fast the machine is at the moment.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from tracker.compare import compare
from tracker.model import Document

# The baseline grows with the square of the text: beyond this many words it is left out.
BASELINE_UP_TO = 8_000
# Seconds after which a shape is not measured once more.
ENOUGH = 3.0
FIRST = ("Idony", "Bram", "Celia", "Rowan", "Tamsin", "Osric", "Wilma", "Jago", "Petra", "Nils")
LAST = ("Vasek", "Oster", "Marsh", "Ashdown", "Quill", "Harrow", "Lindqvist", "Penrose", "Tolland", "Fenn")
PLACES = ("Coldmere", "Northgate", "Tanyard", "Hexley", "Saltburn Reach", "Ostrava Street", "Little Wick")
THINGS = ("quay", "library", "ferry", "bridge", "hospital wing", "reservoir", "tram line", "market hall", "weir")
TEMPLATES = (
    "The {thing} at {place} will cost ${number} million, {ratio} per cent more than the council had planned.",
    "Officials said on Tuesday that {number} people had been treated after the fire near the {thing}.",
    "The minister, {name}, denied that the plan for the {thing} had been dropped.",
    "According to {name}, a lawyer for the family, the hearing will resume on {day} May.",
    "Residents of {place} allegedly waited {ratio} hours before help arrived.",
    "The team lost {ratio}-1 to {place} United after a late penalty.",
    "Work on the {thing} began in March 20{year} and was to have ended two years later.",
    "Nobody in {place} could tell {name} why the gates of the {thing} had been left open that night.",
    "Prices in {place} rose by {ratio} per cent to {number} compared with a year earlier, the statistics office reported.",
    "Rain is expected to reach {place} by the evening, {name} of the weather office wrote, and may not ease for {number} hours.",
    "It was not clear whether {name} had signed the contract for the {thing}, or whether anyone in {place} had read it.",
    "{name}, {number}, has lived beside the {thing} since she was a child.",
)
QUOTED = (
    "“We counted {number} boats before dawn,” said harbour master {name}.",
    "“Nobody told me, nobody asked me,” {name} added.",
    "A spokesperson for the {place} Trust said in a statement that the claims were “wholly untrue”.",
    "“If the {thing} closes, {ratio} of us will have to leave,” he said. “There is no other work.”",
)
SYLLABLES = ("bar", "den", "fol", "gar", "hil", "kes", "lin", "mor", "nev", "pol", "ros", "tam", "vik", "wen")
SPOKEN = (
    *("saw", "heard", "boats", "came", "under", "dark", "water", "people", "told", "again", "never", "asked", "why"),
    *("gates", "were", "left", "open", "all", "night", "long", "then", "rain", "went", "over", "wall", "there", "was"),
    *(
        "light",
        "behind",
        "old",
        "door",
        "still",
        "nobody",
        "cared",
        "about",
        "what",
        "children",
        "wrote",
        "on",
        "paper",
    ),
)


@dataclass(frozen=True)
class Shape:
    """A named pair of texts and how often it is compared."""

    name: str
    make: Callable[[], tuple[str, str]]
    runs: int = 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="measure the shapes whose name holds this")
    parser.add_argument("--profile", default="", metavar="NAME", help="print where the time of one shape goes")
    arguments = parser.parse_args()
    if arguments.profile:
        profile(next(shape for shape in SHAPES if arguments.profile in shape.name))
        return
    load = os.getloadavg()[0]
    print(f"ten million additions: {best(additions, 3):,.0f} ms of CPU; load of the machine {load:.1f}\n")
    print("| text | words | edits, flags | ms of CPU | word diff (difflib), ms | ratio |\n|---|---|---|---|---|---|")
    for shape in SHAPES:
        if arguments.only in shape.name:
            print(measured(shape), flush=True)


def measured(shape: Shape) -> str:
    before, after = shape.make()
    old, new = Document.from_text(before), Document.from_text(after)
    compare(Document.from_text(before[:500]), Document.from_text(after[:500]))
    change = compare(old, new)
    ours = best(lambda: compare(old, new), shape.runs)
    words = len(after.split())
    plain = best(lambda: word_diff(before, after), min(shape.runs, 5)) if words <= BASELINE_UP_TO else 0.0
    found = f"{sum(edit.kind.value != 'kept' for edit in change.passages)}, {len(change.flags)}"
    baseline = f"{plain:,.1f} | {ours / plain:,.1f}" if plain else "quadratic | "
    return f"| {shape.name} | {words:,} | {found} | {ours:,.1f} | {baseline} |"


def best(call: Callable[[], object], runs: int) -> float:
    """The least CPU time of several calls in milliseconds; of fewer than `runs` where these take long."""
    taken: list[float] = []
    while len(taken) < runs and sum(taken) < ENOUGH:
        started = time.process_time()
        call()
        taken.append(time.process_time() - started)
    return min(taken) * 1000


def word_diff(before: str, after: str) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before.split(), after.split()).get_opcodes()


def additions() -> int:
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def profile(shape: Shape) -> None:
    old, new = (Document.from_text(text) for text in shape.make())
    compare(old, new)
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(shape.runs):
        compare(old, new)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


def article(sentences: int, edits: int = 5, *, quoted: int = 4, seed: int = 1) -> tuple[str, str]:
    """A news article in paragraphs of two sentences, every `quoted`-th with a quotation, and its edited version."""
    told = list(written(sentences, quoted, random.Random(seed)))
    changed = edited(told, edits, random.Random(seed + 1))
    return paragraphs(told, 2), paragraphs(changed, 2)


def interview(quotations: int) -> tuple[str, str]:
    """Three sentences to each quotation, five of all edited."""
    return article(quotations * 3, quoted=3, seed=3)


def live_blog(sentences: int, edits: int) -> tuple[str, str]:
    told = list(written(sentences, 5, random.Random(5)))
    changed = edited(told, edits, random.Random(6))
    return paragraphs(told, 4), paragraphs(changed, 4)


def rewritten(sentences: int) -> tuple[str, str]:
    """Every sentence changed: all have to be aligned by likeness."""
    told = list(written(sentences, 4, random.Random(8)))
    return paragraphs(told, 2), paragraphs([each_changed(text, number) for number, text in enumerate(told)], 2)


def every_paragraph(count: int) -> tuple[str, str]:
    """Short paragraphs of a sentence each, with another figure and another word in every one."""
    told = [f"Item {number}: {text}" for number, text in enumerate(written(count, 6, random.Random(9)))]
    return "\n\n".join(told), "\n\n".join(each_changed(text, number) for number, text in enumerate(told))


def endless(words: int) -> tuple[str, str]:
    """One paragraph without a full stop; one word of a hundred is another one."""
    dice = random.Random(10)
    told = [dice.choice(LAST + PLACES + THINGS).lower() for _ in range(words)]
    changed = [word if number % 100 else "elsewhere" for number, word in enumerate(told)]
    return " ".join(told), " ".join(changed)


def giant(words: int) -> tuple[str, str]:
    """One paragraph of many sentences, every fiftieth edited."""
    told = list(written(words // 15, 5, random.Random(11)))
    return " ".join(told), " ".join(edited(told, len(told) // 50, random.Random(12)))


def equal(sentences: int) -> tuple[str, str]:
    return "Same words here again. " * sentences, "Same words here again. " * (sentences - 10)


def retold(count: int, how: Callable[[int, random.Random], tuple[str, str]], joint: str = "\n\n") -> tuple[str, str]:
    """Passages of a quotation each, of which every one was edited in the same way; as paragraphs or as one."""
    dice = random.Random(13)
    told = [how(number, dice) for number in range(count)]
    return joint.join(before for before, _ in told), joint.join(after for _, after in told)


def replaced(number: int, dice: random.Random) -> tuple[str, str]:
    """Another quotation by the same speaker."""
    who = speaker(dice)
    return f"“{spoken(dice)},” {who} said of lot {number}.", f"“{spoken(dice)},” {who} said of lot {number}."


def dropped(number: int, dice: random.Random) -> tuple[str, str]:
    about = f"The {dice.choice(THINGS)} of lot {number} was closed on Friday."
    return f"{about} “{spoken(dice)},” {speaker(dice)} said.", about


def unquoted(number: int, dice: random.Random) -> tuple[str, str]:
    """The same words without marks: paraphrase."""
    who, said = speaker(dice), spoken(dice)
    return f"“{said},” {who} said of lot {number}.", f"{said}, {who} said of lot {number}."


def respoken(number: int, dice: random.Random) -> tuple[str, str]:
    """Another speaker of the same words."""
    said = spoken(dice)
    return f"“{said},” {speaker(dice)} said of lot {number}.", f"“{said},” {speaker(dice)} said of lot {number}."


def repeated(number: int, dice: random.Random) -> tuple[str, str]:
    """The same quotation everywhere, and another one everywhere after."""
    who = speaker(dice)
    return (
        f"“We will rebuild the quay,” {who} said of {number}.",
        f"“We will not rebuild the quay,” {who} said of {number}.",
    )


def nested(number: int, dice: random.Random) -> tuple[str, str]:
    """A quotation in a quotation, and another one in it after."""
    who, told = speaker(dice), spoken(dice)
    one, two = spoken(dice), spoken(dice)
    return (
        f"“{told}, and he said, ‘{one}’,” {who} said of {number}.",
        f"“{told}, and he said, ‘{two}’,” {who} said of {number}.",
    )


def alike(number: int, dice: random.Random) -> tuple[str, str]:
    """Quotations that gave way to a sentence each, and begin with the same words: the hardest to seek in a text."""
    said = "and on " * 12
    about = f"Lot {number} was sold {said}to nobody."
    return f"“Yes, {said}to {number * 7919 % 999_983},” {speaker(dice)} said.", about


def speaker(dice: random.Random) -> str:
    """A person who is hardly ever named twice."""
    return f"{dice.choice(FIRST)} {''.join(dice.choice(SYLLABLES) for _ in range(4)).capitalize()}"


def spoken(dice: random.Random) -> str:
    """A sentence of small words and one figure that hardly ever is said twice."""
    words = [dice.choice(SPOKEN) for _ in range(9)]
    return f"We {' '.join(words[:5])} {dice.randint(11, 9_999)} {' '.join(words[5:])}"


def written(count: int, quoted: int, dice: random.Random) -> Iterator[str]:
    for number in range(count):
        template = dice.choice(QUOTED if number % quoted == 1 else TEMPLATES)
        yield template.format(
            thing=dice.choice(THINGS),
            place=dice.choice(PLACES),
            name=f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            number=dice.randint(11, 900),
            ratio=dice.randint(2, 30),
            day=dice.randint(2, 30),
            year=dice.randint(10, 25),
        )


def edited(told: list[str], edits: int, dice: random.Random) -> list[str]:
    """A word or figure of some sentences is another one; the last edit leaves a sentence out of its paragraph."""
    changed = list(told)
    *places, gone = dice.sample(range(len(told)), edits)
    for place in places:
        changed[place] = each_changed(told[place], place)
    changed[gone] = ""
    return changed


def each_changed(text: str, number: int) -> str:
    figure = re.compile(r"\d+(?=\D*$)")
    if figure.search(text) and number % 3:
        return figure.sub(lambda match: str(int(match.group()) + 1), text)
    for one, two in (
        ("Nobody", "No one there"),
        (" had ", " may have "),
        (" said", " claimed"),
        (" the ", " the old "),
    ):
        if one in text:
            return text.replace(one, two, 1)
    return f"{text[:-1]} again{text[-1]}"


def paragraphs(sentences: list[str], size: int) -> str:
    found = (" ".join(sentences[start : start + size]).strip() for start in range(0, len(sentences), size))
    return "\n\n".join(text for text in found if text)


SHAPES = (
    Shape("article of 30 sentences, 5 edits", lambda: article(30)),
    Shape("article of 60 sentences, 5 edits", lambda: article(60)),
    Shape("article of 120 sentences, 5 edits", lambda: article(120)),
    Shape("interview, 81 sentences with 27 quotations, 5 edits", lambda: interview(27)),
    Shape("60 sentences, all changed", lambda: rewritten(60)),
    Shape("live blog of 2,000 sentences, 20 edits", lambda: live_blog(2_000, 20), runs=3),
    Shape("2,000 changed paragraphs", lambda: every_paragraph(2_000), runs=2),
    Shape("20,000 changed paragraphs", lambda: every_paragraph(20_000), runs=1),
    *(
        Shape(f"{count:,} paragraphs, quotations {how.__name__}", partial(retold, count, how), runs=1)
        for how in (replaced, dropped, unquoted, respoken, repeated, nested, alike)
        for count in (1_000, 2_000, 4_000, 8_000)
    ),
    Shape("100,000 words without a full stop", lambda: endless(100_000), runs=1),
    Shape("one paragraph of 100,000 words", lambda: giant(100_000), runs=1),
    Shape("25,000 equal sentences", lambda: equal(25_000), runs=1),
)


if __name__ == "__main__":
    main()
