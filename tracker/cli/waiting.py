"""How commands wait for what goes on in an event loop, and how Ctrl-C ends that."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

_Out = TypeVar("_Out")


def finished(work: Coroutine[Any, Any, _Out]) -> _Out:
    """What the work gives, as `asyncio.run`. Ctrl-C ends it between two steps of the loop, where asyncio's own way may fall into
    the midst of one and leave a traceback; a second one ends it wherever it is. Raises KeyboardInterrupt then.
    """
    interrupted = False

    async def interruptible() -> _Out:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop() -> None:
            nonlocal interrupted
            interrupted = True
            loop.remove_signal_handler(signal.SIGINT)
            if task is not None:
                task.cancel()

        ours = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN  # as it is for what a shell runs in the background
        if ours and threading.current_thread() is threading.main_thread():
            loop.add_signal_handler(signal.SIGINT, stop)
        return await work

    try:
        return asyncio.run(interruptible())
    except asyncio.CancelledError:
        if interrupted:
            raise KeyboardInterrupt from None
        raise
