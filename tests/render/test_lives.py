"""Sentences of one history are told together, and their histories in few words."""

from __future__ import annotations

from tracker.model.blame import Event, EventKind, SentenceLife
from tracker.render.lives import history_line, stretches
from tracker.render.terminal import terminal_blame, to_text

OLD = (Event(EventKind.BORN, 1),)
CHANGED = (*OLD, Event(EventKind.CHANGED, 3), Event(EventKind.MOVED, 4), Event(EventKind.CHANGED, 5))


def life(text: str, start: int, events: tuple[Event, ...] = OLD, omitted: int = 0) -> SentenceLife:
    return SentenceLife(text, events, start, start + len(text), omitted)


def test_neighbours_of_one_history_are_one_stretch_in_their_paragraphs() -> None:
    first, second, third = stretches(
        [life("One.", 0), life("Two.", 5), life("Three.", 11), life("Four.", 18, CHANGED), life("Five.", 24)]
    )
    assert [[one.text for one in lives] for lives in first.paragraphs] == [["One.", "Two."], ["Three."]]
    assert (second.born, second.last, third.last) == (1, 5, 1)


def test_sentences_that_are_gone_stand_each_for_itself() -> None:
    gone = (*OLD, Event(EventKind.GONE, 2))
    (stretch,) = stretches([life("One.", 0, gone), life("Two.", 5, gone)])
    assert len(stretch.paragraphs) == 2


def test_a_history_names_each_kind_once_in_the_order_they_came() -> None:
    (stretch,) = stretches([life("One.", 0, CHANGED)])
    assert history_line(stretch) == "since revision 1 · changed in 3, 5 · moved in 4"


def test_of_very_many_events_the_last_are_named_and_the_rest_is_counted() -> None:
    often = (*OLD, *(Event(EventKind.CHANGED, number) for number in range(50, 70)))
    (stretch,) = stretches([life("One.", 0, often, omitted=30)])
    assert history_line(stretch) == (
        "since revision 1 · changed in 12 earlier, 62, 63, 64, 65, 66, 67, 68, 69 · 30 events before"
    )


def test_a_terminal_shows_hostile_sentences_as_signs() -> None:
    shown = to_text(terminal_blame([life("A\x1b[31m word\u202e.", 0)]))
    assert shown == "since revision 1\n  A␛[31m word‹U+202E›.\n\n"
