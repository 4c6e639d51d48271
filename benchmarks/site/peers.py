"""The followers that are measured, each behind the same three words: start, one pass over everything, stop."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Protocol

from benchmarks.site.world import World

_LOOP = Path(__file__).with_name("loop.py")
LONGEST_PASS = 240.0


class Peer(Protocol):
    """A follower. `pid` is the process whose tree is measured, `run` makes one pass and gives the numbers of the
    articles that it says were edited.
    """

    pid: int

    def run(self) -> set[int]: ...
    def stop(self) -> None: ...
    def stored(self) -> str: ...


class LoopPeer:
    """`fetchonly` and `naive`."""

    def __init__(self, name: str, world: World, home: Path, python: str) -> None:
        urls = home / "urls.json"
        urls.write_text(json.dumps({one.number: world.url(one) for one in world.articles}))
        self._store = home / "loop.db"
        self._process = subprocess.Popen(
            [python, str(_LOOP), name, str(urls), str(self._store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = self._process.pid

    def run(self) -> set[int]:
        stdin, stdout = _pipes(self._process)
        stdin.write("\n")
        stdin.flush()
        return set(json.loads(stdout.readline()))

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()

    def stored(self) -> str:
        return f"{self._store.stat().st_size:,} B in all"


class TrackerPeer:
    """Tracker itself: `tracker run` with its own store, made to find everything due at the start of each pass.

    What it takes for suspect is looked at again after a second instead of five minutes, within the pass.
    """

    def __init__(self, world: World, home: Path, *, pace: int, hosts_at_once: int, readers: int) -> None:
        (home / "config.toml").write_text(_TRACKER.format(pace=pace, hosts_at_once=hosts_at_once, readers=readers))
        self._home = home
        tracker = [sys.executable, "-m", "tracker", "--config", str(home / "config.toml")]
        addresses = [world.url(one) for one in world.articles]
        for at in range(0, len(addresses), 500):
            subprocess.run(
                [*tracker, "add", "--later", *addresses[at : at + 500]], check=True, stdout=subprocess.DEVNULL
            )
        self._database = sqlite3.connect(home / "tracker.db", isolation_level=None, timeout=30)
        self._numbers = self._by_number(world)
        self._due_at(time.time_ns() // 1000 + 86_400_000_000)  # nothing happens before the first pass
        self._first_id = -1
        self._out = (home / "tracker.out").open("w")
        self._process = subprocess.Popen([*tracker, "run"], stdout=self._out, stderr=subprocess.STDOUT)
        self.pid = self._process.pid
        while "tracker" not in (home / "tracker.out").read_text().lower():
            if self._process.poll() is not None:
                raise RuntimeError((home / "tracker.out").read_text())
            time.sleep(0.1)
        time.sleep(3)  # its readers load what they need

    def run(self) -> set[int]:
        began_at = time.time_ns() // 1000
        before = self._ask("SELECT coalesce(max(id), 0) FROM revisions")[0][0]
        self._due_at(began_at)
        while self._pending(began_at) and time.time_ns() // 1000 < began_at + LONGEST_PASS * 1e6:
            time.sleep(0.1)
        if self._first_id < 0:
            self._first_id = self._ask("SELECT coalesce(max(id), 0) FROM snapshots")[0][0]
        rows = self._ask(
            "SELECT article_id FROM revisions WHERE id > ? AND cause NOT IN ('first', 're-extraction')", before
        )
        return {self._numbers[row[0]] for row in rows}

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._out.close()

    def stored(self) -> str:
        """Of what was kept after the first pass."""
        sizes = [row[0] for row in self._ask("SELECT stored_size FROM snapshots WHERE id > ?", self._first_id)]
        files = sum(1 for path in (self._home / "snapshots").rglob("*") if path.is_file())
        middle, mean = (statistics.median(sizes), statistics.mean(sizes)) if sizes else (0, 0)
        return f"median {middle:,.0f} B, mean {mean:,.0f} B of {len(sizes)} captures; {files} files"

    def delays(self, world: World, began_at: float) -> dict[int, float]:
        """Seconds from the start of the pass to the last look at each ordinary article."""
        rows = self._ask("SELECT id, last_checked_at FROM articles")
        wild = {one.number for one in world.articles if one.misbehaviour}
        return {self._numbers[i]: at / 1e6 - began_at for i, at in rows if self._numbers[i] not in wild and at}

    def looks(self) -> int:
        """How many checks were recorded so far."""
        return int(self._ask("SELECT count(*) FROM checks")[0][0])

    def _due_at(self, at: int) -> None:
        self._database.execute("UPDATE articles SET next_check_at = ?", (at,))
        self._database.execute("UPDATE hosts SET ready_at = ?", (at,))

    def _pending(self, began_at: int) -> int:
        """Articles that are still to be looked at in this pass, but for those whose host wants to be left alone."""
        soon = time.time_ns() // 1000
        return int(
            self._ask(
                "SELECT count(*) FROM articles a JOIN hosts h ON h.id = a.host_id"
                " WHERE (coalesce(a.last_checked_at, 0) < ? OR a.next_check_at < ?) AND a.next_check_at IS NOT NULL"
                " AND h.next_allowed_at < ? AND a.state != 'paused'",
                *(began_at, soon + 4_000_000, soon + 20_000_000),
            )[0][0]
        )

    def _by_number(self, world: World) -> dict[int, int]:
        known = {world.url(one): one.number for one in world.articles}
        return {article_id: known[url] for article_id, url in self._ask("SELECT id, url FROM articles")}

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()


class CommandPeer:
    """urlwatch and webchanges: a list of jobs, and a command that starts anew at each pass. Where selectors are known
    they get them: the article, and each kind of noise in it cut out by hand (`tuned`).
    """

    def __init__(self, name: str, world: World, home: Path, python: str) -> None:
        self._command = str(Path(python).with_name(name))
        self._home = home
        self._jobs = "--urls" if name == "urlwatch" else "--jobs"
        self._store = "--cache" if name == "urlwatch" else "--database"
        (home / "jobs.yaml").write_text("\n---\n".join(_job(world, one.number) for one in world.articles))
        (home / "hooks.py").write_text("")
        (home / "hooks.py").chmod(0o600)
        (home / "config.yaml").write_text(_CONFIG)
        self.pid = 0

    def run(self) -> set[int]:
        process = subprocess.Popen(
            [self._command, self._jobs, "jobs.yaml", "--config", "config.yaml", "--hooks", "hooks.py", self._store, "store.db"],
            cwd=self._home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.pid = process.pid
        out, _ = process.communicate()
        (self._home / "last.out").write_text(out)
        return {int(number) for number in re.findall(r"CHANGED: article (\d+)", out)}

    def stop(self) -> None:
        """Nothing runs between two passes."""

    def stored(self) -> str:
        return f"{(self._home / 'store.db').stat().st_size:,} B in all"


def make(name: str, world: World, home: Path, options: Mapping[str, object]) -> Peer:
    """The peer of that name, with an empty store."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    python = str(options["python"])
    if name == "tracker":
        return TrackerPeer(world, home, pace=int(str(options["pace"])), hosts_at_once=int(str(options["hosts_at_once"])), readers=int(str(options["readers"])))  # fmt: skip
    if name in {"fetchonly", "naive"}:
        return LoopPeer(name, world, home, python)
    return CommandPeer(name, world, home, python)


def _job(world: World, number: int) -> str:
    article = world.articles[number]
    lines = [f"name: article {number}", f"url: {world.url(article)}", "filter:"]
    if article.template.body:
        lines += ["  - css:", f'      selector: "{article.template.body}"', f'      exclude: "{article.template.cuts}"']
    return "\n".join([*lines, "  - html2text"])


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


_TRACKER = """[store]
database = "sqlite:///tracker.db"
[fetch]
allow_private = true
pace = "{pace}s"
timeout = "20s"
[schedule]
ladder = [["365d", "1d"]]
jitter = 0.0
confirm_after = "1s"
[daemon]
hosts_at_once = {hosts_at_once}
readers = {readers}
[web]
enabled = false
"""
_CONFIG = """display:
  new: false
  error: true
  unchanged: false
report:
  text: {details: true, footer: false, line_length: 200, minimal: false}
  stdout: {enabled: true, color: false}
"""
