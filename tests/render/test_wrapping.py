"""Lines are broken by ourselves where that is quicker, and nobody sees the difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.render import terminal
from tracker.render.lines import Line, Style, Word

PIECES = st.sampled_from(["ab", "c", " ", "  ", "def ", "lång", "字字", "—", " · ", "a" * 30])
WORDS = st.builds(Word, st.sampled_from(list(Style)), st.lists(PIECES, max_size=14).map("".join))
WRAPPED = st.builds(Line, st.lists(WORDS, max_size=5).map(tuple), st.integers(0, 6), st.integers(0, 12))


@given(line=WRAPPED, width=st.sampled_from([10, 20, 33, 60, 100]))
def test_a_line_is_broken_where_rich_would_break_it(line: Line, width: int) -> None:
    ours = terminal.to_text(terminal.as_rich([line]), width=width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal, "_breaks", lambda *_: None)
        assert ours == terminal.to_text(terminal.as_rich([line]), width=width)
