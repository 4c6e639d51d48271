"""Every face of the named scenes against the files under expected/ (written anew by `python -m tests.render.scenes`)."""

from __future__ import annotations

import pytest

from tests.render.scenes import EXPECTED, faces

FACES = dict(faces())


@pytest.mark.parametrize("name", FACES)
def test_a_face_reads_as_its_expected_file(name: str) -> None:
    assert FACES[name] == (EXPECTED / name).read_text(encoding="utf-8")


def test_every_expected_file_belongs_to_a_scene() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(FACES)


@pytest.mark.parametrize("name", [name for name in FACES if name.startswith("bridge-") and name.endswith("0.txt")])
def test_no_line_is_wider_than_its_terminal(name: str) -> None:
    width = int(name.removesuffix(".txt").rsplit("-", 1)[1])
    assert max(len(line) for line in FACES[name].splitlines()) <= width


def test_colour_adds_nothing_but_colour() -> None:
    from rich.text import Text

    for name in ("bridge-inline-80", "bridge-sides-80"):
        lines = Text.from_ansi(FACES[f"{name}.ansi"]).plain.splitlines()
        assert [line.rstrip() for line in lines] == FACES[f"{name}.txt"].splitlines()
