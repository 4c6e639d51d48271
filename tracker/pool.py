"""Pure work in processes that can be killed: a hostile page costs bounded time and memory, and only its own check.

A worker is asked over a socket, by whoever awaits its answer: a trip costs what it takes to carry the bytes, and no thread.
"""

from __future__ import annotations

import asyncio
import gc
import io
import multiprocessing
import pickle
import resource
import signal
import socket
import struct
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from tracker.errors import OverBudget
from tracker.examine import Finding
from tracker.heap import tend_heap
from tracker.model import Document

_In = TypeVar("_In")
_Out = TypeVar("_Out")

SECONDS = 10.0
"""What one piece of work may take before its process is killed."""

MEMORY = 2 * 2**30
"""Address space of a worker in bytes; numerical libraries reserve a third of it without using it."""

_LARGE_WORK = 1_000_000
"""Bytes of a piece of work after which a worker looks for rings of references at once: 48 pages of 5 MB had left one with a
gigabyte of trees that nobody needed any more.
"""

_TASKS_PER_WORKER = 2_000  # then a fresh process: what a parser leaks does not add up
_TO_BEGIN = 60.0  # seconds that a new worker may take to load what it needs
_LENGTH = struct.Struct("!Q")
_SPAWN = multiprocessing.get_context("spawn")


class Pool:
    """A few worker processes, begun when they are needed. `run(function, argument)` gives what the function gives, or
    raises OverBudget. To be used from one event loop at a time.
    """

    def __init__(
        self, *, workers: int = 1, seconds: float = SECONDS, prepare: Callable[[], object] | None = None
    ) -> None:
        """`prepare` runs once in every new worker, before its first piece of work and outside its time."""
        self._workers = workers
        self._seconds = seconds
        self._prepare = prepare
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._has_ended = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._places = asyncio.Semaphore(workers)

    async def run(self, function: Callable[[_In], _Out], argument: _In) -> _Out:
        """Run a pure, importable function in a worker. Raises OverBudget when it takes too long or too much memory;
        an exception of the function itself is raised as it is. Raises RuntimeError where the pool has ended.
        """
        if self._has_ended:
            raise RuntimeError("the pool has ended")
        async with self._place():  # then only: whoever waits for a place holds no second copy of its page
            done, answer = await self._run(_pickled((function, argument)))
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

    def _place(self) -> asyncio.Semaphore:
        """A place among the workers that may be at work at once."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._places = loop, asyncio.Semaphore(self._workers)
        return self._places

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
    """One process and our end of the socket to it. `tasks` counts what it was asked for."""

    def __init__(self, prepare: Callable[[], object] | None) -> None:
        self.tasks = 0
        self._socket, its_end = socket.socketpair()
        self._socket.settimeout(0)
        with its_end:
            self._process = _SPAWN.Process(target=_work, args=(its_end, prepare), daemon=True)
            self._process.start()

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended by itself: a machine that runs out of memory kills what it likes."""
        return self._process.is_alive()

    async def begun(self) -> None:
        """Wait until it is prepared. Raises EOFError where it ended."""
        await self._received(1)

    async def answer(self, work: bytes) -> tuple[bool, Any]:
        """What it answers. Raises EOFError and OSError where it ended."""
        self.tasks += 1
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._socket, _LENGTH.pack(len(work)))
        await loop.sock_sendall(self._socket, work)
        (length,) = _LENGTH.unpack(await self._received(_LENGTH.size))
        answer: tuple[bool, Any] = pickle.loads(await self._received(length))  # noqa: S301 - from our own process
        return answer

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._socket.close()
        self._process.kill()
        self._process.join()

    async def _received(self, length: int) -> bytearray:
        loop, data, got = asyncio.get_running_loop(), bytearray(length), 0
        with memoryview(data) as room:
            while got < length:
                more = await loop.sock_recv_into(self._socket, room[got:])
                if not more:
                    raise EOFError
                got += more
        return data


_LARGE = frozenset((Document, Finding))


class _Pickler(pickle.Pickler):
    """Carries our nouns as their class with its values: a third of the time that slotted dataclasses take by themselves;
    the large ones as msgspec packs them, in less than half of that.
    """

    def reducer_override(self, value: Any) -> Any:
        """How to make the value anew."""
        kind: Any = type(value)
        if kind in _LARGE:
            with suppress(UnicodeEncodeError):  # lone surrogates, which nothing but pickle carries
                return _unpacked, (kind, msgspec.msgpack.encode(value))
        values = _values_of(kind)
        return (kind, values(value)) if values else NotImplemented


def _unpacked(kind: type[_Out], data: bytes) -> _Out:
    return msgspec.msgpack.decode(data, type=kind)


@cache
def _values_of(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives all that a dataclass is made of; None for what is none, or is made of other things than its fields."""
    names = [field.name for field in fields(kind) if field.init] if is_dataclass(kind) else []
    plain = len(names) > 1 and len(names) == len(fields(kind))
    return attrgetter(*names) if plain else None


def _pickled(value: Any) -> bytes:
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(value)
    return data.getvalue()


def _broken(error: BaseException) -> OverBudget:
    return OverBudget(f"took more memory than it may, or broke its process ({type(error).__name__})")


def _work(asked: socket.socket, prepare: Callable[[], object] | None) -> None:
    """A worker's life: a ceiling for memory, signals left to the parent, who decides when to stop; then one piece of
    work after another, until the parent is gone.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if prepare is not None:
        prepare()
    tend_heap()
    asked.sendall(b"\x01")
    stream = asked.makefile("rb")
    with suppress(ConnectionError):
        while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
            length = _LENGTH.unpack(head)[0]
            answer = _answer(stream.read(length))
            asked.sendall(_LENGTH.pack(len(answer)) + answer)
            if length > _LARGE_WORK:
                gc.collect()


def _answer(work: bytes) -> bytes:
    try:
        function, argument = pickle.loads(work)  # noqa: S301 - from our own process
        return _pickled((True, function(argument)))
    except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
        error.add_note(traceback.format_exc())
        return _as_answer(error)


def _as_answer(error: Exception) -> bytes:
    try:
        answer = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(answer)  # noqa: S301 - an exception may be written and not be read again
    except Exception:  # noqa: BLE001 - then its words have to do
        return pickle.dumps((False, RuntimeError(repr(error))), pickle.HIGHEST_PROTOCOL)
    return answer
