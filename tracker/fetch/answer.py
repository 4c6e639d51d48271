"""One request as it goes over the wire, and the answer to it with its body unread, whichever HTTP it comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tracker.fetch.network import GuardedStream
from tracker.fetch.parts import Parts

RawHeaders = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: where to, and what is said. `headers` are without Host and the length of the `body`."""

    method: str
    parts: Parts
    headers: RawHeaders
    body: bytes = field(default=b"", repr=False)

    @property
    def target(self) -> str:
        """Path and query, as they stand in the request line."""
        return f"{self.parts.path}{'?' if self.parts.query else ''}{self.parts.query}"


@dataclass(slots=True)
class Answer:
    """One answer. To be closed, when its connection is kept if all was read; its body is iterated over once.

    Iterating raises httpcore's errors and what the network raises.
    """

    status: int
    headers: RawHeaders
    version: str
    stream: GuardedStream
    chunks: AsyncIterator[bytes]
    close: Callable[[], Awaitable[None]]

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.chunks

    async def aclose(self) -> None:
        """Have done with it."""
        await self.close()

    def header(self, name: str) -> str:
        """What the headers of that name say, joined as if they were one (RFC 9110 §5.3); empty where there is none."""
        wanted = name.encode("ascii")
        return ", ".join(_text(value) for key, value in self.headers if key.lower() == wanted)


class Connection(Protocol):
    """One connection to one origin, whichever HTTP it speaks. Raises httpcore's errors and what the network raises."""

    @property
    def is_free(self) -> bool:
        """Whether it may be asked now."""

    @property
    def is_over(self) -> bool:
        """Whether nothing is under way on it, and nothing will be."""

    async def ask(self, asked: Asked) -> Answer:
        """The answer to one request; whoever closes it frees the connection."""

    async def aclose(self) -> None:
        """Close it at once."""


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
