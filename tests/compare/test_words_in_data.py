"""What text is compared with in the code of these packages holds no word of a language: words stand in the language files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import tracker
from tracker.compare.notes.said import CLASSES
from tracker.compare.sourcing.speech import Callings, Saying
from tracker.compare.text.files import CODES, language_file

COMPARE = Path(tracker.__file__).parent / "compare"
PACKAGES = ["quoting", "speaking", "sourcing", "notes"]
SOURCES = sorted(path for package in PACKAGES for path in (COMPARE / package).glob("*.py"))

# Names of our own: what a language's file may say of its dashes, the sense of a verb, the rule and the reason of a flag,
# and keys of the language files, among them the classes of words of notes; what a module gives to others. An
# abbreviation is known by having no vowel.
NAMES = {
    *("asides", "lists"),
    *("say", "claim", "admit", "deny", "confirm", "joke"),
    *("changed", "cut short", "extended", "trimmed", "fact.spelling", "fact.list"),
    *("inserted_pronouns", "inserted_before", "inserted_behind"),
    *(field.name for known in (Saying, Callings) for field in fields(known)),
    *CLASSES,
    *(name for code in CODES for name in language_file(code).get("own", ())),
    *("opens", "pages", "faults", "says", "speech"),
    "aeiouy",
    *("Cue", "cues"),
}
_COMPARING = {
    *("startswith", "endswith", "removesuffix", "removeprefix", "find", "rfind", "index", "count", "replace"),
    *("split", "partition", "rpartition", "isdisjoint", "compile", "frozenset", "set", "tuple", "dict"),
}
_CLASSES = re.compile(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[a-zA-Z]|a-z|A-Z")
_LETTER = re.compile(r"[^\W\d_]")


def compared_with(code: str) -> set[str]:
    """The strings with letters that a module compares with: in comparisons, lists, sets and keys, in patterns and where it
    asks how a text begins or ends. Classes of a pattern such as `\\w` are no letters.
    """
    return {text for text in _literals(ast.parse(code)) if _LETTER.search(_CLASSES.sub("", text))}


def languages_asked_for(code: str) -> list[str]:
    """The comparisons of a module that ask which language a text is in."""
    compared = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Compare))
    return [
        ast.unparse(node)
        for node in compared
        if any(isinstance(side, ast.Attribute) and side.attr == "code" for side in (node.left, *node.comparators))
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_code_compares_text_with_no_word_and_asks_for_no_language(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert compared_with(code) - NAMES == set()
    assert languages_asked_for(code) == []


@pytest.mark.parametrize(
    "code",
    [
        'OPENERS = frozenset(["the", "a"])',
        'known = {"according": 1}',
        'found = word == "according"',
        'found = word in ("the", *more)',
        'PRONOUN = re.compile(r"-(?:il|elle)\\b")',
        'PRONOUN = re.compile(rf"-(?:il|{more})\\b")',
        'word.removesuffix("\'s")',
        'OPENERS = frozenset("the a".split())',
    ],
)
def test_a_word_in_code_is_seen(code: str) -> None:
    assert compared_with(code)


def test_a_language_asked_for_by_its_code_is_seen() -> None:
    assert languages_asked_for('if words.code == "en" and text:\n    pass') == ["words.code == 'en'"]


def _literals(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        for part in _parts(node):
            inner = part.value if isinstance(part, ast.Starred) else part
            pieces = inner.values if isinstance(inner, ast.JoinedStr) else [inner]
            yield from (
                piece.value for piece in pieces if isinstance(piece, ast.Constant) and isinstance(piece.value, str)
            )


def _parts(node: ast.AST) -> list[ast.expr]:
    """The operands of whatever compares, or holds something to compare with."""
    match node:
        case ast.Compare(left=left, comparators=others):
            return [left, *others]
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            return parts
        case ast.Dict(keys=keys):
            return [key for key in keys if key is not None]
        case ast.MatchValue(value=value):
            return [value]
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name) as called, args=parts) if name in _COMPARING:
            return [called.value, *parts] if isinstance(called, ast.Attribute) else parts
    return []
