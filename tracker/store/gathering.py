"""Calls that come while another is under way are made together: one thread, one transaction, one fsync for many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")

MOST = 64
"""Calls made together at most, so that other processes which wait to write get between two batches."""
SECONDS = 0.01
"""How long the first call of a batch waits for others. A check takes a hundred times as long."""


class Gathered(Generic[In, Out]):
    """`await gathered(item)` gives what `work` gives for the item, or raises what it gives as an exception.

    `work` is called in a thread, with the items that came meanwhile, never twice at once; it answers for each item in
    order. What it raises, it raises for all of them. To be used from one event loop at a time.
    """

    def __init__(self, work: Callable[[Sequence[In]], Sequence[Out | Exception]], *, seconds: float = SECONDS) -> None:
        self._work = work
        self._seconds = seconds
        self._waiting: list[tuple[In, asyncio.Future[Out]]] = []
        self._working: asyncio.Task[None] | None = None

    async def __call__(self, item: In) -> Out:
        """What becomes of this item."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Out] = loop.create_future()
        self._waiting.append((item, future))
        if self._working is None or self._working.done() or self._working.get_loop() is not loop:
            self._working = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._seconds)
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                answers = await asyncio.to_thread(self._work, [item for item, _ in batch])
            except Exception as error:  # noqa: BLE001 - whatever it is, those who wait are told
                answers = [error] * len(batch)
            for (_, future), answer in zip(batch, answers, strict=True):
                _tell(future, answer)


def _tell(future: asyncio.Future[Out], answer: Out | Exception) -> None:
    if future.done():  # whoever asked has gone
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
