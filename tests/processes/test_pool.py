from __future__ import annotations

import asyncio
import gc
import os
import signal
import time

import pytest

from tracker.errors import OverBudget
from tracker.examining.examine import Job, Page, examine
from tracker.model import Document
from tracker.processes.pool import Pool
from tracker.processes.worker import MEMORY

MIB = 2**20


def double(number: int) -> int:
    return number * 2


def process_number(_: int) -> int:
    return os.getpid()


def raise_for(text: str) -> str:
    raise ValueError(text)


class StrangeError(Exception):
    def __init__(self, number: int, *, word: str) -> None:
        super().__init__(f"{number} {word}")


def raise_what_cannot_be_carried(_: int) -> None:
    raise StrangeError(1, word="one")


def get_ready() -> None:
    """Nothing but that a worker which is to run it loads this module, outside the time of its work."""


def hang(_: int) -> None:
    while True:
        pass


def take(seconds: float) -> None:
    """Work that takes so long that what comes with it finds its worker busy."""
    time.sleep(seconds)


def frozen_by(_: int) -> tuple[int, int]:
    return gc.get_freeze_count(), gc.get_threshold()[0]


class Ring:
    """Holds itself: it goes when rings are looked for, and not before."""

    def __init__(self, *, weight: int) -> None:
        self.own = self
        self.weight = bytes(weight)


def leave_a_ring(_: bytes) -> int:
    left = sum(isinstance(one, Ring) for one in gc.get_objects())
    Ring(weight=MIB)
    return left


def swallow(size: int) -> int:
    return len(bytes(size))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def test_a_worker_gives_what_the_function_gives(pool: Pool) -> None:
    assert asyncio.run(pool.run(double, 21)) == 42


@pytest.mark.parametrize("word", ["year", "lone \ud800 surrogate"])
def test_what_is_found_in_a_worker_comes_back_as_it_was_found(pool: Pool, word: str) -> None:
    before = f"<h1>Wall</h1><article><p>The wall will hold for a {word}, said Ada Quill.</p></article>".encode(
        "utf-8", "surrogatepass"
    )
    one, two = (Page(body, "https://paper.example/", 200, ()) for body in (before, before.replace(b"will", b"may")))
    latest = Document.from_text(f"The wall will hold for a {word}, said Ada Quill.")
    job = Job(page=two, latest=latest, reread=one)
    found = examine(job)
    assert found.change is not None
    assert asyncio.run(pool.run(examine, job)) == found


def test_work_is_done_in_another_process(pool: Pool) -> None:
    assert asyncio.run(pool.run(process_number, 0)) != os.getpid()


def test_what_a_worker_has_loaded_is_not_looked_through_again(pool: Pool) -> None:
    frozen, threshold = asyncio.run(pool.run(frozen_by, 0))
    assert frozen > 1_000
    assert threshold > gc.get_threshold()[0]


def test_the_functions_own_exception_is_raised_as_it_is(pool: Pool) -> None:
    with pytest.raises(ValueError, match="the words"):
        asyncio.run(pool.run(raise_for, "the words"))


def test_more_work_than_workers_is_done_in_time(pool: Pool) -> None:
    async def many() -> list[int]:
        return await asyncio.gather(*(pool.run(double, number) for number in range(200)))

    assert asyncio.run(many()) == [number * 2 for number in range(200)]


def test_work_that_never_ends_is_stopped_and_the_next_is_done() -> None:
    async def hang_and_go_on(pool: Pool) -> int:
        with pytest.raises(OverBudget, match="took more than 1 s and was stopped"):
            await pool.run(hang, 0)
        return await pool.run(double, 4)

    with Pool(workers=1, seconds=1, prepare=get_ready) as pool:
        started = time.monotonic()
        assert asyncio.run(hang_and_go_on(pool)) == 8
    assert time.monotonic() - started < 60


