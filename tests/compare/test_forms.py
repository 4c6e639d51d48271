"""Money, scores and party tags in other clothes: silent where they say the same, told where they do not."""

from __future__ import annotations

import pytest

from tests.compare.told import facts
from tracker.compare import compare
from tracker.model import Document, Severity


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It paid US$40m for it.", "It paid $US40 million for it."),
        ("It paid A$1.2bn for it.", "It paid $A1.2 billion for it."),
        ("It paid A$40m for it.", "It paid 40 million Australian dollars for it."),
        ("It paid C$5m for it.", "It paid 5 million Canadian dollars for it."),
        ("It paid HK$5m for it.", "It paid 5 million Hong Kong dollars for it."),
        ("It paid NZ$5m for it.", "It paid NZD 5 million for it."),
        ("Larnby won the replay 2-1.", "Larnby won the replay by two goals to one."),
        ("Larnby won 2-1.", "Larnby won two-one."),
        ("Larnby won 1-0.", "Larnby won one-nil."),
        ("Larnby won 1-0.", "Larnby won by a goal to nil."),
        ("Larnby drew 2-2.", "Larnby drew two-all."),
        ("Senator Ann Roe, D-N.M., spoke.", "Senator Ann Roe (Democrat, New Mexico) spoke."),
        ("Rep. Ann Roe, R-Texas, spoke.", "Rep. Ann Roe, a Texas Republican, spoke."),
    ],
)
def test_the_same_in_another_form_is_no_fact(old: str, new: str) -> None:
    assert facts(old, new) == facts(new, old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It paid US$40m for it.", "It paid $A40 million for it."),
        ("It paid A$40m for it.", "It paid C$40 million for it."),
        ("Larnby won 2-1.", "Larnby won by three goals to one."),
        ("Larnby won 2-1.", "Larnby won two-nil."),
        ("Rep. Ann Roe, R-Texas, spoke.", "Rep. Ann Roe, D-Texas, spoke."),
        ("The chief investment officer quit.", "The chief operating officer quit."),
        ("The chief marketing officer quit.", "The chief technology officer quit."),
    ],
)
def test_another_value_in_another_form_is_one(old: str, new: str) -> None:
    assert len(facts(old, new)) == len(facts(new, old)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It was signed on New Year's Eve 1611.", "It was signed on 31 December 1611."),
        ("It opens on St Patrick's Day.", "It opens on 17 March."),
        ("Turnout was lower in Ash than in Elm.", "Turnout was higher in Elm than in Ash."),
        ("The bridge is longer than the tunnel.", "The tunnel is shorter than the bridge."),
        ("It took eight-tenths of a second.", "It took 800 milliseconds."),
        ("All but two of the 12 climbers slept.", "Ten of the 12 climbers slept."),
        ("They met in Westport, Co. Mayo.", "They met in Westport, County Mayo."),
        ("Waiting lists halved.", "Waiting lists fell by half."),
    ],
)
def test_the_same_in_other_words_is_no_fact(old: str, new: str) -> None:
    assert facts(old, new) == facts(new, old) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It was signed on New Year's Eve 1611.", "It was signed on 30 December 1611."),
        ("It opens on Christmas Eve.", "It opens on Christmas Day."),
        ("Turnout was lower in Ash than in Elm.", "Turnout was higher in Ash than in Elm."),
        ("The bridge is longer than the tunnel.", "The bridge is shorter than the tunnel."),
        ("It took 800 milliseconds.", "It took 800 microseconds."),
        ("All but two of the 12 climbers slept.", "Nine of the 12 climbers slept."),
        ("All but two of the 12 climbers slept.", "Two of the 12 climbers slept."),
        ("Waiting lists have doubled.", "Waiting lists have risen by half."),
    ],
)
def test_another_value_in_other_words_is_one(old: str, new: str) -> None:
    assert len(facts(old, new)) == len(facts(new, old)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("No more than 50 visitors may enter.", "Up to 50 visitors may enter."),
        ("No fewer than 50 visitors came.", "At least 50 visitors came."),
        ("It must be paid no later than Friday.", "It must be paid by Friday."),
        ("It is not possible to say who lit it.", "It is impossible to say who lit it."),
        ("It is hard to say who lit it.", "It is difficult to say who lit it."),
        ("<b>Why now?</b> It is late.", "**Why now?** It is late."),
        ("Prime Minister Ann Roe spoke. The PM said no.", "Prime Minister Ann Roe spoke. Roe said no."),
    ],
)
def test_a_limit_a_measure_of_doubt_and_an_office_in_other_words_raise_no_alarm(old: str, new: str) -> None:
    for before, after in ((old, new), (new, old)):
        found = compare(Document.from_text(before), Document.from_text(after)).flags
        assert not [flag for flag in found if flag.severity.at_least(Severity.MEDIUM)]
