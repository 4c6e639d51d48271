"""Followers of news measured on one site: cost per check, alerts about nothing, missed edits, space, manners.

    python -m benchmarks.site [tracker fetchonly naive urlwatch webchanges] [--articles 200] [--hosts 50] [--epochs 3]
        [--hard] [--zoo] [--caches 0.25] [--delay 0.3] [--pages FOLDER] [--pace 1] [--python OTHER/bin/python]

Each follower gets the site anew, at its first epoch, and passes over it once per epoch; the first pass, in which
everything is new, is not counted. The rivals come with `pip install tracker[benchmark]`; --python names another
interpreter where they are installed. Processor time is that of the follower and its children; the server's is not in it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.site import measuring, zoo
from benchmarks.site.peers import CommandPeer, Peer, TrackerPeer, make
from benchmarks.site.world import Scenario, World


@dataclass(slots=True)
class Result:
    """What was counted of one follower, over all epochs after the first."""

    name: str
    checks: int = 0
    cpu: float = 0.0
    alone: float = 0.0
    wall: float = 0.0
    idle: float = 0.0
    sustained: list[float] = field(default_factory=list)
    memory: float = 0.0
    looks: int = 0
    quiet: int = 0
    false: int = 0
    made: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    manners: list[tuple[int, float, float]] = field(default_factory=list)
    requests: int = 0
    unmodified: int = 0
    stored: str = ""
    wild: list[str] = field(default_factory=list)


def main() -> int:
    arguments = _arguments()
    scenario = Scenario(
        articles=arguments.articles,
        hosts=arguments.hosts,
        seed=arguments.seed,
        hard=arguments.hard,
        caches=arguments.caches,
        zoo=arguments.zoo,
        pages=arguments.pages,
        port=arguments.port,
        delay=arguments.delay,
    )
    results = []
    for name in arguments.peers:
        with TemporaryDirectory(prefix="site-") as home, _serving(scenario, Path(home)):
            results.append(_measured(name, World(scenario), Path(arguments.keep or home) / name, arguments))
            _print(results[-1], results)
    return 0


def _measured(name: str, world: World, home: Path, arguments: argparse.Namespace) -> Result:
    result = Result(name)
    peer = make(name, world, home, vars(arguments))
    try:
        _settle(peer, world)
        for _ in range(arguments.epochs):
            _pass(peer, world, result, show=arguments.show)
        result.stored = peer.stored()
    finally:
        peer.stop()
    return result


def _settle(peer: Peer, world: World) -> None:
    """The first pass, in which everything is new."""
    peer.run()
    _ask(world, "/_log")


def _pass(peer: Peer, world: World, result: Result, *, show: bool) -> None:
    made = world.advance()
    _ask(world, "/_advance")
    is_daemon = not isinstance(peer, CommandPeer)
    looks = peer.looks() if isinstance(peer, TrackerPeer) else 0
    before = measuring.cpu_seconds(peer.pid) if is_daemon else _ended()
    alone = measuring.cpu_seconds_alone(peer.pid) if is_daemon else 0.0
    began, began_at, idle = time.monotonic(), time.time(), measuring.idle_seconds()
    with measuring.MemoryWatch(lambda: peer.pid) as watch:
        told = peer.run()
    result.wall += time.monotonic() - began
    result.idle += measuring.idle_seconds() - idle
    result.cpu += (measuring.cpu_seconds(peer.pid) if is_daemon else _ended()) - before
    result.alone += (measuring.cpu_seconds_alone(peer.pid) if is_daemon else 0.0) - alone
    result.memory = max(result.memory, watch.peak)
    result.checks += len(world.articles)
    result.looks += peer.looks() - looks if isinstance(peer, TrackerPeer) else 0
    log = _ask(world, "/_log")
    result.requests += len(log)
    result.unmodified += sum(entry[4] == 304 for entry in log)
    result.manners.append(measuring.politeness(log))
    result.sustained.append(measuring.sustained(log))
    _count(world, made, told, result, show=show)
    if world.scenario.zoo:
        result.wild.append(_of_the_zoo(peer, world, made, told, wall=time.monotonic() - began, began_at=began_at))


def _count(world: World, made: dict[int, str], told: set[int], result: Result, *, show: bool) -> None:
    for article in world.articles:
        if article.misbehaviour:
            continue
        if kind := made.get(article.number):
            result.made[kind] += 1
            result.seen[kind] += article.number in told
        else:
            result.quiet += 1
            result.false += article.number in told
        if show and result.name != "fetchonly" and (article.number in told) != (article.number in made):
            print(f"  epoch {world.epoch}: {'missed ' + kind if kind else 'false alert'}: {world.url(article)}")


def _of_the_zoo(peer: Peer, world: World, made: dict[int, str], told: set[int], *, wall: float, began_at: float) -> str:
    wild = [one for one in world.articles if one.misbehaviour]
    false = [one.misbehaviour for one in wild if one.number in told and one.number not in made]
    seen = sum(one.number in told for one in wild if one.number in made)
    line = f"epoch {world.epoch}: pass {wall:.1f} s, false edits {len(false)} {sorted(set(false)) or ''}, edits {seen} of {sum(one.number in made for one in wild)}"
    if isinstance(peer, TrackerPeer):
        delays = sorted(peer.delays(world, began_at).values())
        line += f", ordinary hosts' last look after {delays[-1]:.1f} s (median {delays[len(delays) // 2]:.1f} s)"
    return line


def _print(result: Result, results: list[Result]) -> None:
    cost = 1000 * result.cpu / result.checks
    naive = next((1000 * one.cpu / one.checks for one in results if one.name == "naive"), None)
    alone = next((1000 * one.cpu / one.checks for one in results if one.name == "fetchonly"), None)
    ratios = [f"{cost / other:.2f} x {name}" for name, other in (("naive", naive), ("fetchonly", alone)) if other]
    made, seen = sum(result.made.values()), sum(result.seen.values())
    at_once = max((one[0] for one in result.manners), default=0)
    gap = min((one[1] for one in result.manners), default=0.0)
    rate = max((one[2] for one in result.manners), default=0)
    print(f"\n{result.name}: {result.checks} checks, {result.requests} requests, {result.unmodified} of them answered 304" + (f", {result.looks} looks recorded" if result.looks else ""))  # fmt: skip
    print(
        f"  CPU {cost:.2f} s per 1,000 checks {' '.join(ratios)} (its main process {1000 * result.alone / result.checks:.2f}); peak memory {result.memory:.0f} MB"
    )
    print(
        f"  {result.checks / result.wall:.0f} checks/s by the clock, {statistics.fmean(result.sustained):.0f} requests/s between the first tenth and the last; busy for {result.cpu / result.wall:.0%} of it, its main process for {result.alone / result.wall:.0%}; the machine idle for {result.idle / result.wall / (os.cpu_count() or 1):.0%}"
    )
    if result.name != "fetchonly":
        print(
            f"  false alerts {result.false} of {result.quiet} ({result.false / max(1, result.quiet):.2%}); edits found {seen} of {made} ({seen / max(1, made):.1%})"
        )
        print(
            "  missed: "
            + (
                ", ".join(
                    f"{kind} {n - result.seen[kind]} of {n}"
                    for kind, n in sorted(result.made.items())
                    if n > result.seen[kind]
                )
                or "none"
            )
        )
    print(f"  stored: {result.stored}")
    print(f"  each host: at most {at_once} at once, at least {gap:.2f} s apart, at most {rate} in one second")
    for line in result.wild:
        print(f"  zoo, {line}")
    sys.stdout.flush()


@contextmanager
def _serving(scenario: Scenario, home: Path) -> Iterator[None]:
    facts = home / "scenario.json"
    facts.write_text(json.dumps(scenario.facts()))
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.site.server", str(facts)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "serving\n", "the server did not start; is its port taken? see --port"
        yield
    finally:
        process.kill()
        process.wait()


def _ended() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ask(world: World, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{world.scenario.port}{path}") as answer:
        return json.load(answer)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "peers",
        nargs="*",
        default=["fetchonly", "tracker"],
        help="in this order; ratios need naive and fetchonly before",
    )
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--epochs", type=int, default=3, help="passes that are counted, after the first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--hard", action="store_true", help="every fifth host prints promotional paragraphs among the article's"
    )
    parser.add_argument(
        "--zoo", action="store_true", help=f"{len(zoo.KINDS)} kinds of misbehaving host beside; epoch 1 is their outage"
    )
    parser.add_argument(
        "--caches", type=float, default=0.25, help="share of the hosts that answer 304 where nothing changed"
    )
    parser.add_argument("--delay", type=float, default=0.0, help="seconds that hosts take to answer")
    parser.add_argument(
        "--pages", default="", help="a folder of real pages, laid out as for extraction.py, as templates"
    )
    parser.add_argument(
        "--pace", type=int, default=1, help="Tracker's pause between two requests to a host, in seconds"
    )
    parser.add_argument("--hosts-at-once", type=int, default=48)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--keep", default="", help="a folder for the followers' stores, kept afterwards")
    parser.add_argument("--show", action="store_true", help="name each missed edit and false alert")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
