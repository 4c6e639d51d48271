from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripted.effort import within
from tracker.compare import compare
from tracker.model import Document

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases" / "cases.jsonl"
PROGRAM = """
import json, sys
from tracker.compare import compare
from tracker.model import Document
for line in open(sys.argv[1], encoding="utf-8"):
    item = json.loads(line)
    change = compare(Document.from_text(item["old"]), Document.from_text(item["new"]))
    print(change.passages, change.flags, change.disclosure)
"""


def test_results_are_the_same_bytes_for_any_hash_seed_locale_and_time_zone() -> None:
    worlds = [("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Kathmandu"), ("4242", "POSIX", "America/Los_Angeles")]
    outputs = set()
    for seed, locale, zone in worlds:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(CASES)], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


HOSTILE = {
    "one giant paragraph": ("word other third " * 3000, "word other fourth " * 3000),
    "all sentences equal": ("Same words here again.\n\n" * 4000, "Same words here again.\n\n" * 3990),
    "open marks": ("“" * 20000, '"' * 20000 + "x"),
    "single marks": ("'a " * 6000, "'b " * 6000),
    "numbers": ("1 " * 20000, "2 " * 20000),
    "combining signs": ("a" + "\u0301" * 20000, "b" + "\u0301" * 20000),
    "questions": ("Why? " * 2000, "Why not? " * 2000),
    "capitals": ("Abc " * 20000, "Abd " * 20000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_no_more_than_a_little_longer(name: str) -> None:
    old, new = (Document.from_text(text) for text in HOSTILE[name])
    with within(10):
        compare(old, new)
