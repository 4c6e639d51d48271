"""When to look again, and at what first where not all that is due can be had. Pure: time and chance are passed in."""

from tracker.schedule.breaker import HostHealth, HostNotice, after_answer, after_failure, notice, rest_after_waiting
from tracker.schedule.conditions import DISTRUST, asks_for_all, distrusted_until
from tracker.schedule.habits import edits_per_day, expected_edits
from tracker.schedule.ladder import Ladder
from tracker.schedule.life import HintKind, Life, birth, hinted_at
from tracker.schedule.plan import (
    Pace,
    confirm_at,
    first_urgency,
    gone_check_at,
    jittered,
    next_check_at,
    next_look,
    pace_of,
    retry_at,
    urgency_at,
    urgency_hinted,
)
from tracker.schedule.rate import Tally, learnt_rate
from tracker.schedule.urgency import MOST_URGENT, urgency_of, weight_of

__all__ = [
    "DISTRUST",
    "MOST_URGENT",
    "HintKind",
    "HostHealth",
    "HostNotice",
    "Ladder",
    "Life",
    "Pace",
    "Tally",
    "after_answer",
    "after_failure",
    "asks_for_all",
    "birth",
    "confirm_at",
    "distrusted_until",
    "edits_per_day",
    "expected_edits",
    "first_urgency",
    "gone_check_at",
    "hinted_at",
    "jittered",
    "learnt_rate",
    "next_check_at",
    "next_look",
    "notice",
    "pace_of",
    "rest_after_waiting",
    "retry_at",
    "urgency_at",
    "urgency_hinted",
    "urgency_of",
    "weight_of",
]
