"""The value that a script is given as a literal of JavaScript, read where it is no JSON: names without quotation marks,
`undefined`, and the function around it whose arguments hold what is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_MAX_TOKENS = 500_000
_MAX_DEPTH = 100
_TOKEN_LENGTH = 16  # characters of a text that is repeated
_TOKEN = re.compile(
    r"""\s*+(?:(?P<text>"(?:[^"\\]++|\\.)*+"|'(?:[^'\\]++|\\.)*+')|(?P<word>-?[\w$.]++)|(?P<mark>.))""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": " ", "v": " ", "0": "", "\n": "", "\r\n": ""}
_WORDS = {"true": True, "false": False}
_FUNCTION = re.compile(
    r"\s{0,9}[(!]?\s{0,9}(?:function\s{0,9}\(([\w$,\s]{0,20000})\)|\(([\w$,\s]{0,20000})\)\s{0,9}=>)\s{0,9}\{"
)
_RETURN = re.compile(r"\breturn\s{0,9}\(?\s{0,9}(?=[{\[])")


def read_literal(text: str) -> Any:
    """The value that a text begins with. Raises ValueError where it is none, is nested deeply or has no end."""
    if begun := _FUNCTION.match(text):
        return _of_function(text, (begun[1] or begun[2] or "").split(","), begun.end())
    return _Reader(text, 0, {}).value()


def _of_function(text: str, parameters: list[str], start: int) -> Any:
    """What a function gives back that is called where it stands, as in `(function(a,b){return {x:a}})(1,2)`."""
    if (back := _RETURN.search(text, start)) is None:
        raise ValueError("it gives nothing back")
    first = _Reader(text, back.end(), {})
    first.value()
    given = first.arguments()
    named = zip((name.strip() for name in parameters), given, strict=False)
    known = {name: (value, _weight(value)) for name, value in named}
    return _Reader(text, back.end(), known).value()


class _Reader:
    """Reads values from a place in a text on; `known` are those that names stand for, each with its weight, which counts
    wherever it is named: a value may not grow by being repeated.
    """

    def __init__(self, text: str, at: int, known: Mapping[str, tuple[Any, int]]) -> None:
        self.known = known
        self.tokens = _TOKEN.finditer(text, at)
        self.left = _MAX_TOKENS

    def next(self) -> re.Match[str]:
        token = next(self.tokens, None)
        self.left -= 1
        if token is None or self.left < 0 or (token["mark"] or " ") in "\"'":
            raise ValueError("the value has no end")
        return token

    def value(self, token: re.Match[str] | None = None, depth: int = 0) -> Any:
        token = token or self.next()
        if depth > _MAX_DEPTH:
            raise ValueError("nested too deeply")
        if token["text"]:
            return _text(token["text"])
        if word := token["word"]:
            value, weight = self.known.get(word, (_WORDS.get(word), 0))
            self.left -= weight
            return value
        match token["mark"]:
            case "{":
                return self.fields(depth)
            case "[":
                return self.items("]", depth)
            case "!":
                return self.next()["word"] == "0"
            case _:
                raise ValueError("no value")

    def fields(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (token := self.next())["mark"] != "}":
            if token["mark"] == ",":
                continue
            name = _text(token["text"]) if token["text"] else token["word"] or ""
            if self.next()["mark"] != ":":
                raise ValueError("no field")
            found[name] = self.value(depth=depth + 1)
            if self.to_next("}"):
                break
        return found

    def items(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while (token := self.next())["mark"] != end:
            if token["mark"] != ",":
                found.append(self.value(token, depth + 1))
                if self.to_next(end):
                    break
        return found

    def to_next(self, end: str) -> bool:
        """Pass over what else belongs to a value, such as the call in `new Date(0)`; whether the end came."""
        open_ = 0
        while (mark := self.next()["mark"]) not in (",", end) or open_:
            open_ += (mark in ("(", "[", "{")) - (mark in (")", "]", "}")) if mark else 0
        return mark == end

    def arguments(self) -> list[Any]:
        """What a function is called with whose body ends here."""
        while self.next()["mark"] != "}":
            pass
        while self.next()["mark"] != "(":
            pass
        return self.items(")", 0)


def _weight(value: Any) -> int:
    """How many tokens a value counts for."""
    if isinstance(value, str):
        return len(value) // _TOKEN_LENGTH
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + _weight(part) for part in inner)


def _text(quoted: str) -> str:
    return _ESCAPE.sub(_unescaped, quoted[1:-1]) if "\\" in quoted else quoted[1:-1]


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number:
        code = int(number, 16)
        return chr(code) if code <= 0x10FFFF else ""  # noqa: PLR2004 - the last character of Unicode
    return _MEANT.get(found[4], found[4])
