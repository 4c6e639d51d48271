"""No number of an address or a question is too large: what no database can count is told as not there, and breaks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
from fastapi import FastAPI
from fastapi.routing import APIRoute

_PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")


def requests_of(pages: FastAPI) -> Iterator[tuple[str, str]]:
    """Each route once for each part of its path that is asked for, with a number there that is too large, and once for
    each of its questions with the largest that a database can count.
    """
    for route in pages.routes:
        if not isinstance(route, APIRoute):
            continue
        for name in _PARAMETER.findall(route.path):
            yield from ((method, filled(route.path, {name: 2**64})) for method in sorted(route.methods or ()))
        if "GET" in (route.methods or ()):
            path = filled(route.path, {})
            yield from (("GET", f"{path}?{one.alias}={2**63 - 1}") for one in route.dependant.query_params)


def filled(path: str, numbers: dict[str, int]) -> str:
    """The path of a route with these numbers in it, and 1 where there is none."""
    return _PARAMETER.sub(lambda found: str(numbers.get(found[1], 1)), path)


def test_no_number_is_too_large(pages: FastAPI, editor: httpx.Client) -> None:
    answers = [(*asked, editor.request(*asked).status_code) for asked in requests_of(pages)]
    assert len(answers) > 100
    assert [answer for answer in answers if answer[-1] >= 500] == []
