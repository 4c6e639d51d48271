"""A language is added by its two files alone: one that nobody speaks, in a copy of the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tracker

# What the page says of it: words for numbers, a unit, verbs of saying, hedges, and how it is told from others.
WORDS = """
decimal = ","
common = "ol oz ut zu"
hedges = "perhopu"
stops = "zu ut"

[numbers]
3 = "trel"
4 = "kvorl"

[scales]
1000 = "milk"

[units]
tonne = "tunk tunki"

[months]
5 = "majk"

[verbs]
say = "dikis"

[detection]
small = "ol oz ut zu ilk dikis"

[words.facts]
# Between a day and its month: "3 zu majk".
of = "zu"

[words.facts.vague]
many = "multi"
"""
SPEECH = """
[phrases]
before_verb = "oz"
"""
PAIRS = {
    "amount": ("Ol porto zu Velm portis trel milk tunki.", "Ol porto zu Velm portis kvorl milk tunki."),
    "figures": ("Ol porto zu Velm portis trel milk tunki.", "Ol porto zu Velm portis 3000 tunki."),
    "day": ("Ol porto oz klusis 3 zu majk.", "Ol porto oz klusis 4 zu majk."),
    "vague": ("Ol porto portis multi barki zu Velm.", "Ol porto portis 12 barki zu Velm."),
    "quote": ("“Ol porto oz klusis ilk,” dikis Mira Holm.", "“Ol porto oz fluris ilk,” dikis Mira Holm."),
    "speaker": ("“Ol porto oz klusis ilk,” dikis Mira Holm.", "“Ol porto oz klusis ilk,” dikis Tove Brandt."),
    "hedge": ("Ol barko oz brulis ut porto zu Velm.", "Ol barko perhopu oz brulis ut porto zu Velm."),
}
SCRIPT = """
import json, sys
from tracker.compare import compare
from tracker.compare.text.detection import detected
from tracker.model import Document

told = {
    name: [[flag.kind.value, flag.sub, flag.before, flag.after, flag.speaker] for flag in
           compare(Document.from_text(old), Document.from_text(new)).flags]
    for name, (old, new) in json.loads(sys.stdin.read()).items()
}
print(json.dumps([detected("Ol porto oz klusis ilk ut Velm."), told]))
"""


def read(package: Path) -> tuple[str, dict[str, list[list[str]]]]:
    """The language of a sentence and the flags of each pair, as the package in a folder tells them."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps(PAIRS),
        env=os.environ | {"PYTHONPATH": str(package)},
        cwd=package,
        capture_output=True,
        text=True,
        check=True,
    )
    language, told = json.loads(done.stdout)
    return language, told


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    source = Path(tracker.__file__).parent
    shutil.copytree(source, folder / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_two_files_are_all_that_a_language_needs(copied: Path) -> None:
    languages = copied / "tracker" / "compare" / "languages"
    # No table is missed, not even where there is none.
    (languages / "qq.toml").touch()
    before_language, before = read(copied)
    (languages / "qq.toml").write_text(WORDS, encoding="utf-8")
    (languages / "qq_speech.toml").write_text(SPEECH, encoding="utf-8")
    language, after = read(copied)
    assert (before_language, language) == ("en", "qq")
    assert ["fact_changed", "number", "trel milk tunki", "kvorl milk tunki", ""] in after["amount"]
    assert not [flag for flag in after["figures"] if flag[0] == "fact_changed"]
    assert ["fact_changed", "date"] in [flag[:2] for flag in after["day"]]
    assert [flag[2:4] for flag in after["vague"] if flag[0] == "fact_changed"] == [["multi", "12"]]
    assert [flag[4] for flag in after["quote"] if flag[0] == "quote_changed"] == ["Mira Holm"]
    assert "attribution_changed" in [flag[0] for flag in after["speaker"]]
    assert [flag[0] for flag in after["hedge"]] == ["hedging_added"]
    # Without what they say none of it is known.
    assert before["figures"] != after["figures"]
    for name in ("amount", "day", "vague", "hedge"):
        assert before[name] != after[name], name
