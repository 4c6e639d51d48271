"""Blame tells of each sentence when it was born, changed, moved, taken out and put back."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.compare import compare
from tracker.compare.blame import MOST_EVENTS, MOST_GONE, Step, advance, aligned_passages, blame
from tracker.model import Document
from tracker.model.blame import Blame, SentenceLife

WALL = "The harbour wall will rise by twelve metres before the winter storms arrive."
VOTE = "Members of the council voted for the plan after a debate of four hours."
BILL = "Nobody has said yet who pays the bill for the granite from the old quarry."
FERRY = "The ferry to the island leaves from the northern pier until the work is done."


def told(*texts: str, reread: frozenset[int] = frozenset()) -> Blame:
    """The blame of an article whose revisions had these texts; paragraphs are separated by |."""
    return blame(
        Step(number, Document.from_text(text.replace("|", "\n\n")), is_edit=number not in reread)
        for number, text in enumerate(texts, start=1)
    )


def events(life: SentenceLife) -> list[tuple[str, int]]:
    return [(event.kind.value, event.revision) for event in life.events]


def test_every_sentence_of_a_first_revision_is_born_in_it() -> None:
    found = told(f"{WALL} {VOTE}|{BILL}")
    assert [life.text for life in found.standing] == [WALL, VOTE, BILL]
    assert [events(life) for life in found.standing] == [[("born", 1)]] * 3
    assert (found.revision, found.gone) == (1, ())


def test_a_changed_sentence_keeps_its_birth_and_one_that_stayed_has_no_other_event() -> None:
    found = told(f"{WALL}|{VOTE}", f"{WALL.replace('twelve', 'fifteen')}|{VOTE}", f"{WALL}|{VOTE}|{BILL}")
    assert [events(life) for life in found.standing] == [
        [("born", 1), ("changed", 2), ("changed", 3)],
        [("born", 1)],
        [("born", 3)],
    ]


def test_typography_is_no_change_of_words() -> None:
    (life,) = told(
        "The mayor said it's “late”, and left the hall.", 'The mayor said it’s "late", and left the hall.'
    ).standing
    assert events(life) == [("born", 1), ("retouched", 2)]


def test_a_sentence_that_moved_is_the_same_sentence() -> None:
    found = told(f"{WALL}|{VOTE}|{BILL}|{FERRY}", f"{BILL}|{WALL}|{VOTE}|{FERRY}")
    assert next((life.text, events(life)) for life in found.standing) == (BILL, [("born", 1), ("moved", 2)])
    assert [events(life) for life in found.standing[1:]] == [[("born", 1)]] * 3


def test_a_sentence_cut_in_two_has_two_heirs_and_the_eldest_of_two_joined_ones_lives_on() -> None:
    one = "The harbour wall will rise by twelve metres, and members of the council voted for the granite plan."
    two = "The harbour wall will rise by twelve metres. Members of the council voted for the granite plan."
    split = told(one, two).standing
    assert [events(life)[:2] for life in split] == [[("born", 1), ("split", 2)]] * 2
    (merged,) = told(two, one).standing
    assert events(merged)[:2] == [("born", 1), ("merged", 2)]


def test_what_was_taken_out_is_told_of_with_the_revision_that_had_it_no_longer() -> None:
    found = told(f"{WALL}|{VOTE}|{BILL}", f"{WALL}|{BILL}", WALL)
    assert [(life.text, events(life)) for life in found.gone] == [
        (BILL, [("born", 1), ("gone", 3)]),
        (VOTE, [("born", 1), ("gone", 2)]),
    ]


def test_what_is_put_back_in_the_same_words_lives_on_and_is_gone_no_more() -> None:
    found = told(f"{WALL}|{VOTE}", WALL, f"{WALL}|{VOTE}")
    assert events(found.standing[1]) == [("born", 1), ("gone", 2), ("returned", 3)]
    assert found.gone == ()


def test_what_only_a_newer_tracker_reads_otherwise_is_nobodys_change() -> None:
    found = told(f"{WALL}|{VOTE}", f"{VOTE.replace('four', 'five')}|{WALL}", reread=frozenset({2}))
    assert sorted(map(events, found.standing)) == [[("born", 1)]] * 2


def test_a_clock_that_ticks_for_ever_fills_nothing() -> None:
    ticking = [f"{WALL}|Updated by our reporters at {number} minutes past the hour." for number in range(1, 200)]
    clock = told(*ticking).standing[1]
    assert len(clock.events) == MOST_EVENTS
    assert (clock.events[0].kind, clock.events[0].revision, clock.events[-1].revision) == ("born", 1, 199)
    assert clock.omitted == 199 - MOST_EVENTS


def test_of_very_many_that_are_gone_the_last_are_told_of_and_the_rest_is_counted() -> None:
    many = "|".join(
        f"Boat number {number} came in with {number * 7} crates of fish and {number * 3} of crab."
        for number in range(1500)
    )
    found = told(many, WALL, f"{WALL}|{VOTE}", WALL)
    assert len(found.gone) == MOST_GONE
    assert found.gone[0].text == VOTE
    assert found.forgotten == 1501 - MOST_GONE


_TEXTS = st.lists(
    st.lists(st.sampled_from([WALL, VOTE, BILL, FERRY, WALL.replace("twelve", "five"), f"{VOTE} {FERRY}"]), max_size=6),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_what_stands_is_the_text_of_the_last_revision_and_nobody_lives_before_birth(texts: list[list[str]]) -> None:
    found = told(*("|".join(paragraphs) for paragraphs in texts))
    last = Document.from_text("\n\n".join(texts[-1])).text
    assert [last[life.start : life.end] for life in found.standing] == [life.text for life in found.standing]
    assert "".join("".join(life.text.split()) for life in found.standing) == "".join(last.split())
    for life in (*found.standing, *found.gone):
        numbers = [event.revision for event in life.events]
        assert numbers == sorted(numbers)
        assert life.events[0].kind == "born"
    assert all(life.events[-1].kind == "gone" for life in found.gone)


def test_a_step_of_compare_leads_to_the_same_blame_as_an_alignment_alone() -> None:
    old, new = (
        Document.from_text(f"{WALL}\n\n{VOTE}"),
        Document.from_text(f"{VOTE}\n\n{WALL.replace('will', 'may')}\n\n{BILL}"),
    )
    first = blame([Step(1, old)])
    step = Step(2, new)
    assert advance(first, step, compare(old, new).passages) == advance(first, step, aligned_passages(old, new))


def test_a_step_costs_what_its_texts_are_long_however_many_came_before() -> None:
    posts = [
        f"Post {number}: the river stands at {number * 3} centimetres, the watch at the lock wrote."
        for number in range(300)
    ]
    found = blame([Step(1, Document.from_text("\n\n".join(posts)))])
    spent = []
    for number in range(2, 42):
        posts.insert(0, f"Post number {number + 1000}: the water fell by {number} centimetres in the hour before noon.")
        document = Document.from_text("\n\n".join(posts))
        passages = aligned_passages(Document.from_text("\n\n".join(posts[1:])), document)
        begun = time.process_time()
        found = advance(found, Step(number, document), passages)
        spent.append(time.process_time() - begun)
    assert min(spent[-10:]) < 5 * min(spent[:10])
