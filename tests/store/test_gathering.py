from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from sqlalchemy import Connection, func, insert, select

from tests.scripted.archive import Archive
from tests.scripted.clock import NOON
from tracker.store.gathering import MOST, Gathered
from tracker.store.schema import hosts


def test_calls_that_come_together_are_made_together_and_each_gets_its_own_answer() -> None:
    batches: list[list[int]] = []

    def work(items: Sequence[int]) -> list[int | Exception]:
        batches.append(list(items))
        return [ValueError(item) if item == 3 else item * 10 for item in items]

    async def ask() -> list[int | BaseException]:
        gathered = Gathered(work)
        return await asyncio.gather(*(gathered(item) for item in range(5)), return_exceptions=True)

    answers = asyncio.run(ask())
    assert batches == [[0, 1, 2, 3, 4]]
    assert answers[:3] == [0, 10, 20]
    assert isinstance(answers[3], ValueError)
    assert answers[4] == 40


def test_a_batch_is_bounded_and_what_breaks_it_is_told_to_all_of_it() -> None:
    sizes: list[int] = []

    def work(items: Sequence[int]) -> list[int]:
        sizes.append(len(items))
        if len(sizes) == 1:
            raise OSError("the disk")
        return list(items)

    async def ask() -> list[int | BaseException]:
        gathered = Gathered(work)
        return await asyncio.gather(*(gathered(item) for item in range(MOST + 2)), return_exceptions=True)

    answers = asyncio.run(ask())
    assert sizes == [MOST, 2]
    assert all(isinstance(answer, OSError) for answer in answers[:MOST])
    assert answers[MOST:] == [MOST, MOST + 1]


def test_who_goes_away_takes_nobody_along() -> None:
    async def ask() -> int:
        gathered: Gathered[int, int] = Gathered(lambda items: [item + 1 for item in items])
        gone, stays = asyncio.ensure_future(gathered(1)), asyncio.ensure_future(gathered(2))
        await asyncio.sleep(0)
        gone.cancel()
        return await stays

    assert asyncio.run(ask()) == 3


def test_the_same_store_serves_one_loop_after_another(archive: Archive) -> None:
    for name in "ab":
        asyncio.run(archive.database.commit(partial(_add, name=name)))
    assert _count(archive) == 2


def test_one_that_fails_leaves_nothing_and_costs_the_others_nothing(archive: Archive) -> None:
    def half(connection: Connection) -> None:
        _add(connection, "half")
        raise LookupError("half-way")

    async def commit() -> list[BaseException | None]:
        jobs: list[Callable[[Connection], None]] = [partial(_add, name=name) for name in "abc"]
        return await asyncio.gather(*map(archive.database.commit, [jobs[0], half, *jobs[1:]]), return_exceptions=True)

    answers = asyncio.run(commit())
    assert isinstance(answers[1], LookupError)
    assert [answer for place, answer in enumerate(answers) if place != 1] == [None] * 3
    assert _count(archive) == 3


def test_one_that_the_database_refuses_costs_the_others_nothing(archive: Archive) -> None:
    async def commit() -> list[BaseException | None]:
        jobs: list[Callable[[Connection], None]] = [partial(_add, name=name) for name in ("a", "a", "b")]
        return await asyncio.gather(*map(archive.database.commit, jobs), return_exceptions=True)

    answers = asyncio.run(commit())
    assert [answer is None for answer in answers] == [True, False, True]
    assert _count(archive) == 2


def test_what_was_acknowledged_is_seen_by_everybody(archive: Archive) -> None:
    asyncio.run(archive.database.commit(lambda connection: _add(connection, "a")))
    assert asyncio.run(archive.database.ask(lambda connection: connection.scalar(select(hosts.c.name)))) == "a"
    with pytest.raises(ZeroDivisionError):
        asyncio.run(archive.database.ask(lambda _: 1 / 0))


def _add(connection: Connection, name: str) -> None:
    connection.execute(insert(hosts).values(name=name, next_allowed_at=NOON))


def _count(archive: Archive) -> int:
    with archive.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(hosts)) or 0)
