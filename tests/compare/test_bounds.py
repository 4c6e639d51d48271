from __future__ import annotations

import json

import pytest

from tests.scripted.effort import within
from tracker.compare import compare
from tracker.model import Document, FlagKind, Severity

# Far above what any of these takes on a slow machine, far below what quadratic work would.
SECONDS = 20.0
HOSTILE = {
    "a figure of a thousand digits": ("9" * 1000 + " people", "8" * 1000 + " people"),
    "groups of three digits without end": ("123 " * 20_000, "123 " * 19_999 + "124"),
    "scales without end": ("5 " + "million " * 5_000, "6 " + "million " * 5_000),
    "hours without end": ("1 hour " * 10_000, "1 hour " * 9_999 + "2 hour"),
    "numerals of Han script without end": ("一" * 20_000 + "人", "一" * 19_999 + "二人"),
    "dashes without end": ("— " * 20_000, "— a " * 20_000),
    "names without end": ("Word of the Harbour " * 5_000, "Word of the Harbour " * 4_999 + "Word of the Pier"),
    "relations without end": ("Ada Quill beat Bram Oster and " * 2_000, "Bram Oster beat Ada Quill and " * 2_000),
    "labels without end": ("Q: A: " * 5_000, "Q: A: x " * 5_000),
    "changed paragraphs without end": (
        "\n\n".join(f"Lot {number}: “We sold {number} crates,” Ada Quill said." for number in range(2_000)),
        "\n\n".join(f"Lot {number}: “We sold {number + 1} crates,” Bram Oster said." for number in range(2_000)),
    ),
    "callings with names without end": (
        " ".join(f"“It is so, {number},” said the lawyer, Ada Quill." for number in range(1_000)),
        " ".join(f"“It is so, {number},” the lawyer, Bram Oster, said." for number in range(1_000)),
    ),
    "bold questions without end": ("**Why?**\n\nNo.\n\n" * 1_000, "**Why?**\n\nYes.\n\n" * 1_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_compared_in_bounded_time(name: str) -> None:
    before, after = HOSTILE[name]
    with within(SECONDS):
        change = compare(Document.from_text(before), Document.from_text(after))
    assert change.edits


@pytest.mark.parametrize("name", HOSTILE)
def test_every_value_of_hostile_text_can_be_written_as_json(name: str) -> None:
    before, after = HOSTILE[name]
    flags = compare(Document.from_text(before), Document.from_text(after)).flags
    factors = [flag.delta.factor for flag in flags if flag.delta is not None]
    assert json.loads(json.dumps(factors, allow_nan=False)) == factors


def test_where_facts_are_not_read_any_more_is_said() -> None:
    olds = [f"Lot {number}: the river rose and {number * 7} crates were lost by noon." for number in range(6_000)]
    news = [f"Lot {number}: the river rose and {number * 9} crates were lost by noon." for number in range(6_000)]
    old, new = Document.from_text("\n\n".join(olds)), Document.from_text("\n\n".join(news))
    remarks = [flag for flag in compare(old, new).flags if flag.kind is FlagKind.FACTS_UNREAD]
    assert len(remarks) == 1
    assert remarks[0].severity is Severity.MEDIUM
    assert remarks[0].after in news
    assert 0 < news.index(remarks[0].after) < len(news)


def test_of_a_text_that_is_read_whole_nothing_is_said() -> None:
    change = compare(Document.from_text("Nine crates were lost."), Document.from_text("Ten crates were lost."))
    assert FlagKind.FACTS_UNREAD not in {flag.kind for flag in change.flags}
