from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.scripted.clock import NOON
from tracker.model.trouble import TroubleKind
from tracker.telling.troubles import LONG, OUR_NETWORK, STALLED, Pulse, Signs, judged

MINUTE = timedelta(minutes=1)


def signs(name: str = "paper.example", **seen: Any) -> Signs:
    return Signs(name, ("The Paper",), **seen)


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        ({"asked": 1, "blocked": 1}, TroubleKind.BLOCKED),
        ({"asked": 4, "blocked": 3}, TroubleKind.BLOCKED),
        ({"asked": 4, "blocked": 2}, None),
        ({"asked": 10, "blocked": 4}, None),
        ({"asked": 4, "unread": 3}, TroubleKind.LAYOUT),
        ({"asked": 2, "unread": 2}, None),
        ({"asked": 7, "unread": 3}, None),
        ({"asked": 3, "stopped_at": NOON - LONG}, TroubleKind.UNREACHABLE),
        ({"asked": 3, "stopped_at": NOON - LONG + MINUTE}, None),
        ({"asked": 1, "failed": 3}, TroubleKind.SOURCE),
        ({"asked": 1, "failed": 2}, None),
        ({"asked": 0}, None),
    ],
)
def test_a_host_is_broken_when_several_looks_say_so(seen: dict[str, Any], kind: TroubleKind | None) -> None:
    assert [one.what for one in judged([signs(**seen)], hosts=9, now=NOON)] == ([kind] if kind else [])


def test_a_verdict_says_what_is_seen() -> None:
    (verdict,) = judged([signs(asked=4, blocked=3, detail="challenge: Just a moment")], hosts=1, now=NOON)
    assert verdict.detail == "it turns us away from 3 of 4 articles (challenge: Just a moment)"


def test_when_most_hosts_do_not_answer_at_once_it_is_us() -> None:
    silent = [signs(f"{name}.example", asked=1, stopped_at=NOON - LONG) for name in "abc"]
    blocked = signs("d.example", asked=1, blocked=1)
    found = judged([*silent, blocked], hosts=5, now=NOON)
    assert [(one.name, one.what) for one in found] == [
        (OUR_NETWORK, TroubleKind.UNREACHABLE),
        ("d.example", TroubleKind.BLOCKED),
    ]
    assert len(judged(silent, hosts=20, now=NOON)) == 3


@pytest.mark.parametrize(
    ("checked_at", "waiting_since_at", "going"),
    [
        (None, None, True),
        (NOON - MINUTE, NOON - timedelta(days=1), True),
        (NOON - STALLED, NOON - STALLED, False),
        (NOON - timedelta(days=9), NOON - MINUTE, True),
        (NOON - timedelta(days=9), None, True),
        (None, NOON - STALLED, False),
    ],
)
def test_checks_go_on_while_one_ended_lately_or_none_is_waited_for(
    checked_at: datetime | None, waiting_since_at: datetime | None, *, going: bool
) -> None:
    assert Pulse(checked_at, waiting_since_at).goes_on(NOON) == going
