from __future__ import annotations

from tracker.compare import compare
from tracker.compare.text.assignment import best_pairs, heaviest_rising
from tracker.model import Document, EditKind

FIRST = "The council met for an hour on Tuesday night."
SECOND = "Nobody from the harbour board came to the meeting."
THIRD = "A vote on the new bridge is planned for the spring."


def kinds(old: str, new: str) -> list[EditKind]:
    return [edit.kind for edit in compare(Document.from_text(old), Document.from_text(new)).passages]


def test_a_changed_sentence_is_paired_with_its_old_form() -> None:
    assert kinds(f"{FIRST} {SECOND}", f"{FIRST} {SECOND.replace('harbour', 'port')}") == [
        EditKind.KEPT,
        EditKind.CHANGED,
    ]


def test_a_sentence_added_between_others_leaves_them_alone() -> None:
    assert kinds(f"{FIRST} {THIRD}", f"{FIRST} {SECOND} {THIRD}") == [EditKind.KEPT, EditKind.ADDED, EditKind.KEPT]


def test_a_removed_sentence_stands_where_it_stood() -> None:
    assert kinds(f"{FIRST} {SECOND} {THIRD}", f"{FIRST} {THIRD}") == [EditKind.KEPT, EditKind.REMOVED, EditKind.KEPT]


def test_a_sentence_cut_in_two_is_a_split_and_the_reverse_a_merger() -> None:
    whole = "Crews closed the old bridge at noon and diverted all traffic through the narrow market streets."
    halves = "Crews closed the old bridge at noon. They diverted all traffic through the narrow market streets."
    assert kinds(whole, halves) == [EditKind.SPLIT]
    assert kinds(halves, whole) == [EditKind.MERGED]


def test_three_sentences_joined_are_one_merger_though_a_figure_was_corrected() -> None:
    three = "The ward opened in 2019. It has 24 beds. It is run by the Sisters of Hale."
    one = "The ward, run by the Sisters of Hale, opened in 2019 and has 42 beds."
    assert kinds(three, one) == [EditKind.MERGED]
    assert kinds(one, three) == [EditKind.SPLIT]


def test_sentences_between_the_same_neighbours_are_paired_though_little_is_left_of_them() -> None:
    old = f"{FIRST} Forty firefighters fought the flames until dawn. Nobody was hurt. {THIRD}"
    new = f"{FIRST} It took 40 firefighters until dawn to beat the blaze. Nobody was harmed at all. {THIRD}"
    assert kinds(old, new) == [EditKind.KEPT, EditKind.CHANGED, EditKind.CHANGED, EditKind.KEPT]


def test_a_moved_sentence_is_not_removed_and_added() -> None:
    assert sorted(kinds(f"{FIRST} {SECOND} {THIRD}", f"{SECOND} {THIRD} {FIRST}")) == [
        EditKind.KEPT,
        EditKind.KEPT,
        EditKind.MOVED,
    ]


def test_another_cut_of_the_same_words_is_no_edit() -> None:
    old, new = Document.from_text(f"A heading\n\n{FIRST}"), Document.from_text(f"A heading {FIRST}")
    assert compare(old, new).edits == ()


def test_the_best_total_wins_over_the_best_single_pair() -> None:
    assert best_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85}) == [(0, 1), (1, 0)]


def test_large_components_are_paired_too() -> None:
    scores = {(left, right): 1.0 if left == right else 0.4 for left in range(40) for right in range(40)}
    assert best_pairs(scores) == [(number, number) for number in range(40)]


def test_the_heaviest_rising_sequence_keeps_the_long_sentences_still() -> None:
    assert heaviest_rising([2, 0, 1], [10, 1, 1]) == [0]
    assert heaviest_rising([2, 0, 1], [1, 1, 1]) == [1, 2]
    assert heaviest_rising([], []) == []
