"""A port of this machine at which nobody listens, and nobody begins to: it is held while the tests run."""

from __future__ import annotations

import atexit
import socket
from functools import cache


def nobody_listens() -> int:
    """The port; whoever calls there, at whichever address of this machine, is refused."""
    return int(_held().getsockname()[1])


@cache
def _held() -> socket.socket:
    held = socket.socket()
    held.bind(("0.0.0.0", 0))
    atexit.register(held.close)
    return held
