from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

from tests.scripted.effort import within
from tracker.compare import compare
from tracker.compare.text.verbatim import standing
from tracker.model import Document


class Read(list[str]):
    """Words that count how often they are read through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


def sought_one_by_one(phrases: Sequence[str], texts: Sequence[Sequence[str]]) -> frozenset[str]:
    return frozenset(phrase for phrase in phrases for words in texts if f" {phrase} " in f" {' '.join(words)} ")


@pytest.mark.parametrize("seed", range(40))
def test_what_stands_in_a_text_is_what_a_search_for_each_finds(seed: int) -> None:
    dice = random.Random(seed)
    phrases = [" ".join(dice.choices("ab", k=dice.randint(1, 6))) for _ in range(30)]
    texts = [dice.choices("abc", k=dice.randint(0, 40)) for _ in range(3)]
    assert standing(phrases, texts) == sought_one_by_one(phrases, texts)


def test_no_phrase_stands_anywhere() -> None:
    assert standing([], [["a", "b"]]) == frozenset()


def test_a_text_is_read_once_however_many_phrases_are_sought() -> None:
    words = Read(["and", "on"] * 500)
    phrases = [f"{'and on ' * count}and" for count in range(200)]
    assert standing(phrases, [words]) == frozenset(phrases)
    assert words.times == 1


QUOTED = {
    "replaced": ("“We sold {0} crates of plums to {1},” Ada Quill said.", "“They lost {1} boats,” Ada Quill said."),
    "dropped": ("Lot {0} was sold. “We had {1} crates,” Ada Quill said.", "Lot {0} was sold."),
    "without marks": ("“We had {1} crates of it,” Ada Quill said.", "We had {1} crates of it, Ada Quill said."),
    "alike": ("“Yes, {0}" + "and on " * 20 + "to {1},” Ada Quill said.", "Lot {0} was sold {1} times."),
}


@pytest.mark.parametrize("how", QUOTED)
def test_quotations_that_went_are_sought_in_bounded_time(how: str) -> None:
    before, after = (
        "\n\n".join(form.format(number, number * 7919 % 99_991) for number in range(3_000)) for form in QUOTED[how]
    )
    with within(20.0):
        assert compare(Document.from_text(before), Document.from_text(after)).flags
