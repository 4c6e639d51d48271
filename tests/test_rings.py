"""The collector waits while work is done, and is afterwards as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tracker.rings import undisturbed


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.enable()


@undisturbed
def collects(*, fails: bool = False) -> bool:
    if fails:
        raise ZeroDivisionError
    return gc.isenabled()


def test_it_waits_and_goes_on() -> None:
    assert not collects()
    assert gc.isenabled()


def test_it_goes_on_where_the_work_failed() -> None:
    with pytest.raises(ZeroDivisionError):
        collects(fails=True)
    assert gc.isenabled()


def test_it_stays_off_where_it_was() -> None:
    gc.disable()
    assert not collects()
    assert not gc.isenabled()


def test_within_such_work_it_is_left_to_the_outer_one() -> None:
    within = undisturbed(lambda: (collects(), gc.isenabled()))
    assert within() == (False, False)
    assert gc.isenabled()
