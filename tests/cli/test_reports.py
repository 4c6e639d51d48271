from __future__ import annotations

from datetime import UTC

from tests.scripted.clock import NOON
from tracker.cli.reports import exit_code, unasked_error
from tracker.errors import FetchError
from tracker.turn.turns import Unasked


def test_articles_that_were_left_are_named_with_what_to_do_next() -> None:
    rests = unasked_error(Unasked("paper.example", NOON, (1, 2)), UTC)
    assert "left alone until" in str(rests)
    assert "#1, #2" in str(rests)
    lost = unasked_error(Unasked("paper.example", None, (3,)), UTC)
    assert str(lost) == "another Tracker took over paper.example, so it was not asked for #3"
    assert "once more" in lost.hint
    assert exit_code([], [Unasked("paper.example", None, (3,))]) == FetchError.exit_code
