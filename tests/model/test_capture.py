from __future__ import annotations

import pytest

from tests.scripted.records import a_capture
from tracker.model import Quality, QualityVerdict, Validators


def test_a_header_is_found_in_any_case_and_the_first_counts() -> None:
    capture = a_capture(headers=(("ETag", '"one"'), ("etag", '"two"'), ("X-Other", "")))
    assert capture.header("etag") == capture.header("ETAG") == '"one"'
    assert capture.header("missing") == ""


def test_validators_are_those_that_came_along() -> None:
    when = "Sat, 14 Mar 2026 12:00:00 GMT"
    capture = a_capture(headers=(("etag", 'W/"7"'), ("last-modified", when)))
    assert capture.validators == Validators(etag='W/"7"', last_modified=when)
    assert a_capture(headers=()).validators == Validators()


@pytest.mark.parametrize("verdict", list(QualityVerdict))
def test_only_one_verdict_is_good_enough_for_a_revision(verdict: QualityVerdict) -> None:
    assert Quality(verdict).ok == (verdict is QualityVerdict.OK)
