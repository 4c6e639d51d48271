"""Pure work in processes that can be killed: a hostile page costs bounded time and memory, and only its own check."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError as PebbleTimeout
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from tracker.errors import OverBudget

_In = TypeVar("_In")
_Out = TypeVar("_Out")

SECONDS = 10.0
"""What one piece of work may take before its process is killed."""

MEMORY = 2 * 2**30
"""Address space of a worker in bytes; numerical libraries reserve a third of it without using it."""

_COLLECTED_AFTER = 20_000
"""New objects between two collections, as `gc.set_threshold` counts them. A page makes some thousands, nearly all of which
outlive Python's own 700 and die together: reading takes 6 % less time so, and a worker 17 MB more (60 pages, CPU time).
"""

_TASKS_PER_WORKER = 2_000  # then a fresh process: what a parser leaks does not add up


class Pool:
    """A few worker processes. `run(function, argument)` gives what the function gives, or raises OverBudget."""

    def __init__(
        self, *, workers: int = 1, seconds: float = SECONDS, prepare: Callable[[], object] | None = None
    ) -> None:
        """`prepare` runs once in every new worker, before its first piece of work and outside its time."""
        self._seconds = seconds
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=_TASKS_PER_WORKER,
            initializer=_confine,
            initargs=(prepare,),
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, function: Callable[[_In], _Out], argument: _In) -> _Out:
        """Run a pure, importable function in a worker. Raises OverBudget when it takes too long or too much memory;
        an exception of the function itself is raised as it is.
        """
        future = self._pool.schedule(function, args=(argument,), timeout=self._seconds)
        try:
            result: _Out = await asyncio.wrap_future(future)
        except (TimeoutError, PebbleTimeout):
            raise OverBudget(f"took more than {self._seconds:.0f} s and was stopped") from None
        except (MemoryError, ProcessExpired, BrokenProcessPool) as error:
            raise OverBudget(f"took more memory than it may, or broke its process ({type(error).__name__})") from None
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call] # pebble types its other methods
        self._pool.join()


def _confine(prepare: Callable[[], object] | None) -> None:
    """In a new worker: a ceiling for memory, and signals left to the parent, who decides when to stop; what `prepare` has
    loaded stays for good, so that no collection looks through it again.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if prepare is not None:
        prepare()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)
