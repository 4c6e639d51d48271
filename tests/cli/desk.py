"""A desk to type at: a folder with settings and a store of its own, and `tracker` run in this process or in a new one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tracker.cli import main

ROOT = Path(__file__).parents[2]
SETTINGS = '[fetch]\nallow_private = true\npace = "0s"\n\n[display]\ntime_zone = "Europe/London"\n'


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line of complaint; every trouble of ours has one, and no traceback."""
        first, *rest = self.err.splitlines()
        assert first.startswith("tracker: "), self.err
        assert not any("Traceback" in line for line in rest), self.err
        return first.removeprefix("tracker: ")

    @property
    def next_step(self) -> str:
        """What the line under the complaint says to do."""
        return next(line.removeprefix("  next: ") for line in self.err.splitlines() if line.startswith("  next: "))


@dataclass(frozen=True)
class Desk:
    """A folder with `config.toml`; everything typed here uses it."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def type(self, *words: str, stdin: str | bytes = "") -> Ended:
        """Type `tracker WORDS…` here, in this process."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = _stream(), _stream()
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("TRACKER_")] + ["NO_COLOR", "FORCE_COLOR"]:
                patch.delenv(name, raising=False)
            for name, value in {"TRACKER_CONFIG": str(self.config), **self.environ}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["tracker", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main()
        return Ended(int(ended.value.code or 0), _written(out), _written(err))

    def start(self, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Type `python -m tracker WORDS…` here, in a process of its own."""
        command = [sys.executable, "-m", "tracker", *words]
        return subprocess.run(
            command, env=self.environment(), cwd=self.folder, text=True, timeout=300, check=False, **options
        )

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a process typed here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRACKER_", "NO_COLOR"))}
        return kept | {"TRACKER_CONFIG": str(self.config), "PYTHONPATH": str(ROOT), **self.environ, **more}


def desk_in(folder: Path, settings: str = SETTINGS, **environ: str) -> Desk:
    """A new desk, with these settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    return Desk(folder, environ)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
