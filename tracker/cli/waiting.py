"""How commands wait for what goes on in an event loop, and how Ctrl-C and SIGTERM end that."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

_Out = TypeVar("_Out")


def finished(work: Coroutine[Any, Any, _Out]) -> _Out:
    """What the work gives, as `asyncio.run`. Ctrl-C ends it between two steps of the loop, where asyncio's own way may fall into
    the midst of one and leave a traceback; a second one ends it wherever it is. Raises KeyboardInterrupt then. So does
    SIGTERM, and raises SystemExit: hosts that are held are given back, and nobody has to wait until their leases are over.
    """
    ended_by: signal.Signals | None = None

    async def interruptible() -> _Out:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop(by: signal.Signals) -> None:
            nonlocal ended_by
            ended_by = by
            loop.remove_signal_handler(by)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            ours = signal.getsignal(number) is not signal.SIG_IGN  # as it is for what a shell runs in the background
            if ours and threading.current_thread() is threading.main_thread():
                loop.add_signal_handler(number, stop, number)
        return await work

    try:
        return asyncio.run(interruptible())
    except asyncio.CancelledError:
        if ended_by is signal.SIGTERM:
            raise SystemExit(128 + signal.SIGTERM) from None
        if ended_by is signal.SIGINT:
            raise KeyboardInterrupt from None
        raise
