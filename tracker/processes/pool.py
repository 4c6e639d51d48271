"""Pure work in processes that can be killed: a hostile page costs bounded time and memory, and only its own check.

A worker is asked over a socket, by whoever awaits its answer: a trip costs what it takes to carry the bytes, and no thread.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from tracker.errors import OverBudget
from tracker.processes.worker import BEGUN, LENGTH, pickled

_In = TypeVar("_In")
_Out = TypeVar("_Out")

SECONDS = 10.0
"""What one piece of work may take before its process is killed."""

_TASKS_PER_WORKER = 2_000  # then a fresh process: what a parser leaks does not add up
_TO_BEGIN = 60.0  # seconds that a new worker may take to load what it needs
_PATIENCE = 3.0
"""Seconds that work waits for the workers there are before one more is begun, which costs half a second of processor and
some 80 MB. Two pages that come together are read one after the other sooner than that.
"""
_NOT_NEEDED_AFTER = 60.0  # seconds in which the other workers did all there was

# The program of a worker: it finds modules where we do. Python's own way to begin one (multiprocessing) would load our main
# module too, with the whole command line, and a process beside that watches over what nobody shares: 12 MB each. Without
# OpenSSL, 3.5 MB, Python hashes by itself: a text of 12 kB takes 0.06 ms for 0.01.
_PROGRAM = """
import sys
sys.path[:] = sys.argv[2:]
from tracker.processes.heap import without
with without("_hashlib"):
    from tracker.processes.worker import live
live(int(sys.argv[1]))
"""


class Pool:
    """A few worker processes, begun when work waits for them and ended when the others do all there is. `run(function,
    argument)` gives what the function gives, or raises OverBudget. To be used from one event loop at a time.
    """

    def __init__(
        self, *, workers: int = 1, seconds: float = SECONDS, prepare: Callable[[], object] | None = None
    ) -> None:
        """`workers` is how many there are at most; `prepare` runs once in every new one, before its first piece of work and
        outside its time.
        """
        self._workers = workers
        self._seconds = seconds
        self._prepare = prepare
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._has_ended = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._allowed = 1  # how many may be at work at once, now
        self._places = asyncio.Semaphore(self._allowed)

    async def run(self, function: Callable[[_In], _Out], argument: _In) -> _Out:
        """Run a pure, importable function in a worker. Raises OverBudget when it takes too long or too much memory;
        an exception of the function itself is raised as it is. Raises RuntimeError where the pool has ended.
        """
        if self._has_ended:
            raise RuntimeError("the pool has ended")
        async with self._place():  # then only: whoever waits for a place holds no second copy of its page
            done, answer = await self._run(pickled((function, argument)))
        if done:
            result: _Out = answer
            return result
        if isinstance(answer, MemoryError):
            raise _broken(answer) from None
        raise answer

    async def _run(self, work: bytes) -> tuple[bool, Any]:
        """What a worker gives: whether it came to an end, and its result or its exception."""
        worker = self._free_worker()
        self._busy.add(worker)
        try:
            if not worker.tasks:
                async with asyncio.timeout(_TO_BEGIN):
                    await worker.begun()
            async with asyncio.timeout(self._seconds):
                answer = await worker.answer(work)
        except TimeoutError:
            worker.end()
            raise OverBudget(f"took more than {self._seconds:.0f} s and was stopped") from None
        except (EOFError, OSError) as error:
            worker.end()
            raise _broken(error) from None
        except BaseException:
            worker.end()  # nobody waits for what it does any more
            raise
        finally:
            self._busy.discard(worker)
        if worker.tasks < _TASKS_PER_WORKER:
            worker.idle_since = asyncio.get_running_loop().time()
            self._idle.append(worker)
        else:
            worker.end()
        return answer

    def _free_worker(self) -> _Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_alive:
                return worker
            worker.end()
        return _Worker(self._prepare)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """A place among the workers that may be at work at once: one more than there are for work that waited in vain, one
        fewer when it leaves where a worker was not needed.
        """
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._places = loop, asyncio.Semaphore(self._allowed)
        places = self._places
        if not await self._has_place(places):
            self._allowed += 1
        try:
            yield
        finally:
            if self._has_let_go(loop.time()):
                self._allowed -= 1
            else:
                places.release()

    async def _has_place(self, places: asyncio.Semaphore) -> bool:
        """Wait for a place; False where that took too long and there may be one more."""
        if self._allowed < self._workers:
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await places.acquire()
            except TimeoutError:
                if self._allowed < self._workers:
                    return False
        return await places.acquire()

    def _has_let_go(self, now: float) -> bool:
        """Whether a worker was ended that had nothing to do for long: the one used last is asked first, so it is the first."""
        if len(self._idle) < 2 or now - self._idle[0].idle_since < _NOT_NEEDED_AFTER:  # noqa: PLR2004 - one stays
            return False
        self._idle.pop(0).end()
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._has_ended = True
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle.clear()


class _Worker:
    """One process and our end of the socket to it. `tasks` counts what it was asked for, `idle_since` is when it had done
    the last of that by the clock of the event loop.
    """

    def __init__(self, prepare: Callable[[], object] | None) -> None:
        self.tasks = 0
        self.idle_since = 0.0
        self._prepare = pickle.dumps(prepare)
        self._socket, its_end = socket.socketpair()
        self._socket.settimeout(0)
        with its_end:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", _PROGRAM, str(its_end.fileno()), *sys.path],
                pass_fds=[its_end.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,  # a terminal's Ctrl-C is the parent's to answer
            )

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended by itself: a machine that runs out of memory kills what it likes."""
        return self._process.poll() is None

    async def begun(self) -> None:
        """Wait until it is prepared. Raises EOFError where it ended."""
        await asyncio.get_running_loop().sock_sendall(self._socket, self._prepare)
        await self._received(len(BEGUN))

    async def answer(self, work: bytes) -> tuple[bool, Any]:
        """What it answers. Raises EOFError and OSError where it ended."""
        self.tasks += 1
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._socket, LENGTH.pack(len(work)))
        await loop.sock_sendall(self._socket, work)
        (length,) = LENGTH.unpack(await self._received(LENGTH.size))
        answer: tuple[bool, Any] = pickle.loads(await self._received(length))  # noqa: S301 - from our own process
        return answer

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._socket.close()
        self._process.kill()
        self._process.wait()

    async def _received(self, length: int) -> bytearray:
        loop, data, got = asyncio.get_running_loop(), bytearray(length), 0
        with memoryview(data) as room:
            while got < length:
                more = await loop.sock_recv_into(self._socket, room[got:])
                if not more:
                    raise EOFError
                got += more
        return data


def _broken(error: BaseException) -> OverBudget:
    return OverBudget(f"took more memory than it may, or broke its process ({type(error).__name__})")
