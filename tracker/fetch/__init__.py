"""The address guard, the bounded reader and the one HTTP client: the only way out of this machine.

`urls` (which addresses, and when two are one), `Fetcher` (one request), `Robots` (may we, and how fast) and
`retry_after` are what others use. The HTTP libraries are loaded when the fetcher is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.fetch.request import FetchLimits, FetchRequest
from tracker.fetch.retry import retry_after

if TYPE_CHECKING:
    from tracker.fetch.client import Fetcher
    from tracker.fetch.network import Resolver
    from tracker.fetch.robots import Robots, RobotsVerdict

__all__ = ["FetchLimits", "FetchRequest", "Fetcher", "Resolver", "Robots", "RobotsVerdict", "retry_after"]


def __getattr__(name: str) -> Any:
    """Load the client when it is first used, so that commands without network stay quick."""
    match name:
        case "Fetcher":
            from tracker.fetch.client import Fetcher

            return Fetcher
        case "Resolver":
            from tracker.fetch.network import Resolver

            return Resolver
        case "Robots" | "RobotsVerdict":
            from tracker.fetch import robots

            return getattr(robots, name)
    raise AttributeError(f"module 'tracker.fetch' has no attribute {name!r}")
