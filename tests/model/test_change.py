from __future__ import annotations

import pytest

from tests.scripted.records import a_flag, a_text
from tracker.compare import compare
from tracker.model import Change, Disclosure, EditKind, Severity, Verdict

LADDER = [Severity.SILENT, Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]


@pytest.mark.parametrize("rank", range(5))
def test_severities_are_a_ladder(rank: int) -> None:
    severity = LADDER[rank]
    assert severity.rank == rank
    assert [severity.at_least(floor) for floor in LADDER] == [floor.rank <= rank for floor in LADDER]


def with_severities(*severities: Severity) -> Change:
    flags = tuple(a_flag(severity=severity) for severity in severities)
    document = a_text("One.")
    return Change(old=document, new=document, passages=(), flags=flags, disclosure=Disclosure(Verdict.NONE))


def test_a_change_is_as_severe_as_its_worst_flag() -> None:
    assert with_severities(Severity.LOW, Severity.CRITICAL, Severity.MEDIUM).severity is Severity.CRITICAL


def test_a_change_without_flags_is_silent() -> None:
    assert with_severities().severity is Severity.SILENT


def test_edits_are_the_passages_that_differ() -> None:
    change = compare(a_text("The mayor spoke.", "It rained."), a_text("The mayor spoke.", "It snowed heavily today."))
    assert any(passage.kind is EditKind.KEPT for passage in change.passages)
    assert change.edits
    assert all(edit.kind is not EditKind.KEPT for edit in change.edits)
