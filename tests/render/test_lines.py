from __future__ import annotations

import re

from lxml import html

from tests.render.building import flag
from tests.render.scenes import bridge
from tracker.render.page import change_fragment
from tracker.render.plain import plain_change, plain_flags
from tracker.render.terminal import terminal_change, to_text
from tracker.render.view import Header, change_view, flag_view


def test_the_plain_part_says_what_the_html_says() -> None:
    view = change_view(bridge(), Header(title="Bridge", url="https://paper.example/bridge"))
    words = html.fromstring(str(change_fragment(view, explain=True))).text_content().replace("\u2212", "-")
    assert set(re.findall(r"\w+", plain_change(view, explain=True))) == set(re.findall(r"\w+", words))


def test_the_plain_part_and_the_terminal_share_their_lines() -> None:
    view = change_view(bridge())
    assert plain_change(view, width=60).split() == to_text(terminal_change(view), width=60).split()


def test_an_address_is_never_broken_in_the_plain_part() -> None:
    url = "https://paper.example/" + "a-very-long-address-" * 8
    assert url in plain_change(change_view(bridge(), Header(url=url)))


def test_flags_can_be_explained() -> None:
    view = change_view(bridge())
    why = "why: The two ages differ. (rule fact.age)"
    assert why not in plain_change(view)
    assert plain_change(view, explain=True).count(why) == 3
    for side_by_side in (False, True):
        text = to_text(terminal_change(view, side_by_side=side_by_side, explain=True), width=100)
        assert text.count(why) == 3


def test_flags_can_be_had_alone() -> None:
    assert plain_flags([flag_view(bridge().flags[0])]) == "  !  high · fact changed (age) · Age of Ada Moss: 42 → 43\n"


def test_a_side_that_the_summary_leaves_out_stands_below_it() -> None:
    gone = flag_view(flag(before="the crack in pier two", after="", summary="A detail was dropped"))
    assert plain_flags([gone]).splitlines()[1:] == ["      [-the crack in pier two-]"]
