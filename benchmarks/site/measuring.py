"""What a follower costs: processor time and memory of its whole process tree, read from /proc; and what a server saw."""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Self

_TICKS = os.sysconf("SC_CLK_TCK")
Logged = Sequence[tuple[str, str, float, float, int]]


def tree_of(pid: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                children[int(_stat(int(entry.name))[1])].append(int(entry.name))
    found, at = [pid], 0
    while at < len(found):
        found += children[found[at]]
        at += 1
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time of a process, its descendants, and those of them that have ended."""
    total = 0
    for one in tree_of(pid):
        with contextlib.suppress(OSError):
            total += sum(int(ticks) for ticks in _stat(one)[11:15])  # user and system, its own and its children's
    return total / _TICKS


def cpu_seconds_alone(pid: int) -> float:
    """Processor time of a process without its descendants."""
    return sum(int(ticks) for ticks in _stat(pid)[11:13]) / _TICKS


def idle_seconds() -> float:
    """How long this machine's processors have had nothing to do, all together."""
    _, _, _, _, idle, waiting, *_ = Path("/proc/stat").read_text().split("\n", 1)[0].split()
    return (int(idle) + int(waiting)) / _TICKS


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


class MemoryWatch:
    """Samples how much memory a process tree holds; shared pages count once. `peak` is in MB."""

    def __init__(self, pid: Callable[[], int], *, every: float = 0.2) -> None:
        self._pid = pid
        self.peak = 0.0
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._every):
            self.peak = max(self.peak, sum(map(_held, tree_of(self._pid()))) / 1024)


def _held(pid: int) -> int:
    """Proportional set size in KiB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def politeness(log: Logged) -> tuple[int, float, float]:
    """Of one pass: the most requests at once on any host, the least seconds from one request's end to the next one's
    start on any host, and the most requests that any host got in one second.
    """
    hosts: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for host, _, asked_at, answered_at, _ in log:
        hosts[host].append((asked_at, answered_at))
    at_once, gap, per_second = 0, float("inf"), 0
    for times in hosts.values():
        times.sort()
        at_once = max(at_once, _most_at_once(times))
        gap = min([gap, *(later[0] - before[1] for before, later in itertools.pairwise(times))])
        starts = [start for start, _ in times]
        per_second = max(per_second, *(sum(start <= other < start + 1 for other in starts) for start in starts))
    return at_once, gap, per_second


def sustained(log: Logged) -> float:
    """Requests a second of one pass between its first tenth and its last, so that beginning and waiting for the last
    hosts are left out; 0 where there are too few.
    """
    asked = sorted(asked_at for _, _, asked_at, _, _ in log)
    tenth = len(asked) // 10
    span = asked[-1 - tenth] - asked[tenth] if tenth else 0.0
    return (len(asked) - 1 - 2 * tenth) / span if span else 0.0


def _most_at_once(times: Iterable[tuple[float, float]]) -> int:
    steps = sorted((at, step) for start, end in times for at, step in ((start, 1), (end, -1)))
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    return most
