"""What reaches a terminal, a pipe or a file: no colour where none is wanted, and nothing that a page could steer."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Followed
from tests.cli.desk import Desk
from tests.cli.site import Site
from tests.discovery.paper import rss, rss_item

HOSTILE = (
    "Mayor \x1b]0;pwned\x07\x1b[2J\x1b[31mresigns\x1b[0m \u202egnp.exe\u202c "
    "[red]not markup[/red] [link=http://evil.example]here[/link] \x9b31m \u2066x\u2069 \x08\x7f"
)
PARAGRAPHS = (
    f"The mayor of Merrowick resigned on Monday, {HOSTILE} the council said in a short statement to the newspaper.",
    "“I have nothing to add to this,” said the mayor, who had held the office for eleven years and three elections.",
    "A successor will be chosen by the council at its meeting next week, and will serve until the vote in the spring.",
)


def acting(text: str) -> set[str]:
    """Characters in a text that act instead of being read."""
    return {
        char for char in text if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    }


def test_nothing_in_a_page_can_steer_the_terminal(desk: Desk, site: Site) -> None:
    url = site.article("/mayor", HOSTILE, *PARAGRAPHS)
    told = [desk.type("add", url, "--source", "Post \x1b[2J")]
    site.article("/mayor", f"{HOSTILE} again", *PARAGRAPHS[:1], PARAGRAPHS[1].replace("nothing", "a\x1bword"))
    told.append(desk.type("check"))
    faces = ("--side-by-side", "--unified", "--stat", "--json")
    commands = [("list",), ("log", "1", "--checks"), ("show", "1"), ("flags",), ("status",), ("diff", "1")]
    commands += [("diff", "1", face) for face in faces] + [("extract", url), ("extract", url, "--explain")]
    for words in commands:
        told.append(desk.type(*words))
        assert told[-1].out, words
    for ended in told:
        assert acting(ended.out + ended.err) == set()
    shown = "".join(ended.out for ended in told)
    assert "[red]not markup[/red]" in shown
    assert "resigns" in shown


def test_a_hostile_name_on_the_command_line_is_made_inert(desk: Desk, tmp_path: Path) -> None:
    for words in (
        ("extract", "a\x1b[2Jb"),
        ("show", "http://x.example/\x1b]0;x\x07"),
        ("diff", "1@\u202e"),
        ("--config", str(tmp_path / "\x1b[2J"), "list"),
        ("unsubscribe", "\x1b"),
        ("flags", "--kind", "\x1b[31m"),
        ("li\x1b[31mst",),
    ):
        ended = desk.type(*words)
        assert ended.code != 0
        assert acting(ended.err) == set(), words


@pytest.mark.parametrize("words", [("list",), ("diff", "1"), ("log", "1"), ("flags",), ("show", "1"), ("status",)])
def test_a_pipe_gets_no_escape_codes(followed: Followed, words: tuple[str, ...]) -> None:
    assert "\x1b" not in followed.desk.type(*words).out


def test_a_terminal_gets_colour_unless_no_color_is_set(followed: Followed) -> None:
    coloured = on_a_terminal(followed.desk, "diff", "1", "1", "2")
    plain = on_a_terminal(followed.desk, "diff", "1", "1", "2", NO_COLOR="1")
    assert "\x1b[31m" in coloured
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_terminal_that_can_do_nothing_gets_plain_text(followed: Followed) -> None:
    assert "\x1b" not in on_a_terminal(followed.desk, "list", TERM="dumb")


def test_following_many_sources_shows_how_far_it_is_on_a_terminal_alone(desk: Desk, site: Site, tmp_path: Path) -> None:
    for name in "abc":
        site.pages[f"/{name}"] = rss(rss_item(f"{site.url}/{name}/1", title="Ferry to stop")).decode()
    file = tmp_path / "feeds.opml"
    outlines = "".join(f'<outline text="Paper {name}" xmlUrl="{site.url}/{name}"/>' for name in "abc")
    file.write_text(f"<opml><body>{outlines}</body></opml>")
    shown = on_a_terminal(desk, "follow", "-f", str(file))
    assert "looking at sources" in shown
    assert "3/3" in shown
    assert "\x1b[3" not in on_a_terminal(desk, "follow", "-f", str(file), NO_COLOR="1")
    piped = desk.start("follow", "-f", str(file), capture_output=True)
    assert "looking at" not in piped.stdout + piped.stderr


def test_the_bare_text_of_a_page_is_verbatim_in_a_file_and_inert_on_a_terminal(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = f"{PARAGRAPHS[1]} \u202e {PARAGRAPHS[2]}"
    page.write_text(f"<html><body><article><h1>A</h1><p>{told}</p></article></body></html>", encoding="utf-8")
    assert "\u202e" in desk.type("extract", str(page), "--text").out
    assert acting(on_a_terminal(desk, "extract", str(page), "--text")) == set()


def test_an_output_that_lacks_a_character_is_given_its_number(followed: Followed) -> None:
    environment = followed.desk.environment(PYTHONIOENCODING="ascii")
    command = [sys.executable, "-m", "tracker", "diff", "1"]
    ended = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert b"\\u2192" in ended.stdout


def test_a_closed_output_is_no_trouble(followed: Followed) -> None:
    for closing in (">&-", "2>&-"):
        command = ["sh", "-c", f"exec {sys.executable} -m tracker list {closing}"]
        ended = subprocess.run(command, env=followed.desk.environment(), capture_output=True, check=False, timeout=300)
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_who_goes_away_is_no_trouble(followed: Followed) -> None:
    for words in (("list",), ("log", "1", "--checks", "--json")):
        reading, writing = os.pipe()
        os.close(reading)
        ended = followed.desk.start(*words, stdout=writing, stderr=subprocess.PIPE)
        os.close(writing)
        assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_is_full_is_one_line(followed: Followed) -> None:
    with Path("/dev/full").open("w") as full:
        ended = followed.desk.start("status", stdout=full, stderr=subprocess.PIPE)
    assert ended.returncode == 1
    assert ended.stderr == "tracker: No space left on device\n"


def test_python_runs_tracker_as_a_module(desk: Desk) -> None:
    ended = desk.start("--version", capture_output=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert re.fullmatch(r"tracker \d+\.\d+\.\d+\n", ended.stdout)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_script_for_completion(desk: Desk, shell: str) -> None:
    # `--show-completion` asks which shell it was typed in; a test may be run from any, so it names the shell itself.
    command = [sys.executable, "-m", "tracker"]
    environment = desk.environment(_TRACKER_COMPLETE=f"source_{shell}")
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0
    assert "_TRACKER_COMPLETE" in ended.stdout


def test_completion_offers_the_commands(desk: Desk) -> None:
    environment = desk.environment(_TRACKER_COMPLETE="complete_bash", COMP_WORDS="tracker su", COMP_CWORD="1")
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'tracker'; from tracker.cli import main; main()"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert ended.stdout.split() == ["subscribe", "subscriptions"]


def test_the_help_and_the_version_load_neither_store_nor_network(desk: Desk) -> None:
    code = (
        "import sys; sys.argv = ['tracker', '--version']\n"
        "from tracker.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'alembic', 'httpx', 'fastapi', 'jinja2', 'pydantic', 'aiosmtplib', 'apscheduler'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, env=desk.environment(), capture_output=True, text=True, check=True, timeout=300)
    assert ended.stdout.splitlines()[-1] == "[]"


def on_a_terminal(desk: Desk, *words: str, **environ: str) -> str:
    """What `tracker WORDS…` writes to a terminal of 100 columns."""
    main_end, far_end = pty.openpty()
    environment = desk.environment(**{"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40"} | environ)
    command = [sys.executable, "-m", "tracker", *words]
    with subprocess.Popen(command, env=environment, stdin=far_end, stdout=far_end, stderr=far_end) as process:
        os.close(far_end)
        written = b"".join(iter(lambda: _read(main_end), b""))
        process.wait(timeout=300)
    os.close(main_end)
    return written.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    """What the terminal holds; reading after the other end has closed is an error on Linux."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
