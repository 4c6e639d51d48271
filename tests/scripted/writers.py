"""Processes that save captures for ever, to be killed: `python -m tests.scripted.writers SNAPSHOTS ARTICLE`.

After each capture that is acknowledged its SHA-256 is printed, so that whoever reads the pipe knows what was promised.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.scripted.pages import page
from tracker.store.snapshots import NewCapture, Snapshots


def main() -> None:
    root, article = sys.argv[1:]
    snapshots = Snapshots(Path(root))
    base, number = "", 0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        number += 1
        batch = [NewCapture(page(number * 10 + place, article=int(article)), base) for place in range(number % 4 + 1)]
        kept = snapshots.save_many(batch)
        base = kept[-1].sha256
        sys.stdout.write("".join(f"{one.sha256}\n" for one in kept))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