def test_work_that_takes_too_much_memory_fails_alone(pool: Pool) -> None:
    async def swallow_and_go_on() -> int:
        with pytest.raises(OverBudget, match="took more memory than it may"):
            await pool.run(swallow, MEMORY + MIB)
        return await pool.run(swallow, 100 * MIB)

    assert asyncio.run(swallow_and_go_on()) == 100 * MIB


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_dies_takes_only_its_own_work_along(pool: Pool, number: int) -> None:
    async def die_and_go_on() -> int:
        with pytest.raises(OverBudget, match="broke its process"):
            await pool.run(die, number)
        return await pool.run(double, 4)

    assert asyncio.run(die_and_go_on()) == 8


def test_a_worker_that_died_while_it_was_idle_takes_no_work_along(pool: Pool) -> None:
    async def die_between() -> int:
        os.kill(await pool.run(process_number, 0), signal.SIGKILL)
        while pool._idle[-1].is_alive:  # noqa: ASYNC110 - the kernel tells nobody
            await asyncio.sleep(0.01)
        return await pool.run(double, 4)

    assert asyncio.run(die_between()) == 8


def test_work_that_nobody_waits_for_any_more_is_stopped(pool: Pool) -> None:
    async def leave() -> tuple[int, int]:
        before = await pool.run(process_number, 0)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pool.run(hang, 0)
        return before, await pool.run(process_number, 0)

    before, after = asyncio.run(leave())
    assert before != after


def test_an_exception_tells_where_it_was_raised(pool: Pool) -> None:
    with pytest.raises(ValueError, match="the words") as raised:
        asyncio.run(pool.run(raise_for, "the words"))
    assert "in raise_for" in "".join(raised.value.__notes__)


def test_an_exception_that_cannot_be_carried_is_told_in_words(pool: Pool) -> None:
    with pytest.raises(RuntimeError, match="Strange"):
        asyncio.run(pool.run(raise_what_cannot_be_carried, 0))


def test_the_terminals_interrupt_is_left_to_the_parent(pool: Pool) -> None:
    asyncio.run(pool.run(die, signal.SIGINT))  # it would raise OverBudget had the signal ended the worker
    assert asyncio.run(pool.run(double, 4)) == 8


def test_a_worker_does_not_hold_what_large_pages_left_in_rings(pool: Pool) -> None:
    async def read(page: bytes) -> list[int]:
        return [await pool.run(leave_a_ring, page) for _ in range(4)]

    assert asyncio.run(read(b"small")) == [0, 1, 2, 3]
    assert asyncio.run(read(bytes(2 * MIB)))[1:] == [0, 0, 0]


def test_work_that_comes_together_is_done_by_one_worker_in_turn() -> None:
    async def together(pool: Pool) -> list[int]:
        return await asyncio.gather(*(pool.run(process_number, number) for number in range(20)))

    with Pool(workers=2, prepare=get_ready) as pool:
        asyncio.run(pool_is_ready(pool))
        assert len(set(asyncio.run(together(pool)))) == 1


def test_work_that_waits_for_long_gets_a_worker_more_which_ends_when_it_is_not_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def beside_one_that_hangs(pool: Pool) -> tuple[int, list[int]]:
        first = await pool.run(process_number, 0)
        hanging = asyncio.create_task(pool.run(hang, 0))
        await asyncio.sleep(0)
        others = [await pool.run(process_number, 0) for _ in range(2)]
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging
        return first, others

    async def two_at_work(pool: Pool) -> int:
        await asyncio.gather(pool.run(take, 0.5), pool.run(take, 0.5))
        monkeypatch.setattr("tracker.processes.pool._NOT_NEEDED_AFTER", 0.0)
        await pool.run(double, 4)
        return len(pool._idle)

    monkeypatch.setattr("tracker.processes.pool._PATIENCE", 0.05)
    with Pool(workers=2, prepare=get_ready) as pool:
        first, others = asyncio.run(beside_one_that_hangs(pool))
        assert first not in others
        assert others[0] == others[1]
        assert pool._allowed == 2
        monkeypatch.setattr("tracker.processes.pool._PATIENCE", 0.0)
        assert asyncio.run(two_at_work(pool)) == 1
        assert pool._allowed == 1


async def pool_is_ready(pool: Pool) -> None:
    """A worker has begun, so that work waits for work alone."""
    await pool.run(double, 1)
