"""A worker's side of the pool: what is carried between two processes, and how one of them lives. It is a program of its own,
so it loads what its work needs and nothing else: no event loop, no TLS, no command line.
"""

from __future__ import annotations

import io
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
from typing import Any, TypeVar

import msgspec

from tracker.examining.examine import Finding
from tracker.model import Document
from tracker.processes.heap import give_back, tend_heap

_Out = TypeVar("_Out")

MEMORY = 2 * 2**30
"""Address space of a worker in bytes; numerical libraries reserve a third of it without using it."""

LENGTH = struct.Struct("!Q")
"""Goes before each piece of work and each answer: how many bytes it has."""

BEGUN = b"\x01"
"""What a worker says once, when it is prepared."""

_TIDIED_AFTER = 2_000_000
"""Bytes of work after which a worker gives back what it no longer needs. Trees of pages lie in rings of references, some 0.5 MB
a page, and hundreds of them before Python looks by itself: of 507 pieces of work of 130 kB a worker held 121 MB so, and 67 with
this, for 1.3 % more CPU time. Before, 48 pages of 5 MB had left one with a gigabyte.
"""


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


def pickled(value: Any) -> bytes:
    """A value as it is carried. Raises what pickle raises for what cannot be."""
    data = io.BytesIO()
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(value)
    return data.getvalue()


def live(number: int) -> None:
    """A worker's life, on the socket of that number: a ceiling for memory, signals left to the parent, who decides when to
    stop; what prepares it, then one piece of work after another, until the parent is gone.
    """
    asked = socket.socket(fileno=number)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    stream = asked.makefile("rb")
    with suppress(ConnectionError):
        prepare: Callable[[], object] | None = pickle.load(stream)  # noqa: S301 - from our own process
        if prepare is not None:
            prepare()
        tend_heap()
        asked.sendall(BEGUN)
        done = 0
        while len(head := stream.read(LENGTH.size)) == LENGTH.size:
            length = LENGTH.unpack(head)[0]
            answer = _answer(stream.read(length))
            asked.sendall(LENGTH.pack(len(answer)) + answer)
            done += length
            if done > _TIDIED_AFTER:
                del answer
                give_back()
                done = 0


def _answer(work: bytes) -> bytes:
    try:
        function, argument = pickle.loads(work)  # noqa: S301 - from our own process
        return pickled((True, function(argument)))
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
